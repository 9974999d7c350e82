"""Owns the second kind of wrong: the report itself looks wrong, whatever the machine made of it."""

from __future__ import annotations

from annotator.commands import spans
from annotator.i18n import tr
from annotator.model.canonical import Json
from annotator.model.spans import Fragments, text_of
from annotator.model.tagsets import Label
from annotator.ui.models.desk import Desk
from annotator.ui.models.spots import Spot
from annotator.ui.models.wording import one_line

SHOULD_BE = "should_be"
_LITERAL = "literal"
_TYPE, _OF_NUMBERS = "type", "number"


def is_doubt(label: Label | None) -> bool:
    """Whether a label keeps the words as they stand beside what they should be."""
    return bool(label and label.feature(_LITERAL) and label.feature(SHOULD_BE))


def doubt(desk: Desk, layer: str, *, label: Label) -> None:
    """Doubt the words selected, or else those of the current place, which stays as it is; ask what they
    should be.  Where they are doubted already, ask that once more."""
    came_from = desk.current
    fragments = _words_meant(desk, came_from)
    if fragments is None or desk.document is None or desk.reading is None:
        desk.refused.emit(tr("ui.refused.nothing_selected"))
        return
    there = next((spot for spot in _doubts(desk) if spot.fragments == fragments), None)
    if there is None:
        action = desk.run(
            spans.tag,
            document=desk.document.id,
            layer=layer,
            label=label.id,
            fragments=fragments,
            features=_features(desk, label, fragments),
        )
        if action is None:
            return
        made = next(change.id for change in action.changes if change.kind == "annotation")
        desk.make_current(("annotation", made, 0, 0))
    else:
        desk.make_current(there.ref)
    is_other = came_from is not None and came_from != desk.current
    desk.wishes.field_wanted.emit(SHOULD_BE, came_from.ref if came_from and is_other else None)


def _words_meant(desk: Desk, spot: Spot | None) -> Fragments | None:
    if desk.selection:
        return (desk.selection,)
    if spot is None or spot.is_whole:
        return None
    is_of_words = spot.annotation is None or spot.annotation.target == "span"
    return spot.fragments if is_of_words else None


def _features(desk: Desk, label: Label, fragments: Fragments) -> dict[str, Json]:
    assert desk.reading is not None
    features: dict[str, Json] = {_LITERAL: text_of(desk.reading.original, fragments)}
    kinds = label.feature(_TYPE)
    is_number = any(spot.fragments == fragments for spot in desk.spots.numbers)
    if is_number and kinds is not None and _OF_NUMBERS in kinds.options:
        features[_TYPE] = _OF_NUMBERS
    return features


def _doubts(desk: Desk) -> list[Spot]:
    # Asked of every place at every key: the labels are looked up once.
    doubting = {
        (layer.id, label.id) for layer in desk.tagset.layers for label in layer.labels if is_doubt(label)
    }
    return [spot for spot in desk.spots.all if (spot.layer, spot.label) in doubting]


def doubt_on(desk: Desk, spot: Spot) -> Spot | None:
    """Return the doubt that lies on a place's words, or None; a doubt has none on itself."""
    if is_doubt(desk.label_of(spot)[1]):
        return None
    return next((one for one in _doubts(desk) if _overlap(one.fragments, spot.fragments)), None)


def _overlap(one: Fragments, other: Fragments) -> bool:
    return any(a < d and c < b for a, b in one for c, d in other)


def doubt_words(spot: Spot) -> str:
    """Say a doubt in a line: 存疑：应为 321件."""
    wanted = one_line(str(spot.features.get(SHOULD_BE) or ""), most=24)
    return tr("ui.doubt.should_be", words=wanted) if wanted else tr("ui.doubt.unsaid")


def key_of_doubt(desk: Desk) -> tuple[str, str] | None:
    """Return the layer and id of the tagset's label of doubt, or None when it has none."""
    return next(
        (
            (layer.id, label.id)
            for layer in desk.tagset.layers
            for label in layer.labels
            if layer.target == "span" and is_doubt(label)
        ),
        None,
    )
