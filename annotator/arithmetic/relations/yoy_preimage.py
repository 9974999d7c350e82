"""Owns the relation yoy_preimage: whether a whole number can have been before, given now and the change."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import ceil

from annotator.arithmetic.bonds import Bonds
from annotator.arithmetic.changes import Change, changes
from annotator.arithmetic.check import Check, operand
from annotator.arithmetic.intervals import HALF, shown
from annotator.arithmetic.relations.rule import Example, Rule

_FULL = Fraction(100)
_MOST = 4
"""Whole numbers that may fit for the one that does to tell anything."""


def find(bonds: Bonds) -> Iterator[Check]:
    """Yield the level before, where it must be whole, is not stated, and few whole numbers fit."""
    for change in changes(bonds):
        if change.before is None and change.amount is None and change.now.is_whole_number:
            yield from _implied(change)


def _implied(change: Change) -> Iterator[Check]:
    now, stated = change.now, change.figure
    sign = -1 if change.direction == "down" else 1
    if stated.qualifier != "exact" or not now.value or (sign < 0 and stated.value >= _FULL):
        return
    low, high = _before(now.value, sign, stated.value, stated.step * HALF)
    n = ceil(low)
    if high - low >= _MOST:
        return  # so many whole numbers fit that none is told
    fits = n <= high
    verdict = "holds" if fits else "contradicts"
    if not fits:
        n = max(1, round((low + high) / 2))
        if abs((now.value / n - 1) * _FULL * sign - stated.value) < stated.step:
            verdict = "differs_in_rounding"
    elif (exact := round(now.value * _FULL / (_FULL + sign * stated.value))) and low <= exact <= high:
        n = exact
    computed = (now.value / n - 1) * _FULL
    shown_change = ("−" if computed < 0 else "+") + shown(abs(computed), max(2, stated.places))
    yield Check(
        relation="yoy_preimage",
        operands=(operand(now, "now"), operand(stated, "percent")),
        sum=f"({now.written} − {n}) ÷ {n} = {shown_change}%",
        computed=computed,
        stated=stated.value * sign,
        verdict=verdict,  # type: ignore[arg-type]
        confidence=change.confidence - (0.1 if verdict == "contradicts" else 0),
        message="check.implied",
        values={"stated": ("−" if sign < 0 else "+") + stated.text, "implied": str(n)},
    )


def _before(now: Fraction, sign: int, percent: Fraction, half: Fraction) -> tuple[Fraction, Fraction]:
    """Return the least and the largest level before that rounds to the percent."""
    ends = [
        now * _FULL / (_FULL + sign * edge)
        for edge in (percent - half, percent + half)
        if edge < _FULL or sign > 0
    ]
    return min(ends), max(ends)


RULE = Rule(
    name="yoy_preimage",
    find=find,
    examples=(
        Example(text="化解各类纠纷1568宗，同比上升25.8%。", words=("1568宗", "25.8%"), verdict="holds"),
        Example(text="处理咨询48件、投诉36件，投诉同比下降36%。", words=("36件", "36%"), verdict="holds"),
        Example(
            text="办理许可132件、处罚60件，同比分别增长10%、20%。", words=("132件", "10%"), verdict="holds"
        ),
        Example(text="办理行政复议案件7件，同比上升23.1%。", words=("7件", "23.1%"), verdict="contradicts"),
        Example(text="办理行政许可7件、行政处罚7件，同比上升23.1%。"),
        Example(text="受理复议7件，按可比口径同比上升23.1%。"),
        Example(text="罚没款186.4万元，同比增长22.4%。"),
        Example(text="办理复议7件，涉案金额同比上升23.1%。"),
    ),
)
