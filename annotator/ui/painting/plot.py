"""Owns drawing an indicator over time: a line for each body, every point a place in a report."""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from annotator.i18n import tr
from annotator.measures.series import Line, Point
from annotator.ui.theme import Theme, chrome_font, figures_font, prose_font

_HUES = ("numbers", "results", "legal", "measures", "problems")
_REACH = 12.0
"""Pixels around a point within which a click means it."""
_STEPS = (1, 2, 5)


@dataclass(frozen=True, slots=True)
class _Drawn:
    line: int
    point: Point
    at: QPointF


class Plot(QWidget):
    """Lines of one unit and one role.  A point whose basis differs from the one before is hollow, and the
    line to it dashed: the two may not be compared as they stand."""

    chosen = Signal(object)
    """The point that was clicked."""

    def __init__(
        self, theme: Theme, *, period_words: Callable[[Point], str], parent: QWidget | None = None
    ) -> None:
        """``period_words`` says of which days a point is."""
        super().__init__(parent)
        self._theme = theme
        self._period_words = period_words
        self._lines: list[Line] = []
        self._drawn: list[_Drawn] = []
        self._current: Point | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(tr("ui.series.plot"))
        self.setMouseTracking(True)

    def sizeHint(self) -> QSize:
        """Wide rather than high."""
        return QSize(self._theme.sizes.px(520), self._theme.sizes.px(240))

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Draw other lines."""
        self._lines, self._current = list(lines), None
        words = [
            f"{line.body} {self._period_words(point)} {point.value} {line.unit}"
            for line in lines
            for point in line.points
        ]
        self.setAccessibleDescription("; ".join(words))
        self.update()

    def point_at(self, point: Point | None) -> None:
        """Mark one point as the current one."""
        self._current = point
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click chooses the nearest point."""
        near = self._near(event.position())
        if near is not None:
            self.chosen.emit(near.point)

    def _near(self, place: QPointF) -> _Drawn | None:
        """The point that is meant at a place, or None."""
        ways = [((one.at - place).manhattanLength(), n) for n, one in enumerate(self._drawn)]
        way, n = min(ways, default=(_REACH * 2, -1))
        return self._drawn[n] if way <= _REACH * 1.5 else None

    def event(self, event: QEvent) -> bool:
        """Over a point, say whose it is, how much, and of which days: the axis tells its year only."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            near = self._near(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self.told_of(near) if near else "", self)
            return True
        return super().event(event)

    def told_of(self, drawn: _Drawn) -> str:
        """What the tool tip of a point says."""
        line, point = self._lines[drawn.line], drawn.point
        told = (line.body, self._period_words(point), f"{point.value:,f} {line.unit}".strip())
        # Qt guesses at markup.
        return f"<qt>{'<br>'.join(map(html.escape, told))}</qt>"

    # Drawing --------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Axes, lines, points, names."""
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(theme.paper))
        points = [point for line in self._lines for point in line.points]
        self._drawn = []
        if points:
            self._draw(painter, points)
        else:
            painter.setPen(QColor(theme.dim))
            painter.setFont(chrome_font(theme))
            middle = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
            painter.drawText(self.rect().adjusted(24, 0, -24, 0), middle, tr("ui.series.nothing"))
        painter.end()

    def _draw(self, painter: QPainter, points: list[Point]) -> None:
        theme, px = self._theme, self._theme.sizes.px
        figures = figures_font(theme, pixels=theme.sizes.tiny)
        metrics = QFontMetrics(figures)
        low, high, step = scale(min(p.value for p in points), max(p.value for p in points))
        ticks = [low + step * n for n in range(int((high - low) / step) + 1)]
        left = max(metrics.horizontalAdvance(f"{tick:,f}") for tick in ticks) + px(20)
        area = QRectF(left, px(28), self.width() - left - px(28), self.height() - px(28) - px(36))
        painter.setFont(figures)
        for tick in ticks:
            y = self._y(area, tick, low, high)
            painter.setPen(QPen(QColor(theme.line), 1))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(QColor(theme.dim))
            told = QRectF(0, y - px(8), left - px(8), px(16))
            painter.drawText(
                told, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), f"{tick:,f}"
            )
        years = range(min(p.last.year for p in points), max(p.last.year for p in points) + 1)
        for year in years:
            x = self._x(area, year + 0.0, years)
            painter.setPen(QColor(theme.dim))
            told = QRectF(x - px(30), area.bottom() + px(6), px(60), px(16))
            painter.drawText(told, int(Qt.AlignmentFlag.AlignHCenter), str(year))
        if unit := self._shared_unit():
            painter.setFont(prose_font(theme, pixels=theme.sizes.tiny))
            wide = QFontMetrics(painter.font()).horizontalAdvance(unit) + 2
            told = QRectF(max(px(8), left - px(8) - wide), px(2), wide, px(16))
            painter.drawText(told, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), unit)
        for n, line in enumerate(self._lines):
            self._draw_line(painter, n, line, area, (low, high), years)

    def _shared_unit(self) -> str:
        """The unit of all lines, which the axis bears; "" where they differ or have none."""
        units = {line.unit for line in self._lines}
        return units.pop() if len(units) == 1 else ""

    def _name(self, line: Line) -> str:
        """Whose line it is, with its unit where the axis cannot say it."""
        return line.body if not line.unit or self._shared_unit() else f"{line.body}（{line.unit}）"

    def _draw_line(
        self,
        painter: QPainter,
        n: int,
        line: Line,
        area: QRectF,
        ends: tuple[Decimal, Decimal],
        years: range,
    ) -> None:
        theme = self._theme
        colour = QColor(theme.hue(_HUES[n % len(_HUES)]).text)
        before: QPointF | None = None
        for point in line.points:
            # A year's figure stands at its year; one that ends earlier stands that much before.
            moment = point.last.year - (12 - point.last.month) / 12
            at = QPointF(self._x(area, moment, years), self._y(area, point.value, *ends))
            self._drawn.append(_Drawn(n, point, at))
            if before is not None:
                pen = QPen(colour, 1.5)
                pen.setStyle(Qt.PenStyle.DashLine if point.basis else Qt.PenStyle.SolidLine)
                painter.setPen(pen)
                painter.drawLine(before, at)
            before = at
        for drawn in self._drawn:
            if drawn.line == n:
                self._draw_point(painter, drawn, colour)
        if before is not None:
            self._draw_name(painter, line, before, colour, area)

    def _draw_point(self, painter: QPainter, drawn: _Drawn, colour: QColor) -> None:
        theme, size = self._theme, self._theme.sizes.px(5)
        point, at = drawn.point, drawn.at
        painter.setPen(QPen(colour, 1.8))
        painter.setBrush(QColor(theme.paper) if point.basis else colour)
        shape = self._shape(drawn.line, at, size)
        painter.drawPolygon(shape) if shape else painter.drawEllipse(at, size, size)
        if point.clashes:
            painter.setPen(QColor(theme.contradicts))
            painter.setFont(chrome_font(theme, pixels=theme.sizes.small))
            painter.drawText(at + QPointF(size + 3, -size), "≠")
        if point is self._current:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(theme.accent), 2))
            painter.drawEllipse(at, size + 5, size + 5)
        told = f"{point.value:,f}"
        painter.setPen(QColor(theme.ink))
        painter.setFont(figures_font(theme, pixels=theme.sizes.small))
        metrics = QFontMetrics(painter.font())
        width = metrics.horizontalAdvance(told)
        foot = at + QPointF(-width / 2, -size - self._theme.sizes.px(7))
        # On paper of its own: no line of the grid runs through a figure.
        ground = QRectF(foot.x() - 2, foot.y() - metrics.ascent(), width + 4, metrics.ascent() + 2)
        painter.fillRect(ground, QColor(theme.paper))
        painter.drawText(foot, told)

    def _shape(self, n: int, at: QPointF, size: float) -> QPolygonF | None:
        """Lines differ in the shape of their points, not by colour alone."""
        around = {
            1: ((-1, -1), (1, -1), (1, 1), (-1, 1)),
            2: ((0, -1.3), (1.2, 0.9), (-1.2, 0.9)),
            3: ((0, -1.3), (1.3, 0), (0, 1.3), (-1.3, 0)),
        }.get(n % 4)
        return QPolygonF([at + QPointF(x * size, y * size) for x, y in around]) if around else None

    def _draw_name(self, painter: QPainter, line: Line, at: QPointF, colour: QColor, area: QRectF) -> None:
        font, name = prose_font(self._theme, pixels=self._theme.sizes.small), self._name(line)
        painter.setFont(font)
        painter.setPen(colour)
        width = QFontMetrics(font).horizontalAdvance(name)
        x = min(at.x() + self._theme.sizes.px(10), area.right() - width)
        painter.drawText(QPointF(x, at.y() + self._theme.sizes.px(4)), name)

    @staticmethod
    def _x(area: QRectF, year: float, years: range) -> float:
        # Half a year of air at both ends; one year alone stands in the middle.
        return area.left() + area.width() * (year - years.start + 0.5) / len(years)

    @staticmethod
    def _y(area: QRectF, value: Decimal, low: Decimal, high: Decimal) -> float:
        return area.bottom() - area.height() * float((value - low) / (high - low))


def scale(least: Decimal, most: Decimal) -> tuple[Decimal, Decimal, Decimal]:
    """Return the ends of an axis and the step between its ticks: 1, 2 or 5 times a power of ten, three to
    eight steps, from 0 unless all values lie far from it."""
    if least == most:
        least, most = min(least, Decimal(0)), max(most, Decimal(0))
    if least >= 0 and least < most / 2:
        least = Decimal(0)
    if most == least:
        most = least + 1
    step = Decimal(1).scaleb((most - least).adjusted() - 1)
    while (most - least) / step > 6:
        step *= next(
            Decimal(b) / Decimal(a)
            for a, b in ((1, 2), (2, 5), (5, 10))
            if int(step.scaleb(-step.adjusted())) == a
        )
    # Without a tail of zeros: ticks are written as they are.
    step = step.normalize()
    low = (least / step).to_integral_value(rounding="ROUND_FLOOR") * step
    high = (most / step).to_integral_value(rounding="ROUND_CEILING") * step
    return low, high, step
