"""Owns the card that asks whether numbers fit together: one key for each answer, and a note."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget

from annotator.i18n import tr
from annotator.ui.models.checking import Noted, answer_words, title_of
from annotator.ui.models.desk import Desk
from annotator.ui.offer_list import OfferList
from annotator.ui.theme import chrome_font

_WIDTH = 320


class CheckCard(OfferList):
    """Answers by digit; Tab goes to the note, Enter in the note comes back."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk.theme, parent)
        self._desk = desk
        self.note = QLineEdit(self)
        self.note.setAccessibleName(tr("ui.check.note_field"))
        self.note.setPlaceholderText(tr("ui.check.note_field"))
        self.note.returnPressed.connect(self.setFocus)
        self.note.hide()

    def put(self, noted: Noted) -> None:
        """Ask about a check, and take the keyboard."""
        self.set_theme(self._desk.theme)
        offers = [*answer_words(), tr("ui.check.other_number")]
        if noted.answer is not None:
            offers.append(tr("ui.check.withdraw"))
        # Taken out first: what the list held before is thrown away.
        self._column.removeWidget(self.note)
        self.note.setText(noted.answer.note if noted.answer else "")
        self.note.setFont(chrome_font(self._desk.theme, pixels=self._desk.theme.sizes.small))
        self.ask(offers, title=title_of(self._desk, noted), cancel=tr("ui.check.cancel"))
        first = self._column.itemAt(0)
        title = first.widget() if first is not None else None
        if isinstance(title, QLabel):
            title.setWordWrap(True)
            title.setMinimumWidth(self._desk.theme.sizes.px(_WIDTH))
        self._column.addWidget(self.note)
        self.note.show()
        self.adjustSize()

    def note_words(self) -> str:
        """The note as it stands."""
        return self.note.text().strip()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tab goes to the note; the rest is as in every list."""
        if event.key() == Qt.Key.Key_Tab and self.hasFocus():
            self.note.setFocus(Qt.FocusReason.TabFocusReason)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()  # no answer is the usual one
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Who goes to the note has not gone elsewhere."""
        if QApplication.focusWidget() is self.note:
            event.accept()
        else:
            super().focusOutEvent(event)
