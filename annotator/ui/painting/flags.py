"""Owns the flags behind headings: the names of what is said of a whole section."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from PySide6.QtCore import QRectF

from annotator.ui.painting.geometry import Piece
from annotator.ui.painting.paint import Paint

_AWAY = 12.0
_APART = 6.0
_PADDING = 7.0
_HIGHER = 3.0


class Flag(NamedTuple):
    """One name in its box, in pixels of the document."""

    paint: Paint
    box: QRectF


def flags(
    pieces: Iterable[Piece], *, width_of: Callable[[str], float], height: float, right: float
) -> list[Flag]:
    """Return the flags behind these pieces, side by side on a line; none reaches beyond ``right``."""
    found: list[Flag] = []
    ends: dict[float, float] = {}
    named = [piece for piece in pieces if piece.paint.is_named and piece.is_last and piece.kind == "words"]
    for piece in sorted(named, key=lambda one: (one.baseline, one.right, one.paint.start, one.level)):
        width = width_of(piece.paint.words) + 2 * _PADDING
        left = ends.get(piece.baseline, piece.right + _AWAY)
        left = max(0.0, min(left, right - width))
        middle = piece.baseline - 0.38 * piece.em
        tall = height + _HIGHER
        found.append(Flag(piece.paint, QRectF(left, middle - tall / 2, width, tall)))
        ends[piece.baseline] = left + width + _APART
    return found
