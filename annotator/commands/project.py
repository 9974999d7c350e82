"""Owns what belongs to the project itself: its name, its tagset, its reviewers."""

from __future__ import annotations

from annotator.commands.context import Context
from annotator.errors import UserError
from annotator.model.annotations import can_name_a_reviewer
from annotator.model.canonical import Record
from annotator.model.changes import Change, Step
from annotator.model.tagsets import Tagset
from annotator.store.standing import CREATE

TAGSET = "tagset"
"""Id of the one tagset record."""

PROJECT = "project"
"""Id of the one project record."""


GIVEN_ROLES = ("reviewer", "curator")
"""Roles that the owner of a project gives."""


def create(tagset: Tagset, *, name: str, owner: str, identity: str = "") -> Step:
    """The first action of a project: its name, its own copy of a tagset, and who owns it.

    ``identity`` tells it from all other projects; one without gets it before it is first sent anywhere.

    Raises:
        UserError: the owner's id is a reserved word or blank.
    """
    refuse_name(owner)
    project = {"id": PROJECT, "name": name} | ({"identity": identity} if identity else {})
    return Step(
        verb=CREATE,
        changes=(
            Change(kind="project", id=PROJECT, before=None, after=project),
            Change(kind="tagset", id=TAGSET, before=None, after=tagset_record(tagset)),
            _joining(owner, name=owner, role="owner"),
        ),
    )


def identify(context: Context, /) -> Step:
    """Give a project of an earlier version an identity.

    Raises:
        UserError: the actor does not own the project, or it has one.
    """
    refuse_others(context)
    before = context.view.record("project", PROJECT) or {"id": PROJECT, "name": ""}
    if "identity" in before:
        raise UserError("action.changes_nothing", verb="identify")
    after = {**before, "identity": context.new_id()}
    return Step(verb="identify", changes=(Change(kind="project", id=PROJECT, before=before, after=after),))


def join(reviewer: str, *, name: str, role: str = "reviewer") -> Step:
    """The action by which someone becomes a reviewer of the project.

    Raises:
        UserError: the id is a reserved word (gold has curators, not a person of that name) or blank.
    """
    refuse_name(reviewer)
    return Step(verb="join", changes=(_joining(reviewer, name=name, role=role),))


def refuse_name(reviewer: str) -> None:
    """Raise when this cannot be a person's id."""
    if not can_name_a_reviewer(reviewer):
        raise UserError("reviewer.reserved", reviewer=reviewer)


def _joining(reviewer: str, *, name: str, role: str) -> Change:
    record = {"id": reviewer, "name": name, "role": role}
    return Change(kind="reviewer", id=reviewer, before=None, after=record)


def appoint(context: Context, /, *, reviewer: str, role: str) -> Step:
    """Make somebody a curator (or a reviewer again); who has not joined yet joins.

    Raises:
        UserError: the actor does not own the project, nobody can have that name, the role is none that can be
            given, it is the owner's, or nothing would change.
    """
    refuse_others(context)
    refuse_name(reviewer)
    before = context.view.record("reviewer", reviewer)
    if role not in GIVEN_ROLES or (before is not None and before["role"] == "owner"):
        raise UserError("project.role_not_given", reviewer=reviewer, role=role)
    after = {"id": reviewer, "name": before["name"] if before else reviewer, "role": role}
    if after == before:
        raise UserError("action.changes_nothing", verb="appoint")
    change = Change(kind="reviewer", id=reviewer, before=before, after=after)
    return Step(verb="appoint", changes=(change,))


def refuse_others(context: Context) -> None:
    """Raise unless the actor owns the project."""
    if context.role != "owner":
        raise UserError("project.not_yours", actor=context.actor)


def tagset_record(tagset: Tagset) -> Record:
    """The journalled image of a tagset that came from nowhere."""
    return {"id": TAGSET, "name": tagset.id, "version": tagset.version, "source": tagset.source}
