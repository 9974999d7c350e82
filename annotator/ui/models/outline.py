"""Owns the outline of a report as Qt shows it: headings with the open suggestions below them."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from annotator.model.documents import Section
from annotator.ui.models.desk import Desk
from annotator.ui.models.wording import one_line, plain_tip

Index = QModelIndex | QPersistentModelIndex

SECTION = Qt.ItemDataRole.UserRole
"""The Section itself."""
OPEN = Qt.ItemDataRole.UserRole + 1
"""How many suggestions of the section nobody has answered, "✓" when all are, "" when it has none."""

DEEPEST = 3
"""Headings below this depth are running text to the eye and stay out."""


class OutlineModel(QAbstractListModel):
    """One line for each heading of the current document."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._sections: list[Section] = []
        self._open: list[int] = []
        desk.document_changed.connect(self._look_again)
        desk.view_changed.connect(self._repaint)
        desk.spots_changed.connect(self._count)

    def _look_again(self) -> None:
        self.beginResetModel()
        reading = self._desk.reading
        sections = reading.sections if reading else ()
        self._sections = [one for one in sections if one.depth <= DEEPEST]
        self._open = [0] * len(self._sections)
        self.endResetModel()
        self._count()

    def _count(self) -> None:
        spots = self._desk.spots
        self._open = [spots.open_between(one.start, one.end_of_section) for one in self._sections]
        self._repaint()

    def _repaint(self) -> None:
        if self._sections:
            self.dataChanged.emit(self.index(0), self.index(len(self._sections) - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own default)
        """How many headings there are."""
        return 0 if parent.isValid() else len(self._sections)

    def row_of(self, section: Section | None) -> int:
        """The line of a section, or of the nearest listed one around it; -1 when there is none."""
        if section is None:
            return -1
        around = [
            n for n, one in enumerate(self._sections) if one.start <= section.start < one.end_of_section
        ]
        return around[-1] if around else -1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a line shows."""
        if not index.isValid():
            return None
        section = self._sections[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(section)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(self._words(section))
        if role == SECTION:
            return section
        return self._figure(index.row()) if role == OPEN else None

    def _figure(self, row: int) -> str:
        section, count = self._sections[row], self._open[row]
        if count:
            return str(count)
        return "✓" if self._desk.spots.has_any_between(section.start, section.end_of_section) else ""

    def _words(self, section: Section) -> str:
        shown = self._desk.shown
        words = shown.words(((section.start, section.end),)) if shown else section.title
        return one_line(words, most=80)
