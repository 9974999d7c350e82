"""Owns the flags behind headings: the names of what is said of a whole section."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import groupby
from typing import NamedTuple

from PySide6.QtCore import QRectF

from annotator.ui.painting.geometry import Piece
from annotator.ui.painting.paint import Paint

_AWAY = 12.0
_APART = 6.0
PADDING = 7.0
"""Pixels before and behind a name."""
_HIGHER = 3.0


class Flag(NamedTuple):
    """One name in its box, in pixels of the document."""

    paint: Paint
    box: QRectF


def flags(
    pieces: Iterable[Piece], *, width_of: Callable[[str], float], height: float, right: float
) -> list[Flag]:
    """Return the flags behind these pieces, side by side on a line; none reaches beyond ``right``.

    Where they have no room side by side they get narrower, the widest first, and never cover each other.
    """
    found: list[Flag] = []
    named = [piece for piece in pieces if piece.paint.is_named and piece.is_last and piece.kind == "words"]
    named.sort(key=lambda one: (one.baseline, one.right, one.paint.start, one.level))
    tall = height + _HIGHER
    for baseline, group in groupby(named, key=lambda one: one.baseline):
        beside = list(group)
        apart = _APART * (len(beside) - 1)
        left = max(0.0, min(beside[-1].right + _AWAY, right - tall * len(beside) - apart))
        wanted = [width_of(piece.paint.words) + 2 * PADDING for piece in beside]
        for piece, width in zip(beside, _shared(wanted, right - left - apart), strict=True):
            middle = baseline - 0.38 * piece.em
            found.append(Flag(piece.paint, QRectF(left, middle - tall / 2, width, tall)))
            left += width + _APART
    return found


def _shared(wanted: list[float], room: float) -> list[float]:
    """Give each what it wants, or, where there is not enough, no more than an equal share of the rest."""
    given = list(wanted)
    rest, left = room, len(wanted)
    for n in sorted(range(len(wanted)), key=lambda at: wanted[at]):
        given[n] = min(wanted[n], max(0.0, rest / left))
        rest, left = rest - given[n], left - 1
    return given
