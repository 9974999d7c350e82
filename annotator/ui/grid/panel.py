"""Owns the grid's panel: filters, table and foot put together, and in step with the page."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton, QStackedLayout, QVBoxLayout, QWidget

from annotator.i18n import tr
from annotator.ui.grid.columns import Column
from annotator.ui.grid.copying import as_tsv
from annotator.ui.grid.editing import EditingCells
from annotator.ui.grid.filters import Filters
from annotator.ui.grid.foot import Foot
from annotator.ui.grid.gathering import Gathering
from annotator.ui.grid.heads import Heads
from annotator.ui.grid.listing import Listing
from annotator.ui.grid.model import GridModel
from annotator.ui.grid.reasons import ReasonQuestion
from annotator.ui.grid.table import Table
from annotator.ui.models import answering
from annotator.ui.models.begun import settled
from annotator.ui.models.desk import Desk
from annotator.ui.pieces import rule, small
from annotator.ui.theme import chrome_font
from annotator.ui.whole_rows import WholeRows

_REST_MS = 140
"""How long one rests on a row of another report until that report is put on the desk."""


class GridPanel(QWidget):
    """The grid.  Moving in it shows the number on the page; what is current on the page is its row."""

    confirm_wanted = Signal()
    left = Signal()
    """The keyboard belongs to the page again."""

    def __init__(self, desk: Desk, keys: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.gathering = Gathering(desk, self)
        self.model = GridModel(desk, self.gathering, self)
        self.table = Table(desk, self.model)
        self.cells = EditingCells(desk, self.model, self.table, ready=self.show_row)
        self.table.setItemDelegate(self.cells)
        self.heads = Heads(desk, self.table)
        self.filters = Filters(desk, confirm_key=keys.get("confirm_listed", ""))
        self.foot = Foot(desk, keys)
        self.reason = ReasonQuestion(desk, self.table, self.foot, self)
        self.listing = Listing(
            desk,
            self.model,
            filters=self.filters,
            heads=self.heads,
            is_writing=lambda: self.cells.field is not None,
            parent=self,
        )
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._build()
        self._connect()
        self.gather()

    def _build(self) -> None:
        theme = self._desk.theme
        self.setFocusProxy(self.table)
        empty, lines = QWidget(), QVBoxLayout()
        self._nothing = small("", theme=theme)
        self._nothing.setWordWrap(True)
        self.show_all = QPushButton(tr("ui.numbers.show_all"))
        self.show_all.setFont(chrome_font(theme, pixels=theme.sizes.small))
        lines.setContentsMargins(14, 12, 12, 4)
        lines.addWidget(self._nothing)
        lines.addWidget(self.show_all, 0, Qt.AlignmentFlag.AlignLeft)
        lines.addStretch(1)
        empty.setLayout(lines)
        self._stack = QStackedLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.filters)
        column.addWidget(rule())
        column.addLayout(self._stack, 1)
        # In a layout that has no parent yet, the first one would be shown as a window of its own.
        heads = self.table.horizontalHeader()
        rows = WholeRows(self.table, row=self.table.row_height, head=lambda: heads.sizeHint().height())
        self._stack.addWidget(rows)
        self._stack.addWidget(empty)
        column.addWidget(rule())
        column.addWidget(self.foot)

    def _connect(self) -> None:
        desk = self._desk
        self._rest.timeout.connect(self.show_row)
        self.listing.counted.connect(self._tell)
        self.listing.listed.connect(self._follow)
        self.filters.scope_changed.connect(self.gather)
        self.filters.left.connect(self.take_keyboard)
        self.filters.confirm_wanted.connect(self.confirm_wanted)
        self.show_all.clicked.connect(self._show_all)
        self.table.asked.connect(self._do)
        self.table.moved.connect(self._moved)
        self.table.selectionModel().currentChanged.connect(self._leave_question)
        self.cells.entered.connect(self._written)
        self.cells.tabbed.connect(self.table.step)
        desk.current_changed.connect(self._follow)
        desk.view_changed.connect(self.model.repaint)
        desk.theme_changed.connect(self.table.viewport().update)

    # What is listed -------------------------------------------------------------------------------

    def gather(self) -> None:
        """Show the numbers of the scope that is chosen."""
        self.table.setColumnHidden(Column.REPORT, not self.filters.is_project)
        self.table.fit()
        self.listing.gather()

    def _tell(self) -> None:
        """How many there are, or why there are none."""
        tally, gathering = self.listing.tally, self.gathering
        self.filters.show_counts(tally)
        shown = len(self.model.lines)
        self._stack.setCurrentIndex(0 if shown else 1)
        told = tr("ui.grid.count", n=shown, of=tally.total)
        if gathering.is_busy:
            told = f"{told} · {tr('ui.grid.reading', n=gathering.left)}"
        self.foot.say(told)
        if not shown:
            self._nothing.setText(tr("ui.grid.none_passes" if tally.total else self._empty()))
            self.show_all.setVisible(tally.total > 0)

    def _empty(self) -> str:
        if self.gathering.is_busy:
            return "ui.grid.still_reading"
        return "ui.grid.empty" if self._desk.rows else "ui.grid.no_reports"

    def _show_all(self) -> None:
        self.filters.clear()
        self.listing.sift()
        self.take_keyboard()

    # In step with the page ------------------------------------------------------------------------

    def _moved(self) -> None:
        """A person moves: the place is current at once, another report once one rests."""
        self.reason.rest()
        index = self.table.currentIndex()
        if not index.isValid():
            return
        line = self.model.line(index.row())
        if self._desk.document is not None and line.document == self._desk.document.id:
            self._rest.stop()
            self._desk.make_current(line.ref)
        else:
            self._rest.start()

    def show_row(self) -> bool:
        """Put the row's number on the desk; False when it is not there, or something else keeps it."""
        self._rest.stop()
        index = self.table.currentIndex()
        if not index.isValid():
            return False
        line = self.model.line(index.row())
        self._desk.show_document(line.document)
        if self._desk.document is None or self._desk.document.id != line.document:
            return False
        if self._desk.current is None or self._desk.current.ref != line.ref:
            self._desk.make_current(line.ref)
        return self._desk.spots.get(line.ref) is not None

    def _follow(self) -> None:
        """What is current is the row, where it is in sight."""
        document, spot = self._desk.document, self._desk.current
        if document is None or spot is None or self._rest.isActive():
            return
        row = self.model.row_of(document.id, spot.ref)
        if row < 0 and spot.is_number and spot.machine is None:
            # What was just made by hand is shown, whether it passes or not.
            row = self.model.insert_from(self.gathering.of(document.id), spot.ref)
        if row >= 0 and row != self.table.currentIndex().row():
            self.reason.rest()
            self.table.go_to(row)

    def take_keyboard(self) -> None:
        """Let keys act here."""
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # Keys -----------------------------------------------------------------------------------------

    def _do(self, what: str) -> None:
        doing = {
            "edit": self._edit,
            "choices": self._choose,
            "reason": self.reason.ask,
            "filter": self.filters.text.setFocus,
            "copy": self.copy,
            "enter": self._enter,
            "reject": self._reject,
            "delete": self._delete,
            "leave": self._leave,
        }
        doing[what]()

    def _edit(self) -> None:
        self.reason.rest()
        self.table.begin()

    def _choose(self) -> None:
        self.reason.rest()
        if self.table.begin():
            self.cells.open_choices()

    def _enter(self) -> None:
        """The row is right, or its reason is: go on to the next that nobody has answered."""
        is_asked = self.reason.is_asked
        self.reason.rest()
        row = self.table.currentIndex().row()
        if not is_asked and (not self.show_row() or not answering.say_right(self._desk)):
            return
        self._go_on(row)

    def _reject(self) -> None:
        self.reason.rest()
        row = self.table.currentIndex().row()
        if self.show_row() and answering.say_none(self._desk):
            self._go_on(row)

    def _delete(self) -> None:
        if self.show_row():
            answering.delete(self._desk)

    def _go_on(self, row: int) -> None:
        there = self.model.next_open(row)
        if there < 0:
            self._desk.said.emit(tr("ui.grid.nothing_open"))
            return
        self.table.go_to(there)
        self._moved()

    def _written(self, is_new: bool) -> None:
        """Enter in a field: what was changed has a reason, what was not is right."""
        if is_new and self.reason.ask():
            return
        if is_new:
            self._go_on(self.table.currentIndex().row())
        else:
            self._enter()

    def _leave_question(self, now: QModelIndex, before: QModelIndex) -> None:
        """In another cell digits are a value again."""
        if now.column() != before.column():
            self.reason.rest()

    def _leave(self) -> None:
        if self.reason.is_asked:
            self.reason.rest()
        elif settled(self._desk):
            self.left.emit()

    def copy(self) -> None:
        """Put the rows selected on the clipboard, with their heads, as a spreadsheet takes them."""
        rows = self.table.rows()
        columns = [column for column in Column if not self.table.isColumnHidden(column)]
        QGuiApplication.clipboard().setText(as_tsv(self.model, rows, columns))
        self._desk.said.emit(tr("ui.grid.copied", n=len(rows)))
