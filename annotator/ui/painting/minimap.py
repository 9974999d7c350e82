"""Owns the scroll bar that is a map of the report: where what is open, corrected or doubtful lies."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Iterable, Sequence
from typing import Literal, NamedTuple, get_args

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QScrollBar, QStyle, QStyleOptionSlider, QWidget

from annotator.ui.theme import MAP_WIDTH, Theme, light

SignKind = Literal["open", "corrected", "doubt", "disagreement"]

KINDS: tuple[SignKind, ...] = get_args(SignKind)

ROW = 4
"""Pixels of the whole bar, and of the height that one sign takes."""

_STILL = 3
_REACH = 0.4
"""How far from the middle a sign is pointed at, as a share of the width."""
_DASH = 5.0
"""Half the length of the dash of an open place, in halves of a row."""

_BESIDE: tuple[SignKind, ...] = ("corrected", "disagreement", "doubt")
"""Signs that would lie upon each other stand beside each other, in this order."""


class Sign(NamedTuple):
    """One place of the report shown beside it: code points of the text shown, what it is, whose ref."""

    start: int
    kind: SignKind
    ref: Hashable


class Chart:
    """Signs sorted by place, and which of them stands in which row of a map."""

    def __init__(self, signs: Iterable[Sign] = ()) -> None:
        """Take the signs in any order."""
        by_kind: dict[SignKind, list[Sign]] = {kind: [] for kind in KINDS}
        for sign in signs:
            by_kind[sign.kind].append(sign)
        self._signs = {kind: sorted(found, key=_start) for kind, found in by_kind.items()}
        self._starts = {kind: [sign.start for sign in found] for kind, found in self._signs.items()}

    def counts(self) -> dict[SignKind, int]:
        """Return how many there are of each kind."""
        return {kind: len(found) for kind, found in self._signs.items()}

    def rows(self, bounds: Sequence[int]) -> dict[SignKind, dict[int, Sign]]:
        """Return the first sign of each kind in each row; row n begins at ``bounds[n]``.

        Costs as much as there are rows, however many signs there are.
        """
        found: dict[SignKind, dict[int, Sign]] = {}
        for kind, starts in self._starts.items():
            cuts = [bisect_left(starts, bound) for bound in bounds[1:]]
            last, first = len(starts), 0
            found[kind] = {}
            for row, cut in enumerate([*cuts, last]):
                if cut > first:
                    found[kind][row] = self._signs[kind][first]
                first = max(first, cut)
        return found


def _start(sign: Sign) -> int:
    return sign.start


def row_bounds(text: str, count: int, *, per_line: int) -> list[int]:
    """Return where each of that many equally high rows begins in a text set that many to the line.

    Reckoned, not measured: to measure would lay out all of a long report.
    """
    starts, lines, at, height = [], [], 0, 0
    for paragraph in text.split("\n"):
        starts.append(at)
        lines.append(height)
        at += len(paragraph) + 1
        height += -(-(len(paragraph) + 2) // per_line)
    bounds = []
    for row in range(count):
        line = row * height / count
        n = bisect_right(lines, line) - 1
        end = starts[n + 1] if n + 1 < len(starts) else len(text)
        below = lines[n + 1] if n + 1 < len(lines) else height
        bounds.append(starts[n] + round((line - lines[n]) / (below - lines[n]) * (end - starts[n])))
    return bounds


class Minimap(QScrollBar):
    """A scroll bar with signs in one column: a dash, and upon it a dot, a triangle or a diamond.

    Drawn once into a picture; scrolling only moves the handle over it.
    """

    sign_clicked = Signal(int, object)
    """The place and the ref of a sign."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.setObjectName("map")
        self._theme = light()
        self._text, self._per_line = "", 34
        self._bounds: tuple[int, list[int]] = 0, []
        self._chart = Chart()
        self._rows: dict[SignKind, dict[int, Sign]] | None = None
        self._picture: QPixmap | None = None
        self._pressed: QPoint | None = None
        self.setSingleStep(20)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)

    def set_theme(self, theme: Theme) -> None:
        """Use another look."""
        self._theme = theme
        self.updateGeometry()
        self._forget()

    def set_text(self, text: str, *, per_line: int) -> None:
        """Tell which text is beside it and how many ideographs make a line; its signs are gone."""
        self._text, self._per_line, self._bounds = text, max(1, per_line), (0, [])
        self.set_signs(())

    def set_signs(self, signs: Iterable[Sign]) -> None:
        """Show these."""
        self._chart = Chart(signs)
        self._forget()

    def counts(self) -> dict[SignKind, int]:
        """Return how many signs there are of each kind."""
        return self._chart.counts()

    def _forget(self) -> None:
        self._rows = self._picture = None
        self.update()

    def sizeHint(self) -> QSize:
        """Wide enough for the longest sign with some paper at both sides."""
        return QSize(self._theme.sizes.px(MAP_WIDTH), super().sizeHint().height())

    def _part(self, part: QStyle.SubControl) -> QRect:
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        return self.style().subControlRect(QStyle.ComplexControl.CC_ScrollBar, option, part, self)

    def _groove(self) -> QRect:
        return self._part(QStyle.SubControl.SC_ScrollBarGroove)

    @property
    def _row_height(self) -> int:
        return self._theme.sizes.px(ROW)

    def _in_rows(self) -> dict[SignKind, dict[int, Sign]]:
        if self._rows is None:
            count = max(1, self._groove().height() // self._row_height)
            if self._bounds[0] != count:
                # A long text is gone through once, not with every change of the signs.
                self._bounds = count, row_bounds(self._text, count, per_line=self._per_line)
            self._rows = self._chart.rows(self._bounds[1])
        return self._rows

    def sign_at(self, point: QPoint) -> Sign | None:
        """Return the sign that a point means, or None."""
        row = (point.y() - self._groove().top()) // self._row_height
        if abs(point.x() - self.width() / 2) > self.width() * _REACH:
            return None
        for at in (row, row - 1, row + 1):
            for kind in reversed(KINDS):
                sign = self._in_rows()[kind].get(at)
                if sign is not None:
                    return sign
        return None

    def place_of(self, kind: SignKind, n: int = 0) -> QPoint:
        """Return the middle of the n-th sign of a kind, from the top."""
        row = sorted(self._in_rows()[kind])[n]
        return QPointF(self.width() / 2, self._groove().top() + (row + 0.5) * self._row_height).toPoint()

    # Drawing --------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """The handle, and over it the signs."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._theme.paper))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.maximum() > self.minimum():
            slider = self._part(QStyle.SubControl.SC_ScrollBarSlider)
            handle = QRectF(1.0, slider.top() + 1.0, self.width() - 2.0, slider.height() - 2.0)
            painter.setPen(Qt.PenStyle.NoPen)
            is_held = self.isSliderDown() or self.underMouse()
            painter.setBrush(QColor(self._theme.line if is_held else self._theme.hover))
            painter.drawRoundedRect(handle, self._theme.sizes.radius, self._theme.sizes.radius)
            # A hairline keeps the handle in sight where it is hardly darker than the paper.
            painter.setPen(QPen(QColor(self._theme.dim if is_held else self._theme.line), 1.0))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(handle.adjusted(0.5, 0.5, -0.5, -0.5), 4.0, 4.0)
        painter.drawPixmap(0, 0, self._drawn())
        painter.end()

    def _drawn(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        size = self.size() * ratio
        if self._picture is None or self._picture.size() != size:
            self._rows = None
            self._picture = QPixmap(size)
            self._picture.setDevicePixelRatio(ratio)
            self._picture.fill(Qt.GlobalColor.transparent)
            painter = QPainter(self._picture)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            top, height = self._groove().top(), self._row_height
            signs = self._in_rows()
            for kind, rows in signs.items():
                stamp, half = _stamp(kind, height / 2, self._theme, ratio)
                # None of them hangs over the upper or the lower end.
                least, most = float(top), float(top + self._groove().height() - 2 * half)
                for row in rows:
                    x = self.width() / 2 - half + _aside(kind, row, signs) * half / 2
                    y = min(max(top + (row + 0.5) * height - half, least), most)
                    painter.drawPixmap(QPointF(x, y), stamp)
            painter.end()
        return self._picture

    # Pointing -------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A sign is a place to go to; everything else scrolls."""
        point = event.position().toPoint()
        self._pressed = point if event.button() == Qt.MouseButton.LeftButton else None
        is_on_handle = self._part(QStyle.SubControl.SC_ScrollBarSlider).contains(point)
        if self._pressed is None or is_on_handle or self.sign_at(point) is None:
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Go to the sign that was pressed, unless the handle was dragged."""
        super().mouseReleaseEvent(event)
        pressed, self._pressed = self._pressed, None
        point = event.position().toPoint()
        if pressed is None or (point - pressed).manhattanLength() > _STILL:
            return
        sign = self.sign_at(pressed)
        if sign is not None:
            self.sign_clicked.emit(sign.start, sign.ref)


def _aside(kind: SignKind, row: int, signs: dict[SignKind, dict[int, Sign]]) -> float:
    """Return how far aside a sign stands where others would lie upon it, -1 to 1; 0 where it is alone."""
    near = range(row - 2, row + 3)
    there = [one for one in _BESIDE if one == kind or any(at in signs[one] for at in near)]
    return 2 * there.index(kind) / (len(there) - 1) - 1 if kind in there and len(there) > 1 else 0


def _stamp(kind: SignKind, r: float, theme: Theme, ratio: float) -> tuple[QPixmap, float]:
    """One sign, and half its side: stamping it is much faster than drawing it anew in every row."""
    half = float(round(3 * r))
    stamp = QPixmap(round(2 * half * ratio), round(2 * half * ratio))
    stamp.setDevicePixelRatio(ratio)
    stamp.fill(Qt.GlobalColor.transparent)
    painter = QPainter(stamp)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _draw(painter, kind, QPointF(half, half), r, theme)
    painter.end()
    return stamp, half


def _draw(painter: QPainter, kind: SignKind, at: QPointF, r: float, theme: Theme) -> None:
    x, y = at.x(), at.y()
    painter.setPen(Qt.PenStyle.NoPen)
    if kind == "open":
        painter.setBrush(QColor(theme.dim))
        painter.drawRect(QRectF(x - _DASH * r / 2, y - r / 2, _DASH * r, r))
        return
    # On paper of its own, since a dash or another sign may stand there.
    fill = {"corrected": theme.accent, "doubt": theme.differs}.get(kind, theme.ink)
    for more, colour in ((1.0, theme.paper), (0.0, fill)):
        painter.setBrush(QColor(colour))
        if kind == "corrected":
            painter.drawEllipse(at, 1.2 * r + more, 1.2 * r + more)
        elif kind == "doubt":
            size = 1.5 * r + more
            corners = (QPointF(x, y - size), QPointF(x + size, y + size), QPointF(x - size, y + size))
            painter.drawPolygon(QPolygonF(list(corners)))
        else:
            size = 1.8 * r + more
            corners = (QPointF(x, y - size), QPointF(x + size, y), QPointF(x, y + size), QPointF(x - size, y))  # type: ignore[assignment]
            painter.drawPolygon(QPolygonF(list(corners)))
