"""Owns the left margin: passage bars and the names beside them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QRectF

from annotator.ui.painting.lines import Line
from annotator.ui.painting.names import SetName, within
from annotator.ui.painting.paint import Paint

WIDTH = 4.0
_AWAY = 22.0
_APART = 8.0
_NAME_APART = 8.0
_PARTED = 3.0
_EDGE = 1.0
_INSIDE = 2.0
"""How far inside the page a name stays."""
_STRIPS_APART = 2.0
_ALONG_APART = 5.0
"""Between two names along one line, which would read as one word."""
_LEAST_SEEN = 0.6
"""Ems of a bar that must be in sight for its name to be shown."""
_SLACK = 0.4
"""Ems that a name may hang over its lines, into the blank between paragraphs."""
_OUT_OF_SIGHT = 10_000.0


class Bar(NamedTuple):
    """One bar, in pixels of the document: its rectangle, where its name goes, its true ends.

    ``told`` is the name as it is set; ``name`` is empty where so little of the bar is left in sight that
    its name would be cut.  A bar that began above the visible lines has ``is_head`` False and runs out
    of sight.
    """

    paint: Paint
    rect: QRectF
    name: QRectF
    is_head: bool
    is_tail: bool
    told: SetName


def bars(
    lines: Sequence[Line],
    paints: Sequence[tuple[Paint, int]],
    *,
    to_qt: Callable[[int], int],
    left: float,
    top: float,
    bottom: float,
    set_name: Callable[[str, float], SetName],
) -> list[Bar]:
    """Return the bars beside the visible lines.

    ``left`` is where the text begins, ``top``..``bottom`` what is visible; ``set_name`` sets a name into
    a width.  The name of a bar that began higher up stays in sight at the top; a name that would cover
    another goes to the nearest free place.
    """
    found: list[Bar] = []
    names: list[QRectF] = []
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
        told = set_name(paint.words, max(0.0, names_right - _EDGE))
        name = QRectF()
        if min(lower, bottom) - max(upper, top) >= _LEAST_SEEN * first.em:
            wanted = upper if told.is_along else first.baseline - 0.38 * first.em - told.height / 2
            wanted = max(wanted, top + _INSIDE)
            above, below = _reach(lines, beside, top=top, bottom=bottom)
            told = within(told, below - wanted) or told
            slack, floor = _SLACK * first.em, bottom - _INSIDE
            floor = min(floor, below + slack) if told.is_along else floor
            name = _free(wanted, told, names, right=names_right, floor=floor)
            if told.is_along and not above - slack <= name.top() <= name.bottom() <= below + slack:
                # Beside lines of another paragraph it would name those: it is left to the tool tip.
                name = QRectF()
            else:
                names.append(name)
        found.append(Bar(paint, rect, name, is_head, is_tail, told))
    _part(found)
    return found


def _reach(
    lines: Sequence[Line], beside: Sequence[Line], *, top: float, bottom: float
) -> tuple[float, float]:
    """From where to where the paragraphs reach that a bar is beside, as far as they are in sight."""
    first, last = beside[0].paragraph, beside[-1].paragraph
    own = [line for line in lines if first <= line.paragraph <= last]
    upper = max(own[0].top, top)
    return upper, max(own[-1].bottom, bottom) if own[-1] is lines[-1] else own[-1].bottom


def _part(found: Sequence[Bar]) -> None:
    """Two passages that share a line share its height, also where both begin on it."""
    above: dict[float, QRectF] = {}
    for bar in found:
        upper = above.get(bar.rect.left())
        if upper is not None and upper.bottom() - max(upper.top(), bar.rect.top()) > 2 * _PARTED:
            middle = (max(upper.top(), bar.rect.top()) + upper.bottom()) / 2
            upper.setBottom(middle - _PARTED / 2)
            bar.rect.setTop(middle + _PARTED / 2)
        above[bar.rect.left()] = bar.rect


def _free(wanted: float, told: SetName, taken: Sequence[QRectF], *, right: float, floor: float) -> QRectF:
    """Return the nearest place where a name covers no other: names along their bars may also stand side
    by side."""
    width, height = told.width, told.height
    strips = max(1, int((right - _EDGE) // (width + _STRIPS_APART))) if told.is_along else 1
    apart = _ALONG_APART if told.is_along else 0.0
    tops = [wanted, *(one.bottom() + apart for one in taken), *(one.top() - height - apart for one in taken)]
    tops.append(min(wanted, floor - height))
    edges = [(one.left(), one.top() - apart, one.right(), one.bottom() + apart) for one in taken]

    def cost(strip: int, top: float) -> float:
        """Downwards rather than upwards, and in sight rather than near."""
        away = abs(top - wanted) * (1.0 if top >= wanted else 1.5) + 3.0 * strip
        return away + (_OUT_OF_SIGHT if top + height > floor else 0.0)

    for _, strip, top in sorted(((cost(n, at), n, at) for n in range(strips) for at in tops), key=_first):
        left = right - width - strip * (width + _STRIPS_APART)
        if not any(
            left < ends and begins < left + width and top < lower and upper < top + height
            for begins, upper, ends, lower in edges
        ):
            return QRectF(left, top, width, height)
    return QRectF(right - width, wanted, width, height)


def _first(place: tuple[float, int, float]) -> float:
    return place[0]
