"""Owns the table of the report's numbers at the right, in step with the page."""

from __future__ import annotations

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QAction,
    QColor,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QMenu,
    QPushButton,
    QStackedLayout,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from annotator.i18n import tr
from annotator.ui.models.desk import Desk
from annotator.ui.models.numbers import (
    GROUPS,
    PERIOD,
    SPOT,
    STATE,
    UNIT,
    VALUE,
    WORDS,
    NumbersModel,
)
from annotator.ui.models.spots import Spot
from annotator.ui.pieces import focus_ring, heading, small
from annotator.ui.signs import draw_chevron
from annotator.ui.theme import chrome_font, figures_font
from annotator.ui.toggles import Toggles

_HEIGHT = 28
_WORDS = 84
"""The least width that the words of a line keep, before a column gives way."""


class _Cell(QStyledItemDelegate):
    """Draws one cell; the line of the current place stands out."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """As wide as the words."""
        font = figures_font(self._desk.theme, pixels=self._desk.theme.sizes.small)
        words = str(index.data() or "") if index.column() != STATE else ""
        height = self._desk.theme.sizes.px(_HEIGHT)
        return QSize(QFontMetrics(font).horizontalAdvance(words) + 14, height)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw by hand: document text never reaches anything that guesses at markup."""
        theme, spot = self._desk.theme, index.data(SPOT)
        rect = QRect(option.rect)  # type: ignore[attr-defined]
        current = self._desk.current
        is_current = current is not None and spot.ref == current.ref
        painter.save()
        if is_current:
            painter.fillRect(rect, QColor(theme.accent_tint))
        elif option.state & QStyle.StateFlag.State_MouseOver:  # type: ignore[attr-defined]
            painter.fillRect(rect, QColor(theme.hover))
        painter.setPen(QColor(theme.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if index.column() == STATE:
            self._state(painter, rect, spot)
        else:
            self._words(painter, rect.adjusted(6, 0, -6, 0), index, spot, is_bold=is_current)
        painter.restore()
        view = self.parent()
        if isinstance(view, QTableView) and view.hasFocus() and index.row() == view.currentIndex().row():
            # One ring around the line: each cell draws its part of it.
            line = QRect(0, rect.top(), view.viewport().width(), rect.height())
            painter.save()
            painter.setClipRect(rect)
            focus_ring(painter, line, theme)
            painter.restore()

    def _words(
        self,
        painter: QPainter,
        rect: QRect,
        index: QModelIndex | QPersistentModelIndex,
        spot: Spot,
        *,
        is_bold: bool,
    ) -> None:
        theme, column = self._desk.theme, index.column()
        make = figures_font if column == VALUE else chrome_font
        font = make(theme, pixels=theme.sizes.small)
        font.setBold(is_bold and column in (WORDS, VALUE))
        font.setStrikeOut(spot.state == "rejected")
        painter.setFont(font)
        is_quiet = column == PERIOD or spot.state == "rejected"
        painter.setPen(QColor(theme.dim if is_quiet else theme.ink))
        side = Qt.AlignmentFlag.AlignRight if column == VALUE else Qt.AlignmentFlag.AlignLeft
        flags = side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        elide = Qt.TextElideMode.ElideRight
        words = QFontMetrics(font).elidedText(str(index.data() or ""), elide, rect.width())
        painter.drawText(rect, int(flags), words)

    def _state(self, painter: QPainter, rect: QRect, spot: Spot) -> None:
        """States are shapes: dashed ring, full dot, dot in vermilion, cross, square."""
        theme = self._desk.theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        centre = QPointF(rect.center().x() + 1, rect.center().y() + 0.5)
        painter.setPen(Qt.PenStyle.NoPen)
        if spot.state == "suggestion":
            pen = QPen(QColor(theme.hue("numbers").text), 1.2)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            pen.setDashPattern([2.2, 2.0])
            painter.setPen(pen)
            painter.drawEllipse(centre, 3.8, 3.8)
        elif spot.state == "confirmed":
            painter.setBrush(QColor(theme.holds))
            painter.drawEllipse(centre, 4.0, 4.0)
        elif spot.state == "corrected":
            painter.setBrush(QColor(theme.accent))
            painter.drawEllipse(centre, 4.0, 4.0)
        elif spot.state == "rejected":
            painter.setPen(QPen(QColor(theme.dim), 1.4))
            for sign in (1, -1):
                arm = QPointF(3, 3 * sign)
                painter.drawLine(centre - arm, centre + arm)
        else:
            painter.setBrush(QColor(theme.holds))
            painter.drawRect(QRect(int(centre.x()) - 3, int(centre.y()) - 3, 7, 7))


class _Head(QHeaderView):
    """The heads of the columns; a small angle says by which of them the lines are sorted."""

    def __init__(self, desk: Desk, model: NumbersModel, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._desk = desk
        self._model = model
        self.setSectionsClickable(True)
        self.setHighlightSections(False)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """The words as any head, the angle beside them."""
        painter.save()
        super().paintSection(painter, rect, section)
        painter.restore()
        if section != self._model.sorted_by:
            return
        theme = self._desk.theme
        size = theme.sizes.px(12)
        words = str(self._model.headerData(section, Qt.Orientation.Horizontal, Qt.ItemDataRole.DisplayRole))
        font = chrome_font(theme, pixels=theme.sizes.small)
        used = QFontMetrics(font).horizontalAdvance(words) + 8 if words else 0
        left = rect.right() - used - size if section == VALUE else rect.left() + used
        left = max(rect.left(), min(left, rect.right() - size))
        sign = QRectF(left, rect.center().y() - size / 2, size, size)
        draw_chevron(painter, sign, theme.dim, is_up=not self._model.is_falling)


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

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        theme = desk.theme
        self.model = NumbersModel(desk, self)
        self.states = Toggles(desk, GROUPS, lead=heading(tr("ui.numbers.heading"), theme=theme))
        self.table = self._make_table()
        self.setFocusProxy(self.table)
        self.table.viewport().installEventFilter(self)
        around = QHBoxLayout()
        around.setContentsMargins(9, theme.sizes.px(7), 9, theme.sizes.px(2))
        around.addWidget(self.states)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._make_empty())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(around)
        column.addLayout(self._stack, 1)
        self.table.selectionModel().currentRowChanged.connect(self._moved)
        self.table.clicked.connect(self._clicked)
        self.table.resized.connect(self._fit)
        self.table.customContextMenuRequested.connect(self._offer_orders)
        self.table.horizontalHeader().sectionClicked.connect(self._sort)
        self.states.changed.connect(self._sift)
        self.model.modelReset.connect(self._follow)
        desk.spots_changed.connect(self._tell)
        desk.current_changed.connect(self._follow)
        desk.theme_changed.connect(self.table.viewport().update)
        self._tell()

    def _make_empty(self) -> QWidget:
        theme = self._desk.theme
        empty, lines = QWidget(), QVBoxLayout()
        self._nothing = small("", theme=theme)
        self._nothing.setWordWrap(True)
        self.show_all = QPushButton(tr("ui.numbers.show_all"))
        self.show_all.setFont(chrome_font(theme, pixels=theme.sizes.small))
        self.show_all.clicked.connect(self._show_all)
        lines.setContentsMargins(14, 4, 12, 4)
        lines.addWidget(self._nothing)
        lines.addWidget(self.show_all, 0, Qt.AlignmentFlag.AlignLeft)
        lines.addStretch(1)
        empty.setLayout(lines)
        return empty

    def _make_table(self) -> _Table:
        table = _Table()
        height = self._desk.theme.sizes.px(_HEIGHT)
        table.setAccessibleName(tr("ui.numbers.heading"))
        table.setModel(self.model)
        table.setItemDelegate(_Cell(self._desk, table))
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setMouseTracking(True)
        table.setTabKeyNavigation(False)
        table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        table.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        table.verticalHeader().hide()
        table.verticalHeader().setMinimumSectionSize(height)
        table.verticalHeader().setDefaultSectionSize(height)
        header = _Head(self._desk, self.model, table)
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
        widths = {STATE: px(28), VALUE: px(100), UNIT: px(60), PERIOD: px(76)}
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
        self._nothing.setText(tr("ui.numbers.none_of_state" if numbers else "ui.numbers.empty"))
        self.show_all.setVisible(bool(numbers))
        spot = self._desk.current
        row = self.model.row_of(spot.ref) if spot else -1
        if row >= 0:
            index = self.model.index(row, WORDS)
            self.table.selectionModel().setCurrentIndex(
                index, self.table.selectionModel().SelectionFlag.ClearAndSelect
            )
            self.table.scrollTo(index)
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
            self.table.scrollTo(index)

    def _tell(self) -> None:
        words = {name: f"{tr(f'ui.spot.{name}')} {n}" for name, n in self.model.counts().items()}
        self.states.set_words(words)
        self._follow()
