"""Owns the table of the report's numbers at the right, in step with the page."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPoint,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QAction,
    QFocusEvent,
    QKeyEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QMenu,
    QPushButton,
    QStackedLayout,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from annotator.i18n import tr
from annotator.ui.models.desk import Desk
from annotator.ui.models.numbers import (
    FILTERS,
    PERIOD,
    STATE,
    UNFIT,
    UNIT,
    VALUE,
    WORDS,
    NumbersModel,
)
from annotator.ui.models.wording import key_words
from annotator.ui.number_cell import HEIGHT, NumberCell, NumberHead
from annotator.ui.pieces import heading, small
from annotator.ui.theme import RIGHT_EDGE, chrome_font
from annotator.ui.toggles import Toggles
from annotator.ui.whole_rows import WholeRows

_LEAST_ROWS = 3
_NARROWEST = 44
_WIDEST = {VALUE: 104, UNIT: 72, PERIOD: 104}
"""Between which widths a column is as wide as its cells need, at 100 %."""
_WORDS = 84
"""The least width that the words of a line keep, before a column gives way."""


class _Table(QTableView):
    """The numbers; Home and End go to the first and the last one."""

    resized = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters look for nothing here, lines are what keys move by."""
        rows = self.model().rowCount()
        if event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and rows:
            row = 0 if event.key() == Qt.Key.Key_Home else rows - 1
            self.setCurrentIndex(self.model().index(row, WORDS))
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            event.accept()
        elif event.text().isprintable() and event.text():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell that there is more, or less, room."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.resized.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The ring goes around the whole line."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """And goes away as a whole."""
        super().focusOutEvent(event)
        self.viewport().update()


class NumbersPanel(QWidget):
    """Lists the numbers; a click goes to one of them on the page, the counts above filter."""

    def __init__(
        self, desk: Desk, keys: Mapping[str, str] | None = None, parent: QWidget | None = None
    ) -> None:
        """``keys`` are those in force by action."""
        super().__init__(parent)
        self._desk = desk
        self._keys = keys or {}
        theme = desk.theme
        self.model = NumbersModel(desk, self)
        lead = heading(tr("ui.numbers.heading"), theme=theme)
        self.states = Toggles(desk, FILTERS, lead=lead, is_one_line=True)
        self.states.toggles[UNFIT].is_apart = True
        self.states.toggles[UNFIT].setToolTip(tr("ui.numbers.unfit.tip"))
        self.table = self._make_table()
        self.setFocusProxy(self.table)
        self.table.viewport().installEventFilter(self)
        around = QHBoxLayout()
        aside = max(0, RIGHT_EDGE - theme.sizes.px(5))
        around.setContentsMargins(aside, theme.sizes.px(7), aside, theme.sizes.px(2))
        around.addWidget(self.states)
        self._around = around
        header = self.table.horizontalHeader()
        self._rows = WholeRows(self.table, row=self._row_height, head=lambda: header.sizeHint().height())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(around)
        self._stack = QStackedLayout()
        column.addLayout(self._stack, 1)
        # In a layout that has no parent yet, the first one would be shown as a window of its own.
        self._stack.addWidget(self._rows)
        self._stack.addWidget(self._make_empty())
        self.table.selectionModel().currentRowChanged.connect(self._moved)
        self.table.clicked.connect(self._clicked)
        self.table.resized.connect(self._fit)
        self.table.customContextMenuRequested.connect(self._offer_orders)
        self.table.horizontalHeader().sectionClicked.connect(self._sort)
        self.states.changed.connect(self._sift)
        self.model.modelReset.connect(self._follow)
        desk.spots_changed.connect(self._fit)
        self.model.unfit_changed.connect(self._tell)
        desk.spots_changed.connect(self._tell)
        desk.current_changed.connect(self._follow)
        desk.theme_changed.connect(self.table.viewport().update)
        desk.documents_changed.connect(self._follow)
        self._tell()

    def _row_height(self) -> int:
        return self._desk.theme.sizes.px(HEIGHT)

    def least(self) -> int:
        """The height that shows a few lines."""
        return self._around.sizeHint().height() + self._rows.height_of(_LEAST_ROWS)

    def _make_empty(self) -> QWidget:
        theme = self._desk.theme
        empty, lines = QWidget(), QVBoxLayout()
        self._nothing = small("", theme=theme)
        self._nothing.setWordWrap(True)
        self.show_all = QPushButton(tr("ui.numbers.show_all"))
        self.show_all.setFont(chrome_font(theme, pixels=theme.sizes.small))
        self.show_all.clicked.connect(self._show_all)
        lines.setContentsMargins(RIGHT_EDGE, 4, RIGHT_EDGE, 4)
        lines.addWidget(self._nothing)
        lines.addWidget(self.show_all, 0, Qt.AlignmentFlag.AlignLeft)
        lines.addStretch(1)
        empty.setLayout(lines)
        return empty

    def _make_table(self) -> _Table:
        table = _Table()
        height = self._desk.theme.sizes.px(HEIGHT)
        table.setAccessibleName(tr("ui.numbers.heading"))
        table.setModel(self.model)
        table.setItemDelegate(NumberCell(self._desk, table))
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setMouseTracking(True)
        table.setTabKeyNavigation(False)
        table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        table.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.verticalHeader().hide()
        table.verticalHeader().setMinimumSectionSize(height)
        table.verticalHeader().setDefaultSectionSize(height)
        header = NumberHead(self._desk, self.model, table)
        table.setHorizontalHeader(header)
        header.setMinimumSectionSize(20)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(STATE, QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(WORDS, QHeaderView.ResizeMode.Stretch)
        return table

    # Room -----------------------------------------------------------------------------------------

    def _fit(self) -> None:
        """Give the columns their width; where there is little, the last ones go, units to their values."""
        px, header = self._desk.theme.sizes.px, self.table.horizontalHeader()
        widths = {STATE: px(28), VALUE: self._needed(VALUE), UNIT: self._needed(UNIT)}
        widths[PERIOD] = self._needed(PERIOD) + RIGHT_EDGE
        room = self.table.viewport().width() - px(_WORDS)
        has_period = room >= sum(widths.values())
        has_unit = has_period or room >= sum(widths.values()) - widths[PERIOD]
        if not has_unit:
            widths[VALUE] = max(px(64), min(px(120), room - widths[STATE]))
        for column, is_hidden in ((UNIT, not has_unit), (PERIOD, not has_period)):
            self.table.setColumnHidden(column, is_hidden)
        for column, width in widths.items():
            header.resizeSection(column, width)
        self.model.set_joins_units(not has_unit)

    def _needed(self, column: int) -> int:
        """The width that the head and the cells of a column need, within bounds: names get the rest."""
        px, cell = self._desk.theme.sizes.px, self.table.itemDelegate()
        assert isinstance(cell, NumberCell)
        head = str(self.model.headerData(column, Qt.Orientation.Horizontal, Qt.ItemDataRole.DisplayRole))
        wide = max(cell.width_of(words) for words in (head, *self.model.longest(column)))
        return min(max(wide, px(_NARROWEST)), px(_WIDEST[column]))

    # Sorting and filtering ------------------------------------------------------------------------

    def _sort(self, column: int) -> None:
        self.model.sort_by(column)
        self.table.horizontalHeader().viewport().update()

    def _offer_orders(self, place: QPoint) -> None:
        """What a click on a head does, for the keyboard too."""
        menu = QMenu(self)
        menu.setFont(chrome_font(self._desk.theme))
        names = ("ui.numbers.state", "ui.numbers.words", "ui.numbers.value", "ui.numbers.unit")
        for column, name in enumerate((*names, "ui.numbers.period")):
            menu.addAction(tr("ui.numbers.sort", column=tr(name))).setData(column)
        menu.triggered.connect(self._sort_as_offered)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.table.viewport().mapToGlobal(place))

    def _sort_as_offered(self, action: QAction) -> None:
        self._sort(int(action.data()))

    def _sift(self) -> None:
        self.model.set_groups(self.states.on)
        self._tell()

    def _show_all(self) -> None:
        self.states.set_on(())
        self._sift()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    # Following ------------------------------------------------------------------------------------

    def _clicked(self, index: QModelIndex) -> None:
        self._desk.make_current(self.model.spot(index.row()).ref)

    def _moved(self, index: QModelIndex, _before: QModelIndex) -> None:
        # Only a person's keys move the desk; following the desk must not.
        if index.isValid() and self.table.hasFocus():
            self._desk.make_current(self.model.spot(index.row()).ref)

    def _follow(self) -> None:
        numbers, shown = self._desk.spots.numbers, self.model.rowCount()
        self._stack.setCurrentIndex(0 if shown else 1)
        self._nothing.setText(self._empty_words())
        self.states.setVisible(bool(self._desk.rows))
        self.show_all.setVisible(bool(numbers))
        spot = self._desk.current
        row = self.model.row_of(spot.ref) if spot else -1
        if row >= 0:
            index = self.model.index(row, WORDS)
            self.table.selectionModel().setCurrentIndex(
                index, self.table.selectionModel().SelectionFlag.ClearAndSelect
            )
            self._keep_in_sight()
        else:
            self.table.selectionModel().clear()
        self.table.viewport().update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The current line stays in sight when the card above takes more room."""
        if event.type() == QEvent.Type.Resize:
            QTimer.singleShot(0, self, self._keep_in_sight)
        return super().eventFilter(watched, event)

    def _keep_in_sight(self) -> None:
        index = self.table.currentIndex()
        if index.isValid():
            # What comes next is seen before one is there.
            self.table.scrollTo(self.model.index(min(index.row() + 1, self.model.rowCount() - 1), WORDS))
            self.table.scrollTo(index)

    def _empty_words(self) -> str:
        if not self._desk.rows:
            return tr("ui.numbers.no_report", keys=key_words(self._keys.get("import", "")))
        return tr("ui.numbers.none_of_state" if self._desk.spots.numbers else "ui.numbers.empty")

    def _tell(self) -> None:
        counts = self.model.counts()
        self.states.set_words({name: f"{tr(f'ui.spot.{name}')} {n}" for name, n in counts.items()})
        self.states.toggles[UNFIT].setVisible(bool(counts[UNFIT]) or UNFIT in self.states.on)
        self._follow()
