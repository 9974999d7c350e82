"""Owns agreement on what paired numbers say, feature by feature, and on their values as numbers.

Pairs are the features of annotations that two reviewers made of one place (``spans.match``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from annotator.agreement.results import NO_UNITS, Counts, Result, defined, undefined
from annotator.model.canonical import Json, dump

Features = Mapping[str, Json]
Pair = tuple[Features, Features]

NUMERIC = frozenset({"value", "value_max", "values"})
"""Features that are compared as numbers: 3.50 is 3.5."""

FEATURES: tuple[str, ...] = (
    *("value", "value_max", "values", "unit_norm", "magnitude", "qualifier_norm", "kind", "direction"),
    *("indicator_id", "period_from", "period_to", "role"),
)
"""What is compared of a number first, in the order it is told."""

READ_FROM: Mapping[str, str] = {
    "unit_norm": "unit",
    "qualifier_norm": "qualifier",
    "indicator_id": "indicator",
    "period_from": "period",
}
"""The words that something of ``FEATURES`` is read from: what was read is compared in their stead."""

WHOLE = ("value", "value_max", "values", "unit_norm")
"""What makes two numbers the same quantity."""

FAR = 300
"""Digits before or behind the point beyond which a value is a slip of the keyboard, and no number."""


def read_number(said: Json) -> Decimal | None:
    """Return the number that a feature states, None where it states none, or one that is not finite."""
    if said is None or isinstance(said, bool | list | dict):
        return None
    try:
        number = Decimal(str(said).strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number.adjusted()) <= FAR else None


def normal(feature: str, said: Json) -> Hashable:
    """Return what is compared of a feature, None where it is not stated: "" and [] state nothing."""
    if said is None or said == "" or said == [] or said == {}:
        return None
    if feature in NUMERIC:
        if isinstance(said, list):
            return tuple(normal(feature, one) for one in said)
        number = read_number(said)
        # What cannot be read is still the same when it is written the same.
        return str(said).strip() if number is None else number
    return said.strip() if isinstance(said, str) else dump(said)


def read(features: Features) -> Features:
    """Return what a number says, with the words themselves where nothing was read from them."""
    unread = {
        name: features[words]
        for name, words in READ_FROM.items()
        if features.get(words) and not features.get(name)
    }
    return {**features, **unread} if unread else features


def feature_counts(pairs: Iterable[Pair], feature: str) -> Counts:
    """Return how many pairs say the same of a feature, out of those where at least one states it."""
    return quantity_counts(pairs, features=(feature,))


def quantity_counts(pairs: Iterable[Pair], *, features: tuple[str, ...] = WHOLE) -> Counts:
    """Return how many pairs say the same of all the features, out of those where at least one is stated."""
    same = stated = 0
    for one, other in pairs:
        left = [normal(feature, one.get(feature)) for feature in features]
        right = [normal(feature, other.get(feature)) for feature in features]
        if any(said is not None for said in (*left, *right)):
            stated += 1
            same += left == right
    return {"same": same, "stated": stated}


def exact_share(counts: Counts) -> Result:
    """Return the share of pairs that say the same, 0 to 1; n is the number of pairs that state anything."""
    stated = counts.get("stated", 0)
    if stated == 0:
        return undefined("exact", NO_UNITS)
    return defined("exact", Fraction(counts.get("same", 0), stated), n=stated)


def relative_error(one: Decimal, other: Decimal) -> Fraction:
    """Return |a - b| / max(|a|, |b|), 0 to 2, symmetric; 0 for two zeros, above 1 where the signs differ."""
    a, b = Fraction(one), Fraction(other)
    largest = max(abs(a), abs(b))
    return abs(a - b) / largest if largest else Fraction(0)


def error_counts(pairs: Iterable[Pair], *, feature: str = "value") -> Counts:
    """Return the sum of relative errors and the number of pairs where both state a number."""
    total, stated = Fraction(0), 0
    for one, other in value_units(pairs, feature=feature):
        if one is not None and other is not None:
            # Kept to 18 digits: the exact sum of many fractions has a denominator without end.
            total += Fraction(round(relative_error(one, other) * 10**18), 10**18)
            stated += 1
    return {"error": total, "stated": stated}


def mean_error(counts: Counts) -> Result:
    """Return the mean relative error, 0 to 2 with 0 as its best; n is the number of pairs with two numbers.

    The one measure here whose best is 0.
    """
    stated = counts.get("stated", 0)
    if stated == 0:
        return undefined("relative_error", NO_UNITS)
    return defined("relative_error", Fraction(counts.get("error", 0), stated), n=stated)


def unit_table(pairs: Iterable[Pair], *, feature: str = "unit_norm") -> Counter[Hashable]:
    """Return (unit of one, unit of the other) -> number of pairs, "" for no unit: a table for kappa too."""
    return Counter(
        (normal(feature, one.get(feature)) or "", normal(feature, other.get(feature)) or "")
        for one, other in pairs
    )


def value_units(
    pairs: Iterable[Pair], *, feature: str = "value"
) -> list[tuple[Decimal | None, Decimal | None]]:
    """Return both values of each pair as units of ``alpha.interval_counts`` and ``alpha.ratio_counts``."""
    return [(read_number(one.get(feature)), read_number(other.get(feature))) for one, other in pairs]
