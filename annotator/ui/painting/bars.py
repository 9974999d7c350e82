"""Owns the left margin: passage bars and the names beside them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QRectF

from annotator.ui.painting.lines import Line
from annotator.ui.painting.paint import Paint

WIDTH = 4.0
_AWAY = 22.0
_APART = 8.0
_NAME_APART = 8.0
_PARTED = 3.0


class Bar(NamedTuple):
    """One bar, in pixels of the document: its rectangle, where its name goes, its true ends.

    ``lines`` is the name as it is set.  A bar that began above the visible lines has ``is_head`` False
    and runs out of sight.
    """

    paint: Paint
    rect: QRectF
    name: QRectF
    is_head: bool
    is_tail: bool
    lines: tuple[str, ...]


def bars(
    lines: Sequence[Line],
    paints: Sequence[tuple[Paint, int]],
    *,
    to_qt: Callable[[int], int],
    left: float,
    top: float,
    bottom: float,
    name_height: float,
    set_name: Callable[[str, float], tuple[str, ...]],
) -> list[Bar]:
    """Return the bars beside the visible lines.

    ``left`` is where the text begins, ``top``..``bottom`` what is visible; ``set_name`` breaks a name
    into lines of a width, each ``name_height`` high.  The name of a bar that
    began higher up stays in sight at the top; names that would collide move down.
    """
    found: list[Bar] = []
    names: list[tuple[float, float]] = []
    columns = max((level for _, level in paints), default=0)
    names_right = left - _AWAY - _APART * columns - _NAME_APART
    for paint, level in sorted(paints, key=lambda pair: (pair[0].start, -pair[0].end)):
        start_qt, end_qt = to_qt(paint.start), to_qt(paint.end)
        end_qt = max(end_qt, start_qt + 1)
        beside = [line for line in lines if line.start_qt < end_qt and line.end_qt > start_qt]
        if not beside:
            continue
        is_head = start_qt >= lines[0].start_qt
        is_tail = end_qt <= lines[-1].end_qt
        upper = beside[0].top if is_head else top - 40
        lower = beside[-1].bottom if is_tail else bottom + 40
        rect = QRectF(left - _AWAY - _APART * level - WIDTH / 2, upper, WIDTH, lower - upper)
        first = beside[0]
        wanted = first.baseline - 0.38 * first.em - name_height / 2 if is_head else top
        width = max(0.0, names_right - 4.0)
        told = set_name(paint.words, width)
        height = name_height * len(told)
        in_sight = min(max(wanted, top + 4), max(wanted, lower - height))
        name_top = _free(in_sight, names, height=height)
        names.append((name_top, name_top + height))
        name = QRectF(4.0, name_top, width, height)
        found.append(Bar(paint, rect, name, is_head, is_tail, told))
    _part(found)
    return found


def _part(found: Sequence[Bar]) -> None:
    """Two passages that share a line share its height."""
    above: dict[float, QRectF] = {}
    for bar in found:
        upper = above.get(bar.rect.left())
        if upper is not None and upper.top() < bar.rect.top() < upper.bottom() < bar.rect.bottom():
            middle = (bar.rect.top() + upper.bottom()) / 2
            upper.setBottom(middle - _PARTED / 2)
            bar.rect.setTop(middle + _PARTED / 2)
        above[bar.rect.left()] = bar.rect


def _free(wanted: float, taken: Sequence[tuple[float, float]], *, height: float) -> float:
    for upper, lower in sorted(taken):
        if wanted < lower and upper < wanted + height:
            wanted = lower
    return wanted
