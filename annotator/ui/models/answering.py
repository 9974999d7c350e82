"""Owns what the keys do to the current place and the selection: answer, edit, tag, move borders."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt

from annotator.commands import answers, spans
from annotator.extractors import parse_number
from annotator.i18n import tr
from annotator.model.canonical import Json
from annotator.model.spans import Fragment, Fragments, do_overlap, text_of
from annotator.model.tagsets import Label
from annotator.ui.models import doubting, reasons
from annotator.ui.models.begun import instead, settled
from annotator.ui.models.desk import Desk
from annotator.ui.models.sections import meant_at
from annotator.ui.models.spots import Ref, Spot
from annotator.ui.models.typed import whole_number
from annotator.ui.models.wording import named, one_line

PARSED = (
    "value",
    "value_max",
    "values",
    "unit",
    "unit_norm",
    "magnitude",
    "qualifier",
    "qualifier_norm",
    "kind",
    "direction",
    "iso",
)
"""The features that are read off a number's words."""

_RELABELLED = ("confirmed", "corrected")
"""Answers whose label may be given anew by its key; what nobody has looked at yet is no prey of a key."""


def number_typed(words: str) -> dict[str, Json]:
    """Return the features of a number typed as reports write it; empty unless the words are it as a whole.

    Words that say nothing of how exact it is leave that as it is.
    """
    found = {key: value for key, value in whole_number(words).items() if key in PARSED}
    if "qualifier" not in found:
        found.pop("qualifier_norm", None)
    return found


def read_number(words: str) -> dict[str, Json]:
    """Return the features that a stretch of text states as a number; empty when it states none."""
    return {key: value for key, value in parse_number(words).items() if key in PARSED}


def next_open(desk: Desk) -> None:
    """Go to the next open suggestion, after the last one to the first."""
    spot = desk.spots.open_after(_here(desk)) or desk.spots.open_after(-1)
    _go(desk, spot)


def previous_open(desk: Desk) -> None:
    """Go to the open suggestion before, from the first one to the last."""
    length = desk.document.chars if desk.document else 0
    spot = desk.spots.open_before(_here(desk)) or desk.spots.open_before(length + 1)
    _go(desk, spot)


def next_annotation(desk: Desk) -> None:
    """Go to the next annotation of any kind, what is said of the whole document included."""
    _go_to_annotation(desk, by=1)


def previous_annotation(desk: Desk) -> None:
    """Go to the annotation before, of any kind."""
    _go_to_annotation(desk, by=-1)


def _go_to_annotation(desk: Desk, *, by: int) -> None:
    current = desk.current
    spot = desk.spots.annotated_beside(current.ref if current else None, desk.caret, by=by)
    if spot is None:
        desk.said.emit(tr("ui.said.no_annotations"))
    else:
        desk.make_current(spot.ref)


def set_note(desk: Desk, ref: Ref, note: str) -> bool:
    """Write the note of a place's annotation; False when it was refused."""
    spot = desk.spots.get(ref)
    if spot is None or spot.annotation is None:
        return True
    return desk.run(spans.set_note, annotation=spot.annotation.id, note=note) is not None


def note(desk: Desk) -> None:
    """Ask for the note of the current place."""
    spot = _current(desk) if settled(desk) else None
    if spot is None:
        return
    if spot.annotation is None:
        desk.refused.emit(tr("ui.refused.not_answered"))
    else:
        desk.note_wanted.emit()


def _here(desk: Desk) -> int:
    current = desk.current
    return current.start if current and current.fragments else desk.caret - 1


def _go(desk: Desk, spot: Spot | None) -> None:
    if spot is None:
        desk.said.emit(tr("ui.said.nothing_open"))
    else:
        desk.make_current(spot.ref)


def confirm(desk: Desk) -> None:
    """Say that the machine is right here, and go on.

    What a person has said already, corrected or made by hand, stays: Enter only goes on.
    """
    if say_right(desk):
        next_open(desk)


def say_right(desk: Desk) -> bool:
    """Confirm the current place, where there is anything to confirm; False when that was refused."""
    spot = _current(desk) if settled(desk) else None
    if spot is None or desk.document is None:
        return False
    machine = spot.machine if spot.state in ("suggestion", "rejected") else None
    return machine is None or bool(desk.run(answers.confirm, document=desk.document.id, key=machine.key))


def reject(desk: Desk) -> None:
    """Say that there is nothing of the kind here, and go on; one's own annotation is taken away."""
    if say_none(desk):
        next_open(desk)


def say_none(desk: Desk) -> bool:
    """Reject the current place, or take one's own annotation away; True when a suggestion was rejected."""
    spot = _current(desk)
    if spot is None or desk.document is None or _is_spared(desk, spot):
        return False
    if spot.machine is None:
        delete(desk)
        return False
    place = {"document": desk.document.id, "key": spot.machine.key}
    return instead(desk, lambda: desk.run(answers.reject, **place))


def take_machine(desk: Desk) -> None:
    """Ask for the machine's value in the row being edited."""
    if _current(desk) is not None:
        desk.wishes.machine_wanted.emit()


def edit(desk: Desk) -> None:
    """Ask for the fields of the current place."""
    if _current(desk) is not None:
        desk.edit_wanted.emit()


def delete(desk: Desk) -> None:
    """Take the current annotation away; an answered suggestion is open again."""
    spot = _current(desk)
    if spot is None or _is_spared(desk, spot):
        return
    if spot.annotation is None:
        desk.refused.emit(tr("ui.refused.nothing_to_delete"))
        return
    annotation = spot.annotation
    if instead(desk, lambda: desk.run(spans.delete, annotation=annotation.id)):
        _tell_deleted(desk, spot)


def _tell_deleted(desk: Desk, spot: Spot) -> None:
    """Say what is gone, in the word of its key, and what the next key would act on instead."""
    words = one_line(desk.shown.words(spot.fragments), most=20) if desk.shown and spot.fragments else ""
    verb = tr("verb.delete")
    told = tr("ui.history.quoted", verb=verb, what=words) if words else verb
    if spot.machine is not None and words:
        told = tr("ui.said.open_again", words=words)
    here = desk.current
    if here is not None and here.ref != spot.ref and desk.shown:
        now = one_line(desk.shown.words(here.fragments), most=20)
        told = tr("ui.said.deleted_now", told=told, words=now)
        desk.wishes.spare(here.ref)
        desk.current_changed.connect(desk.wishes.spare, Qt.ConnectionType.SingleShotConnection)
    desk.said.emit(told)


def _is_spared(desk: Desk, spot: Spot) -> bool:
    """Whether Del is pressed once more where a deletion led: that is told, and nothing is done."""
    if desk.wishes.spared != spot.ref or not desk.shown:
        return False
    desk.wishes.spare(None)
    words = one_line(desk.shown.words(spot.fragments), most=20)
    desk.refused.emit(tr("ui.said.deleted_before", words=words))
    return True


def set_features(desk: Desk, ref: Ref, features: Mapping[str, Json]) -> bool:
    """Record what a person says of a place instead; return whether it was taken."""
    spot = desk.spots.get(ref)
    if spot is None or desk.document is None:
        return False
    if spot.machine is None and spot.annotation is not None:
        return desk.run(spans.set_features, annotation=spot.annotation.id, features=features) is not None
    assert spot.machine is not None
    if spot.state == "rejected" and set(features) == {"reason"}:
        # Why there is nothing of the kind here is no correction.
        place = {"document": desk.document.id, "key": spot.machine.key}
        return desk.run(answers.reject, reason=features["reason"], **place) is not None
    wanted = dict(features)
    if _says_the_same(spot, wanted):
        return desk.run(answers.confirm, document=desk.document.id, key=spot.machine.key) is not None
    reason = wanted.pop("reason", None)
    if "reason" in features and reason is None:
        wanted["reason"] = None
    else:
        reason = reason or _reason(desk, spot, wanted)
    action = desk.run(
        answers.correct,
        document=desk.document.id,
        key=spot.machine.key,
        features=wanted,
        reason=reason,
    )
    return action is not None


def _says_the_same(spot: Spot, features: Mapping[str, Json]) -> bool:
    """Whether a place changed so would say what the machine says: then there is nothing to correct."""
    machine = spot.machine
    if machine is None or spot.state != "corrected":
        return False
    told = {key: value for key, value in {**spot.features, **features}.items() if value is not None}
    told.pop("reason", None)
    said = {key: value for key, value in machine.features.items() if value is not None}
    same_place = (spot.label, spot.fragments) == (machine.label, machine.fragments)
    return same_place and "reason" not in features and told == said


def _reason(desk: Desk, spot: Spot, features: Mapping[str, Json]) -> str | None:
    """Why the machine was wrong, by what changed, when the label asks for reasons and knows this one."""
    label = desk.label_of(spot)[1]
    spec = label.feature("reason") if label else None
    is_kept = spot.state == "corrected" and spot.features.get("reason")
    if spec is None or is_kept or spot.machine is None:
        return None
    return reasons.proposed(spot.machine.features, features, options=spec.options)


def tag(desk: Desk, layer: str, label: str) -> None:
    """Label what is selected; with nothing selected, give the current place that label instead."""
    document, spec = desk.document, desk.tagset.layer(layer)
    if document is None or spec is None or not settled(desk):
        return
    found = desk.tagset.label(layer, label)
    if found is not None and spec.target == "span" and doubting.is_doubt(found):
        doubting.doubt(desk, layer, label=found)
        return
    if spec.target == "span" and desk.selection is None:
        _relabel(desk, layer, label)
        return
    fragments = _place(desk, spec.target)
    if fragments is None:
        desk.refused.emit(tr("ui.refused.no_section"))
        return
    words = text_of(desk.reading.original, fragments) if desk.reading else ""
    action = desk.run(
        spans.tag,
        document=document.id,
        layer=layer,
        label=label,
        fragments=fragments,
        features=_features_of(found, layer, words) | _missed(desk, found, fragments),
    )
    if action is not None:
        made = next(change.id for change in action.changes if change.kind == "annotation")
        desk.make_current(("annotation", made, 0, 0))


def _place(desk: Desk, target: str) -> Fragments | None:
    """The fragments that a label of that target takes at the selection or the caret."""
    if target == "document":
        return ()
    if target == "span":
        return (desk.selection,) if desk.selection else None
    position = desk.selection[0] if desk.selection else desk.caret
    found: list[Fragment] = []
    if desk.reading is not None and target == "paragraph":
        found = [one for one in desk.reading.paragraphs if one[0] <= position <= one[1]]
    elif (section := meant_at(desk, position)) is not None:
        found = [(section.start, section.end)]
    elif desk.selection:
        # What stands before the first heading, or is no section of the report at all.
        found = [desk.selection]
    return (found[0],) if found else None


def _features_of(label: Label | None, layer: str, words: str) -> dict[str, Json]:
    """What a new annotation's words say by themselves: a number's value, unit and so on."""
    if layer != "number" or label is None or label.feature("value") is None:
        return {}
    return {key: value for key, value in read_number(words).items() if label.feature(key)}


def _missed(desk: Desk, label: Label | None, fragments: Fragments) -> dict[str, Json]:
    """The reason of a number made by hand where the machine has suggested nothing."""
    spec = label.feature("reason") if label and label.feature("value") else None
    if spec is None or reasons.MISSED not in spec.options:
        return {}
    machines = (spot.machine for spot in desk.spots.numbers)
    is_new = not any(one and do_overlap(one.fragments, fragments) for one in machines)
    return {"reason": reasons.MISSED} if is_new else {}


def _relabel(desk: Desk, layer: str, label: str) -> None:
    spot = desk.current
    is_of_words = spot is not None and (spot.annotation is None or spot.annotation.target == "span")
    if spot is None or desk.document is None or not is_of_words:
        desk.refused.emit(tr("ui.refused.nothing_selected"))
    elif spot.machine is None and spot.annotation is not None:
        desk.run(spans.relabel, annotation=spot.annotation.id, layer=layer, label=label)
    elif spot.state in _RELABELLED and spot.layer == layer and spot.label != label:
        assert spot.machine is not None
        key = spot.machine.key
        features = {one: None for one in spot.features if not _has(desk, layer, label, one)}
        place = {"document": desk.document.id, "key": key}
        if desk.run(answers.correct, label=label, features=features, **place):
            _tell_relabelled(desk, spot, label)
    elif spot.is_open:
        desk.refused.emit(tr("ui.refused.label_on_open"))
    else:
        desk.refused.emit(tr("ui.refused.nothing_selected"))


def _tell_relabelled(desk: Desk, spot: Spot, label: str) -> None:
    """A key meant for other words may have met this place: say what it did."""
    words = one_line(desk.shown.words(spot.fragments), most=20) if desk.shown else ""
    found = desk.tagset.label(spot.layer, label)
    name = named(found.names, label) if found else label
    desk.said.emit(tr("ui.said.relabelled", words=words, label=name))


def _has(desk: Desk, layer: str, label: str, feature: str) -> bool:
    found = desk.tagset.label(layer, label)
    return found is not None and found.feature(feature) is not None


def _current(desk: Desk) -> Spot | None:
    if desk.current is None:
        desk.refused.emit(tr("ui.refused.no_current"))
    return desk.current
