"""Owns the outline at the left: the report's headings, what is open below each, what is finished."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QHelpEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QHBoxLayout, QStyle, QStyleOptionViewItem, QToolTip, QVBoxLayout, QWidget

from annotator.i18n import tr
from annotator.ui.lines import Lines
from annotator.ui.models import finishing
from annotator.ui.models.desk import Desk
from annotator.ui.models.outline import DECLARED, DECLARES, FINISHED, OPEN, SECTION, WHOLE, OutlineModel
from annotator.ui.models.wording import named, one_line, plain_tip
from annotator.ui.pieces import LineDelegate, heading, small
from annotator.ui.shortened import shorten
from annotator.ui.signs import draw_box, draw_check
from annotator.ui.theme import LEFT_EDGE, Theme, figures_font, prose_font
from annotator.ui.toggles import QuietChoice
from annotator.ui.whole_rows import WholeRows

_HEIGHT = 25
_STEP = 14
_SIGN = 12


def _count_words(layer: str) -> str:
    """What the counts are of: open numbers, not all; a name begins small inside an English sentence."""
    return tr("ui.outline.count", layer=layer[:1].lower() + layer[1:])


def sign_rect(rect: QRect, theme: Theme) -> QRect:
    """Where the sign of a line stands that says whether it is finished."""
    size = theme.sizes.px(_SIGN)
    return QRect(rect.right() + 1 - LEFT_EDGE - size, rect.center().y() - size // 2, size, size)


class _Line(LineDelegate):
    """Draws one heading with its count, or its sign, at the right."""

    height = _HEIGHT
    current = -1
    has_layer = True

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw by hand: document text never reaches anything that guesses at markup."""
        theme, section = self._desk.theme, index.data(SECTION)
        rect = QRect(option.rect)  # type: ignore[attr-defined]
        state = option.state  # type: ignore[attr-defined]
        is_over = bool(state & QStyle.StateFlag.State_MouseOver)
        is_meant = is_over or bool(state & QStyle.StateFlag.State_HasFocus)
        is_current, depth = index.row() == self.current, section.depth if section else 1
        painter.save()
        if is_over:
            painter.fillRect(rect, QColor(theme.hover))
        sign = QRectF(sign_rect(rect, theme))
        is_still_open = bool(index.data(DECLARED)) and index.data(OPEN) not in ("", "0")
        if is_still_open:
            # Declared itself, and yet something is open: the sign of it, and how much in its colour.
            draw_check(painter, sign, theme.differs, width=1.8)
        elif index.data(FINISHED) and index.data(OPEN) in ("", "0"):
            draw_check(painter, sign, theme.holds, width=1.8)
        elif is_meant and self.has_layer:
            draw_box(painter, sign, theme.dim)
        inner = rect.adjusted(LEFT_EDGE + theme.sizes.px(_STEP) * (depth - 1), 0, 0, 0)
        inner.setRight(int(sign.left()) - theme.sizes.px(5))
        font = figures_font(theme, pixels=theme.sizes.small)
        font.setBold(is_current)
        painter.setFont(font)
        figure = "" if index.data(FINISHED) and index.data(OPEN) == "0" else index.data(OPEN)
        painter.setPen(QColor(theme.differs if is_still_open else theme.dim))
        flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(inner, flags, figure)
        inner.adjust(0, 0, -QFontMetrics(font).horizontalAdvance(figure) - 8, 0)
        font = prose_font(theme)
        font.setBold(is_current)
        painter.setFont(font)
        is_quiet = section is None or depth > 1
        painter.setPen(QColor(theme.accent_text if is_current else theme.dim if is_quiet else theme.ink))
        words = shorten(index.data(), QFontMetrics(font), inner.width())
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        painter.drawText(inner, int(left), words)
        painter.restore()
        self.ring(painter, option)


class _Headings(Lines):
    """The headings; a click on the sign at the right is told as a tick, not as a choice."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(tr("ui.outline.heading"))
        self._desk = desk

    def _is_on_sign(self, event: QMouseEvent) -> bool:
        return self._is_at_sign(event.position().toPoint())

    def _is_at_sign(self, place: QPoint) -> bool:
        index = self.indexAt(place)
        if not index.isValid():
            return False
        return place.x() >= sign_rect(self.visualRect(index), self._desk.theme).left() - 4

    def viewportEvent(self, event: QEvent) -> bool:
        """Over the sign, say what a click there does."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            index = self.indexAt(event.pos())
            if index.isValid() and self._is_at_sign(event.pos()):
                QToolTip.showText(event.globalPos(), plain_tip(index.data(DECLARES)), self.viewport())
                return True
        return super().viewportEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """On the sign it chooses nothing."""
        if not self._is_on_sign(event):
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on the sign ticks; elsewhere it chooses."""
        if self._is_on_sign(event):
            self.ticked.emit(self.indexAt(event.position().toPoint()))
        else:
            super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Two clicks on the sign are two ticks."""
        if not self._is_on_sign(event):
            super().mouseDoubleClickEvent(event)


class OutlinePanel(QWidget):
    """Lists the headings; a click brings one into sight, Space declares it finished for a layer."""

    def __init__(self, desk: Desk, keys: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._key = keys.get("finish", "")
        self.model = OutlineModel(desk, self)
        self.list = _Headings(desk)
        self.list.setModel(self.model)
        self._lines = _Line(desk, self.list)
        self.list.setItemDelegate(self._lines)
        self._rows = WholeRows(self.list, row=lambda: self._lines.height_in_use)
        self._build()
        self.list.clicked.connect(self._chosen)
        self.list.opened.connect(self._chosen)
        self.list.ticked.connect(self._ticked)
        self.list.selectionModel().currentRowChanged.connect(self._moved)
        self.layer.activated.connect(self._count_other)
        for changed in (
            desk.document_changed,
            desk.current_changed,
            desk.spots_changed,
            desk.documents_changed,
        ):
            changed.connect(self._follow)
        self._follow()

    def _build(self) -> None:
        theme = self._desk.theme
        self.layer = QuietChoice(self._desk, tr("ui.outline.layer"))
        self.layer.setToolTip(tr("ui.outline.layer.tip"))
        for layer in self._desk.tagset.layers:
            self.layer.addItem(_count_words(one_line(named(layer.names, layer.id), most=16)), layer.id)
        self.layer.addItem(tr("ui.outline.all_layers"), "")
        self.layer.setCurrentIndex(self.layer.findData(self.model.layer))
        self._lines.has_layer = bool(self.model.layer)
        top = self._top = QHBoxLayout()
        top.setContentsMargins(
            LEFT_EDGE, theme.sizes.px(8), max(0, LEFT_EDGE - theme.sizes.px(4)), theme.sizes.px(2)
        )
        top.addWidget(heading(tr("ui.outline.heading"), theme=theme), 1)
        top.addWidget(self.layer)
        self._empty = small(tr("ui.outline.empty"), theme=theme)
        self._empty.setWordWrap(True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._empty.setContentsMargins(LEFT_EDGE, 4, LEFT_EDGE, 4)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self._rows, 1)
        column.addWidget(self._empty, 2)

    def height_of(self, rows: int) -> int:
        """Return how high it is with so many lines in sight."""
        return self._top.sizeHint().height() + self._rows.height_of(rows)

    def _count_other(self) -> None:
        self.model.set_layer(str(self.layer.currentData()))
        self._lines.has_layer = bool(self.model.layer)
        self.list.viewport().update()

    def _show(self, index: QModelIndex) -> None:
        """Bring a line's heading into sight, with the caret at it."""
        section = index.data(SECTION)
        self._desk.shown_wanted.emit(*(section.start, section.end) if section else (0, 0))

    def _reach(self, index: QModelIndex) -> tuple[int, int]:
        """From where to where a line's text goes."""
        section = index.data(SECTION)
        if section is None:
            return 0, self._desk.document.chars if self._desk.document else 0
        return section.start, section.end_of_section

    def _chosen(self, index: QModelIndex) -> None:
        start, end = self._reach(index)
        wanted = self.model.layer
        inside = (
            spot
            for spot in self._desk.spots.open
            if start <= spot.start < end and wanted in ("", spot.layer) and spot.fragments
        )
        spot = next(inside, None)
        if spot is not None:
            self._desk.make_current(spot.ref)
        # Last, so that the caret is at the heading: a section's label goes there.
        self._show(index)
        self._desk.page_wanted.emit()

    def _moved(self, index: QModelIndex, _before: QModelIndex) -> None:
        # Only a person's keys move the page; following the page must not.
        if index.isValid() and self.list.hasFocus():
            self._show(index)

    def _ticked(self, index: QModelIndex) -> None:
        if not self.model.layer:
            self._desk.refused.emit(tr("ui.outline.choose_layer"))
        else:
            finishing.toggle_part(self._desk, self.model.layer, index.data(SECTION), keys=self._key)

    def _follow(self) -> None:
        has_report = bool(self._desk.rows)
        self._empty.setText(tr("ui.outline.empty" if has_report else "ui.outline.no_report"))
        self._empty.setVisible(
            not has_report or (self._desk.document is not None and self.model.rowCount() < 2)
        )
        self._rows.setVisible(has_report)
        self.layer.setEnabled(has_report)
        spot = self._desk.current
        is_whole = spot is not None and spot.is_whole
        row = WHOLE if is_whole else self.model.row_of(self._desk.section)
        if row != self._lines.current:
            self._lines.current = row
            if row >= 0:
                self.list.scrollTo(self.model.index(row))
        self.list.viewport().update()
