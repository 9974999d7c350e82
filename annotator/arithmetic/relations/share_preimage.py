"""Owns the relation share_preimage: whether a whole number exists that makes the percent stated."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import ceil

from annotator.arithmetic.bonds import Bonds
from annotator.arithmetic.check import Check, operand
from annotator.arithmetic.figures import Figure
from annotator.arithmetic.intervals import HALF, shown
from annotator.arithmetic.percents import Percent, percents
from annotator.arithmetic.relations.rule import Example, Rule

_FULL = 100
_MOST = 2
"""Whole numbers that may fit for the one that does to tell anything."""


def find(bonds: Bonds) -> Iterator[Check]:
    """Yield the one number that is not stated, when it must be whole and few fit."""
    for percent in percents(bonds):
        figure = percent.figure
        if figure.qualifier != "exact" or not 0 < figure.value < _FULL or figure.unit not in ("%", "‰"):
            continue
        if percent.part is None and percent.whole is not None and percent.whole.is_whole_number:
            yield from _of_whole(percent, percent.whole)
        elif percent.whole is None and percent.part is not None and percent.part.is_whole_number:
            yield from _of_part(percent, percent.part)


def _of_whole(percent: Percent, whole: Figure) -> Iterator[Check]:
    figure = percent.figure
    reach = figure.step * HALF * whole.value / _FULL
    if reach * 2 >= _MOST:
        return  # so many whole numbers fit that none is told
    exact = figure.value * whole.value / _FULL
    k = ceil(exact - reach)
    fits = k <= exact + reach
    if not fits:
        k = round(exact)
        if abs(Fraction(k) * _FULL / whole.value - figure.value) < figure.step:
            yield _check(
                percent, whole, "whole", f"{k} ÷ {whole.written}", Fraction(k) / whole.value, "rounding"
            )
            return
    yield _check(
        percent, whole, "whole", f"{k} ÷ {whole.written}", Fraction(k) / whole.value, "" if fits else "none"
    )


def _of_part(percent: Percent, part: Figure) -> Iterator[Check]:
    figure = percent.figure
    low = part.value * _FULL / (figure.value + figure.step * HALF)
    high = part.value * _FULL / (figure.value - figure.step * HALF)
    if high - low >= _MOST or not part.value:
        return
    n = ceil(low)
    fits = n <= high
    if fits:
        yield _check(percent, part, "part", f"{part.written} ÷ {n}", part.value / n, "")


def _check(percent: Percent, known: Figure, role: str, words: str, ratio: Fraction, misfit: str) -> Check:
    figure = percent.figure
    computed = ratio * _FULL
    return Check(
        relation="share_preimage",
        operands=(operand(known, role), operand(figure, "percent")),
        sum=f"{words} = {shown(computed, max(2, figure.places))}%",
        computed=computed,
        stated=figure.value,
        verdict="contradicts" if misfit == "none" else "differs_in_rounding" if misfit else "holds",
        # That a whole number fits where few do speaks for the pair; that none does may mean another base.
        confidence=percent.confidence,
        message="check.implied",
        values={"stated": figure.text, "implied": words.split(" ")[2 if role == "part" else 0]},
    )


RULE = Rule(
    name="share_preimage",
    find=find,
    examples=(
        Example(
            text="目前有许可事项447项，其中即办件432项，占比96.64%，全流程网办占比83.89%。",
            words=("447项", "83.89%"),
            verdict="holds",
        ),
        Example(text="开展实体质量抽测640组，抽测合格率98.6%。", words=("640组", "98.6%"), verdict="holds"),
        Example(
            text="有1164项事项进驻政务大厅，进驻率为91.29%。", words=("1164项", "91.29%"), verdict="holds"
        ),
        Example(text="发放宣传册52000册，知晓率96.3%。"),
        Example(text="评查案卷12宗，合格率93.5%。"),
        Example(text="受理投诉500余件，办结率98.37%。"),
    ),
)
