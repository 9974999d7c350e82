"""Owns a stack of panels with their names over it: one is in sight, a click or a key chooses."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from annotator.ui.models.wording import no_mnemonic
from annotator.ui.theme import RIGHT_EDGE, Theme, chrome_font


class Pressed(QPushButton):
    """A button that Enter presses, as Space does."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Outside dialogs Qt leaves Enter to nobody."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


class Tabs(QWidget):
    """Panels by name, in order."""

    turned = Signal(int)
    """Another panel is in sight."""

    def __init__(self, parts: Sequence[tuple[str, QWidget]], theme: Theme, *, edge: int = RIGHT_EDGE) -> None:
        super().__init__()
        self.stack = QStackedWidget()
        self.buttons: list[QPushButton] = []
        group = QButtonGroup(self)
        row = self._row = QHBoxLayout()
        row.setContentsMargins(edge, 4, edge, 0)
        row.setSpacing(theme.sizes.px(16))
        for n, (name, panel) in enumerate(parts):
            button = Pressed(no_mnemonic(name))
            button.setProperty("role", "tab")
            button.setCheckable(True)
            button.setChecked(n == 0)
            button.setAccessibleName(name)
            # Enter in a dialog is the dialog's.
            button.setAutoDefault(False)
            button.setFont(chrome_font(theme, pixels=theme.sizes.small))
            button.clicked.connect(lambda _=False, n=n: self.turn_to(n))
            group.addButton(button)
            row.addWidget(button)
            self.buttons.append(button)
            self.stack.addWidget(panel)
        row.addStretch(1)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.stack, 1)

    def put_below_names(self, place: int, part: QWidget) -> None:
        """Put something that all panels share between their names and them, as the ``place``-th part."""
        self._column.insertWidget(place, part)

    def stand_beside(self, widget: QWidget) -> None:
        """Give what is left of the line of names to something else."""
        self._row.addWidget(widget, 1)

    def head_height(self) -> int:
        """The height of the names."""
        return self._row.sizeHint().height()

    @property
    def number(self) -> int:
        """Which panel is in sight."""
        return self.stack.currentIndex()

    def take_keyboard(self) -> None:
        """Give the keyboard to what the panel in sight has for it."""
        panel = self.stack.currentWidget()
        if panel is not None and panel.focusProxy() is not None:
            panel.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def turn_to(self, number: int) -> None:
        """Bring a panel into sight."""
        if 0 <= number < self.stack.count():
            self.stack.setCurrentIndex(number)
            self.buttons[number].setChecked(True)
            self.turned.emit(number)
