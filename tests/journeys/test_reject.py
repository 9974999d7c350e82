"""Owns the journey of rejecting: what is no number leaves the page and stays in the table."""

from __future__ import annotations

from PySide6.QtCore import Qt


def test_del_rejects_and_goes_on(project, start, look):
    def journey(person):
        person.go_to("12.2%")
        person.key(Qt.Key.Key_Delete)
        assert person.words() == "186.4万元"
        row = next(row for row in person.table() if row[2].endswith("12.2"))
        assert row[0] == "已否定"
        page = person.window.reading.page
        at = person.desk.reading.original.index("12.2%")
        assert person.painted()[at, at + 5] == "rejected"
        place = page.place_of(at + 2).center()
        assert page.paint_at(place) == []
        person.key(Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
        assert page.paint_at(place) != []

    start(project, journey)
    assert [a.verdict for a in look(project)] == ["rejected"]


def test_a_second_del_spares_what_stands_where_something_was_deleted(project, start):
    def journey(person):
        page = person.window.reading.page
        at = page.text.index("312件")
        page.select_span(at, at + 4)
        page.setFocus()
        person.key(Qt.Key.Key_1)
        page.put_caret(at)
        assert person.desk.current.annotation is not None
        person.key(Qt.Key.Key_Delete)
        assert person.annotations() == []
        assert person.words() == "312件"
        person.key(Qt.Key.Key_Delete)
        # The suggestion below was only announced.
        assert person.annotations() == []
        assert "312件" in person.said()
        person.key(Qt.Key.Key_Delete)
        assert [one.verdict for one in person.annotations()] == ["rejected"]

    start(project, journey)


def test_an_answer_deleted_opens_the_suggestion_again(project, start):
    def journey(person):
        person.go_to("12.2%")
        person.key(Qt.Key.Key_Return)
        person.desk.make_current(person.desk.spots.numbers[1].ref)
        assert person.words() == "12.2%"
        person.key(Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
        assert person.annotations() == []
        assert person.desk.current.state == "suggestion"

    start(project, journey)
