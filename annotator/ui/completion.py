"""Owns the short list of values under a field to type in; it never has the keyboard."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    QStringListModel,
    Qt,
)
from PySide6.QtGui import QFontMetrics, QInputMethodEvent, QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from annotator.i18n import tr
from annotator.ui.models.wording import one_line

_KEYS_THAT_CLOSE = (
    Qt.Key.Key_Return,
    Qt.Key.Key_Enter,
    Qt.Key.Key_Escape,
    Qt.Key.Key_Tab,
    Qt.Key.Key_Backtab,
)


class _Line(QStyledItemDelegate):
    """Draws one value by hand: it comes from documents."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """A line with some air."""
        metrics = QFontMetrics(option.font)  # type: ignore[attr-defined]
        return QSize(metrics.horizontalAdvance(str(index.data())) + 20, metrics.height() + 6)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The value; a tint under the one that stands in the field or lies under the mouse."""
        rect, palette = QRect(option.rect), option.palette  # type: ignore[attr-defined]
        state = option.state  # type: ignore[attr-defined]
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, palette.color(QPalette.ColorRole.Highlight))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, palette.color(QPalette.ColorRole.Midlight))
        painter.setFont(option.font)  # type: ignore[attr-defined]
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        line = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        painter.drawText(rect.adjusted(8, 0, -4, 0), line, str(index.data()))
        painter.restore()


class _OfferedValues(QFrame):
    """The list itself, over whatever lies below the field."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(tr("ui.field.offers"))
        self.lines = QStringListModel(self)
        self.list = QListView()
        self.list.setModel(self.lines)
        self.list.setItemDelegate(_Line(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMouseTracking(True)
        self.list.setAccessibleName(tr("ui.field.offers"))
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 4, 4, 4)
        column.addWidget(self.list)

    def stand_under(self, field: QWidget, words: list[str]) -> None:
        """Show these below the field, above it where there is no room."""
        self.lines.setStringList(words)
        self.list.setFont(field.font())
        height = max(1, self.list.sizeHintForRow(0)) * len(words) + 10
        self.resize(max(field.width(), self.list.sizeHintForColumn(0) + 24), height)
        window = field.window()
        corner = field.mapTo(window, QPoint(0, field.height() + 2))
        if corner.y() + height > window.height():
            corner.setY(field.mapTo(window, QPoint(0, 0)).y() - height - 2)
        self.move(min(corner.x(), window.width() - self.width()), max(0, corner.y()))
        self.show()
        self.raise_()


class Completion(QObject):
    """Offers values for a field: Down and Up write one into it, a click too; Enter stays the field's own.

    While an input method is composing there is no list: its own stands there.
    """

    def __init__(self, field: QLineEdit, *, source: Callable[[str], list[str]]) -> None:
        super().__init__(field)
        self._field = field
        self._source = source
        self._is_composing = False
        self._is_writing = False
        self._typed = ""
        self._offers: list[str] = []
        self._shown: _OfferedValues | None = None
        field.textEdited.connect(self._typing)
        field.installEventFilter(self)

    @property
    def offers(self) -> list[str]:
        """What is offered now; nothing while there is no list."""
        return list(self._offers)

    def _typing(self, typed: str) -> None:
        if self._is_writing:
            return
        if self._is_composing or not typed.strip():
            self.close()
        else:
            self._offer(typed)

    def _offer(self, typed: str) -> None:
        self._typed, self._offers = typed, self._source(typed)
        if not self._offers:
            self.close()
            return
        if self._shown is None:
            self._shown = _OfferedValues(self._field.window())
            self._shown.list.clicked.connect(self._picked)
        self._shown.stand_under(self._field, [one_line(value, most=40) for value in self._offers])
        self._shown.list.setCurrentIndex(QModelIndex())

    def close(self) -> None:
        """Take the list away."""
        self._offers = []
        if self._shown is not None:
            self._shown.hide()
            self._shown.deleteLater()
            self._shown = None

    def _picked(self, index: QModelIndex) -> None:
        self._write(index.row())
        self.close()

    def _move(self, by: int) -> None:
        if self._shown is None:
            # Asked for without typing: everything there is.
            self._offer("")
            self._typed = self._field.text()
            if self._shown is None:
                return
        row = self._shown.list.currentIndex().row() + by
        if row < 0:
            self._shown.list.setCurrentIndex(QModelIndex())
            self._put(self._typed)
        elif row < len(self._offers):
            self._shown.list.setCurrentIndex(self._shown.lines.index(row))
            self._write(row)

    def _write(self, row: int) -> None:
        self._put(self._offers[row])

    def _put(self, words: str) -> None:
        self._field.setText(words)
        # The field is to know that a person wrote it; what is offered stays as it is.
        self._is_writing = True
        self._field.textEdited.emit(words)
        self._is_writing = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and Down are the list's; whatever ends typing ends the list."""
        kind = event.type()
        if kind == QEvent.Type.InputMethod and isinstance(event, QInputMethodEvent):
            self._is_composing = bool(event.preeditString())
            if self._is_composing:
                self.close()
        elif kind in (QEvent.Type.FocusOut, QEvent.Type.Hide):
            self._is_composing = False
            self.close()
        elif kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        return False

    def _key(self, event: QKeyEvent) -> bool:
        if event.key() in _KEYS_THAT_CLOSE:
            self.close()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up) and not self._is_composing:
            is_plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if is_plain and (self._shown is not None or event.key() == Qt.Key.Key_Down):
                self._move(1 if event.key() == Qt.Key.Key_Down else -1)
                return True
        return False
