"""Owns the editors of single features: one field for each type a tagset may ask for."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from annotator.i18n import tr
from annotator.model.canonical import Json
from annotator.model.tagsets import FeatureSpec
from annotator.ui.choosing import ChipsField, ChoiceField
from annotator.ui.models.typed import (
    decimal_of,
    folded,
    iso_date,
    plain_decimal,
    plain_integer,
    whole_number,
)
from annotator.ui.models.wording import feature_words, grouped, named, one_line
from annotator.ui.shortened import ShortenedLine

_SEPARATORS = re.compile(r"[、;；]\s*")


class WordsField(ShortenedLine):
    """A line to type in.  ``value`` is the typed text when it does not fit the type: ``trouble`` says
    how to write it then."""

    changed = Signal()

    def __init__(self, spec: FeatureSpec, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.spec = spec
        self.setAccessibleName(named(spec.names, spec.id))
        self.setMinimumWidth(40)
        self.textEdited.connect(self.changed)

    def value(self) -> Json:
        """What is typed, None when nothing is."""
        words = self.text().strip()
        if not words:
            return None
        if self.spec.type == "decimal":
            found = decimal_of(words)
            # Two parts of a ratio, or a date, have features of their own.
            return found if found is not None or whole_number(words) else words
        if self.spec.type == "choices":
            return [self._option(one) for one in _SEPARATORS.split(words) if one]
        return words

    def _option(self, words: str) -> str:
        for option, names in self.spec.options.items():
            if words in (option, *names.values()):
                return option
        return words

    def set_value(self, value: Json) -> None:
        """Show a value."""
        words = feature_words(self.spec, value)
        self.set_words(grouped(words) if self.spec.type == "decimal" else words)

    def words(self) -> str:
        """What stands in it, to the letter."""
        return self.text()

    def set_words(self, words: str) -> None:
        """Let these stand in it."""
        self.setText(words)
        self.setCursorPosition(0)

    def trouble(self) -> str:
        """Why what is typed does not fit, and how to write it; "" when it fits."""
        words = self.text().strip()
        if self.spec.type == "decimal" and words and plain_decimal(words) is None and not whole_number(words):
            return tr("ui.inspector.unread")
        return ""

    def told(self) -> str:
        """What it understands, where that is not what stands in it."""
        return ""


class IntegerField(WordsField):
    """A whole number: full-width digits turn into plain ones, Up and Down step by one."""

    def __init__(self, spec: FeatureSpec, parent: QWidget | None = None) -> None:
        super().__init__(spec, parent)
        self.textEdited.connect(self._fold)

    def _fold(self, words: str) -> None:
        plain = folded(words)
        if plain != words:
            at = self.cursorPosition()
            self.setText(plain)
            self.setCursorPosition(at)

    def value(self) -> Json:
        """The number; what is typed when it is none."""
        words = self.text().strip()
        number = plain_integer(words)
        return words or None if number is None else number

    def trouble(self) -> str:
        """That it takes digits only."""
        return tr("ui.field.integer") if isinstance(self.value(), str) else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step, or type."""
        steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
        if event.modifiers() == Qt.KeyboardModifier.AltModifier:
            # Alt with a digit leads to another field or page.
            event.ignore()
            return
        if event.key() not in steps or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
            return
        value = self.value()
        if not isinstance(value, str):
            self.setText(str((value or 0) + steps[Qt.Key(event.key())]))
            self.textEdited.emit(self.text())


class DateField(WordsField):
    """A day, month or year, written in any of the usual ways; it is kept as ISO writes it."""

    def __init__(self, spec: FeatureSpec, parent: QWidget | None = None) -> None:
        super().__init__(spec, parent)
        self._is_typed = False
        self.textEdited.connect(self._mind_typing)

    def _mind_typing(self) -> None:
        self._is_typed = True

    def set_words(self, words: str) -> None:
        """Let these stand in it, which nobody typed."""
        super().set_words(words)
        self._is_typed = False

    def value(self) -> Json:
        """The ISO date; what is typed when it is none."""
        words = self.text().strip()
        return iso_date(words) or words or None

    def trouble(self) -> str:
        """How to write a date."""
        words = self.text().strip()
        return tr("ui.field.date") if words and iso_date(words) is None else ""

    def told(self) -> str:
        """The ISO date, when it is written otherwise."""
        words = self.text().strip()
        iso = iso_date(words)
        return f"→ {one_line(iso)}" if iso and iso != words else ""

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Once written it shows as it is kept; a record that nobody touched stays to the letter."""
        iso = iso_date(self.text()) if self._is_typed else None
        if iso and iso != self.text():
            self.setText(iso)
            self.changed.emit()
        super().focusOutEvent(event)


Field = WordsField | ChoiceField | ChipsField


def field_for(spec: FeatureSpec, parent: QWidget | None = None) -> Field:
    """Return the editor for a feature's type."""
    if spec.type in ("choice", "boolean"):
        return ChoiceField(spec, parent)
    if spec.type == "choices" and spec.options:
        return ChipsField(spec, parent)
    kinds: dict[str, type[WordsField]] = {"integer": IntegerField, "date": DateField}
    return kinds.get(spec.type, WordsField)(spec, parent)
