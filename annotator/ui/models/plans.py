"""Owns a plan as a matrix: reports by reviewers, and what each reviewer's share weighs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from annotator.i18n import tr
from annotator.model.annotations import reads_again
from annotator.model.exchange import Assignment, assignment_id
from annotator.tasks.handing import Handed, given, shown, taken
from annotator.tasks.planning import assignments_of
from annotator.ui.models.desk import Desk
from annotator.ui.models.wording import document_words

SIGNS = {(False, "shown"): "●", (True, "shown"): "★", (False, "hidden"): "○", (True, "hidden"): "☆"}
"""(Is it calibration, suggestions) -> what a cell shows: solid with suggestions, hollow without."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRow:
    """One report: its name, length in characters, suggestions, and who reads it."""

    document: str
    name: str
    chars: int
    suggestions: int
    assigned: dict[str, Assignment]


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What one reviewer has to read."""

    reviewer: str
    documents: int = 0
    calibration: int = 0
    chars: int = 0
    suggestions: int = 0
    hidden: int = 0


def sign(row: PlanRow, reviewer: str) -> str:
    """What the cell of a report and a reviewer shows."""
    each = row.assigned.get(reviewer)
    return SIGNS[each.is_calibration, each.suggestions] if each else ""


def told(row: PlanRow, reviewer: str) -> str:
    """The cell in words."""
    each = row.assigned.get(reviewer)
    if each is None:
        return tr("ui.plan.cell.none", report=row.name, reviewer=reviewer)
    said = tr(f"ui.plan.cell.{each.suggestions}", report=row.name, reviewer=reviewer)
    whose = reads_again(reviewer)
    again = tr("ui.plan.cell.again", reviewer=whose) if whose else ""
    return said + (tr("ui.plan.cell.calibration") if each.is_calibration else again)


class Plan:
    """The plan as it stands in the project on the desk."""

    def __init__(self, desk: Desk) -> None:
        store = desk.session.store
        self.assignments: Sequence[Assignment] = assignments_of(store)
        planned = {each.reviewer for each in self.assignments}
        roles = {str(record["id"]): str(record["role"]) for record in store.records("reviewer")}
        self.reviewers = sorted(planned | {name for name, role in roles.items() if role == "reviewer"})
        """Who reads, or may be given something to read."""
        self.planned = sorted(name for name in planned if not reads_again(name))
        """Whom the plan was drawn for."""
        self.is_mine = roles.get(desk.session.reviewer) == "owner"
        self.owner = next((name for name, role in roles.items() if role == "owner"), "")
        by_document: dict[str, dict[str, Assignment]] = {}
        for each in self.assignments:
            by_document.setdefault(each.document, {})[each.reviewer] = each
        self.rows = [
            PlanRow(
                document=row.document.id,
                name=document_words(row.document),
                chars=row.document.chars,
                suggestions=row.suggestions,
                assigned=by_document.get(row.document.id, {}),
            )
            for row in desk.rows
        ]

    def _of(self, document: str, reviewer: str) -> Assignment | None:
        wanted = assignment_id(document, reviewer)
        return next((each for each in self.assignments if each.id == wanted), None)

    def loads(self) -> list[Load]:
        """What each reviewer has to read."""
        found: list[Load] = []
        for name in self.reviewers:
            theirs = [(row, row.assigned[name]) for row in self.rows if name in row.assigned]
            found.append(
                Load(
                    reviewer=name,
                    documents=len(theirs),
                    calibration=sum(each.is_calibration for _, each in theirs),
                    chars=sum(row.chars for row, _ in theirs),
                    suggestions=sum(row.suggestions for row, _ in theirs),
                    hidden=sum(each.suggestions == "hidden" for _, each in theirs),
                )
            )
        return found

    def usual(self) -> tuple[str, int, int, int, str]:
        """Overlap, calibration, repeats, seed and visibility that the plan looks like being drawn with."""
        single = Counter(
            sum(not each.is_calibration and not reads_again(name) for name, each in row.assigned.items())
            for row in self.rows
            if row.assigned
        )
        del single[0]
        overlap = single.most_common(1)[0][0] if single else 1
        starred = sum(any(each.is_calibration for each in row.assigned.values()) for row in self.rows)
        again = Counter(each.reviewer for each in self.assignments if reads_again(each.reviewer))
        repeats = max(again.values(), default=0)
        seed = self.assignments[0].seed if self.assignments else 0
        hidden = sum(each.suggestions == "hidden" for each in self.assignments)
        return (
            str(overlap),
            starred,
            repeats,
            seed,
            "hidden" if hidden > len(self.assignments) / 2 else "shown",
        )

    def turned(self, document: str, reviewer: str) -> Handed:
        """The change that gives a report to a reviewer, or takes it away."""
        turn = given if self._of(document, reviewer) is None else taken
        return turn(self.assignments, document=document, reviewer=reviewer)

    def veiled(self, document: str, reviewer: str) -> Handed:
        """The change that hides a report's suggestions from a reviewer, or shows them."""
        each = self._of(document, reviewer)
        wanted = "hidden" if each is not None and each.suggestions == "shown" else "shown"
        return shown(
            self.assignments,
            document=document,
            reviewer=reviewer,
            suggestions="hidden" if wanted == "hidden" else "shown",
        )
