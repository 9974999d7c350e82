"""Owns how the cells and heads of the table of numbers look: states as shapes, figures that line up."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from annotator.ui.models.desk import Desk
from annotator.ui.models.numbers import PERIOD, SPOT, STATE, UNIT, VALUE, WORDS, NumbersModel
from annotator.ui.models.spots import Spot
from annotator.ui.pieces import focus_ring
from annotator.ui.shortened import shorten, shorten_inside
from annotator.ui.signs import draw_chevron
from annotator.ui.theme import RIGHT_EDGE, chrome_font, figures_font, prose_font

HEIGHT = 28
"""Pixels of a line at 100 %."""
_ASIDE = 6
_KEPT = 2000
"""How many measured words are remembered of each font."""


class NumberCell(QStyledItemDelegate):
    """Draws one cell; the line of the current place stands out."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._fonts: dict[tuple[int, bool, bool, bool], _Measured] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """As wide as the words."""
        words = str(index.data() or "") if index.column() != STATE else ""
        return QSize(self.width_of(words), self._desk.theme.sizes.px(HEIGHT))

    def width_of(self, words: str) -> int:
        """The width of a cell with these words; they may become bold."""
        measured = self._font(is_prose=False, is_bold=True, is_struck=False)
        return measured.width(words) + 2 * _ASIDE + 2

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw by hand: document text never reaches anything that guesses at markup."""
        theme, spot = self._desk.theme, index.data(SPOT)
        rect = QRect(option.rect)  # type: ignore[attr-defined]
        current = self._desk.current
        is_current = current is not None and spot.ref == current.ref
        painter.save()
        if is_current:
            painter.fillRect(rect, QColor(theme.accent_tint))
        elif option.state & QStyle.StateFlag.State_MouseOver:  # type: ignore[attr-defined]
            painter.fillRect(rect, QColor(theme.hover))
        painter.setPen(QColor(theme.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if index.column() == STATE:
            self._state(painter, rect, spot)
        else:
            room = rect.adjusted(_ASIDE, 0, -_ASIDE, 0)
            if rect.right() >= option.widget.viewport().width() - 1:  # type: ignore[attr-defined]
                room.setRight(rect.right() - RIGHT_EDGE)
            if index.column() in (WORDS, VALUE):
                painter.setClipRect(rect)
                self._name(painter, index, spot, is_bold=is_current)
            if index.column() != WORDS:
                self._words(painter, room, index, spot, is_bold=is_current)
        painter.restore()
        view = self.parent()
        if isinstance(view, QTableView) and view.hasFocus() and index.row() == view.currentIndex().row():
            # One ring around the line: each cell draws its part of it.
            line = QRect(0, rect.top(), view.viewport().width(), rect.height())
            painter.save()
            painter.setClipRect(rect)
            focus_ring(painter, line, theme)
            painter.restore()

    def _name(
        self, painter: QPainter, index: QModelIndex | QPersistentModelIndex, spot: Spot, *, is_bold: bool
    ) -> None:
        """A name takes what room the value beside it leaves: either cell draws its part of it."""
        view = self.parent()
        assert isinstance(view, QTableView)
        name, value = (index.sibling(index.row(), column) for column in (WORDS, VALUE))
        room = view.visualRect(name).adjusted(_ASIDE, 0, -_ASIDE, 0)
        free = view.visualRect(value).adjusted(_ASIDE, 0, -_ASIDE, 0)
        if free.right() + _ASIDE >= view.viewport().width() - 1:
            free.setRight(free.right() + _ASIDE - RIGHT_EDGE)
        used = self._measured(VALUE, spot, is_bold=is_bold).width(str(value.data() or ""))
        room.setRight(max(room.right(), free.right() - used - 2 * _ASIDE))
        self._words(painter, room, name, spot, is_bold=is_bold)

    def _measured(self, column: int, spot: Spot, *, is_bold: bool) -> _Measured:
        return self._font(
            is_prose=column in (WORDS, UNIT),
            is_bold=is_bold and column in (WORDS, VALUE),
            is_struck=spot.state == "rejected",
        )

    def _font(self, *, is_prose: bool, is_bold: bool, is_struck: bool) -> _Measured:
        theme = self._desk.theme
        key = theme.sizes.small, is_prose, is_bold, is_struck
        if key not in self._fonts:
            font = (prose_font if is_prose else figures_font)(theme, pixels=theme.sizes.small)
            font.setBold(is_bold)
            font.setStrikeOut(is_struck)
            self._fonts[key] = _Measured(font)
        return self._fonts[key]

    def _words(
        self,
        painter: QPainter,
        rect: QRect,
        index: QModelIndex | QPersistentModelIndex,
        spot: Spot,
        *,
        is_bold: bool,
    ) -> None:
        theme, column = self._desk.theme, index.column()
        measured = self._measured(column, spot, is_bold=is_bold)
        painter.setFont(measured.font)
        is_quiet = column == PERIOD or spot.state == "rejected"
        painter.setPen(QColor(theme.dim if is_quiet else theme.ink))
        side = Qt.AlignmentFlag.AlignRight if column == VALUE else Qt.AlignmentFlag.AlignLeft
        flags = side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        words = measured.cut(str(index.data() or ""), rect.width(), is_inside=column == WORDS)
        painter.drawText(rect, int(flags), words)

    def _state(self, painter: QPainter, rect: QRect, spot: Spot) -> None:
        """States are shapes: dashed ring, full dot, dot in vermilion, cross, square."""
        theme = self._desk.theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        unit = theme.sizes.factor
        centre = QPointF(rect.left() + RIGHT_EDGE + 4.0 * unit, rect.center().y() + 0.5)
        painter.setPen(Qt.PenStyle.NoPen)
        if spot.state == "suggestion":
            pen = QPen(QColor(theme.hue("numbers").text), 1.2 * unit)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            pen.setDashPattern([2.2, 2.0])
            painter.setPen(pen)
            painter.drawEllipse(centre, 3.8 * unit, 3.8 * unit)
        elif spot.state == "confirmed":
            painter.setBrush(QColor(theme.holds))
            painter.drawEllipse(centre, 4.0 * unit, 4.0 * unit)
        elif spot.state == "corrected":
            painter.setBrush(QColor(theme.accent))
            painter.drawEllipse(centre, 4.0 * unit, 4.0 * unit)
        elif spot.state == "rejected":
            painter.setPen(QPen(QColor(theme.dim), 1.4 * unit))
            for sign in (1, -1):
                arm = QPointF(3, 3 * sign) * unit
                painter.drawLine(centre - arm, centre + arm)
        else:
            painter.setBrush(QColor(theme.holds))
            half = 3.5 * unit
            painter.drawRect(QRectF(centre.x() - half, centre.y() - half, 2 * half, 2 * half))


class _Measured:
    """A font with what was measured in it: every key paints the same cells again."""

    def __init__(self, font: QFont) -> None:
        self.font = font
        self._metrics = QFontMetrics(font)
        self._widths: dict[str, int] = {}
        self._cut: dict[tuple[str, int, bool], str] = {}

    def width(self, words: str) -> int:
        """How wide words are."""
        if words not in self._widths:
            _make_room(self._widths)
            self._widths[words] = self._metrics.horizontalAdvance(words)
        return self._widths[words]

    def cut(self, words: str, room: int, *, is_inside: bool) -> str:
        """As much of words as there is room for, their ends kept or (``is_inside``) both."""
        key = words, room, is_inside
        if key not in self._cut:
            _make_room(self._cut)
            shortened = shorten_inside if is_inside else shorten
            self._cut[key] = shortened(words, self._metrics, room)
        return self._cut[key]


def _make_room(kept: dict[Any, Any]) -> None:
    if len(kept) >= _KEPT:
        kept.clear()


class NumberHead(QHeaderView):
    """The heads of the columns; a small angle says by which of them the lines are sorted."""

    def __init__(self, desk: Desk, model: NumbersModel, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._desk = desk
        self._model = model
        self.setSectionsClickable(True)
        self.setHighlightSections(False)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """The words as any head, the angle beside them."""
        painter.save()
        if section == VALUE and rect.right() >= self.viewport().width() - 1:
            # The last one, over figures that end at the panel's edge.
            super().paintSection(painter, rect, STATE)
            rect = rect.adjusted(0, 0, _ASIDE - RIGHT_EDGE, 0)
        super().paintSection(painter, rect, section)
        painter.restore()
        if section != self._model.sorted_by:
            return
        theme = self._desk.theme
        size = theme.sizes.px(12)
        words = str(self._model.headerData(section, Qt.Orientation.Horizontal, Qt.ItemDataRole.DisplayRole))
        font = chrome_font(theme, pixels=theme.sizes.small)
        used = QFontMetrics(font).horizontalAdvance(words) + 8 if words else 0
        left = rect.right() - used - size if section == VALUE else rect.left() + used
        left = max(rect.left(), min(left, rect.right() - size))
        sign = QRectF(left, rect.center().y() - size / 2, size, size)
        draw_chevron(painter, sign, theme.dim, is_up=not self._model.is_falling)
