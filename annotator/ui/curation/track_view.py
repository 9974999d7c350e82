"""Owns the text around a case with the tracks of reviewers, machine and gold under its lines."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTextLayout,
    QTextLine,
)
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QWidget

from annotator.i18n import tr
from annotator.text.offsets import Utf16Map
from annotator.ui.cuts import MORE
from annotator.ui.models.case_words import GOLD_COLUMN
from annotator.ui.models.desk import Desk
from annotator.ui.models.tracks import Bar, Stretch, Track
from annotator.ui.painting.display import display_text
from annotator.ui.shortened import shorten
from annotator.ui.theme import chrome_font, over, page_font

_LANE = 18
_LEAD = 1.5
"""How high a line of text is, in heights of its letters' size."""
_EDGE = 16
_MEASURE = 40
"""How many characters a line holds at most; what is said of bars may stand beyond."""


class _Line:
    """One line of the text: where it lies, and which characters it holds (in UTF-16 of its paragraph)."""

    __slots__ = ("end", "first", "height", "line", "start", "top")

    def __init__(self, line: QTextLine, *, first: int, top: float, height: float) -> None:
        self.line, self.first, self.top, self.height = line, first, top, height
        self.start = first + line.textStart()
        self.end = self.start + line.textLength()

    def x(self, unit: int) -> float:
        """Where a character begins, counted in the whole stretch."""
        within = min(max(unit, self.start), self.end) - self.first
        place: object = self.line.cursorToX(within)
        return float(place[0]) if isinstance(place, tuple) else float(place)  # type: ignore[arg-type]


class _Sheet(QWidget):
    """The painted sheet; it is as high as its lines and lanes need."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._stretch = Stretch(text="", start=0)
        self._units = Utf16Map("")
        self._layouts: list[QTextLayout] = []
        self._lines: list[_Line] = []
        self._high = self._gutter = 0
        """How high the sheet is, and how wide the names at the left are."""
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        self.setSizePolicy(policy)
        self.zoom = 1.0

    def show_stretch(self, stretch: Stretch) -> None:
        """Show another stretch, or the same one with other tracks."""
        self._stretch = stretch
        self._units = Utf16Map(stretch.text)
        self.lay()

    # Layout ---------------------------------------------------------------------------------------

    def _names_width(self) -> int:
        theme = self._desk.theme
        metrics = QFontMetrics(chrome_font(theme, pixels=theme.sizes.tiny))
        names = [metrics.horizontalAdvance(f"● {track.name}") for track in self._stretch.tracks]
        return min(max([theme.sizes.px(48), *names]), theme.sizes.px(110)) + theme.sizes.px(8)

    def lay(self) -> None:
        """Break the text into lines for the width there is, with room for lanes under those of the case."""
        theme = self._desk.theme
        self._gutter = self._names_width()
        font = page_font(theme, zoom=self.zoom)
        high = QFontMetricsF(font).height()
        step = font.pixelSize() * _LEAD
        left = self._left
        room = self.width() - left - theme.sizes.px(_EDGE)
        width = max(120.0, min(room, font.pixelSize() * _MEASURE))
        self._layouts, self._lines = [], []
        top = float(theme.sizes.px(8))
        first = 0
        for paragraph in display_text(self._stretch.text).split("\n"):
            layout = QTextLayout(paragraph, font)
            layout.beginLayout()
            lines = []
            while (line := layout.createLine()).isValid():
                line.setLineWidth(width)
                lines.append(line)
            for line in lines:
                line.setPosition(QPointF(left, top))
                told = _Line(line, first=first, top=top, height=max(high, step))
                self._lines.append(told)
                top += max(high, step)
                if self._has_lanes(told):
                    top += self._lanes_height() + theme.sizes.px(8)
            layout.endLayout()
            self._layouts.append(layout)
            first += len(paragraph.encode("utf-16-le")) // 2 + 1
            top += theme.sizes.px(3)
        self._high = round(top + theme.sizes.px(6))
        # At least: it is paper as far as there is room.
        self.setMinimumHeight(self._high)
        self.update()

    @property
    def _left(self) -> int:
        return self._gutter + self._desk.theme.sizes.px(_EDGE)

    def _lanes_height(self) -> int:
        return len(self._stretch.tracks) * self._desk.theme.sizes.px(_LANE)

    def _unit(self, place: int) -> int:
        """A place of the original in UTF-16 of the stretch."""
        within = min(max(place - self._stretch.start, 0), len(self._stretch.text))
        return int(self._units.to_qt(within))

    def _has_lanes(self, line: _Line) -> bool:
        if not self._stretch.tracks:
            return False
        return any(
            self._unit(start) < line.end and self._unit(end) > line.start
            for place in self._stretch.places
            for start, end in place
        )

    def case_top(self) -> int:
        """Where the first line of the case lies."""
        return next((round(line.top) for line in self._lines if self._has_lanes(line)), 0)

    def case_bottom(self) -> int:
        """Where the lanes under it end."""
        line = next((line for line in self._lines if self._has_lanes(line)), None)
        return round(line.top + line.height) + self._lanes_height() if line is not None else 0

    def sizeHint(self) -> QSize:
        """As high as its lines."""
        return QSize(320, self._high)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width breaks other lines."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.lay()

    # Painting -------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Marks under the words, the words, the lanes under them."""
        theme, painter = self._desk.theme, QPainter(self)
        painter.fillRect(event.rect(), QColor(theme.paper))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for line in self._lines:
            if (
                line.top > event.rect().bottom()
                or line.top + line.height + self._lanes_height() < event.rect().top()
            ):
                continue
            for place in self._stretch.places:
                self._tint(painter, line, place)
            for place, waits in self._stretch.marks:
                self._underline(painter, line, place, waits=waits)
            painter.setPen(QColor(theme.ink))
            line.line.draw(painter, QPointF(0, (line.height - line.line.height()) / 2))
            if self._has_lanes(line):
                self._draw_lanes(painter, line)
        self._draw_cuts(painter)
        painter.end()

    def _draw_cuts(self, painter: QPainter) -> None:
        """Where the report goes on beyond the stretch it says so."""
        if not self._lines:
            return
        first, last = self._lines[0], self._lines[-1]
        painter.setFont(page_font(self._desk.theme, zoom=self.zoom))
        painter.setPen(QColor(self._desk.theme.dim))
        wide = QFontMetricsF(painter.font()).horizontalAdvance(MORE)
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        for is_cut, line, left in zip(
            self._stretch.is_cut, (first, last), (first.x(first.start) - wide, last.x(last.end)), strict=True
        ):
            if is_cut:
                painter.drawText(QRectF(left, line.top, wide + 1, line.height), int(middle), MORE)

    def _pieces(
        self, line: _Line, place: tuple[tuple[int, int], ...]
    ) -> list[tuple[float, float, bool, bool]]:
        """The parts of some fragments on a line: left, right, and whether each end is a real one."""
        found = []
        for start, end in place:
            first, last = self._unit(start), self._unit(end)
            if first < line.end and last > line.start:
                found.append((line.x(first), line.x(last), first >= line.start, last <= line.end))
        return found

    def _tint(self, painter: QPainter, line: _Line, place: tuple[tuple[int, int], ...]) -> None:
        hue = self._desk.theme.hue(self._stretch.hue)
        for left, right, _, _ in self._pieces(line, place):
            painter.fillRect(QRectF(left, line.top + 2, right - left, line.height - 4), QColor(hue.tint))

    def _underline(
        self, painter: QPainter, line: _Line, place: tuple[tuple[int, int], ...], *, waits: bool
    ) -> None:
        """Another case of the layer: dotted while it waits, a line once it is settled."""
        hue = self._desk.theme.hue(self._stretch.hue)
        pen = QPen(QColor(hue.text), 1.2, Qt.PenStyle.DotLine if waits else Qt.PenStyle.SolidLine)
        painter.setPen(pen)
        for left, right, _, _ in self._pieces(line, place):
            y = line.top + line.height - 2
            painter.drawLine(QPointF(left, y), QPointF(right, y))

    def _draw_lanes(self, painter: QPainter, line: _Line) -> None:
        theme = self._desk.theme
        lane = theme.sizes.px(_LANE)
        top = line.top + line.height + theme.sizes.px(2)
        for n, track in enumerate(self._stretch.tracks):
            self._lane(painter, line, track, QRectF(0, top + n * lane, self.width(), lane))

    def _lane(self, painter: QPainter, line: _Line, track: Track, rect: QRectF) -> None:
        theme = self._desk.theme
        px = theme.sizes.px
        is_gold = track.owner == GOLD_COLUMN
        painter.setPen(QPen(QColor(theme.line), 1))
        painter.drawLine(
            QPointF(self._left, rect.bottom() - 0.5), QPointF(self.width() - px(_EDGE), rect.bottom() - 0.5)
        )
        font = chrome_font(theme, pixels=theme.sizes.tiny)
        font.setBold(is_gold)
        painter.setFont(font)
        metrics = QFontMetrics(font)
        room = self._gutter - px(6)
        sign = f"{track.sign} " if track.sign else ""
        painter.setPen(QColor(theme.ink if track.sign else theme.dim))
        head = QRectF(px(_EDGE) - px(4), rect.top(), room, rect.height())
        flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine)
        painter.drawText(head, flags, shorten(f"{sign}{track.name}", metrics, room))
        taken = float(self._left)
        for bar in sorted(track.bars, key=lambda bar: bar.fragments):
            taken = max(taken, self._bar(painter, line, track, bar, rect))
        if track.note:
            self._say_note(painter, line, track.note, rect)

    def _bar(self, painter: QPainter, line: _Line, track: Track, bar: Bar, rect: QRectF) -> float:
        theme = self._desk.theme
        px = theme.sizes.px
        hue, is_gold = theme.hue(self._stretch.hue), track.owner == GOLD_COLUMN
        last = 0.0
        for left, right, is_head, is_tail in self._pieces(line, bar.fragments):
            box = QRectF(left + 0.5, rect.top() + px(3), max(3.0, right - left - 1), rect.height() - px(6))
            if not bar.is_case:
                painter.setPen(QPen(QColor(theme.dim), 1))
                painter.drawLine(
                    QPointF(box.left(), box.center().y()), QPointF(box.right(), box.center().y())
                )
                continue
            colour = theme.accent if is_gold else hue.text
            style = Qt.PenStyle.DashLine if bar.is_odd or track.is_begun else Qt.PenStyle.SolidLine
            fill = theme.accent_tint if is_gold else over(hue.tint, theme.paper)
            painter.setPen(QPen(QColor(colour), 1.4, style))
            painter.setBrush(Qt.BrushStyle.NoBrush if bar.is_odd and not is_gold else QColor(fill))
            painter.drawRect(box)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(colour), 2.0))
            for there, is_end in ((box.left(), is_head), (box.right(), is_tail)):
                if is_end:
                    painter.drawLine(
                        QPointF(there, rect.top() + px(1)), QPointF(there, rect.bottom() - px(2))
                    )
            last = box.right()
            if is_tail:
                self._say(painter, bar.words, last + px(6), rect, is_strong=True)
        return last

    def _say_note(self, painter: QPainter, line: _Line, note: str, rect: QRectF) -> None:
        """Where nobody's bar is: a dotted line as long as the case, and why."""
        theme = self._desk.theme
        for place in self._stretch.places:
            for left, right, _, is_tail in self._pieces(line, place):
                painter.setPen(QPen(QColor(theme.dim), 1.2, Qt.PenStyle.DotLine))
                painter.drawLine(QPointF(left, rect.center().y()), QPointF(right, rect.center().y()))
                if is_tail:
                    self._say(painter, note, right + theme.sizes.px(6), rect, is_strong=False)

    def _say(self, painter: QPainter, words: str, left: float, rect: QRectF, *, is_strong: bool) -> None:
        theme = self._desk.theme
        font = chrome_font(theme, pixels=theme.sizes.tiny)
        metrics = QFontMetrics(font)
        wide = metrics.horizontalAdvance(words) + theme.sizes.px(6)
        room = self.width() - theme.sizes.px(_EDGE)
        box = QRectF(
            min(left, max(self._left, room - wide)),
            rect.top() + 1,
            min(wide, room - self._left),
            rect.height() - 3,
        )
        painter.fillRect(box, QColor(theme.paper))
        painter.setFont(font)
        painter.setPen(QColor(theme.ink if is_strong else theme.dim))
        flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine)
        painter.drawText(
            box.adjusted(theme.sizes.px(3), 0, 0, 0), flags, shorten(words, metrics, round(box.width()))
        )


class TrackView(QScrollArea):
    """The sheet, scrolled so that the case is in sight."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.sheet = _Sheet(desk)
        self.setWidget(self.sheet)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(tr("ui.case.tracks"))
        self.setObjectName("tracks")
        desk.theme_changed.connect(self.sheet.update)

    def show_stretch(self, stretch: Stretch, told: str) -> None:
        """Show a stretch; ``told`` is what it says, for who hears it."""
        self.sheet.show_stretch(stretch)
        self.sheet.setAccessibleName(told)
        self.bring_into_sight()

    def set_zoom(self, zoom: float) -> None:
        """Show the text larger or smaller, as the report is."""
        self.sheet.zoom = zoom
        self.sheet.lay()

    def bring_into_sight(self) -> None:
        """Scroll to the case, its lanes whole where there is room."""
        high = self.viewport().height()
        top, bottom = self.sheet.case_top(), self.sheet.case_bottom()
        wanted = max(0, min(top - self._desk.theme.sizes.px(8), (top + bottom - high) // 2))
        self.verticalScrollBar().setValue(wanted if bottom > high else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The case stays in sight."""
        super().resizeEvent(event)
        self.bring_into_sight()
