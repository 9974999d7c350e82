"""Owns linking two annotations."""

from __future__ import annotations

from collections.abc import Mapping

from annotator.commands.context import Context, related
from annotator.errors import UserError
from annotator.model.annotations import GOLD, Annotation, Relation
from annotator.model.canonical import Json
from annotator.model.changes import Step
from annotator.model.tagsets import Tagset


def relate(
    context: Context,
    /,
    *,
    label: str,
    source: str,
    target: str,
    features: Mapping[str, Json] | None = None,
    note: str = "",
) -> Step:
    """Link the actor's annotation to another of theirs, in this or another document.

    Raises:
        UserError: the tagset has no such relation or does not allow it between these labels, an
            end is missing or not the actor's, both are not one owner's, the link is there already,
            or a feature is no text.
    """
    if context.tagset.relation(label) is None:
        raise UserError("relation.unknown_label", label=label)
    ends = context.own(source), context.own(target)
    context.refuse_locked(ends[0].document)
    relation = Relation(
        id=context.new_id(),
        document=ends[0].document,
        owner=ends[0].owner,
        label=label,
        source=source,
        target=target,
        features=dict(features or {}),
        note=note,
    )
    refuse_misfit(context.tagset, relation, ends)
    for other in context.view.relations_at(source):
        if (other.label, other.source, other.target) == (label, source, target):
            raise UserError("relation.twin", label=label)
    return Step(verb="relate", changes=(related(None, relation),))


def refuse_misfit(tagset: Tagset, relation: Relation, ends: tuple[Annotation, Annotation]) -> None:
    """Raise unless the relation may lead from the first annotation to the second: both its owner's,
    not the same one, of labels that the tagset allows, its features text.

    Raises:
        UserError: it may not.
    """
    label, spec = relation.label, tagset.relation(relation.label)
    if spec is None:
        raise UserError("relation.unknown_label", label=label)
    if relation.source == relation.target:
        raise UserError("relation.to_itself", label=label)
    for end, allowed in zip(ends, (spec.sources, spec.targets), strict=True):
        if end.owner != relation.owner:
            raise UserError("relation.two_owners", label=label, owner=end.owner)
        if allowed and not _fits(end, allowed):
            raise UserError("relation.wrong_end", label=label, end=f"{end.layer}/{end.label}")
    for key, value in relation.features.items():
        if not isinstance(value, str):
            raise UserError("feature.not_text", feature=key, value=str(value)[:40], known="")


def _fits(end: Annotation, allowed: tuple[str, ...]) -> bool:
    return f"{end.layer}/{end.label}" in allowed or end.layer in allowed


def delete(context: Context, /, *, relation: str) -> Step:
    """Take a link away.

    Raises:
        UserError: there is none, or it is not the actor's.
    """
    found = context.view.record("relation", relation)
    if found is None:
        raise UserError("relation.unknown", relation=relation)
    before = Relation.from_record(found)
    context.refuse_foreign(before.owner)
    context.refuse_locked(before.document)
    context.refuse_decided(relation)
    if before.owner == GOLD:
        context.refuse_curated(before.document)
    return Step(verb="unrelate", changes=(related(before, None),))
