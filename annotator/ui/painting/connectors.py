"""Owns the quiet lines between the two ends of a relation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPainterPathStroker, QPen, QPolygonF

from annotator.ui.painting.bars import Bar
from annotator.ui.painting.geometry import Piece
from annotator.ui.painting.paint import Paint, Tie
from annotator.ui.theme import Theme

_BELOW = 4.5
_ABOVE = 3.0
_LANE = 10.0
_LANES = 3
_LANES_APART = 3.0
_ENDS_APART = 7.0
_DEPTHS = (5.0, 9.5, 14.0)
"""How far the bows of relations within one line hang down, the shortest first."""
_NEXT_LINE = 2.9
"""Ems between two lines that are taken for neighbours."""
_TURN = 4.0
_TIP = 3.0
_ROOT = 1.8
_CHEVRONS_APART = 9.0
_NEAR = 9.0
"""Pixels across a line within which one points at it."""


class Anchor(NamedTuple):
    """Where a line may end at a span: under or above its words, or at the inner edge of its bar.

    ``y`` lies under the words, ``top`` above them; ``half`` is half the width there is to end on.
    """

    x: float
    y: float
    is_bar: bool
    top: float = 0.0
    half: float = 0.0
    em: float = 0.0


class Connector(NamedTuple):
    """One line in pixels of the document; ``tip`` is its arrow head, empty for one that leads away, and
    ``root`` where it begins."""

    path: QPainterPath
    tip: QPolygonF
    is_begun: bool
    words: str = ""
    root: QPointF | None = None

    def is_at(self, point: QPointF) -> bool:
        """Whether somebody who points there means it."""
        stroker = QPainterPathStroker()
        stroker.setWidth(_NEAR)
        return stroker.createStroke(self.path).contains(point)


class _Span(NamedTuple):
    """A relation whose ends are both in sight."""

    tie: Tie
    source: Anchor
    target: Anchor

    @property
    def is_in_line(self) -> bool:
        return not (self.source.is_bar or self.target.is_bar) and abs(self.source.y - self.target.y) < 8

    @property
    def width(self) -> float:
        return abs(self.source.x - self.target.x)


def anchors(
    pieces: Iterable[Piece], bars: Iterable[Bar], *, refs: set[Hashable]
) -> dict[Hashable, list[Anchor]]:
    """Return the places in sight where lines may end, for the spans asked for."""
    found: dict[Hashable, list[Anchor]] = defaultdict(list)
    for piece in pieces:
        if piece.paint.ref in refs and piece.kind != "gap":
            middle, half = (piece.left + piece.right) / 2, (piece.right - piece.left) / 2
            top = piece.box.top() - _ABOVE
            found[piece.paint.ref].append(
                Anchor(middle, piece.underline + _BELOW, False, top, half, piece.em)
            )
    for bar in bars:
        if bar.paint.ref in refs:
            y = min(
                bar.rect.top() + 10.0 if bar.name.isNull() else bar.name.center().y(), bar.rect.bottom() - 2
            )
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
    spans: list[_Span] = []
    away: list[Connector] = []
    for tie in ties:
        ends = [_in_sight(places.get(end, []), view) for end in (tie.source, tie.target)]
        if all(ends):
            spans.append(_Span(tie, *_nearest(ends[0], ends[1])))
        elif any(ends):
            here, there = (tie.source, tie.target) if ends[0] else (tie.target, tie.source)
            anchor = (ends[0] or ends[1])[0]
            away.append(_chevron(anchor, len(away), towards=_towards(get(here), get(there)), tie=tie))
    return [*_lines(_spread(spans), left=left, right=right), *away]


def _spread(spans: Sequence[_Span]) -> list[_Span]:
    """Let the lines that end at one span end beside each other, so ordered that bows do not cross."""
    at: dict[tuple[Hashable, Anchor], list[tuple[int, bool, Anchor]]] = defaultdict(list)
    for n, span in enumerate(spans):
        at[span.tie.source, span.source].append((n, True, span.target))
        at[span.tie.target, span.target].append((n, False, span.source))
    moved = list(spans)
    for (_, here), ends in at.items():
        if here.is_bar or len(ends) < 2:
            continue
        ends.sort(key=lambda end, x=here.x: (end[2].x > x, -end[2].x))  # type: ignore[misc]
        step = min(_ENDS_APART, 2 * here.half / len(ends))
        for place, (n, is_source, _) in enumerate(ends):
            there = here._replace(x=here.x + step * (place - (len(ends) - 1) / 2))
            moved[n] = moved[n]._replace(source=there) if is_source else moved[n]._replace(target=there)
    return moved


def _lines(spans: Sequence[_Span], *, left: float, right: float) -> list[Connector]:
    """Lay the lines so that none runs on another."""
    in_line = sorted((span for span in spans if span.is_in_line), key=lambda span: span.width)
    found = [_arc(span, min(n, len(_DEPTHS) - 1)) for n, span in enumerate(in_line)]
    others = [span for span in spans if not span.is_in_line]
    return found + [_line(span, n % _LANES, left=left, right=right) for n, span in enumerate(others)]


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


def _line(span: _Span, lane: int, *, left: float, right: float) -> Connector:
    source, target = span.source, span.target
    has_bar = source.is_bar or target.is_bar
    is_down = target.y > source.y
    apart = _LANES_APART * lane
    if not has_bar and abs(target.y - source.y) < _NEXT_LINE * max(source.em, target.em):
        # Through the white between the two lines.
        upper = source if is_down else target
        between = upper.y - 0.5 + apart
        starts = QPointF(source.x, source.y - 2.0 if is_down else source.top)
        ends = QPointF(target.x, target.top if is_down else target.y)
        corners = [starts, QPointF(source.x, between), QPointF(target.x, between), ends]
        tip = _head(Anchor(ends.x(), ends.y(), False), (0.0, 1.0 if is_down else -1.0))
        return Connector(_rounded(corners), tip, span.tie.is_begun, span.tie.words, starts)
    is_left = has_bar or (source.x + target.x) / 2 < (left + right) / 2
    x = left - _LANE + apart if is_left else right + _LANE - apart
    # Each end on the side that looks towards the other: nothing runs around the words.
    one = _facing(source, is_down=is_down)
    other = _facing(target, is_down=not is_down)
    aside = (
        other if target.is_bar else QPointF(other.x(), other.y() + (-1.0 if is_down else 1.0) * (1 + apart))
    )
    path = _rounded([one, QPointF(x, one.y()), QPointF(x, aside.y()), aside, other])
    towards = (-1.0, 0.0) if target.is_bar else (0.0, 1.0 if is_down else -1.0)
    tip = _head(Anchor(other.x(), other.y(), target.is_bar), towards)
    return Connector(path, tip, span.tie.is_begun, span.tie.words, one)


def _facing(end: Anchor, *, is_down: bool) -> QPointF:
    """Under the words, or above them; at its edge for a bar."""
    return QPointF(end.x, end.y if end.is_bar or is_down else end.top)


def _arc(span: _Span, depth: int) -> Connector:
    source, target = span.source, span.target
    dip = max(source.y, target.y) + _DEPTHS[depth]
    path = QPainterPath(QPointF(source.x, source.y))
    path.cubicTo(QPointF(source.x, dip), QPointF(target.x, dip), QPointF(target.x, target.y))
    root = QPointF(source.x, source.y)
    return Connector(path, _head(target, (0.0, -1.0)), span.tie.is_begun, span.tie.words, root)


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
    return Connector(path, QPolygonF(), tie.is_begun, tie.words)


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
        if one.root is not None:
            painter.drawEllipse(one.root, _ROOT, _ROOT)
