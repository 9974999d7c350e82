"""Owns the key cap: flat, its words in the middle, the same wherever a key is shown."""

from __future__ import annotations

import re

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from annotator.ui.theme import Theme, chrome_font

_HIGH, _NARROWEST = 18, 16
_AROUND = 9
_RADIUS = 3.0


_ARROWS = re.compile(r"\+(?=[←→↑↓])")


def _spaced(words: str) -> str:
    """The words of a cap as they are drawn: a plus that touches an arrow is read as a part of it."""
    return _ARROWS.sub("+\u2009", words)


def cap_size(words: str, theme: Theme) -> QSize:
    """Return how large the cap of these words is; no words, no cap."""
    if not words:
        return QSize(0, 0)
    high = theme.sizes.px(_HIGH)
    wide = QFontMetrics(chrome_font(theme, pixels=theme.sizes.tiny)).horizontalAdvance(_spaced(words))
    return QSize(max(theme.sizes.px(_NARROWEST), wide + theme.sizes.px(_AROUND)), high)


def draw_cap(painter: QPainter, rect: QRectF, words: str, theme: Theme, *, is_lit: bool = False) -> None:
    """Draw a cap into its place; lit under the pointer."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    left, top = round(rect.left()) + 0.5, round(rect.top()) + 0.5
    box = QRectF(left, top, round(rect.width()) - 1.0, round(rect.height()) - 1.0)
    painter.setPen(QColor(theme.dim if is_lit else theme.line))
    painter.setBrush(QColor(theme.raised))
    painter.drawRoundedRect(box, _RADIUS * theme.sizes.factor, _RADIUS * theme.sizes.factor)
    painter.setPen(QColor(theme.ink if is_lit else theme.dim))
    painter.setFont(chrome_font(theme, pixels=theme.sizes.tiny))
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), _spaced(words))
    painter.restore()


class KeyCap(QLabel):
    """A cap as a widget.  Its colours are the palette's, which follows the theme."""

    def __init__(self, words: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(words)
        self.setFont(chrome_font(theme, pixels=theme.sizes.tiny))
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """That of every cap."""
        return cap_size(self.text(), self._theme)

    def minimumSizeHint(self) -> QSize:
        """It is never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The words by hand: a label would set them by the padding of its style."""
        painter, palette = QPainter(self), self.palette()
        words, self_rect = _spaced(self.text()), QRectF(self.rect())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(palette.color(palette.ColorRole.Mid))
        painter.setBrush(palette.color(palette.ColorRole.Base))
        radius = _RADIUS * self._theme.sizes.factor
        painter.drawRoundedRect(self_rect.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        painter.setPen(palette.color(palette.ColorRole.PlaceholderText))
        painter.drawText(self_rect, int(Qt.AlignmentFlag.AlignCenter), words)
        painter.end()
