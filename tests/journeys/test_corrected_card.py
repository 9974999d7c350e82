"""Owns the journeys of a card that says what a person has changed, and of the card of a whole report."""

from __future__ import annotations

from PySide6.QtCore import Qt

from annotator.i18n import tr
from annotator.ui.models import borders
from annotator.ui.models.outline import WHOLE
from annotator.ui.models.spots import ref_of
from annotator.ui.screen_steps import settle


def test_the_field_that_was_changed_comes_into_sight(project, start):
    def journey(person):
        card = person.window.inspector
        person.window.resize(1000, 560)
        settle()
        person.go_to("312件")
        ref = person.desk.current.ref
        person.key(Qt.Key.Key_F2)
        field = card._form.fields["indicator"]
        card._form.go_to(field)
        field.setText("行政处罚案件总数")
        field.changed.emit()
        person.key(Qt.Key.Key_Return)
        assert person.desk.spots.get(ref).state == "corrected"
        person.desk.make_current(None)
        person.desk.make_current(ref)
        settle()
        area = card._area
        at = field.mapTo(area, field.rect().topLeft()).y()
        assert area.bar.maximum() > 0
        assert at >= 0 and at + field.height() <= area.height()
        assert card.about.text().endswith(tr("ui.spot.corrected"))

    start(project, journey)


def test_where_only_the_borders_were_moved_the_head_says_so(project, start):
    def journey(person):
        person.go_to("312件")
        borders.move_start(person.desk, -2)
        assert person.desk.current.state == "corrected"
        assert person.window.inspector.about.text().endswith("起止已改")

    start(project, journey)


def test_a_report_is_not_deleted_or_linked_and_is_the_one_marked_in_the_outline(project, start):
    def journey(person):
        label = next(
            label
            for layer in person.desk.tagset.layers
            if layer.target == "document"
            for label in layer.labels
        )
        layer = next(one for one in person.desk.tagset.layers if label in one.labels)
        person.window.trigger(f"tag.{layer.id}.{label.id}")
        whole = next(one for one in person.annotations() if not one.fragments)
        person.desk.make_current(ref_of(whole))
        shown = person.window.inspector.hints.shown()
        assert "edit" in shown and not {"delete", "link", "reject", "doubt"} & set(shown)
        assert person.window.outline._lines.current == WHOLE
        person.desk.make_current(person.desk.spots.open[0].ref)
        assert person.window.outline._lines.current != WHOLE

    start(project, journey)
