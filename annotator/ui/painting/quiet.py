"""Owns what steps back on the page for something else: the caret for the current place, tints for what is
selected."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QRegion

from annotator.model.spans import Fragment
from annotator.ui.painting.lines import Line


class QuietCaret:
    """Whether the caret is drawn: not where the page itself has put it beside a current place, whose frame
    it would double; as soon as a person moves it, it is there."""

    def __init__(self) -> None:
        self._left_at: int | None = None

    def leave(self, caret: int) -> None:
        """The page has put it there, or the place has become the current one while it was there."""
        self._left_at = caret

    def is_drawn(self, caret: int, *, has_place: bool, is_selecting: bool) -> bool:
        """Whether to draw it where it is now."""
        if caret != self._left_at:
            self._left_at = None
        return is_selecting or not has_place or self._left_at is None


def outside(
    painter: QPainter, lines: Sequence[Line], selected: Fragment, *, to_qt: Callable[[int], int], view: QRectF
) -> None:
    """Let nothing be painted under what is selected: a tint showing through makes mud of both colours."""
    start_qt, end_qt = to_qt(selected[0]), to_qt(selected[1])
    region = QRegion(view.toAlignedRect())
    for line in lines:
        if line.start_qt < end_qt and line.end_qt > start_qt:
            left, right = line.x_at(max(start_qt, line.start_qt)), line.x_at(min(end_qt, line.end_qt))
            box = QRectF(left, line.top - line.em, right - left, 3 * line.em)
            region -= QRegion(box.toRect())
    painter.setClipRegion(region)
