"""Owns the card of the current place: what the machine says beside what the person says."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPalette
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from annotator.i18n import tr
from annotator.model.canonical import Json
from annotator.model.tagsets import FeatureSpec, Label
from annotator.ui.fields import Field, WordsField, field_for, plain_decimal
from annotator.ui.models import answering
from annotator.ui.models.desk import Desk
from annotator.ui.models.spots import Ref, Spot
from annotator.ui.models.wording import feature_words, grouped, named, number_words, one_line
from annotator.ui.pieces import Elided, hints, small
from annotator.ui.theme import chrome_font

_DERIVED = ("unit_norm", "magnitude", "qualifier", "values", "reason")
"""What follows from other features: shown on demand."""
_ALWAYS = ("value", "unit", "qualifier_norm", "kind")
"""What a person looks at in every number, even where the machine found nothing."""


class _Form(QWidget):
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
        grid.addWidget(small(tr("ui.inspector.machine"), theme=theme), 0, 1)
        grid.addWidget(small(tr("ui.inspector.person"), theme=theme), 0, 2)
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
            for widget in (name, machine, field):
                widget.setVisible(is_shown)

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


class InspectorPanel(QWidget):
    """Shows the current place and lets a person say what is right instead."""

    def __init__(self, desk: Desk, keys: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._forms: dict[tuple[str, str], _Form] = {}
        self._form: _Form | None = None
        self._ref: Ref | None = None
        self._is_whole = False
        theme = desk.theme
        self.words = Elided()
        font = chrome_font(theme, pixels=theme.sizes.chrome + 1)
        font.setBold(True)
        self.words.setFont(font)
        self.about = small("", theme=theme)
        self._empty = small(tr("ui.inspector.empty"), theme=theme)
        self._empty.setWordWrap(True)
        self.more = QPushButton()
        self.more.setProperty("role", "quiet")
        self.more.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.more.clicked.connect(self._toggle_whole)
        pairs = [
            (keys["confirm"], tr("ui.hint.confirm")),
            (keys["edit"], tr("ui.hint.edit")),
            (keys["reject"], tr("ui.hint.reject")),
            (f"{keys['next']} | {keys['previous']}", tr("ui.hint.move")),
        ]
        self._hints = hints(pairs, theme=theme)
        self._build()
        desk.current_changed.connect(self._show)
        desk.spots_changed.connect(self._show)
        desk.view_changed.connect(self._tell)
        desk.edit_wanted.connect(self.begin_edit)
        desk.leaving.connect(self.commit)
        desk.theme_changed.connect(self._tell)
        self._show()

    def _build(self) -> None:
        card = QFrame()
        card.setProperty("role", "card")
        inner = QVBoxLayout(card)
        inner.setContentsMargins(12, 12, 12, 12)
        inner.setSpacing(4)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.words, 1)
        top.addWidget(self.about)
        inner.addLayout(top)
        self._stack = QStackedLayout()
        holder = QWidget()
        holder.setLayout(self._stack)
        holder.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._holder = holder
        inner.addWidget(holder)
        inner.addWidget(self._empty)
        inner.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        inner.addWidget(self._hints)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(12, 12, 12, 4)
        outer.addWidget(card)

    # Showing --------------------------------------------------------------------------------------

    def _show(self) -> None:
        spot = self._desk.current
        is_same = self._ref is not None and spot is not None and spot.ref == self._ref
        self._ref = spot.ref if spot else None
        if not (is_same and self._form and self._form.changes()):
            self._fill(spot)
        self._tell()

    def _fill(self, spot: Spot | None) -> None:
        label = self._desk.label_of(spot)[1] if spot else None
        self._form = self._form_of(spot, label) if spot and label else None
        self._empty.setVisible(spot is None)
        self._hints.setVisible(spot is not None)
        self._holder.setVisible(self._form is not None and bool(self._form.fields))
        self.more.setVisible(self._form is not None)
        if self._form is None or spot is None:
            return
        for form in self._forms.values():
            # A hidden page of the stack would still ask for its height.
            is_it = form is self._form
            policy = QSizePolicy.Policy.Preferred if is_it else QSizePolicy.Policy.Ignored
            form.setSizePolicy(QSizePolicy.Policy.Preferred, policy)
        self._stack.setCurrentWidget(self._form)
        self._form.show_spot(spot, is_whole=self._is_whole)
        hidden = self._form.hidden_rows()
        self.more.setVisible(hidden > 0 or self._is_whole)
        self.more.setText(tr("ui.inspector.fewer") if self._is_whole else tr("ui.inspector.more", n=hidden))
        self._stack.invalidate()

    def _form_of(self, spot: Spot, label: Label) -> _Form:
        key = (spot.layer, label.id)
        if key not in self._forms:
            form = _Form(label, desk=self._desk)
            form.entered.connect(self._enter)
            form.escaped.connect(self._escape)
            self._forms[key] = form
            self._stack.addWidget(form)
        return self._forms[key]

    def _tell(self) -> None:
        """The card's heading: the words in their layer's colour, which label, which of how many."""
        spot, shown = self._desk.current, self._desk.shown
        if spot is None or shown is None:
            self.words.setText(tr("ui.inspector.nothing"))
            self.about.setText("")
            self.words.setPalette(self.palette())
            return
        layer, label = self._desk.label_of(spot)
        self.words.setText(one_line(shown.words(spot.fragments), most=60))
        hue = self._desk.theme.hue((label.hue if label else "") or (layer.hue if layer else ""))
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.WindowText, QColor(hue.text))
        self.words.setPalette(palette)
        peers = [one for one in self._desk.spots.all if (one.layer, one.label) == (spot.layer, spot.label)]
        name = named(label.names, spot.label) if label else spot.label
        place = next(n for n, one in enumerate(peers, start=1) if one.ref == spot.ref)
        state = tr(f"ui.spot.{spot.state}")
        self.about.setText(tr("ui.inspector.about", label=name, n=place, total=len(peers), state=state))

    def _toggle_whole(self) -> None:
        self._is_whole = not self._is_whole
        self._fill(self._desk.current)

    # Editing --------------------------------------------------------------------------------------

    def begin_edit(self) -> None:
        """Put the caret into the first field, its words selected."""
        field = self._form.first_field() if self._form else None
        if field is None:
            return
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if isinstance(field, WordsField):
            field.selectAll()

    def commit(self) -> bool:
        """Record what was changed, if anything; return whether all is recorded."""
        if self._form is None or self._ref is None:
            return True
        changes = self._form.changes()
        if not changes:
            return True
        ref, form = self._ref, self._form
        # Whatever comes of it, the fields show what is recorded afterwards.
        is_taken = answering.set_features(self._desk, ref, changes)
        spot = self._desk.spots.get(ref)
        if is_taken and spot is not None:
            form.show_spot(spot, is_whole=self._is_whole)
        return is_taken

    def _enter(self) -> None:
        form = self._form
        if form is None:
            return
        if form.changes():
            if self.commit():
                answering.next_open(self._desk)
                self._desk.page_wanted.emit()
            return
        answering.confirm(self._desk)
        self._desk.page_wanted.emit()

    def _escape(self) -> None:
        self._fill(self._desk.current)
        self._desk.page_wanted.emit()
