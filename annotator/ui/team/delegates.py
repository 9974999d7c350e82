"""Owns drawing what is more than words in a table of figures: bars with whiskers, tinted cells, signs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from annotator.ui.models.wording import NBSP
from annotator.ui.shortened import shorten
from annotator.ui.theme import Theme, chrome_font, figures_font

Index = QModelIndex | QPersistentModelIndex
Option = QStyleOptionViewItem


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A bar from 0 to 1, the whisker of its interval, and the family of colours it belongs to.

    ``value`` None says ``why`` there is none; what is below 0 begins at it and is not drawn.
    """

    value: float | None
    low: float | None = None
    high: float | None = None
    hue: str = "neutral"
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tint:
    """How strongly a cell is tinted, 0 to 1, and with which family of colours; None leaves it bare."""

    strength: float | None
    hue: str = "neutral"


def _rect(option: Option) -> QRect:
    return QRect(option.rect)  # type: ignore[attr-defined]


def _is(option: Option, state: QStyle.StateFlag) -> bool:
    return bool(option.state & state)  # type: ignore[attr-defined]


class _Drawn(QStyledItemDelegate):
    """Draws the ground of a cell as the table has it, then something over it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(self, painter: QPainter, option: Option, index: Index) -> None:
        """Ground, and what is drawn by hand."""
        rect = _rect(option)
        painter.save()
        if _is(option, QStyle.StateFlag.State_Selected):
            painter.fillRect(rect, option.palette.highlight())  # type: ignore[attr-defined]
        elif _is(option, QStyle.StateFlag.State_MouseOver):
            painter.fillRect(rect, QColor(self._theme.hover))
        self.draw(painter, rect, index)
        painter.restore()

    def draw(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """What lies over the ground."""


_EDGE = 6
"""Where the words of a title begin: signs stand under them."""


class Signs(_Drawn):
    """One sign in a cell, under the first letter of its title."""

    def sizeHint(self, option: Option, index: Index) -> QSize:
        """Wide enough to be hit."""
        return QSize(self._theme.sizes.px(52), self._theme.sizes.px(20))

    def draw(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """The sign, a little larger than words."""
        painter.setFont(figures_font(self._theme, pixels=self._theme.sizes.chrome + 2))
        painter.setPen(QColor(self._theme.ink))
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(rect.adjusted(_EDGE, 0, 0, 0), int(flags), str(index.data() or ""))


_QUIET = 0.34
"""How much of its colour a bar has: figures beside it are read first."""


class Bars(_Drawn):
    """A bar on a hairline, with the whisker of its interval."""

    def __init__(self, theme: Theme, parent: QWidget, *, bar_of: Callable[[int], Bar | None]) -> None:
        """``bar_of`` tells the bar of a row, None for none."""
        super().__init__(theme, parent)
        self._bar_of = bar_of

    def sizeHint(self, option: Option, index: Index) -> QSize:
        """Wide enough to compare bars."""
        return QSize(self._theme.sizes.px(120), self._theme.sizes.px(20))

    def draw(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """Hairline from 0 to 1, bar, whisker."""
        bar = self._bar_of(index.row())
        if bar is None:
            return
        theme, px = self._theme, self._theme.sizes.px
        hue = theme.hue(bar.hue)
        room = QRectF(rect).adjusted(px(8), 0, -px(8), 0)
        middle, high = room.center().y(), px(9)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if bar.value is None:
            painter.setFont(chrome_font(theme, pixels=theme.sizes.small))
            painter.setPen(QColor(theme.dim))
            words = shorten(bar.why, QFontMetrics(painter.font()), round(room.width()))
            painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), words)
            return
        wide = room.width() * min(1.0, max(0.0, bar.value))
        painter.setPen(QPen(QColor(theme.line), 1))
        painter.drawLine(QPointF(room.left() + wide, middle), QPointF(room.right(), middle))
        colour = QColor(hue.text)
        colour.setAlphaF(_QUIET)
        painter.fillRect(QRectF(room.left(), middle - high / 2, wide, high), colour)
        if bar.low is not None and bar.high is not None:
            painter.setPen(QPen(QColor(theme.ink), 1.2))
            first, last = (room.left() + room.width() * min(1.0, max(0.0, x)) for x in (bar.low, bar.high))
            painter.drawLine(QPointF(first, middle), QPointF(last, middle))
            for x in (first, last):
                painter.drawLine(QPointF(x, middle - high / 2 + 1), QPointF(x, middle + high / 2 - 1))


def heat_colour(theme: Theme, tint: Tint) -> str:
    """Return the ground of a tinted cell as ``#AARRGGBB``: never so strong that ink is not read on it."""
    share = min(1.0, max(0.0, tint.strength or 0.0))
    return f"#{round(255 * (_FAINTEST + (_STRONGEST - _FAINTEST) * share)):02X}{theme.hue(tint.hue).text[1:]}"


_FAINTEST, _STRONGEST = 0.04, 0.36
"""How much of its colour a cell has."""


class Heat(_Drawn):
    """A figure on a ground that is the stronger the more it is."""

    def __init__(self, theme: Theme, parent: QWidget, *, tint_of: Callable[[int, int], Tint | None]) -> None:
        """``tint_of`` tells the tint of a row and column."""
        super().__init__(theme, parent)
        self._tint_of = tint_of

    def sizeHint(self, option: Option, index: Index) -> QSize:
        """Cells of a heat map are all wide enough for a figure."""
        wide = super().sizeHint(option, index).width()
        return QSize(max(self._theme.sizes.px(64), wide), self._theme.sizes.px(28))

    def draw(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """Ground, then the figure in ink: its colour says nothing that the figure does not."""
        theme = self._theme
        tint = self._tint_of(index.row(), index.column())
        if tint is not None and tint.strength is not None:
            painter.fillRect(rect.adjusted(1, 1, -1, -1), QColor(heat_colour(theme, tint)))
        painter.setFont(figures_font(theme))
        painter.setPen(QColor(theme.dim if tint is None or tint.strength is None else theme.ink))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, str(index.data() or ""))


_SET_IN = 3 * NBSP
"""What stands before a name that is set in: a wide blank is narrow in English."""


class Heads(QStyledItemDelegate):
    """Names of which some head those below them: bold, the others set in."""

    def __init__(self, theme: Theme, parent: QWidget, *, is_head: Callable[[int], bool]) -> None:
        """``is_head`` tells of a row whether it heads others."""
        super().__init__(parent)
        self._theme = theme
        self._is_head = is_head

    def initStyleOption(self, option: Option, index: Index) -> None:
        """Bold, or set in."""
        super().initStyleOption(option, index)
        if self._is_head(index.row()):
            option.font.setBold(True)  # type: ignore[attr-defined]
        else:
            option.text = f"{_SET_IN}{index.data()}"  # type: ignore[attr-defined]
