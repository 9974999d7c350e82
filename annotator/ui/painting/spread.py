"""Owns a sheet with spans on it: which are in sight, where they lie, and that they are painted."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from math import ceil, floor

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QVariantAnimation
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from annotator.model.spans import Fragment
from annotator.ui.painting import connectors as lines_between
from annotator.ui.painting import hits, passage, quiet
from annotator.ui.painting.bars import Bar, bars
from annotator.ui.painting.flags import Flag, flags
from annotator.ui.painting.geometry import Piece, pieces
from annotator.ui.painting.index import Index
from annotator.ui.painting.lines import Line, visible_lines
from annotator.ui.painting.paint import Paint, Tie
from annotator.ui.painting.sheet import Sheet
from annotator.ui.painting.strokes import Strokes
from annotator.ui.painting.typesetting import Heading
from annotator.ui.theme import Theme, beside_font, page_palette

_HANGS = 16
_FAINT = 0.4
_BETWEEN = 40
"""How far from any line a point still means one, in pixels."""
_KEPT = 5000


class Spread(Sheet):
    """A sheet that knows paints; it knows nothing of projects.

    Paints lie in code points of the text shown.  They are looked up and laid out for what is visible
    only, on every painting; changing them never lays out the text.
    """

    # Here because the sheet takes its theme and scrolls while it is being made.
    _hits: tuple[Fragment, ...] = ()
    _ties: tuple[Tie, ...] = ()

    def __init__(self, theme: Theme | None = None, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._index = Index()
        self._laid: dict[Hashable, tuple[Paint, int, list[Piece]]] = {}
        self._near = -1
        self._current: Hashable = None
        self._shows_rejected = False
        self._preview: Paint | None = None
        self._quiet = quiet.QuietCaret()
        self.cursorPositionChanged.connect(self._mind_caret)
        self.selectionChanged.connect(self._mind_caret)
        self._fading: dict[Hashable, float] = {}
        self._fade = QVariantAnimation(self, startValue=_FAINT, endValue=1.0)
        self._fade.valueChanged.connect(self._fade_step)
        self.laid_out.connect(self._forget_places)

    def show_text(self, text: str, *, headings: Sequence[Heading] = ()) -> None:
        """Show another text, from its beginning and without paints (see ``Sheet.show_text``)."""
        self._index, self._current, self._ties = Index(), None, ()
        self._hits, self._preview = (), None
        super().show_text(text, headings=headings)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours and type of a theme; the hit at hand has a colour of its own."""
        super().set_theme(theme)
        self.set_hits(self._hits)

    def set_beside_type(self) -> None:
        """Names are as large as the report asks for."""
        self._strokes = Strokes(self._theme, name_font=beside_font(self._theme, zoom=self._zoom))

    def set_paints(self, paints: Sequence[Paint]) -> None:
        """Replace all paints."""
        self._index = Index(paints)
        self.viewport().update()

    def change_paints(
        self, *, removed: Iterable[Hashable] = (), added: Iterable[Paint] = (), fades: bool = True
    ) -> None:
        """Take paints out by ref and put others in; one with a known ref replaces the old one.

        Much cheaper than ``set_paints`` on a long report.  What is added fades in, 120 ms.
        """
        added = tuple(added)
        self._index.change(removed=removed, added=added)
        if fades and added and self.isVisible():
            self._fade_in([paint.ref for paint in added])
        self.viewport().update()

    def _fade_in(self, refs: Sequence[Hashable]) -> None:
        self._fade.stop()
        self._fading = dict.fromkeys(refs, _FAINT)
        self._fade.setDuration(self._theme.sizes.fade_ms)
        self._fade.start()

    def _fade_step(self, opacity: float) -> None:
        self._fading = dict.fromkeys(self._fading, opacity) if opacity < 1.0 else {}
        self.viewport().update()

    def set_current(self, ref: Hashable) -> None:
        """Outline the paint of that ref in vermilion; None outlines none."""
        self._current = ref
        self._quiet.leave(self.caret())
        self._mind_caret()
        self.viewport().update()

    def put_caret(self, start: int) -> None:
        """Put the caret somewhere; nothing is selected then, and nothing scrolls."""
        super().put_caret(start)
        self._quiet.leave(self.caret())
        self._mind_caret()

    def _mind_caret(self) -> None:
        has_place, is_selecting = self._current is not None, self.textCursor().hasSelection()
        is_drawn = self._quiet.is_drawn(self.caret(), has_place=has_place, is_selecting=is_selecting)
        if self.cursorWidth() != int(is_drawn):
            self.setCursorWidth(int(is_drawn))

    def set_ties(self, ties: Iterable[Tie]) -> None:
        """Show these relations: a quiet line where both ends are in sight, else a small mark."""
        self._ties = tuple(ties)
        self.viewport().update()

    def set_rejected_shown(self, shown: bool) -> None:
        """Show what was rejected, struck through, or hide it (the default)."""
        self._shows_rejected = shown
        self.viewport().update()

    def set_hits(self, found: Iterable[Fragment]) -> None:
        """Outline these stretches of the text quietly: what was searched for, in text order."""
        self._hits = tuple(found)
        for part in (self, self.viewport()):
            part.setPalette(page_palette(self._theme, is_finding=bool(self._hits)))
        self.viewport().update()

    def preview(self, paint: Paint | None) -> None:
        """Outline this instead of the current paint, until told None."""
        self._preview = paint
        self.viewport().update()

    def _forget_places(self) -> None:
        self._laid.clear()
        self._near = -1

    def _lines(self, rect: QRect) -> list[Line]:
        top = rect.top() - self._shift().y()
        lines = visible_lines(
            self.document(),
            top=top - _HANGS,
            bottom=top + rect.height() + _HANGS,
            em=self._em,
            sizes=self._theme.sizes,
            near=self._near,
        )
        if lines:
            self._near = lines[0].start_qt
        return lines

    def nearest_line(self, point: QPoint) -> QPoint:
        """Return a point of the viewport, moved onto the nearest line: Qt takes what lies between two
        lines for the beginning of the lower one."""
        if not self.viewport().rect().contains(point):
            return point
        at = point.y() - self._shift().y()
        lines = self._lines(QRect(0, point.y() - _BETWEEN, 1, 2 * _BETWEEN))
        line = min(lines, key=lambda one: max(one.top - at, at - one.bottom, 0.0), default=None)
        if line is None:
            return point
        on_it = min(max(at, ceil(line.top) + 1), floor(line.bottom) - 1)
        return QPoint(point.x(), round(on_it + self._shift().y()))

    def _stretch(self, lines: Sequence[Line]) -> Fragment:
        return self._units.span_from_qt(lines[0].start_qt, lines[-1].end_qt)

    def _pieces(self, lines: Sequence[Line]) -> list[Piece]:
        """Return the pieces on these lines; those of spans that lie on them wholly are kept."""
        if not lines:
            return []
        start, end = self._stretch(lines)
        found: list[Piece] = []
        fresh: list[tuple[Paint, int]] = []
        for paint, level in self._index.words_between(start, end):
            if not self._is_shown(paint):
                continue
            known = self._laid.get(paint.ref)
            if known is not None and known[0] is paint and known[1] == level:
                found += known[2]
            else:
                fresh.append((paint, level))
        if len(self._laid) > _KEPT:
            self._laid.clear()
        for paint, level in fresh:
            if start < paint.start and paint.end < end:
                self._laid[paint.ref] = paint, level, []
        for piece in pieces(lines, fresh, to_qt=self._units.to_qt):
            found.append(piece)
            known = self._laid.get(piece.paint.ref)
            if known is not None and known[0] is piece.paint:
                known[2].append(piece)
        return found

    def _is_shown(self, paint: Paint) -> bool:
        """What was rejected stays hidden, unless one is just at it."""
        return paint.state != "rejected" or self._shows_rejected or paint.ref == self._current

    def _flags(self, found: Iterable[Piece]) -> list[Flag]:
        named = [piece for piece in found if piece.paint.is_named]
        if not named:
            return []
        right = self.viewport().width() - 4.0
        strokes = self._strokes
        return flags(named, width_of=strokes.name_width, height=strokes.name_height, right=right)

    def _connectors(self) -> list[lines_between.Connector]:
        """What joins the ends in sight; they hang below the words, so the whole view counts."""
        if not self._ties:
            return []
        whole = self.viewport().rect()
        lines = self._lines(whole)
        refs = {end for tie in self._ties for end in (tie.source, tie.target) if end is not None}
        places = lines_between.anchors(self._pieces(lines), self._bars(lines), refs=refs)
        right = self.viewport().width() - self.note_margin().width()
        view = QRectF(whole).translated(-self._shift())
        return lines_between.connectors(
            self._ties, places, left=self._left(), right=right, view=view, get=self._index.get
        )

    def tie_at(self, point: QPoint) -> str:
        """Return what the relation is whose line is under a point of the viewport; "" for none."""
        at = QPointF(point) - self._shift()
        return next((one.words for one in self._connectors() if one.words and one.is_at(at)), "")

    def _bars(self, lines: Sequence[Line]) -> list[Bar]:
        if not lines:
            return []
        found = self._index.bars_between(*self._stretch(lines))
        top = -self._shift().y()
        return bars(
            lines,
            [pair for pair in found if self._is_shown(pair[0])],
            to_qt=self._units.to_qt,
            left=self._left(),
            top=top,
            bottom=top + self.viewport().height(),
            set_name=self._strokes.set_name,
        )

    def _passage(self, lines: Sequence[Line]) -> list[Piece]:
        """The words on these lines of the current bar, or of what it is being dragged to."""
        paint = self._preview or (self._index.get(self._current) if self._current is not None else None)
        if paint is None or paint.style != "bar":
            return []
        return pieces(lines, [(paint, 0)], to_qt=self._units.to_qt)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the spans, then let Qt set the words over them."""
        rect = event.rect()
        painter = QPainter(self.viewport())
        painter.translate(self._shift())
        lines = self._lines(rect)
        current = None if self._preview else self._current
        passage.draw(painter, self._passage(lines), theme=self._theme)
        found = self._pieces(lines)
        self._keep_out(painter, lines)
        self._strokes.draw_tints(painter, found, opacity=self._fading)
        painter.setClipping(False)
        self._strokes.draw_pieces(painter, found, current=current, opacity=self._fading)
        if self._hits and lines:
            hits.draw(painter, lines, self._hits, to_qt=self._units.to_qt, theme=self._theme)
        if self._preview is not None and self._preview.style != "bar":
            self._strokes.draw_outline(painter, pieces(lines, [(self._preview, 0)], to_qt=self._units.to_qt))
        self._strokes.draw_flags(painter, self._flags(found), current=self._current)
        lines_between.draw(painter, self._connectors(), theme=self._theme)
        if rect.left() < self._left():
            whole = self.viewport().rect()
            beside = lines if rect.height() == whole.height() else self._lines(whole)
            self._strokes.draw_bars(painter, self._bars(beside), current=self._current)
        if rect.right() >= self.note_margin().left():
            self.draw_beside(painter)
        painter.end()
        super().paintEvent(event)

    def _keep_out(self, painter: QPainter, lines: Sequence[Line]) -> None:
        """Keep the painter out of what is selected on these lines."""
        selected = self.selected_span()
        if selected[0] < selected[1] and lines:
            view = QRectF(self.viewport().rect()).translated(-self._shift())
            quiet.outside(painter, lines, selected, to_qt=self._units.to_qt, view=view)

    def draw_beside(self, painter: QPainter) -> None:
        """Draw what stands in the right margin, in pixels of the document."""

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Names of long bars stay in sight, so the left margin is painted anew."""
        super().scrollContentsBy(dx, dy)
        height = self.viewport().height()
        self.viewport().update(QRect(0, 0, self.viewport().width() if self._ties else self._left(), height))
        self.moved.emit()
