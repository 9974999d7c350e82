"""Owns the relation frequency: so often a month against the number of times in the year."""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotator.arithmetic.bonds import LOOSE, Bonds
from annotator.arithmetic.check import Check, operand
from annotator.arithmetic.figures import Figure
from annotator.arithmetic.labels import common
from annotator.arithmetic.relations.rule import Example, Rule
from annotator.arithmetic.wording import are_alike, lists

_EACH = re.compile("每个?(?P<time>月|季度|季|半年|周|星期)")
_TIMES = {
    "月": "month",
    "季度": "quarter",
    "季": "quarter",
    "半年": "half_year",
    "周": "week",
    "星期": "week",
}
_REACH = 16
_SHARED = 3


def find(bonds: Bonds) -> Iterator[Check]:
    """Yield the yearly number that a frequency of the same paragraph makes; one that does not is of
    something else."""
    figures = bonds.page.figures
    for figure in figures:
        each = _EACH.search(figure.lead)
        if figure.kind != "rate" or each is None or figure.is_percent:
            continue
        factor = lists()["frequencies"][_TIMES[each["time"]]]
        about = figure.lead[each.end() :] + figure.tail
        for other in figures[figure.n + 1 : figure.n + _REACH]:
            if other.paragraph != figure.paragraph:
                break
            if (
                other.is_counted
                and other.value == figure.value * factor
                and are_alike(other.unit, figure.unit)
                and common(about, other.lead + other.label) >= _SHARED
            ):
                yield _check(figure, other, factor)
                break


def _check(figure: Figure, yearly: Figure, factor: int) -> Check:
    return Check(
        relation="frequency",
        operands=(operand(figure, "per_time"), operand(yearly, "annual")),
        sum=f"{figure.written} × {factor} = {yearly.written}",
        computed=figure.value * factor,
        stated=yearly.value,
        verdict="holds",
        confidence=LOOSE,
        message="check.stated",
        values={"stated": yearly.text},
    )


RULE = Rule(
    name="frequency",
    find=find,
    examples=(
        Example(
            text="坚持每月组织学习一次党内法规，发挥带头作用。全年收看课件9次，集中学习党内法规12次。",
            words=("一次", "12次"),
            verdict="holds",
        ),
        Example(text="坚持每月组织学习一次党内法规。全年集中学习党内法规10次。"),
        Example(text="坚持每月例会一次。全年开展宣传12次。"),
    ),
)
