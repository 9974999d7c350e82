"""Owns Krippendorff's alpha for any number of reviewers, with answers missing: nominal, interval, ratio, and
any distance of one's own.

alpha = 1 - Do / De.  Do is the mean squared difference within units, each unit of m answers weighing m; De
the same among all answers that have another answer in their unit (K. Krippendorff, Content Analysis, 4th ed.
2019, section 12.3).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from math import fsum, isfinite
from operator import mul
from typing import Any

from annotator.agreement.results import (
    NO_UNITS,
    ONE_REVIEWER,
    ONE_VALUE_ONLY,
    Amount,
    Counts,
    Result,
    added,
    defined,
    group,
    undefined,
)

Number = int | Fraction | Decimal | float
"""A finite number; a float stands for the binary fraction that it is."""

Distance = Callable[[Any, Any], Amount | float]
"""How far two values are apart: 0 for equal ones, symmetric, never negative.  It stands for the squared
difference of the formula, so it is not squared again."""

NEGATIVE = "agreement.negative_values"


def _answers(unit: Sequence[Any]) -> list[Any]:
    return [value for value in unit if value is not None]


def nominal_counts(units: Iterable[Sequence[Hashable]]) -> Counter[Hashable]:
    """Return the counts of nominal alpha: each unit is what the reviewers said, None where one did not."""
    counts: Counter[Hashable] = Counter()
    for unit in units:
        values = Counter(_answers(unit))
        answers = values.total()
        counts["units" if answers > 1 else "single"] += 1 if answers else 0
        if answers > 1:
            differing = answers * answers - sum(count * count for count in values.values())
            counts[("differing", answers)] += differing
            for value, count in values.items():
                counts[("value", value)] += count
    return counts


def nominal_alpha(counts: Counts) -> Result:
    """Return nominal alpha: two values differ or not; n is the number of units with two answers or more."""
    values = group(counts, "value")
    total = sum(values.values(), 0)
    expected = total * total - sum((count * count for count in values.values()), 0)
    return _alpha("alpha_nominal", counts, observed=_within(counts), expected=expected, total=total)


def _within(counts: Counts) -> Fraction:
    """Sum over units of the differences among ordered pairs of answers, divided by answers less one."""
    parts = Fraction(0)
    for answers, differing in group(counts, "differing").items():
        assert isinstance(answers, int)
        parts += Fraction(differing) / (answers - 1)
    return parts


def _alpha(measure: str, counts: Counts, *, observed: Fraction, expected: Amount, total: Amount) -> Result:
    """``expected`` is the sum of differences among all ordered pairs of the ``total`` answers."""
    units = counts.get("units", 0)
    if units == 0:
        return undefined(measure, ONE_REVIEWER if counts.get("single", 0) else NO_UNITS)
    if expected == 0:
        return undefined(measure, ONE_VALUE_ONLY, n=units)
    return defined(measure, 1 - (total - 1) * observed / expected, n=units)


def interval_counts(units: Iterable[Sequence[Number | None]]) -> Counts:
    """Return the counts of interval alpha: sums and sums of squares, exact, whatever the values are.

    Raises:
        ValueError, OverflowError: a value is not finite.
    """
    counts: dict[Hashable, Amount] = {"units": 0, "single": 0, "answers": 0, "sum": 0, "squares": 0}
    for unit in units:
        values = [Fraction(value) for value in _answers(unit)]
        answers = len(values)
        if answers < 2:
            counts["single"] += answers
            continue
        first, second = sum(values, Fraction(0)), sum((value * value for value in values), Fraction(0))
        counts["units"] += 1
        counts["answers"] += answers
        counts["sum"] += first
        counts["squares"] += second
        key = ("differing", answers)
        # The squared differences of all ordered pairs, without going through the pairs.
        counts[key] = counts.get(key, 0) + 2 * (answers * second - first * first)
    return counts


def interval_alpha(counts: Counts) -> Result:
    """Return interval alpha, differences being (a - b) squared; n is the number of units with two answers
    or more."""
    total, first, second = (counts.get(key, 0) for key in ("answers", "sum", "squares"))
    expected = 2 * (total * second - first * first)
    return _alpha("alpha_interval", counts, observed=_within(counts), expected=expected, total=total)


def distance_counts(units: Iterable[Sequence[Any]], distance: Distance) -> Counts:
    """Return the counts of an alpha with a distance of one's own; values are hashable, None is missing."""
    counts: dict[Hashable, Amount] = {"units": 0, "single": 0}
    for unit in units:
        values = Counter(_answers(unit))
        answers = values.total()
        if answers < 2:
            counts["single"] += answers
            continue
        counts["units"] += 1
        # A float taken as the fraction it is: the sum is exact and does not depend on the order.
        differing = sum(
            (
                Fraction(distance(one, other)) * count * more
                for one, count in values.items()
                for other, more in values.items()
                if one != other
            ),
            Fraction(0),
        )
        key = ("differing", answers)
        counts[key] = counts.get(key, 0) + differing
        for value, count in values.items():
            counts[("value", value)] = counts.get(("value", value), 0) + count
    return counts


def distance_alpha(counts: Counts, distance: Distance, *, measure: str) -> Result:
    """Return alpha with a distance of one's own; n is the number of units with two answers or more.

    O(v²) for v different values: use ``distance_statistic`` to compute it many times.
    """
    values = list(group(counts, "value").items())
    total = sum((count for _, count in values), 0)
    expected = fsum(
        float(distance(one, other)) * float(count * more)
        for one, count in values
        for other, more in values
        if one != other
    )
    return _alpha(measure, counts, observed=_within(counts), expected=Fraction(expected), total=total)


def ratio_distance(one: Number, other: Number) -> float:
    """Return ((a - b) / (a + b)) squared, 0 to 1, of two numbers that are not negative; 0 for two zeros."""
    # Halved first, so that the sum of two large ones is no infinity.
    half, rest = float(one) / 2, float(other) / 2
    return ((half - rest) / (half + rest)) ** 2 if half + rest else 0.0


def ratio_counts(units: Iterable[Sequence[Number | None]]) -> Counts:
    """Return the counts of ratio alpha, values as the nearest floats.

    Raises:
        ValueError, OverflowError: a value is not finite, or larger than any float.
    """
    return distance_counts((_as_floats(unit) for unit in units), ratio_distance)


def _as_floats(unit: Sequence[Number | None]) -> list[float | None]:
    values = [None if value is None else float(value) for value in unit]
    if not all(value is None or isfinite(value) for value in values):
        raise ValueError(f"not finite: {unit!r}")
    return values


def ratio_alpha(counts: Counts) -> Result:
    """Return ratio alpha; n is the number of units with two answers or more.

    Not to be told where a value is negative: such numbers are on no ratio scale, and a + b may be 0.
    """
    if any(isinstance(value, float) and value < 0 for value in group(counts, "value")):
        return undefined("alpha_ratio", NEGATIVE, n=counts.get("units", 0))
    return distance_alpha(counts, ratio_distance, measure="alpha_ratio")


def distance_statistic(
    documents: Sequence[Counts], distance: Distance
) -> Callable[[Sequence[int]], float | None]:
    """Return a function: how often each document is taken -> alpha of them together, None where undefined.

    The distances are worked out once, among values or among documents, whichever are fewer: k of them make
    a call cost O(k²).
    """
    values = list(group(added(documents), "value"))
    within = [float(_within(counts)) for counts in documents]
    totals = [float(sum(group(counts, "value").values(), 0)) for counts in documents]
    place = {value: at for at, value in enumerate(values)}
    shares = [
        [(place[value], float(count)) for value, count in group(counts, "value").items()]
        for counts in documents
    ]
    rows = _distances(values, distance)
    is_by_value = len(values) <= len(documents)
    if not is_by_value:
        rows = [_reach(share, rows=rows, shares=shares) for share in shares]

    def alpha(times: Sequence[int]) -> float | None:
        weights: Sequence[float] = times
        if is_by_value:
            weights = _weighed(times, shares=shares, width=len(values))
        expected = fsum(
            weight * fsum(map(mul, row, weights)) for weight, row in zip(weights, rows, strict=True) if weight
        )
        if expected <= 0:
            return None
        total = fsum(map(mul, totals, times))
        return 1 - (total - 1) * fsum(map(mul, within, times)) / expected

    return alpha


def _distances(values: Sequence[Any], distance: Distance) -> list[list[float]]:
    rows = [[0.0] * len(values) for _ in values]
    for at, one in enumerate(values):
        for to in range(at):
            rows[at][to] = rows[to][at] = float(distance(one, values[to]))
    return rows


_Share = Sequence[tuple[int, float]]
"""A document's values, by their place in the list of all, with how often each stands there."""


def _reach(share: _Share, *, rows: list[list[float]], shares: Sequence[_Share]) -> list[float]:
    """The sum of distances from one document's values to those of each document."""
    far = [0.0] * len(rows)
    for at, count in share:
        far = [sum_so_far + count * each for sum_so_far, each in zip(far, rows[at], strict=True)]
    return [fsum(count * far[at] for at, count in other) for other in shares]


def _weighed(times: Sequence[int], *, shares: Sequence[_Share], width: int) -> list[float]:
    """How often each value stands in the documents taken."""
    weights = [0.0] * width
    for count, share in zip(times, shares, strict=True):
        if count:
            for at, amount in share:
                weights[at] += count * amount
    return weights
