"""Owns the forms of the card, one for each label, made when first needed; one of them is in sight."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from annotator.model.tagsets import FeatureSpec, Label
from annotator.ui.fields import Field
from annotator.ui.form import Form
from annotator.ui.models import finishing
from annotator.ui.models.desk import Desk
from annotator.ui.models.known import KnownValues
from annotator.ui.models.spots import Spot


class FormStack(QWidget):
    """Shows the form of a place's label; ``form`` is the one in sight, or None."""

    entered = Signal()
    escaped = Signal()
    editing = Signal(bool)
    touched = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.form: Form | None = None
        self._desk = desk
        self._known = KnownValues(desk)
        self._forms: dict[tuple[str, str], Form] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def show_spot(self, spot: Spot | None, *, is_whole: bool) -> None:
        """Fill the form of a place's label and show it; none where there is no such label."""
        label = self._desk.label_of(spot)[1] if spot else None
        before = self.form
        self.form = self._form_of(spot.layer, label) if spot and label else None
        if before is not None and before is not self.form:
            focus = QApplication.focusWidget()
            if focus is not None and before.isAncestorOf(focus):
                # Hidden, it would hand the keyboard to whatever comes next, which would act on it.
                self._desk.page_wanted.emit()
            before.leave()
            before.hide()
        self.setVisible(self.form is not None and bool(self.form.fields))
        if self.form is not None and spot is not None:
            self.form.lock(finishing.is_finished(self._desk))
            self.form.show_spot(spot, is_whole=is_whole)
            self.form.show()

    def changed_field(self) -> Field | None:
        """The first field in which a person has corrected the machine, unless one is typing already."""
        focus = QApplication.focusWidget()
        if self.form is None or (focus is not None and self.form.isAncestorOf(focus)):
            return None
        return self.form.first_changed()

    def prepare(self) -> None:
        """Make the form that will be needed first, in a turn of its own: not while a report is shown."""
        layer = next(iter(self._desk.tagset.layers), None)
        if layer is not None and layer.labels:
            form = self._form_of(layer.id, layer.labels[0])
            form.setVisible(form is self.form)

    def _form_of(self, layer: str, label: Label) -> Form:
        key = (layer, label.id)
        if key not in self._forms:
            form = Form(label, desk=self._desk, offers=partial(self._offers, *key))
            form.entered.connect(self.entered)
            form.escaped.connect(self.escaped)
            form.editing.connect(self.editing)
            form.touched.connect(self.touched)
            self._forms[key] = form
            self._column.addWidget(form)
        return self._forms[key]

    def _offers(self, layer: str, label: str, spec: FeatureSpec, typed: str) -> list[str]:
        return self._known.offers(layer, label, spec=spec, typed=typed)
