"""Owns where a card stands that is about a place of the page."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget


def stand_beside(card: QWidget, place: QRect, *, within: QRect) -> None:
    """Put a card under a place of its parent; above it, or beside it, where there is no room below."""
    room = within.adjusted(8, 8, -8 - card.width(), -8 - card.height())
    x, y = place.left(), place.bottom() + 10
    if y > room.bottom():
        y = place.top() - card.height() - 10
    if y < room.top():
        # Neither below nor above: beside it, so that it stays in sight.
        x = place.right() + 24 if place.right() + 24 <= room.right() else place.left() - card.width() - 24
        y = min(place.top(), room.bottom())
    x = min(max(x, room.left()), max(room.left(), room.right()))
    card.move(x, max(room.top(), y))
