"""Owns the list of documents as Qt shows it: those in sight, in the chosen order."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from annotator.i18n import tr
from annotator.session import DocumentRow
from annotator.ui.models import sifting
from annotator.ui.models.assigned import Assigned
from annotator.ui.models.desk import Desk
from annotator.ui.models.finishing import finished_words
from annotator.ui.models.wording import document_words, one_line, plain_tip

Index = QModelIndex | QPersistentModelIndex

ROW = Qt.ItemDataRole.UserRole
"""The DocumentRow itself."""
BELOW = Qt.ItemDataRole.UserRole + 1
"""What may stand in its second line, the longest first."""

_ORDER = "ui.documents.order"
_STATES = "ui.documents.states"


class DocumentsModel(QAbstractListModel):
    """One line for each document in sight.

    What is in sight is looked for anew when the filter or the order is changed, or another document is
    put on the desk: nothing moves away under the hands of who is at work on it.
    """

    arranged = Signal()
    """The lines, their order or the counts are others now."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._rows = desk.rows
        self._sieve = sifting.Sieve()
        self._assigned = Assigned(desk)
        self.words = ""
        known = desk.session.setting(_ORDER) or ""
        self.order = known if known in sifting.ORDERS else sifting.ORDERS[0]
        states = (desk.session.setting(_STATES) or "").split()
        self.groups = frozenset(states) & frozenset(sifting.GROUPS)
        self._sorted: list[int] = []
        self._shown: list[int] = []
        self._lines: dict[str, int] = {}
        self.counts = dict.fromkeys(sifting.GROUPS, 0)
        self._is_stale = False
        self._sort()
        self._arrange()
        desk.documents_changed.connect(self._look_again)
        desk.document_changed.connect(self._catch_up)
        self._assigned.changed.connect(self._tell_all)

    # Choosing -------------------------------------------------------------------------------------

    def prepare(self) -> None:
        """Fold what words are compared with, so that the first letter typed need not wait for it."""
        self._sieve.haystacks(self._rows)

    def set_words(self, words: str) -> None:
        """Show only the documents in which all of these words occur."""
        if words.split() != self.words.split():
            self.words = words
            self._arrange()

    def set_order(self, order: str) -> None:
        """Sort by something else, from now on in this project."""
        self.order = order
        self._desk.session.remember(_ORDER, order)
        self._sort()
        self._arrange()

    def set_groups(self, groups: Iterable[str]) -> None:
        """Show only documents of these states, from now on in this project; none of them: of all."""
        self.groups = frozenset(groups)
        self._desk.session.remember(_STATES, " ".join(sorted(self.groups)))
        self._arrange()

    def show_all(self) -> None:
        """Filter by nothing."""
        self.words = ""
        self.set_groups(())

    @property
    def is_filtered(self) -> bool:
        """Whether some documents may be out of sight."""
        return bool(self.words.split() or self.groups)

    def _sort(self) -> None:
        self._sorted = sifting.order_of(self._rows, self.order)

    def _arrange(self) -> None:
        self.beginResetModel()
        rows, groups = self._rows, self.groups
        passing = self._sieve.passing(rows, self.words)
        self.counts = sifting.counts(rows[n] for n in passing)
        if len(passing) < len(rows):
            known = set(passing)
            self._shown = [n for n in self._sorted if n in known]
        else:
            self._shown = list(self._sorted)
        if groups:
            self._shown = [n for n in self._shown if sifting.group_of(rows[n]) in groups]
        self._desk.order = [rows[n].document.id for n in self._shown]
        self._lines = {document: line for line, document in enumerate(self._desk.order)}
        self._is_stale = False
        self.endResetModel()
        self.arranged.emit()

    # Following ------------------------------------------------------------------------------------

    def _look_again(self) -> None:
        before, self._rows = self._rows, self._desk.rows
        fresh = self._rows
        changed = [n for n, (was, now) in enumerate(zip(before, fresh, strict=False)) if was is not now]
        is_same = len(before) == len(fresh) and all(
            before[n].document.id == fresh[n].document.id for n in changed
        )
        if not is_same:
            self._sort()
            self._arrange()
            return
        for n in changed:
            self._recount(before[n], fresh[n])
        self._is_stale = self._is_stale or bool(changed)
        if changed and self._shown:
            self.dataChanged.emit(self.index(0), self.index(len(self._shown) - 1))
        self.arranged.emit()

    def _recount(self, before: DocumentRow, now: DocumentRow) -> None:
        if self.words.split() and before.document.id not in self._lines:
            return
        self.counts[sifting.group_of(before)] -= 1
        self.counts[sifting.group_of(now)] += 1

    def _catch_up(self) -> None:
        if self._is_stale and (self.order in ("progress", "state") or self.is_filtered):
            self._sort()
            self._arrange()

    # Lines ----------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own default)
        """How many documents are in sight."""
        return 0 if parent.isValid() else len(self._shown)

    def row_of(self, document: str) -> int:
        """The line of a document, -1 when it is not in sight."""
        return self._lines.get(document, -1)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a line shows."""
        if not index.isValid():
            return None
        row = self._rows[self._shown[index.row()]]
        if role == Qt.ItemDataRole.DisplayRole:
            return document_words(row.document)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip("\n".join(self._about(row)))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            told = f"{document_words(row.document)} {self._lines_below(row)[0]} {state_words(row)}"
            if sifting.is_locked(row):
                left = sifting.open_of(row)
                return f"{told} {tr('ui.documents.still_open', n=left)}" if left else told
            return f"{told} {tr('ui.documents.done', share=f'{sifting.share(row):.0%}')}"
        if role == BELOW:
            return self._lines_below(row)
        return row if role == ROW else None

    def _lines_below(self, row: DocumentRow) -> list[str]:
        """What may stand in the second line, the first of these for which there is room: where a report is
        from, who reads it, how many suggestions it has."""
        assigned = self._assigned.words(row.document.id)
        veiled = self._assigned.is_veiled(row.document.id)
        machine = tr("ui.documents.veiled") if veiled else tr("ui.documents.suggestions", n=row.suggestions)
        parts = (_region(row), assigned, machine), (assigned, machine), (assigned or machine,)
        return [" · ".join(filter(None, some)) for some in parts]

    def _tell_all(self) -> None:
        if self._shown:
            self.dataChanged.emit(self.index(0), self.index(len(self._shown) - 1))

    def _about(self, row: DocumentRow) -> list[str]:
        finished = finished_words(self._desk, row.document.id)
        return [
            row.document.name,
            row.document.source,
            self._lines_below(row)[0],
            state_words(row),
            *finished,
        ]


def _region(row: DocumentRow) -> str:
    return one_line(str(row.document.features.get("region") or ""))


def state_words(row: DocumentRow) -> str:
    """A document's state in words."""
    return tr(f"ui.state.{row.state.replace(' ', '_')}")
