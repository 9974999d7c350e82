"""Owns the way to everything at the right of the menus: it looks like a field and opens the palette."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from annotator.i18n import tr
from annotator.ui.models.wording import key_words
from annotator.ui.theme import Theme, chrome_font


class SearchButton(QAbstractButton):
    """Words and a key cap in a hairline."""

    def __init__(self, theme: Theme, keys: str) -> None:
        super().__init__()
        self._theme = theme
        self._keys = key_words(keys)
        self.setText(tr("ui.search"))
        self.setAccessibleName(f"{tr('ui.search')} {self._keys}")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_theme(self, theme: Theme) -> None:
        """Use other colours."""
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        """Wide enough for its words and key."""
        sizes = self._theme.sizes
        words = QFontMetrics(chrome_font(self._theme, pixels=sizes.small)).horizontalAdvance(self.text())
        keys = QFontMetrics(chrome_font(self._theme, pixels=sizes.tiny)).horizontalAdvance(self._keys)
        return QSize(words + keys + sizes.px(64), sizes.px(26))

    def paintEvent(self, event: QPaintEvent) -> None:
        """A quiet field, the key where it acts."""
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 1.5, -8.5, -1.5)
        # A frame of another colour is where the keyboard is, and nothing else.
        painter.setPen(QColor(theme.line))
        painter.setBrush(QColor(theme.hover if self.underMouse() and self.isEnabled() else theme.raised))
        painter.drawRoundedRect(box, theme.sizes.radius, theme.sizes.radius)
        painter.setPen(QColor(theme.dim))
        painter.setFont(chrome_font(theme, pixels=theme.sizes.small))
        left = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        painter.drawText(box.adjusted(10, 0, 0, 0), left, self.text())
        if self._keys:
            font = chrome_font(theme, pixels=theme.sizes.tiny)
            painter.setFont(font)
            width = QFontMetrics(font).horizontalAdvance(self._keys) + 10
            cap = QRectF(box.right() - width - 5, box.top() + 4, width, box.height() - 8)
            painter.setPen(QColor(theme.line))
            painter.setBrush(QColor(theme.chrome))
            painter.drawRoundedRect(cap, 3, 3)
            painter.setPen(QColor(theme.dim))
            painter.drawText(cap, int(Qt.AlignmentFlag.AlignCenter), self._keys)
        painter.end()
