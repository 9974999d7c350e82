"""Owns the relation sum: the parts against the whole, where the parts are all there is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cache

from annotator.arithmetic.bonds import FAIR, LOOSE, STRONG, Bonds, PartList, do_fit
from annotator.arithmetic.check import Check, operand, verdict_of
from annotator.arithmetic.figures import Figure, Page, as_written
from annotator.arithmetic.intervals import point
from annotator.arithmetic.labels import last_clause
from annotator.arithmetic.relations.rule import Example, Parts, Rule, only
from annotator.arithmetic.wording import alternatives, are_alike, is_exhaustive, lists, rest_words

_MOST = 12
"""Parts of the longest list that is added up."""
_WHOLE = 3
"""Characters from which what all parts begin with is the name of the whole."""
_RESPECTIVELY = re.compile("分别(?:为|是|有|达)?\\Z")
_LISTED = re.compile("[^，。；,;:：()（）]*[、和及与][^，。；,;:：()（）]*")
_STEP = re.compile("[，,][^，。；、,;:：()（）]{1,14}")


def find(bonds: Bonds) -> Iterator[Check]:
    """Yield the sums of lists: of parts under their whole, and of what 合计 follows."""
    for parts in bonds.lists:
        yield from _under_whole(bonds.page, parts)
    for sentence in bonds.page.sentences:
        yield from _totals(bonds.page, sentence)
        yield from _respectively(bonds.page, sentence)


def _under_whole(page: Page, listed: PartList) -> Iterator[Check]:
    whole, parts = listed.whole, listed.parts
    if len(parts) < 2 or len(parts) > _MOST or _is_no_list(parts, whole):
        return
    labels = _own_names(parts)
    is_open = _is_open(page, whole, parts)
    ends = rest_words().match(last_clause(parts[-1].lead))
    is_all = bool(ends) or is_exhaustive(labels) or _is_told_before(whole, parts)
    check = _check(parts, whole, confidence=listed.confidence * do_fit(whole, *parts))
    if check.verdict == "holds":
        yield check
    elif is_all and not is_open and (listed.is_tight or ends) and not _goes_on(page, parts[-1]):
        # Only a list of all there is must add up.
        yield check


def _own_names(parts: Sequence[Figure]) -> list[str]:
    """What parts are called beside each other: frames name the whole before each (行政处罚案件|一般程序)."""
    labels = [part.label for part in parts]
    first, last = min(labels), max(labels)
    shared = next((n for n, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), len(first))
    return [label[shared:] for label in labels] if shared >= _WHOLE else labels


def _is_no_list(parts: Sequence[Figure], whole: Figure) -> bool:
    return whole.value != 0 and any(part.value >= whole.value for part in parts)


def _goes_on(page: Page, last: Figure) -> bool:
    """Whether another number of the kind follows, that the list may have gone on to."""
    after = page.figures[last.n + 1] if last.n + 1 < len(page.figures) else None
    if after is None or after.sentence != last.sentence or not are_alike(after.unit, last.unit):
        return False
    return not re.search("[；;)）]", page.between(last, after))


def _is_open(page: Page, whole: Figure, parts: Sequence[Figure]) -> bool:
    between = page.view.flat[whole.place[1] : parts[-1].place[1]] + parts[-1].tail[:6]
    return any(word in between for word in lists()["parts"]["more"])


def _is_told_before(whole: Figure, parts: Sequence[Figure]) -> bool:
    """Whether the whole names exactly its parts: C、D级房屋272栋, 其中C级214栋、D级58栋."""
    if "、" not in whole.lead and "和" not in whole.lead:
        return False
    names = [re.sub("级|类|型|种", "", name) for name in _own_names(parts)]
    clause = re.split("[，。；,;]", whole.lead)[-1]
    listed = re.split("[、和及与]", clause)
    return len(listed) == len(parts) and all(
        name and name in told for name, told in zip(names, listed, strict=True)
    )


@cache
def _total() -> re.Pattern[str]:
    return re.compile(f"[，,；;、]?(?:以上)?(?:{alternatives(lists()['sums']['total'])})(?:为|达到?|约)?\\Z")


def _totals(page: Page, sentence: Sequence[Figure]) -> Iterator[Check]:
    """A 1.24万本、B 0.96万份, 合计2.2万本(份)."""
    for at in range(2, len(sentence)):
        total = sentence[at]
        gap = page.between(sentence[at - 1], total)
        if not _total().search(gap) or not total.is_counted or total.direction or len(gap) > 20:
            continue
        run, is_tight = _run_before(page, sentence, at)
        if len(run) < 2:
            continue
        alike = all(are_alike(each.unit, run[0].unit) for each in run)
        sure = FAIR * do_fit(total, *run) if alike else LOOSE
        # The list may begin later than it seems to.
        ends = [_check(run[first:], total, confidence=sure) for first in range(len(run) - 1)]
        fitting = next((check for check in ends if check.verdict == "holds"), None)
        said = page.view.flat[run[0].place[0] : total.place[0]]
        is_open = any(word in said for word in ("等", "其中", "主要"))
        if fitting is not None:
            yield fitting
        elif not is_open and _begins_clause(run[0]) and (is_tight or run[0] is sentence[0]):
            yield ends[0]


def _run_before(page: Page, sentence: Sequence[Figure], at: int) -> tuple[tuple[Figure, ...], bool]:
    """Return the list of numbers before a place, and whether 、 alone joins them."""
    run, is_tight = [sentence[at - 1]], True
    if not run[0].is_counted or run[0].direction:
        return (), False
    for other in reversed(sentence[max(0, at - _MOST) : at - 1]):
        gap = page.between(other, run[0])
        is_listed = _LISTED.fullmatch(gap) is not None
        if not other.is_counted or other.direction or not (is_listed or _STEP.fullmatch(gap)):
            break
        if not (are_alike(other.unit, run[0].unit) or sentence[at].unit.startswith(other.unit)):
            break
        is_tight = is_tight and is_listed
        run.insert(0, other)
    return tuple(run), is_tight


def _begins_clause(figure: Figure) -> bool:
    return not re.search("[、和及与]", re.split("[，。；,;]", figure.lead)[-1])


def _respectively(page: Page, sentence: Sequence[Figure]) -> Iterator[Check]:
    """卷300宗, 优秀、合格、不合格分别为96宗、198宗、6宗: names before, numbers after."""
    for at in range(1, len(sentence) - 1):
        first, whole = sentence[at], sentence[at - 1]
        clause = re.split("[，。；,;:：(]", first.lead)[-1]
        if not _RESPECTIVELY.search(clause) or not whole.is_counted or not are_alike(whole.unit, first.unit):
            continue
        names = re.split("[、和及与]", _RESPECTIVELY.sub("", clause))
        run = [first]
        for other in sentence[at + 1 :]:
            if not other.is_counted or not re.fullmatch("[、和及与]|以及", page.between(run[-1], other)):
                break
            run.append(other)
        if len(names) != len(run) or len(run) < 2:
            continue
        check = _check(tuple(run), whole, confidence=FAIR * do_fit(whole, *run))
        if check.verdict == "holds" or is_exhaustive(names):
            yield check


def _check(parts: Sequence[Figure], whole: Figure, *, confidence: float) -> Check:
    nominal = sum((part.value for part in parts), Fraction(0))
    possible = point(Fraction(0))
    for part in parts:
        possible = possible.plus(part.wide)
    return Check(
        relation="sum",
        operands=(*(operand(part, "part") for part in parts), operand(whole, "total")),
        sum=f"{' + '.join(part.written for part in parts)} = {as_written(nominal, whole)}",
        computed=nominal,
        stated=whole.value,
        verdict=verdict_of(nominal, possible, whole),
        confidence=confidence if confidence < STRONG else STRONG,
        message="check.stated",
        values={"stated": whole.text},
    )


def again(parts: Parts) -> Check | None:
    """Return the check of other numbers: some parts and their total."""
    total, listed = only(parts, "total"), parts.get("part", ())
    return _check(listed, total[0], confidence=FAIR) if total is not None and listed else None


RULE = Rule(
    name="sum",
    find=find,
    again=again,
    examples=(
        Example(
            text="报送问题线索92条（向市级部门报送58条、县级部门报送34条）。",
            words=("58条", "34条", "92条"),
            verdict="holds",
        ),
        Example(
            text="办理处罚案件278件，其中一般程序61件、简易程序217件，罚没款152.3万元。",
            words=("61件", "217件", "278件"),
            verdict="holds",
        ),
        Example(
            text="总投资3.42亿元，其中中央补助1.02亿元、省级补助1.26亿元、市级配套8600万元、居民出资2800万元。",
            words=("1.02亿元", "1.26亿元", "8600万元", "2800万元", "3.42亿元"),
            verdict="holds",
        ),
        Example(
            text="颁发证书1.24万本、证明0.96万份，合计2.2万本(份)。",
            words=("1.24万本", "0.96万份", "2.2万本(份)"),
            verdict="holds",
        ),
        Example(
            text="抽查案卷300宗，优秀、合格、不合格分别为96宗、198宗、6宗。",
            words=("96宗", "198宗", "6宗", "300宗"),
            verdict="holds",
        ),
        Example(
            text="办理处罚案件287件，其中一般程序61件、简易程序217件。",
            words=("61件", "217件", "287件"),
            verdict="contradicts",
        ),
        Example(
            text="鉴定为C、D级房屋272栋，其中C级214栋、D级68栋。",
            words=("214栋", "68栋", "272栋"),
            verdict="contradicts",
        ),
        Example(text="办理许可648件，其中占道203件、广告275件等。", words=("203件", "648件"), verdict=None),
        Example(text="培训干部120人，其中党员80人、女性45人。"),
    ),
)
