"""Owns the legend of the key page: the signs on the page, drawn by the page's own strokes."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from annotator.i18n import tr
from annotator.ui.painting.bars import Bar
from annotator.ui.painting.flags import flags
from annotator.ui.painting.geometry import Piece
from annotator.ui.painting.paint import Paint, State
from annotator.ui.painting.strokes import Strokes
from annotator.ui.pieces import plain
from annotator.ui.theme import Theme, chrome_font, page_font

_STATES: tuple[State, ...] = ("suggestion", "confirmed", "corrected", "manual", "rejected")
_WIDTH, _HEIGHT = 108, 27
_LEFT = 8.0


class Sign(QWidget):
    """One sign on a scrap of paper."""

    def __init__(self, theme: Theme, *, paint: Paint, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._paint = paint
        self._strokes = Strokes(theme, name_font=chrome_font(theme, pixels=theme.sizes.small))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """All are alike."""
        return QSize(_WIDTH, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw as the page does: the sign first, the words over it."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._theme.paper))
        font = page_font(self._theme)
        words = tr("ui.legend.sample")
        baseline, em = 20.5, float(font.pixelSize())
        if self._paint.style == "bar":
            rect = QRectF(_WIDTH - 22.0, 3.0, 4.0, _HEIGHT - 6.0)
            name = QRectF(0.0, 3.0, _WIDTH - 30.0, _HEIGHT - 6.0)
            told = self._strokes.set_name(self._paint.words, name.width())
            bar = Bar(self._paint, rect, name, True, True, told)
            self._strokes.draw_bars(painter, [bar], current=None)
            painter.end()
            return
        words = tr("ui.legend.sample.heading") if self._paint.is_named else words
        right = _LEFT + QFontMetricsF(font).horizontalAdvance(words)
        piece = Piece(self._paint, 0, "words", _LEFT, right, baseline, em, True, True, True)
        self._strokes.draw_tints(painter, [piece], opacity={})
        self._strokes.draw_pieces(painter, [piece], current=None, opacity={})
        strokes = self._strokes
        named = flags([piece], width_of=strokes.name_width, height=strokes.name_height, right=_WIDTH - 2.0)
        strokes.draw_flags(painter, named, current=None)
        painter.setFont(font)
        painter.setPen(QColor(self._theme.ink))
        painter.drawText(QPointF(_LEFT, baseline), words)
        painter.end()


def legend(theme: Theme, *, columns: int) -> QGridLayout:
    """Return the signs, each with what it means, in so many columns."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(32)
    grid.setVerticalSpacing(1)
    shown = [
        (f"ui.legend.{state}", Paint(ref=state, fragments=((0, 1),), hue="numbers", state=state))
        for state in _STATES
    ]
    bar = Paint(
        ref="bar",
        fragments=((0, 1),),
        hue="measures",
        style="bar",
        state="manual",
        words=tr("ui.legend.sample.bar"),
    )
    flag = Paint(
        ref="flag",
        fragments=((0, 1),),
        hue="passage",
        style="bracket",
        state="manual",
        words=tr("ui.legend.sample.flag"),
        is_named=True,
    )
    shown += [("ui.legend.bar", bar), ("ui.legend.pill", flag)]
    for n, (message, paint) in enumerate(shown):
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(Sign(theme, paint=paint))
        line.addWidget(plain(tr(message)), 1)
        grid.addLayout(line, n // columns, n % columns)
        grid.setColumnStretch(n % columns, 1)
    return grid
