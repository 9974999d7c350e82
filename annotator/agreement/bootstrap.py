"""Owns how sure a figure is: 95 % percentile intervals from documents drawn anew.

Source: B. Efron, R. Tibshirani, An Introduction to the Bootstrap (1993), section 13.3.  Documents are what is
drawn, because what stands in one document is not independent of the rest of it.  For the same reason one
document alone has no interval: by its units it would be far too narrow, and the figure says why instead.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import floor, lcm
from random import Random

from annotator.agreement.results import Amount, Counts, Result

ROUNDS = 1000
LOW, HIGH = 0.025, 0.975
"""The two ends, as shares of the rounds."""

FEW = "agreement.few_documents"
UNSTEADY = "agreement.unsteady"


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A 95 % interval, or the reason why there is none.

    ``n`` is how many documents there are.  ``rounds`` are those in which the figure could be told.
    """

    low: float | None
    high: float | None
    n: int
    rounds: int
    reason: str = ""


def interval(
    documents: Mapping[str, Counts],
    statistic: Callable[[Counts], Result],
    *,
    seed: int,
    rounds: int = ROUNDS,
) -> Interval:
    """Return the interval of a figure over documents: id -> its counts.

    Each round draws as many documents as there are, with return, adds their counts, and makes the figure.
    The same seed gives the same interval, in whatever order the documents come.
    """
    (found,) = intervals(documents, [statistic], seed=seed, rounds=rounds)
    return found


def intervals(
    documents: Mapping[str, Counts],
    statistics: Sequence[Callable[[Counts], Result]],
    *,
    seed: int,
    rounds: int = ROUNDS,
) -> list[Interval]:
    """Return the intervals of several figures that are made of the same counts, each as ``interval`` does."""
    n = len(documents)
    if n < 2:
        return [Interval(low=None, high=None, n=n, rounds=0, reason=FEW) for _ in statistics]
    packed = _Packed([documents[name] for name in sorted(documents)])
    values: list[list[float]] = [[] for _ in statistics]
    for places in _drawn(n, seed=seed, rounds=rounds):
        counts = packed.taken(places)
        for found, statistic in zip(values, statistics, strict=True):
            value = statistic(counts).value
            if value is not None:
                found.append(value)
    return [_between(found, n=n, rounds=rounds) for found in values]


def resampled(
    n: int,
    statistic: Callable[[Sequence[int]], float | None],
    *,
    seed: int,
    rounds: int = ROUNDS,
) -> Interval:
    """Return the interval of a figure that is given how often each of ``n`` documents is taken.

    For figures that are no function of added counts, such as ``alpha.distance_statistic``.  None where there
    are fewer than two documents, or where the figure cannot be told in half of the rounds.
    """
    if n < 2:
        return Interval(low=None, high=None, n=n, rounds=0, reason=FEW)
    values: list[float] = []
    for places in _drawn(n, seed=seed, rounds=rounds):
        times = [0] * n
        for at in places:
            times[at] += 1
        value = statistic(times)
        if value is not None:
            values.append(value)
    return _between(values, n=n, rounds=rounds)


def _between(values: list[float], *, n: int, rounds: int) -> Interval:
    if 2 * len(values) < rounds or not values:
        return Interval(low=None, high=None, n=n, rounds=len(values), reason=UNSTEADY)
    values.sort()
    return Interval(low=percentile(values, LOW), high=percentile(values, HIGH), n=n, rounds=len(values))


def _drawn(n: int, *, seed: int, rounds: int) -> Iterator[Sequence[int]]:
    """Which documents each round takes."""
    if n * rounds <= _KEPT:
        yield from _kept(n, seed, rounds)
        return
    random = Random(seed)
    for _ in range(rounds):
        yield random.choices(range(n), k=n)


_KEPT = 20_000_000
"""Draws that are kept, of four bytes each: hundreds of figures are made of the same documents."""


@lru_cache(maxsize=2)
def _kept(n: int, seed: int, rounds: int) -> tuple[Sequence[int], ...]:
    random = Random(seed)
    return tuple(array("I", random.choices(range(n), k=n)) for _ in range(rounds))


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value below which a share of the sorted values lies, between two of them in proportion (type
    7 of R. J. Hyndman, Y. Fan, The American Statistician 50 (1996), 361-365)."""
    place = (len(values) - 1) * share
    at = min(floor(place), len(values) - 2) if len(values) > 1 else 0
    if len(values) == 1:
        return values[0]
    return values[at] + (place - at) * (values[at + 1] - values[at])


class _Packed:
    """Counts of documents, those of one document side by side in one whole number: adding up the numbers of
    two hundred documents adds all their counts, in the time that one key of a dictionary would take."""

    __slots__ = ("_fields", "_numbers")

    def __init__(self, columns: Sequence[Counts]) -> None:
        # Key, place and mask in the number, common denominator, and what is added to keep it from being
        # negative.
        self._fields: list[tuple[Hashable, int, int, int, int]] = []
        self._numbers = [0] * len(columns)
        shift = 0
        for key in dict.fromkeys(key for counts in columns for key in counts):
            amounts = [counts.get(key, 0) for counts in columns]
            scale = lcm(*(amount.denominator for amount in amounts))
            whole = [amount.numerator * (scale // amount.denominator) for amount in amounts]
            least = min(0, *whole)
            width = (len(columns) * (max(whole) - least)).bit_length()
            self._fields.append((key, shift, (1 << width) - 1, scale, least))
            for at, amount in enumerate(whole):
                self._numbers[at] += (amount - least) << shift
            shift += width

    def taken(self, places: Sequence[int]) -> Counts:
        """The counts of these documents together; what comes to nothing is left out."""
        total = sum(map(self._numbers.__getitem__, places))
        found: dict[Hashable, Amount] = {}
        for key, shift, mask, scale, least in self._fields:
            amount = (total >> shift & mask) + len(places) * least
            if amount:
                found[key] = amount if scale == 1 else Fraction(amount, scale)
        return found
