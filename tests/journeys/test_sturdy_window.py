"""Owns that the window keeps its feet: damaged projects, keys in fields, dialogs twice, menus built again."""

from __future__ import annotations

import sqlite3

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication, QMenu

from annotator.i18n import tr
from annotator.ui.key_page import KeyPage
from annotator.ui.panels.tags import Chip
from annotator.ui.settings_page import SettingsPage

# The platform without a screen says so for every dialog.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
KEY = Qt.Key


def test_a_damaged_project_leaves_the_one_that_is_open(project, make_project, start, tmp_path):
    broken = tmp_path / "broken.sqlite"
    broken.write_bytes(project.read_bytes())
    with sqlite3.connect(broken) as file:
        file.execute("drop trigger if exists document_update")
        file.execute("update document set body = '[1]'")
    file.close()

    def journey(person):
        person.window._controls.projects.open(str(broken))
        assert person.said()
        person.go_to("312件")
        person.key(KEY.Key_Return)
        assert len(person.annotations()) == 1

    start(project, journey)


def test_keys_of_words_and_ends_are_the_fields_in_every_field(project, start):
    def journey(person):
        person.go_to("312件")
        person.key(KEY.Key_Return)
        person.key(KEY.Key_BracketLeft)
        before = person.annotations()
        begins = [
            lambda: person.key(KEY.Key_F2),
            lambda: person.key(KEY.Key_M),
            lambda: person.key(KEY.Key_K, CONTROL),
            lambda: person.key(KEY.Key_F, CONTROL),
            lambda: person.key(KEY.Key_O, CONTROL | SHIFT),
        ]
        for begin in begins:
            person.window.reading.page.setFocus()
            begin()
            assert QApplication.focusWidget() is not person.window.reading.page
            for key in (KEY.Key_Delete, KEY.Key_Backspace, KEY.Key_Left, KEY.Key_Home):
                person.key(key, CONTROL)
            person.key(KEY.Key_Escape)
            assert person.annotations() == before

    start(project, journey)


def test_a_page_of_keys_or_settings_is_there_once(project, start):
    def journey(person):
        for _ in range(3):
            person.window.trigger("keys")
            person.window.trigger("settings")
        for kind in (KeyPage, SettingsPage):
            shown = [one for one in person.window.findChildren(kind) if one.isVisible()]
            assert len(shown) == 1
            shown[0].close()

    start(project, journey)


def test_building_the_window_again_leaves_nothing_behind(project, start):
    def journey(person):
        def menus() -> int:
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            # One without a name is Qt's own, for names there is no room for; it comes and goes.
            return sum(bool(menu.title()) for menu in person.window.menuBar().findChildren(QMenu))

        looks = person.window._controls.looks
        looks.set_keys({"next": ("X",)})
        before = menus()
        for key in ("Y", "X", "Y"):
            looks.set_keys({"next": (key,)})
        assert menus() == before
        assert person.window.search.isVisible()
        assert person.window.search.width() > 100

    start(project, journey)


def test_what_is_shown_for_this_sitting_survives_building_again(project, start):
    def journey(person):
        person.key(KEY.Key_R, CONTROL)
        person.key(KEY.Key_D, CONTROL | SHIFT)
        person.window._controls.looks.set_keys({"next": ("X",)})
        assert person.window.sight() == (True, True, "")
        person.window.scenes.open("casebook")
        person.window._controls.looks.set_keys({"next": ("W",)})
        assert person.window.sight() == (True, True, "casebook")

    def another_day(person):
        assert person.window.sight() == (False, False, "")

    start(project, journey)
    start(project, another_day)


def test_a_label_shows_the_key_that_is_in_force(project, start):
    def journey(person):
        person.window._controls.looks.set_keys({"tag.clause.outcome": ("W",)})
        chips = {one.text(): one.accessibleName() for one in person.window.tags.findChildren(Chip)}
        assert chips["成效"] == "成效 W"

    start(project, journey)


def test_progress_stands_beside_what_is_said(project, start):
    def stop():
        """Nothing is running."""

    def journey(person):
        person.go_to("312件")
        person.key(KEY.Key_Return)
        status = person.window.status
        said = person.said()
        status.show_progress(1, 10, tr("ui.task.importing", about="a.txt"), cancel=stop)
        assert person.said() == said
        assert status.undo.isVisible()
        assert status.task.isVisible()
        status.end_progress(stop)
        assert not status.task.isVisible()

    start(project, journey)


def test_cancel_ends_the_task_that_is_told_of_and_no_other(project, start):
    stopped = []

    def one():
        stopped.append("one")

    def other():
        stopped.append("other")

    def journey(person):
        status = person.window.status
        status.show_progress(1, 10, "甲", cancel=one)
        status.show_progress(1, 20, "乙", cancel=other)
        assert status.task.text() == "甲"
        person.bot.mouseClick(status.cancel, Qt.MouseButton.LeftButton)
        assert stopped == ["one"]
        status.end_progress(one)
        assert (status.task.text(), status.bar.maximum()) == ("乙", 20)
        person.bot.mouseClick(status.cancel, Qt.MouseButton.LeftButton)
        assert stopped == ["one", "other"]
        status.end_progress(other)
        assert not status.cancel.isVisible()

    start(project, journey)


def test_both_sides_are_never_wider_than_the_window(project, start):
    def journey(person):
        window = person.window
        window.resize(820, 600)
        for side in (0, 2):
            if not window.sides.is_shown(side):
                window.toggle_side(side)
        shown = [side for side in (0, 2) if window.sides.is_shown(side)]
        assert shown == [2]
        assert window.width() == 820
        page = window.reading
        assert (
            page.mapTo(window, page.rect().topRight()).x()
            <= window.inspector.mapTo(window, window.inspector.rect().topLeft()).x()
        )

    start(project, journey)
