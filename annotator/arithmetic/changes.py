"""Owns what changed: the level that a percent or an amount of change speaks of, and the level before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from annotator.arithmetic.bonds import FAIR, LOOSE, STRONG, Bonds
from annotator.arithmetic.figures import Figure, Page
from annotator.arithmetic.labels import common, last_clause
from annotator.arithmetic.percents import direction_of
from annotator.arithmetic.wording import alternatives, are_alike, change_names, compared, lists, other_base
from annotator.numbers.lexicon import word_list

_YEAR = re.compile("(20[0-9]{2}|19[0-9]{2}|[0-9]{2,3}(?=年))年?")
_LIST = re.compile("[^，。；,;:：]*[、和及与][^，。；,;:：]*")
_CHAIN = re.compile("[，,][^，。；、,;:：]{0,8}")
_PLAIN = re.compile(
    "(?:分别|大幅|大幅度|明显|显著|略有|略|小幅|所|有所|均|各|净|又|再|也|则|其|数量|总量|件数|案件数|总数|幅度|全年|本年|今年|同期|相比|相较|，|、|的|了|约|近|超|达|为)*"
)
_BORDER = re.compile("[，,、;；()（）]")
_REACHED = re.compile("[，,、]?(?:总量|总数)?(?:达到?了?|至|为|增至|升至|降至)")
_COMPARED = re.compile("[比较](?:[0-9]{2,4}年度?|上年度?|去年|前年|上一年|前一年)(?:同期)?(?:的|之)?\\Z")
_LONGEST_TAIL = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A percent or an amount by which something changed: what it is now, and, where stated, was before.

    ``amount`` is the amount of change in the unit of ``now`` when the sentence states that too
    (较上年增加54件, 增长8.3%).  ``words`` are those between the level and the change.
    """

    figure: Figure
    direction: str
    now: Figure
    before: Figure | None
    amount: Figure | None
    confidence: float
    words: str


@cache
def _verb() -> re.Pattern[str]:
    found = []
    for way in ("up", "down"):
        lists_of = word_list("directions")[way]
        found += [*lists_of["always"], *lists_of["shares"], *lists_of["nouns"], *lists_of["short"]]
    found += lists()["changes"]["names"]
    return re.compile(f"(?:{alternatives(found)})(?:了|约|近|超|达到?|为|分别|幅度){{0,2}}\\Z")


@cache
def _to() -> re.Pattern[str]:
    return re.compile(f"(?:{alternatives(lists()['changes']['to'])})(?:了|约|近)?\\Z")


@cache
def _from() -> re.Pattern[str]:
    return re.compile(alternatives(lists()["changes"]["from"]))


@cache
def _before() -> re.Pattern[str]:
    return re.compile(alternatives(lists()["changes"]["before"]))


def changes(bonds: Bonds) -> list[Change]:
    """Return the changes of a report whose level is stated, in text order."""
    if "changes" not in bonds.known:
        bonds.known["changes"] = _changes(bonds)
    return bonds.known["changes"]


def _changes(bonds: Bonds) -> list[Change]:
    found: list[Change] = []
    for sentence in bonds.page.sentences:
        skipped: set[int] = set()
        for at, figure in enumerate(sentence):
            if at in skipped or not figure.is_percent:
                continue
            run = _respectively(bonds.page, sentence, at)
            if run:
                found += run
                skipped |= set(range(at, at + len(run)))
                continue
            change = _change(bonds.page, sentence, at)
            if change is not None:
                found.append(change)
    return found


def _change(page: Page, sentence: Sequence[Figure], at: int) -> Change | None:
    figure = sentence[at]
    direction = direction_of(figure)
    previous = sentence[at - 1] if at else None
    if previous is not None:
        moved = _moved(page, sentence, at, direction)
        if moved is not None:
            return moved
    if not direction or figure.role not in ("", "change"):
        return None
    if previous is not None and previous.kind != "percent":
        words = page.between(previous, figure)
        if previous.direction and previous.is_counted:
            return _with_amount(page, sentence, at, direction)
        level = _level(page, sentence, at, words)
        if level is not None:
            before, now, confidence = level
            return Change(
                figure=figure,
                direction=direction,
                now=now,
                before=before,
                amount=None,
                confidence=confidence,
                words=words,
            )
    return _followed(page, sentence, at, direction)


def _moved(page: Page, sentence: Sequence[Figure], at: int, direction: str) -> Change | None:
    """由81个工作日压减至36个工作日, 压减率55.6%."""
    if at < 2:
        return None
    figure, now, before = sentence[at], sentence[at - 1], sentence[at - 2]
    clause = last_clause(figure.lead)
    if now.is_percent or not are_alike(now.unit, before.unit) or now.kind != before.kind:
        return None
    if not (direction or change_names().search(clause)) or not is_said_of(page.between(now, figure), now):
        return None
    if not are_from_and_to(page, before, now):
        return None
    # Its name (提速, 压减率) may sound like the other way.
    way = (
        direction
        if not change_names().search(clause) and direction
        else "up"
        if now.value > before.value
        else "down"
    )
    words = page.between(now, figure)
    return Change(
        figure=figure, direction=way, now=now, before=before, amount=None, confidence=STRONG, words=words
    )


def are_from_and_to(page: Page, before: Figure, now: Figure) -> bool:
    """Whether two numbers are the ends of one change: 由81个工作日压减至36个工作日."""
    step = page.between(before, now)
    is_step = _to().search(step) is not None and _BORDER.search(step) is None
    return is_step and _from().search(last_clause(before.lead)) is not None


def _with_amount(page: Page, sentence: Sequence[Figure], at: int, direction: str) -> Change | None:
    """702件, 较上年增加54件, 增长8.3%."""
    if at < 2:
        return None
    figure, amount, now = sentence[at], sentence[at - 1], sentence[at - 2]
    if at > 2 and _COMPARED.search(now.lead) and are_alike(now.unit, sentence[at - 3].unit):
        return _with_all(page, sentence[at - 3 : at + 1], direction)
    if not now.is_counted or now.direction or not are_alike(now.unit, amount.unit):
        return None
    first, second = page.between(now, amount), page.between(amount, figure)
    if not is_said_of(first, now) or not is_said_of(second, now) or amount.direction != direction:
        return None
    confidence = LOOSE if _is_listed(page, sentence, at - 2) else STRONG
    return Change(
        figure=figure,
        direction=direction,
        now=now,
        before=None,
        amount=amount,
        confidence=confidence,
        words=first,
    )


def _with_all(page: Page, four: Sequence[Figure], direction: str) -> Change | None:
    """86件, 較111年92件減少6件, 減幅6.52%."""
    now, before, amount, figure = four
    is_plain = amount.direction == direction and are_alike(amount.unit, now.unit)
    if not now.is_counted or not is_plain or not is_said_of(page.between(amount, figure), now):
        return None
    return Change(
        figure=figure,
        direction=direction,
        now=now,
        before=before,
        amount=None,
        confidence=STRONG if is_said_of(page.between(now, before), now) else FAIR,
        words=page.between(now, before),
    )


def _level(
    page: Page, sentence: Sequence[Figure], at: int, words: str
) -> tuple[Figure | None, Figure, float] | None:
    """The level that a change straight behind it speaks of, the level before when that stands there too."""
    figure, last = sentence[at], sentence[at - 1]
    if not last.is_counted or last.direction or not is_said_of(words, last):
        return None
    framed = [page.figures[n] for n in figure.bases]
    if framed and last not in framed:
        return None
    confidence = LOOSE if other_base().search(words) else STRONG
    earlier = sentence[at - 2] if at > 1 else None
    if earlier is not None and earlier.is_counted and are_alike(earlier.unit, last.unit):
        pair = _years_apart(earlier, last)
        if pair is not None:
            return pair[0], pair[1], confidence
    if _speaks_of_before(last):
        return None
    if _is_listed(page, sentence, at - 1) and not _repeats(words, last):
        confidence = LOOSE
    return None, last, confidence


def _years_apart(one: Figure, other: Figure) -> tuple[Figure, Figure] | None:
    """Two levels of two years as (before, now): 2022年全年409件, 2021年全年456件."""
    if one.period and other.period and one.period[0][:4] != other.period[0][:4]:
        return (one, other) if one.period < other.period else (other, one)
    years = [_YEAR.search(last_clause(each.lead)) for each in (one, other)]
    if years[0] and years[1] and years[0][1] != years[1][1]:
        return (one, other) if int(years[0][1]) < int(years[1][1]) else (other, one)
    if _speaks_of_before(other) and not _speaks_of_before(one):
        return other, one
    if _speaks_of_before(one) and not _speaks_of_before(other):
        return one, other
    return None


def _speaks_of_before(figure: Figure) -> bool:
    clause = last_clause(figure.lead)
    return _before().search(compared().sub("", clause)) is not None


def is_said_of(words: str, level: Figure) -> bool:
    """Whether the words between a level and a change speak of nothing else."""
    parts = _BORDER.split(words)
    said = parts[-1] if len(parts) > 1 else words[len(_noun(words)) :]
    others = parts[1:-1]
    if (len(parts) > 1 and len(parts[0]) > _LONGEST_TAIL) or len(others) > 1:
        return False
    if re.search("[；;]", words) or any(not _is_comparison(part) for part in others if part):
        return False
    rest = _verb().sub("", said)
    return _is_comparison(rest) or _repeats(rest, level)


def _noun(words: str) -> str:
    """What stands behind a number before the comparison begins: 312件案件同比上升."""
    found = compared().search(words)
    return words[: found.start()] if found and found.start() <= _LONGEST_TAIL else ""


def _is_comparison(words: str) -> bool:
    return bool(_PLAIN.fullmatch(compared().sub("", words)))


def _repeats(words: str, level: Figure) -> bool:
    """Whether the words name the level once more: “业务投诉”36件, 业务投诉同比下降."""
    name = _PLAIN.sub(
        "", compared().sub("", _verb().sub("", words.rsplit("，", 1)[-1].rsplit(",", 1)[-1])), count=1
    )
    if len(name) < 2:
        return False
    about = level.lead + level.label + level.tail.split("，")[0]
    return common(name, about) >= max(2, (len(name) + 1) // 2)


def _is_listed(page: Page, sentence: Sequence[Figure], at: int) -> bool:
    """Whether a number stands in a list, so that what follows may speak of all of it."""
    if not at or not sentence[at - 1].is_counted:
        return False
    gap = page.between(sentence[at - 1], sentence[at])
    return bool(_LIST.fullmatch(gap) or _CHAIN.fullmatch(gap))


def _followed(page: Page, sentence: Sequence[Figure], at: int, direction: str) -> Change | None:
    """同比增长12.2%, 达到312件."""
    if at + 1 >= len(sentence):
        return None
    figure, now = sentence[at], sentence[at + 1]
    words = page.between(figure, now)
    if not now.is_counted or now.direction or not _REACHED.fullmatch(words):
        return None
    if at and page.between(sentence[at - 1], figure).find("，") < 0 and sentence[at - 1].is_counted:
        return None
    return Change(
        figure=figure,
        direction=direction,
        now=now,
        before=None,
        amount=None,
        confidence=FAIR,
        words=figure.lead,
    )


def _respectively(page: Page, sentence: Sequence[Figure], at: int) -> list[Change]:
    """A 120件、B 30件, 同比分别增长20%、25%: in order."""
    figure = sentence[at]
    clause = last_clause(figure.lead)
    direction = direction_of(figure)
    if "分别" not in clause or not direction:
        return []
    run = [figure]
    while at + len(run) < len(sentence):
        follower = sentence[at + len(run)]
        gap = page.between(run[-1], follower)
        if not follower.is_percent or not re.fullmatch("[、和及与]|以及", gap):
            break
        run.append(follower)
    levels = list(sentence[max(0, at - len(run)) : at])
    is_run = len(levels) == len(run) > 1 and all(each.is_counted and not each.direction for each in levels)
    if not is_run or any(not _LIST.fullmatch(page.between(a, b)) for a, b in pairwise(levels)):
        return []
    first = at - len(run)
    if first and _LIST.fullmatch(page.between(sentence[first - 1], sentence[first])):
        return []
    words = page.between(levels[-1], figure)
    if not is_said_of(words, levels[-1]):
        return []
    return [
        Change(
            figure=percent,
            direction=direction,
            now=level,
            before=None,
            amount=None,
            confidence=FAIR,
            words=words,
        )
        for percent, level in zip(run, levels, strict=True)
    ]
