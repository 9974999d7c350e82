"""Owns the journeys of taking back, doing again, and finding everything again after a restart."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt

CONTROL = Qt.KeyboardModifier.ControlModifier


def test_undo_and_redo_show_where_it_was(project, start):
    def journey(person):
        person.go_to("312件")
        person.key(Qt.Key.Key_Return)
        person.key(Qt.Key.Key_Return)
        person.key(Qt.Key.Key_Z, CONTROL)
        assert person.words() == "12.2%"
        assert person.desk.current.state == "suggestion"
        person.key(Qt.Key.Key_Z, CONTROL)
        assert person.annotations() == []
        person.key(Qt.Key.Key_Y, CONTROL)
        assert person.words() == "312件"
        assert person.desk.current.state == "confirmed"
        person.key(Qt.Key.Key_Z, CONTROL | Qt.KeyboardModifier.ShiftModifier)
        assert [a.verdict for a in person.annotations()] == ["confirmed", "confirmed"]

    start(project, journey)


def test_undo_reaches_into_another_document(project, start):
    def journey(person):
        first = person.document
        person.key(Qt.Key.Key_Return)
        person.key(Qt.Key.Key_PageDown, CONTROL)
        assert person.document != first
        person.key(Qt.Key.Key_Z, CONTROL)
        assert person.document == first
        assert person.annotations() == []

    start(project, journey)


def test_nothing_to_undo_is_said(project, start):
    def journey(person):
        person.key(Qt.Key.Key_Z, CONTROL)
        assert person.said() == "没有可撤销的操作。"

    start(project, journey)


def test_after_a_restart_all_is_there(project, start):
    seen: dict[str, Any] = {}

    def before(person):
        person.go_to("312件")
        person.key(Qt.Key.Key_Return)
        person.key(Qt.Key.Key_Delete)
        person.key(Qt.Key.Key_F2)
        person.type("1864001")
        person.key(Qt.Key.Key_Return)
        person.key(Qt.Key.Key_L, CONTROL)
        seen.update(words=person.words(), states=person.states(), document=person.document)
        seen.update(annotations=person.annotations(), painted=person.painted())

    def after(person):
        assert person.document == seen["document"]
        assert person.words() == seen["words"]
        assert person.states() == seen["states"]
        assert person.annotations() == seen["annotations"]
        assert person.painted() == seen["painted"]
        assert not person.desk.is_clean
        person.key(Qt.Key.Key_Z, CONTROL)
        assert person.words() == "186.4万元"
        person.key(Qt.Key.Key_Z, CONTROL)
        person.key(Qt.Key.Key_Z, CONTROL)
        assert person.annotations() == []

    start(project, before)
    assert sorted(seen["states"])[:2] == ["confirmed", "corrected"]
    start(project, after)


def test_an_edit_not_yet_entered_is_kept_when_the_window_closes(project, start, look):
    def journey(person):
        person.go_to("312件")
        person.key(Qt.Key.Key_F2)
        person.type("313")

    start(project, journey)
    assert [a.features["value"] for a in look(project)] == ["313"]


def test_the_history_panel_takes_one_step_back(project, start):
    def journey(person):
        person.go_to("312件")
        person.key(Qt.Key.Key_Return)
        person.key(Qt.Key.Key_Return)
        person.key(Qt.Key.Key_H, CONTROL)
        history = person.window.history
        assert history.isVisible()
        words = [history.model.index(n).data() for n in range(history.model.rowCount())]
        assert words[:2] == ["确认“12.2%”", "确认“312件”"]
        history.list.setCurrentIndex(history.model.index(1))
        person.bot.mouseClick(history.take_back, Qt.MouseButton.LeftButton)
        assert [a.machine.start for a in person.annotations()] == [
            person.desk.reading.original.index("12.2%")
        ]

    start(project, journey)


def test_undoing_the_import_leaves_an_empty_window_that_says_what_to_do(project, start):
    def journey(person):
        person.key(Qt.Key.Key_Z, CONTROL)
        assert person.desk.rows == []
        assert person.window.middle.currentIndex() == 1
        assert person.window.numbers.model.rowCount() == 0
        person.key(Qt.Key.Key_J)
        assert "已处理" in person.said()
        person.key(Qt.Key.Key_Y, CONTROL)
        assert len(person.desk.rows) == 2
        assert person.window.middle.currentIndex() == 0
        assert person.words() == "312件"

    start(project, journey, reviewer="组长")
