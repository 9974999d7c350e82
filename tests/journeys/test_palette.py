"""Owns the journeys through the palette: one key finds reports, labels, commands and words."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from annotator.ui import palette_finds as finding
from annotator.ui.models.finding import fold

CONTROL = Qt.KeyboardModifier.ControlModifier


def found(person) -> list[tuple[str, str]]:
    """Kind and title of what the palette lists."""
    return [(find.kind, find.title) for find in palette(person).model.finds]


def palette(person):
    """The palette in sight."""
    from annotator.ui.palette import Palette

    (one,) = [one for one in person.window.findChildren(Palette) if one.isVisible()]
    return one


def test_a_command_is_found_by_its_name_in_either_language(project, start):
    def journey(person):
        person.go_to("312件")
        for typed in ("确认", "confirm"):
            person.key(Qt.Key.Key_K, CONTROL)
            person.type(typed)
            assert found(person)[0] == ("command", "确认")
            person.key(Qt.Key.Key_Return)
        assert [one.verdict for one in person.annotations()] == ["confirmed", "confirmed"]
        assert QApplication.focusWidget() is person.window.reading.page

    start(project, journey)


def test_a_label_without_a_key_tags_from_the_palette(project, start):
    def journey(person):
        page = person.window.reading.page
        at = person.desk.shown.text.index("不足")
        page.select_span(at, at)
        person.key(Qt.Key.Key_T, CONTROL)
        person.type("不足原因")
        assert [kind for kind, _ in found(person)] == ["label"]
        person.key(Qt.Key.Key_Return)
        assert [one.label for one in person.annotations()] == ["shortcomings"]

    start(project, journey)


def test_another_report_and_words_of_this_one(project, start):
    def journey(person):
        person.key(Qt.Key.Key_K, CONTROL)
        person.type("停车位")
        assert found(person)[0][0] == "text"
        person.key(Qt.Key.Key_Return)
        assert person.window.reading.page.selected_text() == "停车位"
        first = person.document
        person.key(Qt.Key.Key_K, CONTROL)
        person.type("自然资源")
        assert ("document", "臨河縣自然資源局 2024") in found(person)
        person.key(Qt.Key.Key_Return)
        assert person.document != first
        assert QApplication.focusWidget() is person.window.reading.page

    start(project, journey)


def test_words_are_found_across_glosses_and_selected_where_they_stand(project, start):
    def journey(person):
        person.key(Qt.Key.Key_PageDown, CONTROL)
        person.key(Qt.Key.Key_K, CONTROL)
        person.type("/领导班子")
        person.key(Qt.Key.Key_Return)
        start, end = person.desk.selection
        assert person.desk.reading.original[start:end].startswith("領(lǐng)導(dǎo)班子")

    start(project, journey)


def test_nothing_found_says_so_and_escape_gives_the_keyboard_back(project, start):
    def journey(person):
        person.key(Qt.Key.Key_K, CONTROL)
        person.type("zzzz")
        assert found(person) == []
        assert palette(person).none.isVisible()
        person.key(Qt.Key.Key_Return)
        assert palette(person).isVisible()
        person.key(Qt.Key.Key_Escape)
        assert QApplication.focusWidget() is person.window.reading.page
        assert person.annotations() == []

    start(project, journey)


def test_preedit_text_of_an_input_method_chooses_nothing(project, start):
    def journey(person):
        person.key(Qt.Key.Key_K, CONTROL)
        field = palette(person).field
        QApplication.sendEvent(field, QInputMethodEvent("queren", []))
        assert field.text() == ""
        person.type("确认")
        assert field.text() == "确认"
        person.key(Qt.Key.Key_Escape)

    start(project, journey)


@pytest.mark.parametrize(
    ("typed", "kind", "rest"),
    [
        (">撤销", "command", "撤销"),
        ("＃举措", "label", "举措"),
        ("、执法", "text", "执法"),
        ("执法", None, "执法"),
    ],
)
def test_what_a_query_begins_with_asks_for_one_kind(typed, kind, rest):
    assert finding.split_prefix(typed) == (kind, rest)


def test_folding_keeps_the_length():
    for text in ("ＡＢｃ１２３（）", "臨河縣İ𠮷", "ẞß"):
        assert len(fold(text)) == len(text)
    assert fold("臨河縣ＡＢ　Ｃ") == "临河县ab c"
