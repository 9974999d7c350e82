"""Owns where keys are changed: every action with its keys, a new one given by pressing it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.i18n import tr
from annotator.ui import keymap
from annotator.ui.action_row import ActionRow, Keys
from annotator.ui.key_list import KEYS, KeyList
from annotator.ui.models.wording import key_words, one_line
from annotator.ui.pieces import plain, small
from annotator.ui.theme import Theme

_MODIFIERS = (Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr)


def keys_pressed(event: QKeyEvent) -> str:
    """Return the key of an event as the table of actions writes it, "" for a modifier alone."""
    if event.key() in _MODIFIERS or event.key() in (0, Qt.Key.Key_unknown):
        return ""
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if event.text() and not event.text().isalnum() and event.text().isprintable():
        # "?" is a key of its own, whatever had to be held for it.
        modifiers &= ~Qt.KeyboardModifier.ShiftModifier
    return QKeySequence(QKeyCombination(modifiers, Qt.Key(event.key()))).toString()


class KeyCatch(QLineEdit):
    """Shows the next key pressed in it; it types nothing."""

    caught = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setPlaceholderText(tr("ui.settings.keys.press"))
        self.setAccessibleName(tr("ui.settings.keys.press"))
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setProperty("role", "catch")
        # Every key is caught here, also those of the window.
        self.setProperty("takes", "all")

    def event(self, event: QEvent) -> bool:
        """Take keys before they are anybody's shortcut; Tab and Escape lead out as everywhere."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Escape):
                return super().event(event)
            keys = keys_pressed(event)
            if keys:
                self.setText(key_words(keys))
                self.caught.emit(keys)
            return True
        return super().event(event)


class KeyTable(QWidget):
    """The list of actions, and what can be done with the keys of the chosen one."""

    changed = Signal(object)
    """The choices, action id -> keys."""

    def __init__(
        self, rows_of: Callable[[Keys], Sequence[ActionRow]], chosen: Keys, theme: Theme, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._rows_of = rows_of
        self._chosen: Keys = dict(chosen)
        self._rows: Sequence[ActionRow] = rows_of(self._chosen)
        self._caught = ""
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(tr("ui.settings.keys.filter"))
        self.filter.setAccessibleName(tr("ui.settings.keys.filter"))
        self.filter.setClearButtonEnabled(True)
        self.list = KeyList(theme)
        self.about = plain("")
        self.catch = KeyCatch()
        self.told = small("", theme=theme, role="accent")
        self.told.setWordWrap(True)
        self.give = QPushButton(tr("ui.settings.keys.give"))
        self.take = QPushButton()
        self.reset = QPushButton(tr("ui.settings.keys.reset"))
        self.reset_all = QPushButton(tr("ui.settings.keys.reset_all"))
        self._build()
        self.filter.textChanged.connect(self._fill)
        self.list.currentItemChanged.connect(self._show)
        self.catch.caught.connect(self._catch)
        self.give.clicked.connect(self._give)
        self.take.clicked.connect(self._take)
        self.reset.clicked.connect(lambda: self._choose(keymap.as_usual(self._chosen, action=self.action())))
        self.reset_all.clicked.connect(lambda: self._choose({}))
        self.list.installEventFilter(self)
        self._fill()

    def _build(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.catch, 1)
        line.addWidget(self.give)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addStretch(1)
        buttons = (self.give, self.take, self.reset, self.reset_all)
        widest = 0
        for is_first in (True, False):
            self._name_take(is_first=is_first)
            widest = max(widest, *(button.sizeHint().width() for button in buttons))
        for button in buttons:
            button.setAutoDefault(False)
            button.setFixedWidth(widest)
            # The field beside them is as high.
            button.setMinimumHeight(self.catch.sizeHint().height())
        for button in buttons[1:]:
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.filter)
        column.addWidget(self.list, 1)
        column.addWidget(self.about)
        column.addLayout(line)
        column.addWidget(self.told)
        column.addLayout(foot)

    def _name_take(self, *, is_first: bool) -> None:
        """A command with several keys loses the first of them."""
        self.take.setText(tr("ui.settings.keys.take_first" if is_first else "ui.settings.keys.take"))

    def action(self) -> str:
        """The id of the chosen action, "" when none is."""
        line = self.list.currentItem()
        return str(line.data(0, Qt.ItemDataRole.UserRole)) if line else ""

    def choose(self, action: str) -> None:
        """Make an action the chosen one."""
        for n in range(self.list.topLevelItemCount()):
            line = self.list.topLevelItem(n)
            if line is not None and line.data(0, Qt.ItemDataRole.UserRole) == action:
                self.list.setCurrentItem(line)

    def _fill(self) -> None:
        wanted, chosen = self.filter.text().strip().casefold(), self.action()
        self.list.clear()
        for row in self._rows:
            words = one_line(row.title)
            keys = list({key_words(one): one for one in row.keys})
            told = ", ".join(keys) or tr("ui.settings.keys.none")
            if wanted in f"{words} {told}".casefold():
                line = QTreeWidgetItem([words, told])
                line.setData(1, KEYS, keys)
                line.setData(0, Qt.ItemDataRole.UserRole, row.id)
                self.list.addTopLevelItem(line)
        self.choose(chosen)
        first = self.list.topLevelItem(0)
        if not self.action() and first is not None:
            self.list.setCurrentItem(first)
        self._show()

    def _row(self) -> ActionRow | None:
        return next((row for row in self._rows if row.id == self.action()), None)

    def _show(self) -> None:
        row = self._row()
        self._caught = ""
        self.catch.clear()
        self.about.setText(one_line(row.title) if row else "")
        self.give.setEnabled(False)
        self._name_take(is_first=row is not None and len({key_words(one) for one in row.keys}) > 1)
        self.take.setEnabled(row is not None and bool(row.keys) and keymap.is_free(row.keys[0]))
        self.reset.setEnabled(self.action() in self._chosen)
        self.reset_all.setEnabled(bool(self._chosen))

    def _catch(self, keys: str) -> None:
        self._caught = keys
        row = self._row()
        other = keymap.holder(self._rows, keys, beside=row)
        is_free = keymap.is_free(keys)
        self.give.setEnabled(row is not None and is_free and other is not row)
        if not is_free:
            self.told.setText(tr("ui.settings.keys.fixed", keys=key_words(keys)))
        elif other is row:
            self.told.setText(tr("ui.settings.keys.own"))
        elif other is not None:
            self.told.setText(tr("ui.settings.keys.used", keys=key_words(keys), action=one_line(other.title)))
        else:
            self.told.setText(tr("ui.settings.keys.free", keys=key_words(keys)))

    def _give(self) -> None:
        row = self._row()
        if row is not None and self._caught:
            self._choose(keymap.given(self._rows, self._chosen, action=row.id, keys=self._caught))

    def _take(self) -> None:
        row = self._row()
        if row is not None and row.keys:
            self._choose(keymap.taken_away(self._rows, self._chosen, action=row.id, keys=row.keys[0]))

    def _choose(self, chosen: dict[str, tuple[str, ...]]) -> None:
        self._chosen = chosen
        self._rows = self._rows_of(chosen)
        self.told.setText("")
        self._fill()
        self.changed.emit(chosen)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter on an action goes on to press its new key."""
        enters = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in enters:
            self.catch.setFocus()
            return True
        return super().eventFilter(watched, event)
