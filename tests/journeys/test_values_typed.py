"""Owns what of typed values is recorded: numbers as a whole, no and 0 too; what keys do to labels."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from annotator.ui.models import answering

CONTROL = Qt.KeyboardModifier.ControlModifier
KEY = Qt.Key


@pytest.mark.parametrize("typed", ["1O0", "31x2", "12.3.4", "abc 312 def"])
def test_a_number_with_other_words_is_told_and_not_recorded(project, start, typed):
    def journey(person):
        person.go_to("312件")
        person.key(KEY.Key_F2)
        person.type(typed)
        person.key(KEY.Key_Return)
        row = person.window.inspector._form._rows["value"]
        assert person.annotations() == []
        assert row.sentence.isVisible()
        row.field.setFocus()
        person.key(KEY.Key_Escape)

    start(project, journey)


def test_an_emptied_value_is_refused(project, start):
    def journey(person):
        person.go_to("312件")
        person.key(KEY.Key_F2)
        person.key(KEY.Key_Backspace)
        person.key(KEY.Key_Return)
        assert person.annotations() == []
        assert "请写数值" in person.window.inspector._form._rows["value"].sentence.text()
        person.key(KEY.Key_Escape)

    start(project, journey)


def test_no_is_an_answer(project, start):
    def journey(person):
        person.window.reading.page.select_span(30, 30)
        answering.tag(person.desk, "section", "achievements")
        form = person.window.inspector._form
        form.go_to(form.fields["boilerplate"])
        person.key(KEY.Key_2)
        person.key(KEY.Key_Return)
        (made,) = [one for one in person.annotations() if one.layer == "section"]
        assert made.features["boilerplate"] is False

    start(project, journey)


def test_a_label_key_gives_no_label_to_what_nobody_looked_at(project, start):
    def journey(person):
        person.go_to("312件")
        spot = person.desk.current
        others = [one.id for one in person.desk.tagset.layer("number").labels if one.id != spot.label]
        answering.tag(person.desk, "number", others[0])
        assert person.annotations() == []
        assert "选中文字" in person.said()

    start(project, journey)


def test_what_is_taken_away_is_said(project, start):
    def journey(person):
        person.go_to("312件")
        person.key(KEY.Key_Return)
        person.desk.make_current(person.desk.spots.numbers[0].ref)
        person.key(KEY.Key_Delete, CONTROL)
        assert "312件" in person.said() and person.said().endswith("恢复待核")

    start(project, journey)
