"""Owns the extent of the current passage: a bar tells the lines, this tells the first and last character."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from annotator.ui.painting.geometry import Piece
from annotator.ui.theme import Theme

_WIDTH = 1.6
_AWAY = 1.5
_HOOK = 5.0


def draw(painter: QPainter, pieces: Sequence[Piece], *, theme: Theme) -> None:
    """Tint the words of a passage quietly, with a bracket where it begins and where it ends."""
    words = [piece for piece in pieces if piece.kind == "words"]
    tint = QColor(theme.accent_tint)
    for piece in words:
        painter.fillRect(_around(piece), tint)
    pen = QPen(QColor(theme.accent), _WIDTH)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for piece in words:
        box = _around(piece)
        for stands, x, inward in (
            (piece.is_head, box.left() - _AWAY, _HOOK),
            (piece.is_tail, box.right() + _AWAY, -_HOOK),
        ):
            if stands:
                top, bottom = box.top(), box.bottom()
                corners = ((x + inward, top), (x, top), (x, bottom), (x + inward, bottom))
                painter.drawPolyline([QPointF(*corner) for corner in corners])


def _around(piece: Piece) -> QRectF:
    box = piece.box.adjusted(0.0, -2.0, 0.0, 0.0)
    box.setBottom(piece.underline + 2.5)
    return box
