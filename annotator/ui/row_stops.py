"""Owns where the rows of a widget begin and end, and which of them a height holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtWidgets import QWidget

Row = tuple[int, int]
"""Top and bottom, in pixels of the widget that holds the rows."""

WHOLE = "whole"
"""The property of a widget that is one row with all it holds."""
LINE = "line"
"""The property of a list: pixels of each of its lines, which are rows of their own."""


def rows_in(widget: QWidget) -> list[Row]:
    """Return the rows of what is shown in a widget, from the top; what stands side by side is one."""
    found: list[Row] = []
    for top, bottom in sorted(_leaves(widget, 0)):
        if found and top < found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], bottom)
        else:
            found.append((top, bottom))
    return found


def _leaves(widget: QWidget, above: int) -> Iterator[Row]:
    for child in widget.children():
        if not isinstance(child, QWidget) or child.isHidden() or child.isWindow():
            continue
        top, height = above + child.y(), child.height()
        line = int(child.property(LINE) or 0)
        if line:
            for start in range(top, top + height - line + 1, line):
                yield start, start + line
        elif child.layout() is None or child.property(WHOLE):
            if height > 0:
                yield top, top + height
        else:
            yield from _leaves(child, top)


def bottom_of(rows: Sequence[Row], first: int, height: int) -> int:
    """Return how many pixels the rows from ``first`` on take that have room in ``height``."""
    if not rows:
        return height
    top = rows[first][0] if first else 0
    ends = [bottom - top for _, bottom in rows[first:] if bottom - top <= height]
    return ends[-1] if ends else height


def last_top(rows: Sequence[Row], height: int) -> int:
    """Return the row to begin with so that the last one is in sight."""
    if not rows or rows[-1][1] <= height:
        return 0
    return next(n for n, row in enumerate(rows) if rows[-1][1] - row[0] <= height or n == len(rows) - 1)


def top_showing(rows: Sequence[Row], first: int, wanted: Row, height: int) -> int:
    """Return the row to begin with, as near to ``first`` as can be, so that a stretch is in sight."""
    within = [n for n, row in enumerate(rows) if row[1] > wanted[0] and row[0] < wanted[1]]
    if not within:
        return first
    if within[0] < first:
        return within[0]
    while first < within[0] and rows[within[-1]][1] - (rows[first][0] if first else 0) > height:
        first += 1
    return first
