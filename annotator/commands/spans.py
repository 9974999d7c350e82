"""Owns tagging by hand: make, relabel, resize, describe and delete annotations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from annotator.commands.context import Context, related, written
from annotator.errors import UserError
from annotator.model.annotations import Annotation, Target
from annotator.model.canonical import Json
from annotator.model.changes import Step
from annotator.model.spans import Fragments, as_fragments


def tag(
    context: Context,
    /,
    *,
    document: str,
    layer: str,
    label: str,
    fragments: Iterable[Sequence[int]] = (),
    features: Mapping[str, Json] | None = None,
    note: str = "",
    target: Target | None = None,
) -> Step:
    """Label a place of a document: a span, or what the layer labels (section, document …).

    Raises:
        UserError: unknown document or label, a span outside the text, a feature of the wrong type.
    """
    context.refuse_locked(document)
    where = _place(context, document, layer, fragments, target)
    context.label(layer, label)
    annotation = Annotation(
        id=context.new_id(),
        document=document,
        owner=context.actor,
        layer=layer,
        label=label,
        target=where[0],
        fragments=where[1],
        features=context.checked(layer, label, features or {}),
        note=note,
    )
    _refuse_twin(context, annotation)
    return Step(verb="tag", changes=(written(None, annotation),))


def _place(
    context: Context,
    document: str,
    layer: str,
    fragments: Iterable[Sequence[int]],
    target: Target | None,
) -> tuple[Target, Fragments]:
    found = context.tagset.layer(layer)
    if found is None:
        raise UserError("layer.unknown", layer=layer)
    chosen = target or found.target
    spans = as_fragments(fragments, length=context.view.document(document).chars)
    if bool(spans) == (chosen == "document"):
        raise UserError("span.needed" if not spans else "span.not_wanted", layer=layer)
    return chosen, spans


def _refuse_twin(context: Context, annotation: Annotation) -> None:
    """Two equal labels on one place are a slip of the finger, not an annotation."""
    start = annotation.fragments[0][0] if annotation.fragments else None
    for other in context.view.annotations_at(annotation.document, annotation.owner, start):
        if (
            other.id != annotation.id
            and other.verdict != "rejected"
            and _place_of(other) == _place_of(annotation)
        ):
            raise UserError("annotation.twin", label=annotation.label)


def _place_of(annotation: Annotation) -> tuple[str, str, str, Fragments]:
    return annotation.layer, annotation.label, annotation.target, annotation.fragments


def relabel(context: Context, /, *, annotation: str, layer: str, label: str) -> Step:
    """Give an annotation another label; features that the new label lacks are dropped.

    Raises:
        UserError: unknown label, or the annotation is not the actor's.
    """
    before = context.own(annotation)
    spec = context.label(layer, label)
    kept = {key: value for key, value in before.features.items() if spec.feature(key)}
    after = replace(before, layer=layer, label=label, features=context.checked(layer, label, kept))
    return _changed(context, "relabel", before, after)


def resize(
    context: Context,
    /,
    *,
    annotation: str,
    fragments: Iterable[Sequence[int]],
    features: Mapping[str, Json] | None = None,
) -> Step:
    """Move an annotation's borders, and set what its new words say; None or "" takes a feature away.

    Raises:
        UserError: outside the text, a value of the wrong type, or not the actor's.
    """
    before = context.own(annotation)
    where = _place(context, before.document, before.layer, fragments, before.target)
    wanted = context.checked(before.layer, before.label, {**before.features, **(features or {})})
    return _changed(context, "resize", before, replace(before, fragments=where[1], features=wanted))


def set_features(context: Context, /, *, annotation: str, features: Mapping[str, Json]) -> Step:
    """Set some features of an annotation; None or "" takes one away, others stay.

    Raises:
        UserError: an unknown feature, a value of the wrong type, or not the actor's.
    """
    before = context.own(annotation)
    wanted = context.checked(before.layer, before.label, {**before.features, **features})
    after = replace(before, features=wanted)
    if before.machine is not None and before.verdict == "confirmed" and after != before:
        after = replace(after, verdict="corrected")
    return _changed(context, "set_features", before, after)


def set_note(context: Context, /, *, annotation: str, note: str) -> Step:
    """Write the note of an annotation; "" takes it away.

    Raises:
        UserError: not the actor's.
    """
    before = context.own(annotation)
    return _changed(context, "set_note", before, replace(before, note=note))


def delete(context: Context, /, *, annotation: str) -> Step:
    """Take an annotation away, and the actor's relations that would dangle.

    An answer deleted opens its suggestion again.

    Raises:
        UserError: not the actor's, or somebody else's relation reaches it.
    """
    before = context.own(annotation)
    context.refuse_locked(before.document)
    dangling = context.view.relations_at(annotation)
    for relation in dangling:
        context.refuse_foreign(relation.owner)
    changes = [related(relation, None) for relation in dangling]
    return Step(verb="delete", changes=(*changes, written(before, None)))


def _changed(context: Context, verb: str, before: Annotation, after: Annotation) -> Step:
    context.refuse_locked(before.document)
    if after == before:
        raise UserError("action.changes_nothing", verb=verb)
    _refuse_twin(context, after)
    return Step(verb=verb, changes=(written(before, after),))
