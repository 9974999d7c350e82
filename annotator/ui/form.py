"""Owns the rows of one label in the card of the current place: feature, machine, person."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from annotator.model.canonical import Json
from annotator.model.tagsets import UNTYPED, FeatureSpec, Label
from annotator.ui.completion import Completion
from annotator.ui.fields import Field, WordsField
from annotator.ui.form_row import NEVER_SAID, FormRow, said_of
from annotator.ui.models import answering
from annotator.ui.models.desk import Desk
from annotator.ui.models.spots import Ref, Spot
from annotator.ui.models.typed import plain_decimal
from annotator.ui.models.wording import number_words, one_line

_INSET = 10
"""How far words of a field stand from its edge."""
_DERIVED = ("unit_norm", "magnitude", "qualifier", "values", "period_source", "reason")
"""What follows from other features: shown on demand."""
_ALWAYS = ("value", "unit", "qualifier_norm", "kind")
"""What a person looks at in every number, even where the machine found nothing."""
NEVER_TYPED = ("frame_confidence", "frame_doubts")
"""What a machine thinks of its own answer: nobody types it."""
_PLAIN = Qt.KeyboardModifier.KeypadModifier

Offers = Callable[[FeatureSpec, str], list[str]]
"""What to offer for a feature, given what is typed."""


class Form(QWidget):
    """The rows of one label: name, machine, person.

    Enter commits, Esc gives up; Tab, Shift+Tab and F2 go up and down the person's column, Alt and a
    digit to the row of that number.
    """

    touched = Signal()
    entered = Signal()
    escaped = Signal()
    editing = Signal(bool)
    """Whether the keyboard has come into the rows or left them."""

    def __init__(self, label: Label, *, desk: Desk, offers: Offers | None = None) -> None:
        super().__init__()
        self.label = label
        self._desk = desk
        self._rows: dict[str, FormRow] = {}
        self._spot: Spot | None = None
        self._key: tuple[str, Ref] | None = None
        self._kept = desk.wishes.begun.kept.fields
        self._reread_rows: set[str] = set()
        self._is_locked = False
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 4, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        self._grid = grid
        typed = (spec for spec in label.features if spec.type not in UNTYPED and spec.id not in NEVER_TYPED)
        for n, spec in enumerate(typed):
            self._add_row(2 * n, spec, offers)
        self.fields: dict[str, Field] = {feature: row.field for feature, row in self._rows.items()}

    def _add_row(self, line: int, spec: FeatureSpec, offers: Offers | None) -> None:
        row = FormRow(spec, desk=self._desk, parent=self)
        row.add_to(self._grid, line=line)
        row.field.installEventFilter(self)
        row.touched.connect(self._note)
        self._rows[spec.id] = row
        if spec.type == "text" and offers is not None:
            assert isinstance(row.field, WordsField)
            Completion(row.field, source=partial(offers, spec))

    @property
    def reading(self) -> QLabel:
        """What the words typed as a value were read as."""
        return self._rows["value"].sentence

    # Showing --------------------------------------------------------------------------------------

    def show_spot(self, spot: Spot, *, is_whole: bool) -> None:
        """Fill the rows with a place; those that say nothing stay hidden unless the whole is asked.

        What was typed there and could not be recorded stands in its field again.
        """
        self.keep()
        self._spot = spot
        document = self._desk.document.id if self._desk.document else ""
        self._key = (document, spot.ref)
        self._reread_rows.clear()
        kept = self._kept.get(self._key, {})
        said = spot.machine.features if spot.machine else {}
        for feature, row in self._rows.items():
            row.fill(
                given=spot.features.get(feature),
                said=said.get(feature),
                has_machine=spot.machine is not None,
                is_unanswered=self._is_locked and spot.is_open,
            )
            is_value = feature == "value" and spot.is_number
            row.is_needed = is_value and said_of(row.given) is not None
            row.show(is_whole or feature in kept or self._matters(row.spec, spot, said))
            if feature in kept:
                row.restore(kept[feature])
        self._grid.setColumnStretch(1, 1 if spot.machine is not None else 0)
        self._number_rows()

    def columns(self) -> tuple[int, ...]:
        """Where the machine's column begins and where the person's does, in pixels; what a person made alone
        has no machine to compare with, and no columns."""
        if self._spot is None or self._spot.machine is None:
            return ()
        self._grid.activate()
        row = next((row for row in self._shown_rows() if not row.machine.isHidden()), None)
        # Over the edge of the fields; where these have no frame, over their words.
        aside = _INSET if self._is_locked else 0
        both = (row.machine, row.field) if row is not None else ()
        return tuple(part.x() + aside for part in both if not part.isHidden())

    def lock(self, is_locked: bool) -> None:
        """Let all rows be read only, or not."""
        if is_locked != self._is_locked:
            self._is_locked = is_locked
            for row in self._rows.values():
                row.lock(is_locked)

    def keep(self) -> None:
        """What does not fit is not sent, and what was sent may be refused; it is not lost either."""
        if self._key is None:
            return
        begun = self.begun()
        if begun:
            self._kept[self._key] = begun
        else:
            self._kept.pop(self._key, None)

    def leave(self) -> None:
        """Be about no place any more: another form is."""
        self.keep()
        for row in self._rows.values():
            row.release()
        self._spot = self._key = None

    def _matters(self, spec: FeatureSpec, spot: Spot, said: Mapping[str, Json]) -> bool:
        if spec.id == "reason":
            return spec.id in spot.features or spot.state in ("corrected", "rejected")
        if spec.id in _DERIVED:
            return False
        has_value = spec.id in spot.features or spec.id in said
        is_date = spot.features.get("kind") == "date"
        if spot.is_number:
            return has_value or (spec.id in _ALWAYS and not is_date)
        return has_value or len(self.label.features) <= 6

    def first_changed(self) -> Field | None:
        """The first field in sight in which a correction says otherwise than the machine; where none does,
        the one that says why."""
        if self._spot is None or self._spot.state != "corrected":
            return None
        shown = self._shown_rows()
        changed = [row.field for row in shown if row.is_changed()]
        why = (row.field for row in shown if row.spec.id in NEVER_SAID and said_of(row.given) is not None)
        return next(iter((*changed, *why)), None)

    def hidden_rows(self) -> int:
        """How many rows are not shown."""
        return sum(1 for row in self._rows.values() if row.is_hidden)

    def _shown_rows(self) -> list[FormRow]:
        return [row for row in self._rows.values() if not row.is_hidden]

    def _number_rows(self) -> None:
        is_editing = any(row.field.hasFocus() for row in self._rows.values())
        for n, row in enumerate(self._shown_rows(), start=1):
            row.number(n if is_editing and n <= 9 else 0)

    # Typing ---------------------------------------------------------------------------------------

    def _note(self, feature: str) -> None:
        if feature == "value":
            self._reread()
        else:
            self._reread_rows.discard(feature)
        self.touched.emit()

    def _reread(self) -> None:
        """A number typed as reports write it (约48万平方米) fills the rows it speaks of, while typing."""
        row = self._rows["value"]
        words = row.field.words().strip()
        for feature in self._reread_rows:
            self._rows[feature].release()
        self._reread_rows.clear()
        if self.label.feature("unit") is None or not words or plain_decimal(words) is not None:
            return
        found = answering.number_typed(words)
        if "value" not in found and "values" not in found and "iso" not in found:
            return
        unit = one_line(str(found.get("unit") or ""))
        row.say(f"→ {number_words(found)} {unit}".rstrip(), role="accent")
        for feature, value in found.items():
            if feature != "value" and feature in self._rows:
                self._rows[feature].set_value(value)
                self._reread_rows.add(feature)

    def changes(self) -> dict[str, Json]:
        """What the person has changed, fits, and is not committed yet; None takes a feature away."""
        if self._spot is None:
            return {}
        return {
            feature: row.value()
            for feature, row in self._rows.items()
            if row.is_begun() and not row.trouble()
        }

    def troubles(self) -> dict[str, str]:
        """What was typed and does not fit: the sentence for each such feature."""
        return {feature: row.trouble() for feature, row in self._rows.items() if row.trouble()}

    def is_begun(self) -> bool:
        """Whether something was typed that is not recorded yet."""
        return bool(self.begun())

    def begun(self) -> dict[str, str]:
        """The words of every field in which something was typed that is not recorded yet."""
        return {feature: row.field.words() for feature, row in self._rows.items() if row.is_begun()}

    def restore(self, begun: Mapping[str, str]) -> None:
        """Let these words stand in their fields again."""
        for feature, words in begun.items():
            self._rows[feature].restore(words)

    def take(self, changes: Mapping[str, Json]) -> None:
        """These are recorded: they are begun no more."""
        for feature in changes:
            self._rows[feature].is_touched = False

    def give_up(self) -> None:
        """Forget what was typed and is not recorded."""
        for row in self._rows.values():
            row.release()
        self._reread_rows.clear()
        self.keep()

    def take_machine(self) -> bool:
        """Put the machine's value of the row with the keyboard back; False when it is in none."""
        row = next((row for row in self._rows.values() if row.field.hasFocus()), None)
        if row is None or self._spot is None or self._spot.machine is None:
            return False
        row.take_machine()
        return True

    # Going up and down ----------------------------------------------------------------------------

    def first_field(self) -> Field | None:
        """The field that editing begins in: the first one in sight to type in that has a value."""
        shown = [row.field for row in self._shown_rows()]
        filled = [field for field in shown if field.value() is not None]
        typed = [field for field in filled if isinstance(field, WordsField)]
        return next(iter(typed or filled or shown), None)

    def next_field(self, *, by: int = 1, is_round: bool = True) -> Field | None:
        """The field below the one with the keyboard (``by`` -1: above); None when it is in none, or at the
        ends unless it goes round."""
        shown = [row.field for row in self._shown_rows()]
        here = next((n for n, field in enumerate(shown) if field.hasFocus()), None)
        if here is None or not (is_round or 0 <= here + by < len(shown)):
            return None
        return shown[(here + by) % len(shown)]

    def go_to(self, field: Field) -> None:
        """Put the keyboard into a field, its words selected."""
        field.setFocus(Qt.FocusReason.TabFocusReason)
        if isinstance(field, WordsField):
            field.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter commits, Escape gives up, Tab and Alt with a digit go to other rows."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key_pressed(event)
        if isinstance(event, QFocusEvent):
            self._focus_moved(event)
        return False

    def _focus_moved(self, event: QFocusEvent) -> None:
        if event.reason() in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            return
        is_in = event.type() == QEvent.Type.FocusIn
        for n, row in enumerate(self._shown_rows(), start=1):
            row.number(n if is_in and n <= 9 else 0)
        self.editing.emit(is_in)

    def _key_pressed(self, event: QKeyEvent) -> bool:
        key, modifiers = event.key(), event.modifiers()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not modifiers & ~_PLAIN:
            self.entered.emit()
        elif key == Qt.Key.Key_Escape:
            self.escaped.emit()
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab) and not modifiers & Qt.KeyboardModifier.AltModifier:
            field = self.next_field(by=-1 if key == Qt.Key.Key_Backtab else 1, is_round=False)
            if field is None:
                # Beyond the last field Tab goes on to the next part of the window, as everywhere.
                return False
            self.go_to(field)
        elif modifiers & ~_PLAIN == Qt.KeyboardModifier.AltModifier and 0 <= key - Qt.Key.Key_1 < 9:
            shown = self._shown_rows()
            if key - Qt.Key.Key_1 < len(shown):
                self.go_to(shown[key - Qt.Key.Key_1].field)
        else:
            return False
        return True
