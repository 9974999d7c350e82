"""Owns the table of the report's numbers at the right, in step with the page."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
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
from annotator.ui.models.numbers import PERIOD, SPOT, STATE, UNIT, VALUE, WORDS, NumbersModel
from annotator.ui.models.spots import Spot, count
from annotator.ui.pieces import Elided, heading, small
from annotator.ui.theme import chrome_font, figures_font

_HEIGHT = 28


class _Cell(QStyledItemDelegate):
    """Draws one cell; the line of the current place stands out."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """As wide as the words."""
        font = figures_font(self._desk.theme, pixels=self._desk.theme.sizes.small)
        words = str(index.data() or "") if index.column() != STATE else ""
        return QSize(QFontMetrics(font).horizontalAdvance(words) + 14, _HEIGHT)

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


class NumbersPanel(QWidget):
    """Lists the numbers; moving in the table moves on the page."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        theme = desk.theme
        self._counts = Elided(role="dim")
        self._counts.setFont(chrome_font(theme, pixels=theme.sizes.small))
        top = QHBoxLayout()
        top.setContentsMargins(14, 10, 12, 6)
        top.setSpacing(12)
        top.addWidget(heading(tr("ui.numbers.heading"), theme=theme))
        top.addWidget(self._counts, 1)
        self.model = NumbersModel(desk, self)
        self.table = self._table()
        self._empty = small(tr("ui.numbers.empty"), theme=theme)
        self._empty.setWordWrap(True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._empty.setContentsMargins(14, 4, 12, 4)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addLayout(self._stack, 1)
        self.table.selectionModel().currentRowChanged.connect(self._moved)
        self.table.clicked.connect(lambda index: desk.make_current(self.model.spot(index.row()).ref))
        desk.spots_changed.connect(self._tell)
        desk.current_changed.connect(self._follow)
        desk.theme_changed.connect(lambda: self.table.viewport().update())
        self._tell()

    def _table(self) -> QTableView:
        table = QTableView()
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
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(_HEIGHT)
        table.verticalHeader().setMinimumSectionSize(_HEIGHT)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(20)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(STATE, QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(WORDS, QHeaderView.ResizeMode.Stretch)
        for column, width in ((STATE, 28), (VALUE, 100), (UNIT, 60), (PERIOD, 76)):
            header.resizeSection(column, width)
        return table

    def _moved(self, index: QModelIndex, _before: QModelIndex) -> None:
        # Only a person's keys move the desk; following the desk must not.
        if index.isValid() and self.table.hasFocus():
            self._desk.make_current(self.model.spot(index.row()).ref)

    def _follow(self) -> None:
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

    def _tell(self) -> None:
        numbers = self._desk.spots.numbers
        self._stack.setCurrentIndex(0 if numbers else 1)
        self._counts.setText(
            tr(
                "ui.numbers.counts",
                open=count(numbers, lambda one: one.is_open),
                confirmed=count(numbers, lambda one: one.state in ("confirmed", "manual")),
                corrected=count(numbers, lambda one: one.state == "corrected"),
                rejected=count(numbers, lambda one: one.state == "rejected"),
            )
        )
        self._follow()
