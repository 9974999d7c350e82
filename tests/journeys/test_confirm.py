"""Owns the journey of confirming: right costs one key."""

from __future__ import annotations

from PySide6.QtCore import Qt


def test_enter_confirms_and_goes_on(project, start, look):
    def journey(person):
        person.go_to("312件")
        person.key(Qt.Key.Key_Return)
        assert person.words() == "12.2%"
        person.key(Qt.Key.Key_Return)
        assert person.words() == "186.4万元"
        original = person.desk.reading.original
        at = original.index("312件")
        assert person.painted()[at, at + 4] == "confirmed"
        row = next(row for row in person.table() if row[2] == "312")
        assert row[0] == "已核"
        assert person.window.numbers.states.toggles["confirmed"].text() == "已核 2"
        assert [a.verdict for a in person.annotations()] == ["confirmed", "confirmed"]

    assert start(project, journey) == 0
    assert [a.verdict for a in look(project)] == ["confirmed", "confirmed"]


def test_confirming_all_says_what_is_next(project, start):
    def journey(person):
        for _ in range(len(person.desk.spots.open)):
            person.key(Qt.Key.Key_Return)
        assert not person.desk.spots.open
        assert "Ctrl+PgDn" in person.said()
        assert person.desk.row.answered == person.desk.row.suggestions

    start(project, journey)


def test_j_and_k_move_without_changing_anything(project, start):
    def journey(person):
        first = person.words()
        person.key(Qt.Key.Key_J)
        assert person.words() != first
        person.key(Qt.Key.Key_K)
        assert person.words() == first
        assert person.annotations() == []

    start(project, journey)


def test_keys_move_in_the_table_and_the_page_follows(project, start):
    def journey(person):
        table = person.window.numbers.table
        table.setFocus()
        person.go_to("312件")
        person.key(Qt.Key.Key_Down, on=table)
        assert person.words() == "12.2%"
        assert person.window.reading.page._current == person.desk.current.ref
        person.key(Qt.Key.Key_Up, on=table)
        assert person.words() == "312件"

    start(project, journey)
