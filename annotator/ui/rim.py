"""Owns the rim of a card that lies over other words: where it ends is seen, and nothing is half hidden."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from annotator.ui.theme import Theme

_WIDE = 1


class Rim(QWidget):
    """Lies under a card wherever that goes, a line wider: crisp, and darker than lines inside the card."""

    def __init__(self, card: QWidget, theme: Callable[[], Theme]) -> None:
        super().__init__(card.parentWidget())
        self._card = card
        self._theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        card.installEventFilter(self)
        card.destroyed.connect(self.deleteLater)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the card."""
        kind = event.type()
        if kind in (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.ZOrderChange):
            self.setGeometry(self._card.geometry().adjusted(-_WIDE, -_WIDE, _WIDE, _WIDE))
            self.setVisible(not self._card.isHidden())
            self.stackUnder(self._card)
        elif kind == QEvent.Type.Hide:
            self.hide()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """One line around the card; its corners are closed, so that no letter shows through there."""
        theme, painter = self._theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.faint), _WIDE))
        painter.setBrush(QColor(theme.raised))
        radius = theme.sizes.card_radius + _WIDE / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        painter.end()
