"""Owns the editors of single features: one field for each type a tagset may ask for."""

from __future__ import annotations

import re

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QSizePolicy, QWidget

from annotator.i18n import tr
from annotator.model.canonical import Json
from annotator.model.tagsets import FeatureSpec
from annotator.ui.models.wording import feature_words, grouped, named

_DECIMAL = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
_FOLDED = str.maketrans("０１２３４５６７８９．－−", "0123456789.--")
_BLANKS = re.compile(r"[\s,，]")


def plain_decimal(words: str) -> str | None:
    """Return typed words as a plain decimal, their grouping and widths folded; None if they are none."""
    folded = _BLANKS.sub("", words.translate(_FOLDED))
    return folded if _DECIMAL.fullmatch(folded) else None


class WordsField(QLineEdit):
    """A line to type in.  ``value`` is the typed text when it does not fit the type: the command
    refuses it with a sentence."""

    changed = Signal()

    def __init__(self, spec: FeatureSpec, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._spec = spec
        self.setAccessibleName(named(spec.names, spec.id))
        self.setMinimumWidth(40)
        self.textEdited.connect(self.changed)

    def value(self) -> Json:
        """What is typed, None when nothing is."""
        words = self.text().strip()
        if not words:
            return None
        if self._spec.type == "decimal":
            return plain_decimal(words) or words
        if self._spec.type == "integer":
            return int(words) if words.lstrip("-").isdecimal() else words
        if self._spec.type == "choices":
            return [self._option(one) for one in re.split(r"[、;；]\s*", words) if one]
        return words

    def _option(self, words: str) -> str:
        for option, names in self._spec.options.items():
            if words in (option, *names.values()):
                return option
        return words

    def set_value(self, value: Json) -> None:
        """Show a value."""
        words = feature_words(self._spec, value)
        self.setText(grouped(words) if self._spec.type == "decimal" else words)
        self.setCursorPosition(0)


class ChoiceField(QComboBox):
    """A choice among the tagset's options, or none."""

    changed = Signal()

    def __init__(self, spec: FeatureSpec, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(named(spec.names, spec.id))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(40)
        self.addItem("", None)
        if spec.type == "boolean":
            self.addItem(tr("ui.value.yes"), True)
            self.addItem(tr("ui.value.no"), False)
        for option, names in spec.options.items():
            self.addItem(named(names, option), option)
        self.activated.connect(lambda _: self.changed.emit())

    def value(self) -> Json:
        """What is chosen, None for nothing."""
        return self.currentData()

    def set_value(self, value: Json) -> None:
        """Show a value; one that is no option (any more) shows as nothing."""
        with QSignalBlocker(self):
            self.setCurrentIndex(max(0, self.findData(value)))


Field = WordsField | ChoiceField


def field_for(spec: FeatureSpec, parent: QWidget | None = None) -> Field:
    """Return the editor for a feature's type."""
    is_choice = spec.type in ("choice", "boolean")
    return ChoiceField(spec, parent) if is_choice else WordsField(spec, parent)
