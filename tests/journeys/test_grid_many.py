"""Owns the journeys in the grid of a whole project: other reports, confirming many as one."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, Qt, QTemporaryFile
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from annotator.commands import answers
from annotator.session import Session
from annotator.ui.grid.columns import Column
from annotator.ui.models import confirming, steps
from tests.journeys.test_grid import CONTROL, KEY, SHIFT, here, mentions, opened, words, write


def whole(person):
    """Open the grid of the project and wait until all is read."""
    opened(person)
    person.key(KEY.Key_J, CONTROL | SHIFT)
    grid = person.window.bench.grid
    person.bot.waitUntil(lambda: not grid.listing.is_busy)
    return grid


def test_the_project_is_listed_and_moving_puts_a_report_on_the_desk(project, start):
    def journey(person):
        grid = whole(person)
        home = person.document
        assert len(set(words(grid, Column.REPORT))) == 2
        assert "7件" in mentions(grid)
        grid.table.setCurrentIndex(grid.model.index(mentions(grid).index("7件"), Column.VALUE))
        assert person.document == home
        person.bot.waitUntil(lambda: person.document != home)
        assert here(grid) == "7件"
        assert person.words() == "７件"
        person.key(KEY.Key_Return)
        assert here(grid) == "3次"
        assert person.annotations()[0].features["value"] == "7"

    start(project, journey)


def test_a_key_pressed_at_once_answers_in_the_report_of_its_row(project, start, look):
    def journey(person):
        grid = whole(person)
        grid.table.setCurrentIndex(grid.model.index(mentions(grid).index("3次"), Column.VALUE))
        write(person, "4")
        person.key(KEY.Key_Return)
        person.key(KEY.Key_Return)
        assert here(grid) == "312件"

    start(project, journey)
    (made,) = look(project)
    assert (made.features["value"], made.machine.features["value"]) == ("4", "3")


def test_all_that_is_listed_is_confirmed_as_one_and_undone_as_one(project, start, look):
    def journey(person):
        grid = whole(person)
        before = len(person.desk.session.history())
        open_ones = grid.filters.states.toggles["suggestion"].text()
        n = len(grid.model.lines)
        assert open_ones == f"待核 {n}"
        person.key(KEY.Key_Return)
        person.key(KEY.Key_Return, CONTROL | SHIFT)
        bulk = person.window.bench.bulk
        assert bulk.isVisible()
        assert bulk.title.text() == f"确认筛出的 {n - 1} 条待核数字，涉及 2 份报告？"
        assert "已处理的 1 条" in bulk.left_out.text()
        person.key(KEY.Key_Return)
        assert grid.table.hasFocus()
        assert str(n - 1) in person.said()
        person.bot.waitUntil(lambda: {line.group for line in grid.model.lines} == {"confirmed"})
        assert len(person.desk.session.history()) == before + 3
        person.key(KEY.Key_Z, CONTROL)
        person.bot.waitUntil(lambda: [line.group for line in grid.model.lines].count("suggestion") == n - 1)

    start(project, journey)
    assert len(look(project)) == 1


def test_only_what_passes_the_filter_is_confirmed(project, start, look):
    def journey(person):
        grid = whole(person)
        box = grid.filters.choices["kind"]
        box.setCurrentIndex(box.findData("percent"))
        grid.listing.sift()
        assert mentions(grid) == ["12.2%"]
        person.key(KEY.Key_Return, CONTROL | SHIFT)
        person.key(KEY.Key_Return)

    start(project, journey)
    assert [one.features["value"] for one in look(project)] == ["12.2"]


def test_escape_confirms_nothing(project, start, look):
    def journey(person):
        whole(person)
        person.key(KEY.Key_Return, CONTROL | SHIFT)
        person.key(KEY.Key_Escape)
        assert not person.window.bench.bulk.isVisible()
        assert person.window.bench.grid.table.hasFocus()

    start(project, journey)
    assert look(project) == []


def test_what_changed_meanwhile_and_what_is_finished_is_left_out(project, start):
    def journey(person):
        grid = whole(person)
        n = len(grid.model.lines)
        # Another window of the same person answers one, and finishes the other report.
        other = Session.open(project, reviewer="甲")
        spot = person.desk.spots.numbers[2]
        other.run(answers.confirm, document=person.document, key=spot.machine.key)
        other.close()
        person.key(KEY.Key_Return, CONTROL | SHIFT)
        bulk = person.window.bench.bulk
        # What the grid listed is compared with the project as it is now.
        assert len(bulk.plan.places) + sum(bulk.plan.left_out.values()) == n
        person.key(KEY.Key_Escape)
        person.key(KEY.Key_Return, CONTROL)
        person.key(KEY.Key_Return)
        assert person.desk.row.state == "finished"
        grid.take_keyboard()
        person.key(KEY.Key_Return, CONTROL | SHIFT)
        assert bulk.plan.left_out["finished"] > 0
        assert "报告已完成的" in bulk.left_out.text()
        person.key(KEY.Key_Escape)

    start(project, journey)


def test_scope_is_a_toggle_too(project, start):
    def journey(person):
        grid = whole(person)
        toggle = grid.filters.scope.toggles["report"]
        person.bot.mouseClick(toggle, Qt.MouseButton.LeftButton)
        assert "7件" not in mentions(grid)
        assert grid.table.isColumnHidden(Column.REPORT)

    start(project, journey)


def test_very_many_are_confirmed_and_taken_back_beside_the_window(project, start, look, monkeypatch):
    monkeypatch.setattr(confirming, "MANY", 2)
    monkeypatch.setattr(steps, "MANY", 2)

    def journey(person):
        grid = whole(person)
        work = person.window._controls.projects.work
        n, before = len(grid.model.lines), len(person.desk.session.history())
        person.key(KEY.Key_Return, CONTROL | SHIFT)
        person.key(KEY.Key_Return)
        assert work.is_busy
        # Meanwhile the window lives, and the keyboard is where it was.
        assert grid.table.hasFocus()
        person.bot.waitUntil(lambda: not work.is_busy, timeout=30_000)
        assert person.said() == f"已确认 {n} 条，2 份报告。"
        person.bot.waitUntil(lambda: {line.group for line in grid.model.lines} == {"confirmed"})
        history = person.desk.session.history()
        assert [action.verb for action in history[before:]] == ["join", "confirm"]
        person.key(KEY.Key_Z, CONTROL)
        person.bot.waitUntil(lambda: not work.is_busy, timeout=30_000)
        assert person.said() == f"已撤销 {n} 处改动。"
        person.bot.waitUntil(lambda: [line.group for line in grid.model.lines] == ["suggestion"] * n)
        person.key(KEY.Key_Z, CONTROL | SHIFT)
        person.bot.waitUntil(lambda: not work.is_busy, timeout=30_000)

    start(project, journey)
    assert {each.verdict for each in look(project)} == {"confirmed"}


def test_what_the_machine_says_otherwise_meanwhile_is_asked_anew(project, start, look):
    def journey(person):
        whole(person)
        person.key(KEY.Key_Return, CONTROL | SHIFT)
        bulk = person.window.bench.bulk
        # A word was taught elsewhere, and the report was read anew while the card stood open.
        other = Session.open(project, reviewer="甲")
        kept = [one for one in other.suggestions(person.document) if one.extractor == "quantities"]
        changed = [replace(kept[0], features={**kept[0].features, "value": "1"}), *kept[1:]]
        made_by = "quantities", kept[0].version, "other"
        other.store.keep_suggestions(person.document, [(made_by, changed)])
        other.close()
        person.key(KEY.Key_Return)
        assert bulk.isVisible()
        assert look(project) == []
        person.key(KEY.Key_Return)

    start(project, journey)
    assert look(project)[0].machine.features["value"] == "1"


def test_without_room_for_the_list_nothing_is_confirmed_and_it_is_said(project, start, look, monkeypatch):
    monkeypatch.setattr(confirming, "MANY", 2)

    class Full(QTemporaryFile):
        def flush(self):
            return False

    monkeypatch.setattr(confirming, "QTemporaryFile", Full)

    def journey(person):
        whole(person)
        person.key(KEY.Key_Return, CONTROL | SHIFT)
        person.key(KEY.Key_Return)
        assert "什么也没有确认" in person.said()
        assert not person.window._controls.projects.work.is_busy

    start(project, journey)
    assert look(project) == []


def test_asked_twice_while_it_is_being_confirmed_it_is_confirmed_once(project, start, look, monkeypatch):
    monkeypatch.setattr(confirming, "MANY", 2)

    def journey(person):
        whole(person)
        work = person.window._controls.projects.work
        person.key(KEY.Key_Return, CONTROL | SHIFT)
        n = len(person.window.bench.bulk.plan.places)
        for _ in range(2):
            person.key(KEY.Key_Return)
            person.key(KEY.Key_Return, CONTROL | SHIFT)
        assert "还没有完成" in person.said()
        person.key(KEY.Key_Escape)
        person.bot.waitUntil(lambda: not work.is_busy, timeout=30_000)
        history = person.desk.session.history()
        assert [len(action.changes) for action in history if action.verb == "confirm"] == [n]

    start(project, journey)
    assert {each.verdict for each in look(project)} == {"confirmed"}


def test_a_key_held_down_answers_one_row(project, start):
    def journey(person):
        opened(person)
        press = QKeyEvent(QEvent.Type.KeyPress, KEY.Key_Return, Qt.KeyboardModifier.NoModifier, "\r")
        QApplication.sendEvent(QApplication.focusWidget(), press)
        for _ in range(5):
            again = QKeyEvent(
                QEvent.Type.KeyPress, KEY.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", True
            )
            QApplication.sendEvent(QApplication.focusWidget(), again)
        assert len(person.annotations()) == 1
        assert not person.window.menus.action("confirm").autoRepeat()
        assert not person.window.menus.action("settle").autoRepeat()
        assert person.window.menus.action("next").autoRepeat()

    start(project, journey)
