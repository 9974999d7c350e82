"""Owns where each span lies on the page: the pieces of its fragments, line by line."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple

from PySide6.QtCore import QPointF, QRectF

from annotator.ui.painting.lines import Line
from annotator.ui.painting.paint import Paint

Kind = Literal["words", "gap", "caret"]
"""Words of a fragment; the gap between two fragments; the place of a zero-width span."""

_JOINED = 3
_LEVEL = 0.23
_GROWTH = 0.1
_SPREAD = 2.5
_DOTS_APART = QPointF(2.9, 0.0)


class Piece(NamedTuple):
    """The part of one span on one line, in pixels of the document.

    ``is_head``/``is_tail`` tell whether the fragment really begins or ends here, or only wraps;
    ``is_last`` whether the whole span ends here.
    """

    paint: Paint
    level: int
    kind: Kind
    left: float
    right: float
    baseline: float
    em: float
    is_head: bool
    is_tail: bool
    is_last: bool

    @property
    def box(self) -> QRectF:
        """Around the letters; outer levels lie a little higher and lower than inner ones."""
        grown = _GROWTH * self.em * self.level
        top = self.baseline - 0.95 * self.em - grown
        return QRectF(self.left, top, self.right - self.left, 1.14 * self.em + 2 * grown)

    @property
    def fill(self) -> QRectF:
        """What is tinted: as high for every level, so that a line of text has one even band."""
        top = self.baseline - 0.95 * self.em
        return QRectF(self.left, top, self.right - self.left, 1.14 * self.em)

    @property
    def underline(self) -> float:
        """The height of its line under the letters, one strip for each level."""
        return self.baseline + (0.19 + _LEVEL * self.level) * self.em + 1.0

    @property
    def spread(self) -> float:
        """How far beyond its words an outline or a bracket stands: ends of several levels in one place
        stay apart."""
        return _SPREAD * self.level

    @property
    def dot(self) -> QPointF:
        """Where the dot of what was corrected is, clear of the dots of other levels that end here."""
        return QPointF(self.right, self.box.top() + 0.5) + _DOTS_APART * self.level

    def reaches(self, point: QPointF) -> bool:
        """Whether the pointer at that place means this piece."""
        slack = 4.0 if self.kind == "caret" else 0.0
        if not self.left - slack <= point.x() <= self.right + slack:
            return False
        if self.kind == "gap":
            return abs(point.y() - self.underline) <= 2.0
        return self.box.top() <= point.y() <= max(self.underline + 1.5, self.box.bottom())


def pieces(
    lines: Sequence[Line],
    paints: Sequence[tuple[Paint, int]],
    *,
    to_qt: Callable[[int], int],
) -> list[Piece]:
    """Return the pieces of the paints on these lines, each paint with its level."""
    if not lines:
        return []
    starts = [line.start_qt for line in lines]
    found: list[Piece] = []
    for paint, level in paints:
        last = len(paint.fragments) - 1
        reached = -1
        for number, (start, end) in enumerate(paint.fragments):
            start_qt = to_qt(start)
            end_qt = to_qt(end) if end > start else start_qt
            if reached >= 0:
                _lay_gap(found, lines, starts, paint=paint, level=level, start_qt=reached, end_qt=start_qt)
            is_last = number == last
            if start_qt == end_qt:
                _lay_caret(found, lines, starts, paint=paint, level=level, at_qt=start_qt, is_last=is_last)
            else:
                for line in _covered(lines, starts, start_qt, end_qt):
                    found.append(_piece(paint, level, "words", line, start_qt, end_qt, is_last=is_last))
            reached = end_qt
    return found


def _covered(lines: Sequence[Line], starts: list[int], start_qt: int, end_qt: int) -> Sequence[Line]:
    first = max(0, bisect_right(starts, start_qt) - 1)
    after = bisect_right(starts, end_qt - 1)
    covered = lines[first:after]
    if covered and covered[0].end_qt <= start_qt:
        return covered[1:]
    return covered


def _piece(
    paint: Paint, level: int, kind: Kind, line: Line, start_qt: int, end_qt: int, *, is_last: bool
) -> Piece:
    is_head, is_tail = start_qt >= line.start_qt, end_qt <= line.end_qt
    one = line.x_at(max(start_qt, line.start_qt))
    other = line.x_at(min(end_qt, line.end_qt))
    return Piece(
        paint,
        level,
        kind,
        min(one, other),
        max(one, other),
        line.baseline,
        line.em,
        is_head,
        is_tail,
        is_last and is_tail,
    )


def _lay_gap(
    found: list[Piece],
    lines: Sequence[Line],
    starts: list[int],
    *,
    paint: Paint,
    level: int,
    start_qt: int,
    end_qt: int,
) -> None:
    covered = _covered(lines, starts, start_qt, end_qt)
    if len(covered) > _JOINED:
        # Over a long gap only the two ends are drawn: the eye needs the direction, not the way.
        covered = [line for line in covered if line.start_qt <= start_qt or line.end_qt >= end_qt]
    for line in covered:
        found.append(_piece(paint, level, "gap", line, start_qt, end_qt, is_last=False))


def _lay_caret(
    found: list[Piece],
    lines: Sequence[Line],
    starts: list[int],
    *,
    paint: Paint,
    level: int,
    at_qt: int,
    is_last: bool,
) -> None:
    line = lines[max(0, bisect_right(starts, at_qt) - 1)]
    if line.start_qt <= at_qt <= line.end_qt:
        found.append(_piece(paint, level, "caret", line, at_qt, at_qt, is_last=is_last))
