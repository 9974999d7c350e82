"""Owns giving documents to reviewers: the plan, as the owner of the project records it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from annotator.commands.context import Context
from annotator.commands.project import refuse_name, refuse_others
from annotator.errors import UserError
from annotator.model.changes import Change, Step
from annotator.model.curation import BLINDING, Blinding
from annotator.model.exchange import Assignment


def set_plan(context: Context, /, *, assignments: Iterable[Assignment], before: Sequence[Assignment]) -> Step:
    """Replace the plan ``before`` by other assignments; whoever is new in it joins the project.

    Raises:
        UserError: the actor does not own the project, nobody can have one of the names, a document is
            unknown, or nothing would change.
    """
    refuse_others(context)
    wanted = {each.id: each for each in assignments}
    changes = [
        _joining(context, reviewer) for reviewer in sorted({each.reviewer for each in wanted.values()})
    ]
    known = {each.id: each for each in before}
    for gone in sorted(known.keys() - wanted.keys()):
        changes.append(Change(kind="assignment", id=gone, before=known[gone].to_record(), after=None))
    for assignment in sorted(wanted.values(), key=lambda each: each.id):
        context.view.document(assignment.document)
        was = known.get(assignment.id)
        if was != assignment:
            image = was.to_record() if was else None
            after = assignment.to_record()
            changes.append(Change(kind="assignment", id=assignment.id, before=image, after=after))
    told = tuple(change for change in changes if change is not None)
    if not told:
        raise UserError("action.changes_nothing", verb="plan")
    return Step(verb="plan", changes=told)


def set_blinding(context: Context, /, *, is_blind: bool, seed: int = 0) -> Step:
    """Have curators see letters instead of the reviewers' names, or the names.

    Raises:
        UserError: the actor does not own the project, or nothing would change.
    """
    refuse_others(context)
    before = context.view.record("blinding", BLINDING)
    after = Blinding(is_blind=is_blind, seed=seed).to_record()
    if after == before or (before is None and not is_blind):
        raise UserError("action.changes_nothing", verb="blind")
    return Step(verb="blind", changes=(Change(kind="blinding", id=BLINDING, before=before, after=after),))


def _joining(context: Context, reviewer: str) -> Change | None:
    refuse_name(reviewer)
    if context.view.record("reviewer", reviewer) is not None:
        return None
    record = {"id": reviewer, "name": reviewer, "role": "reviewer"}
    return Change(kind="reviewer", id=reviewer, before=None, after=record)
