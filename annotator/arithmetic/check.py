"""Owns the check: some numbers, the sum made of them, what is stated, and whether the two agree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from annotator.arithmetic.figures import Figure
from annotator.arithmetic.intervals import Interval

Verdict = Literal["holds", "differs_in_rounding", "contradicts"]

SURE = 0.75
"""How surely the numbers must belong together before a contradiction is spoken of."""

_LEAST: dict[Verdict, float] = {"holds": 0.4, "differs_in_rounding": 0.6, "contradicts": SURE}
"""How surely they must for each verdict: that a sum comes out speaks itself for the numbers in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Operand:
    """One number of a check: its place in the original, its words, value, and part in the sum.

    ``report`` names the other report it stands in, "" for the one checked.
    """

    start: int
    end: int
    text: str
    value: str
    role: str
    report: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What came of one comparison.

    ``sum`` spells it out in figures and signs (432 ÷ 447 = 96.64 %), ``message`` and ``values`` are what
    a person is told of it.  ``computed`` is a number, or whether a comparison came true.
    """

    relation: str
    operands: tuple[Operand, ...]
    sum: str
    computed: Fraction | bool
    stated: Fraction | None
    verdict: Verdict
    confidence: float
    message: str = "check.compared"
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def key(self) -> tuple[str, tuple[tuple[str, int, int], ...]]:
        """Relation and places: the identity of a check, whatever came of it."""
        return self.relation, tuple(sorted((each.report, each.start, each.end) for each in self.operands))


def operand(figure: Figure, role: str, *, report: str = "") -> Operand:
    """Return the operand that a figure is."""
    return Operand(
        start=figure.start,
        end=figure.end,
        text=figure.text,
        value=figure.stated,
        role=role,
        report=report,
    )


def verdict_of(nominal: Fraction, possible: Interval, stated: Figure, *, sign: int = 1) -> Verdict:
    """Return how a computed value fits a stated one.

    It holds when the sum of what is written rounds to what is written; it differs in rounding when 约, 余
    or the digits left out may explain it, or the last digit was cut off instead of rounded.
    """
    if sign < 0:
        nominal = -nominal
        possible = Interval(
            low=None if possible.high is None else -possible.high,
            high=None if possible.low is None else -possible.low,
        )
    is_bound = stated.qualifier in ("at_least", "at_most") and stated.wide.holds(nominal)
    if stated.near.holds(nominal) or is_bound:
        return "holds"
    is_cut = abs(nominal - stated.value) < stated.step and stated.near.low != stated.near.high
    return "differs_in_rounding" if is_cut or possible.meets(stated.wide) else "contradicts"


SIGNS: dict[Verdict, str] = {"holds": "≤", "differs_in_rounding": "≈", "contradicts": ">"}
"""Between a number and the one it can be no more than."""


def at_most(part: Figure, whole: Figure) -> Verdict:
    """Return whether one number can be no more than another."""
    if part.value <= whole.value:
        return "holds"
    low, high = part.wide.low, whole.wide.high
    return "differs_in_rounding" if low is None or high is None or low <= high else "contradicts"


def is_worth_saying(check: Check) -> bool:
    """Whether the numbers surely enough belong together for what is said of them."""
    return check.confidence >= _LEAST[check.verdict]
