"""Owns the notes in the right margin: what somebody, or arithmetic, says beside a line."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Literal, NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTextLayout, QTextOption

from annotator.ui.cuts import cut
from annotator.ui.painting.display import display_text
from annotator.ui.painting.lines import Line
from annotator.ui.theme import Theme

Tone = Literal["note", "holds", "differs", "contradicts", "disagrees", "should_be"]
"""``contradicts`` is arithmetic's alone; ``disagrees`` is what a colleague says."""

MOST_LINES = 4
_AWAY = 18.0
_GAP = 9.0
_EDGE = 6.0
_RULE = 2.0
_APART = 5.0
_UPWARDS = 1.2
"""Heights of a line that a note may stand above its own, where that spares others a longer way."""
_LEAST_EMS = 5.0
_UNEQUAL = "≠ "
_DIAMOND = "\u2003"
"""The room in which the sign of a disagreement is drawn, the same as on the map."""
_DIAMOND_WIDE = 0.62
"""What that room is, in heights of a line: the blank's own width is another in another language."""
_BLANKS = re.compile(r"[^\S\u00a0\u2003\u2009\u202f]+")
_FIXED = str.maketrans({"\u2009": "\u00a0", "\u202f": "\u00a0"})
"""A figure is not broken between its thousands: blanks of the same length that hold together."""
_OPENING = re.compile("(?<=[，。；：、！？）])(?=[“‘])")
"""Before an opening quotation mark a line may break; Unicode's rules know it only by its two-faced name."""
_MAY_BREAK = "\u200b"
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
            known = self._wrapped[words, width] = self._wrap(
                display_text(_BLANKS.sub(" ", words).strip(" ")), width
            )
        return known

    def _wrap(self, shown: str, width: float) -> tuple[str, ...]:
        shown = _OPENING.sub(_MAY_BREAK, shown)
        layout = QTextLayout(shown.translate(_FIXED), self.font)
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
            told = (
                units[2 * start : 2 * end].decode("utf-16-le", "replace").replace(_MAY_BREAK, "").strip(" ")
            )
            found.append(cut(told, room=width, width=self.metrics.horizontalAdvance))
        layout.endLayout()
        return tuple(found)


def slips(
    notes: Sequence[MarginNote],
    lines: Sequence[Line],
    *,
    to_qt: Callable[[int], int],
    margin: QRect,
    letters: NoteType,
    taken: Iterable[QRectF] = (),
) -> list[Slip]:
    """Return the notes beside these lines, from the top: at their line where there is room, else moved as
    little as it takes that none covers another.

    ``taken`` is what else stands in the margin.  A margin too
    narrow for words holds a sign for each.
    """
    metrics = letters.metrics
    left, width = float(margin.left()), float(margin.width())
    room = width - _AWAY - _RULE - _GAP - _EDGE
    is_wide = room >= _LEAST_EMS * metrics.horizontalAdvance("国")
    starts = [line.start_qt for line in lines]
    found: list[Slip] = []
    covered = [rect for rect in taken if rect.right() > left]
    apart = _APART if is_wide else 2.0
    spare = max(0.0, _DIAMOND_WIDE * metrics.height() - metrics.horizontalAdvance(_DIAMOND))
    rooms = (room - spare if note.tone == "disagrees" else room for note in notes)
    set_words = [
        letters.wrap(_led(note), wide) if is_wide else () for note, wide in zip(notes, rooms, strict=True)
    ]
    heights = [metrics.height() * (len(words) or 1) for words in set_words]
    wanted = []
    for note in notes:
        line = lines[max(0, bisect_right(starts, to_qt(note.start)) - 1)]
        wanted.append(line.baseline - 0.38 * line.em - metrics.height() / 2)
    tops = settled(wanted, [height + apart for height in heights], upwards=_UPWARDS * metrics.height())
    free = float("-inf")
    for note, words, height, top in zip(notes, set_words, heights, tops, strict=True):
        top = max(top, free)
        for rect in covered:
            if rect.top() < top + height and top < rect.bottom():
                top = rect.bottom() + 2.0
        x = left + _AWAY if is_wide else left + 4.0
        box = QRectF(x, top, left + width - _EDGE - x if is_wide else width - 8.0, height)
        found.append(Slip(note, box, words, metrics.height()))
        free = top + height + apart
    return found


def _led(note: MarginNote) -> str:
    """The words with the sign before them that their tone has."""
    return {"contradicts": _UNEQUAL, "disagrees": _DIAMOND}.get(note.tone, "") + note.words


def settled(wanted: Sequence[float], heights: Sequence[float], *, upwards: float) -> list[float]:
    """Return tops, in order, as near to those wanted as can be without one covering the next.

    Least squares (pool adjacent violators), but nothing stands more than ``upwards`` above where it
    belongs, and higher than it belongs only where those below need the room.  Linear in the number of notes.
    """
    blocks: list[tuple[float, int]] = []
    above = 0.0
    for top, height in zip(wanted, heights, strict=True):
        mean, count = top - above, 1
        while blocks and blocks[-1][0] > mean:
            before, n = blocks.pop()
            mean, count = (mean * count + before * n) / (count + n), count + n
        blocks.append((mean, count))
        above += height
    found: list[float] = []
    above, free = 0.0, float("-inf")
    means = [mean for mean, count in blocks for _ in range(count)]
    for mean, top, height in zip(means, wanted, heights, strict=True):
        placed = max(mean + above, top - upwards, free)
        found.append(placed)
        above, free = above + height, placed + height
    # A crowd further down pulls up all it reached; what was pushed down again left room behind.
    room = float("inf")
    for n in range(len(found) - 1, -1, -1):
        found[n] = max(found[n], min(wanted[n], room - heights[n]))
        room = found[n]
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
        is_theirs = slip.note.tone == "disagrees"
        painter.setPen(colour if is_strong or is_theirs else QColor(theme.dim))
        if is_theirs:
            _draw_diamond(painter, QPointF(x + slip.height * 0.22, box.top() + slip.height / 2), slip.height)
        for n, words in enumerate(slip.lines):
            if is_theirs and n == 0:
                painter.setFont(font)
                painter.drawText(QPointF(x + slip.height * _DIAMOND_WIDE, y), words.lstrip())
            elif is_strong and n == 0:
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
    named = ("holds", "differs", "contradicts")
    if tone == "should_be":
        return theme.differs
    return theme.ink if tone == "disagrees" else getattr(theme, tone) if tone in named else theme.dim


def _draw_sign(painter: QPainter, slip: Slip, colour: QColor, bold: QFont) -> None:
    """Equal, nearly equal, unequal, an arrow to what it should be, a diamond, or a small speech bubble."""
    glyph = {"holds": "=", "differs": "≈", "contradicts": "≠", "should_be": "→"}.get(slip.note.tone)
    if glyph is not None:
        painter.setFont(bold)
        painter.setPen(colour)
        painter.drawText(slip.box, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine, glyph)
        return
    if slip.note.tone == "disagrees":
        painter.setPen(colour)
        _draw_diamond(painter, slip.box.center(), slip.height)
        return
    middle, size = slip.box.center(), slip.height * 0.62
    bubble = QRectF(middle.x() - size / 2, middle.y() - size * 0.45, size, size * 0.72)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRoundedRect(bubble, size * 0.2, size * 0.2)
    foot, left = bubble.bottom(), bubble.left() + size * 0.2
    painter.drawPolygon(
        [
            QPointF(left, foot - 1.0),
            QPointF(left + size * 0.34, foot - 1.0),
            QPointF(left, foot + size * 0.26),
        ]
    )


def _draw_diamond(painter: QPainter, middle: QPointF, height: float) -> None:
    """In the colour of the words."""
    size = height * 0.22
    painter.save()
    painter.setBrush(painter.pen().color())
    painter.setPen(Qt.PenStyle.NoPen)
    ways = ((0.0, -size), (size, 0.0), (0.0, size), (-size, 0.0))
    painter.drawPolygon([middle + QPointF(*way) for way in ways])
    painter.restore()
