"""Owns the journeys of the mouse on the page: borders dragged, the menu, notes, the map, who and when."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu

from annotator.languages import chinese
from annotator.ui.models import answering

LEFT = Qt.MouseButton.LeftButton
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def _drag(person, start, end):
    page = person.window.reading.page
    target = page.place_of(end).center()
    person.bot.mousePress(page.viewport(), LEFT, pos=page.place_of(start).center())
    person.bot.mouseMove(page.viewport(), pos=target)
    person.bot.mouseRelease(page.viewport(), LEFT, pos=target)


def test_dragging_an_end_corrects_the_number_as_the_keys_do(project, start, look):
    def journey(person):
        person.go_to("约48万人次")
        page = person.window.reading.page
        at = page.text.index("48万人次")
        _drag(person, at - 1, at)
        assert person.words() == "48万人次"
        assert person.desk.current.state == "corrected"
        assert "qualifier" not in person.desk.current.features
        _drag(person, at + 5, at + 4)
        assert person.words() == "48万人"

    start(project, journey)
    (made,) = look(project)
    assert made.features.get("reason") == "span"


def test_dragging_on_the_clean_text_keeps_the_glosses_of_the_original(project, start):
    def journey(person):
        person.key(Qt.Key.Key_PageDown, CONTROL)
        page = person.window.reading.page
        at = page.text.index("領導")
        page.select_span(at, at + 2)
        person.key(Qt.Key.Key_2)
        page.select_span(0, 0)
        _drag(person, at + 2, at + 6)
        assert person.words() == "領(lǐng)導(dǎo)班子建設"

    start(project, journey)


@pytest.mark.qt_log_ignore("does not support")
def test_the_menu_of_the_span_under_the_pointer(project, start):
    def journey(person):
        page, window = person.window.reading.page, person.window
        at = page.text.index("5处")
        point = page.place_of(at).center() + QPoint(4, 0)
        spot = page.viewport().mapToGlobal(point)
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, point, spot)
        QApplication.sendEvent(page.viewport(), event)
        assert person.words() == "5处"
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        names = [action.objectName() for action in menu.actions() if not action.isSeparator()]
        assert names[:6] == ["confirm", "edit", "reject", "delete", "note", "link"]
        assert "tag.clause.problem" in names and names[-1] == "undo"
        assert menu.actions()[0] is window.menus.action("confirm")
        menu.actions()[0].trigger()
        menu.close()
        assert "confirmed" in person.states()

    start(project, journey)


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_over_bare_text_the_menu_leaves_the_current_place_alone(project, start):
    def journey(person):
        person.go_to("312件")
        window, page = person.window, person.window.reading.page
        point = page.place_of(page.text.index("停车位")).center()
        assert not page.paint_at(point)
        where = page.viewport().mapToGlobal(point)
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, point, where)
        QApplication.sendEvent(page.viewport(), event)
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        names = {action.objectName() for action in menu.actions() if not action.isSeparator()}
        menu.close()
        assert names == {"undo", "find"}
        # The key for it is about the current place wherever the pointer is.
        person.key(Qt.Key.Key_F10, SHIFT)
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        assert menu.actions()[0] is window.menus.action("confirm")
        menu.close()

    start(project, journey)


def test_hovering_tells_what_who_and_when(project, start):
    def journey(person):
        person.go_to("312件")
        ref = person.desk.current.ref
        assert re.search(r"机器 · 待核$", person.window.reading._tip([ref]))
        person.key(Qt.Key.Key_Return)
        assert re.search(r"312 件 · 甲 · 已核 · \d\d:\d\d$", person.window.reading._tip([ref]))

    start(project, journey)


def test_notes_and_doubts_stand_in_the_margin_and_on_the_map(project, start):
    def journey(person):
        page, desk = person.window.reading.page, person.desk
        person.go_to("312件")
        noted = desk.current.ref
        person.key(Qt.Key.Key_Return)
        answering.set_note(desk, noted, "问过统计局")
        page.select_span(at := page.text.index("12.2%"), at + 5)
        person.key(Qt.Key.Key_D)
        answering.set_features(desk, desk.current.ref, {"literal": "12.2%", "should_be": "<b>12.5%"})
        told = [(slip.note.words, slip.note.tone) for slip in page.slips()]
        assert ("问过统计局", "note") in told and ("应为：<b>12.5%", "should_be") in told
        counts = page.map.counts()
        assert counts["doubt"] == 1 and counts["open"] == len(desk.spots.open)
        assert "▲ 存疑 1 处" in page.map.accessibleName()
        person.key(Qt.Key.Key_Escape)
        person.go_to("5处")
        place = (
            next(slip for slip in page.slips() if slip.note.tone == "should_be").box.center() + page._shift()
        )
        person.bot.mouseClick(page.viewport(), LEFT, pos=place.toPoint())
        assert desk.current.label == "source_doubt"

    start(project, journey)


def test_going_by_words_once_they_are_known(project, start):
    chinese.load_words()

    def journey(person):
        page = person.window.reading.page
        at = page.text.index("全年办理行政处罚案件")
        page.select_span(at, at)
        page.setFocus()
        stops = []
        for _ in range(4):
            person.key(Qt.Key.Key_Right, CONTROL | SHIFT)
            stops.append(page.selected_text())
        assert stops[:3] == ["全年", "全年办理", "全年办理行政处罚"]
        person.bot.mouseDClick(page.viewport(), LEFT, pos=page.place_of(at + 5).center() + QPoint(5, 0))
        assert page.selected_text() == "行政处罚"

    start(project, journey)
