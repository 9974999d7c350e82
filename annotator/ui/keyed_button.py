"""Owns a button that names its key in itself, without a cap that would look like another button."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QApplication, QPushButton, QStyle, QStyleOptionButton

from annotator.ui.models.wording import key_words
from annotator.ui.theme import Theme, chrome_font

_GAP = 8


class KeyedButton(QPushButton):
    """Words after the key that does the same; ``is_primary`` is what one most likely wants."""

    def __init__(self, words: str, theme: Theme, *, keys: str = "", is_primary: bool = False) -> None:
        super().__init__(words)
        self._theme = theme
        self._key = key_words(keys)
        self._is_key_shown = bool(keys)
        self._is_primary = is_primary
        self.setFont(chrome_font(theme, pixels=theme.sizes.small))
        self.setText(words)
        if is_primary:
            self.setProperty("role", "primary")

    def setText(self, words: str) -> None:
        """Say something else; the key stays."""
        super().setText(words)
        self.setAccessibleName(f"{words} {self._key}".strip())

    @property
    def key(self) -> str:
        """The key it names at the moment, "" for none."""
        return self._key if self._is_key_shown else ""

    def show_key(self, is_shown: bool) -> None:
        """Name the key, or not: it acts only while something has the keyboard."""
        if is_shown != self._is_key_shown:
            self._is_key_shown = is_shown
            self.updateGeometry()
            self.update()

    def _key_font(self) -> QFont:
        return chrome_font(self._theme, pixels=self._theme.sizes.tiny)

    def _key_width(self) -> int:
        return QFontMetrics(self._key_font()).horizontalAdvance(self.key) + _GAP if self.key else 0

    def sizeHint(self) -> QSize:
        """The key and the words."""
        return super().sizeHint() + QSize(self._key_width(), 0)

    def minimumSizeHint(self) -> QSize:
        """Neither is cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The style's button, with words of our own."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        words, option.text = self.text(), ""  # type: ignore[attr-defined]
        painter = QPainter(self)
        self.style().drawControl(QStyle.ControlElement.CE_PushButton, option, painter, self)
        metrics = QFontMetrics(self.font())
        wide = self._key_width()
        left = (self.width() - wide - metrics.horizontalAdvance(words)) // 2
        flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
        is_on = self.isEnabled()
        # Those of the look in use: a button may outlive the one it was made in.
        look, roles = QApplication.palette(), QPalette.ColorRole
        dim = look.color(roles.PlaceholderText)
        ink = look.color(roles.ToolTipText if self._is_primary else roles.ButtonText) if is_on else dim
        if self.key:
            quiet = QColor(dim) if not (self._is_primary and is_on) else QColor(ink)
            if self._is_primary and is_on:
                quiet.setAlpha(190)
            painter.setFont(self._key_font())
            painter.setPen(quiet)
            painter.drawText(QRect(left, 0, wide, self.height()), flags, self.key)
        painter.setFont(self.font())
        painter.setPen(ink)
        painter.drawText(QRect(left + wide, 0, self.width(), self.height()), flags, words)
        painter.end()
