"""Owns rows of figures as a table shows them: plain words, the place each row leads to, nothing computed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from annotator.ui.models.desk import Desk
from annotator.ui.models.wording import named

Index = QModelIndex | QPersistentModelIndex
Place = tuple[str, int, int]
"""Document, start and end in code points of its original."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line: its cells, what is told of each on hovering, where it leads to, and what it stands for."""

    cells: tuple[str, ...]
    tips: tuple[str, ...] = ()
    place: Place | None = None
    stands_for: object = None


class FigureRows(QAbstractTableModel):
    """A table of rows; ``figures`` are the columns that hold numbers and stand at the right."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._titles: tuple[str, ...] = ()
        self._figures: frozenset[int] = frozenset()
        self.rows: list[Row] = []

    def show_rows(self, titles: Sequence[str], rows: Sequence[Row], *, figures: Sequence[int] = ()) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._titles, self.rows, self._figures = tuple(titles), list(rows), frozenset(figures)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own default)
        """How many rows."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own default)
        """How many columns."""
        return 0 if parent.isValid() else len(self._titles)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows."""
        if not index.isValid():
            return None
        row, column = self.rows[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return row.cells[column]
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.tips[column] if column < len(row.tips) else None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            tip = row.tips[column] if column < len(row.tips) else ""
            return f"{self._titles[column]} {row.cells[column]} {tip}".strip()
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column in self._figures else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The titles of the columns."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._titles[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section in self._figures else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None


def option_words(desk: Desk, feature: str, option: str) -> str:
    """What the tagset calls an option of a number's feature; the option itself where it has no words."""
    label = desk.tagset.label("number", "quantity")
    spec = label.feature(feature) if label else None
    return named(spec.options.get(option, {}), option) if spec else option
