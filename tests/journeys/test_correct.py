"""Owns the journey of correcting: a number typed as reports write it is read while it is typed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication


@pytest.mark.parametrize("key", [Qt.Key.Key_F2, Qt.Key.Key_E])
def test_edit_a_value_and_enter_goes_on(project, start, look, key):
    def journey(person):
        person.go_to("186.4万元")
        person.key(key)
        assert QApplication.focusWidget() is person.window.inspector._form.fields["value"]
        person.type("1 864 001")
        person.key(Qt.Key.Key_Return)
        assert person.words() == "约48万人次"
        assert QApplication.focusWidget() is person.window.reading.page
        (made,) = person.annotations()
        assert (made.verdict, made.features["value"], made.features["reason"]) == (
            "corrected",
            "1864001",
            "value",
        )
        assert made.machine.features["value"] == "1864000"
        assert "corrected" in person.painted().values()

    start(project, journey)
    assert look(project)[0].features["unit"] == "元"


def test_a_number_in_words_fills_the_other_fields_while_typing(project, start):
    def journey(person):
        person.go_to("约48万人次")
        person.key(Qt.Key.Key_F2)
        person.type("近50万户")
        form = person.window.inspector._form
        assert form.fields["unit"].text() == "户"
        assert "500\u2009000 户" in form.reading.text()
        assert form.reading.isVisible()
        person.key(Qt.Key.Key_Return)
        (made,) = person.annotations()
        assert (made.features["value"], made.features["unit"]) == ("500000", "户")
        assert any(row[2].endswith("500\u2009000") for row in person.table())

    start(project, journey)


def test_nonsense_is_refused_in_one_sentence_and_changes_nothing(project, start):
    def journey(person):
        person.go_to("312件")
        person.key(Qt.Key.Key_F2)
        person.type("abc")
        person.key(Qt.Key.Key_Return)
        assert person.annotations() == []
        assert "abc" in person.said()
        assert person.words() == "312件"
        person.key(Qt.Key.Key_Escape)
        assert person.window.inspector._form.fields["value"].text() == "312"

    start(project, journey)


def test_letters_are_typed_not_obeyed_in_a_field(project, start):
    def journey(person):
        person.go_to("312件")
        person.key(Qt.Key.Key_F2)
        field = person.window.inspector._form.fields["unit"]
        field.setFocus()
        field.clear()
        person.type("jkn1")
        person.key(Qt.Key.Key_Delete)
        assert field.text() == "jkn1"
        assert person.annotations() == []
        assert person.words() == "312件"
        person.key(Qt.Key.Key_Escape)

    start(project, journey)


def test_moving_a_border_reads_the_number_again(project, start):
    alt = Qt.KeyboardModifier.AltModifier

    def journey(person):
        person.go_to("312件")
        person.key(Qt.Key.Key_Right, alt | Qt.KeyboardModifier.ShiftModifier)
        (made,) = person.annotations()
        assert person.words() == "12件"
        assert (made.features["value"], made.features["reason"]) == ("12", "span")
        person.key(Qt.Key.Key_Left, alt)
        (made,) = person.annotations()
        assert person.words() == "12"
        assert "unit" not in made.features
        person.key(Qt.Key.Key_Right, alt)
        assert person.words() == "12件"
        assert person.annotations()[0].features["unit"] == "件"

    start(project, journey)


def test_moving_a_border_of_ones_own_number_is_one_action(project, start):
    def journey(person):
        page = person.window.reading.page
        at = page.text.index("2024年")
        page.select_span(at, at + 5)
        page.setFocus()
        person.key(Qt.Key.Key_N)
        person.key(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
        (made,) = person.annotations()
        assert person.words() == "2024"
        assert "unit" not in made.features
        person.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        (made,) = person.annotations()
        assert person.words() == "2024年"
        assert made.features["unit"] == "年"

    start(project, journey)


def test_a_border_at_the_edge_of_the_text_is_refused(project, start):
    def journey(person):
        page = person.window.reading.page
        page.select_span(0, 2)
        page.setFocus()
        person.key(Qt.Key.Key_O)
        both = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
        person.key(Qt.Key.Key_Left, both)
        assert person.said() == "边界不能再移了。"
        assert person.annotations()[0].fragments == ((0, 2),)

    start(project, journey)


def test_what_a_unit_and_an_indicator_are_called_in_comparisons_follows_them(project, start):
    def journey(person):
        person.go_to("312件")
        person.key(Qt.Key.Key_F2)
        form = person.window.inspector._form
        for feature, words in (("unit", "户次"), ("indicator", "入户走访")):
            form.go_to(form.fields[feature])
            person.type(words)
        person.key(Qt.Key.Key_Return)
        (made,) = person.annotations()
        machine = made.machine.features
        assert (made.features["unit"], made.features["indicator"]) == ("户次", "入户走访")
        assert made.features["unit_norm"] == "户次" != machine["unit_norm"]
        assert made.features.get("indicator_id") != machine.get("indicator_id")
        assert made.features["value"] == machine["value"]

    start(project, journey)
