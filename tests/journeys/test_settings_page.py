"""Owns the journeys through the settings: language, size, keys and name change at once and stay."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel

from annotator import settings
from annotator.ui.settings_page import SettingsPage
from annotator.ui.theme import dark, light

# The platform without a screen says so for every dialog.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

CONTROL = Qt.KeyboardModifier.ControlModifier


def page_in_sight(person) -> SettingsPage:
    """The settings in sight."""
    person.bot.waitUntil(lambda: any(one.isVisible() for one in person.window.findChildren(SettingsPage)))
    return next(one for one in person.window.findChildren(SettingsPage) if one.isVisible())


def leave(person) -> None:
    """Close the settings; the keyboard is the window's again, which nobody but the desktop gives it."""
    page_in_sight(person).close()
    person.window.activateWindow()
    person.bot.waitUntil(lambda: QApplication.activeWindow() is person.window)


def choose(box, value) -> None:
    """Choose as a person does."""
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())


def test_it_stays_within_the_window_whatever_the_size_of_the_letters(project, start):
    def journey(person):
        person.window._controls.looks.set_interface(150)
        person.key(Qt.Key.Key_Comma, CONTROL)
        page = page_in_sight(person)
        assert page.height() <= 0.9 * person.window.height()
        leave(person)

    start(project, journey)


def test_the_language_changes_without_a_restart_and_the_place_stays(project, start, strays):
    def journey(person):
        person.go_to("约48万人次")
        before = person.desk.current.ref
        person.key(Qt.Key.Key_Comma, CONTROL)
        choose(page_in_sight(person).language, "en")
        assert person.window.menus.action("undo").text() == "Undo"
        assert person.desk.current.ref == before
        assert page_in_sight(person).windowTitle() == "Settings"
        # The next key is for what one was choosing, not for one's name.
        person.bot.waitUntil(page_in_sight(person).language.hasFocus)
        leave(person)
        labels = {one.text() for one in person.window.findChildren(QLabel) if one.isVisible()}
        assert "Machine" in labels
        assert "机器" not in labels
        person.window.reading.page.setFocus()
        person.key(Qt.Key.Key_Return)
        assert len(person.annotations()) == 1

    def again(person):
        assert person.window.menus.action("undo").text() == "Undo"

    start(project, journey)
    start(project, again)
    assert settings.load().language == "en"
    assert strays == []


def test_a_key_is_changed_takes_effect_at_once_and_stays(project, start):
    def journey(person):
        person.key(Qt.Key.Key_Comma, CONTROL)
        keys = page_in_sight(person).keys
        keys.choose("confirm")
        person.key(Qt.Key.Key_X, on=keys.catch)
        assert keys.give.isEnabled()
        person.bot.mouseClick(keys.give, Qt.MouseButton.LeftButton)
        leave(person)
        person.window.reading.page.setFocus()
        person.key(Qt.Key.Key_X)
        assert [one.verdict for one in person.annotations()] == ["confirmed"]
        shown = [one.accessibleName() for one in person.window.inspector.findChildren(QAbstractButton)]
        assert any(words.endswith(" X") or words.startswith("X ") for words in shown)

    def again(person):
        person.key(Qt.Key.Key_X)
        assert len(person.annotations()) == 2

    start(project, journey)
    start(project, again)
    assert settings.load().keys["confirm"][0] == "X"


def test_a_key_in_use_says_whose_it_is_before_it_is_taken(project, start):
    def journey(person):
        person.key(Qt.Key.Key_Comma, CONTROL)
        keys = page_in_sight(person).keys
        keys.choose("next")
        person.key(Qt.Key.Key_F2, on=keys.catch)
        assert "修改" in keys.told.text()
        person.key(Qt.Key.Key_Left, on=keys.catch)
        assert not keys.give.isEnabled()

    start(project, journey)


def test_the_first_of_several_keys_is_told_from_the_only_one(project, start):
    def journey(person):
        person.key(Qt.Key.Key_Comma, CONTROL)
        keys = page_in_sight(person).keys
        told = {}
        for action in ("confirm", "finish"):
            keys.choose(action)
            told[action] = keys.take.text()
        assert told == {"confirm": "移除第一个键", "finish": "移除这个键"}

    start(project, journey)


def test_another_theme_reaches_every_corner_of_the_window(project, start, strays):
    def journey(person):
        search = person.window.search
        person.key(Qt.Key.Key_Comma, CONTROL)
        for name, look in (("dark", dark()), ("light", light())):
            choose(page_in_sight(person).theme, name)
            seen = search.grab().toImage().pixelColor(search.width() // 2, 4)
            assert seen == QColor(look.raised), name
        leave(person)

    start(project, journey)
    assert strays == []


def test_the_interface_at_200_per_cent_is_whole(project, start):
    def journey(person):
        person.window.resize(1280, 720)
        person.key(Qt.Key.Key_Comma, CONTROL)
        choose(page_in_sight(person).interface, 200)
        person.bot.waitUntil(page_in_sight(person).interface.hasFocus)
        leave(person)
        assert person.window.font().pixelSize() != 13 or QApplication.font().pixelSize() == 26
        assert (person.window.width(), person.window.height()) == (1280, 720)
        assert person.window.reading.page.isVisible()
        person.window.reading.page.setFocus()
        person.key(Qt.Key.Key_Return)
        assert len(person.annotations()) == 1

    start(project, journey)
    assert settings.load().interface == 200


def test_a_name_that_is_none_is_refused_in_a_sentence(project, start):
    def journey(person):
        person.key(Qt.Key.Key_Comma, CONTROL)
        name = page_in_sight(person).name
        name.setFocus()
        name.selectAll()
        person.bot.keyClicks(name, "gold")
        person.key(Qt.Key.Key_Return, on=name)
        assert person.desk.session.reviewer == "甲"
        assert person.said()

    start(project, journey)
    assert settings.load().reviewer != "gold"


def test_what_was_begun_and_where_one_was_survive_a_change_of_language(make_project, start):
    lines = "".join(f"第{n}段，全年办理案件{n}件，出动人员{n * 3}人次。\n" for n in range(230, 290))
    path = make_project(a=f"甲局2024年报告\n{lines}")

    def journey(person):
        page = person.window.reading.page
        at = page.text.index("第250段")
        page.select_span(at, at)
        person.go_to("250件")
        bar = page.verticalScrollBar()
        bar.setValue(bar.value() + 23)
        top = page.view_state()
        person.key(Qt.Key.Key_F2)
        person.type("251")
        person.window.trigger("settings")
        choose(page_in_sight(person).language, "en")
        (made,) = person.annotations()
        assert made.features["value"] == "251"
        fresh = person.window.reading.page
        assert fresh is not page
        person.bot.waitUntil(lambda: fresh.view_state() == top)

    start(path, journey)
