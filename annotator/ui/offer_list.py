"""Owns the small list of relations to choose from, by number keys or a click."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from annotator.i18n import tr
from annotator.ui.models.wording import no_mnemonic
from annotator.ui.pieces import keycap, small
from annotator.ui.theme import Theme, chrome_font


class OfferList(QFrame):
    """A card over the page that has the keyboard while it is shown; it blocks nothing."""

    chosen = Signal(int)
    given_up = Signal()
    left = Signal()
    """The keyboard went elsewhere."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows: list[QPushButton] = []
        self.setProperty("role", "card")
        # Digits choose here: they are no labels while the list has the keyboard.
        self.setProperty("takes", "all")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("ui.offers.title"))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 8, 12, 8)
        self._column.setSpacing(2)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        """Use another look from the next time on."""
        self._theme = theme

    def words(self) -> list[str]:
        """What there is to choose."""
        return [row.text().replace("&&", "&") for row in self._rows]

    def ask(self, offers: list[str]) -> None:
        """Show these, at most nine, and take the keyboard."""
        while (piece := self._column.takeAt(0)) is not None:
            if (widget := piece.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._rows = []
        title = small(tr("ui.offers.title"), theme=self._theme)
        self._column.addWidget(title)
        for n, words in enumerate(offers[:9], start=1):
            self._column.addWidget(self._row(n, words))
        hint = QWidget()
        line = QHBoxLayout(hint)
        line.setContentsMargins(0, 4, 0, 0)
        line.setSpacing(4)
        line.addWidget(keycap("Esc", theme=self._theme))
        line.addWidget(small(tr("ui.offers.cancel"), theme=self._theme), 1)
        self._column.addWidget(hint)
        self.adjustSize()
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def _row(self, n: int, words: str) -> QWidget:
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        button = QPushButton(no_mnemonic(words))
        button.setProperty("role", "offer")
        button.setFont(chrome_font(self._theme))
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(lambda: self.chosen.emit(n - 1))
        line.addWidget(keycap(str(n), theme=self._theme))
        line.addWidget(button, 1)
        self._rows.append(button)
        return holder

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit chooses, Enter the first one, Escape gives up."""
        at = event.key() - Qt.Key.Key_1
        if 0 <= at < len(self._rows):
            self.chosen.emit(at)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.chosen.emit(0)
        elif event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Whoever goes elsewhere chooses nothing."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.ActiveWindowFocusReason and self.isVisible():
            self.left.emit()
