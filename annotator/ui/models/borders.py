"""Owns what the keys and the mouse do to where a place begins and ends, and to the parts it is made of."""

from __future__ import annotations

from annotator.commands import answers, spans
from annotator.i18n import tr
from annotator.model.canonical import Json
from annotator.model.spans import Fragments, joined, text_of, without
from annotator.ui.models.answering import PARSED, read_number
from annotator.ui.models.begun import settled
from annotator.ui.models.desk import Desk
from annotator.ui.models.spots import Ref, Spot


def move_end(desk: Desk, by: int) -> None:
    """Move the current place's end by that many characters of the text shown."""
    _move(desk, start_by=0, end_by=by)


def move_start(desk: Desk, by: int) -> None:
    """Move the current place's start by that many characters of the text shown."""
    _move(desk, start_by=by, end_by=0)


def _move(desk: Desk, *, start_by: int, end_by: int) -> None:
    spot = _current_of_words(desk)
    if spot is not None and desk.shown is not None:
        where = desk.shown.to_shown(spot.fragments)
        resize(desk, spot.ref, where[0][0] + start_by, where[-1][1] + end_by)


def _current_of_words(desk: Desk) -> Spot | None:
    """The current place, unless there is none or it lies nowhere in the text, which is told."""
    spot = desk.current
    if spot is None:
        desk.refused.emit(tr("ui.refused.no_current"))
    elif spot.is_whole:
        desk.refused.emit(tr("ui.refused.no_borders"))
        return None
    return spot


def resize(desk: Desk, ref: Ref, first: int, last: int) -> None:
    """Put a place's outer borders at these offsets of the text shown."""
    spot, shown = desk.spots.get(ref), desk.shown
    if spot is None or shown is None or spot.is_whole:
        return
    where = shown.to_shown(spot.fragments)
    if not 0 <= first < last <= len(shown.text):
        desk.refused.emit(tr("ui.refused.border_at_end"))
        return
    start, end = shown.to_original(first, last)
    # Only the outer borders move; what stands between fragments stays as it was.
    kept = [list(pair) for pair in spot.fragments]
    if first != where[0][0]:
        kept[0][0] = start
    if last != where[-1][1]:
        kept[-1][1] = end
    if any(a >= b for a, b in kept):
        desk.refused.emit(tr("ui.refused.border_at_end"))
        return
    _take(desk, spot, tuple((a, b) for a, b in kept))


def add_words(desk: Desk) -> None:
    """Make the words selected part of the current place, also far from its others."""
    spot = _current_of_words(desk)
    if spot is not None and _has_selection(desk):
        assert desk.selection is not None
        _take(desk, spot, joined(spot.fragments, desk.selection))


def drop_words(desk: Desk) -> None:
    """Take the words selected out of the current place."""
    spot = _current_of_words(desk)
    if spot is not None and _has_selection(desk):
        assert desk.selection is not None
        left = without(spot.fragments, desk.selection)
        if left:
            _take(desk, spot, left)
        else:
            desk.refused.emit(tr("ui.refused.nothing_left"))


def _has_selection(desk: Desk) -> bool:
    if desk.selection is None:
        desk.refused.emit(tr("ui.refused.select_first"))
    return desk.selection is not None


def _take(desk: Desk, spot: Spot, fragments: Fragments) -> None:
    """Record that a place has these fragments."""
    if desk.document is None or desk.reading is None or not settled(desk):
        return
    spot = desk.spots.get(spot.ref) or spot
    features = reread(spot, original=desk.reading.original, fragments=fragments)
    if spot.machine is None and spot.annotation is not None:
        desk.run(spans.resize, annotation=spot.annotation.id, fragments=fragments, features=features)
        return
    assert spot.machine is not None
    label = desk.label_of(spot)[1]
    reason = label.feature("reason") if label else None
    desk.run(
        answers.correct,
        document=desk.document.id,
        key=spot.machine.key,
        fragments=fragments,
        features=features,
        reason="span" if reason and "span" in reason.options else None,
    )


def reread(spot: Spot, *, original: str, fragments: Fragments) -> dict[str, Json]:
    """Return the features that change when a number has these words instead; None takes one away.

    What a person has set otherwise than its words said stays.
    """
    if not spot.is_number:
        return {}
    before = read_number(text_of(original, spot.fragments))
    after = read_number(text_of(original, fragments))
    features = spot.features
    return {
        key: after.get(key)
        for key in PARSED
        if features.get(key) == before.get(key) and after.get(key) != features.get(key)
    }
