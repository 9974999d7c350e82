"""Owns an area that is as high as what it holds and scrolls where there is no room for that."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QWidget


class Snug(QScrollArea):
    """As high as what it holds, less where there is no room: then it scrolls."""

    def __init__(self, inner: QWidget, *, least: int = 96) -> None:
        """Hold a widget; ``least`` is the height, in pixels, below which it does not go."""
        super().__init__()
        self._least = least
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setWidget(inner)
        inner.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What it holds has become higher or lower."""
        if watched is self.widget() and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
            self._mind_bar()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where all of it fits there is no bar, not even for a moment."""
        super().resizeEvent(event)
        self._mind_bar()

    def _mind_bar(self) -> None:
        is_short = self.height() < self.sizeHint().height()
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(policy.ScrollBarAsNeeded if is_short else policy.ScrollBarAlwaysOff)

    def sizeHint(self) -> QSize:
        """All of it."""
        inner = self.widget()
        layout = inner.layout() if inner else None
        width = self.viewport().width()
        if inner is None or layout is None:
            return super().sizeHint()
        height = layout.heightForWidth(width) if layout.hasHeightForWidth() else layout.sizeHint().height()
        return QSize(120, height)

    def minimumSizeHint(self) -> QSize:
        """A few rows."""
        return QSize(60, min(self._least, self.sizeHint().height()))
