"""Owns the journey of finding words in the report, by keyboard."""

from __future__ import annotations

from PySide6.QtCore import Qt

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def test_finding_and_going_from_hit_to_hit(project, start):
    def journey(person):
        page, bar = person.window.reading.page, person.window.reading.finding
        page.setFocus()
        assert not bar.isVisible()
        person.key(Qt.Key.Key_F, CONTROL)
        assert bar.field.hasFocus()
        person.type("12")
        assert bar.count.text() == "1 / 2"
        hits = [at for at in range(len(page.text)) if page.text.startswith("12", at)]
        assert [start for start, _ in page._hits] == hits
        assert page.selected_span() == (hits[0], hits[0] + 2)
        person.key(Qt.Key.Key_Return)
        assert page.selected_span()[0] == hits[1] and bar.count.text() == "2 / 2"
        person.key(Qt.Key.Key_Return, SHIFT)
        assert page.selected_span()[0] == hits[0]
        person.key(Qt.Key.Key_Up)
        assert page.selected_span()[0] == hits[1]
        person.key(Qt.Key.Key_Down)
        person.key(Qt.Key.Key_Escape)
        assert not bar.isVisible() and page.hasFocus() and page._hits == ()
        assert page.selected_span() == (hits[0], hits[0] + 2)
        assert person.states() == ["suggestion"] * len(person.states())

    start(project, journey)


def test_what_is_typed_the_other_way_is_found_too(project, start):
    def journey(person):
        person.key(Qt.Key.Key_PageDown, CONTROL)
        page, bar = person.window.reading.page, person.window.reading.finding
        person.key(Qt.Key.Key_F, CONTROL)
        person.type("领导")
        assert page.selected_text() == "領導"
        bar.field.setText("７件")
        assert page.selected_text() == "7件"
        person.key(Qt.Key.Key_L, CONTROL)
        assert "(lǐng)" in page.text
        assert [page.text[a:b] for a, b in page._hits] == ["７件"]

    start(project, journey)


def test_nothing_found_says_what_to_try(project, start):
    def journey(person):
        page, bar = person.window.reading.page, person.window.reading.finding
        page.select_span(3, 7)
        page.setFocus()
        person.key(Qt.Key.Key_F, CONTROL)
        assert bar.field.text() == page.text[3:7]
        bar.field.setText("没有的词")
        assert "没有找到" in bar.count.text() and not bar.next.isEnabled()
        # Nothing is left selected that a label's key would tag.
        assert page.selected_span() == (3, 3)
        person.key(Qt.Key.Key_Return)
        bar.field.clear()
        assert bar.count.text() == ""
        person.key(Qt.Key.Key_Escape)
        assert page.hasFocus()

    start(project, journey)
