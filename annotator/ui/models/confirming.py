"""Owns confirming many numbers as one action: what would be confirmed, what is left out and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QTemporaryFile

from annotator.commands import answers
from annotator.errors import UserError
from annotator.i18n import tr
from annotator.model.annotations import Suggestion
from annotator.model.canonical import dump
from annotator.ui.child import Records, confirming
from annotator.ui.models.begun import settled
from annotator.ui.models.desk import Desk
from annotator.ui.models.sifting import is_locked
from annotator.ui.models.spots import Ref, Spot, Spots

Place = tuple[str, Suggestion]
"""A document, and what the machine says of one of its places."""

MANY = 200
"""Up to how many are confirmed while one waits (measured: 0.1 s); more of them beside the window."""

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
                found.append((document, spot.machine))
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


def is_still_so(desk: Desk, places: Sequence[Place]) -> bool:
    """Whether the machine says the same of all these places now; of very many, the child looks."""
    if len(places) > MANY:
        return True
    store = desk.session.store
    try:
        return all(_says_so(store.suggestion(document, one.key), one) for document, one in places)
    except UserError:
        return False


def _says_so(now: Suggestion | None, listed: Suggestion) -> bool:
    # Other word lists may say the same.
    return now is not None and (now.label, now.features) == (listed.label, listed.features)


def confirm(desk: Desk, places: Sequence[Place]) -> None:
    """Confirm these as one action, which one undo takes back."""
    if not settled(desk):
        return
    reports = len({document for document, _ in places})
    if len(places) > MANY:
        _confirm_beside(desk, places, reports)
        return
    keys = [(document, suggestion.key) for document, suggestion in places]
    action = desk.run(answers.confirm_many, places=keys)
    if action is not None:
        desk.said.emit(tr("ui.grid.bulk.done", n=len(action.changes), reports=reports))


def _confirm_beside(desk: Desk, places: Sequence[Place], reports: int) -> None:
    """Let a child do it: each line says what the machine said when it was listed, and is refused where it
    says otherwise now."""
    file = QTemporaryFile(desk)
    if not file.open():
        desk.refused.emit(tr("ui.grid.bulk.no_room", reason=file.errorString()))
        return
    for document, one in places:
        line = {
            "op": "confirm",
            "document": document,
            "layer": one.layer,
            "suggestion": [one.start, one.end],
            "features": dict(one.features),
        }
        file.write(f"{dump(line)}\n".encode())
    is_written = file.flush()
    file.close()
    if not is_written:
        desk.refused.emit(tr("ui.grid.bulk.no_room", reason=file.errorString()))
        return

    def told(records: Records) -> str:
        file.remove()
        refused = sum(one.get("status") == "refused" for one in records)
        words = tr("ui.grid.bulk.done", n=len(records) - refused, reports=reports)
        return f"{words} {tr('ui.grid.bulk.left', n=refused)}" if refused else words

    task = confirming(desk.session.path, Path(file.fileName()), actor=desk.session.reviewer)
    if not desk.wishes.worker(task, told):
        file.remove()
