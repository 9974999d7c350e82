"""Owns the table that figures are shown in: whole rows, Enter leads to the passage."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from annotator.ui.models.figure_rows import FigureRows, Row
from annotator.ui.theme import Theme, figures_font


class FigureTable(QTableView):
    """A table of figures; with ``is_by_cell`` one chooses cells, else rows."""

    wanted = Signal(object)
    """The place that the current row leads to."""
    turned = Signal()
    """Another row or cell is the current one."""

    def __init__(
        self, theme: Theme, *, name: str, is_by_cell: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.rows = FigureRows(self)
        self.setModel(self.rows)
        self.setFont(figures_font(theme))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        behaviour = QAbstractItemView.SelectionBehavior
        self.setSelectionBehavior(behaviour.SelectItems if is_by_cell else behaviour.SelectRows)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.sizes.px(28))
        self.verticalHeader().setMinimumSectionSize(theme.sizes.px(28))
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setFont(figures_font(theme, pixels=theme.sizes.small))
        self.selectionModel().currentChanged.connect(self._turn)

    def stretch(self, column: int) -> None:
        """Let one column take the room that is left, the others what they need."""
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        if self.rows.columnCount():
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)

    def current(self) -> Row | None:
        """The current row."""
        index = self.currentIndex()
        return self.rows.rows[index.row()] if index.isValid() else None

    def _turn(self, index: QModelIndex) -> None:
        self.turned.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter leads to the passage; letters look for nothing here."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._want()
        elif event.text().isprintable() and event.text() and not event.modifiers():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The same as Enter."""
        super().mouseDoubleClickEvent(event)
        self._want()

    def _want(self) -> None:
        row = self.current()
        if row is not None and row.place is not None:
            self.wanted.emit(row.place)
