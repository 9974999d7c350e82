"""Owns dragging the outer borders of the current span: where they can be taken, what they become."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Literal

from PySide6.QtCore import QPointF

from annotator.ui.painting.geometry import pieces
from annotator.ui.painting.lines import Line
from annotator.ui.painting.paint import Paint

Side = Literal["start", "end"]

_NEAR = 4.0
_INSIDE = 0.25
"""The share of a span's words at either end that may be taken for its border: inside one selects."""


def border_at(
    paint: Paint, lines: Sequence[Line], point: QPointF, *, to_qt: Callable[[int], int]
) -> Side | None:
    """Return which outer border of a span a point of the document is at, or None; the nearer of two."""
    if paint.start == paint.end:
        return None
    whole = replace(paint, fragments=((paint.start, paint.end),))
    found: list[tuple[float, Side]] = []
    for piece in pieces(lines, [(whole, 0)], to_qt=to_qt):
        if not piece.box.top() - 2 <= point.y() <= piece.underline + 3:
            continue
        sides: tuple[tuple[bool, float, Side], ...] = (
            (piece.is_head, piece.left, "start"),
            (piece.is_tail, piece.right, "end"),
        )
        inside = min(_NEAR, _INSIDE * (piece.right - piece.left))
        for is_there, x, side in sides:
            is_inside = piece.left < point.x() < piece.right
            if is_there and abs(point.x() - x) <= (inside if is_inside else _NEAR):
                found.append((abs(point.x() - x), side))
    return min(found)[1] if found else None


class Resizing:
    """One border in the hand: the span as it was and as it would be."""

    def __init__(self, paint: Paint, side: Side) -> None:
        """Take a border of a span."""
        self.paint = paint
        self.side = side
        self.wanted = paint

    @property
    def is_changed(self) -> bool:
        """Whether letting go now would change anything."""
        return self.wanted.fragments != self.paint.fragments

    def move(self, at: int) -> Paint:
        """Put the border at an offset, as far as the outermost fragment allows; return the span then."""
        fragments = list(self.paint.fragments)
        if self.side == "start":
            fragments[0] = (min(at, fragments[0][1] - 1), fragments[0][1])
        else:
            fragments[-1] = (fragments[-1][0], max(at, fragments[-1][0] + 1))
        self.wanted = replace(self.paint, fragments=tuple(fragments))
        return self.wanted
