"""Owns the bar under the page while one points at an indicator or a period, and its keys on the page."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget

from annotator.i18n import tr
from annotator.text import words
from annotator.ui.models import cutting, pointing
from annotator.ui.models.desk import Desk
from annotator.ui.models.wording import one_line
from annotator.ui.panels.reading import ReadingPanel
from annotator.ui.pieces import Flow, keycap, rule, small

_SHIFT, _CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
_HELD = ~Qt.KeyboardModifier.KeypadModifier
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_WAYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_OURS = (*_ENTER, *_WAYS, Qt.Key.Key_Escape, Qt.Key.Key_Backspace)
_STILL = 4
_HINTS = (
    ("Left", ""),
    ("Right", "word"),
    ("Shift+Right", "longer"),
    ("Return", "take"),
    ("Shift+Return", "more"),
)


class PointingBar(QFrame):
    """Says what is pointed at.  Meanwhile arrows go from word to word on the page, Enter takes."""

    def __init__(self, desk: Desk, reading: ReadingPanel) -> None:
        super().__init__(reading)
        self._desk = desk
        self._page = reading.page
        self._hand = desk.wishes.pointing
        self._back: QWidget | None = None
        self._is_on = False
        self._pressed = QPoint()
        self.told = small("", theme=desk.theme, role="accent")
        self._build()
        layout = reading.layout()
        assert layout is not None
        layout.addWidget(self)
        self._page.installEventFilter(self)
        self._page.viewport().installEventFilter(self)
        self._hand.changed.connect(self._show)
        desk.current_changed.connect(self._mind_current)
        desk.document_changed.connect(self._hand.let_go)
        self.hide()

    def _build(self) -> None:
        theme = self._desk.theme
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 6)
        column.setSpacing(4)
        column.addWidget(rule())
        line = QWidget()
        flow = Flow(line, gap=theme.sizes.px(5))
        flow.addWidget(self.told)
        for keys, what in _HINTS:
            flow.addWidget(keycap(keys, theme=theme))
            if what:
                flow.addWidget(small(tr(f"ui.pointing.hint.{what}"), theme=theme))
        flow.addWidget(keycap("Esc", theme=theme))
        flow.addWidget(small(tr("ui.pointing.hint.give_up"), theme=theme))
        holder = QVBoxLayout()
        holder.setContentsMargins(12, 0, 12, 0)
        holder.addWidget(line)
        column.addLayout(holder)

    # Beginning and ending -------------------------------------------------------------------------

    def _show(self) -> None:
        is_on = self._hand.what is not None
        if is_on and not self._is_on:
            self._begin()
        elif self._is_on and not is_on:
            self._end()
        self._is_on = is_on
        if not is_on:
            return
        spot, shown = self._desk.spots.get(self._hand.ref), self._desk.shown
        number = one_line(shown.words(spot.fragments), most=20) if spot and shown else ""
        told = tr(f"ui.pointing.{self._hand.what}", words=number)
        if self._hand.fragments and shown is not None:
            taken = one_line(shown.words(self._hand.fragments), most=30)
            told = f"{told} {tr('ui.pointing.so_far', words=taken)}"
        self.told.setText(told)
        self.setAccessibleName(told)
        self._outline()

    def _outline(self) -> None:
        """Fragments taken so far are outlined; before there are any, those that are recorded."""
        shown, spot = self._desk.shown, self._desk.spots.get(self._hand.ref)
        fragments = self._hand.fragments
        if not fragments and spot is not None:
            recorded = spot.features.get(f"{self._hand.what}_fragments") or []
            fragments = tuple((int(start), int(end)) for start, end in recorded)
        self._page.set_hits(shown.to_shown(fragments) if shown and fragments else ())

    def _begin(self) -> None:
        focus = QApplication.focusWidget()
        self._back = focus if focus is not self._page else None
        cutting.load_soon()
        self.show()
        self._page.setFocus(Qt.FocusReason.OtherFocusReason)
        spot, shown = self._desk.spots.get(self._hand.ref), self._desk.shown
        if spot is not None and shown is not None:
            self._page.put_caret(shown.to_shown(spot.fragments)[0][0])

    def _end(self) -> None:
        self.hide()
        self._page.set_hits(())
        back, self._back = self._back, None
        if back is not None and back.isVisible():
            back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _mind_current(self) -> None:
        """Whoever goes to another place points no more."""
        current = self._desk.current
        if self._hand.ref is not None and (current is None or current.ref != self._hand.ref):
            self._hand.let_go()

    # Keys and the mouse ---------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The page's keys are the bar's while one points."""
        if self._hand.what is None:
            return False
        if isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride and event.key() in _OURS:
                event.accept()
                return True
            return event.type() == QEvent.Type.KeyPress and self._key_pressed(event)
        if isinstance(event, QMouseEvent) and watched is self._page.viewport():
            return self._mouse(event)
        return False

    def _key_pressed(self, event: QKeyEvent) -> bool:
        held = event.modifiers() & _HELD
        if event.key() in _ENTER:
            pointing.take(self._desk, goes_on=bool(held))
            if self._hand.what is not None:
                self._page.put_caret(self._page.selected_span()[1])
        elif event.key() == Qt.Key.Key_Escape:
            pointing.give_up(self._desk)
        elif event.key() == Qt.Key.Key_Backspace:
            self._hand.drop()
        elif event.key() in _WAYS and not held & ~(_SHIFT | _CONTROL):
            way = _WAYS[Qt.Key(event.key())]
            if held == _SHIFT:
                self._reach(way)
            elif held & _SHIFT:
                # By characters, as everywhere without anybody pointing.
                self._move(self._position() + way)
            else:
                self._go(way)
        else:
            return False
        return True

    def _mouse(self, event: QMouseEvent) -> bool:
        """A click selects the word; with Ctrl what is selected is a further fragment."""
        point = event.position().toPoint()
        if event.type() == QEvent.Type.MouseButtonPress:
            self._pressed = point
        elif event.type() == QEvent.Type.MouseButtonRelease and event.button() == Qt.MouseButton.LeftButton:
            is_click = (point - self._pressed).manhattanLength() <= _STILL
            if is_click and not self._page.textCursor().hasSelection():
                self._select(words.word_at(self._page.text, self._page.offset_at(point), _cut))
            if event.modifiers() & _CONTROL:
                pointing.take(self._desk, goes_on=True)
            return is_click
        return False

    # Words ----------------------------------------------------------------------------------------

    def _go(self, way: int) -> None:
        """Select the next word that way."""
        text, (start, end) = self._page.text, self._page.selected_span()
        at = end if way > 0 else start
        for _ in range(40):
            found = _word_beside(text, at, way)
            if found is None:
                return
            at = found[1] if way > 0 else found[0]
            if any(letter.isalnum() for letter in text[found[0] : found[1]]):
                self._select(found, is_backward=way < 0)
                return

    def _reach(self, way: int) -> None:
        """Move the end of the selection that moves by a word."""
        at = self._position()
        found = _word_beside(self._page.text, at, way)
        if found is not None:
            self._move(found[1] if way > 0 else found[0])

    def _position(self) -> int:
        """The end of the selection that moves."""
        start, end = self._page.selected_span()
        cursor = self._page.textCursor()
        return start if cursor.position() < cursor.anchor() else end

    def _move(self, to: int) -> None:
        start, end = self._page.selected_span()
        other = end if self._position() == start and start != end else start
        to = min(max(0, to), len(self._page.text))
        self._select((min(to, other), max(to, other)), is_backward=to < other)

    def _select(self, place: tuple[int, int], *, is_backward: bool = False) -> None:
        self._page.select_span(*place)
        if is_backward:
            cursor = self._page.textCursor()
            first, last = cursor.selectionStart(), cursor.selectionEnd()
            cursor.setPosition(last)
            cursor.setPosition(first, QTextCursor.MoveMode.KeepAnchor)
            self._page.setTextCursor(cursor)


def _cut(text: str) -> Sequence[str]:
    """The words of a text; its characters while nobody knows the words."""
    return cutting.cut(text) or list(text)


def _word_beside(text: str, at: int, way: int) -> tuple[int, int] | None:
    """The word that begins at or after a place, or (-1) ends at or before it; None at the ends."""
    if way > 0:
        while at < len(text) and text[at].isspace():
            at += 1
        found = words.word_at(text, at, _cut) if at < len(text) else (at, at)
        return (max(at, found[0]), max(found[1], at + 1)) if at < len(text) else None
    while at > 0 and text[at - 1].isspace():
        at -= 1
    if at <= 0:
        return None
    found = words.word_at(text, at - 1, _cut)
    return min(found[0], at - 1), at
