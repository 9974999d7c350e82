"""Owns saying that a text is another version of one, and settling what is doubtful or lost for it."""

from __future__ import annotations

from collections.abc import Iterable

from annotator.commands.context import Context
from annotator.commands.project import refuse_others
from annotator.commands.receiving import Look
from annotator.errors import UserError
from annotator.model.canonical import Record
from annotator.model.changes import Change, Step
from annotator.model.spans import Fragments
from annotator.model.versions import Anchor, Anchoring, Version


def revise(context: Context, /, *, versions: Iterable[Version]) -> Step:
    """Read what bundles say of older texts in newer ones.

    Raises:
        UserError: the actor does not own the project, or it is so already.
    """
    refuse_others(context)
    return revised(context.view.record, versions=versions)


def revised(look: Look, *, versions: Iterable[Version]) -> Step:
    """The same, whoever merges: a bundle that speaks of an older text is read in the newer one.

    Raises:
        UserError: it is so already.
    """
    changes = []
    for version in sorted(versions, key=lambda each: each.old):
        before, after = look("version", version.old), version.to_record()
        if before != after:
            changes.append(Change(kind="version", id=version.old, before=before, after=after))
    if not changes:
        raise UserError("action.changes_nothing", verb="revise")
    return Step(verb="revise", changes=tuple(changes))


def anchor(context: Context, /, *, places: Iterable[tuple[Anchor, Fragments | None]], note: str = "") -> Step:
    """Settle where annotations of an older text stand in the newer one; None drops one.

    Raises:
        UserError: the actor neither owns the project nor curates it, something is no annotation or check,
            or nothing would change.
    """
    if context.role != "owner" and not context.is_curator:
        raise UserError("anchor.not_yours", actor=context.actor)
    changes = []
    for each, place in sorted(places, key=lambda pair: pair[0].id):
        if each.kind == "relation":
            raise UserError("anchor.relation", id=each.id[:12])
        after = Anchoring(
            id=each.id,
            document=each.document,
            fragments=each.fragments,
            grade=each.grade,
            place=place,
            note=note,
        ).to_record()
        before: Record | None = context.view.record("anchoring", each.id)
        if before != after:
            changes.append(Change(kind="anchoring", id=each.id, before=before, after=after))
    if not changes:
        raise UserError("action.changes_nothing", verb="anchor")
    return Step(verb="anchor", changes=tuple(changes))
