"""Owns the relation share: a part, its whole, and the percent that the one is of the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from functools import reduce
from itertools import groupby

from annotator.arithmetic.bonds import FAIR, LOOSE, Bonds, others_before
from annotator.arithmetic.check import Check, operand, verdict_of
from annotator.arithmetic.figures import Figure
from annotator.arithmetic.intervals import Interval, shown
from annotator.arithmetic.percents import Percent, percents
from annotator.arithmetic.relations.rule import Example, Parts, Rule, only
from annotator.arithmetic.wording import are_alike

_FULL = 100
_MOST = 4
"""Shares of one whole that a sentence tells one after the other."""


def find(bonds: Bonds) -> Iterator[Check]:
    """Yield part ÷ whole against the percent stated."""
    found = percents(bonds)
    for percent in found:
        if percent.part is not None and percent.whole is not None:
            check = _meant(bonds, percent, percent.part, percent.whole)
            if check is not None:
                yield check
    yield from _of_their_sum(found)


def _meant(bonds: Bonds, percent: Percent, part: Figure, whole: Figure) -> Check | None:
    """The check of the numbers that are meant: where those bound together contradict the percent and
    others of the sentence fit it, the others are."""
    check = _check(percent.figure, part, whole, percent.confidence)
    if check is None or check.verdict != "contradicts":
        return check
    if _is_of_the_rest(percent, part, whole):
        return None
    for other in others_before(bonds, percent.figure, like=part):
        if other.n not in (part.n, whole.n):
            instead = _check(percent.figure, part, other, percent.confidence)
            if instead is not None and instead.verdict == "holds":
                return replace(instead, confidence=LOOSE)
    # 办结率 100 % is of the cases that were due, not of all.
    is_of_due = percent.kind == "rate" and percent.figure.value == _FULL
    return None if is_of_due else check


def _is_of_the_rest(percent: Percent, part: Figure, whole: Figure) -> bool:
    """Whether the percent is what the part leaves: 抽检1960批次, 不合格43批次, 合格率97.8%."""
    rest = _FULL - part.value / whole.value * _FULL
    return abs(rest - percent.figure.value) <= percent.figure.step


def _check(stated: Figure, part: Figure, whole: Figure, confidence: float) -> Check | None:
    if not whole.value:
        return None
    nominal = part.value / whole.value * _FULL
    return Check(
        relation="share",
        operands=(operand(part, "part"), operand(whole, "whole"), operand(stated, "percent")),
        sum=f"{part.written} ÷ {whole.written} = {shown(nominal, max(2, stated.places))}%",
        computed=nominal,
        stated=stated.value,
        verdict=verdict_of(nominal, part.wide.over(whole.wide).scaled(Fraction(_FULL)), stated),
        confidence=confidence,
        message="check.stated",
        values={"stated": stated.text},
    )


def _of_their_sum(found: list[Percent]) -> Iterator[Check]:
    """Two or three shares of one sentence that make 100 %: 2130件, 占71.2%; 862件, 占28.8%."""
    for _, group in groupby(found, key=lambda percent: percent.figure.sentence):
        shares = [each for each in group if each.kind == "portion" and each.part is not None]
        if not 2 <= len(shares) <= _MOST or any(each.confidence >= FAIR for each in shares):
            continue
        slack = sum((each.figure.step for each in shares), Fraction(0)) / 2
        parts = [each.part for each in shares if each.part is not None]
        total = sum((part.value for part in parts), Fraction(0))
        is_all = abs(sum((each.figure.value for each in shares), Fraction(0)) - _FULL) <= slack
        if not is_all or not total or any(not are_alike(part.unit, parts[0].unit) for part in parts):
            continue
        for each, part in zip(shares, parts, strict=True):
            yield _of_sum(each.figure, part, parts, total)


def _of_sum(stated: Figure, part: Figure, parts: list[Figure], total: Fraction) -> Check:
    nominal = part.value / total * _FULL
    whole = reduce(Interval.plus, (each.wide for each in parts))
    others = [operand(each, "other") for each in parts if each is not part]
    return Check(
        relation="share",
        operands=(operand(part, "part"), *others, operand(stated, "percent")),
        sum=f"{part.written} ÷ ({' + '.join(each.written for each in parts)}) = "
        f"{shown(nominal, max(2, stated.places))}%",
        computed=nominal,
        stated=stated.value,
        verdict=verdict_of(nominal, part.wide.over(whole).scaled(Fraction(_FULL)), stated),
        confidence=FAIR,
        message="check.stated",
        values={"stated": stated.text},
    )


def again(parts: Parts) -> Check | None:
    """Return the check of other numbers: a part and a whole, or a part and the others beside it."""
    found = only(parts, "part", "percent")
    if found is None:
        return None
    part, stated = found
    if (whole := only(parts, "whole")) is not None:
        return _check(stated, part, whole[0], FAIR)
    together = sorted([part, *parts.get("other", ())], key=lambda figure: figure.n)
    total = sum((each.value for each in together), Fraction(0))
    return _of_sum(stated, part, together, total) if len(together) > 1 and total else None


RULE = Rule(
    name="share",
    find=find,
    again=again,
    examples=(
        Example(
            text="梳理事项清单240项，其中即办件231项，占比96.25%。",
            words=("231项", "240项", "96.25%"),
            verdict="holds",
        ),
        Example(
            text="区本级365项许可事项中，即办的有318项，占87.12%。",
            words=("318项", "365项", "87.12%"),
            verdict="holds",
        ),
        Example(
            text="承接赋权事项83项，实际行使51项，占赋权事项的61.4%。",
            words=("51项", "83项", "61.4%"),
            verdict="holds",
        ),
        Example(
            text="受理工单1,286件，按期办结1,280件，按期办结率99.5%。",
            words=("1,280件", "1,286件", "99.5%"),
            verdict="holds",
        ),
        Example(
            text="计划整治违建50万平方米，截至11月底完成约48万平方米，任务进度96.8%。",
            words=("约48万平方米", "50万平方米", "96.8%"),
            verdict="differs_in_rounding",
        ),
        Example(
            text="治理违建4.08万平方米，完成年度任务4万平方米的102%。",
            words=("4.08万平方米", "4万平方米", "102%"),
            verdict="holds",
        ),
        Example(
            text="修订村规民约20份，其中增加移风易俗条款的17份，占58%。",
            words=("17份", "20份", "58%"),
            verdict="contradicts",
        ),
        Example(
            text="适用简易程序2130件，占71.2%；适用普通程序862件，占28.8%。",
            words=("862件", "2130件", "28.8%"),
            verdict="holds",
        ),
        Example(text="监督抽检1960批次，其中不合格43批次，合格率97.8%。"),
        Example(text="立案42件，同比下降占比30%的类型较多。"),
        Example(text="受理申请204件，办结187件，占全市总量的12%。"),
        Example(text="受理案件100件（含上年结转20件），办结115件，办结率95.8%。"),
        Example(text="受理诉求310件，办结296件，办结率100%。"),
    ),
)
