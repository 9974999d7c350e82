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
        self._waiting = 0
        self.show_coming(0)

    def count(self, store: Store) -> None:
        """Count what waits in a project now."""
        self._waiting = sum(one.is_waiting for one in anchored(store))

    def show_coming(self, coming: int) -> None:
        """Tell how many wait, and how many more the bundles that are tried would add; without any there is
        nothing to see."""
        waiting = self._waiting
        told = [tr("ui.merge.waiting.coming", n=coming)] if coming else []
        told += [tr("ui.merge.waiting", n=waiting)] if waiting else []
        self.told.setText("".join(told))
        self.go.setVisible(waiting > 0)
        self._key.setEnabled(waiting > 0)
        self.setVisible(bool(told))
