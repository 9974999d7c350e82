"""The window keeps its feet where the project cannot be read just then, is moved away, or is busy."""

from __future__ import annotations

import os

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from annotator.errors import UserError
from annotator.ui import projects
from annotator.ui.figures_view import FiguresView

# The platform without a screen says so for every dialog.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

KEY = Qt.Key


def figures() -> list[FiguresView]:
    return [one for one in QApplication.topLevelWidgets() if isinstance(one, FiguresView) and one.isVisible()]


def test_where_the_project_cannot_be_read_anew_the_ways_to_begin_are_shown_and_why(
    project, start, monkeypatch
):
    def unreadable(*arguments: object, **named: object) -> None:
        raise UserError("store.disk_error", path=str(project), reason="I/O")

    def journey(person):
        controls = person.window._controls
        with monkeypatch.context() as patch:
            patch.setattr(projects, "Desk", unreadable)
            controls.looks.set_language("en")
        assert controls.projects.desk is None
        assert person.window.welcome.isVisible()
        assert str(project) in person.said()
        controls.projects.open(str(project))
        person.go_to("312件")

    start(project, journey)


def test_a_project_that_is_moved_away_is_missed_in_a_sentence_and_found_when_it_is_back(project, start):
    def move(before, after):
        for suffix in ("", "-wal", "-shm"):
            os.rename(f"{before}{suffix}", f"{after}{suffix}")

    def journey(person):
        person.go_to("312件")
        away = project.with_name("away.sqlite")
        move(project, away)
        for key in (KEY.Key_Return, KEY.Key_Z):
            person.key(key)
            assert str(project) in person.said()
        assert not project.exists()
        move(away, project)
        person.key(KEY.Key_Return)
        assert [one.verdict for one in person.annotations()] == ["confirmed"]

    start(project, journey)


def test_a_window_can_be_closed_though_its_project_is_gone(project, start):
    def journey(person):
        for suffix in ("", "-wal", "-shm"):
            os.rename(f"{project}{suffix}", f"{project.with_name('away.sqlite')}{suffix}")

    assert start(project, journey) == 0
    assert not project.exists()


def test_nobody_becomes_somebody_else_while_a_task_runs(project, start, monkeypatch):
    def journey(person):
        held = person.window._controls.projects
        monkeypatch.setattr(held, "is_held", lambda: True)
        held.be("乙")
        assert person.said()
        assert (held.reviewer, person.desk.session.reviewer) == ("甲", "甲")
        monkeypatch.setattr(held, "is_held", lambda: False)
        held.be("乙")
        assert (held.reviewer, person.desk.session.reviewer) == ("乙", "乙")

    start(project, journey)


def test_the_window_of_figures_stays_in_another_language_and_letters_go_nowhere_in_it(project, start):
    def journey(person):
        controls = person.window._controls
        controls.asking.show_figures("series")
        controls.looks.set_language("en")
        (view,) = figures()
        assert view.tab() == "series"
        names = view.series.names
        names.setFocus()
        at = names.currentIndex().row()
        person.bot.keyClick(names, KEY.Key_B, Qt.KeyboardModifier.ShiftModifier)
        person.bot.keyClick(names, KEY.Key_1, Qt.KeyboardModifier.KeypadModifier)
        assert names.currentIndex().row() == at
        view.close()

    start(project, journey)
