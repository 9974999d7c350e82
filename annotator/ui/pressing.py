"""Owns dialogs in which Enter presses the button that has the keyboard, and no other one."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog, QPushButton


class Pressing(QDialog):
    """Qt presses a button of its own choice in a dialog; where none is to be chosen, Enter would do nothing,
    even at the button one has gone to."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses what one is at."""
        if not press_focused(event):
            super().keyPressEvent(event)


def press_focused(event: QKeyEvent) -> bool:
    """Press the button that has the keyboard where the key is Enter, once for as long as it is held down;
    whether it is so."""
    button = QApplication.focusWidget()
    if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or not isinstance(button, QPushButton):
        return False
    if not event.isAutoRepeat():
        button.click()
    event.accept()
    return True
