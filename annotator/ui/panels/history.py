"""Owns the history at the right: what was done, by whom, where, and taking one step back."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QHideEvent, QPainter, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QStyle,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from annotator.i18n import tr
from annotator.model.changes import Action
from annotator.ui.keyed_button import KeyedButton
from annotator.ui.lines import Lines
from annotator.ui.models import steps
from annotator.ui.models.desk import Desk
from annotator.ui.models.history import ABOUT, ACTION, DAY, UNDONE, WHOSE, HistoryModel
from annotator.ui.models.wording import plain_tip
from annotator.ui.pieces import Flow, LineDelegate, focus_ring, small
from annotator.ui.shortened import shorten
from annotator.ui.theme import RIGHT_EDGE, chrome_font
from annotator.ui.toggles import Toggles
from annotator.ui.whole_rows import WholeRows

_HEIGHT = 44
_HEAD = 24
"""How high the name of a day is."""
_LEAST = 260
"""Where the panel is lower than this, what is not needed gives way to the lines."""


class _Line(LineDelegate):
    """Draws one action; one that was taken back is struck out."""

    height = _HEIGHT

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw by hand: document text never reaches anything that guesses at markup."""
        theme = self._desk.theme
        rect = QRect(option.rect)  # type: ignore[attr-defined]
        state = option.state  # type: ignore[attr-defined]
        painter.save()
        if day := index.data(DAY):
            head = theme.sizes.px(_HEAD)
            font = chrome_font(theme, pixels=theme.sizes.tiny)
            font.setBold(True)
            painter.setFont(font)
            painter.setPen(QColor(theme.dim))
            line = QRect(rect.left() + 14, rect.top(), rect.width() - 26, head)
            flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
            painter.drawText(line, int(flags), day)
            rect.adjust(0, head, 0, 0)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(theme.accent_tint))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(theme.hover))
        painter.setPen(QColor(theme.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        edge = theme.sizes.px(4)
        inner = rect.adjusted(RIGHT_EDGE, edge, -RIGHT_EDGE, -edge)
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
            elided = shorten(words, QFontMetrics(font), line.width())
            flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
            painter.drawText(line, int(flags), elided)
        painter.restore()
        if option.state & QStyle.StateFlag.State_HasFocus:  # type: ignore[attr-defined]
            focus_ring(painter, rect, theme)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """The first step of a day has the day above it."""
        px = self._desk.theme.sizes.px
        return QSize(120, self.height_in_use + (px(_HEAD) if index.data(DAY) else 0))


class HistoryPanel(QWidget):
    """Lists the actions, newest first; the chosen one can be gone to and taken back."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._later: Action | None = None
        self.model = HistoryModel(desk, self)
        self.list = Lines(tr("ui.history.heading"))
        self.list.setModel(self.model)
        self.list.setUniformItemSizes(False)
        line = _Line(desk, self.list)
        self.list.setItemDelegate(line)
        self.list.installEventFilter(self)
        self._rows = WholeRows(self.list, row=lambda: line.height_in_use, is_even=False)
        self.setFocusProxy(self.list)
        self._build()
        self.whose.changed.connect(self._narrow)
        self.list.selectionModel().currentRowChanged.connect(self._tell)
        self.list.opened.connect(self._go)
        self.list.taken_away.connect(self._undo)
        self.go.clicked.connect(self._go)
        self.take_back.clicked.connect(self._undo)
        self.later.clicked.connect(self._go_later)
        self.model.modelReset.connect(self._tell)
        self.model.dataChanged.connect(self._tell)
        self._tell()

    def _build(self) -> None:
        theme = self._desk.theme
        px = theme.sizes.px
        self.whose = Toggles(self._desk, WHOSE, is_one=True)
        self.whose.set_words({name: tr(f"ui.history.whose.{name}") for name in WHOSE})
        self.whose.set_on([self.model.whose])
        self._nothing = small("", theme=theme)
        self._nothing.setWordWrap(True)
        self._nothing.setContentsMargins(RIGHT_EDGE, 4, RIGHT_EDGE, 4)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._hint = small(tr("ui.history.hint"), theme=theme)
        self._hint.setWordWrap(True)
        self._hint.setContentsMargins(RIGHT_EDGE, 4, RIGHT_EDGE, 4)
        self.go = KeyedButton(tr("ui.history.go"), theme, keys="Return")
        self.take_back = KeyedButton(tr("ui.history.take_back"), theme, keys="Del")
        self.later = KeyedButton(tr("ui.history.later"), theme)
        below = QWidget()
        row = Flow(below, gap=8)
        for button in (self.go, self.take_back, self.later):
            row.addWidget(button)
        self._mind_keyboard()
        around = QHBoxLayout()
        around.setContentsMargins(RIGHT_EDGE, 0, RIGHT_EDGE, 0)
        around.addWidget(below)
        top = QHBoxLayout()
        aside = max(0, RIGHT_EDGE - px(5))
        top.setContentsMargins(aside, px(7), aside, px(2))
        top.addWidget(self.whose)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(2)
        column.addLayout(top)
        column.addWidget(self._rows, 1)
        column.addWidget(self._nothing, 1)
        column.addWidget(self._hint)
        column.addLayout(around)

    def _mind_keyboard(self) -> None:
        """Enter and Del are the list's only while it has the keyboard."""
        for button in (self.go, self.take_back):
            button.show_key(self.list.hasFocus())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The list has, or loses, the keyboard."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self._mind_keyboard()
        return super().eventFilter(watched, event)

    def _narrow(self) -> None:
        (whose,) = self.whose.on
        self.model.set_whose(whose)

    def _tell(self) -> None:
        """What can be done with the chosen step, or why it cannot."""
        index = self.list.currentIndex()
        is_empty = self.model.rowCount() == 0
        self._rows.setVisible(not is_empty)
        self._nothing.setVisible(is_empty)
        self._nothing.setText(
            tr("ui.history.none_such" if self.model.whose == "report" else "ui.history.none")
        )
        sentence, self._later = "", None
        if index.isValid():
            sentence, self._later = steps.why_not(
                self._desk, index.data(ACTION), is_undone=bool(index.data(UNDONE))
            )
        self._hint.setText(sentence or tr("ui.history.hint"))
        self.take_back.setToolTip(plain_tip(sentence))
        self.go.setEnabled(index.isValid())
        self.take_back.setEnabled(index.isValid() and not sentence)
        self.later.setVisible(self._later is not None)

    def _go(self) -> None:
        index = self.list.currentIndex()
        if index.isValid():
            steps.go_there(self._desk, index.data(ACTION))

    def _undo(self) -> None:
        index = self.list.currentIndex()
        if index.isValid():
            steps.take_back(self._desk, index.data(ACTION), is_undone=bool(index.data(UNDONE)))

    def _go_later(self) -> None:
        """Choose the step that is in the way."""
        wanted = self._later
        if wanted is None:
            return
        row = self.model.row_of(wanted.id)
        if row < 0:
            # It is left out at the moment: it is somebody else's, or in another report.
            self.whose.set_on(["all"])
            self.model.set_whose("all")
            row = self.model.row_of(wanted.id)
        if row >= 0:
            self.list.setCurrentIndex(self.model.index(row))
            self.list.scrollTo(self.model.index(row))
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def _is_low(self) -> bool:
        return self.height() < self._desk.theme.sizes.px(_LEAST)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, the lines have it."""
        super().resizeEvent(event)
        self._hint.setVisible(not self._is_low)

    def showEvent(self, event: QShowEvent) -> None:
        """Read the journal while in sight."""
        self.model.watch(True)
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Read it no more."""
        self.model.watch(False)
        super().hideEvent(event)
