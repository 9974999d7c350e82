"""Owns reading the visible lines off a laid-out document."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from typing import NamedTuple

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QTextBlock, QTextDocument, QTextLayout

from annotator.ui.painting.typesetting import em_of
from annotator.ui.theme import Sizes

_STEPS = 40
_LEADING_EMS = 2.5


class Line(NamedTuple):
    """One line of text on the page.

    ``start_qt``/``end_qt`` are UTF-16 positions in the document; ``baseline`` and the result of
    ``x_at`` are pixels of the document; ``em`` the width of one ideograph of the line.
    """

    start_qt: int
    end_qt: int
    baseline: float
    em: float
    x_at: Callable[[int], float]
    paragraph: int = 0
    """Where its paragraph begins, in UTF-16 positions."""

    @property
    def top(self) -> float:
        """Just above the ideographs (0.88 em high in the fonts we set, as in most)."""
        return self.baseline - 0.95 * self.em

    @property
    def bottom(self) -> float:
        """Just below the ideographs."""
        return self.baseline + 0.19 * self.em


def visible_lines(
    document: QTextDocument, *, top: float, bottom: float, em: float, sizes: Sizes, near: int = -1
) -> list[Line]:
    """Return the lines that reach into ``top``..``bottom`` (pixels of the document), in text order.

    Blocks above are never visited; in a long block only the lines asked for are.  ``near`` is a
    position of the text that was visible lately: Qt's own search takes a millisecond in a long
    report.  The lines are good until the document is next laid out.
    """
    layout = document.documentLayout()
    block = _first_block(document, top=top, near=near)
    found: list[Line] = []
    while block.isValid():
        rect = layout.blockBoundingRect(block)
        if rect.top() > bottom:
            break
        if rect.bottom() >= top - _LEADING_EMS * em:
            found += _lines_of(block, top=top, bottom=bottom, em=em_of(block, em=em, sizes=sizes))
        block = block.next()
    return found


def _first_block(document: QTextDocument, *, top: float, near: int) -> QTextBlock:
    layout = document.documentLayout()
    block = document.findBlock(near) if near >= 0 else QTextBlock()
    for _ in range(_STEPS):
        if not block.isValid():
            break
        rect = layout.blockBoundingRect(block)
        if rect.top() > top:
            if not block.previous().isValid():
                return block
            block = block.previous()
        elif rect.bottom() < top - _LEADING_EMS * document.defaultFont().pixelSize():
            block = block.next()
        else:
            return block
    position = layout.hitTest(QPointF(0, top), Qt.HitTestAccuracy.FuzzyHit)
    block = document.findBlock(max(position, 0))
    return block.previous() if block.previous().isValid() else block


def _lines_of(block: QTextBlock, *, top: float, bottom: float, em: float) -> Iterator[Line]:
    layout = block.layout()
    origin = layout.position()
    left, above, first = origin.x(), origin.y(), block.position()
    count = layout.lineCount()
    # Underlines and outlines of the line above may hang into the first one.
    number = max(0, bisect_left(range(count), top - above, key=lambda i: layout.lineAt(i).y()) - 2)
    for at in range(number, count):
        line = layout.lineAt(at)
        y = above + line.y()
        if y > bottom:
            return
        start = first + line.textStart()
        yield Line(
            start,
            start + line.textLength(),
            y + line.ascent(),
            em,
            _reader(layout, at, first=first, left=left),
            first,
        )


def _reader(layout: QTextLayout, number: int, *, first: int, left: float) -> Callable[[int], float]:
    line = layout.lineAt(number)
    right = left + line.x() + line.width()

    def x_at(position_qt: int) -> float:
        # Blanks at a line's end hang out of the column; nothing is painted there.
        return min(left + line.cursorToX(position_qt - first)[0], right)  # type: ignore[index]

    return x_at
