"""Owns a box to choose from: Qt's own, with a small sign that tells it apart from a line to type in."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen, QWheelEvent
from PySide6.QtWidgets import QComboBox


class Choice(QComboBox):
    """A combo box; the wheel over it scrolls what it lies in and never changes what is chosen."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """The style sheet takes Qt's arrow away; draw a quiet one."""
        super().paintEvent(event)
        if not self.isEnabled():
            # Nothing can be chosen there.
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(self.palette().color(QPalette.ColorRole.PlaceholderText), 1.4)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        x, y = self.width() - 13.0, self.height() / 2 - 1.5
        painter.drawPolyline([QPointF(x - 3.5, y), QPointF(x, y + 3.5), QPointF(x + 3.5, y)])
        painter.end()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Whoever scrolls past a card must not change a value by it."""
        event.ignore()
