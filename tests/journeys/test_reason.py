"""Owns the journeys of the reason (F6 or Y): why the machine was wrong, said by one digit."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from annotator.ui.offer_list import Tick

ALT = Qt.KeyboardModifier.AltModifier


def _offers(person):
    return person.window.reading.asked


@pytest.mark.parametrize("key", [Qt.Key.Key_F6, Qt.Key.Key_Y])
def test_a_digit_says_why_a_correction_was_needed(project, start, key):
    def journey(person):
        person.go_to("312件")
        person.key(Qt.Key.Key_Right, ALT | Qt.KeyboardModifier.ShiftModifier)
        assert person.annotations()[0].features["reason"] == "span"
        person.key(key)
        assert _offers(person).hasFocus()
        assert _offers(person).words()[:2] == ["起止不对", "数值不对"]
        person.key(Qt.Key.Key_2)
        (made,) = person.annotations()
        assert (made.verdict, made.features["reason"], made.features["value"]) == ("corrected", "value", "12")
        assert person.words() == "12件"
        assert person.window.reading.page.hasFocus()
        field = person.window.inspector._form.fields["reason"]
        assert field.isVisible()
        assert field.value() == "value"

    start(project, journey)


def test_the_tenth_reason_is_chosen_with_0_and_esc_chooses_none(project, start):
    def journey(person):
        page = person.window.reading.page
        at = page.text.index("2024年")
        page.select_span(at, at + 5)
        page.setFocus()
        person.key(Qt.Key.Key_N)
        person.key(Qt.Key.Key_Y)
        person.key(Qt.Key.Key_Escape)
        assert not _offers(person).isVisible()
        # The machine had nothing there.
        assert person.annotations()[0].features["reason"] == "missed"
        person.key(Qt.Key.Key_Y)
        person.key(Qt.Key.Key_1)
        assert person.annotations()[0].features["reason"] == "span"
        person.key(Qt.Key.Key_Y)
        person.key(Qt.Key.Key_0)
        assert person.annotations()[0].features["reason"] == "missed"

    start(project, journey)


def test_a_rejection_gets_its_reason_and_stays_one(project, start, look):
    def journey(person):
        person.go_to("12.2%")
        ref = person.desk.current.ref
        person.key(Qt.Key.Key_Delete)
        person.desk.make_current(ref)
        person.key(Qt.Key.Key_Y)
        person.key(Qt.Key.Key_9)
        assert person.words() == "12.2%"

    start(project, journey)
    (made,) = look(project)
    assert (made.verdict, made.features["reason"]) == ("rejected", "not_a_number")


def test_not_a_number_rejects_an_open_place_and_goes_on(project, start):
    def journey(person):
        person.go_to("12.2%")
        person.key(Qt.Key.Key_Y)
        person.key(Qt.Key.Key_9)
        (made,) = person.annotations()
        assert (made.verdict, made.features["reason"]) == ("rejected", "not_a_number")
        assert person.words() == "186.4万元"

    start(project, journey)


def test_any_other_reason_at_an_open_place_leads_to_what_it_speaks_of(project, start):
    def journey(person):
        person.go_to("312件")
        person.key(Qt.Key.Key_Y)
        person.key(Qt.Key.Key_5)
        form = person.window.inspector._form
        assert QApplication.focusWidget() is form.fields["qualifier_norm"]
        assert person.annotations() == []
        person.key(Qt.Key.Key_2)
        person.key(Qt.Key.Key_Return)
        (made,) = person.annotations()
        assert (made.features["qualifier_norm"], made.features["reason"]) == ("approx", "qualifier")

    start(project, journey)


def test_the_reason_there_is_is_ticked_and_what_cannot_be_is_not_offered(project, start):
    def journey(person):
        person.go_to("312件")
        person.key(Qt.Key.Key_Right, ALT | Qt.KeyboardModifier.ShiftModifier)
        person.key(Qt.Key.Key_F6)
        offers = _offers(person)
        assert "机器漏标" not in offers.words()
        assert offers.words()[offers._at] == "起止不对"
        assert len(offers.findChildren(Tick)) == 1
        person.key(Qt.Key.Key_Down)
        person.key(Qt.Key.Key_Return)
        assert person.annotations()[0].features["reason"] == "value"
        page = person.window.reading.page
        person.key(Qt.Key.Key_F6)
        right = page.viewport().mapTo(person.window.reading, page.viewport().rect().topRight()).x()
        notes = page.document().rootFrame().frameFormat().rightMargin()
        assert offers.geometry().right() <= right - notes + 8
        person.key(Qt.Key.Key_Escape)

    start(project, journey)


def test_a_confirmed_place_needs_no_reason(project, start):
    def journey(person):
        person.go_to("312件")
        ref = person.desk.current.ref
        person.key(Qt.Key.Key_Return)
        person.desk.make_current(ref)
        person.key(Qt.Key.Key_Y)
        assert not _offers(person).isVisible()
        assert "无须记原因" in person.said()

    start(project, journey)
