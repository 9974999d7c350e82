"""Owns drawing a line of words in which those that were found stand out."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter

from annotator.ui import excerpt
from annotator.ui.theme import Theme, over

_FLAGS = int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)


def draw_excerpt(
    painter: QPainter, rect: QRect, parts: tuple[str, str, str], *, font: QFont, colour: str, theme: Theme
) -> None:
    """Draw what stands before some words, the words in bold on a tint over a line, and what stands after
    them, cut to the width there is; ``colour`` is that of the words around."""
    bold = QFont(font)
    bold.setBold(True)
    widths = (QFontMetrics(font).horizontalAdvance, QFontMetrics(bold).horizontalAdvance)
    left, high = rect.left(), QFontMetrics(font).height()
    for n, words in enumerate(excerpt.fitted(*parts, room=rect.width(), widths=widths)):
        is_hit = n == 1
        width = widths[is_hit](words)
        if is_hit:
            tint = QRect(left, rect.center().y() - high // 2, width, high)
            painter.fillRect(tint, QColor(over(theme.hit, theme.raised)))
            # A line too: a tint alone is lost in grey, and at night.
            painter.fillRect(QRect(left, tint.bottom() - 1, width, 2), QColor(theme.ink))
        painter.setFont(bold if is_hit else font)
        painter.setPen(QColor(theme.ink if is_hit else colour))
        painter.drawText(QRect(left, rect.top(), width + 1, rect.height()), _FLAGS, words)
        left += width
