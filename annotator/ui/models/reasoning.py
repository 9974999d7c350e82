"""Owns saying why the machine was wrong: one key, a few reasons to choose from."""

from __future__ import annotations

from annotator.commands import answers
from annotator.i18n import tr
from annotator.model.tagsets import FeatureSpec
from annotator.ui.models import answering
from annotator.ui.models.begun import instead, settled
from annotator.ui.models.desk import Desk
from annotator.ui.models.spots import Ref, Spot
from annotator.ui.models.wishes import Question
from annotator.ui.models.wording import named

REASON = "reason"
_FIELDS = {"qualifier": "qualifier_norm", "period": "period_from"}
"""Reasons that speak of a feature of another name."""
_NOTHING_OF_THE_KIND = "not_"
_MISSED = "missed"
"""It cannot be said of what the machine did suggest."""


def ask_reason(desk: Desk) -> None:
    """Ask why the machine was wrong at the current place."""
    if not settled(desk):
        return
    spot = desk.current
    if spot is None:
        desk.refused.emit(tr("ui.refused.no_current"))
        return
    spec = reasons_of(desk, spot)
    if spec is None:
        desk.refused.emit(tr("ui.refused.no_reasons"))
    elif spot.state == "confirmed":
        desk.refused.emit(tr("ui.refused.no_reason_to_confirmed"))
    else:
        options = tuple(one for one in spec.options if one != _MISSED or spot.machine is None)
        known = spot.features.get(REASON)
        question = Question(
            title=tr("ui.reason.title"),
            offers=tuple(named(spec.options[one], one) for one in options),
            current=options.index(known) if known in options else -1,
            choose=lambda at: _choose(desk, spot.ref, options[at]),
        )
        desk.wishes.asked.emit(question)


def reasons_of(desk: Desk, spot: Spot) -> FeatureSpec | None:
    """Return the reasons that a place's label knows, None when it asks for none."""
    label = desk.label_of(spot)[1]
    spec = label.feature(REASON) if label else None
    return spec if spec and spec.options else None


def _choose(desk: Desk, ref: Ref, reason: str) -> None:
    desk.page_wanted.emit()
    spot = desk.spots.get(ref)
    if spot is None or desk.document is None:
        return
    if spot.is_open:
        _choose_for_open(desk, spot, reason)
    elif spot.features.get(REASON) == reason:
        desk.said.emit(tr("ui.said.reason_known"))
    else:
        answering.set_features(desk, ref, {REASON: reason})


def _choose_for_open(desk: Desk, spot: Spot, reason: str) -> None:
    """Nothing of the kind is answer enough; any other reason leads to what it speaks of."""
    assert spot.machine is not None
    assert desk.document is not None
    if reason.startswith(_NOTHING_OF_THE_KIND):
        place = {"document": desk.document.id, "key": spot.machine.key}
        if instead(desk, lambda: desk.run(answers.reject, reason=reason, **place)):
            answering.next_open(desk)
        return
    label = desk.label_of(spot)[1]
    feature = _FIELDS.get(reason, reason)
    if label is not None and label.feature(feature) is not None:
        desk.wishes.field_wanted.emit(feature, None)
    else:
        desk.said.emit(tr("ui.said.reason_after"))
