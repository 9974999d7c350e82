"""Owns the columns of the grid: what each shows of a number, whose word it is, and how it sorts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import IntEnum

from annotator.i18n import tr
from annotator.model.canonical import Json
from annotator.model.tagsets import FeatureSpec
from annotator.ui.grid.lines import Line, confidence_of
from annotator.ui.models.desk import Desk
from annotator.ui.models.intervals import compact
from annotator.ui.models.numbers import GROUPS
from annotator.ui.models.spots import Spot
from annotator.ui.models.wording import feature_words, number_words, one_line


class Column(IntEnum):
    """What stands where."""

    STATE = 0
    REPORT = 1
    CONTEXT = 2
    VALUE = 3
    UNIT = 4
    QUALIFIER = 5
    KIND = 6
    INDICATOR = 7
    PERIOD = 8
    ROLE = 9
    DIRECTION = 10
    SCOPE = 11
    ASPECT = 12
    CONFIDENCE = 13
    REASON = 14


FEATURES: dict[Column, str] = {
    Column.VALUE: "value",
    Column.UNIT: "unit",
    Column.QUALIFIER: "qualifier_norm",
    Column.KIND: "kind",
    Column.INDICATOR: "indicator",
    Column.PERIOD: "period",
    Column.ROLE: "role",
    Column.DIRECTION: "direction",
    Column.SCOPE: "scope",
    Column.ASPECT: "aspect",
    Column.REASON: "reason",
}
"""The columns that a person may write in, and the feature each is about."""

NOTHING = "—"
"""What the machine says where it says nothing."""

WIDTHS: dict[Column, int] = {
    Column.STATE: 30,
    Column.REPORT: 132,
    Column.CONTEXT: 320,
    Column.VALUE: 96,
    Column.UNIT: 66,
    Column.QUALIFIER: 60,
    Column.KIND: 80,
    Column.INDICATOR: 150,
    Column.PERIOD: 94,
    Column.ROLE: 54,
    Column.DIRECTION: 62,
    Column.SCOPE: 88,
    Column.ASPECT: 52,
    Column.CONFIDENCE: 116,
    Column.REASON: 104,
}
"""How wide each is at the start, in pixels at 100 %."""

_VALUE_FEATURES = ("value", "value_max", "values", "iso", "qualifier_norm", "direction")
_PERIOD_FEATURES = ("period", "period_from", "period_to")


def spec_of(desk: Desk, spot: Spot, column: Column) -> FeatureSpec | None:
    """Return what a column asks of a number; None where nothing can be written."""
    label = desk.label_of(spot)[1]
    feature = FEATURES.get(column)
    return label.feature(feature) if label and feature else None


def words(desk: Desk, spot: Spot, column: Column) -> str:
    """Return what a column shows of a number: the person's word where there is one."""
    if column == Column.STATE:
        return tr(f"ui.spot.{spot.state}")
    if column == Column.CONFIDENCE:
        return confidence_words(spot)
    return _said(desk, spot, column, spot.features)


def machine_words(desk: Desk, spot: Spot, column: Column) -> str:
    """Return what the machine says otherwise than the person in a column; "" where it says the same."""
    if spot.machine is None or spot.annotation is None or column in (Column.REASON, Column.CONFIDENCE):
        return ""
    if column not in FEATURES:
        return ""
    machine, person = spot.machine.features, spot.features
    if all(machine.get(one) == person.get(one) for one in _compared(column)):
        return ""
    mine, other = _said(desk, spot, column, person), _said(desk, spot, column, machine)
    return "" if mine == other else other or NOTHING


def _compared(column: Column) -> tuple[str, ...]:
    if column == Column.VALUE:
        return _VALUE_FEATURES
    return _PERIOD_FEATURES if column == Column.PERIOD else (FEATURES[column],)


def _said(desk: Desk, spot: Spot, column: Column, features: Mapping[str, Json]) -> str:
    get = features.get
    if column == Column.VALUE:
        return number_words(features)
    if column == Column.PERIOD:
        return compact(str(get("period_from") or ""), str(get("period_to") or "")) or one_line(
            str(get("period") or "")
        )
    if column == Column.INDICATOR:
        return indicator_words(features)
    spec = spec_of(desk, spot, column)
    return feature_words(spec, get(spec.id)) if spec else ""


def indicator_words(features: Mapping[str, Json]) -> str:
    """Return the indicators of a number, more than one joined by a plus sign."""
    names = [str(features.get("indicator") or "")]
    more = features.get("more_indicators")
    if isinstance(more, list):
        names += [str(one.get("text") or "") for one in more if isinstance(one, dict)]
    return one_line(" + ".join(name for name in names if name))


def confidence_words(spot: Spot) -> str:
    """Return how sure the machine is, and what makes it unsure."""
    if spot.machine is None:
        return ""
    doubts = spot.machine.features.get("frame_doubts")
    told = [tr(f"frame.doubt.{one}") for one in doubts] if isinstance(doubts, list) else []
    return " · ".join([f"{confidence_of(spot):.2f}", *told])


# Sorting ------------------------------------------------------------------------------------------


def sort_key(column: Column, names: dict[str, str]) -> Callable[[Line], object] | None:
    """Return by what lines are sorted in a column; None where they are not.  ``names`` are the reports'."""
    keys: dict[Column, Callable[[Line], object]] = {
        Column.STATE: lambda line: GROUPS.index(line.group),
        Column.REPORT: lambda line: names.get(line.document, ""),
        Column.VALUE: by_value,
        Column.UNIT: lambda line: (not line.unit, line.unit),
        Column.KIND: lambda line: (not line.kind, line.kind),
        Column.INDICATOR: lambda line: (not line.indicator, line.indicator),
        Column.PERIOD: lambda line: (not line.period, line.period),
        Column.ROLE: lambda line: (not line.role, line.role),
        Column.CONFIDENCE: lambda line: line.confidence,
    }
    return keys.get(column)


def by_value(line: Line) -> tuple[bool, float]:
    """Numbers by their value; what has none after them."""
    try:
        return False, float(line.value)
    except ValueError:
        return True, 0.0
