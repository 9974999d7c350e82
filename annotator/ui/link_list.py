"""Owns the list of relations in the card of the current place."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFontMetrics, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyleOptionViewItem, QWidget

from annotator.i18n import tr
from annotator.ui.models.desk import Desk
from annotator.ui.models.links import LINK, Link, LinksModel
from annotator.ui.pieces import LineDelegate
from annotator.ui.row_stops import LINE
from annotator.ui.shortened import shorten
from annotator.ui.theme import chrome_font, prose_font

_HEIGHT = 26
_MOST = 6
_CROSS = 22
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine


class _Line(LineDelegate):
    """Draws one relation: arrow, name, the other end's words, its document when it is another one."""

    height = _HEIGHT

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw by hand: document text never reaches anything that guesses at markup."""
        theme, link = self._desk.theme, index.data(LINK)
        rect = QRect(option.rect)  # type: ignore[attr-defined]
        state = option.state  # type: ignore[attr-defined]
        is_meant = bool(state & QStyle.StateFlag.State_Selected and state & QStyle.StateFlag.State_HasFocus)
        is_over = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        if is_meant or is_over:
            painter.fillRect(rect, QColor(theme.accent_tint if is_meant else theme.hover))
        left, right = rect.left(), rect.right() - _CROSS
        small = chrome_font(theme, pixels=theme.sizes.small)
        painter.setFont(small)
        if is_meant or is_over:
            painter.setPen(QColor(theme.dim))
            cross = QRect(right, rect.top(), _CROSS, rect.height())
            painter.drawText(cross, int(Qt.AlignmentFlag.AlignCenter), "×")
        left = self._write(painter, rect, left, right, link.arrow, theme.dim) + 6
        left = self._write(painter, rect, left, right, link.name, theme.dim) + 8
        if link.where:
            painter.setFont(prose_font(theme, pixels=theme.sizes.tiny))
            metrics = QFontMetrics(painter.font())
            room = max(0, min(metrics.horizontalAdvance(link.where), (right - left) // 2))
            self._write(painter, rect, right - room, right, link.where, theme.dim)
            right -= room + 8
        painter.setFont(prose_font(theme, pixels=theme.sizes.small))
        self._write(painter, rect, left, right, link.words, theme.hue(link.hue).text)
        painter.restore()

    def _write(self, painter: QPainter, rect: QRect, left: int, right: int, words: str, colour: str) -> int:
        """Write as much as there is room for; return where it ends."""
        metrics = QFontMetrics(painter.font())
        told = shorten(words, metrics, max(0, right - left))
        painter.setPen(QColor(colour))
        painter.drawText(QRect(left, rect.top(), max(0, right - left), rect.height()), int(_LEFT), told)
        return left + metrics.horizontalAdvance(told)


class LinkList(QListView):
    """Lists relations; Enter or a click goes to the other end, Del or the cross takes one away."""

    followed = Signal(object)
    removed = Signal(object)
    left = Signal()
    """Nothing is wanted here any more."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("ui.inspector.links"))
        self.links = LinksModel(self)
        self.setModel(self.links)
        self._lines = _Line(desk, self)
        self.setItemDelegate(self._lines)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Enter and Del act on the line while the list has the keyboard.
        self.setProperty("takes", "Return Enter Del")
        desk.theme_changed.connect(self.viewport().update)

    def show_links(self, links: list[Link]) -> None:
        """Show these; the line stays where it was as far as there is one."""
        row = self.currentIndex().row()
        self.links.show_links(links)
        self.setFixedHeight(self._lines.height_in_use * min(len(links), _MOST))
        self.setProperty(LINE, self._lines.height_in_use)
        if links and row >= 0:
            self.setCurrentIndex(self.links.index(min(row, len(links) - 1)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Follow, take away, leave, move."""
        index = self.currentIndex()
        link = index.data(LINK) if index.isValid() else None
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and link is not None:
            self.followed.emit(link)
        elif event.key() == Qt.Key.Key_Delete and link is not None:
            self.removed.emit(link)
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click follows; on the cross it takes away."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() != Qt.MouseButton.LeftButton or not index.isValid():
            return
        is_cross = event.position().x() > self.viewport().width() - _CROSS
        (self.removed if is_cross else self.followed).emit(index.data(LINK))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """There is always a line to act on."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.links.links:
            self.setCurrentIndex(self.links.index(0))
