"""Owns the history at the right: what was done last, by whom, and taking one step back."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QHideEvent, QPainter, QShowEvent
from PySide6.QtWidgets import (
    QListView,
    QPushButton,
    QStyle,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from annotator.i18n import tr
from annotator.ui.models.desk import Desk
from annotator.ui.models.history import ABOUT, ACTION, UNDONE, HistoryModel
from annotator.ui.pieces import LineDelegate, heading, small
from annotator.ui.theme import chrome_font

_HEIGHT = 44


class _Line(LineDelegate):
    """Draws one action; one that was taken back is struck out."""

    height = _HEIGHT

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw by hand: document text never reaches anything that guesses at markup."""
        theme = self._desk.theme
        rect = QRect(option.rect)  # type: ignore[attr-defined]
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:  # type: ignore[attr-defined]
            painter.fillRect(rect, QColor(theme.accent_tint))
        painter.setPen(QColor(theme.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        inner = rect.adjusted(14, 4, -12, -4)
        half = inner.height() // 2
        is_undone = bool(index.data(UNDONE))
        for n, (words, pixels, colour) in enumerate(
            (
                (index.data(), theme.sizes.small, theme.dim if is_undone else theme.ink),
                (index.data(ABOUT), theme.sizes.tiny, theme.dim),
            )
        ):
            font = chrome_font(theme, pixels=pixels)
            font.setStrikeOut(is_undone and n == 0)
            painter.setFont(font)
            painter.setPen(QColor(colour))
            line = QRect(inner.left(), inner.top() + n * half, inner.width(), half)
            elided = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, line.width())
            flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
            painter.drawText(line, int(flags), elided)
        painter.restore()


class HistoryPanel(QWidget):
    """Lists the last actions; the chosen one can be taken back."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        title = heading(tr("ui.history.heading"), theme=desk.theme)
        title.setContentsMargins(14, 10, 12, 6)
        self.model = HistoryModel(desk, self)
        self.list = QListView()
        self.list.setAccessibleName(tr("ui.history.heading"))
        self.list.setUniformItemSizes(True)
        self.list.setModel(self.model)
        self.list.setItemDelegate(_Line(desk, self.list))
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self._hint = small(tr("ui.history.hint"), theme=desk.theme)
        self._hint.setWordWrap(True)
        self._hint.setContentsMargins(14, 4, 12, 4)
        self.take_back = QPushButton(tr("ui.history.take_back"))
        self.take_back.setEnabled(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(4)
        column.addWidget(title)
        column.addWidget(self.list, 1)
        column.addWidget(self._hint)
        column.addWidget(self.take_back, 0, Qt.AlignmentFlag.AlignHCenter)
        self.list.selectionModel().currentRowChanged.connect(self._chosen)
        self.take_back.clicked.connect(self._undo)
        self.model.modelReset.connect(lambda: self.take_back.setEnabled(False))

    def _chosen(self, index: QModelIndex, _before: QModelIndex) -> None:
        self.take_back.setEnabled(index.isValid() and not index.data(UNDONE))

    def _undo(self) -> None:
        index = self.list.currentIndex()
        if index.isValid():
            self._desk.undo(index.data(ACTION).id)

    def showEvent(self, event: QShowEvent) -> None:
        """Read the journal while in sight."""
        self.model.watch(True)
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Read it no more."""
        self.model.watch(False)
        super().hideEvent(event)
