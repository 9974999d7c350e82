"""Owns who may decide in a project: its owner, and the curators whom the owner appoints."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from annotator.commands import planning, project
from annotator.i18n import tr
from annotator.model.changes import Action
from annotator.model.exchange import Assignment
from annotator.tasks.curating.blinding import blinding_of
from annotator.ui.models.desk import Desk
from annotator.ui.models.wording import one_line

DECIDING = ("owner", "curator")
"""Roles that may decide."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Somebody:
    """One who belongs to the project: their role, and how many reports the plan gives them."""

    id: str
    role: str
    documents: int = 0

    @property
    def may_decide(self) -> bool:
        """Whether their word counts where reviewers differ."""
        return self.role in DECIDING


class Deciders:
    """Everybody in the project on the desk, whoever decides first."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        store, me = desk.session.store, desk.session.reviewer
        plan = Counter(Assignment.from_record(record).reviewer for record in store.records("assignment"))
        roles = {str(record["id"]): str(record["role"]) for record in store.records("reviewer")}
        everybody = [Somebody(id=name, role=role, documents=plan[name]) for name, role in roles.items()]
        order = dict(zip(DECIDING, range(len(DECIDING)), strict=True))
        self.all: Sequence[Somebody] = sorted(
            everybody, key=lambda one: (order.get(one.role, len(order)), one.id)
        )
        self.owner = next((one.id for one in self.all if one.role == "owner"), "")
        self.is_mine = bool(self.owner) and me == self.owner
        self.may_i = any(one.id == me and one.may_decide for one in self.all)
        self.is_blind = blinding_of(store).is_blind

    def told(self) -> str:
        """Who may decide, in a sentence."""
        curators = [one_line(one.id, most=24) for one in self.all if one.role == "curator"]
        names = tr("ui.team.comma").join(curators)
        if not curators:
            return tr("ui.curators.owner_only", owner=one_line(self.owner, most=24))
        return tr("ui.curators.told", owner=one_line(self.owner, most=24), curators=names)

    def role_of(self, name: str) -> str:
        """The role of somebody, "" for one who does not belong to the project."""
        return next((one.role for one in self.all if one.id == name), "")

    def turn(self, name: str) -> Action | None:
        """Appoint somebody, or end it for a curator; None when it was refused."""
        role = "reviewer" if self.role_of(name) == "curator" else "curator"
        return self._desk.run(project.appoint, reviewer=name, role=role)


def blind(desk: Desk, wanted: bool) -> Action | None:
    """Have curators see letters instead of names, or names; None when it is so already, or was refused."""
    blinding = blinding_of(desk.session.store)
    if blinding.is_blind == wanted:
        return None
    return desk.run(planning.set_blinding, is_blind=wanted, seed=blinding.seed)
