"""Owns a box to choose from: Qt's own, with a small sign that tells it apart from a line to type in."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QWidget

from annotator.ui.shortened import Whole, is_cut, shorten


class Choice(QComboBox):
    """A combo box; the wheel over it scrolls what it lies in and never changes what is chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whole = Whole(self)
        self.currentTextChanged.connect(self.tell_whole)

    def _option(self) -> QStyleOptionComboBox:
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        return option

    def _room(self) -> int:
        part = QStyle.SubControl.SC_ComboBoxEditField
        kind = QStyle.ComplexControl.CC_ComboBox
        return self.style().subControlRect(kind, self._option(), part, self).width() - 2

    def is_cut(self) -> bool:
        """Whether there is no room for all of what is chosen."""
        return is_cut(self.currentText(), self.fontMetrics(), self._room())

    def tell_whole(self) -> None:
        """Say in a tip what is cut; whoever chooses without any signal asks for it."""
        self._whole.tell(self.currentText(), is_cut=self.is_cut())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width shows more, or less."""
        super().resizeEvent(event)
        self.tell_whole()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The style sheet takes Qt's arrow away; draw a quiet one, and … where there is no room."""
        painter, option = QPainter(self), self._option()
        option.currentText = shorten(self.currentText(), self.fontMetrics(), self._room())  # type: ignore[attr-defined]
        self.style().drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option, painter, self)
        self.style().drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option, painter, self)
        if not self.isEnabled():
            # Nothing can be chosen there.
            painter.end()
            return
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
