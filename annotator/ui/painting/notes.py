"""Owns the notes in the right margin: what somebody, or arithmetic, says beside a line."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Literal, NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QTextLayout, QTextOption

from annotator.ui.painting.display import display_text
from annotator.ui.painting.lines import Line
from annotator.ui.theme import Theme

Tone = Literal["note", "holds", "differs", "contradicts"]

MOST_LINES = 4
_AWAY = 26.0
_GAP = 9.0
_EDGE = 6.0
_RULE = 2.0
_APART = 7.0
_LEAST_EMS = 5.0
_UNEQUAL = "≠ "
_KEPT = 2000


class MarginNote(NamedTuple):
    """Words beside the line that holds a code point of the text shown; plain text, never markup."""

    start: int
    words: str
    tone: Tone
    ref: Hashable


class Slip(NamedTuple):
    """One note laid out, in pixels of the document; ``lines`` is empty where only a sign has room."""

    note: MarginNote
    box: QRectF
    lines: tuple[str, ...]
    height: float


class Notes:
    """All notes of a text by place."""

    def __init__(self, notes: Iterable[MarginNote] = ()) -> None:
        """Take them in any order; those of one place keep it."""
        self._notes = sorted(notes, key=_start)
        self._starts = [note.start for note in self._notes]

    def __bool__(self) -> bool:
        return bool(self._notes)

    def between(self, start: int, end: int) -> list[MarginNote]:
        """Return the notes at ``[start, end)``, by place."""
        return self._notes[bisect_left(self._starts, start) : bisect_left(self._starts, end)]


def _start(note: MarginNote) -> int:
    return note.start


class NoteType:
    """The type that notes are set in: their font, and their words in lines, kept once they are made."""

    def __init__(self, font: QFont) -> None:
        """Take the font."""
        self.font = font
        self.bold = QFont(font)
        self.bold.setBold(True)
        self.metrics = QFontMetricsF(font)
        self._wrapped: dict[tuple[str, float], tuple[str, ...]] = {}

    def wrap(self, words: str, width: float) -> tuple[str, ...]:
        """Return the words in lines of that width, the last of at most four ending in … when it is cut."""
        known = self._wrapped.get((words, width))
        if known is None:
            if len(self._wrapped) > _KEPT:
                self._wrapped.clear()
            known = self._wrapped[words, width] = self._wrap(display_text(" ".join(words.split())), width)
        return known

    def _wrap(self, shown: str, width: float) -> tuple[str, ...]:
        layout = QTextLayout(shown, self.font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        found: list[str] = []
        units = shown.encode("utf-16-le")
        layout.beginLayout()
        while len(found) < MOST_LINES:
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(width)
            start, end = line.textStart(), line.textStart() + line.textLength()
            if len(found) == MOST_LINES - 1:
                end = len(units) // 2
            told = units[2 * start : 2 * end].decode("utf-16-le", "replace").strip()
            found.append(self.metrics.elidedText(told, Qt.TextElideMode.ElideRight, width))
        layout.endLayout()
        return tuple(found)


def slips(
    notes: Sequence[MarginNote],
    lines: Sequence[Line],
    *,
    to_qt: Callable[[int], int],
    left: float,
    width: float,
    letters: NoteType,
    taken: Iterable[QRectF] = (),
) -> list[Slip]:
    """Return the notes beside these lines, from the top; one that would cover another moves down.

    ``left`` and ``width`` are those of the margin, ``taken`` what else stands in it.  A margin too
    narrow for words holds a sign for each.
    """
    metrics = letters.metrics
    room = width - _AWAY - _RULE - _GAP - _EDGE
    is_wide = room >= _LEAST_EMS * metrics.horizontalAdvance("国")
    starts = [line.start_qt for line in lines]
    found: list[Slip] = []
    covered = [rect for rect in taken if rect.right() > left]
    free = float("-inf")
    for note in notes:
        at = to_qt(note.start)
        line = lines[max(0, bisect_right(starts, at) - 1)]
        words = _UNEQUAL + note.words if note.tone == "contradicts" else note.words
        wrapped = letters.wrap(words, room) if is_wide else ()
        height = metrics.height() * (len(wrapped) or 1)
        middle = line.baseline - 0.38 * line.em
        top = max(middle - metrics.height() / 2, free)
        for rect in covered:
            if rect.top() < top + height and top < rect.bottom():
                top = rect.bottom() + 2.0
        x = left + _AWAY if is_wide else left + 4.0
        box = QRectF(x, top, left + width - _EDGE - x if is_wide else width - 8.0, height)
        found.append(Slip(note, box, wrapped, metrics.height()))
        free = top + height + (_APART if is_wide else 2.0)
    return found


def draw(
    painter: QPainter, found: Iterable[Slip], *, theme: Theme, letters: NoteType, current: Hashable
) -> None:
    """Draw the notes: a rule in the colour of the tone, and the words."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    font, bold = letters.font, letters.bold
    ascent = letters.metrics.ascent()
    for slip in found:
        colour = QColor(tone_colour(slip.note.tone, theme))
        box = slip.box
        if not slip.lines:
            _draw_sign(painter, slip, colour, bold)
            continue
        rule = QRectF(box.left(), box.top() - 1.0, _RULE, box.height() + 2.0)
        is_chosen = current is not None and slip.note.ref == current
        painter.fillRect(rule, QColor(theme.accent) if is_chosen else colour)
        y = box.top() + ascent
        x = box.left() + _RULE + _GAP
        is_strong = slip.note.tone == "contradicts"
        painter.setPen(colour if is_strong else QColor(theme.dim))
        for n, words in enumerate(slip.lines):
            if is_strong and n == 0:
                painter.setFont(bold)
                painter.drawText(QPointF(x, y), _UNEQUAL)
                away = QFontMetricsF(bold).horizontalAdvance(_UNEQUAL)
                painter.setFont(font)
                painter.drawText(QPointF(x + away, y), words[len(_UNEQUAL) :])
            else:
                painter.setFont(font)
                painter.drawText(QPointF(x, y), words)
            y += slip.height


def tone_colour(tone: Tone, theme: Theme) -> str:
    """Return the colour of a tone's rule."""
    return {"holds": theme.holds, "differs": theme.differs, "contradicts": theme.contradicts}.get(
        tone, theme.dim
    )


def _draw_sign(painter: QPainter, slip: Slip, colour: QColor, bold: QFont) -> None:
    """Equal, nearly equal, unequal, or a small sheet of paper."""
    glyph = {"holds": "=", "differs": "≈", "contradicts": "≠"}.get(slip.note.tone)
    if glyph is not None:
        painter.setFont(bold)
        painter.setPen(colour)
        painter.drawText(slip.box, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine, glyph)
        return
    middle, size = slip.box.center(), slip.height * 0.5
    sheet = QRectF(middle.x() - size * 0.4, middle.y() - size / 2, size * 0.8, size)
    painter.setPen(QPen(colour, 1.0))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(sheet)
    for share in (0.35, 0.65):
        y = sheet.top() + size * share
        painter.drawLine(QPointF(sheet.left() + 2, y), QPointF(sheet.right() - 2, y))
