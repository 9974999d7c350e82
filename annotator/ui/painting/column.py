"""Owns how wide the column of text is and what margins stand beside it."""

from __future__ import annotations

from dataclasses import dataclass

NARROWEST, WIDEST = 31, 38
"""Ideographs a line may hold."""

_LEFT = 96
_LEFT_LEAST = 76
_RIGHT = 184
_RIGHT_LEAST = 24
_ROOMIER = 36
"""What both margins gain at once on a page that has paper to spare, for longer names and notes."""
_USUAL_EM = 17.0
"""The letters for which the margins are made; beside larger ones there are larger names and notes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """Widths in device-independent pixels, left to right.

    ``outer_left`` and ``outer_right`` are bare paper outside the page's viewport; ``left`` is the
    margin of the bars, ``measure`` the text, ``right`` the margin left free for notes.
    """

    outer_left: int
    left: int
    measure: int
    right: int
    outer_right: int


def column(width: int, *, em: float) -> Column:
    """Return the column for a page of that width whose ideographs are ``em`` wide.

    As many ideographs as fit between 31 and 38.  A page too narrow for 31 gives up its right margin
    first, then part of its left one, and only then the measure.  The measure grows by whole
    ideographs and the rest stays outside, so that widening a window rarely lays the text out anew.
    """
    count = min(max(int((width - _LEFT - _RIGHT) / em), NARROWEST), WIDEST)
    measure = round(count * em) + 2
    spare = width - measure - _LEFT - _RIGHT
    if spare >= 0:
        more = _ROOMIER if spare >= 2 * _ROOMIER else 0
        spare -= 2 * more
        grown = max(0.0, em / _USUAL_EM - 1.0)
        share = min(1.0, spare / ((_LEFT + _RIGHT) * grown)) if grown else 0.0
        left = _LEFT + more + int(_LEFT * grown * share)
        right = _RIGHT + more + int(_RIGHT * grown * share)
        spare = width - measure - left - right
        half = spare // 2
        return Column(outer_left=half, left=left, measure=measure, right=right, outer_right=spare - half)
    right = max(_RIGHT + spare, _RIGHT_LEAST)
    left = max(_LEFT + min(0, width - measure - _LEFT - right), _LEFT_LEAST)
    return Column(
        outer_left=0,
        left=left,
        measure=max(round(4 * em), min(measure, width - left - right)),
        right=right,
        outer_right=0,
    )
