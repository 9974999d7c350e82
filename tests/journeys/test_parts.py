"""Owns the journey of an annotation in several parts: words are added from elsewhere and taken out again."""

from __future__ import annotations

from PySide6.QtCore import Qt

CONTROL = Qt.KeyboardModifier.ControlModifier


def select(person, words: str) -> None:
    """Select words on the page."""
    at = person.window.reading.page.text.index(words)
    person.window.reading.page.select_span(at, at + len(words))


def parts(person) -> list[str]:
    """The words of the parts of the one annotation made by hand."""
    (made,) = [one for one in person.annotations() if one.verdict is None]
    original = person.desk.reading.original
    return [original[start:end] for start, end in made.fragments]


def test_words_are_added_joined_and_taken_out(project, start, look):
    def journey(person):
        select(person, "办理")
        person.key(Qt.Key.Key_I)
        select(person, "案件")
        person.key(Qt.Key.Key_Plus)
        assert parts(person) == ["办理", "案件"]
        select(person, "行政处罚")
        person.key(Qt.Key.Key_Equal)
        assert parts(person) == ["办理行政处罚案件"]
        select(person, "处罚")
        person.key(Qt.Key.Key_Minus)
        assert parts(person) == ["办理行政", "案件"]
        person.key(Qt.Key.Key_Z, CONTROL)
        assert parts(person) == ["办理行政处罚案件"]
        select(person, "办理行政处罚案件")
        person.key(Qt.Key.Key_Minus)
        assert parts(person) == ["办理行政处罚案件"]
        assert person.said()

    start(project, journey)
    assert [one.label for one in look(project)] == ["indicator"]


def test_a_suggestion_with_more_words_is_a_correction(project, start):
    def journey(person):
        person.go_to("312件")
        select(person, "全年")
        person.key(Qt.Key.Key_Plus)
        (made,) = person.annotations()
        assert made.verdict == "corrected"
        assert made.features["reason"] == "span"
        assert len(made.fragments) == 2

    start(project, journey)


def test_without_a_selection_or_a_place_it_says_what_to_do(project, start):
    def journey(person):
        person.key(Qt.Key.Key_Plus)
        assert "选中" in person.said()
        assert person.annotations() == []

    start(project, journey)
