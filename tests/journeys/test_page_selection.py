"""Owns the journeys of the selection: it never outlives the place it was made for, and Esc lets it go."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

LEFT = Qt.MouseButton.LeftButton
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
LONG = "甲局2024年报告\n" + "".join(
    f"第{n}段，全年办理案件{n}件，出动人员{n * 3}人次。\n" for n in range(100, 200)
)


def select(person, words: str) -> int:
    """Select words on the page, by program."""
    page = person.window.reading.page
    at = page.text.index(words)
    page.select_span(at, at + len(words))
    page.setFocus()
    return at


def test_after_a_hit_j_and_d_mean_the_current_place(project, start):
    def journey(person):
        person.key(Qt.Key.Key_F, CONTROL)
        person.type("走访")
        person.key(Qt.Key.Key_Escape)
        assert person.window.reading.page.selected_text() == "走访"
        person.go_to("186.4万元")
        assert person.desk.selection is None
        person.key(Qt.Key.Key_D)
        (doubt,) = person.annotations()
        assert doubt.features["literal"] == "186.4万元"

    start(project, journey)


def test_the_caret_follows_and_shift_arrows_select_there(project, start):
    def journey(person):
        page = person.window.reading.page
        select(person, "走访")
        person.go_to("186.4万元")
        assert page.selected_span() == (page.text.index("186.4"),) * 2
        for _ in range(3):
            person.key(Qt.Key.Key_Right, SHIFT)
        assert page.selected_text() == "186"

    start(project, journey)


def test_the_only_open_place_gone_to_once_more_lets_go_too(make_project, start, capsys):
    path = make_project(a="全年办理案件12件，走访群众。\n")
    capsys.readouterr()

    def journey(person):
        select(person, "走访")
        person.key(Qt.Key.Key_J)
        assert person.words() == "12件" and person.desk.selection is None

    start(path, journey)


def test_the_page_scrolls_to_the_current_place_whatever_was_selected(make_project, start, capsys):
    path = make_project(a=LONG)
    capsys.readouterr()

    def journey(person):
        page = person.window.reading.page
        page.select_span(5, 8)
        for _ in range(60):
            person.key(Qt.Key.Key_J)
        place = page.place_of(person.desk.shown.to_shown(person.desk.current.fragments)[0][0])
        assert 0 <= place.top() <= page.viewport().height()
        # The same from the table of numbers.
        page.select_span(5, 8)
        person.window.numbers.table.setFocus()
        person.key(Qt.Key.Key_Down)
        place = page.place_of(person.desk.shown.to_shown(person.desk.current.fragments)[0][0])
        assert 0 <= place.top() <= page.viewport().height() and person.desk.selection is None

    start(path, journey)


def test_after_a_tag_the_next_key_means_the_new_annotation(project, start):
    def journey(person):
        select(person, "部分人员程序意识不强")
        person.key(Qt.Key.Key_3)
        assert person.desk.selection is None
        person.key(Qt.Key.Key_6)
        (made,) = person.annotations()
        assert made.label == "cause"

    start(project, journey)


def test_what_was_selected_is_still_so_in_the_other_view(project, start):
    def journey(person):
        select(person, "部分人员")
        person.key(Qt.Key.Key_L, CONTROL)
        assert person.window.reading.page.selected_text() == "部分人员"

    start(project, journey)


def test_dragging_from_inside_a_selection_selects_anew(project, start):
    def journey(person):
        page = person.window.reading.page
        at = select(person, "部分人员程序意识")
        inside = page.place_of(at + 2).center()
        target = page.place_of(at + 6).center()
        person.bot.mousePress(page.viewport(), LEFT, pos=inside)
        for step in range(1, 6):
            person.bot.mouseMove(page.viewport(), pos=inside + (target - inside) * step / 5)
        person.bot.mouseRelease(page.viewport(), LEFT, pos=target)
        assert page.selected_text() == "人员程序"

    start(project, journey)


def test_escape_lets_go_of_a_selection_at_the_page(project, start):
    def journey(person):
        at = select(person, "部分人员")
        person.key(Qt.Key.Key_Escape)
        assert person.desk.selection is None
        assert person.window.reading.page.caret() == at
        assert not person.window.reading.cancel()

    start(project, journey)


def test_a_click_leaves_the_caret_where_it_was_put(project, start):
    def journey(person):
        page = person.window.reading.page
        at = page.text.index("186.4万元")
        person.bot.mouseClick(page.viewport(), LEFT, pos=page.place_of(at + 3).center())
        assert person.words() == "186.4万元"
        assert page.selected_span() == (at + 3, at + 3)

    start(project, journey)


@pytest.mark.parametrize("place", ["page", "next", "close_button"])
def test_escape_closes_the_find_bar_from_everywhere(project, start, place):
    def journey(person):
        page, bar = person.window.reading.page, person.window.reading.finding
        person.key(Qt.Key.Key_F, CONTROL)
        person.type("312")
        (page if place == "page" else getattr(bar, place)).setFocus()
        person.key(Qt.Key.Key_Escape)
        assert not bar.isVisible() and page._hits == () and page.hasFocus()
        assert page.selected_text() == "312"
        person.key(Qt.Key.Key_Escape)
        assert page.selected_text() == ""

    start(project, journey)


def test_the_wheel_tells_of_another_zoom(project, start):
    def journey(person):
        page = person.window.reading.page
        told: list[float] = []
        page.zoomed.connect(told.append)
        for turn in (120, 0):
            wheel = QWheelEvent(
                QPointF(50, 50),
                QPointF(50, 50),
                QPoint(0, 0),
                QPoint(0, turn),
                Qt.MouseButton.NoButton,
                CONTROL,
                Qt.ScrollPhase.NoScrollPhase,
                False,
            )
            QApplication.sendEvent(page.viewport(), wheel)
        assert told == [page.zoom()] and page.zoom() > 1.0

    start(project, journey)
