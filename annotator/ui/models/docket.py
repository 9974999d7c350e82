"""Owns the list of cases as it is asked for: which of them, in what order, how many of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from annotator.model.curation import Case
from annotator.ui.models.case_words import CaseWords

Index = QModelIndex | QPersistentModelIndex
Which = Literal["waiting", "reopened", "settled", "all"]

WHICH: tuple[Which, ...] = ("waiting", "reopened", "settled", "all")
"""Which cases are listed: those that want a decision, of them the re-opened ones, those that have one, and
those that differ or have one."""
KINDS = (
    "missing",
    "boundary:punctuation",
    "boundary:unit",
    "boundary",
    "label",
    "value",
    "feature",
    "relation",
)
"""How one can choose by what cases differ in; the narrower kinds are part of the wider one, too."""

CASE = Qt.ItemDataRole.UserRole
"""The case itself."""


def is_waiting(case: Case) -> bool:
    """Whether a curator has to look at a case."""
    return case.state == "reopened" or (case.is_disputed and case.state == "open")


def is_listed(case: Case) -> bool:
    """Whether it is of any interest: where all agree and nothing was decided, it is not."""
    return case.is_disputed or case.state != "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """What must hold of a case to be listed; "" for anything."""

    which: Which = "waiting"
    kind: str = ""
    layer: str | None = None
    label: str = ""
    document: str = ""

    def takes(self, case: Case) -> bool:
        """Whether a case is listed."""
        return self._takes_state(case) and self.takes_about(case)

    def takes_about(self, case: Case) -> bool:
        """Whether it is about what is sought, whatever its state."""
        if self.document and case.document != self.document:
            return False
        if self.layer is not None and case.layer != self.layer:
            return False
        if self.label and all(one.label != self.label for one in (*case.said, *case.gold)):
            return False
        return not self.kind or any(is_of_kind(one, self.kind) for one in case.differences)

    def _takes_state(self, case: Case) -> bool:
        if self.which == "waiting":
            return is_waiting(case)
        if self.which == "reopened":
            return case.state == "reopened"
        return case.state == "settled" if self.which == "settled" else is_listed(case)


def is_of_kind(difference: str, kind: str) -> bool:
    """Whether a difference is of a kind, or of a wider one."""
    return difference == kind or difference.startswith(f"{kind}:")


@dataclass(slots=True, kw_only=True)
class Tally:
    """How many cases there are: by state, how many all agree on and nobody has settled, and of those that
    wait how many differ in each kind."""

    waiting: int = 0
    reopened: int = 0
    settled: int = 0
    all: int = 0
    agreed: int = 0
    kinds: Counter[str] = field(default_factory=Counter)

    @property
    def shares(self) -> tuple[int, int]:
        """How many of those listed are settled, and how many are listed."""
        return self.settled, self.all

    def change(self, before: Tally, after: Tally) -> None:
        """Some of what is counted was counted ``before``, and counts as ``after`` now."""
        for one in ("waiting", "reopened", "settled", "all", "agreed"):
            setattr(self, one, getattr(self, one) + getattr(after, one) - getattr(before, one))
        self.kinds.update(after.kinds)
        self.kinds.subtract(before.kinds)


def tally_of(found: Iterable[Case], sought: Sought) -> Tally:
    """Count the cases that are about what is sought; kinds whatever kind is sought."""
    tally = Tally()
    of_any_kind = Sought(layer=sought.layer, label=sought.label, document=sought.document)
    for case in found:
        if not of_any_kind.takes_about(case):
            continue
        if is_waiting(case):
            tally.kinds.update(kind for kind in KINDS if any(is_of_kind(d, kind) for d in case.differences))
        if not sought.takes_about(case):
            continue
        if not is_listed(case):
            tally.agreed += 1
            continue
        tally.all += 1
        tally.waiting += is_waiting(case)
        tally.reopened += case.state == "reopened"
        tally.settled += case.state == "settled"
    return tally


def listed(found: Iterable[Case], sought: Sought) -> list[Case]:
    """Return the cases to list: the re-opened first, each in the order of the reports and places."""
    wanted = [case for case in found if sought.takes(case)]
    return sorted(wanted, key=lambda case: case.state != "reopened")


class Docket(QAbstractListModel):
    """One line for each case.  What was just settled stays in its line, so that nothing moves under the
    hands; it goes when something else is asked for."""

    def __init__(self, words: CaseWords, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.cases: list[Case] = []
        self._rows: dict[str, dict[str, int]] = {}
        """Report and key -> line."""

    def show_cases(self, found: Sequence[Case]) -> None:
        """List these."""
        self.beginResetModel()
        self.cases = list(found)
        self._rows = {}
        for n, case in enumerate(self.cases):
            self._rows.setdefault(case.document, {})[case.key] = n
        self.endResetModel()

    def row_of(self, case: Case) -> int:
        """The line of a case, -1 when it is not listed."""
        return self._rows.get(case.document, {}).get(case.key, -1)

    def replace(self, case: Case) -> None:
        """A case stands otherwise now: one line is painted anew."""
        row = self.row_of(case)
        if row >= 0:
            self.cases[row] = case
            self.dataChanged.emit(self.index(row), self.index(row))

    def take_anew(self, fresh: Sequence[Case], document: str, sought: Sought) -> bool:
        """The cases of a report were read anew: those listed stand as they do now.  Return whether the list
        is still the right one: no line is gone, and no other one wants to be looked at."""
        known = {case.key: case for case in fresh}
        for key, row in self._rows.get(document, {}).items():
            if key not in known:
                return False
            if known[key] is not self.cases[row]:
                self.cases[row] = known[key]
                self.dataChanged.emit(self.index(row), self.index(row))
        return all(self.row_of(case) >= 0 for case in fresh if sought.takes(case))

    def next_waiting(self, row: int, *, by: int = 1) -> int:
        """The next line behind one (``by`` -1: before it) that wants a decision, round the end, or -1."""
        count = len(self.cases)
        for step in range(1, count + 1):
            there = (row + by * step) % count
            if is_waiting(self.cases[there]):
                return there
        return -1

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own default)
        """How many lines there are."""
        return 0 if parent.isValid() else len(self.cases)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a line shows."""
        if not index.isValid():
            return None
        case = self.cases[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words.excerpt(case)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._words.excerpt(case)} {self._words.how(case)} {self._words.state(case)}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._words.tip(case)
        return case if role == CASE else None
