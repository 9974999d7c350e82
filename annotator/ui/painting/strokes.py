"""Owns the strokes: how a span's state, layer and level look on paper."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from annotator.ui.cuts import cut
from annotator.ui.painting.bars import WIDTH, Bar
from annotator.ui.painting.flags import PADDING, Flag
from annotator.ui.painting.geometry import Piece
from annotator.ui.painting.names import SetName, set_name
from annotator.ui.painting.paint import Paint
from annotator.ui.painting.pens import colour_of, crisp, on_pixels, outline, pen_of, rule, snapped
from annotator.ui.theme import Pattern, Theme

_ANSWERED = frozenset(("confirmed", "corrected", "manual"))
_OUTLINES: dict[Pattern, tuple[float, ...]] = {
    "solid": (3.0, 2.0),
    "double": (6.0, 2.0),
    "dash": (4.0, 4.0),
    "dashdot": (5.0, 2.0, 1.0, 2.0),
    "dotted": (1.0, 2.0),
}
_LOW = 0.26
_CORNER = 2.5
_HOOK = 7.0
_FOOT = 11.0
_FRAME = 2.0


class Strokes:
    """Draws pieces and bars with one theme, in document pixels.

    Everything is drawn before the text, so nothing ever covers a letter.
    """

    def __init__(self, theme: Theme, *, name_font: QFont) -> None:
        """Take the colours, and the font of the names beside bars."""
        self._theme = theme
        self._font = name_font
        self._metrics = QFontMetricsF(name_font)
        self._names: dict[tuple[str, float], SetName] = {}

    @property
    def name_height(self) -> float:
        """The height of a name on a flag."""
        return self._metrics.height()

    def draw_pieces(
        self, painter: QPainter, pieces: Iterable[Piece], *, current: Hashable, opacity: dict[Hashable, float]
    ) -> None:
        """Draw the lines of the spans at the words, the current one's outline last.

        ``opacity`` holds the refs that are just fading in.
        """
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ordered = sorted(pieces, key=_outside_first)
        dotted = [piece for piece in ordered if piece.is_last and piece.paint.state == "corrected"]
        # The frame of the current span says what its line would, and would double it.
        lined = [piece for piece in ordered if not (_is_framed(piece) and is_current(piece.paint, current))]
        for draw, drawn in ((self._line, lined), (self._dot, dotted)):
            for piece in drawn:
                if opacity:
                    painter.setOpacity(opacity.get(piece.paint.ref, 1.0))
                draw(painter, piece)
        if opacity:
            painter.setOpacity(1.0)
        self.draw_outline(painter, [piece for piece in ordered if is_current(piece.paint, current)])

    def draw_tints(
        self, painter: QPainter, pieces: Iterable[Piece], *, opacity: dict[Hashable, float]
    ) -> None:
        """Draw what lies under the words, outer levels first."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for piece in sorted(filter(_is_tinted, pieces), key=_outside_first):
            painter.setOpacity(opacity.get(piece.paint.ref, 1.0))
            self._tint(painter, piece)
        painter.setOpacity(1.0)

    def draw_outline(self, painter: QPainter, pieces: Iterable[Piece]) -> None:
        """Draw the outline of the current span around these pieces of it."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for piece in pieces:
            if piece.kind != "gap":
                self._current(painter, piece)

    def _tint(self, painter: QPainter, piece: Piece) -> None:
        hue = self._theme.hue(piece.paint.hue)
        box = piece.fill
        if hue.is_low:
            box.setTop(piece.baseline - _LOW * piece.em)
            painter.fillRect(box, colour_of(hue.tint))
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour_of(hue.tint))
        painter.drawRoundedRect(box, _CORNER, _CORNER)
        if not piece.is_head:
            painter.fillRect(QRectF(box.left(), box.top(), 2 * _CORNER, box.height()), colour_of(hue.tint))
        if not piece.is_tail:
            painter.fillRect(
                QRectF(box.right() - 2 * _CORNER, box.top(), 2 * _CORNER, box.height()), colour_of(hue.tint)
            )

    def _line(self, painter: QPainter, piece: Piece) -> None:
        paint, hue = piece.paint, self._theme.hue(piece.paint.hue)
        if piece.kind == "gap":
            if paint.state != "rejected":
                self._gap(painter, piece)
            return
        if piece.kind == "caret":
            self._caret(painter, piece)
            return
        if paint.is_named and paint.state != "rejected":
            return
        if paint.state == "rejected":
            y = snapped(painter, piece.baseline - 0.36 * piece.em)
            painter.fillRect(
                QRectF(piece.left, y, piece.right - piece.left, 1.0), colour_of(self._theme.dim, 0.7)
            )
        elif paint.style == "bracket":
            self._brackets(painter, piece)
        elif paint.state == "suggestion":
            out = piece.spread - 0.5
            box = piece.box.adjusted(-out, 0, out, 0)
            box.setBottom(piece.underline)
            painter.setPen(pen_of(hue.text, 1.0, 0.75, _OUTLINES[hue.pattern]))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(outline(crisp(painter, box), piece, radius=3.0))
        else:
            colour = self._theme.accent if paint.state == "corrected" else hue.text
            # Neighbours that touch must not look like one.
            left = piece.left + (1.0 if piece.is_head else 0.0)
            right = piece.right - (1.0 if piece.is_tail else 0.0)
            is_thin = paint.state == "manual"
            rule(painter, left, right, piece.underline, colour=colour, pattern=hue.pattern, is_thin=is_thin)
            if is_thin and piece.is_last:
                foot = snapped(painter, piece.underline + 1.0)
                painter.fillRect(QRectF(right - 1.0, foot - _HOOK, 1.5, _HOOK), colour_of(colour))

    def _gap(self, painter: QPainter, piece: Piece) -> None:
        """Feet at both ends say that a span goes on; a rule under the words between would be theirs."""
        painter.setPen(pen_of(self._theme.hue(piece.paint.hue).text, 1.0, 0.85, (1.5, 1.5)))
        y = snapped(painter, piece.underline) + 0.5
        if piece.right - piece.left <= 2 * _FOOT:
            painter.drawLine(QPointF(piece.left, y), QPointF(piece.right, y))
            return
        if piece.is_head:
            painter.drawLine(QPointF(piece.left, y), QPointF(piece.left + _FOOT, y))
        if piece.is_tail:
            painter.drawLine(QPointF(piece.right - _FOOT, y), QPointF(piece.right, y))

    def _caret(self, painter: QPainter, piece: Piece) -> None:
        paint, hue = piece.paint, self._theme.hue(piece.paint.hue)
        colour = self._theme.accent if paint.state == "corrected" else hue.text
        if paint.state == "rejected":
            colour = self._theme.dim
        x, top = piece.left, piece.baseline + 0.12 * piece.em
        faint = paint.state in ("suggestion", "rejected")
        painter.setPen(pen_of(colour, 1.2 if faint else 2.0, 0.75 if faint else 1.0, is_round=True))
        painter.drawPolyline([QPointF(x - 4, top + 6), QPointF(x, top), QPointF(x + 4, top + 6)])

    def _brackets(self, painter: QPainter, piece: Piece) -> None:
        paint, hue = piece.paint, self._theme.hue(piece.paint.hue)
        colour = self._theme.accent if paint.state == "corrected" else hue.text
        dashes = (2.5, 1.5) if paint.state == "suggestion" else ()
        width = 1.2 if dashes or paint.state == "manual" else 1.6
        painter.setPen(pen_of(colour, width, 1.0, dashes))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        box = piece.box
        top, bottom = box.top(), piece.underline
        out = piece.spread - 0.7
        for stands, x, inward in (
            (piece.is_head, piece.left - out, 4.0),
            (piece.is_tail, piece.right + out, -4.0),
        ):
            if stands:
                corners = ((x + inward, top), (x, top), (x, bottom), (x + inward, bottom))
                painter.drawPolyline([QPointF(*corner) for corner in corners])

    def _dot(self, painter: QPainter, piece: Piece) -> None:
        painter.setPen(pen_of(self._theme.paper, 1.0))
        painter.setBrush(colour_of(self._theme.accent))
        painter.drawEllipse(piece.dot, 3.3, 3.3)

    def _current(self, painter: QPainter, piece: Piece) -> None:
        # Close to the words: a comma behind them begins a pixel or two beyond their border.
        box = piece.box.adjusted(-0.75, -1.5, 0.0, 0.0)
        box.setBottom(piece.underline)
        if piece.kind == "caret":
            box.adjust(-5.75, 0.0, 6.5, 6.5)
        painter.setPen(pen_of(self._theme.accent, _FRAME))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(outline(on_pixels(painter, box), piece, radius=4.0))

    def name_width(self, words: str) -> float:
        """The width of a name on a flag."""
        return self._metrics.horizontalAdvance(words)

    def set_name(self, words: str, width: float) -> SetName:
        """A name beside a bar, set into that width."""
        known = self._names.get((words, width))
        if known is None:
            known = self._names[words, width] = set_name(words, width, self._font)
        return known

    def draw_flags(self, painter: QPainter, flags: Iterable[Flag], *, current: Hashable) -> None:
        """Draw the names behind headings."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._font)
        for paint, box in flags:
            hue, state = self._theme.hue(paint.hue), paint.state
            is_faint = state in ("suggestion", "rejected")
            colour = hue.text if state != "rejected" else self._theme.dim
            is_chosen = is_current(paint, current)
            pen = pen_of(self._theme.accent, 2.0) if is_chosen else Qt.PenStyle.NoPen
            painter.setPen(pen_of(colour, 1.0, 0.75, (3.0, 2.0)) if is_faint and not is_chosen else pen)
            painter.setBrush(Qt.BrushStyle.NoBrush if is_faint else colour_of(hue.tint))
            painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
            painter.setPen(colour_of(colour))
            room = box.width() - 2 * PADDING + 1.0
            words = cut(paint.words, room=room, width=self._metrics.horizontalAdvance)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine, words)
            if state == "corrected":
                painter.setPen(pen_of(self._theme.paper, 1.0))
                painter.setBrush(colour_of(self._theme.accent))
                painter.drawEllipse(QPointF(box.right() - 3.0, box.top() + 2.0), 3.3, 3.3)

    def draw_bars(self, painter: QPainter, bars: Sequence[Bar], *, current: Hashable) -> None:
        """Draw the bars and their names."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for bar in bars:
            self._bar(painter, bar, is_chosen=is_current(bar.paint, current))

    def _bar(self, painter: QPainter, bar: Bar, *, is_chosen: bool) -> None:
        paint, rect = bar.paint, bar.rect
        hue = self._theme.hue(paint.hue)
        if paint.state in _ANSWERED:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour_of(hue.text))
            # As with lines under words: what a hand made alone is thinner.
            thin = 1.0 if paint.state == "manual" else 0.0
            painter.drawRoundedRect(rect.adjusted(thin, 0, -thin, 0), 2.0 - thin / 2, 2.0 - thin / 2)
        elif paint.state == "suggestion":
            painter.setPen(pen_of(hue.text, 1.0, 0.7, (3.0, 2.0)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(crisp(painter, rect), 2.0, 2.0)
        else:
            painter.fillRect(rect.adjusted(1.5, 0, -1.5, 0), colour_of(self._theme.dim, 0.6))
        if paint.state == "corrected" and bar.is_head:
            painter.setPen(pen_of(self._theme.paper, 1.0))
            painter.setBrush(colour_of(self._theme.accent))
            painter.drawEllipse(QPointF(rect.center().x(), rect.top()), WIDTH - 0.7, WIDTH - 0.7)
        if is_chosen:
            painter.setPen(pen_of(self._theme.accent, 2.0))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(-3.0, -3.0, 3.0, 3.0), 5.0, 5.0)
        colour = self._theme.accent_text if is_chosen else hue.text
        painter.setPen(colour_of(self._theme.dim if paint.state == "rejected" else colour))
        if not bar.name.isNull():
            _write_name(painter, bar.name, bar.told)


def _write_name(painter: QPainter, place: QRectF, told: SetName) -> None:
    """Write a name beside the first line, or along the bar: ideographs upright, other scripts turned."""
    painter.setFont(told.font)
    flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine
    if not told.is_along:
        painter.drawText(place.adjusted(-2.0, 0, 2.0, 0), flags, told.words)
    elif told.is_stacked:
        for n, letter in enumerate(told.words):
            square = QRectF(place.left() - 2.0, place.top() + n * told.pitch, place.width() + 4.0, told.pitch)
            painter.drawText(square, flags, letter)
    else:
        painter.save()
        painter.translate(place.center())
        painter.rotate(-90.0)
        turned = QRectF(-place.height() / 2, -place.width() / 2, place.height(), place.width())
        painter.drawText(turned.adjusted(-2.0, 0, 2.0, 0), flags, told.words)
        painter.restore()


def _is_framed(piece: Piece) -> bool:
    """Whether the line under the words, or the brackets at them, are where a frame would be."""
    paint = piece.paint
    return piece.kind == "words" and paint.state != "rejected"


def _outside_first(piece: Piece) -> int:
    return -piece.level


def _is_tinted(piece: Piece) -> bool:
    paint = piece.paint
    return paint.style == "fill" and piece.kind == "words" and paint.state in _ANSWERED


def is_current(paint: Paint, current: Hashable) -> bool:
    """Whether the paint is the one being worked on."""
    return paint.is_current or (current is not None and paint.ref == current)
