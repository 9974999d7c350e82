"""Owns the small list of answers to choose from (relations, reasons), by number keys or a click."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from annotator.i18n import tr
from annotator.ui.models.desk import Desk
from annotator.ui.models.wishes import Question
from annotator.ui.models.wording import no_mnemonic
from annotator.ui.pieces import keycap, small
from annotator.ui.placing import stand_beside
from annotator.ui.rim import Rim
from annotator.ui.signs import draw_check
from annotator.ui.theme import Theme, chrome_font

_MOST = 10


def _is_digit(event: QKeyEvent) -> bool:
    return Qt.Key.Key_0 <= event.key() <= Qt.Key.Key_9


class Tick(QWidget):
    """Says that an answer is the one recorded."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)

    def sizeHint(self) -> QSize:
        """As high as small letters."""
        return QSize(self._theme.sizes.px(16), self._theme.sizes.px(14))

    def paintEvent(self, event: QPaintEvent) -> None:
        """In the ink of the words."""
        painter = QPainter(self)
        side = self._theme.sizes.px(14)
        place = QRectF(0, (self.height() - side) / 2, side, side)
        draw_check(painter, place, self._theme.ink, width=2.0)
        painter.end()


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
        self._at, self._known = 0, -1
        self._rim = Rim(self, lambda: self._theme)
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

    def ask(self, offers: Sequence[str], *, title: str = "", cancel: str = "", current: int = -1) -> None:
        """Show these, at most ten, and take the keyboard; unless told it asks for a relation.

        ``current`` is the one there is already: it is ticked, and the one Enter chooses.
        """
        self._at, self._known = max(0, current), current
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
        self._point(self._at)
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
        return self._line("Esc", words, lambda: self.given_up.emit())[0]

    def stand_by(self, place: QRect, *, within: QRect) -> None:
        """Stand under a place of the parent; above it, or beside it, where there is no room below."""
        stand_beside(self, place, within=within)

    def _row(self, n: int, words: str) -> QWidget:
        holder, button = self._line(str(n % _MOST), words, lambda: self.chosen.emit(n - 1))
        if self._known >= 0:
            # Every line has the room of the sign: no words run into its place.
            line = holder.layout()
            assert line is not None
            line.addWidget(Tick(self._theme) if n - 1 == self._known else self._no_tick())
        if n - 1 == self._known:
            button.setAccessibleName(f"{words} {tr('ui.field.on')}")
        self._rows.append(button)
        return holder

    def _no_tick(self) -> QWidget:
        blank = QWidget()
        blank.setFixedSize(Tick(self._theme).sizeHint())
        return blank

    def _line(self, keys: str, words: str, do: Callable[[], object]) -> tuple[QWidget, QPushButton]:
        """A key cap and what it does, under each other in two columns."""
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        button = QPushButton(no_mnemonic(words))
        button.setProperty("role", "offer")
        button.setFont(chrome_font(self._theme))
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(do)
        cap = keycap(keys, theme=self._theme)
        cap.setAlignment(Qt.AlignmentFlag.AlignCenter)
        cap.setFixedWidth(keycap("Esc", theme=self._theme).sizeHint().width())
        line.addWidget(cap)
        line.addWidget(button, 1)
        return holder, button

    def _point(self, at: int) -> None:
        """Make an answer the one that Enter chooses."""
        self._at = at
        for n, button in enumerate(self._rows):
            button.setProperty("role", "offered" if n == at else "offer")
            # A style sheet looks at properties only when it is asked to.
            button.style().unpolish(button)
            button.style().polish(button)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit chooses, the arrows point at another, Enter chooses that, Escape gives up."""
        # The tenth is chosen with 0, as it lies on the keyboard.
        at = (event.key() - Qt.Key.Key_1) % _MOST if _is_digit(event) else -1
        if 0 <= at < len(self._rows):
            self.chosen.emit(at)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.chosen.emit(self._at)
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self._rows:
            self._point((self._at + (1 if event.key() == Qt.Key.Key_Down else -1)) % len(self._rows))
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
        cancel = question.cancel or tr("ui.reason.cancel")
        self.ask(question.offers, title=question.title, cancel=cancel, current=question.current)

    def _choose(self, at: int) -> None:
        question, self._question = self._question, None
        self.hide()
        if question is not None:
            question.choose(at)

    def _give_up(self) -> None:
        self._question = None
        self.hide()
        self._desk.page_wanted.emit()
