"""Owns the reading page: a report with its spans, notes and map, and what keys and the mouse mean there."""

from __future__ import annotations

import html
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Literal

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QTextCursor,
)
from PySide6.QtWidgets import QToolTip, QWidget

from annotator.text import words
from annotator.ui.painting import notes as beside
from annotator.ui.painting.minimap import Minimap, Sign
from annotator.ui.painting.notes import MarginNote, Notes, NoteType, Slip
from annotator.ui.painting.pointer import pointed
from annotator.ui.painting.spread import Spread
from annotator.ui.painting.typesetting import Heading
from annotator.ui.resizing import Resizing, border_at
from annotator.ui.theme import Theme, note_font

_STILL = 4
_BEFORE = 400
"""Pixels above what is visible whose notes may still reach into it."""


class Page(Spread):
    """A sheet with spans that can be pointed at; it knows nothing of projects."""

    span_clicked = Signal(object)
    """The ref of the paint clicked; clicking again on nested paints goes outwards."""
    span_dragged = Signal(object, int, int)
    """The ref of the current paint, and where its outer borders were dragged to."""
    menu_wanted = Signal(QPoint)
    """What can be done is asked for, at a point of the screen."""

    # Here because the sheet takes its theme while it is being made.
    _map: Minimap | None = None
    _notes = Notes()

    def __init__(self, theme: Theme | None = None, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._pressed: QPoint | None = None
        self._resizing: Resizing | None = None
        self._doubled: tuple[int, int] | None = None
        self._tooltip: Callable[[list[Hashable]], str] = lambda refs: ""
        self._cut: Callable[[str], Sequence[str] | None] = lambda text: None
        self._wants_escape: Callable[[], bool] = lambda: False
        self._escape: Callable[[], object] = lambda: None
        self._map = Minimap(self)
        self._map.set_theme(self._theme)
        self._map.sign_clicked.connect(self._go_to_sign)
        self.setVerticalScrollBar(self._map)
        self.viewport().setMouseTracking(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.DefaultContextMenu)

    @property
    def map(self) -> Minimap:
        """The scroll bar with its signs."""
        assert self._map is not None
        return self._map

    def show_text(self, text: str, *, headings: Sequence[Heading] = ()) -> None:
        """Show another text, from its beginning, without paints, notes and signs."""
        self._notes, self._resizing = Notes(), None
        super().show_text(text, headings=headings)
        measure = self._column.measure if self._column else 0
        self.map.set_text(text, per_line=int(measure / self._em))

    def set_theme(self, theme: Theme) -> None:
        """Take the colours and type of a theme."""
        super().set_theme(theme)
        if self._map is not None:
            self._map.set_theme(theme)

    def set_beside_type(self) -> None:
        """Names and notes are as large as the report asks for."""
        super().set_beside_type()
        self._letters = NoteType(note_font(self._theme, zoom=self._zoom))

    def set_marks(self, signs: Iterable[Sign]) -> None:
        """Show these places on the map at the scroll bar, in place of those before."""
        self.map.set_signs(signs)

    def set_notes(self, notes: Iterable[MarginNote]) -> None:
        """Show these notes in the right margin, in place of those before."""
        self._notes = Notes(notes)
        self.viewport().update()

    def set_tooltip_provider(self, provider: Callable[[list[Hashable]], str]) -> None:
        """Ask for the words to show over paints, innermost ref first; plain text, "" for none."""
        self._tooltip = provider

    def set_cutter(self, cut: Callable[[str], Sequence[str] | None]) -> None:
        """Ask for the words of a short text, in order; None means that nobody knows them yet."""
        self._cut = cut

    def set_escape(self, wants: Callable[[], bool], escape: Callable[[], object]) -> None:
        """Take Escape for oneself while ``wants`` says so, and do ``escape`` then."""
        self._wants_escape, self._escape = wants, escape

    def paint_at(self, point: QPoint) -> list[Hashable]:
        """Return the refs of the paints under a point of the viewport, innermost first, bars last."""
        at = QPointF(point) - self._shift()
        found = self._pieces(self._lines(QRect(0, point.y() - 1, 1, 2)))
        hit: dict[Hashable, int] = {}
        for piece in found:
            if piece.reaches(at):
                hit.setdefault(piece.paint.ref, piece.level)
        refs: list[Hashable] = sorted(hit, key=lambda ref: hit[ref])
        refs += [flag.paint.ref for flag in self._flags(found) if flag.box.contains(at)]
        if point.x() < self._left():
            for bar in self._bars(self._lines(self.viewport().rect())):
                if bar.rect.adjusted(-3, 0, 3, 0).contains(at) or bar.name.contains(at):
                    refs.append(bar.paint.ref)
        return refs

    # Beside the text ------------------------------------------------------------------------------

    def slips(self) -> list[Slip]:
        """Return the notes in sight, laid out, in pixels of the document."""
        if not self._notes:
            return []
        whole = self.viewport().rect()
        lines = self._lines(whole.adjusted(0, -_BEFORE, 0, 0))
        found = self._notes.between(*self._stretch(lines)) if lines else []
        if not found:
            return []
        return beside.slips(
            found,
            lines,
            to_qt=self._units.to_qt,
            margin=self.note_margin(),
            letters=self._letters,
            taken=[flag.box for flag in self._flags(self._pieces(lines))],
        )

    def note_at(self, point: QPoint) -> MarginNote | None:
        """Return the note under a point of the viewport, or None."""
        if not self._notes or point.x() < self.note_margin().left():
            return None
        at = QPointF(point) - self._shift()
        return next((slip.note for slip in self.slips() if slip.box.contains(at)), None)

    def draw_beside(self, painter: QPainter) -> None:
        """Draw the notes."""
        beside.draw(painter, self.slips(), theme=self._theme, letters=self._letters, current=self._current)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Names of long bars stay in sight and notes make room for one another: margins are painted anew."""
        super().scrollContentsBy(dx, dy)
        if self._notes:
            self.viewport().update(self.note_margin())

    def _go_to_sign(self, start: int, ref: object) -> None:
        self.scroll_to(start)
        self.span_clicked.emit(ref)

    def viewportEvent(self, event: QEvent) -> bool:
        """Show tooltips as plain words."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            note = self.note_at(event.pos())
            refs = self.paint_at(event.pos())
            told = note.words if note else self.tie_at(event.pos()) or (self._tooltip(refs) if refs else "")
            # Qt guesses whether a tooltip is rich text; escaped words are never taken for markup.
            shown = f'<p style="white-space:pre-wrap">{html.escape(told)}</p>' if told else ""
            QToolTip.showText(event.globalPos(), shown, self.viewport())
            return True
        return super().viewportEvent(event)

    # By words -------------------------------------------------------------------------------------

    def _by_words(self, look: Callable[..., object], position: int) -> object | None:
        """What a question about words is answered with; None while nobody knows any."""
        if self._cut("") is None:
            return None
        return look(self.text, position, lambda text: self._cut(text) or [text])

    def _move_by_word(self, towards: Literal[-1, 1], *, selects: bool) -> bool:
        look = words.next_stop if towards > 0 else words.previous_stop
        stop = self._by_words(look, self.caret())
        if not isinstance(stop, int):
            return False
        cursor = self.textCursor()
        modes = QTextCursor.MoveMode
        cursor.setPosition(self._units.to_qt(stop), modes.KeepAnchor if selects else modes.MoveAnchor)
        self.setTextCursor(cursor)
        return True

    def _word_at(self, point: QPoint) -> tuple[int, int] | None:
        at = self.offset_at(point)
        # The nearest border between two characters may lie behind the one that is pointed at.
        if at and point.x() < self.place_of(at).left():
            at -= 1
        found = self._by_words(words.word_at, at)
        return found if isinstance(found, tuple) and found[0] < found[1] else None

    # Keys and the mouse ---------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """While a border is in the hand, or there is something to let go of, Escape is ours."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            is_escape = event.key() == Qt.Key.Key_Escape
            if self._resizing or (is_escape and self._wants_escape()):
                event.setAccepted(is_escape)
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give a border back, ask for the menu, go by words; the rest is the sheet's."""
        keys, held = Qt.Key, event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
        is_by_word = event.key() in (keys.Key_Left, keys.Key_Right) and held & ~shift == control
        if self._resizing is not None and event.key() == keys.Key_Escape:
            self._give_up()
        elif event.key() == keys.Key_Escape and self._wants_escape():
            self._escape()
        elif event.key() == keys.Key_Menu or (event.key() == keys.Key_F10 and held == shift):
            self._ask_menu()
        elif not is_by_word or not self._move_by_word(
            1 if event.key() == keys.Key_Right else -1, selects=bool(held & shift)
        ):
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Whoever goes elsewhere lets go of a border."""
        super().focusOutEvent(event)
        self._give_up()

    def _ask_menu(self) -> None:
        paint = self._index.get(self._current) if self._current is not None else None
        place = self.place_of(paint.start if paint else self.caret())
        inside = self.viewport().rect().adjusted(0, 0, 0, -8)
        if not inside.contains(place.center()):
            place = self.cursorRect()
        self.menu_wanted.emit(self.viewport().mapToGlobal(place.bottomLeft()))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the span under the pointer; the key for it comes as a key."""
        event.accept()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            return
        note = self.note_at(event.pos())
        refs = [note.ref] if note else self.paint_at(event.pos())
        if refs and self._current not in refs:
            self.span_clicked.emit(refs[0])
        self.menu_wanted.emit(event.globalPos())

    def _border_at(self, point: QPoint) -> Resizing | None:
        paint = self._index.get(self._current) if self._current is not None else None
        if paint is None:
            return None
        lines = self._lines(QRect(0, point.y() - 1, 1, 2))
        side = border_at(paint, lines, QPointF(point) - self._shift(), to_qt=self._units.to_qt)
        return Resizing(paint, side) if side else None

    def _give_up(self) -> None:
        if self._resizing is not None:
            self._resizing, self._pressed = None, None
            self.preview(None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take a border, or remember where, to tell a click from a selection; Shift only selects."""
        is_left = event.button() == Qt.MouseButton.LeftButton
        self._pressed = event.position().toPoint() if is_left else None
        selects = self._pressed is None or event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        self._resizing = None if selects else self._border_at(event.position().toPoint())
        if self._resizing is None:
            if not selects and self.textCursor().hasSelection():
                # Qt would take the words selected for something to be dragged away.
                self.put_caret(self.caret())
            super().mousePressEvent(self._on_a_line(event))

    def _on_a_line(self, event: QMouseEvent) -> QMouseEvent:
        """The same with the pointer on the nearest line, for Qt to find the character."""
        return pointed(event, self.nearest_line(event.position().toPoint()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Select a word as one who reads Chinese knows it."""
        super().mouseDoubleClickEvent(self._on_a_line(event))
        if event.button() == Qt.MouseButton.LeftButton:
            self._doubled = self._word_at(event.position().toPoint())
            if self._doubled is not None:
                self._select(*self._doubled)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the border in the hand; tell by the pointer where one could be taken."""
        point = event.position().toPoint()
        if self._resizing is not None:
            self.preview(self._resizing.move(self.offset_at(point)))
        elif self._doubled is not None:
            here = self._word_at(point) or self._doubled
            self._select(min(here[0], self._doubled[0]), max(here[1], self._doubled[1]))
        else:
            super().mouseMoveEvent(self._on_a_line(event))
            if not event.buttons():
                self.viewport().setCursor(self._pointer_at(point))

    def _pointer_at(self, point: QPoint) -> Qt.CursorShape:
        if self._border_at(point) is not None:
            return Qt.CursorShape.SplitHCursor
        is_note = self.note_at(point) is not None
        return Qt.CursorShape.PointingHandCursor if is_note else Qt.CursorShape.IBeamCursor

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let a border go, or tell of a click on a paint."""
        released = event.position().toPoint()
        resizing, self._resizing, self._doubled = self._resizing, None, None
        if resizing is None:
            super().mouseReleaseEvent(self._on_a_line(event))
        else:
            self.preview(None)
            if resizing.is_changed and self.viewport().rect().contains(released):
                self._pressed = None
                wanted = resizing.wanted
                self.span_dragged.emit(wanted.ref, wanted.start, wanted.end)
        pressed, self._pressed = self._pressed, None
        if pressed is None or (released - pressed).manhattanLength() > _STILL:
            return
        if resizing is None and self.textCursor().hasSelection():
            return
        note = self.note_at(released)
        refs = [note.ref] if note else self.paint_at(released)
        if refs:
            known = refs.index(self._current) if self._current in refs else -1
            self.span_clicked.emit(refs[(known + 1) % len(refs)])
