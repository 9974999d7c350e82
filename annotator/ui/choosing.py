"""Owns the fields in which one chooses: one option of several, yes or no, several options."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QRectF, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
)
from PySide6.QtWidgets import QAbstractButton, QApplication, QSizePolicy, QWidget

from annotator.i18n import tr
from annotator.model.canonical import Json
from annotator.model.tagsets import FeatureSpec
from annotator.ui.choice import Choice
from annotator.ui.models.typed import begins
from annotator.ui.models.wording import named, no_mnemonic, one_line
from annotator.ui.pieces import Flow
from annotator.ui.row_stops import WHOLE

_EMPTYING = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
_NOT_TYPED = ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)


class ChoiceField(Choice):
    """A choice among the tagset's options, or none; yes, no or blank.

    A digit picks the option of that number, letters the one that begins so (in either language, by its
    id, or by the sounds of its characters), Del none.
    """

    changed = Signal()

    def __init__(self, spec: FeatureSpec, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.spec = spec
        self._typed = ""
        self._since = QElapsedTimer()
        self._aliases: list[tuple[str, ...]] = []
        self.setAccessibleName(named(spec.names, spec.id))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(40)
        self.addItem("", None)
        if spec.type == "boolean":
            self._add(tr("ui.value.yes"), True, ("yes", "true", "是"))
            self._add(tr("ui.value.no"), False, ("no", "false", "否"))
        for option, names in spec.options.items():
            self._add(named(names, option), option, (option, *names.values()))
        self.activated.connect(lambda _: self.changed.emit())

    def _add(self, words: str, value: Json, aliases: tuple[str, ...]) -> None:
        self.addItem(one_line(words), value)
        self._aliases.append((words, *aliases))

    def value(self) -> Json:
        """What is chosen, None for nothing."""
        return self.currentData()

    def set_value(self, value: Json) -> None:
        """Show a value; one that is no option (any more) shows as nothing."""
        with QSignalBlocker(self):
            self.setCurrentIndex(max(0, self.findData(value)))
        self.tell_whole()

    def words(self) -> str:
        """What stands in it."""
        return self.currentText()

    def set_words(self, words: str) -> None:
        """Choose the option of these words."""
        self.setCurrentIndex(max(0, self.findText(words)))

    def trouble(self) -> str:
        """Options always fit."""
        return ""

    def told(self) -> str:
        """What is chosen says all."""
        return ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit, letters, Del; Qt's own keys for the others."""
        letter = event.text()
        if event.modifiers() & _NOT_TYPED:
            super().keyPressEvent(event)
        elif event.key() in _EMPTYING or letter == "0":
            self._pick(0)
        elif letter.isdecimal() and letter.isascii():
            if int(letter) < self.count():
                self._pick(int(letter))
        elif letter.isalpha():
            self._spell(letter)
        else:
            super().keyPressEvent(event)

    def _pick(self, row: int) -> None:
        if row != self.currentIndex():
            self.setCurrentIndex(row)
            self.changed.emit()

    def _spell(self, letter: str) -> None:
        is_going_on = self._since.isValid() and self._since.elapsed() < QApplication.keyboardInputInterval()
        self._since.start()
        self._typed = self._typed + letter if is_going_on else letter
        rows = self._rows_of(self._typed)
        if not rows and len(set(self._typed)) == 1:
            # The same letter again: the next one that begins with it.
            rows = self._rows_of(letter)
            later = [row for row in rows if row > self.currentIndex()]
            rows = later or rows
        if not rows:
            self._typed = letter
            rows = self._rows_of(letter)
        if rows:
            self._pick(rows[0])

    def _rows_of(self, typed: str) -> list[int]:
        return [
            row
            for row, aliases in enumerate(self._aliases, start=1)
            if any(begins(alias, typed) for alias in aliases)
        ]


class _Chip(QAbstractButton):
    """One option that is on or off; a check sign says which."""

    def __init__(self, words: str, number: int) -> None:
        super().__init__()
        self.words = one_line(words, most=24)
        self.is_reached = False
        self.setText(no_mnemonic(self.words))
        self.setAccessibleName(self.words)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        if number <= 9:
            self.setToolTip(str(number))

    def sizeHint(self) -> QSize:
        """The words, and always room for the sign: nothing moves when it comes."""
        metrics = QFontMetrics(self.font())
        return QSize(metrics.horizontalAdvance("✓ " + self.words) + 16, metrics.height() + 8)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A hairline, a tint and a sign where it is on, vermilion where the keyboard is."""
        palette, painter = self.palette(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_on = self.isChecked()
        role = QPalette.ColorRole
        edge = role.Accent if self.is_reached else (role.PlaceholderText if is_on else role.Mid)
        painter.setPen(QPen(QColor(palette.color(edge)), 1))
        ground = role.Midlight if self.underMouse() else (role.Highlight if is_on else role.Base)
        painter.setBrush(palette.color(ground))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setPen(palette.color(role.Text if is_on else role.PlaceholderText))
        sign = QFontMetrics(self.font()).horizontalAdvance("✓ ")
        line = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        if is_on:
            painter.drawText(self.rect().adjusted(8, 0, 0, 0), line, "✓")
            painter.drawText(self.rect().adjusted(8 + sign, 0, 0, 0), line, self.words)
        else:
            painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), self.words)
        painter.end()


class ChipsField(QWidget):
    """Several of the tagset's options: Left and Right reach one, Space turns it on or off, a digit the
    one of that number, Del all off."""

    changed = Signal()

    def __init__(self, spec: FeatureSpec, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.spec = spec
        self.chips: dict[str, _Chip] = {}
        self._at = 0
        self._about = ""
        self._on: list[str] = []
        self.setProperty(WHOLE, True)
        # Digits and letters are the field's: no labels while it has the keyboard.
        self.setProperty("takes", "all")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(named(spec.names, spec.id))
        flow = Flow(self, gap=4)
        for number, (option, names) in enumerate(spec.options.items(), start=1):
            chip = _Chip(named(names, option), number)
            chip.clicked.connect(self._clicked)
            self.chips[option] = chip
            flow.addWidget(chip)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._tell()

    def hasHeightForWidth(self) -> bool:
        """The row of chips wraps."""
        return True

    def value(self) -> Json:
        """The options that are on, first those recorded, in their order; None for none.  Those that the
        tagset no longer has stay."""
        on = [one for one in self._on if one not in self.chips or self.chips[one].isChecked()]
        on += [option for option, chip in self.chips.items() if chip.isChecked() and option not in on]
        return on or None

    def set_value(self, value: Json) -> None:
        """Show a value."""
        self._on = list(value or ())
        for option, chip in self.chips.items():
            chip.setChecked(option in self._on)
        self._tell()

    def words(self) -> str:
        """The options that are on."""
        return "、".join(self.value() or ())

    def set_words(self, words: str) -> None:
        """Turn these on."""
        self.set_value(words.split("、") if words else None)

    def trouble(self) -> str:
        """Options always fit."""
        return ""

    def told(self) -> str:
        """The chips say all."""
        return ""

    def _clicked(self) -> None:
        chips = list(self.chips.values())
        self._at = chips.index(self.sender())  # type: ignore[arg-type]
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._tell()
        self.changed.emit()

    def _turn(self, number: int) -> None:
        chips = list(self.chips.values())
        if number < len(chips):
            self._at = number
            chips[number].toggle()
            self._tell()
            self.changed.emit()

    def describe(self, words: str) -> None:
        """Say something of the whole field, beside which chip the keyboard is on."""
        self._about = words
        self._tell()

    def _tell(self) -> None:
        """Show where the keyboard is, and say it to whoever listens."""
        for number, chip in enumerate(self.chips.values()):
            chip.is_reached = self.hasFocus() and number == self._at
            chip.update()
        if not self.chips:
            return
        chip = list(self.chips.values())[self._at]
        state = tr("ui.field.on") if chip.isChecked() else tr("ui.field.off")
        self.setAccessibleDescription(f"{chip.words} {state} {self._about}".strip())
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Reach, turn on or off, turn all off."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        number = event.key() - Qt.Key.Key_1
        if event.modifiers() & _NOT_TYPED:
            super().keyPressEvent(event)
        elif event.key() in steps:
            self._at = min(max(0, self._at + steps[Qt.Key(event.key())]), len(self.chips) - 1)
            self._tell()
        elif event.key() == Qt.Key.Key_Space:
            self._turn(self._at)
        elif 0 <= number < 9:
            self._turn(number)
        elif event.key() in _EMPTYING:
            self.set_value(None)
            self.changed.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The chip that keys act on is outlined."""
        super().focusInEvent(event)
        self._tell()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """No chip is."""
        super().focusOutEvent(event)
        self._tell()
