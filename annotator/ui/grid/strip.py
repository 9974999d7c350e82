"""Owns a strip of widgets laid out like words, exactly as high as its lines."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from annotator.ui.models.desk import Desk
from annotator.ui.pieces import Flow


class Strip(QWidget):
    """What is added to ``flow`` stands in one line where there is room, else in several."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        px = desk.theme.sizes.px
        self._inner = QWidget()
        self.flow = Flow(self._inner, gap=px(5))
        column = QVBoxLayout(self)
        column.setContentsMargins(px(8), px(4), px(8), px(4))
        column.addWidget(self._inner)

    def fit(self) -> None:
        """Take the height that the lines need."""
        margins = self.contentsMargins()
        layout = self.layout()
        assert layout is not None
        around = layout.contentsMargins()
        width = self.width() - around.left() - around.right() - margins.left() - margins.right()
        self.flow.invalidate()
        self.setFixedHeight(self.flow.heightForWidth(max(1, width)) + around.top() + around.bottom())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, another height."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()
