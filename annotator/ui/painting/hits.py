"""Owns the thin outlines around what was searched for."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from annotator.model.spans import Fragment
from annotator.ui.painting.lines import Line
from annotator.ui.theme import Theme

_HIGHER, _LOWER = 1.0, 0.24


class Part(NamedTuple):
    """What of a hit lies on one line; at an end that is none the hit goes on in another line."""

    box: QRectF
    is_head: bool
    is_tail: bool


def parts(lines: Sequence[Line], hits: Sequence[Fragment], *, to_qt: Callable[[int], int]) -> list[Part]:
    """Return the parts of hits on these lines; hits come in text order and do not overlap."""
    found: list[Part] = []
    low = bisect_right(hits, lines[0].start_qt, key=lambda hit: to_qt(hit[1]))
    high = bisect_left(hits, lines[-1].end_qt, key=lambda hit: to_qt(hit[0]))
    for start, end in hits[low:high]:
        start_qt, end_qt = to_qt(start), to_qt(end)
        for line in lines:
            if line.start_qt < end_qt and line.end_qt > start_qt:
                left = line.x_at(max(start_qt, line.start_qt))
                right = line.x_at(min(end_qt, line.end_qt))
                top = line.baseline - _HIGHER * line.em
                box = QRectF(left, top, right - left, (_HIGHER + _LOWER) * line.em)
                found.append(Part(box, start_qt >= line.start_qt, end_qt <= line.end_qt))
    return found


def draw(
    painter: QPainter,
    lines: Sequence[Line],
    hits: Sequence[Fragment],
    *,
    to_qt: Callable[[int], int],
    theme: Theme,
) -> None:
    """Outline the hits on these lines, quietly and in no layer's colour; open where one is broken."""
    painter.setPen(QPen(QColor(theme.dim), 1.0))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for part in parts(lines, hits, to_qt=to_qt):
        left, top = round(part.box.left()) + 0.5, round(part.box.top()) + 0.5
        right, bottom = left + round(part.box.width()) - 1.0, top + round(part.box.height())
        if part.is_head and part.is_tail:
            painter.drawRoundedRect(QRectF(left, top, right - left, bottom - top), 2.0, 2.0)
            continue
        for y in (top, bottom):
            painter.drawLine(QPointF(left, y), QPointF(right, y))
        for x, is_end in ((left, part.is_head), (right, part.is_tail)):
            if is_end:
                painter.drawLine(QPointF(x, top), QPointF(x, bottom))
