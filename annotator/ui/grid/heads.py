"""Owns the heads of the grid's columns: a click sorts, a small angle says by which and which way."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QHeaderView, QTableView

from annotator.ui.grid.columns import Column, sort_key
from annotator.ui.grid.model import column_words
from annotator.ui.models.desk import Desk
from annotator.ui.signs import draw_chevron
from annotator.ui.theme import chrome_font


class Heads(QHeaderView):
    """The heads.  Rising, falling, then the order of the text again."""

    sorted = Signal()

    def __init__(self, desk: Desk, table: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._desk = desk
        self.column: Column | None = None
        self.is_falling = False
        widths = [table.columnWidth(column) for column in Column]
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(24)
        table.setHorizontalHeader(self)
        for column, width in zip(Column, widths, strict=True):
            table.setColumnWidth(column, width)
        self.sectionClicked.connect(self.sort_by)

    def sort_by(self, section: int) -> None:
        """Sort by a column, the other way at the second time, not at all at the third."""
        column = Column(section)
        if sort_key(column, {}) is None and column != Column.CONTEXT:
            return
        if column == Column.CONTEXT:
            self.column = None
        elif self.column != column:
            self.column, self.is_falling = column, False
        elif not self.is_falling:
            self.is_falling = True
        else:
            self.column = None
        self.viewport().update()
        self.sorted.emit()

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """The words as any head, the angle beside them."""
        painter.save()
        super().paintSection(painter, rect, section)
        painter.restore()
        if section != self.column:
            return
        theme = self._desk.theme
        size = theme.sizes.px(12)
        font = chrome_font(theme, pixels=theme.sizes.small)
        used = QFontMetrics(font).horizontalAdvance(column_words(Column(section))) + 8
        left = rect.right() - used - size if section == Column.VALUE else rect.left() + used
        left = max(rect.left(), min(left, rect.right() - size))
        sign = QRectF(left, rect.center().y() - size / 2, size, size)
        draw_chevron(painter, sign, theme.dim, is_up=not self.is_falling)
