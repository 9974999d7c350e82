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

    ``target`` may say what is meant; it is the layer's own in any case.

    Raises:
        UserError: unknown document or label, a span outside the text, a feature of the wrong type,
            a target that is not the layer's, or the same label on the same place once more.
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
    context.refuse_twin(None, annotation)
    return Step(verb="tag", changes=(written(None, annotation),))


def _place(
    context: Context,
    document: str,
    layer: str,
    fragments: Iterable[Sequence[int]],
    target: Target | None,
) -> tuple[Target, Fragments]:
    chosen = context.layer(layer).target
    if target is not None and target != chosen:
        raise UserError("span.other_target", layer=layer, target=chosen, wanted=str(target)[:40])
    spans = as_fragments(fragments, length=context.view.document(document).chars)
    if bool(spans) == (chosen == "document"):
        raise UserError("span.needed" if not spans else "span.not_wanted", layer=layer)
    return chosen, spans


def relabel(context: Context, /, *, annotation: str, layer: str, label: str) -> Step:
    """Give an annotation another label; features that the new label has no room for are dropped.

    Raises:
        UserError: unknown label, one that labels something else (a section, the document …), or the
            annotation is not the actor's.
    """
    before = context.own(annotation)
    kept = context.fitting(layer, label, before.features)
    target = context.layer(layer).target
    if target != before.target:
        raise UserError("span.other_target", layer=layer, target=target, wanted=before.target)
    after = replace(before, layer=layer, label=label, features=kept)
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
    return _changed(context, "set_features", before, replace(before, features=wanted))


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
    context.refuse_decided(annotation)
    dangling = context.view.relations_at(annotation)
    for relation in dangling:
        context.refuse_foreign(relation.owner)
    changes = [related(relation, None) for relation in dangling]
    return Step(verb="delete", changes=(*changes, written(before, None)))


def _changed(context: Context, verb: str, before: Annotation, after: Annotation) -> Step:
    context.refuse_locked(before.document)
    context.refuse_decided(before.id)
    if after == before:
        raise UserError("action.changes_nothing", verb=verb)
    if replace(after, note=before.note) != before:
        after = _judged(context, before, after)
    context.refuse_twin(before, after)
    return Step(verb=verb, changes=(written(before, after),))


def _judged(context: Context, before: Annotation, after: Annotation) -> Annotation:
    """The edited answer with a verdict that is true of it: what no longer says what the machine
    said is corrected, and stays so; a rejection speaks of the machine's words alone.

    Raises:
        UserError: it is a rejection.
    """
    machine = before.machine
    if before.verdict == "rejected":
        raise UserError("annotation.rejected")
    if before.verdict != "confirmed" or machine is None:
        return after
    image = context.fitting(machine.layer, machine.label, machine.features)
    said = after.layer, after.label, after.fragments, after.features
    is_same = said == (machine.layer, machine.label, machine.fragments, image)
    return after if is_same else replace(after, verdict="corrected")
