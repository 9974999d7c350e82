"""Owns how sure a figure is: 95 % percentile intervals from documents drawn anew.

Source: B. Efron, R. Tibshirani, An Introduction to the Bootstrap (1993), section 13.3.  Documents are what is
drawn, because what stands in one document is not independent of the rest of it.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from math import floor
from random import Random
from typing import Literal

from annotator.agreement.results import Amount, Counts, Result, added

ROUNDS = 1000
LOW, HIGH = 0.025, 0.975
"""The two ends, as shares of the rounds."""

FEW = "agreement.few_documents"
UNSTEADY = "agreement.unsteady"

Over = Literal["documents", "units"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A 95 % interval, or the reason why there is none.

    ``over`` says what was drawn: documents, or the units of the only document, which makes the interval
    one about that document alone.  ``n`` is how many there are of these.  ``rounds`` are those in which the
    figure could be told.
    """

    low: float | None
    high: float | None
    over: Over
    n: int
    rounds: int
    reason: str = ""


def interval(
    documents: Mapping[str, Counts],
    statistic: Callable[[Counts], Result],
    *,
    seed: int,
    rounds: int = ROUNDS,
    over: Over = "documents",
) -> Interval:
    """Return the interval of a figure over documents: id -> its counts.

    Each round draws as many documents as there are, with return, adds their counts, and makes the figure.
    The same seed gives the same interval, in whatever order the documents come.
    """
    columns = [documents[name] for name in sorted(documents)]

    def of(times: Sequence[int]) -> float | None:
        return statistic(_taken(columns, times)).value

    return resampled(len(columns), of, seed=seed, rounds=rounds, over=over)


def interval_of_one_document(
    units: Sequence[Counts],
    statistic: Callable[[Counts], Result],
    *,
    seed: int,
    rounds: int = ROUNDS,
) -> Interval:
    """Return the interval of a figure over the units of one document: paragraphs, say, or pairs of spans.

    For a project of one document, where there are no documents to draw; ``over`` of the interval tells.
    """
    named = {f"{at:09d}": counts for at, counts in enumerate(units)}
    return interval(named, statistic, seed=seed, rounds=rounds, over="units")


def resampled(
    n: int,
    statistic: Callable[[Sequence[int]], float | None],
    *,
    seed: int,
    rounds: int = ROUNDS,
    over: Over = "documents",
) -> Interval:
    """Return the interval of a figure that is given how often each of ``n`` documents is taken.

    For figures that are no function of added counts, such as ``alpha.distance_statistic``.  None where there
    are fewer than two documents, or where the figure cannot be told in half of the rounds.
    """
    if n < 2:
        return Interval(low=None, high=None, over=over, n=n, rounds=0, reason=FEW)
    random = Random(seed)
    values: list[float] = []
    for _ in range(rounds):
        times = [0] * n
        for at in random.choices(range(n), k=n):
            times[at] += 1
        value = statistic(times)
        if value is not None:
            values.append(value)
    if 2 * len(values) < rounds or not values:
        return Interval(low=None, high=None, over=over, n=n, rounds=len(values), reason=UNSTEADY)
    values.sort()
    return Interval(
        low=percentile(values, LOW), high=percentile(values, HIGH), over=over, n=n, rounds=len(values)
    )


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value below which a share of the sorted values lies, between two of them in proportion (type
    7 of R. J. Hyndman, Y. Fan, The American Statistician 50 (1996), 361-365)."""
    place = (len(values) - 1) * share
    at = min(floor(place), len(values) - 2) if len(values) > 1 else 0
    if len(values) == 1:
        return values[0]
    return values[at] + (place - at) * (values[at + 1] - values[at])


def _taken(columns: Sequence[Counts], times: Sequence[int]) -> Counts:
    if len(columns) == 1:
        return added(columns)
    total: dict[Hashable, Amount] = {}
    for counts, count in zip(columns, times, strict=True):
        if count:
            for key, amount in counts.items():
                total[key] = total.get(key, 0) + count * amount
    return total
