"""Owns what a number may really be: the range its digits and its qualifier leave open."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

HALF = Fraction(1, 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A closed range; ``low`` or ``high`` None is open that way."""

    low: Fraction | None
    high: Fraction | None

    def holds(self, value: Fraction) -> bool:
        """Whether a value lies inside."""
        return (self.low is None or self.low <= value) and (self.high is None or value <= self.high)

    def meets(self, other: Interval) -> bool:
        """Whether the two have a value in common."""
        starts_before = self.low is None or other.high is None or self.low <= other.high
        return starts_before and (other.low is None or self.high is None or other.low <= self.high)

    def widened(self, by: Fraction) -> Interval:
        """The range grown by so much at both ends."""
        return Interval(
            low=None if self.low is None else self.low - by,
            high=None if self.high is None else self.high + by,
        )

    def scaled(self, factor: Fraction) -> Interval:
        """The range times a factor that is not negative."""
        return Interval(
            low=None if self.low is None else self.low * factor,
            high=None if self.high is None else self.high * factor,
        )

    def plus(self, other: Interval) -> Interval:
        """What the sum of two may be."""
        return Interval(
            low=None if self.low is None or other.low is None else self.low + other.low,
            high=None if self.high is None or other.high is None else self.high + other.high,
        )

    def minus(self, other: Interval) -> Interval:
        """What the difference of two may be."""
        return Interval(
            low=None if self.low is None or other.high is None else self.low - other.high,
            high=None if self.high is None or other.low is None else self.high - other.low,
        )

    def over(self, other: Interval) -> Interval:
        """What the ratio of two that are not negative may be; open above when the divisor may be 0."""
        low = None if self.low is None else self.low / other.high if other.high else Fraction(0)
        high = None if self.high is None or not other.low else self.high / other.low
        return Interval(low=low, high=high)


def point(value: Fraction) -> Interval:
    """Return the range of one value."""
    return Interval(low=value, high=value)


def around(value: Fraction, half: Fraction) -> Interval:
    """Return the range of ± half around a value."""
    return Interval(low=value - half, high=value + half)


def near_interval(value: Fraction, step: Fraction, *, is_rounded: bool) -> Interval:
    """Return what a number stands for by its digits alone.

    ``step`` is the worth of the last digit written.  A plain count is itself; one that was
    ``is_rounded`` (decimals, 万, percent) is known to half a step.
    """
    return around(value, step * HALF) if is_rounded else point(value)


def wide_interval(
    value: Fraction, step: Fraction, *, qualifier: str, near: Interval, places: int
) -> Interval:
    """Return what a number stands for with its qualifier.

    ``qualifier`` is approx (约 is ± half of the last digit that is not 0: 约40 is 35 to 45, 约68万 is
    67.5万 to 68.5万; with decimals their zeros were meant), at_least (余, 超: open above), at_most (不足,
    以内: open below) or exact.
    """
    if qualifier == "approx":
        wide = around(value, (step if places else round_step(value, step)) * HALF)
        return Interval(
            low=min(wide.low or value, near.low or value), high=max(wide.high or value, near.high or value)
        )
    if qualifier == "at_least":
        return Interval(low=value, high=None)
    if qualifier == "at_most":
        return Interval(low=None, high=value)
    return near


def round_step(value: Fraction, step: Fraction) -> Fraction:
    """Return the worth of the last digit that is not 0 of a number whose last digit is worth ``step``."""
    if not value:
        return step
    while value % (step * 10) == 0:
        step *= 10
    return step


def shown(value: Fraction, places: int = 2) -> str:
    """Return a value as a person writes it: at most so many decimals, no zeros behind them."""
    scaled = round(value * 10**places)
    number = Decimal(scaled).scaleb(-places)
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
