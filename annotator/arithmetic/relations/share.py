"""Owns the relation share: a part, its whole, and the percent that the one is of the other."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from annotator.arithmetic.bonds import Bonds
from annotator.arithmetic.check import Check, operand, verdict_of
from annotator.arithmetic.figures import Figure
from annotator.arithmetic.intervals import shown
from annotator.arithmetic.percents import Percent, percents
from annotator.arithmetic.relations.rule import Example, Rule

_FULL = 100


def find(bonds: Bonds) -> Iterator[Check]:
    """Yield part ÷ whole against the percent stated."""
    for percent in percents(bonds):
        if percent.part is not None and percent.whole is not None and percent.whole.value:
            check = _check(percent, percent.part, percent.whole)
            if check is not None:
                yield check


def _check(percent: Percent, part: Figure, whole: Figure) -> Check | None:
    stated = percent.figure
    nominal = part.value / whole.value * _FULL
    verdict = verdict_of(nominal, part.wide.over(whole.wide).scaled(Fraction(_FULL)), stated)
    confidence = percent.confidence
    if verdict == "contradicts" and percent.kind == "rate" and stated.value == _FULL:
        # 办结率 100 % is of the cases that were due, not of all.
        return None
    return Check(
        relation="share",
        operands=(operand(part, "part"), operand(whole, "whole"), operand(stated, "percent")),
        sum=f"{part.written} ÷ {whole.written} = {shown(nominal, max(2, stated.places))} %",
        computed=nominal,
        stated=stated.value,
        verdict=verdict,
        confidence=confidence,
        message="check.stated",
        values={"stated": stated.text},
    )


RULE = Rule(
    name="share",
    find=find,
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
        Example(text="立案42件，同比下降占比30%的类型较多。"),
        Example(text="受理申请204件，办结187件，占全市总量的12%。"),
        Example(text="受理案件100件（含上年结转20件），办结115件，办结率95.8%。"),
        Example(text="受理诉求310件，办结296件，办结率100%。"),
    ),
)
