"""Owns a short list of things to choose from, each a line of words with a number at the right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QWidget

from annotator.ui.lines import Lines
from annotator.ui.models.desk import Desk
from annotator.ui.models.wording import plain_tip
from annotator.ui.pieces import LineDelegate
from annotator.ui.shortened import shorten
from annotator.ui.theme import chrome_font, figures_font
from annotator.ui.whole_rows import WholeRows

Index = QModelIndex | QPersistentModelIndex
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine)
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight | Qt.TextFlag.TextSingleLine)
_BELOW = Qt.ItemDataRole.UserRole
_COUNT = Qt.ItemDataRole.UserRole + 1
Told = tuple[str, str, str]
"""Words, quieter words below them, a number at the right."""


class ShortList(QAbstractListModel):
    """What can be chosen."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._told: list[Told] = []

    def tell(self, told: Sequence[Told]) -> None:
        """Offer these; where there are as many as before, they only say something else."""
        if len(told) == len(self._told):
            changed = list(told) != self._told
            self._told = list(told)
            if changed and told:
                self.dataChanged.emit(self.index(0), self.index(len(told) - 1))
            return
        self.beginResetModel()
        self._told = list(told)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own default)
        """How many lines there are."""
        return 0 if parent.isValid() else len(self._told)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a line shows."""
        if not index.isValid():
            return None
        words, below, count = self._told[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return words
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(f"{words}\n{below}".strip())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{words} {below} {count}".strip()
        return {_BELOW: below, _COUNT: count}.get(role)


class _Line(LineDelegate):
    """Draws one line."""

    height = 42

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw by hand, as all lists are."""
        theme = self._desk.theme
        px = theme.sizes.px
        rect, state = QRect(option.rect), option.state  # type: ignore[attr-defined]
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(theme.raised))
            painter.fillRect(QRect(rect.left(), rect.top(), px(3), rect.height()), QColor(theme.accent))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(theme.hover))
        inner = rect.adjusted(px(16), px(3), -px(12), -px(3))
        count, below = str(index.data(_COUNT) or ""), str(index.data(_BELOW) or "")
        painter.setFont(figures_font(theme, pixels=theme.sizes.small))
        painter.setPen(QColor(theme.dim))
        taken = painter.fontMetrics().horizontalAdvance(count) + px(10) if count else 0
        over = inner.adjusted(0, 0, 0, -inner.height() // 2) if below else inner
        painter.drawText(over, _RIGHT, count)
        painter.setFont(chrome_font(theme))
        painter.setPen(QColor(theme.ink))
        words = shorten(str(index.data()), painter.fontMetrics(), over.width() - taken)
        painter.drawText(over, _LEFT, words)
        if below:
            font = chrome_font(theme, pixels=theme.sizes.tiny)
            painter.setFont(font)
            painter.setPen(QColor(theme.dim))
            line = inner.adjusted(0, inner.height() // 2, 0, 0)
            painter.drawText(line, _LEFT, shorten(below, QFontMetrics(font), line.width()))
        self.ring(painter, option)
        painter.restore()


class Choosing(WholeRows):
    """The list, as many whole lines of it as there is room for."""

    def __init__(self, desk: Desk, name: str, parent: QWidget | None = None) -> None:
        self.list = Lines(name, takes="")
        self.lines = ShortList(self.list)
        self.list.setModel(self.lines)
        self.list.setItemDelegate(_Line(desk, self.list))
        super().__init__(self.list, row=lambda: desk.theme.sizes.px(_Line.height))

    @property
    def row(self) -> int:
        """The line one is at, -1 for none."""
        return self.list.currentIndex().row()

    def tell(self, told: Sequence[Told]) -> None:
        """Offer these; one stays at the line one is at."""
        before = self.row
        self.lines.tell(told)
        if told and self.row < 0:
            self.go_to(min(max(0, before), len(told) - 1))

    def go_to(self, row: int) -> None:
        """Go to a line."""
        self.list.setCurrentIndex(self.lines.index(row))
