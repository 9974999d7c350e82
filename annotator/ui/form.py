"""Owns the rows of one label in the card of the current place: feature, machine, person."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from annotator.i18n import tr
from annotator.model.canonical import Json
from annotator.model.tagsets import FeatureSpec, Label
from annotator.ui.fields import Field, WordsField, field_for, plain_decimal
from annotator.ui.models import answering
from annotator.ui.models.desk import Desk
from annotator.ui.models.spots import Spot
from annotator.ui.models.wording import feature_words, grouped, named, number_words, one_line
from annotator.ui.pieces import small

_DERIVED = ("unit_norm", "magnitude", "qualifier", "values", "reason")
"""What follows from other features: shown on demand."""
_ALWAYS = ("value", "unit", "qualifier_norm", "kind")
"""What a person looks at in every number, even where the machine found nothing."""


class Form(QWidget):
    """The rows of one label: name, machine, person."""

    touched = Signal()
    entered = Signal()
    escaped = Signal()

    def __init__(self, label: Label, *, desk: Desk) -> None:
        super().__init__()
        self.label = label
        self.fields: dict[str, Field] = {}
        self._rows: dict[str, tuple[QWidget, QLineEdit, Field]] = {}
        self._touched: set[str] = set()
        self._spot: Spot | None = None
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 4, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 4)
        grid.setColumnStretch(2, 5)
        theme = desk.theme
        self._grid = grid
        self._heads = (
            small(tr("ui.inspector.machine"), theme=theme),
            small(tr("ui.inspector.person"), theme=theme),
        )
        for column, head in enumerate(self._heads, start=1):
            grid.addWidget(head, 0, column)
        for n, spec in enumerate(label.features, start=1):
            self._add_row(grid, n, spec, desk)
        self.reading = small("", theme=theme, role="accent")
        self.reading.hide()
        grid.addWidget(self.reading, len(label.features) + 1, 1, 1, 2)

    def _add_row(self, grid: QGridLayout, n: int, spec: FeatureSpec, desk: Desk) -> None:
        name = small(named(spec.names, spec.id), theme=desk.theme)
        machine = QLineEdit()
        machine.setReadOnly(True)
        machine.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        machine.setMinimumWidth(32)
        machine.setAccessibleName(f"{named(spec.names, spec.id)} {tr('ui.inspector.machine')}")
        field = field_for(spec)
        field.installEventFilter(self)
        field.changed.connect(lambda: self._note(spec.id))
        for column, widget in enumerate((name, machine, field)):
            grid.addWidget(widget, n, column)
        self.fields[spec.id] = field
        self._rows[spec.id] = (name, machine, field)

    def show_spot(self, spot: Spot, *, is_whole: bool) -> None:
        """Fill the rows with a place; those that say nothing stay hidden unless the whole is asked."""
        self._spot = spot
        self._touched.clear()
        self.reading.hide()
        said = spot.machine.features if spot.machine else {}
        for spec in self.label.features:
            name, machine, field = self._rows[spec.id]
            words = feature_words(spec, said.get(spec.id))
            machine.setText(grouped(words) if spec.type == "decimal" else words)
            machine.setCursorPosition(0)
            field.set_value(spot.features.get(spec.id))
            is_shown = is_whole or self._matters(spec, spot, said)
            for widget in (name, field):
                widget.setVisible(is_shown)
            machine.setVisible(is_shown and spot.machine is not None)
        for head in self._heads:
            # What a person made alone has no machine to compare with.
            head.setVisible(spot.machine is not None)
        self._grid.setColumnStretch(1, 4 if spot.machine is not None else 0)

    def _matters(self, spec: FeatureSpec, spot: Spot, said: Mapping[str, Json]) -> bool:
        if spec.id in _DERIVED:
            return spec.id == "reason" and spec.id in spot.features
        has_value = spec.id in spot.features or spec.id in said
        is_date = spot.features.get("kind") == "date"
        if spot.is_number:
            return has_value or (spec.id in _ALWAYS and not is_date)
        return has_value or len(self.label.features) <= 6

    def hidden_rows(self) -> int:
        """How many rows are not shown."""
        return sum(1 for name, _, _ in self._rows.values() if name.isHidden())

    def _note(self, feature: str) -> None:
        self._touched.add(feature)
        if feature == "value":
            self._reread()
        self.touched.emit()

    def _reread(self) -> None:
        """A number typed as reports write it (约48万平方米) fills the rows it speaks of, while typing."""
        typed = self.fields["value"]
        assert isinstance(typed, WordsField)
        words = typed.text().strip()
        if not words or plain_decimal(words) is not None:
            self.reading.hide()
            return
        found = answering.read_number(words)
        self.reading.setVisible(True)
        if "value" not in found and "values" not in found and "iso" not in found:
            self.reading.setText(tr("ui.inspector.unread"))
            return
        unit = one_line(str(found.get("unit") or ""))
        self.reading.setText(f"→ {number_words(found)} {unit}".rstrip())
        for feature, value in found.items():
            if feature != "value" and feature in self.fields:
                self.fields[feature].set_value(value)
                self._touched.add(feature)

    def changes(self) -> dict[str, Json]:
        """What the person has changed and not yet committed; None takes a feature away."""
        if self._spot is None:
            return {}
        wanted: dict[str, Json] = {}
        for feature in (spec.id for spec in self.label.features if spec.id in self._touched):
            value = self.fields[feature].value()
            if feature == "value" and isinstance(value, str) and plain_decimal(value) is None:
                value = answering.read_number(value).get("value", value)
            if value != self._spot.features.get(feature):
                wanted[feature] = value
        return wanted

    def first_field(self) -> Field | None:
        """The field that editing begins in: the first one in sight to type in that has a value."""
        shown = [field for field in self.fields.values() if not field.isHidden()]
        filled = [field for field in shown if field.value() is not None]
        typed = [field for field in filled if isinstance(field, WordsField)]
        return next(iter(typed or filled or shown), None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter commits, Escape gives up."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & ~(
                Qt.KeyboardModifier.KeypadModifier
            ):
                self.entered.emit()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.escaped.emit()
                return True
        return super().eventFilter(watched, event)
