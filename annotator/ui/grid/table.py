"""Owns the grid's table: keys as in a spreadsheet, selecting rows, copying them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelectionModel, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from annotator.i18n import tr
from annotator.ui.grid.cell import HEIGHT, Index, doubts_width
from annotator.ui.grid.columns import WIDTHS, Column
from annotator.ui.grid.model import GridModel
from annotator.ui.models.desk import Desk

_HELD = ~Qt.KeyboardModifier.KeypadModifier
_CONTROL, _SHIFT, _ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
_NONE = Qt.KeyboardModifier.NoModifier
_OURS = {
    (Qt.Key.Key_F2, _NONE): "edit",
    (Qt.Key.Key_F4, _NONE): "choices",
    (Qt.Key.Key_Down, _ALT): "choices",
    (Qt.Key.Key_F6, _NONE): "reason",
    (Qt.Key.Key_F, _CONTROL): "filter",
    (Qt.Key.Key_C, _CONTROL): "copy",
    (Qt.Key.Key_Insert, _CONTROL): "copy",
    (Qt.Key.Key_Return, _NONE): "enter",
    (Qt.Key.Key_Enter, _NONE): "enter",
    (Qt.Key.Key_Delete, _NONE): "reject",
    (Qt.Key.Key_Delete, _SHIFT): "delete",
    (Qt.Key.Key_Delete, _CONTROL): "delete",
    (Qt.Key.Key_Escape, _NONE): "leave",
}
"""What the grid does itself with a key, whatever the window would."""

_ONCE = ("enter", "reject", "delete")
"""Answers."""


def _wanted(event: QKeyEvent) -> str:
    """What a key is to do here, "" for one that is not ours."""
    return _OURS.get((Qt.Key(event.key()), event.modifiers() & _HELD), "")


class Table(QTableView):
    """Rows and cells.  ``asked`` tells of keys that do something; typing begins to write in a cell."""

    asked = Signal(str)
    typed = Signal(int)
    """A digit, while somebody listens to digits."""
    moved = Signal()
    """A person has gone to another row."""

    def __init__(self, desk: Desk, model: GridModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.takes_digits = False
        self._is_following = False
        self.setAccessibleName(tr("ui.grid.name"))
        # Letters and digits are written into cells: they are no labels here.
        self.setProperty("takes", "all")
        self.setModel(model)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(True)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableView.SelectionMode.ExtendedSelection)
        triggers = QTableView.EditTrigger
        self.setEditTriggers(triggers.DoubleClicked | triggers.AnyKeyPressed)
        self.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerItem)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        rows = self.verticalHeader()
        rows.hide()
        height = self.row_height()
        rows.setMinimumSectionSize(height)
        rows.setDefaultSectionSize(height)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        heads = self.horizontalHeader()
        heads.setHighlightSections(False)
        heads.setSectionsClickable(True)
        heads.setMinimumSectionSize(24)
        for column, width in WIDTHS.items():
            self.setColumnWidth(column, desk.theme.sizes.px(width))
        confidence = max(self.columnWidth(Column.CONFIDENCE), doubts_width(desk.theme))
        self.setColumnWidth(Column.CONFIDENCE, confidence)

    # Rows -----------------------------------------------------------------------------------------

    def go_to(self, row: int, column: int = -1) -> None:
        """Make a cell the one that keys act on, and its row the only one selected; nobody is told."""
        model = self.model()
        if not 0 <= row < model.rowCount():
            return
        index = model.index(row, self.column() if column < 0 else column)
        self._is_following = True
        try:
            flag = QItemSelectionModel.SelectionFlag
            self.selectionModel().setCurrentIndex(index, flag.ClearAndSelect | flag.Rows)
        finally:
            self._is_following = False
        self.scrollTo(index)

    def bring_into_sight(self) -> None:
        """Show the current row, from its first column on."""
        self.horizontalScrollBar().setValue(0)
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex(), QAbstractItemView.ScrollHint.PositionAtCenter)
            self.horizontalScrollBar().setValue(0)

    def column(self) -> int:
        """The column that keys act on; the values' at the beginning."""
        index = self.currentIndex()
        return index.column() if index.isValid() else Column.VALUE

    def rows(self) -> list[int]:
        """The rows selected, in their order."""
        return sorted(index.row() for index in self.selectionModel().selectedRows())

    def currentChanged(self, current: Index, previous: Index) -> None:
        """The ring and the row's tint move; a person's move is told."""
        super().currentChanged(current, previous)
        for row in {previous.row(), current.row()} - {-1}:
            # These two only: all the others would stand between a key and the page.
            line = QRect(0, self.rowViewportPosition(row), self.viewport().width(), self.rowHeight(row))
            self.viewport().update(line)
        if current.isValid() and current.row() != previous.row() and not self._is_following:
            self.moved.emit()

    def step(self, by: int) -> None:
        """Go to the next cell that can be written in, or with -1 to the one before, on to other rows."""
        index, model = self.currentIndex(), self.model()
        if not index.isValid():
            return
        row, column = index.row(), index.column()
        for _ in range(3 * len(Column)):
            column += by
            if not 0 <= column < len(Column):
                row, column = row + by, 0 if by > 0 else len(Column) - 1
                if not 0 <= row < model.rowCount():
                    return
            there = model.index(row, column)
            if not self.isColumnHidden(column) and model.flags(there) & Qt.ItemFlag.ItemIsEditable:
                self.setCurrentIndex(there)
                return

    def begin(self) -> bool:
        """Begin to write in the cell that keys act on, in the value where that one takes nothing."""
        index = self.currentIndex()
        if not index.isValid():
            return False
        if not self.model().flags(index) & Qt.ItemFlag.ItemIsEditable:
            index = self.model().index(index.row(), Column.VALUE)
            self.setCurrentIndex(index)
        # Not the slot of that name, which complains where nothing can be written.
        return bool(self.edit(index, QTableView.EditTrigger.AllEditTriggers, None))  # type: ignore[call-overload]

    # Keys -----------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Keys of ours are no shortcuts of the window's while the grid has the keyboard."""
        is_asked = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if is_asked and _wanted(event):  # type: ignore[arg-type]
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what a key of ours does; digits may answer a question; the rest moves or is written."""
        held = event.modifiers() & _HELD
        wanted = _wanted(event)
        if wanted:
            # A key that is held down answers one row: the next one has not been seen.
            if not (event.isAutoRepeat() and wanted in _ONCE):
                self.asked.emit(wanted)
        elif self.takes_digits and not held and event.text().isdecimal() and event.text().isascii():
            self.typed.emit(int(event.text()))
        elif event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self.step(-1 if event.key() == Qt.Key.Key_Backtab or held == _SHIFT else 1)
        elif event.text().isprintable() and event.text() and not held & (_CONTROL | _ALT):
            self._write(event)
        else:
            super().keyPressEvent(event)

    def _write(self, event: QKeyEvent) -> None:
        """What is typed over a cell takes its place; figures over one that takes nothing are the value."""
        index = self.currentIndex()
        is_free = index.isValid() and bool(self.model().flags(index) & Qt.ItemFlag.ItemIsEditable)
        if not is_free and index.isValid() and event.text().isdecimal():
            self.setCurrentIndex(self.model().index(index.row(), Column.VALUE))
        super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters look for nothing here: it would read every row of the project."""

    # Room -----------------------------------------------------------------------------------------

    def row_height(self) -> int:
        """How high each row is, in pixels."""
        return self._desk.theme.sizes.px(HEIGHT)

    def fit(self) -> None:
        """Give what room is left to the text."""
        others = sum(
            self.columnWidth(column)
            for column in Column
            if column != Column.CONTEXT and not self.isColumnHidden(column)
        )
        least = self._desk.theme.sizes.px(172)
        self.setColumnWidth(Column.CONTEXT, max(least, self.viewport().width() - others))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell that there is more, or less, room."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The ring comes; there is always a cell to act on."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.model().rowCount():
            self.go_to(0)
            self.moved.emit()
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The ring goes."""
        super().focusOutEvent(event)
        self.viewport().update()
