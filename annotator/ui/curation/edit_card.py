"""Owns writing what gold is to say of a case: its label, where it lies, its features."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from annotator.i18n import tr
from annotator.model.canonical import Json
from annotator.model.curation import Content, content_of, suggested
from annotator.model.spans import Fragments
from annotator.model.tagsets import UNTYPED, FeatureSpec, Label
from annotator.ui.choice import Choice
from annotator.ui.curation.giving_way import GivingWay
from annotator.ui.fields import Field, WordsField, field_for
from annotator.ui.form import NEVER_TYPED
from annotator.ui.models.case_desk import CaseDesk
from annotator.ui.models.desk import Desk
from annotator.ui.models.wording import listed, named, no_mnemonic, one_line
from annotator.ui.pieces import Elided, keycap, small
from annotator.ui.theme import Theme, prose_font

_ALWAYS = ("value", "unit", "qualifier_norm", "kind", "indicator", "period")
"""Features of a number that one looks at, also where nobody says anything of them."""
_ALT = Qt.KeyboardModifier.AltModifier
_ALT_SHIFT = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
_SIDE = 300
"""How wide a feature is at least where several stand side by side, in pixels at 100 %."""


_MOST_HIGH = 300
"""How high the fields are at most, in pixels at 100 %; the rest is scrolled to."""


class EditCard(QWidget):
    """Begins with what gold, or most, say.  Enter records, Escape gives up."""

    left = Signal()
    """The keyboard belongs to the case again."""
    recorded = Signal()

    def __init__(self, desk: Desk, case: CaseDesk) -> None:
        super().__init__()
        self._desk, self._case = desk, case
        self._fragments: Fragments = ()
        self._features: dict[str, Json] = {}
        self.fields: dict[str, Field] = {}
        theme = desk.theme
        self.label = Choice()
        self.label.setAccessibleName(tr("ui.case.field.label"))
        self.label.installEventFilter(self)
        self.label.activated.connect(lambda _: self._choose_label())
        self._words = Elided()
        self._words.setFont(prose_font(theme))
        self._told = small("", theme=theme, role="accent")
        self._told.setWordWrap(True)
        self._told.hide()
        head = GivingWay()
        head.row.setSpacing(theme.sizes.px(12))
        head.row.setContentsMargins(0, 0, theme.sizes.px(12), 0)
        head.row.addWidget(self.label)
        head.row.addWidget(self._words, 1)
        ways = [
            _way(keys, tr(name), theme)
            for keys, name in (("Alt+Right", "ui.case.end"), ("Alt+Shift+Right", "ui.case.start"))
        ]
        for way in ways:
            head.row.addWidget(way)
        head.let_go(ways[1:], ways[:1])
        self._grid_holder = QWidget()
        self._grid = QGridLayout(self._grid_holder)
        self._grid.setContentsMargins(0, 0, theme.sizes.px(12), 0)
        self._grid.setHorizontalSpacing(theme.sizes.px(8))
        self._grid.setVerticalSpacing(theme.sizes.px(4))
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(self._grid_holder)
        self._area = area
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.sizes.px(6))
        column.addWidget(head)
        column.addWidget(area, 1)
        column.addWidget(self._told)

    def sizeHint(self) -> QSize:
        """As high as its fields, as far as there is room."""
        hint = super().sizeHint()
        rest = hint.height() - self._area.sizeHint().height()
        most = min(self._desk.theme.sizes.px(_MOST_HIGH), self.window().height() // 3)
        return QSize(hint.width(), rest + min(most, self._grid_holder.sizeHint().height() + 4))

    # Beginning ------------------------------------------------------------------------------------

    def begin(self) -> bool:
        """Show what to begin with; False where there is nothing that can be written so."""
        case = self._case.case
        if case is None or case.is_relation:
            self._desk.refused.emit(tr("ui.case.not_written"))
            return False
        content = self._first()
        layer = self._desk.tagset.layer(case.layer)
        if content is None or layer is None:
            self._desk.refused.emit(tr("ui.case.not_written"))
            return False
        self._fragments, self._features = content.fragments, dict(content.features)
        self.label.clear()
        for label in listed(layer):
            self.label.addItem(no_mnemonic(one_line(named(label.names, label.id), most=24)), label.id)
        self.label.setCurrentIndex(max(0, self.label.findData(content.label)))
        self._lay_fields()
        self._tell()
        self.updateGeometry()
        first = next((field for field in self.fields.values() if isinstance(field, WordsField)), None)
        (first or self.label).setFocus(Qt.FocusReason.ShortcutFocusReason)
        if first is not None:
            first.selectAll()
        return True

    def _first(self) -> Content | None:
        """What gold says, what is put together, what most say, or the machine."""
        desk, case = self._case, self._case.case
        if case is None:
            return None
        put = desk.result()
        if put:
            return put[0]
        if case.gold:
            return content_of(case.gold[0])
        base = case.answers.get(desk.base(), ())
        said = base or case.said
        if said:
            return content_of(said[0])
        return suggested(desk.machine) if desk.machine is not None else None

    def _label(self) -> Label | None:
        case = self._case.case
        return self._desk.tagset.label(case.layer, str(self.label.currentData())) if case else None

    def _choose_label(self) -> None:
        self._keep()
        self._lay_fields()
        self._tell()

    def _keep(self) -> None:
        for feature, field in self.fields.items():
            self._features[feature] = field.value()

    def _lay_fields(self) -> None:
        """A field for each feature of the label that matters here."""
        while (piece := self._grid.takeAt(0)) is not None:
            if (widget := piece.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.fields = {}
        label = self._label()
        theme = self._desk.theme
        across = max(1, min(3, self.width() // theme.sizes.px(_SIDE)))
        for n, spec in enumerate(self._specs(label) if label else ()):
            field = field_for(spec, self._grid_holder)
            field.set_value(self._features.get(spec.id))
            field.installEventFilter(self)
            field.changed.connect(self._tell)
            row, side = n // across, 2 * (n % across)
            self._grid.addWidget(small(one_line(named(spec.names, spec.id)), theme=theme), row, side)
            self._grid.addWidget(field, row, side + 1)
            self._grid.setColumnStretch(side + 1, 1)
            self.fields[spec.id] = field
        self._grid.setRowStretch(len(self.fields), 1)

    def _specs(self, label: Label) -> list[FeatureSpec]:
        typed = [
            spec
            for spec in label.features
            if spec.type not in UNTYPED and spec.id not in (*NEVER_TYPED, "reason")
        ]
        said = {
            name
            for column in self._case.answers().columns
            for one in column.contents
            for name in one.features
        }
        if len(typed) <= 8:
            return typed
        return [spec for spec in typed if spec.id in said or spec.id in _ALWAYS]

    # Writing --------------------------------------------------------------------------------------

    def values(self) -> dict[str, Json]:
        """The features as they are written."""
        label = self._label()
        known = {spec.id for spec in label.features} if label else set()
        kept = {name: value for name, value in self._features.items() if name in known}
        kept.update({name: field.value() for name, field in self.fields.items()})
        return {name: value for name, value in kept.items() if value not in (None, "", [])}

    def _content(self) -> Content | None:
        case, first = self._case.case, self._first()
        if case is None:
            return None
        target = first.target if first is not None else "span"
        label = str(self.label.currentData())
        return Content(
            layer=case.layer, label=label, target=target, fragments=self._fragments, features=self.values()
        )

    def _tell(self) -> None:
        """Show what gold would be, and what does not fit."""
        case, content = self._case.case, self._content()
        if case is None or content is None:
            return
        self._words.setText(one_line(self._case.words.text(case.document, self._fragments), most=80))
        troubles = [trouble for field in self.fields.values() if (trouble := field.trouble())]
        self._told.setText(troubles[0] if troubles else "")
        self._told.setVisible(bool(troubles))
        self._case.draft = (content,)
        self._case.staged.emit()

    def _move(self, *, by: int, is_start: bool) -> None:
        """Move one border by one character."""
        case = self._case.case
        row = self._desk.row_of(case.document) if case else None
        if not self._fragments or row is None:
            return
        ends = [list(pair) for pair in self._fragments]
        pair, at = (ends[0], 0) if is_start else (ends[-1], 1)
        pair[at] += by
        if 0 <= pair[0] < pair[1] <= row.document.chars:
            self._fragments = tuple((start, end) for start, end in ends)
            self._tell()

    def commit(self) -> None:
        """Record what is written, unless something does not fit."""
        if any(field.trouble() for field in self.fields.values()):
            self._tell()
            return
        label = str(self.label.currentData())
        values, draft = self.values(), self._case.draft
        self._case.draft = None
        if self._case.edit(label=label, fragments=self._fragments, features=values):
            self.recorded.emit()
        else:
            self._case.draft = draft

    def give_up(self) -> None:
        """Forget what was written."""
        self._case.give_up()
        self.left.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter records, Escape gives up, Alt and an arrow move a border."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        key = event.key()
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and held in (_ALT, _ALT_SHIFT):
            self._move(by=1 if key == Qt.Key.Key_Right else -1, is_start=held == _ALT_SHIFT)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not held:
            self.commit()
        elif key == Qt.Key.Key_Escape:
            self.give_up()
        else:
            return super().eventFilter(watched, event)
        return True


def _way(keys: str, words: str, theme: Theme) -> QWidget:
    """A key and what it does, which go together."""
    pair = QWidget()
    row = QHBoxLayout(pair)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.sizes.px(4))
    row.addWidget(keycap(keys, theme=theme))
    row.addWidget(small(words, theme=theme))
    return pair
