"""Owns drawing a line of words in which those that were found, or those of a place, stand out."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from annotator.ui import excerpt
from annotator.ui.measured import Measured
from annotator.ui.models.words_around import Excerpt
from annotator.ui.theme import Theme, over, prose_font

_FLAGS = int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)


def draw_excerpt(
    painter: QPainter, rect: QRect, parts: tuple[str, str, str], *, font: QFont, colour: str, theme: Theme
) -> None:
    """Draw what stands before some words, the words in bold on a tint over a line, and what stands after
    them, cut to the width there is; ``colour`` is that of the words around."""
    bold = QFont(font)
    bold.setBold(True)
    high = QFontMetrics(font).height()
    for words, box, is_hit in _laid(rect, parts, Measured(font), Measured(bold)):
        if is_hit:
            tint = QRect(box.left(), rect.center().y() - high // 2, box.width(), high)
            painter.fillRect(tint, QColor(over(theme.hit, theme.raised)))
            # A line too: a tint alone is lost in grey, and at night.
            painter.fillRect(QRect(box.left(), tint.bottom() - 1, box.width(), 2), QColor(theme.ink))
        painter.setFont(bold if is_hit else font)
        painter.setPen(QColor(theme.ink if is_hit else colour))
        painter.drawText(box.adjusted(0, 0, 1, 0), _FLAGS, words)


def _laid(
    rect: QRect, parts: tuple[str, str, str], plain: Measured, bold: Measured
) -> Iterator[tuple[str, QRect, bool]]:
    """Three parts cut to the width there is: the words of each, where they are, whether it is the second."""
    left = rect.left()
    fitted = excerpt.fitted(*parts, room=rect.width(), widths=(plain.width, bold.width))
    for n, words in enumerate(fitted):
        width = (bold if n == 1 else plain).width(words)
        yield words, QRect(left, rect.top(), width, rect.height()), n == 1
        left += width


class PlacePen:
    """Draws a place in bold, with as much around it as there is room for."""

    def __init__(self, theme: Theme) -> None:
        bold = prose_font(theme)
        bold.setBold(True)
        self._plain, self._bold = Measured(prose_font(theme)), Measured(bold)

    def draw(self, painter: QPainter, rect: QRect, parts: Excerpt, *, is_quiet: bool = False) -> None:
        """Draw it; what is quiet is bold, but not darker than what stands around it."""
        # Those of the look in use: a list may outlive the one it was made in.
        look, roles = QApplication.palette(), QPalette.ColorRole
        ink, dim = look.color(roles.Text), look.color(roles.PlaceholderText)
        for words, box, is_place in _laid(rect, parts, self._plain, self._bold):
            painter.setFont((self._bold if is_place else self._plain).font)
            painter.setPen(ink if is_place and not is_quiet else dim)
            painter.drawText(box.adjusted(0, 0, 1, 0), _FLAGS, words)


class PlaceCells(QStyledItemDelegate):
    """Draws the cells of a column that shows places; those of other rows as any cell."""

    def __init__(self, theme: Theme, parent: QWidget, *, around_of: Callable[[int], Excerpt | None]) -> None:
        """``around_of`` tells the place of a row with the words around it."""
        super().__init__(parent)
        self._pen, self._around_of = PlacePen(theme), around_of

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The ground as the table has it, then the words."""
        around = self._around_of(index.row())
        if around is None:
            super().paint(painter, option, index)
            return
        ground = QStyleOptionViewItem(option)
        self.initStyleOption(ground, index)
        table: QWidget = ground.widget  # type: ignore[attr-defined]
        where = table.style().subElementRect(QStyle.SubElement.SE_ItemViewItemText, ground, table)
        ground.text = ""  # type: ignore[attr-defined]
        table.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, ground, painter, table)
        edge = table.style().pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin, ground, table) + 1
        painter.save()
        self._pen.draw(painter, where.adjusted(edge, 0, -edge, 0), around)
        painter.restore()
