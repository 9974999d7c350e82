"""Owns how a part is laid out: what one chooses from at the left, what it is about at the right; or a
sentence instead of both."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from annotator.ui.models.desk import Desk
from annotator.ui.pieces import small

QUEUE = 316
"""How wide the left half is at first, in pixels at 100 %."""
_LEAST = 150


class Halves(QStackedWidget):
    """Both halves, or why there is nothing to show."""

    def __init__(self, desk: Desk, left: QWidget, right: QWidget) -> None:
        super().__init__()
        px = desk.theme.sizes.px
        self._split = QSplitter()
        self._split.setHandleWidth(1)
        self._split.setChildrenCollapsible(False)
        left.setMinimumWidth(px(_LEAST))
        self._split.addWidget(left)
        self._split.addWidget(right)
        self._split.setStretchFactor(0, 0)
        self._split.setStretchFactor(1, 1)
        self._wide = px(QUEUE)
        self._is_moved = False
        self._split.splitterMoved.connect(lambda *_: self._move())
        self._none = small("", theme=desk.theme)
        self._none.setWordWrap(True)
        self._none.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._none.setContentsMargins(px(24), px(24), px(24), 0)
        self.addWidget(self._split)
        self.addWidget(self._none)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Until somebody moves the border, the left half has what it needs, and never more than a third."""
        super().resizeEvent(event)
        if not self._is_moved:
            left = min(self._wide, self.width() * 32 // 100)
            self._split.setSizes([left, self.width() - left])

    def _move(self) -> None:
        self._is_moved = True

    def show_either(self, is_there: bool, words: str) -> None:
        """Show both halves, or these words."""
        self._none.setText(words)
        self.setCurrentIndex(0 if is_there else 1)


def padded(desk: Desk, inner: QWidget) -> QWidget:
    """Return a list with a little air over it."""
    around = QWidget()
    column = QVBoxLayout(around)
    column.setContentsMargins(0, desk.theme.sizes.px(8), 0, 0)
    column.addWidget(inner)
    around.setFocusProxy(inner)
    return around


def right_half(desk: Desk, *pieces: QWidget, grows: QWidget) -> QWidget:
    """Return pieces below one another; one takes the room left, which stays bare where it is hidden."""
    half = QWidget()
    px = desk.theme.sizes.px
    column = QVBoxLayout(half)
    column.setContentsMargins(px(16), px(10), px(12), px(8))
    column.setSpacing(px(8))
    for piece in pieces:
        column.addWidget(piece, int(piece is grows))
    column.insertStretch(column.count() - 1, 0)
    return half
