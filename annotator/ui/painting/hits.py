"""Owns the thin outlines around what was searched for."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from annotator.model.spans import Fragment
from annotator.ui.painting.lines import Line
from annotator.ui.theme import Theme

_HIGHER, _LOWER = 1.0, 0.24


def boxes(lines: Sequence[Line], hits: Sequence[Fragment], *, to_qt: Callable[[int], int]) -> list[QRectF]:
    """Return a box for each part of a hit on these lines; hits come in text order and do not overlap."""
    found: list[QRectF] = []
    low = bisect_right(hits, lines[0].start_qt, key=lambda hit: to_qt(hit[1]))
    high = bisect_left(hits, lines[-1].end_qt, key=lambda hit: to_qt(hit[0]))
    for start, end in hits[low:high]:
        start_qt, end_qt = to_qt(start), to_qt(end)
        for line in lines:
            if line.start_qt < end_qt and line.end_qt > start_qt:
                left = line.x_at(max(start_qt, line.start_qt))
                right = line.x_at(min(end_qt, line.end_qt))
                top = line.baseline - _HIGHER * line.em
                found.append(QRectF(left, top, right - left, (_HIGHER + _LOWER) * line.em))
    return found


def draw(
    painter: QPainter,
    lines: Sequence[Line],
    hits: Sequence[Fragment],
    *,
    to_qt: Callable[[int], int],
    theme: Theme,
) -> None:
    """Outline the hits on these lines, quietly and in no layer's colour."""
    painter.setPen(QPen(QColor(theme.dim), 1.0))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for box in boxes(lines, hits, to_qt=to_qt):
        left, top = round(box.left()) + 0.5, round(box.top()) + 0.5
        painter.drawRoundedRect(QRectF(left, top, round(box.width()) - 1.0, round(box.height())), 2.0, 2.0)
