"""Owns the right side: the card as high as what it holds, and what lies below it with the rest."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QEvent, QObject, QSize, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

_SHARE = 0.6
"""How much of the side the card may take."""
_LOW_SHARE = 0.5
"""How much of a side it may take that is too low for both: what one is at goes before the list of all."""


class Fitting(Protocol):
    """A widget that knows how high it wants to be."""

    def fitting(self, width: int, most: int) -> int: ...


class RightSide(QWidget):
    """Shares its height: the card first, up to a part of the side, but what lies below keeps its least."""

    def __init__(self, card: QWidget, below: QWidget, *, least: int) -> None:
        """``least`` is the height in pixels that is kept for what lies below."""
        super().__init__()
        self._card, self._below, self._least = card, below, least
        for part in (card, below):
            part.setParent(self)
            part.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The card holds something else."""
        if watched is self._card and event.type() == QEvent.Type.LayoutRequest:
            self.share()
            # What wraps knows its height only once it has its width.
            QTimer.singleShot(0, self, self.share)
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share anew."""
        super().resizeEvent(event)
        self.share()

    def share(self) -> None:
        """Give both their places."""
        card: Fitting = self._card  # type: ignore[assignment]
        most = min(round(_SHARE * self.height()), self.height() - self._least)
        most = max(most, round(_LOW_SHARE * self.height()))
        high = max(0, card.fitting(self.width(), most))
        self._card.setGeometry(0, 0, self.width(), high)
        self._below.setGeometry(0, high, self.width(), max(0, self.height() - high))

    def minimumSizeHint(self) -> QSize:
        """The width is its splitter's to say."""
        return QSize(self._card.minimumSizeHint().width(), 0)
