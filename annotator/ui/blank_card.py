"""Owns the small card over the page that asks for something to be typed, and offers values."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from annotator.i18n import tr
from annotator.ui.completion import Completion
from annotator.ui.models.desk import Desk
from annotator.ui.models.wishes import Blank
from annotator.ui.pieces import keycap, plain, small
from annotator.ui.placing import stand_beside
from annotator.ui.theme import chrome_font


class _Field(QLineEdit):
    entered = Signal()
    given_up = Signal()
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Escape are the card's."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Whoever goes elsewhere fills in nothing."""
        super().focusOutEvent(event)
        if event.reason() not in (
            Qt.FocusReason.ActiveWindowFocusReason,
            Qt.FocusReason.PopupFocusReason,
        ):
            self.left.emit()


class BlankCard(QFrame):
    """Puts the desk's questions whose answer is typed; it blocks nothing."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._blank: Blank | None = None
        self.setProperty("role", "card")
        self.field = _Field()
        self.completion = Completion(self.field, source=self._offers)
        self._title = plain()
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(6)
        column.addWidget(self._title)
        column.addWidget(self.field)
        hints = QHBoxLayout()
        hints.setSpacing(4)
        for keys, words in (
            ("Down", "ui.blank.offers"),
            ("Return", "ui.blank.add"),
            ("Esc", "ui.blank.cancel"),
        ):
            for hint in (keycap(keys, theme=desk.theme), small(tr(words), theme=desk.theme)):
                hints.addWidget(hint)
        hints.addStretch(1)
        column.addLayout(hints)
        self.field.entered.connect(self._fill)
        self.field.given_up.connect(self._give_up)
        self.field.left.connect(self.hide)
        self.hide()

    def put(self, blank: Blank) -> None:
        """Ask this, and take the keyboard."""
        theme = self._desk.theme
        self._blank = blank
        self._title.setText(blank.title)
        self._title.setFont(chrome_font(theme, pixels=theme.sizes.small))
        self.field.setFont(chrome_font(theme))
        self.field.setAccessibleName(blank.name)
        self.field.setPlaceholderText(blank.name)
        self.field.setMinimumWidth(theme.sizes.px(280))
        self.field.clear()
        self.adjustSize()
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def stand_by(self, place: QRect, *, within: QRect) -> None:
        """Stand beside a place of the parent."""
        stand_beside(self, place, within=within)

    def _offers(self, typed: str) -> list[str]:
        return self._blank.offers(typed) if self._blank is not None else []

    def _fill(self) -> None:
        words = self.field.text().strip()
        if not words:
            return
        blank, self._blank = self._blank, None
        self.hide()
        if blank is not None:
            blank.fill(words)

    def _give_up(self) -> None:
        self._blank = None
        self.hide()
        self._desk.page_wanted.emit()
