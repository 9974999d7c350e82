"""Owns the list of commands with their keys as caps, of whole lines only."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QWidget,
)

from annotator.i18n import tr
from annotator.ui.shortened import shorten
from annotator.ui.theme import Theme, chrome_font

KEYS = int(Qt.ItemDataRole.UserRole) + 1
"""The keys of a command as caps show them."""

_HEIGHT, _CAP, _GAP, _EDGE = 26, 18, 4, 8


class _Line(QStyledItemDelegate):
    """Draws a command's name, or its keys as caps."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._font = chrome_font(theme, pixels=theme.sizes.tiny)

    def _widths(self, keys: list[str]) -> list[int]:
        metrics = QFontMetrics(self._font)
        return [metrics.horizontalAdvance(one) + self._theme.sizes.px(10) for one in keys]

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """As wide as all its caps."""
        px = self._theme.sizes.px
        if index.column() == 0:
            return QSize(80, px(_HEIGHT))
        widths = self._widths(index.data(KEYS) or [tr("ui.settings.keys.none")])
        return QSize(sum(widths) + _GAP * len(widths) + 2 * _EDGE, px(_HEIGHT))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw by hand, as all lists are."""
        theme, rect = self._theme, QRect(option.rect)  # type: ignore[attr-defined]
        state = option.state  # type: ignore[attr-defined]
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(theme.accent_tint))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(theme.hover))
        inner = rect.adjusted(_EDGE, 0, -_EDGE, 0)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        keys: list[str] = index.data(KEYS) or []
        if index.column() == 0:
            painter.setFont(chrome_font(theme))
            painter.setPen(QColor(theme.ink))
            metrics = QFontMetrics(painter.font())
            told = shorten(index.data(), metrics, inner.width())
            painter.drawText(inner, int(flags | Qt.AlignmentFlag.AlignLeft), told)
        elif not keys:
            painter.setFont(self._font)
            painter.setPen(QColor(theme.dim))
            painter.drawText(inner, int(flags | Qt.AlignmentFlag.AlignLeft), str(index.data()))
        else:
            self._caps(painter, inner, keys)
        painter.restore()

    def _caps(self, painter: QPainter, rect: QRect, keys: list[str]) -> None:
        theme = self._theme
        high = theme.sizes.px(_CAP)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._font)
        left, top = rect.left() + 0.5, round(rect.center().y() - high / 2) + 0.5
        for words, width in zip(keys, self._widths(keys), strict=True):
            cap = QRectF(left, top, width, high)
            painter.setPen(QColor(theme.line))
            painter.setBrush(QColor(theme.raised))
            painter.drawRoundedRect(cap, 3, 3)
            painter.setPen(QColor(theme.dim))
            painter.drawText(cap, int(Qt.AlignmentFlag.AlignCenter), words)
            left += width + _GAP


class KeyList(QTreeWidget):
    """Two columns with their heads; as many lines as there is room for, none of them cut."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._high = theme.sizes.px(_HEIGHT)
        self.setAccessibleName(tr("ui.settings.keys"))
        self.setColumnCount(2)
        self.setHeaderLabels([tr("ui.settings.keys.command"), tr("ui.settings.keys.keys")])
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setItemDelegate(_Line(theme, self))
        self.header().setStretchLastSection(False)
        self.header().setSectionsClickable(False)
        self.header().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What is left of the height below whole lines stays empty."""
        super().resizeEvent(event)
        head = self.header().sizeHint().height()
        self.setViewportMargins(0, head, 0, max(0, self.height() - head) % self._high)
