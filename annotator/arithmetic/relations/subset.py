"""Owns the relation subset: a part is no more than its whole, what was done no more than what was due."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from annotator.arithmetic.bonds import FAIR, LOOSE, Bonds, do_fit, others_before
from annotator.arithmetic.check import SIGNS, Check, at_most, operand
from annotator.arithmetic.figures import Figure, Page
from annotator.arithmetic.relations.rule import Example, Parts, Rule, only
from annotator.arithmetic.wording import are_alike, done_words, plan_words

_DUE = re.compile("应([考到参还办缴收检报训结])")


def find(bonds: Bonds) -> Iterator[Check]:
    """Yield part ≤ whole for what belongs together."""
    for n, (whole, confidence) in bonds.wholes.items():
        part = bonds.page.figures[n]
        if part.is_counted and part.n != whole.n:
            check = _check(part, whole, confidence)
            if check.verdict == "holds" or are_alike(part.unit, whole.unit):
                others = others_before(bonds, part, like=part) if check.verdict == "contradicts" else []
                if any(other.value >= part.value for other in others):
                    continue  # 其中 may speak of an earlier number, which is large enough
                yield check
    for sentence in bonds.page.sentences:
        yield from _due(bonds.page, sentence)
        yield from _planned(sentence)


def _due(page: Page, sentence: Sequence[Figure]) -> Iterator[Check]:
    """应考166人, 实考166人."""
    for one, other in pairwise(sentence):
        due = _DUE.search(one.lead[-8:])
        if due and are_alike(one.unit, other.unit) and f"实{due[1]}" in page.between(one, other):
            yield _check(other, one, FAIR * do_fit(one, other))


def _planned(sentence: Sequence[Figure]) -> Iterator[Check]:
    """计划70万平方米, 已治理约68万平方米; more than planned is no contradiction."""
    plan, done = plan_words(), done_words()
    for at, one in enumerate(sentence):
        if not one.is_counted or not (one.role == "plan" or plan.search(one.lead)) or one.direction:
            continue
        for other in sentence[at + 1 : at + 3]:
            if not are_alike(one.unit, other.unit) or not other.is_counted or other.direction:
                continue
            if done.search(other.lead) and not plan.search(other.lead) and other.value <= one.value:
                yield _check(other, one, FAIR if other is sentence[at + 1] else LOOSE)
                break


def _check(part: Figure, whole: Figure, confidence: float) -> Check:
    verdict = at_most(part, whole)
    return Check(
        relation="subset",
        operands=(operand(part, "part"), operand(whole, "whole")),
        sum=f"{part.written} {SIGNS[verdict]} {whole.written}",
        computed=verdict != "contradicts",
        stated=None,
        verdict=verdict,
        confidence=confidence,
    )


def again(parts: Parts) -> Check | None:
    """Return the check of other numbers: a part and its whole."""
    found = only(parts, "part", "whole")
    return _check(found[0], found[1], FAIR) if found is not None else None


RULE = Rule(
    name="subset",
    find=find,
    again=again,
    examples=(
        Example(
            text="建立廉政档案463份，抽查廉政档案48份，存在问题12份。",
            words=("48份", "463份"),
            verdict="holds",
        ),
        Example(
            text="建立廉政档案463份，抽查廉政档案48份，存在问题12份。",
            words=("12份", "48份"),
            verdict="holds",
        ),
        Example(text="申报标准项目9件，第一批有3件被列入。", words=("3件", "9件"), verdict="holds"),
        Example(
            text="发布信息稿件153余篇次，其中视频号作品18个。", words=("18个", "153余篇次"), verdict="holds"
        ),
        Example(
            text="计划治理70万平方米，截至10月底，已治理约68万平方米。",
            words=("约68万平方米", "70万平方米"),
            verdict="holds",
        ),
        Example(text="受理信访87件，其中重复信访95件。", words=("95件", "87件"), verdict="contradicts"),
        Example(
            text="接访11批，共34人次，其中集体访约40人次。",
            words=("约40人次", "34人次"),
            verdict="contradicts",
        ),
        Example(text="走访约30户，其中脱贫户32户。", words=("32户", "约30户"), verdict="differs_in_rounding"),
        Example(text="出动执法车辆50辆，其中检查企业300家。", words=("300家", "50辆"), verdict=None),
        Example(text="全年办理案件12件，其中2020年以来累计结案30件。"),
        Example(text="计划整治30处，实际完成36处。"),
    ),
)
