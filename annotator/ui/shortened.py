"""Owns words of one line that end in … where there is no room, and how the whole is told then."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QStyle, QStyleOptionFrame, QWidget

from annotator.ui import cuts
from annotator.ui.models.wording import plain_tip

_MARGIN = 2
"""What Qt leaves free at each end of a line to type in."""


def shorten(words: str, metrics: QFontMetrics, room: int) -> str:
    """Return as much of some words as there is room for (see ``cuts.cut``)."""
    return cuts.cut(words, room=room, width=metrics.horizontalAdvance)


def shorten_inside(words: str, metrics: QFontMetrics, room: int) -> str:
    """Return as much of both ends of some words as there is room for (see ``cuts.inside``)."""
    return cuts.inside(words, room=room, width=metrics.horizontalAdvance)


def is_cut(words: str, metrics: QFontMetrics, room: int) -> bool:
    """Whether there is no room for all of them."""
    return metrics.horizontalAdvance(words) > room


class Whole:
    """The tool tip of a widget that may show its words cut: the whole, over the hint it has anyway."""

    def __init__(self, widget: QWidget, hint: str = "") -> None:
        self._widget = widget
        self._hint = hint
        self._tip = plain_tip(hint)
        widget.setToolTip(self._tip)

    def tell(self, words: str, *, is_cut: bool) -> None:
        """Say them where they are cut; a tip that somebody else has given stays."""
        if self._widget.toolTip() == self._tip:
            self._tip = plain_tip("\n".join(one for one in (words if is_cut else "", self._hint) if one))
            self._widget.setToolTip(self._tip)


class ShortenedLine(QLineEdit):
    """A line to type in; while nobody types in it, its words end in … where there is no room."""

    def __init__(self, parent: QWidget | None = None, *, hint: str = "") -> None:
        super().__init__(parent)
        self.is_name = False
        """Whether it is a name, of which both ends are kept: names often differ at their end."""
        self._whole = Whole(self, hint)
        self.textChanged.connect(self._tell)

    def is_cut(self) -> bool:
        """Whether there is no room for all that stands in it."""
        return is_cut(self.text(), self.fontMetrics(), self._room())

    def _room(self) -> int:
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        inner = self.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, self)
        return inner.width() - 2 * _MARGIN

    def _tell(self) -> None:
        self._whole.tell(self.text(), is_cut=self.is_cut())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width shows more, or less."""
        super().resizeEvent(event)
        self._tell()

    def changeEvent(self, event: QEvent) -> None:
        """So does another font."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._tell()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt's own line, or its frame with words of our own."""
        if self.hasFocus() or self.hasSelectedText() or not self.is_cut():
            super().paintEvent(event)
            return
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        painter, metrics = QPainter(self), self.fontMetrics()
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_PanelLineEdit, option, painter, self)
        inner = self.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, self)
        # To the pixel where Qt sets them: nothing moves when somebody begins to type.
        foot = inner.y() + (inner.height() - metrics.height() + 1) // 2 + metrics.ascent()
        painter.setPen(self.palette().text().color())
        shortened = shorten_inside if self.is_name else shorten
        painter.drawText(inner.x() + _MARGIN, foot, shortened(self.text(), metrics, self._room()))
        painter.end()
