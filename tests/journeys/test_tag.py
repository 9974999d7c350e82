"""Owns the journey of tagging by hand: select, press the label's key; on either view of the text."""

from __future__ import annotations

from PySide6.QtCore import Qt

CONTROL = Qt.KeyboardModifier.ControlModifier


def _select(person, words):
    page = person.window.reading.page
    at = page.text.index(words)
    page.select_span(at, at + len(words))
    page.setFocus()


def test_a_key_tags_the_selection(project, start, look):
    def journey(person):
        _select(person, "部分人员程序意识不强")
        person.key(Qt.Key.Key_3)
        (made,) = person.annotations()
        assert (made.layer, made.label) == ("clause", "problem")
        ((start, end),) = made.fragments
        assert person.desk.reading.original[start:end] == "部分人员程序意识不强"
        assert person.desk.current.annotation == made
        paints = person.window.reading._painted.values()
        assert [paint.words for paint in paints if paint.state == "manual"] == ["问题"]

    start(project, journey)
    assert look(project)[0].verdict is None


def test_selecting_with_the_keyboard_alone(project, start):
    shift = Qt.KeyboardModifier.ShiftModifier

    def journey(person):
        page = person.window.reading.page
        at = page.text.index("𠮷祥街道")
        page.select_span(at, at)
        page.setFocus()
        for _ in range(4):
            person.key(Qt.Key.Key_Right, shift)
        person.key(Qt.Key.Key_O)
        (made,) = person.annotations()
        assert made.label == "org"
        ((first, last),) = made.fragments
        assert person.desk.reading.original[first:last] == "𠮷祥街道"

    start(project, journey)


def test_a_number_tagged_by_hand_is_read_at_once(project, start):
    def journey(person):
        _select(person, "2024年")
        person.key(Qt.Key.Key_N)
        (made,) = person.annotations()
        assert made.features["value"] == "2024"

    start(project, journey)


def test_a_tag_made_on_the_clean_text_lies_on_the_original(project, start):
    def journey(person):
        person.key(Qt.Key.Key_PageDown, CONTROL)
        page = person.window.reading.page
        assert "領導班子建設" in page.text
        _select(person, "領導班子建設")
        person.key(Qt.Key.Key_2)
        made = next(a for a in person.annotations() if a.label == "measure")
        ((first, last),) = made.fragments
        assert person.desk.reading.original[first:last] == "領(lǐng)導(dǎo)班子建設"
        at = page.text.index("領導班子建設")
        shown = person.window.reading._painted[person.desk.current.ref]
        assert (shown.start, shown.end) == (at, at + 6)
        person.key(Qt.Key.Key_L, CONTROL)
        assert "(lǐng)" in page.text
        shown = person.window.reading._painted[person.desk.current.ref]
        assert (shown.start, shown.end) == (first, last)
        assert "注音 3 处" not in person.window.reading.head.facts.text()
        assert "注音" in person.window.reading.head.facts.text()

    start(project, journey)


def test_nothing_selected_is_said_in_one_sentence(project, start):
    def journey(person):
        person.key(Qt.Key.Key_3)
        assert person.annotations() == []
        assert "选中文字" in person.said()
        # On an open suggestion a hand may have meant to correct it.
        assert "F2" in person.said()
        assert "F6" in person.said()

    start(project, journey)


def test_a_label_pressed_on_ones_own_annotation_replaces_its_label(project, start):
    def journey(person):
        _select(person, "部分人员程序意识不强")
        person.key(Qt.Key.Key_3)
        page = person.window.reading.page
        page.select_span(0, 0)
        person.key(Qt.Key.Key_6)
        (made,) = person.annotations()
        assert made.label == "cause"

    start(project, journey)


def test_the_simplified_lens_changes_no_place(project, start):
    def journey(person):
        person.key(Qt.Key.Key_PageDown, CONTROL)
        page = person.window.reading.page
        before = len(page.text)
        person.key(Qt.Key.Key_L, CONTROL | Qt.KeyboardModifier.ShiftModifier)
        assert "领导班子建设" in page.text
        assert len(page.text) == before
        _select(person, "领导班子")
        person.key(Qt.Key.Key_O)
        made = next(a for a in person.annotations() if a.label == "org")
        ((first, last),) = made.fragments
        assert person.desk.reading.original[first:last] == "領(lǐng)導(dǎo)班子"

    start(project, journey)
