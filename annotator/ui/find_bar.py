"""Owns the quiet bar at the foot of the page that finds words in the report."""

from __future__ import annotations

from bisect import bisect_left

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from annotator.i18n import tr
from annotator.model.spans import Fragment
from annotator.ui.models.finding import find_all, fold
from annotator.ui.page import Page
from annotator.ui.pieces import Elided, keycap, rule
from annotator.ui.theme import Theme, chrome_font

_MOST = 40
"""The longest selection that is taken for what somebody wants to find."""
_ROOM = 520
"""From which width on there is room for key caps."""


class _Field(QLineEdit):
    stepped = Signal(int)
    given_up = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.stepped.emit(-1 if is_back else 1)
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.stepped.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
        elif event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)


class FindBar(QFrame):
    """Finds in the text the page shows; every hit is outlined there, the one at hand selected."""

    def __init__(self, page: Page, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page = page
        self._folded: tuple[str, str] = ("", "")
        self._hits: tuple[Fragment, ...] = ()
        self._at = -1
        self._origin = 0
        self.field = _Field()
        self.field.setPlaceholderText(tr("ui.find.placeholder"))
        self.field.setAccessibleName(tr("ui.find.name"))
        self.count = Elided(role="dim")
        self.previous = self._button("↑", "ui.find.previous")
        self.next = self._button("↓", "ui.find.next")
        self.close_button = self._button("×", "ui.find.close")
        self._caps: list[QLabel] = []
        self._build(theme)
        self.set_theme(theme)
        self.field.textChanged.connect(self._look)
        self.field.stepped.connect(self.step)
        self.field.given_up.connect(self.give_up)
        self.previous.clicked.connect(self._back)
        self.next.clicked.connect(self._forth)
        self.close_button.clicked.connect(self.give_up)
        self.hide()

    def _build(self, theme: Theme) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(rule())
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(12, 6, 8, 6)
        row.setSpacing(6)
        row.addWidget(self.field, 2)
        pairs = ((self.previous, "Shift+Return"), (self.next, "Return"), (self.close_button, "Esc"))
        for button, keys in pairs:
            cap = keycap(keys, theme=theme)
            self._caps.append(cap)
            pair = QHBoxLayout()
            pair.setSpacing(0)
            pair.addWidget(cap)
            pair.addWidget(button)
            row.addLayout(pair)
        row.addSpacing(6)
        row.addWidget(self.count, 3)
        column.addWidget(line)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, the words have it."""
        super().resizeEvent(event)
        for cap in self._caps:
            cap.setVisible(self.width() >= _ROOM)

    def _button(self, sign: str, words: str) -> QPushButton:
        button = QPushButton(sign)
        button.setProperty("role", "quiet")
        button.setToolTip(tr(words))
        button.setAccessibleName(tr(words))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def event(self, event: QEvent) -> bool:
        """Escape is the bar's, whichever of its parts has the keyboard."""
        is_asked = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if is_asked and event.key() == Qt.Key.Key_Escape:  # type: ignore[attr-defined]
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.give_up()
        else:
            super().keyPressEvent(event)

    def set_theme(self, theme: Theme) -> None:
        """Use another look."""
        for widget in (self.field, self.previous, self.next, self.close_button):
            widget.setFont(chrome_font(theme))
        self.count.setFont(chrome_font(theme, pixels=theme.sizes.small))
        self.field.setMinimumWidth(theme.sizes.px(72))
        self.field.setMaximumWidth(theme.sizes.px(280))

    def ask(self) -> None:
        """Take the keyboard; what is selected, if short, is what to find."""
        start, end = self._page.selected_span()
        self._origin = start
        chosen = self._page.selected_text()
        self.show()
        if 0 < end - start <= _MOST and "\n" not in chosen:
            self.field.setText(chosen)
        self._look()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def look_again(self) -> None:
        """The page shows another text: find there, without going anywhere."""
        if self.isVisible():
            self._find()
            self._tell()

    def _find(self) -> None:
        text = self._page.text
        if self._folded[0] is not text:
            self._folded = (text, fold(text))
        self._hits = find_all(self._folded[1], self.field.text())
        self._at = -1
        self._page.set_hits(self._hits)

    def _look(self) -> None:
        self._find()
        if self._hits:
            self._at = bisect_left(self._hits, (self._origin, 0)) % len(self._hits)
            self._page.select_span(*self._hits[self._at])
        elif self.field.text():
            # What was found before is not what was meant: a label's key would tag it.
            self._page.select_span(self._origin, self._origin)
        self._tell()

    def _back(self) -> None:
        self.step(-1)

    def _forth(self) -> None:
        self.step(1)

    def step(self, by: int) -> None:
        """Go to the next hit, or with -1 to the one before; round at the end."""
        if not self._hits:
            return
        if self._at < 0:
            # Another text was shown since: go on from where one is there.
            self._at = bisect_left(self._hits, (self._page.selected_span()[0], 0)) - (by > 0)
        self._at = (self._at + by) % len(self._hits)
        self._origin = self._hits[self._at][0]
        self._page.select_span(*self._hits[self._at])
        self._tell()

    def _tell(self) -> None:
        if not self.field.text().strip():
            told = ""
        elif not self._hits:
            told = tr("ui.find.nothing")
        else:
            told = tr("ui.find.count", at=self._at + 1 or "–", n=len(self._hits))
        self.count.setText(told)
        self.count.setToolTip(told)
        for button in (self.previous, self.next):
            button.setEnabled(bool(self._hits))

    def give_up(self) -> None:
        """Close, and give the page its keyboard back at the hit."""
        self._page.set_hits(())
        self.hide()
        self._page.setFocus(Qt.FocusReason.OtherFocusReason)
