"""Owns the small signs of the lists, drawn by hand so that they are crisp at every scale and need no font."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF


def _begin(painter: QPainter, colour: str, width: float) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(QColor(colour), width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)


def draw_lock(painter: QPainter, rect: QRectF, colour: str) -> None:
    """Draw a closed padlock as high as ``rect``."""
    unit = rect.height() / 12
    _begin(painter, colour, max(1.0, 1.3 * unit))
    left, top = rect.center().x() - 4 * unit, rect.top() + 0.5 * unit
    bow = QPainterPath(QPointF(left + 1.6 * unit, top + 5 * unit))
    bow.lineTo(left + 1.6 * unit, top + 3.2 * unit)
    bow.arcTo(QRectF(left + 1.6 * unit, top + 0.6 * unit, 4.8 * unit, 5.2 * unit), 180, -180)
    bow.lineTo(left + 6.4 * unit, top + 5 * unit)
    painter.drawPath(bow)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawRoundedRect(QRectF(left, top + 5 * unit, 8 * unit, 6 * unit), 1.2 * unit, 1.2 * unit)
    painter.restore()


def draw_check(painter: QPainter, rect: QRectF, colour: str, *, width: float = 1.6) -> None:
    """Draw a check sign within ``rect``."""
    unit = min(rect.width(), rect.height()) / 12
    middle = rect.center()
    _begin(painter, colour, width * max(1.0, unit))
    corners = [(-4.0, 0.2), (-1.2, 3.2), (4.2, -3.4)]
    painter.drawPolyline(QPolygonF([middle + QPointF(x * unit, y * unit) for x, y in corners]))
    painter.restore()


def draw_box(painter: QPainter, rect: QRectF, colour: str) -> None:
    """Draw an empty box that may be ticked."""
    _begin(painter, colour, 1.2)
    painter.drawRoundedRect(rect.adjusted(0.6, 0.6, -0.6, -0.6), 2.5, 2.5)
    painter.restore()


def draw_warning(painter: QPainter, rect: QRectF, colour: str) -> None:
    """Draw a triangle with a stroke and a dot in it."""
    unit = min(rect.width(), rect.height()) / 12
    middle = rect.center()
    _begin(painter, colour, max(1.0, 1.2 * unit))
    corners = [(0.0, -5.0), (5.4, 4.6), (-5.4, 4.6)]
    painter.drawPolygon(QPolygonF([middle + QPointF(x * unit, y * unit) for x, y in corners]))
    painter.drawLine(middle + QPointF(0, -1.4 * unit), middle + QPointF(0, 1.3 * unit))
    painter.drawPoint(middle + QPointF(0, 3.1 * unit))
    painter.restore()


def draw_chevron(painter: QPainter, rect: QRectF, colour: str, *, is_up: bool) -> None:
    """Draw a small open angle that points up or down."""
    unit = min(rect.width(), rect.height()) / 12
    middle, way = rect.center(), -1 if is_up else 1
    _begin(painter, colour, 1.3 * max(1.0, unit))
    corners = [(-3.0, -1.5 * way), (0.0, 1.5 * way), (3.0, -1.5 * way)]
    painter.drawPolyline(QPolygonF([middle + QPointF(x * unit, y * unit) for x, y in corners]))
    painter.restore()
