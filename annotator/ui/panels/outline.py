"""Owns the outline at the left: the report's headings with what is still open below each."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QListView,
    QStackedLayout,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from annotator.i18n import tr
from annotator.ui.models.desk import Desk
from annotator.ui.models.outline import OPEN, SECTION, OutlineModel
from annotator.ui.pieces import heading, small
from annotator.ui.theme import chrome_font, figures_font

_HEIGHT = 25
_EDGE = 16
_STEP = 16


class _Line(QStyledItemDelegate):
    """Draws one heading with its count at the right."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self.current = -1

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """All lines are alike."""
        return QSize(120, _HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw by hand: document text never reaches anything that guesses at markup."""
        theme, section = self._desk.theme, index.data(SECTION)
        rect = QRect(option.rect)  # type: ignore[attr-defined]
        is_current = index.row() == self.current
        painter.save()
        if option.state & QStyle.StateFlag.State_MouseOver:  # type: ignore[attr-defined]
            painter.fillRect(rect, QColor(theme.hover))
        inner = rect.adjusted(_EDGE + _STEP * (section.depth - 1), 0, -_EDGE, 0)
        font = figures_font(theme, pixels=theme.sizes.small)
        font.setBold(is_current)
        painter.setFont(font)
        figure = index.data(OPEN)
        painter.setPen(QColor(theme.dim))
        flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(inner, flags, figure)
        inner.adjust(0, 0, -QFontMetrics(font).horizontalAdvance(figure) - 8, 0)
        font = chrome_font(theme)
        font.setBold(is_current)
        painter.setFont(font)
        colour = theme.accent_text if is_current else theme.ink if section.depth == 1 else theme.dim
        painter.setPen(QColor(colour))
        words = QFontMetrics(font).elidedText(index.data(), Qt.TextElideMode.ElideRight, inner.width())
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        painter.drawText(inner, int(left), words)
        painter.restore()


class OutlinePanel(QWidget):
    """Lists the headings; a click brings one into sight."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        title = heading(tr("ui.outline.heading"), theme=desk.theme)
        title.setContentsMargins(_EDGE, 12, _EDGE, 6)
        self.list = QListView()
        self.list.setAccessibleName(tr("ui.outline.heading"))
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.model = OutlineModel(desk, self)
        self.list.setModel(self.model)
        self._lines = _Line(desk, self.list)
        self.list.setItemDelegate(self._lines)
        self._empty = small(tr("ui.outline.empty"), theme=desk.theme)
        self._empty.setWordWrap(True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._empty.setContentsMargins(_EDGE, 4, _EDGE, 4)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(title)
        column.addLayout(self._stack, 1)
        self.list.clicked.connect(self._chosen)
        self.list.activated.connect(self._chosen)
        for changed in (desk.document_changed, desk.current_changed, desk.spots_changed):
            changed.connect(self._follow)

    def _chosen(self, index: QModelIndex) -> None:
        section = index.data(SECTION)
        self._desk.shown_wanted.emit(section.start, section.end)
        spot = self._desk.spots.open_after(section.start - 1)
        if spot is not None and spot.start < section.end_of_section:
            self._desk.make_current(spot.ref)
        self._desk.page_wanted.emit()

    def _follow(self) -> None:
        self._stack.setCurrentIndex(0 if self.model.rowCount() else 1)
        row = self.model.row_of(self._desk.section)
        if row != self._lines.current:
            self._lines.current = row
            if row >= 0:
                self.list.scrollTo(self.model.index(row))
        self.list.viewport().update()
