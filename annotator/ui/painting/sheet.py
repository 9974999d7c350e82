"""Owns the bare sheet: a report's text set in a column, its caret and selection; nothing can edit it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, QRect, Qt, Signal
from PySide6.QtGui import (
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QTextCursor,
    QTextDocument,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from annotator.model.spans import Fragment
from annotator.text.offsets import Utf16Map
from annotator.ui.painting.column import Column, column
from annotator.ui.painting.display import display_text
from annotator.ui.painting.typesetting import Heading, typeset
from annotator.ui.theme import Theme, light, page_font, page_palette

LEAST_ZOOM, MOST_ZOOM = 0.7, 3.0

_ABOVE, _BELOW = 40, 80
_MOVES = frozenset(
    (
        Qt.Key.Key_Left,
        Qt.Key.Key_Right,
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
        Qt.Key.Key_PageUp,
        Qt.Key.Key_PageDown,
    )
)


class Sheet(QTextEdit):
    """A read-only text set as a page.

    All offsets are code points of the text given to ``show_text``; whatever is read off the sheet is
    sliced from that text.  Keys other than those that move the caret, select all or copy are left to
    the window, so single letters may be shortcuts.
    """

    selection_changed = Signal()
    laid_out = Signal()
    """Everything may lie elsewhere in the document now."""
    moved = Signal()
    """The text scrolled or was laid out anew: what stands beside it must follow (``place_of``)."""
    zoomed = Signal(float)
    """Somebody set the letters larger or smaller with the wheel."""

    def __init__(self, theme: Theme | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme or light()
        self._zoom = 1.0
        self._text = ""
        self._units = Utf16Map("")
        self._headings: tuple[Heading, ...] = ()
        self._column: Column | None = None
        self._paper: QTextDocument | None = None
        self._be_a_page()
        self.set_theme(self._theme)
        self.selectionChanged.connect(self.selection_changed)

    def _be_a_page(self) -> None:
        self.setReadOnly(True)
        # After setReadOnly, which would take it away: without it there is no caret to move.
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        # A read-only QTextEdit still lets an input method replace the selection.
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setAcceptRichText(False)
        self.setAcceptDrops(False)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAutoFillBackground(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_text(self, text: str, *, headings: Sequence[Heading] = ()) -> None:
        """Show another text, from its beginning.

        ``headings`` are ``(start, end, depth)`` in code points: depth 0 the report's title, else as
        in ``model.documents.Section``.
        """
        self._text, self._headings = text, tuple(headings)
        self._units = Utf16Map(text)
        self._set()
        self.verticalScrollBar().setValue(0)
        self._be_laid_out()

    def _set(self) -> None:
        # A new document is laid out bit by bit as needed; replacing the words of one that is shown
        # lays out all of it at once, which takes ten times longer on a long report.
        document = QTextDocument(self)
        document.setUndoRedoEnabled(False)
        document.setDocumentMargin(0)
        document.setDefaultFont(self.font())
        option = QTextOption()
        # A paragraph that begins with an Arabic letter stays on the left.
        option.setTextDirection(Qt.LayoutDirection.LeftToRight)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        document.setDefaultTextOption(option)
        self._set_margins(document)
        typeset(
            document,
            display_text(self._text),
            units=self._units,
            headings=self._headings,
            em=self._em,
            sizes=self._theme.sizes,
        )
        before, self._paper = self._paper, document
        self.setDocument(document)
        if before is not None:
            before.deleteLater()

    @property
    def text(self) -> str:
        """The text shown, exactly as it was given."""
        return self._text

    @property
    def _em(self) -> float:
        return float(self.font().pixelSize())

    def set_theme(self, theme: Theme) -> None:
        """Take the colours and type of a theme."""
        self._theme = theme
        # A style sheet that was set anew has given the viewport a palette of its own.
        for part in (self, self.viewport()):
            part.setPalette(page_palette(theme))
        self.set_zoom(self._zoom)
        self.viewport().update()

    def zoom(self) -> float:
        """Return how much larger than usual the letters are."""
        return self._zoom

    def set_zoom(self, zoom: float) -> None:
        """Set the letters larger or smaller, keeping the place and the selection."""
        self._zoom = min(max(zoom, LEAST_ZOOM), MOST_ZOOM)
        self.set_beside_type()
        font = page_font(self._theme, zoom=self._zoom)
        if font.families() == self.font().families() and font.pixelSize() == self.font().pixelSize():
            return
        selected, held = self.selected_span(), self.view_state()
        self.setFont(font)
        self._fit_column()
        self._set()
        self._select(*selected)
        self.restore_view(held)
        self._be_laid_out()

    def set_beside_type(self) -> None:
        """The letters have another size: what is written beside them follows, whatever the size of the
        interface."""

    def caret(self) -> int:
        """Return where the caret is."""
        return self._units.from_qt(self.textCursor().position())

    def selected_span(self) -> Fragment:
        """Return what is selected; ``start == end`` is the caret alone."""
        cursor = self.textCursor()
        return self._units.span_from_qt(cursor.selectionStart(), cursor.selectionEnd())

    def selected_text(self) -> str:
        """Return the words selected, from the stored text."""
        start, end = self.selected_span()
        return self._text[start:end]

    def select_span(self, start: int, end: int) -> None:
        """Select a range, put the caret at its end and bring it into sight."""
        self._select(start, end)
        self.scroll_to(start)

    def put_caret(self, start: int) -> None:
        """Put the caret somewhere; nothing is selected then, and nothing scrolls."""
        bar = self.verticalScrollBar()
        top = bar.value()
        self._select(start, start)
        # Qt brings its caret into sight by the shortest way.
        bar.setValue(top)

    def _select(self, start: int, end: int) -> None:
        cursor = self.textCursor()
        cursor.setPosition(self._units.to_qt(start))
        cursor.setPosition(self._units.to_qt(end), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def place_of(self, start: int) -> QRect:
        """Return the upright at an offset, in viewport pixels; it may lie out of sight."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._units.to_qt(start))
        return self.cursorRect(cursor)

    def offset_at(self, point: QPoint) -> int:
        """Return the offset nearest to a point of the viewport."""
        return self._offset_at(self.nearest_line(point))

    def _offset_at(self, point: QPoint) -> int:
        return self._units.from_qt(self.cursorForPosition(point).position())

    def nearest_line(self, point: QPoint) -> QPoint:
        """Return a point of the viewport, moved onto the nearest line of text."""
        return point

    def first_visible(self) -> int:
        """Return the offset at the top of what is visible."""
        return self._offset_at(QPoint(self._left(), 1))

    def note_margin(self) -> QRect:
        """Return the free right margin beside the text, in viewport pixels."""
        right = self._column.right if self._column else 0
        width = self.viewport().width()
        return QRect(width - right, 0, right, self.viewport().height())

    def scroll_to(self, start: int) -> None:
        """Bring an offset into sight, unless it already is comfortably."""
        height = self.viewport().height()
        place = self.place_of(start)
        if place.top() < height * 0.08 or place.bottom() > height * 0.82:
            self._scroll(start, share=1 / 3)

    def _scroll(self, start: int, *, share: float) -> None:
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + self.place_of(start).top() - int(self.viewport().height() * share))

    def view_state(self) -> tuple[int, int]:
        """Return which offset is at the top of what is visible, and its distance from there in pixels."""
        start = self.first_visible()
        return start, self.place_of(start).top()

    def restore_view(self, state: tuple[int, int]) -> None:
        """Put the words of a ``view_state`` back where they stood, also in letters of another size."""
        start, top = min(state[0], self._units.length), state[1]
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + self.place_of(start).top() - top)

    def _left(self) -> int:
        return self._column.left if self._column else 0

    def _fit_column(self) -> None:
        """Give the text its measure; the rest becomes margin, inside the viewport or outside it."""
        width = self.contentsRect().width() - self.verticalScrollBar().sizeHint().width()
        fitted = column(width, em=self._em)
        before, self._column = self._column, fitted
        if before is None or (before.left, before.right) != (fitted.left, fitted.right):
            self._set_margins(self.document())
        self.setViewportMargins(fitted.outer_left, 0, fitted.outer_right, 0)

    def _set_margins(self, document: QTextDocument) -> None:
        form = document.rootFrame().frameFormat()
        if self._column is not None:
            form.setLeftMargin(self._column.left)
            form.setRightMargin(self._column.right)
        form.setTopMargin(_ABOVE)
        form.setBottomMargin(_BELOW)
        document.rootFrame().setFrameFormat(form)

    def _shift(self) -> QPointF:
        return QPointF(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())

    def event(self, event: QEvent) -> bool:
        """Fit the column before Qt lays out; leave keys to the window; scroll over bare paper too."""
        kind = event.type()
        if kind == QEvent.Type.Resize:
            held = self.view_state()
            self._fit_column()
            self.restore_view(held)
        elif kind == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            event.setAccepted(_is_ours_always(event))
            return True
        elif kind == QEvent.Type.Wheel and isinstance(event, QWheelEvent):
            self.wheelEvent(event)
            return True
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out the text if its measure changed, and tell those beside it."""
        super().resizeEvent(event)
        self._be_laid_out()

    def _be_laid_out(self) -> None:
        self.laid_out.emit()
        self.moved.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, select, copy; leave every other key to the window."""
        if event.key() in _MOVES or _is_ours_always(event):
            super().keyPressEvent(event)
        else:
            event.ignore()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Ignore: a report is never typed into."""
        event.ignore()

    def inputMethodQuery(self, query: Qt.InputMethodQuery, argument: Any = None) -> Any:
        """Answer that there is nothing to type into."""
        return False if query == Qt.InputMethodQuery.ImEnabled else None

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; with Ctrl, zoom the page as a whole."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            before = self._zoom
            self.set_zoom(before * 1.1 ** (event.angleDelta().y() / 120))
            event.accept()
            if self._zoom != before:
                self.zoomed.emit(self._zoom)
        else:
            super().wheelEvent(event)

    def createMimeDataFromSelection(self) -> QMimeData:
        """Copy the stored words, as plain text."""
        made = QMimeData()
        made.setText(self.selected_text())
        return made

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Nothing is ever pasted or dropped."""
        return False

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Nothing is ever pasted or dropped."""


def _is_ours_always(event: QKeyEvent) -> bool:
    """Copying, selecting all and selecting with Shift are the page's whatever the window's keys."""
    if event.matches(QKeySequence.StandardKey.Copy) or event.matches(QKeySequence.StandardKey.SelectAll):
        return True
    keys = Qt.KeyboardModifier
    held = event.modifiers() & (keys.ShiftModifier | keys.AltModifier | keys.MetaModifier)
    return event.key() in _MOVES and held == keys.ShiftModifier
