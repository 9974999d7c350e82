"""Owns writing into the cells of the grid: the field of each, what it understands, recording it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFrame,
    QLabel,
    QLineEdit,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from annotator.i18n import tr
from annotator.ui.choosing import ChoiceField
from annotator.ui.completion import Completion
from annotator.ui.grid.cell import Cells, Index
from annotator.ui.grid.columns import FEATURES, Column, spec_of
from annotator.ui.grid.lines import Key
from annotator.ui.grid.model import GridModel, column_words
from annotator.ui.grid.offers import Offers
from annotator.ui.grid.writing import Written, at_first, read
from annotator.ui.models import answering
from annotator.ui.models.desk import Desk
from annotator.ui.models.spots import Spot
from annotator.ui.models.wording import one_line
from annotator.ui.pieces import small
from annotator.ui.theme import chrome_font

_PLAIN = Qt.KeyboardModifier.KeypadModifier
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_NOT_LEFT = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)


class _Told(QFrame):
    """What the words in a cell are read as, or why they cannot be, under the cell."""

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setProperty("role", "card")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.label: QLabel = small("", theme=desk.theme, role="dim")
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 3, 8, 3)
        column.addWidget(self.label)
        self.hide()

    def say(self, words: str, *, role: str, under: QWidget) -> None:
        """Say one sentence under a widget, above it where there is no room; "" says nothing."""
        self.label.setText(words)
        self.setVisible(bool(words))
        if not words:
            return
        if self.label.property("role") != role:
            self.label.setProperty("role", role)
            self.label.style().unpolish(self.label)
            self.label.style().polish(self.label)
        self.adjustSize()
        around = self.parentWidget()
        assert around is not None
        corner = under.mapTo(around, QPoint(0, under.height() + 2))
        if corner.y() + self.height() > around.height():
            corner.setY(under.mapTo(around, QPoint(0, 0)).y() - self.height() - 2)
        self.move(max(0, min(corner.x(), around.width() - self.width())), max(0, corner.y()))
        self.raise_()


class EditingCells(Cells):
    """Draws the cells and lets a person write in them.  It is one of the cards of ``begun``.

    Enter records and tells, Tab records and goes on, Escape gives up.  Whoever goes elsewhere records,
    too; what cannot be read stays in its cell, and is there when one comes back.
    """

    entered = Signal(bool)
    """Enter in a field, after what was written is recorded: whether anything was."""
    tabbed = Signal(int)
    """Tab (1) or Shift+Tab (-1) in a field, after what was written is recorded."""

    def __init__(
        self, desk: Desk, model: GridModel, parent: QTableView, *, ready: Callable[[], bool]
    ) -> None:
        super().__init__(desk, model, parent)
        self._ready = ready
        self._offers = Offers(desk)
        self._cells = desk.wishes.begun.kept.cells
        self._field: QWidget | None = None
        self._first = ""
        self._key: Key | None = None
        self._column = Column.VALUE
        self._is_closing = False
        self._told = _Told(parent, desk)
        desk.wishes.begun.take_card(self)

    @property
    def field(self) -> QWidget | None:
        """The field that is open, or None."""
        return self._field

    # Qt -------------------------------------------------------------------------------------------

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """The field for a cell; none where nothing can be written."""
        column, line = Column(index.column()), self._model.line(index.row())
        if not self._ready():
            return None  # type: ignore[return-value]
        spot: Spot | None = self._desk.spots.get(line.ref)
        spec = spec_of(self._desk, spot, column) if spot is not None else None
        if spot is None or spec is None:
            return None  # type: ignore[return-value]
        field: QWidget
        if spec.type == "choice":
            choice = ChoiceField(spec, parent)
            choice.set_value(spot.features.get(spec.id))
            choice.activated.connect(self._chosen)
            choice.changed.connect(self._tell)
            self._first = choice.currentText()
            field = choice
        else:
            edit = QLineEdit(parent)
            edit.setText(self._kept(line.key, column) or at_first(spot, column))
            edit.textChanged.connect(self._tell)
            self._first = at_first(spot, column)
            if column != Column.VALUE:
                Completion(edit, source=partial(self._offers.offers, spot, spec))
            field = edit
        field.setAccessibleName(column_words(column))
        field.setFont(chrome_font(self._desk.theme, pixels=self._desk.theme.sizes.small))
        self._field, self._key, self._column = field, line.key, column
        QTimer.singleShot(0, field, self._tell)
        return field

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """A field is filled once, when it is made: what is typed stays whatever happens meanwhile."""

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """What is written is recorded by the commands, whose notice changes the model."""

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """Over its cell, never too narrow to write in."""
        rect = option.rect  # type: ignore[attr-defined]
        height = max(editor.sizeHint().height(), rect.height() - 2)
        width = max(rect.width(), self._desk.theme.sizes.px(96))
        viewport = editor.parentWidget()
        most = viewport.width() - width if viewport is not None else rect.left()
        editor.setGeometry(
            max(0, min(rect.left(), most)), rect.top() + (rect.height() - height) // 2, width, height
        )

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        """The table takes a field away: what was begun in it is kept."""
        if editor is self._field:
            self._keep()
            self._forget()
        super().destroyEditor(editor, index)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter, Tab and Escape end writing; so does going elsewhere."""
        if watched is not self._field:
            return False
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key_pressed(event)
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_F4):
                event.accept()
                return True
        elif isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusOut:
            is_popup = QApplication.activePopupWidget() is not None
            if event.reason() not in _NOT_LEFT and not is_popup and not self._is_closing:
                self._leave()
        return False

    def _key_pressed(self, event: QKeyEvent) -> bool:
        key, held = event.key(), event.modifiers() & ~_PLAIN
        shift, alt = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier
        if key in _ENTER and not held:
            self._finish(lambda is_new: self.entered.emit(is_new))
        elif key == Qt.Key.Key_Tab and not held:
            self._finish(lambda _: self.tabbed.emit(1))
        elif key == Qt.Key.Key_Backtab or (key == Qt.Key.Key_Tab and held == shift):
            self._finish(lambda _: self.tabbed.emit(-1))
        elif key == Qt.Key.Key_Escape:
            self._drop()
        elif key == Qt.Key.Key_F4 or (key == Qt.Key.Key_Down and held == alt):
            self.open_choices()
        else:
            return False
        return True

    # Writing --------------------------------------------------------------------------------------

    def open_choices(self) -> None:
        """Show all there is to choose from in the field that is open."""
        if isinstance(self._field, QComboBox):
            self._field.showPopup()
        elif self._field is not None:
            QApplication.sendEvent(
                self._field,
                QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Down, Qt.KeyboardModifier.NoModifier),
            )

    def _spot(self) -> Spot | None:
        desk = self._desk
        if self._key is None or desk.document is None or desk.document.id != self._key[0]:
            return None
        return desk.spots.get(self._key[1])

    def _said(self) -> str:
        if isinstance(self._field, ChoiceField):
            return self._field.currentText()
        return self._field.text() if isinstance(self._field, QLineEdit) else ""

    def _read(self, spot: Spot) -> Written:
        if isinstance(self._field, ChoiceField):
            feature, value = FEATURES[self._column], self._field.value()
            return Written(changes={} if spot.features.get(feature) == value else {feature: value})
        return read(self._desk, spot, self._column, self._said())

    def _tell(self) -> None:
        spot = self._spot()
        if self._field is None or spot is None or not self.is_begun():
            self._told.hide()
            return
        written = self._read(spot)
        role = "amber" if written.trouble else "accent"
        self._told.say(written.trouble or written.told, role=role, under=self._field)

    def _record(self) -> tuple[bool, bool]:
        """Record what is written; return whether all is well, and whether anything was recorded."""
        spot = self._spot()
        if self._field is None or spot is None or not self.is_begun():
            return True, False
        written = self._read(spot)
        if written.trouble:
            self._desk.refused.emit(tr("ui.refused.unfit", words=one_line(self._said(), most=24)))
            return False, False
        if not written.changes:
            return True, False
        is_taken = answering.set_features(self._desk, spot.ref, written.changes)
        return is_taken, is_taken

    def _finish(self, then: Callable[[bool], None]) -> None:
        is_well, is_new = self._record()
        if is_well:
            self._close(is_kept=False)
            then(is_new)

    def _chosen(self) -> None:
        """An option of the list that fell down is an answer."""
        if self._field is not None:
            QTimer.singleShot(0, self._field, lambda: self._finish(lambda _: None))

    def _leave(self) -> None:
        """Somebody goes elsewhere: record what can be, keep what cannot."""
        is_well, _ = self._record()
        self._close(is_kept=not is_well)

    def _drop(self) -> None:
        self._close(is_kept=False)

    def _close(self, *, is_kept: bool) -> None:
        field = self._field
        if field is None or self._is_closing:
            return
        self._is_closing = True
        try:
            self._keep() if is_kept else self._unkeep()
            self._forget()
            self.closeEditor.emit(field, self.EndEditHint.NoHint)
        finally:
            self._is_closing = False

    def _forget(self) -> None:
        self._field = None
        self._told.hide()

    # What is begun --------------------------------------------------------------------------------

    def _kept(self, key: Key, column: Column) -> str:
        return self._cells.get(key, {}).get(column.name.lower(), "")

    def _keep(self) -> None:
        if self._field is None or self._key is None or not self.is_begun():
            return
        self._cells.setdefault(self._key, {})[self._column.name.lower()] = self._said()

    def _unkeep(self) -> None:
        kept = self._cells.get(self._key, {}) if self._key else {}
        kept.pop(self._column.name.lower(), None)
        if not kept and self._key is not None:
            self._cells.pop(self._key, None)

    def commit(self) -> bool:
        """Record what was begun in the field that is open; False when it cannot be read or was refused."""
        if self._field is None:
            return True
        is_well, _ = self._record()
        if is_well:
            self._first = self._said()
        return is_well

    def is_begun(self) -> bool:
        """Whether something is written in a field that is not recorded yet."""
        return self._field is not None and self._said() != self._first

    def give_up(self) -> Callable[[], None]:
        """Close the field; return how to bring back what was written."""
        key, column, words = self._key, self._column, self._said()
        self._drop()

        def bring_back() -> None:
            if key is not None:
                self._cells.setdefault(key, {})[column.name.lower()] = words

        return bring_back
