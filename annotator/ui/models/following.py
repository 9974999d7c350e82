"""Owns what follows from a corrected feature of a number: what its unit and its indicator are called when
reports are compared."""

from __future__ import annotations

from collections.abc import Mapping

from annotator.model.canonical import Json
from annotator.ui.models import answering
from annotator.ui.models.desk import Desk
from annotator.ui.models.pointing import indicator_features
from annotator.ui.models.spots import Spot


def with_followers(desk: Desk, spot: Spot, changes: Mapping[str, Json]) -> dict[str, Json]:
    """Return changes together with what follows from them and was not changed itself: the machine's name of
    a unit or an indicator says nothing of another one."""
    found: dict[str, Json] = {}
    if "unit" in changes:
        found |= unit_features(str(changes["unit"] or ""))
    if "indicator" in changes:
        found |= indicator_features(desk, str(changes["indicator"] or ""))
    return {**known(desk, spot, found), **changes}


def unit_features(words: str) -> dict[str, Json]:
    """Return a unit, and what it is called when all reports are compared."""
    found = answering.number_typed(f"1{words}") if words else {}
    norm = found.get("unit_norm") if found.get("unit") == words else None
    return {"unit": words or None, "unit_norm": norm or words or None}


def known(desk: Desk, spot: Spot, wanted: Mapping[str, Json]) -> dict[str, Json]:
    """Return what the label has room for and the number does not say already."""
    label = desk.label_of(spot)[1]
    return {
        feature: value
        for feature, value in wanted.items()
        if label is not None and label.feature(feature) and spot.features.get(feature) != value
    }
