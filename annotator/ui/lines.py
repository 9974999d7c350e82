"""Owns the list of lines that the panels share: its keys, its focus, what it leaves alone."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QListView, QWidget


class Lines(QListView):
    """Lines drawn by hand, all of one height; Up and Down move, the other keys are told."""

    opened = Signal(QModelIndex)
    """Enter, or a double click."""
    ticked = Signal(QModelIndex)
    """Space."""
    taken_away = Signal(QModelIndex)
    """Del."""
    left_above = Signal()
    """Up on the first line."""

    def __init__(self, name: str, *, takes: str = "Return Enter Del", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setProperty("takes", takes)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tell what is asked of the current line; letters look for nothing here."""
        key, index = event.key(), self.currentIndex()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._tell(self.opened, index)
        elif key == Qt.Key.Key_Space:
            self._tell(self.ticked, index)
        elif key == Qt.Key.Key_Delete:
            self._tell(self.taken_away, index)
        elif key == Qt.Key.Key_Up and index.row() <= 0:
            self.left_above.emit()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            event.accept()
        elif event.text().isprintable() and event.text():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _tell(self, signal: object, index: QModelIndex) -> None:
        if index.isValid():
            signal.emit(index)  # type: ignore[attr-defined]

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The same as Enter."""
        super().mouseDoubleClickEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self._tell(self.opened, self.indexAt(event.position().toPoint()))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """There is always a line to act on; one who comes with the mouse chooses it, and nothing moves
        under the pointer."""
        super().focusInEvent(event)
        if event.reason() == Qt.FocusReason.MouseFocusReason:
            return
        if not self.currentIndex().isValid() and self.model() is not None and self.model().rowCount():
            self.setCurrentIndex(self.model().index(0, 0))
