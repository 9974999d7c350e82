"""Owns the list of documents at the left: whose report, how far one is with it."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from annotator.i18n import tr
from annotator.session import DocumentRow
from annotator.ui.models.desk import Desk
from annotator.ui.models.documents import ROW, DocumentsModel, second_line, share, state_words
from annotator.ui.models.wording import document_words
from annotator.ui.pieces import LineDelegate, heading
from annotator.ui.theme import chrome_font

_HEIGHT = 54
_EDGE = 16


class _Line(LineDelegate):
    """Draws one document: two lines of words over a thin bar."""

    height = _HEIGHT

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw by hand: document text never reaches anything that guesses at markup."""
        theme, row = self._desk.theme, index.data(ROW)
        rect = QRect(option.rect)  # type: ignore[attr-defined]
        document = self._desk.document
        is_current = document is not None and row.document.id == document.id
        painter.save()
        if is_current:
            painter.fillRect(rect, QColor(theme.raised))
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), QColor(theme.accent))
        elif option.state & QStyle.StateFlag.State_MouseOver:  # type: ignore[attr-defined]
            painter.fillRect(rect, QColor(theme.hover))
        inner = rect.adjusted(_EDGE, 7, -_EDGE, -9)
        half = inner.height() // 2
        top = QRect(inner.left(), inner.top(), inner.width(), half)
        self._two(painter, top, row, is_bold=is_current)
        self._below(painter, top.translated(0, half), row)
        self._bar(painter, QRect(inner.left(), rect.bottom() - 6, inner.width(), 3), share(row))
        painter.restore()

    def _two(self, painter: QPainter, rect: QRect, row: DocumentRow, *, is_bold: bool) -> None:
        theme = self._desk.theme
        is_done = row.state in ("finished", "in curation", "curated")
        figure = "✓" if is_done else f"{share(row):.0%}"
        font = chrome_font(theme, pixels=theme.sizes.small)
        painter.setFont(font)
        painter.setPen(QColor(theme.holds if is_done else theme.dim))
        painter.drawText(rect, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, figure)
        used = QFontMetrics(font).horizontalAdvance(figure) + 8
        font = chrome_font(theme)
        font.setBold(is_bold)
        painter.setFont(font)
        painter.setPen(QColor(theme.ink))
        _draw(painter, rect.adjusted(0, 0, -used, 0), document_words(row.document))

    def _below(self, painter: QPainter, rect: QRect, row: DocumentRow) -> None:
        theme = self._desk.theme
        font = chrome_font(theme, pixels=theme.sizes.tiny)
        painter.setFont(font)
        painter.setPen(QColor(theme.dim))
        state = state_words(row)
        painter.drawText(rect, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, state)
        used = QFontMetrics(font).horizontalAdvance(state) + 8
        _draw(painter, rect.adjusted(0, 0, -used, 0), second_line(row))

    def _bar(self, painter: QPainter, rect: QRect, part: float) -> None:
        theme = self._desk.theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.line))
        painter.drawRoundedRect(rect, 1.5, 1.5)
        if part > 0:
            painter.setBrush(QColor(theme.holds))
            done = QRect(rect.left(), rect.top(), max(3, round(rect.width() * part)), rect.height())
            painter.drawRoundedRect(done, 1.5, 1.5)


def _draw(painter: QPainter, rect: QRect, words: str) -> None:
    flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
    elided = QFontMetrics(painter.font()).elidedText(words, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, int(flags), elided)


class DocumentsPanel(QWidget):
    """Lists the documents; a click or Enter puts one on the desk."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._heading = heading("", theme=desk.theme)
        self._heading.setContentsMargins(_EDGE, 12, _EDGE, 6)
        self.list = QListView()
        self.list.setAccessibleName(tr("ui.documents.name"))
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.model = DocumentsModel(desk, self)
        self.list.setModel(self.model)
        self.list.setItemDelegate(_Line(desk, self.list))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._heading)
        column.addWidget(self.list, 1)
        self.list.clicked.connect(self._chosen)
        self.list.activated.connect(self._chosen)
        desk.document_changed.connect(self._follow)
        desk.documents_changed.connect(self._tell)
        self._tell()

    def _chosen(self, index: QModelIndex) -> None:
        self._desk.show_document(index.data(ROW).document.id)
        self._desk.page_wanted.emit()

    def _follow(self) -> None:
        if self._desk.document is not None:
            index = self.model.index(self.model.row_of(self._desk.document.id))
            self.list.setCurrentIndex(index)
            self.list.scrollTo(index)
            self.list.viewport().update()

    def _tell(self) -> None:
        rows = self._desk.rows
        done = sum(1 for row in rows if share(row) == 1.0)
        self._heading.setText(tr("ui.documents.heading", done=done, n=len(rows)))
