"""Owns confirming many numbers as one action: what would be confirmed, what is left out and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Protocol

from annotator.commands import answers
from annotator.errors import UserError
from annotator.i18n import tr
from annotator.model.changes import Action
from annotator.ui.models.begun import settled
from annotator.ui.models.desk import Desk
from annotator.ui.models.sifting import is_locked
from annotator.ui.models.spots import Ref, Spot, Spots

Place = tuple[str, tuple[str, int, int]]
"""A document, and the key of a suggestion in it."""

REASONS = ("answered", "finished", "changed")
"""Why a line is left out: somebody has answered it, its report is finished, or the machine says otherwise."""


class Listed(Protocol):
    """A line of a list of numbers."""

    @property
    def document(self) -> str: ...
    @property
    def ref(self) -> Ref: ...
    @property
    def seal(self) -> int: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What would be confirmed, how many in each report, and how many are left out for each reason."""

    places: tuple[Place, ...] = ()
    reports: tuple[tuple[str, int], ...] = ()
    left_out: Counter[str] = field(default_factory=Counter)


def plan(desk: Desk, lines: Iterable[Listed], *, seal_of: Callable[[Spot], int]) -> Plan:
    """Return what confirming these lines would do, as the project is now.

    ``seal_of`` tells what the machine says of a place, to be compared with what the line was made of.
    """
    by_document: dict[str, list[Listed]] = {}
    for line in lines:
        by_document.setdefault(line.document, []).append(line)
    places: list[Place] = []
    reports: list[tuple[str, int]] = []
    left_out: Counter[str] = Counter()
    for document, listed in by_document.items():
        spots = _spots(desk, document)
        row = desk.row_of(document)
        found: list[Place] = []
        for line in listed:
            spot = spots.get(line.ref)
            if spot is None or spot.machine is None or seal_of(spot) != line.seal:
                left_out["changed"] += 1
            elif not spot.is_open:
                left_out["answered"] += 1
            elif row is None or is_locked(row):
                left_out["finished"] += 1
            else:
                found.append((document, spot.machine.key))
        places += found
        if found:
            reports.append((document, len(found)))
    return Plan(places=tuple(places), reports=tuple(reports), left_out=left_out)


def _spots(desk: Desk, document: str) -> Spots:
    if desk.document is not None and desk.document.id == document:
        return desk.spots
    try:
        return Spots(desk.session.suggestions(document), desk.session.annotations(document))
    except UserError:
        return Spots((), ())


def confirm(desk: Desk, places: Iterable[Place]) -> Action | None:
    """Confirm these as one action, which one undo takes back; None when it was refused."""
    if not settled(desk):
        return None
    wanted = tuple(places)
    action = desk.run(answers.confirm_many, places=wanted)
    if action is not None:
        reports = len({document for document, _ in wanted})
        desk.said.emit(tr("ui.grid.bulk.done", n=len(action.changes), reports=reports))
    return action
