"""Owns the card on which a report is declared finished: which of its layers are done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFocusEvent, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QStyle,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from annotator.i18n import tr
from annotator.ui.keyed_button import KeyedButton
from annotator.ui.lines import Lines
from annotator.ui.models import finishing
from annotator.ui.models.begun import settled
from annotator.ui.models.desk import Desk
from annotator.ui.models.finishing import LayerWork
from annotator.ui.models.wording import named
from annotator.ui.pieces import LineDelegate, small
from annotator.ui.rim import Rim
from annotator.ui.shortened import shorten
from annotator.ui.signs import draw_box, draw_check, draw_warning
from annotator.ui.theme import chrome_font, figures_font

Index = QModelIndex | QPersistentModelIndex

WORK = Qt.ItemDataRole.UserRole
"""The LayerWork itself."""

_HEIGHT = 30
_WIDTH = 372
_DIGITS = 9
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)


class LayersModel(QAbstractListModel):
    """One line for each layer, ticked or not."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._works: list[LayerWork] = []
        self._ticked: set[str] = set()

    def show_works(self, works: list[LayerWork]) -> None:
        """List these layers; those that look finished are ticked."""
        self.beginResetModel()
        self._works = works
        self._ticked = {one.layer.id for one in works if one.is_proposed}
        self.endResetModel()

    def ticked(self) -> list[str]:
        """The layers that are ticked, in the order of the tagset."""
        return [one.layer.id for one in self._works if one.layer.id in self._ticked]

    def toggle(self, row: int) -> None:
        """Tick a line, or not."""
        if 0 <= row < len(self._works):
            self._ticked ^= {self._works[row].layer.id}
            index = self.index(row)
            self.dataChanged.emit(index, index)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own default)
        """How many layers there are."""
        return 0 if parent.isValid() else len(self._works)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a line shows."""
        if not index.isValid():
            return None
        work = self._works[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return named(work.layer.names, work.layer.id)
        if role == Qt.ItemDataRole.CheckStateRole:
            is_ticked = work.layer.id in self._ticked
            return Qt.CheckState.Checked if is_ticked else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.AccessibleTextRole:
            told = tr("ui.finish.ticked") if work.layer.id in self._ticked else tr("ui.finish.unticked")
            return f"{named(work.layer.names, work.layer.id)} {told} {remark(work)}"
        return work if role == WORK else None


def remark(work: LayerWork) -> str:
    """What there is to say of a layer: what is open, or how much was done."""
    if work.open:
        return tr("ui.finish.open", n=work.open)
    return tr("ui.finish.done", n=work.done) if work.done else tr("ui.finish.none")


class _Line(LineDelegate):
    """Draws one layer: its digit, its box, its name, what is still open."""

    height = _HEIGHT

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw by hand, as all lists are."""
        theme, work = self._desk.theme, index.data(WORK)
        px = theme.sizes.px
        rect = QRect(option.rect)  # type: ignore[attr-defined]
        state = option.state  # type: ignore[attr-defined]
        painter.save()
        if state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(theme.hover))
        inner = rect.adjusted(px(8), 0, -px(8), 0)
        middle = inner.center().y() + 0.5
        if index.row() < _DIGITS:
            painter.setFont(figures_font(theme, pixels=theme.sizes.tiny))
            painter.setPen(QColor(theme.dim))
            painter.drawText(inner, _LEFT, str(index.row() + 1))
        box = QRectF(inner.left() + px(16), middle - px(14) / 2, px(14), px(14))
        is_ticked = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
        draw_box(painter, box, theme.ink if is_ticked else theme.dim)
        if is_ticked:
            draw_check(painter, box, theme.ink, width=2.0)
        words = remark(work)
        font = chrome_font(theme, pixels=theme.sizes.small)
        painter.setFont(font)
        painter.setPen(QColor(theme.differs if work.open else theme.dim))
        flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(inner, int(flags), words)
        right = inner.right() - QFontMetrics(font).horizontalAdvance(words) - px(6)
        if work.open:
            sign = QRectF(right - px(14), middle - px(14) / 2, px(14), px(14))
            draw_warning(painter, sign, theme.differs)
            right -= px(20)
        left = int(box.right()) + px(8)
        font = chrome_font(theme)
        painter.setFont(font)
        painter.setPen(QColor(theme.ink))
        told = shorten(index.data(), QFontMetrics(font), right - left)
        painter.drawText(QRect(left, inner.top(), right - left, inner.height()), _LEFT, told)
        painter.restore()
        self.ring(painter, option)


class LayerLines(Lines):
    """The layers; digits and Space tick, Enter accepts, Escape gives up."""

    accepted = Signal()
    given_up = Signal()
    left = Signal()
    """The keyboard went elsewhere."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits are layers here, no labels: the list has the keyboard for itself."""
        key, model = event.key(), self.model()
        if Qt.Key.Key_1 <= key < Qt.Key.Key_1 + _DIGITS and isinstance(model, LayersModel):
            model.toggle(key - Qt.Key.Key_1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.accepted.emit()
        elif key == Qt.Key.Key_Escape:
            self.given_up.emit()
        elif key != Qt.Key.Key_Up or self.currentIndex().row() > 0:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Whoever goes elsewhere declares nothing."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.ActiveWindowFocusReason and self.isVisible():
            self.left.emit()


class FinishCard(QFrame):
    """A card over the page; it blocks nothing.  Two keys finish a report whose layers look done."""

    def __init__(self, desk: Desk, keys: Mapping[str, str], parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._around = parent
        self._key = keys.get("finish", "")
        self.setProperty("role", "card")
        self.setAccessibleName(tr("ui.finish.title"))
        self.model = LayersModel(self)
        self.list = LayerLines(tr("ui.finish.title"), takes="all")
        self.list.setModel(self.model)
        self._lines = _Line(desk, self.list)
        self.list.setItemDelegate(self._lines)
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._rim = Rim(self, lambda: self._desk.theme)
        self._build()
        self.list.clicked.connect(self._clicked)
        self.list.ticked.connect(self._clicked)
        self.list.accepted.connect(self._accept)
        self.list.given_up.connect(self._give_up)
        self.list.left.connect(self.hide)
        parent.installEventFilter(self)
        desk.document_changed.connect(self.hide)
        self.hide()

    def _build(self) -> None:
        theme = self._desk.theme
        self.accept = KeyedButton(tr("ui.finish.accept"), theme, keys="Return", is_primary=True)
        self.cancel = KeyedButton(tr("ui.finish.cancel"), theme, keys="Esc")
        row = QHBoxLayout()
        row.setContentsMargins(8, 6, 8, 0)
        row.setSpacing(8)
        row.addStretch(1)
        for button, do in ((self.accept, self._accept), (self.cancel, self._give_up)):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(do)
            row.addWidget(button)
        title, hint = (
            small(tr("ui.finish.title"), theme=theme, role=""),
            small(tr("ui.finish.hint"), theme=theme),
        )
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(8, 10, 8, 10)
        column.setSpacing(4)
        for told in (title, hint):
            told.setWordWrap(True)
            told.setContentsMargins(8, 0, 8, 0)
        column.addWidget(title)
        column.addWidget(self.list)
        column.addWidget(hint)
        column.addLayout(row)

    def ask(self) -> None:
        """Show how far the layers of the current report are, and take the keyboard; asked once more while
        it is shown, accept."""
        if self.isVisible():
            self._accept()
            return
        # Only what is recorded counts as done.
        if not settled(self._desk):
            return
        self.show()
        self.raise_()
        self.list.setFocus(Qt.FocusReason.PopupFocusReason)
        self.model.show_works(finishing.works(self._desk))
        self.list.setCurrentIndex(self.model.index(0))
        self._place()

    def _place(self) -> None:
        around = self._around.rect().adjusted(8, 8, -8, -8)
        self.list.setFixedHeight(self._lines.height_in_use * max(1, self.model.rowCount()) + 2)
        width = min(self._desk.theme.sizes.px(_WIDTH), around.width())
        self.setFixedWidth(width)
        wanted = self._column.totalHeightForWidth(width)
        over = wanted - around.height()
        if over > 0:
            self.list.setFixedHeight(max(self._lines.height_in_use * 2, self.list.height() - over))
            wanted = self._column.totalHeightForWidth(width)
        self.setFixedHeight(wanted)
        free = around.height() - wanted
        self.move(around.left() + (around.width() - width) // 2, around.top() + max(0, free // 4))

    def _clicked(self, index: QModelIndex) -> None:
        self.model.toggle(index.row())

    def _accept(self) -> None:
        layers = self.model.ticked()
        self.hide()
        finishing.finish(self._desk, layers, keys=self._key)
        self._desk.page_wanted.emit()

    def _give_up(self) -> None:
        self.hide()
        self._desk.page_wanted.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay within the page when it grows or shrinks."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)
