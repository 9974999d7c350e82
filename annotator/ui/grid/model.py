"""Owns the lines of the grid as Qt shows them: those in sight, in their order; what a cell holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import chain
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from annotator.i18n import tr
from annotator.ui.grid.columns import Column, machine_words, spec_of, words
from annotator.ui.grid.gathering import Gathering
from annotator.ui.grid.lines import Key, Line, numbers_in
from annotator.ui.models.desk import Desk
from annotator.ui.models.spots import Ref, Spot
from annotator.ui.models.wording import document_words, one_line, plain_tip
from annotator.ui.theme import chrome_font

Index = QModelIndex | QPersistentModelIndex

SPOT = Qt.ItemDataRole.UserRole
"""The Spot itself."""
MACHINE = Qt.ItemDataRole.UserRole + 1
"""What the machine says otherwise."""
BEGUN = Qt.ItemDataRole.UserRole + 2
"""What was typed into the cell and could not be recorded."""

_RIGHT = (Column.VALUE,)


class GridModel(QAbstractTableModel):
    """One row for each line in sight."""

    def __init__(self, desk: Desk, gathering: Gathering, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.gathering = gathering
        self._lines: list[Line] = []
        self._rows: dict[Key, int] = {}
        self._counts: Counter[str] = Counter()
        self._begun = desk.wishes.begun.kept.cells

    # Lines ----------------------------------------------------------------------------------------

    @property
    def lines(self) -> Sequence[Line]:
        """Those in sight, in their order."""
        return self._lines

    def show(self, lines: list[Line]) -> None:
        """Show these, in this order."""
        self.beginResetModel()
        self._lines = lines
        self._count()
        self.endResetModel()

    def append(self, lines: list[Line]) -> None:
        """Show these, too, after the others."""
        if not lines:
            return
        first = len(self._lines)
        self.beginInsertRows(QModelIndex(), first, first + len(lines) - 1)
        self._lines.extend(lines)
        self._rows.update((line.key, first + n) for n, line in enumerate(lines))
        self._counts.update(line.document for line in lines)
        self.endInsertRows()

    def take_anew(self, document: str, fresh: Sequence[Line]) -> None:
        """A document's lines are these now: those in sight change where they stand, what is new comes
        after what precedes it in the text, what is gone goes."""
        if sum(line.key in self._rows for line in fresh) < self._counts[document]:
            self._drop(document, {line.key for line in fresh})
        for line in fresh:
            row = self._rows.get(line.key, -1)
            if row >= 0 and self._lines[row] is not line:
                self._lines[row] = line
                self.dataChanged.emit(self.index(row, 0), self.index(row, len(Column) - 1))

    def _drop(self, document: str, kept: set[Key]) -> None:
        rows = [n for n, line in enumerate(self._lines) if line.document == document and line.key not in kept]
        for row in reversed(rows):
            self.beginRemoveRows(QModelIndex(), row, row)
            del self._lines[row]
            self.endRemoveRows()
        self._count()

    def _count(self) -> None:
        self._rows = numbers_in(self._lines)
        self._counts = Counter(line.document for line in self._lines)

    def insert_from(self, lines: Sequence[Line], ref: Ref) -> int:
        """Show one more of a document's lines, after what precedes it in the text; return its row, -1 when
        it is not among them."""
        after = -1
        for line in lines:
            if line.ref == ref:
                row = after + 1 if after >= 0 else len(self._lines)
                self.beginInsertRows(QModelIndex(), row, row)
                self._lines.insert(row, line)
                self._count()
                self.endInsertRows()
                return row
            after = self._rows.get(line.key, after)
        return -1

    def first(self) -> str | None:
        """The document of the first row, None when there is none."""
        return self._lines[0].document if self._lines else None

    def row_of(self, document: str, ref: Ref) -> int:
        """The row of a number, -1 when it is not in sight."""
        return self._rows.get((document, ref), -1)

    def line(self, row: int) -> Line:
        """The line of a row."""
        return self._lines[row]

    def spot(self, row: int) -> Spot | None:
        """All that is said of a row's number."""
        return self.gathering.spot(self._lines[row])

    def next_open(self, row: int) -> int:
        """The next row nobody has answered, after the last one from the first; -1 when there is none."""
        order = chain(range(row + 1, len(self._lines)), range(row + 1))
        return next((one for one in order if self._lines[one].group == "suggestion"), -1)

    def repaint(self) -> None:
        """Every cell may look otherwise."""
        if self._lines:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._lines) - 1, len(Column) - 1))

    # Qt -------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own default)
        """How many lines are in sight."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """See ``Column``."""
        return 0 if parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        """The words over a column; no row has any."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        column = Column(section)
        if role == Qt.ItemDataRole.DisplayRole:
            return column_words(column) if column != Column.STATE else ""
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return column_words(column)
        if role == Qt.ItemDataRole.FontRole:
            return chrome_font(self._desk.theme, pixels=self._desk.theme.sizes.small)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column in _RIGHT else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """What a person may write in is editable."""
        found = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.isValid():
            spot = self.spot(index.row())
            if spot is not None and spec_of(self._desk, spot, Column(index.column())) is not None:
                found |= Qt.ItemFlag.ItemIsEditable
        return found

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows."""
        if not index.isValid():
            return None
        line, column = self._lines[index.row()], Column(index.column())
        spot = self.gathering.spot(line)
        if role == SPOT:
            return spot
        if role == BEGUN:
            return self.begun(line, column)
        if spot is None:
            return None
        if role == MACHINE:
            return machine_words(self._desk, spot, column)
        if role == Qt.ItemDataRole.DisplayRole:
            return self.words(line, spot, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._told(line, spot, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(self._tip(line, spot, column))
        return None

    def words(self, line: Line, spot: Spot, column: Column) -> str:
        """The words of a cell."""
        if column == Column.CONTEXT:
            return one_line(f"{line.before}{line.words}{line.after}")
        if column == Column.REPORT:
            return self.name(line.document)
        return words(self._desk, spot, column)

    def name(self, document: str) -> str:
        """What a report is called."""
        row = self._desk.row_of(document)
        return document_words(row.document) if row else document[:12]

    def begun(self, line: Line, column: Column) -> str:
        """What was typed into a cell and could not be recorded."""
        kept = self._begun.get((line.document, line.ref))
        return kept.get(column.name.lower(), "") if kept else ""

    def _told(self, line: Line, spot: Spot, column: Column) -> str:
        """A cell for those who listen: its column, what it says, what the machine says instead."""
        said = self.words(line, spot, column) or tr("ui.numbers.blank")
        machine = machine_words(self._desk, spot, column)
        told = [column_words(column), said]
        if machine:
            told.append(tr("ui.field.changed", machine=machine))
        return " ".join(told)

    def _tip(self, line: Line, spot: Spot, column: Column) -> str:
        begun = self.begun(line, column)
        if begun:
            return tr("ui.grid.unread", words=one_line(begun, most=40))
        told = self.words(line, spot, column)
        machine = machine_words(self._desk, spot, column)
        if column == Column.PERIOD and spot.features.get("period"):
            told = f"{spot.features['period']}\n{told}"
        return f"{told}\n{tr('ui.field.changed', machine=machine)}" if machine else told


def column_words(column: Column) -> str:
    """Return the words over a column."""
    return tr(f"ui.grid.column.{column.name.lower()}")
