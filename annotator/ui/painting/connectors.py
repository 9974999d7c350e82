"""Owns the quiet lines between the two ends of a relation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from annotator.ui.painting.bars import Bar
from annotator.ui.painting.geometry import Piece
from annotator.ui.painting.paint import Paint, Tie
from annotator.ui.theme import Theme

_BELOW = 4.5
_LANE = 10.0
_LANES = 3
_LANES_APART = 3.0
_TURN = 4.0
_TIP = 3.0
_CHEVRONS_APART = 9.0


class Anchor(NamedTuple):
    """Where a line may end at a span: under its words, or at the inner edge of its bar."""

    x: float
    y: float
    is_bar: bool


class Connector(NamedTuple):
    """One line in pixels of the document; ``tip`` is its arrow head, empty for one that leads away."""

    path: QPainterPath
    tip: QPolygonF
    is_begun: bool


def anchors(
    pieces: Iterable[Piece], bars: Iterable[Bar], *, refs: set[Hashable]
) -> dict[Hashable, list[Anchor]]:
    """Return the places in sight where lines may end, for the spans asked for."""
    found: dict[Hashable, list[Anchor]] = defaultdict(list)
    for piece in pieces:
        if piece.paint.ref in refs and piece.kind != "gap":
            middle = (piece.left + piece.right) / 2
            found[piece.paint.ref].append(Anchor(middle, piece.underline + _BELOW, False))
    for bar in bars:
        if bar.paint.ref in refs:
            y = min(bar.name.center().y(), bar.rect.bottom() - 2)
            found[bar.paint.ref].append(Anchor(bar.rect.right() + 5, max(y, bar.rect.top() + 2), True))
    return dict(found)


def connectors(
    ties: Sequence[Tie],
    places: dict[Hashable, list[Anchor]],
    *,
    left: float,
    right: float,
    view: QRectF,
    get: Callable[[Hashable], Paint | None],
) -> list[Connector]:
    """Return a line for each relation whose ends are both in sight, a small sign for one that leads away.

    ``left`` and ``right`` bound the text.
    """
    found: list[Connector] = []
    led_away = 0
    for n, tie in enumerate(ties):
        ends = [_in_sight(places.get(end, []), view) for end in (tie.source, tie.target)]
        if all(ends):
            found.append(_line(*_nearest(ends[0], ends[1]), n, left=left, right=right, tie=tie))
        elif any(ends):
            here, there = (tie.source, tie.target) if ends[0] else (tie.target, tie.source)
            anchor = (ends[0] or ends[1])[0]
            found.append(_chevron(anchor, led_away, towards=_towards(get(here), get(there)), tie=tie))
            led_away += 1
    return found


def _in_sight(places: list[Anchor], view: QRectF) -> list[Anchor]:
    return [one for one in places if view.top() <= one.y <= view.bottom()]


def _nearest(sources: list[Anchor], targets: list[Anchor]) -> tuple[Anchor, Anchor]:
    """Of two spans that wrap, the parts nearest to each other."""
    pairs = [(one, other) for one in sources for other in targets]
    return min(pairs, key=lambda pair: (abs(pair[0].y - pair[1].y), abs(pair[0].x - pair[1].x)))


def _towards(here: Paint | None, there: Paint | None) -> tuple[float, float]:
    """Right for another document, else down or up."""
    if here is None or there is None or not there.fragments or not here.fragments:
        return 1.0, 0.0
    return 0.0, (1.0 if there.start >= here.start else -1.0)


def _line(source: Anchor, target: Anchor, n: int, *, left: float, right: float, tie: Tie) -> Connector:
    if not source.is_bar and not target.is_bar and abs(source.y - target.y) < 8:
        return _arc(source, target, tie=tie)
    lane = _LANES_APART * (n % _LANES)
    is_left = source.is_bar or target.is_bar or (source.x + target.x) / 2 < (left + right) / 2
    x = left - _LANE + lane if is_left else right + _LANE - lane
    path = _rounded([QPointF(*source[:2]), QPointF(x, source.y), QPointF(x, target.y), QPointF(*target[:2])])
    tip = _head(target, (-1.0, 0.0)) if target.is_bar else _head(target, (0.0, -1.0))
    return Connector(path, tip, tie.is_begun)


def _arc(source: Anchor, target: Anchor, *, tie: Tie) -> Connector:
    y = max(source.y, target.y)
    dip = y + min(9.0, 3.0 + 0.04 * abs(source.x - target.x))
    path = QPainterPath(QPointF(source.x, source.y))
    path.cubicTo(QPointF(source.x, dip), QPointF(target.x, dip), QPointF(target.x, target.y))
    return Connector(path, _head(target, (0.0, -1.0)), tie.is_begun)


def _rounded(points: list[QPointF]) -> QPainterPath:
    """Straight lines that turn in small curves."""
    path = QPainterPath(points[0])
    for before, at, after in zip(points, points[1:], points[2:], strict=False):
        path.lineTo(_short_of(at, before))
        path.quadTo(at, _short_of(at, after))
    path.lineTo(points[-1])
    return path


def _short_of(at: QPointF, other: QPointF) -> QPointF:
    way = other - at
    length = max(abs(way.x()), abs(way.y()))
    return at + way * (min(_TURN, length / 2) / length) if length else at


def _head(at: Anchor, towards: tuple[float, float]) -> QPolygonF:
    x, y = towards
    tip = QPointF(at.x + _TIP * x, at.y + _TIP * y)
    across = QPointF(-y * _TIP, x * _TIP)
    back = QPointF(at.x - x, at.y - y)
    return QPolygonF([tip, back + across, back - across])


def _chevron(at: Anchor, n: int, *, towards: tuple[float, float], tie: Tie) -> Connector:
    """A chevron under the end in sight."""
    x, y = towards
    middle = QPointF(at.x + _CHEVRONS_APART * n + (0 if not at.is_bar else 6), at.y + 3)
    across = QPointF(-y * 3.5, x * 3.5)
    path = QPainterPath(middle + across - QPointF(x, y) * 1.5)
    path.lineTo(middle + QPointF(x, y) * 1.5)
    path.lineTo(middle - across - QPointF(x, y) * 1.5)
    return Connector(path, QPolygonF(), tie.is_begun)


def draw(painter: QPainter, found: Iterable[Connector], *, theme: Theme) -> None:
    """Draw the lines, hair-thin; one that is only begun is broken and vermilion."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for one in found:
        colour = QColor(theme.accent if one.is_begun else theme.dim)
        pen = QPen(colour, 1.2)
        if one.is_begun:
            pen.setDashPattern([3.0, 3.0])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(one.path)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawPolygon(one.tip)
