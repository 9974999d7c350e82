"""Owns what belongs to the project itself: its name, its tagset, its reviewers."""

from __future__ import annotations

from annotator.commands.context import Context
from annotator.errors import UserError
from annotator.model.changes import Change, Step
from annotator.model.tagsets import Tagset

TAGSET = "tagset"
"""Id of the one tagset record."""

PROJECT = "project"
"""Id of the one project record."""


def create(tagset: Tagset, *, name: str) -> Step:
    """The first action of a project: its name and its own copy of a tagset."""
    return Step(
        verb="create",
        changes=(
            Change(kind="project", id=PROJECT, before=None, after={"id": PROJECT, "name": name}),
            Change(kind="tagset", id=TAGSET, before=None, after=_record(tagset)),
        ),
    )


def join(reviewer: str, *, name: str, role: str = "reviewer") -> Step:
    """The action by which someone becomes a reviewer of the project."""
    record = {"id": reviewer, "name": name, "role": role}
    change = Change(kind="reviewer", id=reviewer, before=None, after=record)
    return Step(verb="join", changes=(change,))


def set_tagset(context: Context, /, *, tagset: Tagset) -> Step:
    """Give the project another tagset.

    Raises:
        UserError: it is the same to the letter.
    """
    before = context.view.record("tagset", TAGSET)
    after = _record(tagset)
    if after == before:
        raise UserError("action.changes_nothing", verb="set_tagset")
    change = Change(kind="tagset", id=TAGSET, before=before, after=after)
    return Step(verb="set_tagset", changes=(change,))


def _record(tagset: Tagset) -> dict[str, str]:
    return {"id": TAGSET, "name": tagset.id, "version": tagset.version, "source": tagset.source}
