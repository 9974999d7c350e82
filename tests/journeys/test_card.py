"""Owns the journeys in the card: what does not fit is kept, the machine's value comes back, hints act."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from annotator.model.tagsets import FeatureSpec

CONTROL = Qt.KeyboardModifier.ControlModifier


def _card(person):
    return person.window.inspector


def test_what_does_not_fit_stays_in_its_field_with_a_sentence_and_is_not_sent(project, start):
    def journey(person):
        person.go_to("312件")
        person.key(Qt.Key.Key_F2)
        person.type("abc")
        person.key(Qt.Key.Key_Return)
        row = _card(person)._form._rows["value"]
        assert row.field.hasFocus()
        assert row.sentence.isVisible()
        assert "480000" in row.sentence.text()
        assert row.sentence.text() in row.field.accessibleDescription()
        # Elsewhere and back: it is still there.
        person.desk.make_current(person.desk.spots.open[2].ref)
        assert person.annotations() == []
        person.desk.make_current(person.desk.spots.open[0].ref)
        row = _card(person)._form._rows["value"]
        assert row.field.text() == "abc"
        assert row.sentence.isVisible()
        row.field.setFocus()
        person.key(Qt.Key.Key_Escape)
        assert row.field.text() == "312"
        assert not row.sentence.isVisible()

    start(project, journey)


def test_what_fits_is_recorded_when_one_leaves_though_something_else_does_not(project, start):
    def journey(person):
        person.go_to("312件")
        fields = _card(person)._form.fields
        person.key(Qt.Key.Key_F2)
        person.type("abc")
        person.key(Qt.Key.Key_Tab)
        person.type("户")
        person.desk.make_current(person.desk.spots.open[2].ref)
        (made,) = person.annotations()
        assert (made.features["unit"], made.features["value"]) == ("户", "312")
        person.desk.make_current(person.desk.spots.numbers[0].ref)
        assert fields["value"].text() == "abc"
        person.key(Qt.Key.Key_F2)
        person.key(Qt.Key.Key_Escape)

    start(project, journey)


@pytest.mark.parametrize("by", ["key", "mouse"])
def test_the_machines_value_comes_back(project, start, by):
    def journey(person):
        person.go_to("312件")
        person.key(Qt.Key.Key_F2)
        person.key(Qt.Key.Key_Tab)
        person.type("户")
        row = _card(person)._form._rows["unit"]
        assert row.name.is_changed
        assert row.field.accessibleDescription() == "已改，机器：件"
        if by == "key":
            person.key(Qt.Key.Key_M, CONTROL)
        else:
            person.bot.mouseClick(row.machine, Qt.MouseButton.LeftButton)
        assert row.field.text() == "件"
        assert not row.name.is_changed
        assert row.field.accessibleDescription() == ""
        assert person.annotations() == []

    start(project, journey)


def test_a_correction_taken_back_row_by_row_is_a_confirmation(project, start):
    def journey(person):
        person.go_to("312件")
        ref = person.desk.current.ref
        person.key(Qt.Key.Key_F2)
        person.type("313")
        person.key(Qt.Key.Key_Return)
        person.desk.make_current(ref)
        assert _card(person)._form._rows["value"].name.is_changed
        person.key(Qt.Key.Key_F2)
        person.key(Qt.Key.Key_M, CONTROL)
        person.key(Qt.Key.Key_Return)
        (made,) = person.annotations()
        assert (made.verdict, made.features["value"]) == ("confirmed", "312")
        assert "reason" not in made.features

    start(project, journey)


def test_ctrl_m_outside_the_fields_says_where_to_go(project, start):
    def journey(person):
        person.go_to("312件")
        person.window.trigger("machine_value")
        assert "F2" in person.said()
        assert person.annotations() == []

    start(project, journey)


def test_enter_in_an_answered_place_without_a_change_keeps_the_answer(project, start):
    def journey(person):
        person.go_to("312件")
        ref = person.desk.current.ref
        person.key(Qt.Key.Key_F2)
        person.type("313")
        person.key(Qt.Key.Key_Return)
        person.desk.make_current(ref)
        person.key(Qt.Key.Key_F2)
        person.key(Qt.Key.Key_Return)
        assert person.annotations()[0].features["value"] == "313"
        assert person.desk.current.ref == ref
        assert person.window.reading.page.hasFocus()

    start(project, journey)


def test_units_are_offered_and_an_input_method_is_left_alone(project, start):
    def journey(person):
        person.go_to("312件")
        person.key(Qt.Key.Key_F2)
        person.key(Qt.Key.Key_Tab)
        person.type("r")
        person.key(Qt.Key.Key_Down)
        field = QApplication.focusWidget()
        assert field.text() == "人次"
        person.key(Qt.Key.Key_Return)
        assert person.annotations()[0].features["unit"] == "人次"
        assert person.words() == "12.2%"

    start(project, journey)


def test_what_was_written_before_is_offered_most_frequent_first(project, start):
    def journey(person):
        for words, name in (("312件", "办案"), ("186.4万元", "罚没"), ("5处", "办案")):
            person.go_to(words)
            person.window.inspector.begin_field("indicator", None)
            person.type(name)
            person.key(Qt.Key.Key_Return)
        known = person.window.inspector._forms._known
        spec = FeatureSpec(id="indicator", names={})
        assert known.offers("number", "quantity", spec=spec, typed="") == ["办案", "罚没"]
        assert known.offers("number", "quantity", spec=spec, typed="f") == ["罚没"]
        assert known.offers("claim", "zero_claim", spec=spec, typed="") == []

    start(project, journey)


def _click(person, name):
    hint = _card(person).hints.hints[name]
    assert hint.isVisible(), name
    person.bot.mouseClick(hint, Qt.MouseButton.LeftButton)


def test_hints_follow_the_state_and_do_what_they_say(project, start):
    def journey(person):
        hints = _card(person).hints
        person.go_to("312件")
        assert hints.shown() == ["confirm", "edit", "reject", "doubt", "next", "previous"]
        ref = person.desk.current.ref
        _click(person, "confirm")
        assert person.states()[0] == "confirmed"
        person.desk.make_current(ref)
        assert hints.shown() == ["edit", "delete", "doubt", "note", "link", "next", "previous"]
        _click(person, "delete")
        assert person.annotations() == []
        _click(person, "edit")
        assert hints.shown() == ["enter", "escape", "machine_value", "tab"]
        person.type("313")
        _click(person, "enter")
        person.desk.make_current(ref)
        assert "reason" in hints.shown()
        _click(person, "reason")
        assert person.window.reading.asked.isVisible()
        person.key(Qt.Key.Key_Escape)
        _click(person, "next")
        assert person.desk.current.ref != ref
        assert hints.hints["next"].accessibleName().startswith("下一条")

    start(project, journey)


def test_in_a_low_window_the_rows_get_the_room_of_the_hints(project, start):
    def journey(person):
        hints = _card(person).hints
        person.window.resize(1280, 720)
        assert hints.isVisible()
        person.window.resize(960, 400)
        person.bot.waitUntil(lambda: not hints.isVisible())
        person.window.resize(1280, 720)
        person.bot.waitUntil(hints.isVisible)

    start(project, journey)


def test_another_label_at_the_same_field_hands_the_keyboard_to_the_page(project, start):
    def journey(person):
        page = person.window.reading.page
        at = page.text.index("程序意识")
        page.select_span(at, at + 4)
        page.setFocus()
        person.key(Qt.Key.Key_O)
        made = person.desk.current
        person.go_to("312件")
        person.key(Qt.Key.Key_F2)
        assert not page.hasFocus()
        person.desk.make_current(made.ref)
        assert page.hasFocus()

    start(project, journey)


def test_the_places_of_a_frame_are_kept_and_nobody_types_them(project, start):
    def journey(person):
        person.go_to("12.2%")
        spot = person.desk.current
        said = dict(spot.machine.features)
        assert said["bases"] and said["role"] == "change"
        form = _card(person)._form
        assert not {"bases", "whole", "frame_doubts", "frame_confidence"} & form.fields.keys()
        assert form.fields["role"].isVisible()
        form.fields["unit"].setFocus()
        person.type("％")
        person.key(Qt.Key.Key_Return)
        (made,) = person.annotations()
        assert made.features["bases"] == said["bases"] and made.verdict == "corrected"

    start(project, journey)
