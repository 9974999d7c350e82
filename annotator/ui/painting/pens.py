"""Owns what strokes are made of: pens, edges on whole pixels, open outlines, patterned rules."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap

from annotator.ui.painting.geometry import Piece
from annotator.ui.theme import Pattern

_BROKEN: dict[Pattern, tuple[tuple[tuple[float, float], ...], float]] = {
    "dash": (((0.0, 6.0),), 9.0),
    "dashdot": (((0.0, 8.0), (11.0, 2.0)), 16.0),
    "dotted": (((0.0, 2.0),), 4.0),
}
_TILE_HEIGHT = 2.0
_THIN = 1.5


@lru_cache(maxsize=256)
def colour_of(name: str, opacity: float = 1.0) -> QColor:
    """Return a colour of the theme, as opaque as asked."""
    made = QColor(name)
    made.setAlphaF(made.alphaF() * opacity)
    return made


@lru_cache(maxsize=256)
def pen_of(
    name: str, width: float, opacity: float = 1.0, dashes: tuple[float, ...] = (), is_round: bool = False
) -> QPen:
    """Return a pen; they are asked for by the thousand, so each is made once."""
    made = QPen(colour_of(name, opacity), width)
    made.setCapStyle(Qt.PenCapStyle.RoundCap if is_round else Qt.PenCapStyle.FlatCap)
    made.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    if dashes:
        made.setDashPattern(list(dashes))
    return made


def on_pixels(painter: QPainter, rect: QRectF) -> QRectF:
    """Put a frame's edges between device pixels: its lines are two wide."""
    ratio = painter.device().devicePixelRatioF()
    left, top, right, bottom = (
        round(edge * ratio) / ratio for edge in (rect.left(), rect.top(), rect.right(), rect.bottom())
    )
    return QRectF(left, top, max(1.0, right - left), bottom - top)


def snapped(painter: QPainter, y: float) -> float:
    """Return the edge of a device pixel next to a height."""
    ratio = painter.device().devicePixelRatioF()
    return round(y * ratio) / ratio


def crisp(painter: QPainter, rect: QRectF) -> QRectF:
    """Put an outline's edges on the middle of device pixels."""
    ratio = painter.device().devicePixelRatioF()
    left, top, right, bottom = (
        (round(edge * ratio - 0.5) + 0.5) / ratio
        for edge in (rect.left(), rect.top(), rect.right(), rect.bottom())
    )
    return QRectF(left, top, max(1.0, right - left), bottom - top)


def outline(box: QRectF, piece: Piece, *, radius: float) -> QPainterPath:
    """A rounded rectangle, open where the span goes on in another line."""
    path = QPainterPath()
    if piece.is_head and piece.is_tail:
        path.addRoundedRect(box, radius, radius)
        return path
    turn = 2 * radius
    left, right, top, bottom = box.left(), box.right(), box.top(), box.bottom()
    if piece.is_head:
        path.moveTo(right, top)
        path.lineTo(left + radius, top)
        path.arcTo(left, top, turn, turn, 90, 90)
        path.lineTo(left, bottom - radius)
        path.arcTo(left, bottom - turn, turn, turn, 180, 90)
        path.lineTo(right, bottom)
    elif piece.is_tail:
        path.moveTo(left, top)
        path.lineTo(right - radius, top)
        path.arcTo(right - turn, top, turn, turn, 90, -90)
        path.lineTo(right, bottom - radius)
        path.arcTo(right - turn, bottom - turn, turn, turn, 0, -90)
        path.lineTo(left, bottom)
    else:
        path.moveTo(left, top)
        path.lineTo(right, top)
        path.moveTo(left, bottom)
        path.lineTo(right, bottom)
    return path


def rule(
    painter: QPainter,
    left: float,
    right: float,
    y: float,
    *,
    colour: str,
    pattern: Pattern,
    is_thin: bool = False,
) -> None:
    """Draw an underline about 2 px thick, centred on ``y``; a thin one where the pattern has such."""
    top = snapped(painter, y - 1.0)
    width = max(1.0, right - left)
    if pattern == "solid":
        painter.fillRect(QRectF(left, top + is_thin, width, 1.0 if is_thin else 2.0), colour_of(colour))
    elif pattern == "double":
        painter.fillRect(QRectF(left, top, width, 1.0), colour_of(colour))
        painter.fillRect(QRectF(left, top + 2.0, width, 1.0), colour_of(colour))
    else:
        tile = _tile(colour, pattern, painter.device().devicePixelRatioF())
        painter.drawTiledPixmap(QRectF(left, top, width, _TILE_HEIGHT), tile)


@lru_cache(maxsize=64)
def _tile(colour: str, pattern: Pattern, ratio: float) -> QPixmap:
    """One period of a broken underline: tiling it is ten times faster than a dashed pen."""
    strokes, period = _BROKEN[pattern]
    tile = QPixmap(round(period * ratio), round(_TILE_HEIGHT * ratio))
    tile.setDevicePixelRatio(ratio)
    tile.fill(Qt.GlobalColor.transparent)
    painter = QPainter(tile)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour_of(colour))
    for start, length in strokes:
        if pattern == "dotted":
            painter.drawEllipse(QRectF(start, 0.0, 2.0, 2.0))
        else:
            painter.drawRect(QRectF(start, 0.0, length, _THIN))
    painter.end()
    return tile
