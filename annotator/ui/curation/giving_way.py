"""Owns a row of which some parts give way where there is little room: none is ever cut."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget


class GivingWay(QWidget):
    """A row; what may go is hidden part by part, the first ones first, until the rest has room."""

    def __init__(self) -> None:
        super().__init__()
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self._may_go: list[Sequence[QWidget]] = []
        self._kept: set[QWidget] = set()

    def let_go(self, *parts: Sequence[QWidget]) -> None:
        """These may go, each part as a whole; what is hidden already stays so."""
        self._may_go = list(parts)
        self._kept = {one for part in parts for one in part if not one.isHidden()}

    def _needed(self) -> int:
        wide, shown = 0, 0
        for n in range(self.row.count()):
            piece = self.row.itemAt(n)
            widget = piece.widget() if piece is not None else None
            if widget is not None and not widget.isHidden():
                wide += max(widget.minimumSizeHint().width(), widget.minimumWidth())
                shown += 1
            elif piece is not None and widget is None:
                wide += piece.minimumSize().width()
        around = self.row.contentsMargins()
        return wide + self.row.spacing() * max(0, shown - 1) + around.left() + around.right()

    def minimumSizeHint(self) -> QSize:
        """It takes what room there is."""
        return QSize(40, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width has room for others."""
        super().resizeEvent(event)
        for part in self._may_go:
            for one in part:
                one.setVisible(one in self._kept)
        for part in self._may_go:
            if self._needed() <= self.width():
                break
            for one in part:
                one.hide()
