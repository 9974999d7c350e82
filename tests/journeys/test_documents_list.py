"""Owns the journeys of finding a report in the list: words, states, order, and the keys for the next one."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
REPORTS = {
    "a": "云溪县城市管理局2023年法治政府建设年度报告\n一、成效\n办理案件12件。\n",
    "b": "北岭街道办事处2023年法治政府建设年度报告\n一、成效\n培训3次。\n",
    "c": "云溪县城市管理局2024年法治政府建设年度报告\n一、成效\n办理案件15件。\n",
}


@pytest.fixture
def three(make_project, capsys):
    path = make_project(**REPORTS)
    capsys.readouterr()
    return path


def source_of(document) -> str:
    """The name of the file it was imported from."""
    return document.source.rsplit("/", 1)[-1].removesuffix(".txt")


def names(person) -> list[str]:
    """The sources of the documents in sight, in order."""
    model = person.window.documents.model
    rows = [model.index(n).data(Qt.ItemDataRole.UserRole) for n in range(model.rowCount())]
    return [source_of(row.document) for row in rows]


def here(person) -> str:
    """The source of the current document."""
    return source_of(person.desk.document)


def test_words_narrow_the_list_and_the_keys_follow_it(three, start):
    def journey(person):
        person.key(Qt.Key.Key_O, CONTROL | SHIFT)
        field = person.window.documents.field
        assert field.hasFocus()
        person.type("雲溪 縣")
        assert names(person) == ["a", "c"]
        person.key(Qt.Key.Key_Down)
        assert person.window.documents.list.hasFocus()
        person.key(Qt.Key.Key_Down)
        person.key(Qt.Key.Key_Return)
        assert here(person) == "c"
        assert person.window.reading.page.hasFocus()
        person.key(Qt.Key.Key_PageUp, CONTROL)
        assert here(person) == "a"
        person.key(Qt.Key.Key_PageDown, CONTROL)
        person.key(Qt.Key.Key_PageDown, CONTROL)
        assert here(person) == "c"

    start(three, journey)


def test_enter_opens_the_first_and_escape_empties(three, start):
    def journey(person):
        person.key(Qt.Key.Key_O, CONTROL | SHIFT)
        person.type("2024")
        person.key(Qt.Key.Key_Return)
        assert here(person) == "c"
        person.key(Qt.Key.Key_O, CONTROL | SHIFT)
        person.key(Qt.Key.Key_Escape)
        assert names(person) == ["a", "b", "c"]
        assert person.window.reading.page.hasFocus()
        assert here(person) == "c"

    start(three, journey)


def test_where_nothing_matches_one_is_told_and_can_go_back(three, start):
    def journey(person):
        panel = person.window.documents
        person.key(Qt.Key.Key_O, CONTROL | SHIFT)
        person.type("zzz")
        assert not panel.list.isVisible()
        assert panel.show_all.isVisible()
        assert here(person) == "a"
        person.bot.mouseClick(panel.show_all, Qt.MouseButton.LeftButton)
        assert names(person) == ["a", "b", "c"]
        assert panel.field.text() == ""

    start(three, journey)


def test_a_letter_typed_in_the_field_is_no_command(three, start):
    def journey(person):
        person.key(Qt.Key.Key_O, CONTROL | SHIFT)
        person.type("jcn1")
        assert person.window.documents.field.text() == "jcn1"
        assert person.annotations() == []

    start(three, journey)


def test_states_filter_once_one_moves_on_and_are_remembered(three, start):
    seen: dict[str, Any] = {}

    def first(person):
        toggles = person.window.documents.states.toggles
        person.bot.mouseClick(toggles["new"], Qt.MouseButton.LeftButton)
        documents = person.window.documents
        documents.sort.setCurrentIndex(documents.sort.findData("year"))
        documents.sort.activated.emit(documents.sort.currentIndex())
        assert names(person) == ["c", "a", "b"]
        assert here(person) == "a"
        person.key(Qt.Key.Key_Return)
        # What one works on does not leave under one's hands.
        assert names(person) == ["c", "a", "b"]
        assert toggles["new"].text() == "未开始 2"
        assert toggles["in_progress"].text() == "进行中 1"
        person.key(Qt.Key.Key_PageDown, CONTROL)
        assert here(person) == "b"
        assert names(person) == ["c", "b"]
        seen["names"] = names(person)

    def again(person):
        assert names(person) == seen["names"]
        assert person.window.documents.states.on == {"new"}
        assert person.window.documents.sort.currentData() == "year"

    start(three, first)
    start(three, again)
