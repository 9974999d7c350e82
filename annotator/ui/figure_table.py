"""Owns the table that figures are shown in: whole rows, Enter leads to the passage."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyleOptionViewItem, QTableView, QWidget

from annotator.ui.excerpt_line import PlaceCells
from annotator.ui.models.figure_rows import FigureRows, Lazily, Row
from annotator.ui.pieces import focus_ring
from annotator.ui.theme import Theme, figures_font, prose_font
from annotator.ui.whole_rows import WholeRows

_BAR = 3
"""How wide the bar before the current row is, in pixels at 100 %."""
_LOOKED_AT = 24
"""Of how many rows the width of columns is taken: about those in sight, and not 300,000."""


class FigureTable(QTableView):
    """A table of figures; with ``is_by_cell`` one chooses cells, else rows."""

    wanted = Signal(object)
    """The place that the current row leads to."""
    turned = Signal()
    """Another row or cell is the current one."""

    def __init__(
        self,
        theme: Theme,
        *,
        name: str,
        is_by_cell: bool = False,
        quoted: Sequence[int] = (),
        places: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """``quoted`` are the columns that hold words of reports or of people, ``places`` the one that shows
        the place of a row."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setProperty("role", "figures")
        self.rows = FigureRows(self, quoted=quoted, quoted_font=prose_font(theme), places=places)
        self._is_quiet = False
        self._theme, self._is_by_cell = theme, is_by_cell
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
        self.horizontalHeader().setResizeContentsPrecision(_LOOKED_AT)
        self.horizontalHeader().setFont(figures_font(theme, pixels=theme.sizes.small))
        self.selectionModel().currentChanged.connect(self._turn)
        if places is not None:
            cells = PlaceCells(theme, self, around_of=lambda row: self.rows.rows[row].around)
            self.setItemDelegateForColumn(places, cells)

    def show_rows(
        self,
        titles: Sequence[str],
        rows: Lazily,
        *,
        figures: Sequence[int] = (),
        stretched: int = 0,
        first: int | None = None,
    ) -> None:
        """Show other rows; nobody is told that another one is current.

        The current one stays, and stays where it is on the screen, as long as it is there; else the one at
        column ``first`` of the first row is current, or none.  ``stretched`` is the column that takes the
        room that is left.
        """
        index, at, before = self.currentIndex(), self.verticalScrollBar().value(), self.rows.rows
        key = before.key(before.sources[index.row()]) if index.isValid() else None
        self._is_quiet = True
        was = self.rows.columnCount()
        is_other = self.rows.show_rows(titles, rows, figures=figures)
        if self.rows.columnCount() != was:
            self.stretch(stretched)
        row = rows.find(key) if index.isValid() and is_other else index.row()
        self.executeDelayedItemsLayout()
        if is_other and row >= 0:
            self._make_current(row, min(index.column(), len(titles) - 1))
            self.verticalScrollBar().setValue(at + row - index.row())
        elif row < 0 and first is not None and len(rows):
            self._make_current(0, first)
        if not is_other:
            self.horizontalHeader().resizeSections()
        self._is_quiet = False

    def _make_current(self, row: int, column: int) -> None:
        self.setCurrentIndex(self.rows.index(row, column))

    def say_anew(self) -> None:
        """What the rows say has changed, and they are the same ones."""
        self.rows.rows.forget()
        self.rows.tell()
        self.horizontalHeader().resizeSections()

    def stretch(self, column: int) -> None:
        """Let one column take the room that is left, the others what they need."""
        header = self.horizontalHeader()
        if header.count():
            header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)

    def current(self) -> Row | None:
        """The current row."""
        index = self.currentIndex()
        return self.rows.rows[index.row()] if index.isValid() else None

    def _turn(self, index: QModelIndex) -> None:
        if not self._is_quiet:
            self.turned.emit()

    def initViewItemOption(self, option: QStyleOptionViewItem) -> None:
        """Where the keyboard is elsewhere in the window, the current row is quiet: of several tables one sees
        on which of them keys act."""
        super().initViewItemOption(option)
        if not self._has_keyboard():
            quiet = self.palette().color(QPalette.ColorRole.Midlight)
            option.palette.setColor(QPalette.ColorRole.Highlight, quiet)  # type: ignore[attr-defined]

    def _has_keyboard(self) -> bool:
        return self.window().focusWidget() is self

    def paintEvent(self, event: QPaintEvent) -> None:
        """A tint alone would be too faint: the current cell has a ring, the current row a bar before it."""
        super().paintEvent(event)
        index = self.currentIndex()
        if not index.isValid() or not self.selectionModel().isSelected(index):
            return
        # The palette follows another look; some tables outlive it.
        roles = QPalette.ColorRole
        colour = self.palette().color(roles.Accent if self._has_keyboard() else roles.PlaceholderText)
        painter, place = QPainter(self.viewport()), self.visualRect(index)
        if self._is_by_cell:
            focus_ring(painter, place, self._theme, colour=colour)
        else:
            painter.fillRect(0, place.top(), self._theme.sizes.px(_BAR), place.height(), colour)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter leads to the passage; letters look for nothing here."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._want()
        elif event.text().isprintable() and event.text() and not event.modifiers():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Nor do capitals and the keypad."""

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The same as Enter."""
        super().mouseDoubleClickEvent(event)
        self._want()

    def _want(self) -> None:
        row = self.current()
        if row is not None and row.place is not None:
            self.wanted.emit(row.place)


class WholeTable(WholeRows):
    """A table of figures that ends with a whole row.  Its last column may hold figures, so that the scroll
    bar stands beside them and not over them."""

    def __init__(self, table: FigureTable) -> None:
        titles = table.horizontalHeader()
        super().__init__(
            table, row=table.verticalHeader().defaultSectionSize, head=lambda: titles.sizeHint().height()
        )
        table.verticalScrollBar().rangeChanged.connect(self._lay_out_later)

    def _room_across(self) -> int:
        return self.width() - (0 if self.bar.isHidden() else self.bar.sizeHint().width())
