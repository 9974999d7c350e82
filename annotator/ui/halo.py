"""Owns the soft edge around a card that lies over other words: none of them sticks out half-covered."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from annotator.ui.theme import Theme

_REACH = 18
_VEIL, _SHADE = 34, 5
"""How opaque one of the layers is, of 255; they add up towards the card."""


class Halo(QWidget):
    """Lies under a card wherever that goes: a veil of paper, and a shade."""

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
            self.setGeometry(self._card.geometry().adjusted(-_REACH, -_REACH, _REACH, _REACH))
            self.setVisible(not self._card.isHidden())
            self.stackUnder(self._card)
        elif kind == QEvent.Type.Hide:
            self.hide()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Layer on layer, each a little smaller."""
        theme, painter = self._theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        veil, shade = QColor(theme.paper), QColor("#000000")
        veil.setAlpha(_VEIL)
        shade.setAlpha(_SHADE)
        around = QRectF(self.rect())
        for inset in range(0, _REACH, 2):
            layer = around.adjusted(inset, inset, -inset, -inset)
            radius = theme.sizes.card_radius + _REACH - inset
            painter.setBrush(veil)
            painter.drawRoundedRect(layer, radius, radius)
            if inset >= _REACH // 2:
                painter.setBrush(shade)
                painter.drawRoundedRect(layer.translated(0, 2), radius, radius)
        painter.end()
