"""Owns the small list of answers to choose from (relations, reasons), by number keys or a click."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from annotator.i18n import tr
from annotator.ui.models.desk import Desk
from annotator.ui.models.wishes import Question
from annotator.ui.models.wording import no_mnemonic
from annotator.ui.pieces import keycap, small
from annotator.ui.placing import stand_beside
from annotator.ui.theme import Theme, chrome_font

_MOST = 10


def _is_digit(event: QKeyEvent) -> bool:
    return Qt.Key.Key_0 <= event.key() <= Qt.Key.Key_9


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

    def ask(self, offers: Sequence[str], *, title: str = "", cancel: str = "") -> None:
        """Show these, at most ten, and take the keyboard; unless told it asks for a relation."""
        while (piece := self._column.takeAt(0)) is not None:
            if (widget := piece.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._rows = []
        asked = title or tr("ui.offers.title")
        self.setAccessibleName(asked)
        self._column.addWidget(small(asked, theme=self._theme))
        self._column.addWidget(self._answers(offers[:_MOST]))
        self._column.addWidget(self._cancel(cancel or tr("ui.offers.cancel")))
        self.adjustSize()
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def _answers(self, offers: Sequence[str]) -> QWidget:
        """The answers under each other, in two columns where they would be higher than the parent."""
        rows = [self._row(n, words) for n, words in enumerate(offers, start=1)]
        above = self.parentWidget()
        high = sum(row.sizeHint().height() + 2 for row in rows) + self._theme.sizes.px(72)
        per = -(-len(rows) // 2) if above is not None and high > above.height() else max(1, len(rows))
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        for n, row in enumerate(rows):
            grid.addWidget(row, n % per, n // per)
        return holder

    def _cancel(self, words: str) -> QWidget:
        """The key that chooses nothing."""
        hint = QWidget()
        line = QHBoxLayout(hint)
        line.setContentsMargins(0, 4, 0, 0)
        line.setSpacing(4)
        line.addWidget(keycap("Esc", theme=self._theme))
        line.addWidget(small(words, theme=self._theme), 1)
        return hint

    def stand_by(self, place: QRect, *, within: QRect) -> None:
        """Stand under a place of the parent; above it, or beside it, where there is no room below."""
        stand_beside(self, place, within=within)

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
        line.addWidget(keycap(str(n % _MOST), theme=self._theme))
        line.addWidget(button, 1)
        self._rows.append(button)
        return holder

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit chooses, Enter the first one, Escape gives up."""
        # The tenth is chosen with 0, as it lies on the keyboard.
        at = (event.key() - Qt.Key.Key_1) % _MOST if _is_digit(event) else -1
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


class AskedList(OfferList):
    """Puts the questions that the desk asks."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk.theme, parent)
        self._desk = desk
        self._question: Question | None = None
        self.chosen.connect(self._choose)
        self.given_up.connect(self._give_up)
        self.left.connect(self.hide)

    def put(self, question: Question) -> None:
        """Ask this, and take the keyboard."""
        self.set_theme(self._desk.theme)
        self._question = question
        self.ask(question.offers, title=question.title, cancel=question.cancel or tr("ui.reason.cancel"))

    def _choose(self, at: int) -> None:
        question, self._question = self._question, None
        self.hide()
        if question is not None:
            question.choose(at)

    def _give_up(self) -> None:
        self._question = None
        self.hide()
        self._desk.page_wanted.emit()
