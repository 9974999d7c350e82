"""Owns the journey of reading the manual: a key opens it, typing finds, Enter shows, Escape returns."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from annotator.ui.manual_view import ManualView

# The platform without a screen says so for every dialog.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

CONTROL = Qt.KeyboardModifier.ControlModifier


def _manuals(person):
    return [one for one in person.window.findChildren(ManualView) if one.isVisible()]


def _open(person):
    person.key(Qt.Key.Key_F1, CONTROL)
    (view,) = _manuals(person)
    person.bot.waitUntil(view.field.hasFocus, timeout=5_000)
    return view


def test_the_manual_is_opened_searched_read_and_closed_by_keyboard(project, start):
    def journey(person):
        before = person.words()
        view = _open(person)
        person.type("duandian")
        assert view.beside is not view.hits
        view.field.clear()
        person.type("断电")
        person.key(Qt.Key.Key_Return)
        assert view.shown()[0] == "saved"
        assert view.sheet.hasFocus()
        person.key(Qt.Key.Key_Delete)
        person.key(Qt.Key.Key_3)
        assert person.annotations() == []
        person.key(Qt.Key.Key_Escape)
        assert not _manuals(person)
        person.bot.waitUntil(person.window.reading.page.hasFocus, timeout=5_000)
        assert person.words() == before
        person.key(Qt.Key.Key_Return)
        assert len(person.annotations()) == 1

    start(project, journey)


def test_one_manual_stays_open_beside_the_work_and_where_it_was_left(project, start):
    def journey(person):
        view = _open(person)
        view.show_page("relations", "连一条")
        view.close()
        person.bot.waitUntil(lambda: QApplication.activeWindow() is person.window, timeout=5_000)
        again = _open(person)
        assert again is view
        assert again.shown() == ("relations", "连一条")
        person.window.activateWindow()
        person.bot.waitUntil(lambda: QApplication.activeWindow() is person.window, timeout=5_000)
        person.key(Qt.Key.Key_Return, on=person.window.reading.page)
        assert len(person.annotations()) == 1
        assert _manuals(person) == [view]

    start(project, journey)


def test_the_manual_takes_the_look_and_the_language_of_the_window(project, start):
    def journey(person):
        view = _open(person)
        view.show_page("keys")
        looks = person.window._controls.looks
        looks.turn_theme()
        paper = view.sheet.viewport().palette().base().color().name().upper()
        assert paper == looks.theme.paper
        looks.set_language("en")
        (fresh,) = _manuals(person)
        assert fresh.shown()[0] == "keys"
        assert fresh.sheet.toPlainText().startswith("Keys")
        fresh.close()

    start(project, journey)


def test_the_manual_opens_without_a_project_and_at_a_place_asked_for(start):
    def journey(person):
        person.window._controls.asking.show_manual("saved", "建议")
        (view,) = _manuals(person)
        assert view.shown() == ("saved", "建议")
        person.bot.waitUntil(lambda: QApplication.activeWindow() is view, timeout=5_000)
        view.close()

    start(None, journey)


def test_the_palette_finds_a_section_of_the_manual_and_enter_opens_it(project, start):
    def journey(person):
        person.key(Qt.Key.Key_K, CONTROL)
        person.type("?断电")
        person.key(Qt.Key.Key_Down)
        person.key(Qt.Key.Key_Return)
        (view,) = _manuals(person)
        assert view.shown() == ("saved", "断电之后还在的")
        view.close()
        person.bot.waitUntil(lambda: QApplication.activeWindow() is person.window, timeout=5_000)
        person.key(Qt.Key.Key_K, CONTROL)
        person.type("?")
        person.key(Qt.Key.Key_Return)
        assert _manuals(person)[0].shown() == ("first-hour", "")

    start(project, journey)
