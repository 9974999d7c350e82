"""Owns what stands beside the page: signs on the map at the scroll bar, notes in the right margin."""

from __future__ import annotations

from collections.abc import Mapping

from annotator.i18n import tr
from annotator.ui.models.desk import Desk
from annotator.ui.models.spots import Spot
from annotator.ui.painting.minimap import Sign, SignKind
from annotator.ui.painting.notes import MarginNote

SHOULD_BE = "should_be"
"""The feature that says what the report ought to state."""


def is_doubt(desk: Desk, spot: Spot) -> bool:
    """Whether somebody says here that the report looks wrong."""
    label = desk.label_of(spot)[1]
    features = ("literal", SHOULD_BE)
    return spot.annotation is not None and label is not None and all(map(label.feature, features))


def signs_of(desk: Desk) -> list[Sign]:
    """Return a sign for each place that is open, corrected or a doubt."""
    shown, found = desk.shown, []
    for spot in desk.spots.all[len(desk.spots.whole) :] if shown else ():
        kind: SignKind | None = "open" if spot.is_open else None
        if spot.state == "corrected":
            kind = "corrected"
        if is_doubt(desk, spot):
            kind = "doubt"
        if kind is not None and shown is not None:
            found.append(Sign(shown.to_shown(spot.fragments[:1])[0][0], kind, spot.ref))
    return found


def map_words(counts: Mapping[SignKind, int]) -> str:
    """Say what the map shows, with how many there are of each kind."""
    parts = [tr(f"ui.map.{kind}", n=n) for kind, n in counts.items() if n]
    return tr("ui.map.name", what=tr("ui.map.and").join(parts)) if parts else tr("ui.map.empty")


def notes_of(desk: Desk, *, with_rejected: bool) -> list[MarginNote]:
    """Return what a person noted, and what the report should state where a person says so."""
    shown = desk.shown
    found: list[MarginNote] = []
    for spot in desk.spots.all[len(desk.spots.whole) :] if shown else ():
        is_hidden = spot.state == "rejected" and not with_rejected
        if spot.annotation is None or is_hidden or shown is None:
            continue
        start = shown.to_shown(spot.fragments[:1])[0][0]
        if wanted := str(spot.features.get(SHOULD_BE) or ""):
            found.append(MarginNote(start, tr("ui.margin.should_be", value=wanted), "differs", spot.ref))
        if spot.annotation.note:
            found.append(MarginNote(start, spot.annotation.note, "note", spot.ref))
    return found
