"""Owns mouse events that are told as if the pointer were at another point."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF
from PySide6.QtGui import QMouseEvent


def pointed(event: QMouseEvent, point: QPoint) -> QMouseEvent:
    """Return the same event at another point of its widget."""
    here = event.position().toPoint()
    if here == point:
        return event
    shift = QPointF(point - here)
    places = (event.position() + shift, event.scenePosition() + shift, event.globalPosition() + shift)
    held = (event.button(), event.buttons(), event.modifiers())
    return QMouseEvent(event.type(), *places, *held, event.pointingDevice())
