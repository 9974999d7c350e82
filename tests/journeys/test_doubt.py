"""Owns the journeys of doubt (D): the report looks wrong; the number that stands there stays as it is."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

CONTROL = Qt.KeyboardModifier.ControlModifier


def _should_be(person):
    return person.window.inspector._form.fields["should_be"]


def test_d_at_a_number_doubts_its_words_and_comes_back_to_it(project, start, look):
    def journey(person):
        person.go_to("312件")
        number = person.desk.current
        person.key(Qt.Key.Key_D)
        assert person.desk.current.label == "source_doubt"
        assert QApplication.focusWidget() is _should_be(person)
        person.type("321")
        person.key(Qt.Key.Key_Return)
        assert person.desk.current == number
        assert QApplication.focusWidget() is person.window.reading.page
        (doubt,) = person.annotations()
        assert doubt.fragments == number.fragments
        assert doubt.features == {"literal": "312件", "type": "number", "should_be": "321"}
        line = person.window.inspector.doubt
        assert line.isVisible()
        assert line.text() == "存疑：应为 321"
        person.key(Qt.Key.Key_Return)
        assert person.states()[0] == "confirmed"

    start(project, journey)
    confirmed = next(one for one in look(project) if one.layer == "number")
    assert (confirmed.verdict, "should_be" in confirmed.features) == ("confirmed", False)


def test_d_once_more_goes_to_the_doubt_that_is_there(project, start):
    def journey(person):
        person.go_to("312件")
        for words in ("321", "231"):
            person.key(Qt.Key.Key_D)
            person.type(words)
            person.key(Qt.Key.Key_Return)
        (doubt,) = person.annotations()
        assert doubt.features["should_be"] == "231"
        person.bot.mouseClick(person.window.inspector.doubt, Qt.MouseButton.LeftButton)
        assert person.desk.current.annotation == doubt
        assert not person.window.inspector.doubt.isVisible()

    start(project, journey)


def test_d_with_words_selected_doubts_those(project, start):
    def journey(person):
        page = person.window.reading.page
        at = page.text.index("程序意识")
        page.select_span(at, at + 4)
        page.setFocus()
        person.key(Qt.Key.Key_D)
        person.type("程式意识")
        person.key(Qt.Key.Key_Return)
        (doubt,) = person.annotations()
        assert doubt.features == {"literal": "程序意识", "should_be": "程式意识"}
        assert page.hasFocus()

    start(project, journey)


def test_esc_leaves_the_doubt_unsaid_and_one_undo_takes_it_away(project, start):
    def journey(person):
        person.go_to("186.4万元")
        number = person.desk.current
        person.key(Qt.Key.Key_D)
        person.type("19")
        person.key(Qt.Key.Key_Escape)
        assert person.desk.current == number
        (doubt,) = person.annotations()
        assert "should_be" not in doubt.features
        assert "尚未填写" in person.window.inspector.doubt.text()
        person.key(Qt.Key.Key_Z, CONTROL)
        assert person.annotations() == []
        assert not person.window.inspector.doubt.isVisible()

    start(project, journey)


def test_with_nothing_current_and_nothing_selected_d_says_what_to_do(project, start):
    def journey(person):
        person.desk.make_current(None)
        person.window.reading.page.setFocus()
        person.key(Qt.Key.Key_D)
        assert "选中文字" in person.said()
        assert person.annotations() == []

    start(project, journey)
