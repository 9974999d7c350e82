"""Owns how a cell of the grid is drawn: by hand, so that no document text meets anything that guesses."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from annotator.i18n import tr
from annotator.languages.chinese import simplify
from annotator.ui.grid.columns import NOTHING, Column, confidence_words, machine_words
from annotator.ui.grid.lines import Line
from annotator.ui.grid.model import GridModel
from annotator.ui.measured import Measured
from annotator.ui.models.desk import Desk
from annotator.ui.models.spots import Spot
from annotator.ui.models.wording import one_line
from annotator.ui.painting.display import display_text
from annotator.ui.painting.paint import State
from annotator.ui.pieces import focus_ring
from annotator.ui.theme import Theme, chrome_font, figures_font, prose_font

HEIGHT = 37
"""How high a row is, in pixels at 100 %: two small lines."""
_INSET = 6
_QUIET = (Column.REPORT, Column.CONFIDENCE, Column.KIND)
_FIGURES = (Column.VALUE, Column.PERIOD, Column.CONFIDENCE)
_PROSE = (Column.REPORT, Column.UNIT, Column.INDICATOR, Column.SCOPE, Column.ASPECT)
"""What is quoted from a report: set with punctuation of full width in any language."""
_USUAL = ("inherited_period", "heading_period", "no_indicator")
"""Doubts that a report of the usual kind is full of."""
_BASE = int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
_LEFT = _BASE | int(Qt.AlignmentFlag.AlignLeft)
_RIGHT = _BASE | int(Qt.AlignmentFlag.AlignRight)

Index = QModelIndex | QPersistentModelIndex
_Maker = Callable[..., QFont]


class Cells(QStyledItemDelegate):
    """Draws the cells.  The row of the current place stands out, the cell that keys act on has a ring."""

    def __init__(self, desk: Desk, model: GridModel, parent: QTableView) -> None:
        super().__init__(parent)
        self._desk = desk
        self._model = model
        self._table = parent
        self._fonts: dict[tuple[_Maker, float, bool, bool], Measured] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """All rows are alike."""
        return QSize(60, self._desk.theme.sizes.px(HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The ground, the words, what the machine says instead, the ring."""
        # Asked directly: by way of Qt a screen of cells would take several times as long.
        theme, line, spot = self._desk.theme, self._model.line(index.row()), self._model.spot(index.row())
        rect = QRect(option.rect)  # type: ignore[attr-defined]
        state = option.state  # type: ignore[attr-defined]
        is_row = index.row() == self._table.currentIndex().row()
        painter.save()
        if is_row:
            painter.fillRect(rect, QColor(theme.accent_tint))
        elif state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(theme.hover))
        painter.setPen(QColor(theme.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        column = Column(index.column())
        if spot is not None:
            inner = rect.adjusted(_INSET, 0, -_INSET, 0)
            if column == Column.STATE:
                draw_state(painter, rect, spot.state, theme)
            elif column == Column.CONTEXT:
                self._context(painter, inner, line, spot)
            elif column == Column.CONFIDENCE:
                self._confidence(painter, inner, confidence_words(spot))
            else:
                self._words(painter, inner, line, column, spot)
        is_cell = is_row and index.column() == self._table.currentIndex().column()
        if is_cell and self._table.hasFocus():
            focus_ring(painter, rect.adjusted(0, 0, 0, -1), theme)
        painter.restore()

    def _words(self, painter: QPainter, rect: QRect, line: Line, column: Column, spot: Spot) -> None:
        theme = self._desk.theme
        flags = _RIGHT if column == Column.VALUE else _LEFT
        begun, machine = self._model.begun(line, column), machine_words(self._desk, spot, column)
        words = self._model.words(line, spot, column)
        is_value, is_rejected = column == Column.VALUE, spot.state == "rejected"
        if begun:
            font, colour = self._font(_make(column)), theme.differs
            words = f"{one_line(begun)} ?"
        else:
            font = self._font(_make(column), is_bold=is_value, is_struck=is_value and is_rejected)
            colour = theme.dim if column in _QUIET or is_rejected else theme.ink
            if machine:
                colour = theme.accent_text
        if column == Column.REPORT:
            # Its year, at the end, tells reports of one body apart.
            words = font.cut(words, rect.width(), is_inside=True)
        if machine in ("", NOTHING):
            _draw(painter, rect, words, flags=flags, font=font, colour=colour)
            return
        upper, lower = _halves(rect)
        _draw(painter, upper, words or "—", flags=flags, font=font, colour=colour)
        quiet = self._font(_make(column), is_tiny=True, is_struck=True)
        _draw(painter, lower, machine, flags=flags, font=quiet, colour=theme.dim)

    def _confidence(self, painter: QPainter, rect: QRect, words: str) -> None:
        """How sure, and under it what makes it unsure."""
        theme = self._desk.theme
        font = self._font(figures_font)
        sure, _, why = words.partition(" · ")
        if not why:
            _draw(painter, rect, sure, flags=_LEFT, font=font, colour=theme.dim)
            return
        upper, lower = _halves(rect)
        _draw(painter, upper, sure, flags=_LEFT, font=font, colour=theme.dim)
        quiet = self._font(chrome_font, is_tiny=True)
        _draw(painter, lower, why, flags=_LEFT, font=quiet, colour=theme.differs)

    def _context(self, painter: QPainter, rect: QRect, line: Line, spot: Spot) -> None:
        """The number in the middle, as a concordance has it, with its words around it."""
        theme = self._desk.theme
        shown = self._desk.shown
        is_simpler = shown is not None and shown.is_simplified
        before, words, after = (_plain(one, is_simpler) for one in (line.before, line.words, line.after))
        is_rejected = spot.state == "rejected"
        font, bold = self._font(prose_font), self._font(prose_font, is_bold=True, is_struck=is_rejected)
        width = min(bold.width(words) + 2, rect.width())
        left = rect.left() + max(0, (rect.width() - width) * 52 // 100)
        middle = QRect(left, rect.top(), width, rect.height())
        side = QRect(rect.left(), rect.top(), left - rect.left() - 2, rect.height())
        painter.setFont(font.font)
        painter.setPen(QColor(theme.dim))
        painter.drawText(side, _RIGHT, font.cut_front(before, side.width()))
        rest = QRect(middle.right() + 2, rect.top(), rect.right() - middle.right() - 2, rect.height())
        painter.drawText(rest, _LEFT, font.cut(after, rest.width()))
        colour = theme.dim if is_rejected else theme.hue("numbers").text
        _draw(painter, middle, words, flags=_LEFT, font=bold, colour=colour)

    def _font(
        self, make: _Maker, *, is_tiny: bool = False, is_bold: bool = False, is_struck: bool = False
    ) -> Measured:
        """A font with what was measured in it: a screen has hundreds of cells."""
        sizes = self._desk.theme.sizes
        pixels = sizes.tiny if is_tiny else sizes.small
        key = make, pixels, is_bold, is_struck
        if key not in self._fonts:
            font = make(self._desk.theme, pixels=pixels)
            if is_bold:
                font.setWeight(QFont.Weight.DemiBold)
            font.setStrikeOut(is_struck)
            self._fonts[key] = Measured(font)
        return self._fonts[key]


def doubts_width(theme: Theme) -> int:
    """Return the width of a column in which the usual doubts are read whole."""
    metrics = QFontMetrics(chrome_font(theme, pixels=theme.sizes.tiny))
    usual = max(metrics.horizontalAdvance(tr(f"frame.doubt.{one}")) for one in _USUAL)
    return usual + 2 * _INSET + 2


def _halves(rect: QRect) -> tuple[QRect, QRect]:
    """The upper and the lower line of a cell."""
    upper = QRect(rect.left(), rect.top() + 1, rect.width(), rect.height() * 55 // 100)
    return upper, QRect(rect.left(), upper.bottom(), rect.width(), rect.bottom() - upper.bottom() - 2)


def _plain(words: str, is_simplified: bool) -> str:
    return display_text(simplify(words) if is_simplified else words)


def _make(column: Column) -> _Maker:
    return figures_font if column in _FIGURES else prose_font if column in _PROSE else chrome_font


def _draw(painter: QPainter, rect: QRect, words: str, *, flags: int, font: Measured, colour: str) -> None:
    painter.setFont(font.font)
    painter.setPen(QColor(colour))
    painter.drawText(rect, flags, font.cut(words, rect.width()))


def draw_state(painter: QPainter, rect: QRect, state: State, theme: Theme) -> None:
    """Draw a state as a shape: dashed ring, full dot, dot in vermilion, cross, square."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    centre = QPointF(rect.center().x() + 1, rect.center().y() + 0.5)
    painter.setPen(Qt.PenStyle.NoPen)
    if state == "suggestion":
        pen = QPen(QColor(theme.hue("numbers").text), 1.2)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        pen.setDashPattern([2.2, 2.0])
        painter.setPen(pen)
        painter.drawEllipse(centre, 3.8, 3.8)
    elif state == "rejected":
        painter.setPen(QPen(QColor(theme.dim), 1.4))
        for sign in (1, -1):
            arm = QPointF(3, 3 * sign)
            painter.drawLine(centre - arm, centre + arm)
    elif state == "manual":
        painter.setBrush(QColor(theme.holds))
        painter.drawRect(QRect(int(centre.x()) - 3, int(centre.y()) - 3, 7, 7))
    else:
        painter.setBrush(QColor(theme.accent if state == "corrected" else theme.holds))
        painter.drawEllipse(centre, 4.0, 4.0)
    painter.restore()
