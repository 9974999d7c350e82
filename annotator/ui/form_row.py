"""Owns one row of the card: a feature's name, what the machine says, what the person says, a sentence."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QLabel

from annotator.i18n import tr
from annotator.model.canonical import Json
from annotator.model.tagsets import FeatureSpec
from annotator.ui.caps import cap_size, draw_cap
from annotator.ui.choosing import ChipsField
from annotator.ui.fields import Field, WordsField, field_for
from annotator.ui.locking import lock, show_locked
from annotator.ui.models.desk import Desk
from annotator.ui.models.wording import feature_words, grouped, named, plain_tip
from annotator.ui.pieces import small
from annotator.ui.shortened import ShortenedLine
from annotator.ui.theme import chrome_font

NEVER_SAID = ("reason",)
"""What a machine cannot say of itself: its column is the person's."""


_NOTHING = "—"
"""What stands where the machine says nothing."""


def said_of(value: Json) -> Json:
    """Return what a value says: None for nothing, however it is written; no and 0 are answers."""
    return None if value is None or value == "" or value == [] else value


class _Name(QLabel):
    """A feature's name; behind it a vermilion dot where a person says otherwise than the machine, and
    the number of the row while one is editing."""

    def __init__(self, words: str, *, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.is_changed = False
        self.number = 0
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(words)
        self.setProperty("role", "dim")
        self.setFont(chrome_font(desk.theme, pixels=desk.theme.sizes.small))

    def sizeHint(self) -> QSize:
        """The words, and always room for the dot and a key: nothing moves when they come."""
        hint = super().sizeHint()
        theme = self._desk.theme
        key = max(cap_size("8", theme).width(), cap_size(self._key(), theme).width() if self.number else 0)
        return QSize(
            hint.width() + key + theme.sizes.px(7), max(hint.height(), cap_size("8", theme).height())
        )

    def _key(self) -> str:
        """The first row says which key goes with the digits."""
        return f"Alt {self.number}" if self.number == 1 else str(self.number)

    def minimumSizeHint(self) -> QSize:
        """Names are never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The words, then the dot or the number; both together, the dot sits on the number's corner."""
        super().paintEvent(event)
        if not (self.is_changed or self.number):
            return
        theme, painter = self._desk.theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        size = theme.sizes.px(6)
        left = QFontMetrics(self.font()).horizontalAdvance(self.text()) + theme.sizes.px(3)
        dot = QRectF(left, (self.height() - size) / 2, size, size)
        if self.number:
            cap = cap_size(self._key(), theme)
            place = QRectF(left + 1, (self.height() - cap.height()) / 2, cap.width(), cap.height())
            draw_cap(painter, place, self._key(), theme)
            dot.moveTopRight(place.topRight() + QPointF(size / 2, 0))
        if self.is_changed:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.accent))
            painter.drawEllipse(dot)
        painter.end()


class _Machine(ShortenedLine):
    """What the machine says; a click takes it."""

    wanted = Signal()

    def __init__(self, name: str) -> None:
        super().__init__(hint=tr("ui.field.take_machine"))
        self.setReadOnly(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMinimumWidth(32)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"{name} {tr('ui.inspector.machine')}")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Take it, unless a stretch of it was selected for copying."""
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and not self.hasSelectedText():
            self.wanted.emit()


class FormRow(QObject):
    """One feature in the card.  ``given`` is what is recorded, ``said`` what the machine says."""

    touched = Signal(str)
    """The feature whose value a person has changed."""

    def __init__(self, spec: FeatureSpec, *, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self.spec = spec
        self.given: Json = None
        self.said: Json = None
        self._shown: Json = None
        self.is_touched = False
        self.is_needed = False
        self._has_machine = False
        self._is_unanswered = False
        self._grid: QGridLayout | None = None
        self._line = 0
        name = named(spec.names, spec.id)
        self.name = _Name(name, desk=desk)
        self.machine = _Machine(name)
        if self.spec.id in NEVER_SAID:
            # In no layout, it must not be a window of its own.
            self.machine.setParent(self.name)
            self.machine.hide()
        self.machine.wanted.connect(self.take_machine)
        self.field: Field = field_for(spec)
        self.field.changed.connect(self._change)
        self.machine.is_name = spec.type == "text"
        if isinstance(self.field, ShortenedLine):
            self.field.is_name = self.machine.is_name
        self.sentence = small("", theme=desk.theme, role="amber")
        self.sentence.setWordWrap(True)
        self.sentence.hide()
        self.name.setBuddy(self.field)

    def add_to(self, grid: QGridLayout, *, line: int) -> None:
        """Put it into two lines of a grid: the row, and the sentence under its field."""
        self._grid, self._line = grid, line
        grid.addWidget(self.name, line, 0, Qt.AlignmentFlag.AlignVCenter)
        if self.spec.id in NEVER_SAID:
            grid.addWidget(self.field, line, 1, 1, 2)
        else:
            grid.addWidget(self.machine, line, 1)
            grid.addWidget(self.field, line, 2)
        grid.addWidget(self.sentence, line + 1, 1, 1, 2)

    def fill(self, *, given: Json, said: Json, has_machine: bool, is_unanswered: bool = False) -> None:
        """Show a place's values, as they are recorded.

        ``is_unanswered``: nobody has said anything and nobody can just now; the machine has the person's
        column too.
        """
        self.given, self.said = given, said
        self._has_machine = has_machine and self.spec.id not in NEVER_SAID
        self.is_touched = False
        words = feature_words(self.spec, said)
        self.machine.setText((grouped(words) if self.spec.type == "decimal" else words) or _NOTHING)
        self.machine.setCursorPosition(0)
        self._spread(is_unanswered and self._has_machine)
        self._shown = None if is_unanswered else given
        self.field.set_value(self._shown)
        self.say("")
        self._tell()

    def _spread(self, is_unanswered: bool) -> None:
        if is_unanswered != self._is_unanswered and self._grid is not None:
            self._is_unanswered = is_unanswered
            self._grid.addWidget(self.machine, self._line, 1, 1, 2 if is_unanswered else 1)

    def show(self, is_shown: bool) -> None:
        """Show the row or hide it; the machine's column only where there is a machine."""
        self.name.setVisible(is_shown)
        self.field.setVisible(is_shown and not self._is_unanswered)
        self.machine.setVisible(is_shown and self._has_machine)
        if not is_shown:
            self.sentence.hide()

    @property
    def is_hidden(self) -> bool:
        """Whether the row is out of sight."""
        return self.name.isHidden()

    def lock(self, is_locked: bool) -> None:
        """Let it be read only, as in a report that is finished, or not."""
        lock(self.field, is_locked)
        show_locked(self.machine, is_locked)
        self.machine.setEnabled(not is_locked)

    def value(self) -> Json:
        """What the person says now; the record to the letter while nothing was typed."""
        return self.field.value() if self.is_touched else self.given

    def trouble(self) -> str:
        """Why what was typed does not fit; "" when it fits, or nothing was typed."""
        if self.is_touched and self.is_needed and not self.field.words().strip():
            return tr("ui.field.value_needed")
        return self.field.trouble() if self.is_touched else ""

    def is_changed(self) -> bool:
        """Whether the person says otherwise than the machine."""
        return self._has_machine and said_of(self.value()) != said_of(self.said)

    def set_value(self, value: Json) -> None:
        """Let the person say this, as if typed."""
        self.field.set_value(value)
        self.is_touched = True
        self.say(self.trouble())
        self._tell()

    def restore(self, words: str) -> None:
        """Let these words stand in the field again, which did not fit and were kept."""
        self.field.set_words(words)
        self.is_touched = True
        self.say(self.trouble())
        self._tell()

    def is_begun(self) -> bool:
        """Whether something was typed that is not recorded yet, fit or not."""
        if not self.is_touched:
            return False
        return bool(self.trouble()) or said_of(self.value()) != said_of(self.given)

    def release(self) -> None:
        """Show again what is recorded."""
        self.field.set_value(self._shown)
        self.is_touched = False
        self.say("")
        self._tell()

    def take_machine(self) -> None:
        """Put the machine's value back."""
        if not self._has_machine:
            return
        self.set_value(self.said)
        self.touched.emit(self.spec.id)
        if isinstance(self.field, WordsField) and self.field.hasFocus():
            self.field.selectAll()

    def say(self, words: str, *, role: str = "amber") -> None:
        """Say one sentence under the field; "" says nothing."""
        if self.sentence.property("role") != role:
            self.sentence.setProperty("role", role)
            self.sentence.style().unpolish(self.sentence)
            self.sentence.style().polish(self.sentence)
        self.sentence.setText(words)
        self.sentence.setVisible(bool(words) and not self.is_hidden)

    def number(self, number: int) -> None:
        """Show the row's number beside its name; 0 shows none."""
        self.name.number = number
        self.name.updateGeometry()
        self.name.setToolTip(plain_tip(tr("ui.field.number", n=number)) if number else "")
        self.name.update()

    def _change(self) -> None:
        self.is_touched = True
        self.say(self.trouble() or self.field.told())
        self._tell()
        self.touched.emit(self.spec.id)

    def _tell(self) -> None:
        """The dot, and the same in words; what is wrong comes first."""
        self.name.is_changed = self.is_changed()
        self.name.update()
        if isinstance(self.field, ChipsField):
            # Chips say where the keyboard is among them.
            self.field.describe(self._told_of_change())
            return
        told = (self.trouble(), self._told_of_change())
        self.field.setAccessibleDescription(" ".join(one for one in told if one))

    def _told_of_change(self) -> str:
        if not self.name.is_changed:
            return ""
        words = feature_words(self.spec, self.said) or tr("ui.field.nothing")
        return tr("ui.field.changed", machine=words)
