"""Owns saying what one step changed: a feature's value, a label, the ends, what was declared finished."""

from __future__ import annotations

from annotator.i18n import tr
from annotator.model.annotations import Annotation
from annotator.model.canonical import Record
from annotator.model.changes import Change
from annotator.ui.models.desk import Desk
from annotator.ui.models.finishing import WHOLE
from annotator.ui.models.wording import feature_words, named, one_line

_MOST = 3
"""More differences than these are told as …"""
_LEAST_LIKELY = ("reason",)
"""Features that say why, not what."""


def label_words(desk: Desk, layer: str, label: str) -> str:
    """Return the name of a label."""
    spec = desk.tagset.label(layer, label)
    return one_line(named(spec.names, label) if spec else label)


def changed_words(desk: Desk, change: Change) -> str:
    """Say what is otherwise after a change of one annotation; of a first answer, than the machine says."""
    if change.after is None:
        return ""
    after = Annotation.from_record(change.after)
    if change.before is None and (after.machine is None or after.verdict != "corrected"):
        return ""
    before = Annotation.from_record(change.before) if change.before else after.machine
    assert before is not None
    told = []
    if before.label != after.label:
        one, other = (label_words(desk, each.layer, each.label) for each in (before, after))
        told.append(f"{one}→{other}")
    if before.fragments != after.fragments:
        told.append(tr("ui.history.ends"))
    label = desk.tagset.label(after.layer, after.label)
    for spec in label.features if label else ():
        was, now = before.features.get(spec.id), after.features.get(spec.id)
        if was != now and spec.id not in _LEAST_LIKELY:
            values = (feature_words(spec, one) or "—" for one in (was, now))
            told.append(f"{one_line(named(spec.names, spec.id))} {'→'.join(values)}")
    if len(told) > _MOST:
        told = [*told[:_MOST], "…"]
    return tr("ui.history.and").join(told)


def declared_words(desk: Desk, change: Change) -> str:
    """Say which sections of which layer were declared finished, or are no longer; "" for anything else."""
    before, after = _declared(change.before), _declared(change.after)
    layers = [layer for layer in {**before, **after} if before.get(layer, ()) != after.get(layer, ())]
    if len(layers) != 1:
        return ""
    was, now = set(before.get(layers[0], ())), set(after.get(layers[0], ()))
    starts = sorted(now - was or was - now)
    image = change.after or change.before or {}
    layer = desk.tagset.layer(layers[0])
    name = one_line(named(layer.names, layers[0]) if layer else layers[0])
    where = _headings(desk, str(image["document"]), starts)
    if now - was:
        return tr("ui.history.declared", layer=name, where=where)
    return tr("ui.history.declared_no_more", layer=name, where=where)


def _declared(image: Record | None) -> dict[str, tuple[int, ...]]:
    return {layer: tuple(starts) for layer, starts in image["finished"].items()} if image else {}


def _headings(desk: Desk, document: str, starts: list[int]) -> str:
    if tuple(starts) == WHOLE:
        return tr("ui.outline.whole")
    known = {one.start: one for one in desk.session.reading(document).sections}
    words = [one_line(f"{known[at].marker}{known[at].title}", most=16) for at in starts if at in known]
    return tr("ui.history.and").join(words)
