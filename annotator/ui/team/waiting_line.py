"""Owns the line that says how much waits in newer texts, and leads there with one key."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from annotator.i18n import tr
from annotator.store import Store
from annotator.tasks.anchoring import anchored
from annotator.ui.keyed_button import KeyedButton
from annotator.ui.pieces import plain
from annotator.ui.theme import Theme

KEYS = "W"


class WaitingLine(QWidget):
    """In sight only where something waits."""

    wanted = Signal()
    """What waits is to be seen."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.told = plain(role="amber")
        self.told.setWordWrap(True)
        self.go = KeyedButton(tr("ui.merge.waiting.go"), theme, keys=KEYS)
        self.go.setAutoDefault(False)
        self.go.clicked.connect(self.wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.sizes.px(6))
        row.addWidget(self.told, 1)
        row.addWidget(self.go)
        self._key = QShortcut(QKeySequence(KEYS), parent)
        self._key.activated.connect(self.wanted)
        self.show_count(0, coming=0)

    def show_waiting(self, store: Store, *, coming: int) -> None:
        """Tell what waits in a project now, and how much the bundles that are tried would add."""
        self.show_count(sum(one.is_waiting for one in anchored(store)), coming=coming)

    def show_count(self, waiting: int, *, coming: int) -> None:
        """Tell that so many wait, and how many more are coming; without any there is nothing to see."""
        told = [tr("ui.merge.waiting.coming", n=coming)] if coming else []
        told += [tr("ui.merge.waiting", n=waiting)] if waiting else []
        self.told.setText("".join(told))
        self.go.setVisible(waiting > 0)
        self._key.setEnabled(waiting > 0)
        self.setVisible(bool(told))
