"""Owns the rail: what stands in place of a side that is folded away."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from annotator.ui.theme import Theme, chrome_font

WIDTH = 34


class RailButton(QAbstractButton):
    """One word set upright: Chinese from above to below, other scripts turned."""

    def __init__(self, words: str, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setText(words.replace("&", "&&"))
        self._words = words
        self.setAccessibleName(words)
        self.setToolTip(words if words.isascii() else "")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFont(chrome_font(theme, pixels=theme.sizes.small))

    def set_theme(self, theme: Theme) -> None:
        """Use other colours."""
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        """As high as the word is long."""
        metrics = QFontMetricsF(self.font())
        if self._words.isascii():
            long = metrics.horizontalAdvance(self._words)
        else:
            long = metrics.height() * len(self._words)
        return QSize(self._theme.sizes.px(WIDTH), round(long) + self._theme.sizes.px(20))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it, as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The word; a line beside it while it has the keyboard or the pointer."""
        painter = QPainter(self)
        is_lit = self.hasFocus() or self.underMouse()
        if is_lit:
            painter.fillRect(self.rect(), QColor(self._theme.hover))
        if self.hasFocus():
            painter.fillRect(0, 0, 2, self.height(), QColor(self._theme.accent))
        painter.setPen(QColor(self._theme.ink if is_lit else self._theme.dim))
        painter.setFont(self.font())
        metrics = QFontMetricsF(self.font())
        if self._words.isascii():
            painter.translate(QPointF(self.width() / 2, self.height() / 2))
            painter.rotate(90)
            long = metrics.horizontalAdvance(self._words) + 4
            box = QRectF(-long / 2, -metrics.height() / 2, long, metrics.height())
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), self._words)
        else:
            top = (self.height() - metrics.height() * len(self._words)) / 2
            for n, letter in enumerate(self._words):
                box = QRectF(0, top + n * metrics.height(), self.width(), metrics.height())
                painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), letter)
        painter.end()


class Rail(QWidget):
    """The names of what is folded away; each unfolds it."""

    wanted = Signal(int)
    """The number of the name chosen."""

    def __init__(self, names: Sequence[str], theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(theme.sizes.px(WIDTH))
        self.buttons: list[RailButton] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 8)
        column.setSpacing(4)
        for n, name in enumerate(names):
            button = RailButton(name, theme)
            button.clicked.connect(lambda _=False, n=n: self.wanted.emit(n))
            self.buttons.append(button)
            column.addWidget(button)
        column.addStretch(1)

    def set_theme(self, theme: Theme) -> None:
        """Use other colours."""
        for button in self.buttons:
            button.set_theme(theme)
