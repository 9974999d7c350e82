"""Owns what a measure of agreement says: a value, or the reason why there is none; and how counts add up."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

Amount = int | Fraction
"""Exact, so that the order of documents and reviewers cannot change a figure."""

Counts = Mapping[Hashable, Amount]
"""What was counted in one document, or in several: counts of documents are added key by key."""

NO_UNITS = "agreement.no_units"
ONE_VALUE_ONLY = "agreement.one_value_only"
ONE_REVIEWER = "agreement.one_reviewer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One figure of agreement.

    ``value`` has 1 as its best and no unit; None where it cannot be told, and then ``reason`` is the id of
    the sentence that says why ("" otherwise).  ``n`` counts what the measure counts: units, characters,
    pairs, documents; the docstring of each measure says which.  ``value`` is never NaN nor infinite.
    """

    measure: str
    value: float | None
    n: int
    reason: str = ""


def defined(measure: str, value: Amount | float, *, n: Amount) -> Result:
    """Return a figure that can be told."""
    return Result(measure=measure, value=float(value), n=int(n))


def undefined(measure: str, reason: str, *, n: Amount = 0) -> Result:
    """Return a figure that cannot be told, with the message id of the reason."""
    return Result(measure=measure, value=None, n=int(n), reason=reason)


def added(parts: Iterable[Counts]) -> dict[Hashable, Amount]:
    """Return the counts of several documents as those of one."""
    total: dict[Hashable, Amount] = {}
    for part in parts:
        for key, amount in part.items():
            total[key] = total.get(key, 0) + amount
    return total


def group(counts: Counts, name: str) -> dict[Hashable, Amount]:
    """Return what was counted under ``(name, key)``, by key; ``(name, key, more …)`` by the tuple of keys."""
    found: dict[Hashable, Amount] = {}
    for key, amount in counts.items():
        if isinstance(key, tuple) and key and key[0] == name:
            found[key[1] if len(key) == 2 else key[1:]] = amount
    return found
