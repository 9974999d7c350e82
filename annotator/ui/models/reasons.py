"""Owns which reason of a correction follows from what was changed."""

from __future__ import annotations

from collections.abc import Container, Mapping
from decimal import Decimal, InvalidOperation

from annotator.model.canonical import Json

MISSED = "missed"
"""The reason of a number that the machine has not found."""

_REASONS = {
    "value": "value",
    "value_max": "value",
    "values": "value",
    "iso": "value",
    "unit": "unit",
    "unit_norm": "unit",
    "magnitude": "magnitude",
    "qualifier": "qualifier",
    "qualifier_norm": "qualifier",
    "indicator": "indicator",
    "indicator_id": "indicator",
    "period": "period",
    "period_from": "period",
    "period_to": "period",
    "role": "role",
    "direction": "role",
}
"""Feature -> reason; the first changed one decides."""


def proposed(said: Mapping[str, Json], changed: Mapping[str, Json], *, options: Container[str]) -> str | None:
    """Return the reason that speaks of the first feature changed, None when no option does.

    ``said`` is the machine's.  A value that is ten, a hundred … times as large is a wrong magnitude.
    """
    for feature in _REASONS:
        if feature in changed and changed[feature] != said.get(feature):
            reason = _REASONS[feature]
            if feature == "value" and is_shifted(said.get("value"), changed["value"]):
                reason = "magnitude"
            if reason in options:
                return reason
    return None


def is_shifted(one: Json, other: Json) -> bool:
    """Whether two decimals have the same digits and differ in how many places the point is away."""
    try:
        first, second = Decimal(str(one)), Decimal(str(other))
    except InvalidOperation:
        return False
    if not first or not second or first == second or not (first.is_finite() and second.is_finite()):
        return False
    return first.normalize().as_tuple().digits == second.normalize().as_tuple().digits
