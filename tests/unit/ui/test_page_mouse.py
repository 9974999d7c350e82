"""The mouse does on the page what keys do: borders dragged, the menu asked for, words selected."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.ui.page import Page
from annotator.ui.painting.paint import Paint

MakePage = Callable[..., Page]
TEXT = "全年𠮷办理行政处罚案件312件，其中一般程序74件。简易程序238件，群众满意。\n第二段(lǐng)话。\n"
LEFT = Qt.MouseButton.LeftButton
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def at(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


@pytest.fixture
def page(make_page: MakePage) -> Page:
    made = make_page(TEXT)
    gapped = Paint(ref="gapped", fragments=(at("一般"), at("74件")))
    made.set_paints([Paint(ref="312件", fragments=(at("312件"),)), gapped])
    made.set_current("312件")
    return made


def drag(page: Page, qtbot: QtBot, start: int, end: int, *, lets_go: bool = True) -> None:
    viewport, target = page.viewport(), page.place_of(end).center()
    qtbot.mousePress(viewport, LEFT, pos=page.place_of(start).center())
    qtbot.mouseMove(viewport, pos=target)
    if lets_go:
        qtbot.mouseRelease(viewport, LEFT, pos=target)


def test_the_end_of_the_current_span_can_be_dragged(page: Page, qtbot: QtBot):
    start, end = at("312件")
    told: list[tuple[object, int, int]] = []
    page.span_dragged.connect(lambda *borders: told.append(borders))
    drag(page, qtbot, end, end + 3)
    drag(page, qtbot, start, start - 2)
    assert told == [("312件", start, end + 3), ("312件", start - 2, end)]
    assert page.selected_span()[0] == page.selected_span()[1]


def test_a_border_never_passes_the_other(page: Page, qtbot: QtBot):
    start, end = at("312件")
    with qtbot.waitSignal(page.span_dragged) as told:
        drag(page, qtbot, end, start - 4)
    assert told.args == ["312件", start, start + 1]


def test_only_the_outer_borders_of_a_span_with_a_gap(page: Page, qtbot: QtBot):
    page.set_current("gapped")
    told: list[tuple[object, int, int]] = []
    page.span_dragged.connect(lambda *borders: told.append(borders))
    drag(page, qtbot, at("一般")[1], at("一般")[1] + 1)
    assert told == []
    drag(page, qtbot, at("74件")[1], at("74件")[1] + 1)
    assert told == [("gapped", at("一般")[0], at("74件")[1] + 1)]


def test_what_is_not_current_is_not_taken(page: Page, qtbot: QtBot):
    page.set_current(None)
    told: list[object] = []
    page.span_dragged.connect(lambda *borders: told.append(borders))
    drag(page, qtbot, at("312件")[1], at("312件")[1] + 3)
    assert told == [] and page.selected_span() == (at("312件")[1], at("312件")[1] + 3)


def test_while_dragging_the_outline_is_seen_and_escape_gives_up(page: Page, qtbot: QtBot):
    end = at("312件")[1]
    told: list[object] = []
    page.span_dragged.connect(lambda *borders: told.append(borders))
    page.setFocus()
    before = page.viewport().grab().toImage()
    drag(page, qtbot, end, end + 3, lets_go=False)
    assert page.viewport().grab().toImage() != before
    ours = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
    ours.ignore()
    QApplication.sendEvent(page, ours)
    assert ours.isAccepted()
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert page.viewport().grab().toImage() == before
    qtbot.mouseRelease(page.viewport(), LEFT, pos=page.place_of(end + 3).center())
    assert told == []


def test_letting_go_outside_gives_up(page: Page, qtbot: QtBot):
    end = at("312件")[1]
    told: list[object] = []
    page.span_dragged.connect(lambda *borders: told.append(borders))
    drag(page, qtbot, end, end + 3, lets_go=False)
    qtbot.mouseRelease(page.viewport(), LEFT, pos=QPoint(100, -40))
    assert told == []


def hover(page: Page, point: QPoint) -> None:
    """Move the mouse over the page, no button pressed; straight to it, wherever the mouse was before."""
    none = Qt.MouseButton.NoButton
    spot = page.viewport().mapToGlobal(point)
    held = Qt.KeyboardModifier.NoModifier
    moved = QMouseEvent(QEvent.Type.MouseMove, QPointF(point), QPointF(spot), none, none, held)
    QApplication.sendEvent(page.viewport(), moved)


def test_the_pointer_tells_where_a_border_is(page: Page):
    viewport = page.viewport()
    hover(page, page.place_of(at("312件")[1]).center())
    assert viewport.cursor().shape() == Qt.CursorShape.SplitHCursor
    hover(page, page.place_of(at("群众")[0]).center())
    assert viewport.cursor().shape() == Qt.CursorShape.IBeamCursor


def test_inside_a_narrow_span_one_selects(page: Page, qtbot: QtBot):
    start, _ = at("312件")
    page.set_paints([Paint(ref="digit", fragments=((start, start + 1),))])
    page.set_current("digit")
    told: list[object] = []
    page.span_dragged.connect(lambda *borders: told.append(borders))
    left, right = page.place_of(start), page.place_of(start + 1)
    inside = QPoint(left.left() + round((right.left() - left.left()) * 0.33), left.center().y())
    hover(page, inside)
    assert page.viewport().cursor().shape() == Qt.CursorShape.IBeamCursor
    target = page.place_of(start + 5).center()
    qtbot.mousePress(page.viewport(), LEFT, pos=inside)
    qtbot.mouseMove(page.viewport(), pos=target)
    qtbot.mouseRelease(page.viewport(), LEFT, pos=target)
    assert told == [] and page.selected_span() == (start, start + 5)


def test_a_click_at_a_border_is_a_click(page: Page, qtbot: QtBot):
    with qtbot.waitSignal(page.span_clicked) as told:
        qtbot.mouseClick(page.viewport(), LEFT, pos=page.place_of(at("312件")[1]).center() - QPoint(2, 0))
    assert told.args == ["312件"]


def test_a_right_click_makes_current_then_asks_for_the_menu(page: Page):
    told: list[object] = []
    page.span_clicked.connect(told.append)
    page.menu_wanted.connect(told.append)
    point = page.place_of(at("74件")[0] + 1).center()
    spot = page.viewport().mapToGlobal(point)
    QApplication.sendEvent(page.viewport(), QContextMenuEvent(QContextMenuEvent.Reason.Mouse, point, spot))
    assert told == ["gapped", spot]


@pytest.mark.parametrize(
    ("key", "held"), [(Qt.Key.Key_Menu, Qt.KeyboardModifier.NoModifier), (Qt.Key.Key_F10, SHIFT)]
)
def test_the_keys_for_a_menu_ask_beside_the_current_span(page: Page, qtbot: QtBot, key, held):
    with qtbot.waitSignal(page.menu_wanted) as told:
        qtbot.keyClick(page, key, held)
    place = page.place_of(at("312件")[0])
    assert told.args == [page.viewport().mapToGlobal(place.bottomLeft())]


def by_commas(text: str) -> list[str]:
    """Words of three letters."""
    return [text[n : n + 3] for n in range(0, len(text), 3)]


def test_control_and_arrows_go_by_words(page: Page, qtbot: QtBot):
    page.set_cutter(by_commas)
    page.select_span(0, 0)
    for expected in (3, 6, 9):
        qtbot.keyClick(page, Qt.Key.Key_Right, CONTROL)
        assert page.selected_span() == (expected, expected)
    qtbot.keyClick(page, Qt.Key.Key_Left, CONTROL | SHIFT)
    assert page.selected_span() == (6, 9) and page.caret() == 6


def test_without_words_qt_moves_as_it_does(page: Page, qtbot: QtBot):
    page.select_span(0, 0)
    qtbot.keyClick(page, Qt.Key.Key_Right, CONTROL)
    assert page.caret() > 0


def test_a_double_click_selects_a_word_and_no_more(page: Page, qtbot: QtBot):
    page.set_cutter(by_commas)
    qtbot.mouseDClick(page.viewport(), LEFT, pos=page.place_of(7).center() + QPoint(5, 0))
    assert page.selected_span() == (6, 9)
    end = TEXT.index("。")
    qtbot.mouseRelease(page.viewport(), LEFT, pos=page.place_of(7).center())
    qtbot.mouseDClick(page.viewport(), LEFT, pos=page.place_of(end).center() + QPoint(5, 0))
    assert page.selected_span() == (end, end + 1)


def test_with_shift_a_border_is_not_taken(page: Page, qtbot: QtBot):
    start, end = at("312件")
    page.select_span(start, start)
    qtbot.mouseClick(page.viewport(), LEFT, SHIFT, page.place_of(end).center())
    assert page.selected_span() == (start, end)


def between(page: Page, upper: int, lower: int) -> QPoint:
    """A point just above a line, and far below the letters of the one before; at the upper's offset."""
    top = page._lines(page.viewport().rect())
    above = next(line for line in top if line.start_qt <= upper < line.end_qt)
    below = next(line for line in top if line.start_qt <= lower < line.end_qt)
    gap = below.top - above.bottom
    assert gap > 6
    return QPoint(page.place_of(upper).left(), round(above.bottom + gap * 0.4 + page._shift().y()))


LINES = "一" * 120


def test_between_two_lines_the_nearest_character_is_meant(make_page: MakePage, qtbot: QtBot):
    page = make_page(LINES)
    first = [line.start_qt for line in page._lines(page.viewport().rect())]
    here, there = first[1] + 10, first[1] + 20
    press, target = between(page, here, first[2]), between(page, there, first[2])
    assert page.offset_at(press) == here
    qtbot.mousePress(page.viewport(), LEFT, pos=press)
    qtbot.mouseMove(page.viewport(), pos=target)
    qtbot.mouseRelease(page.viewport(), LEFT, pos=target)
    assert page.selected_span() == (here, there)
    page.set_cutter(by_commas)
    qtbot.mouseDClick(page.viewport(), LEFT, pos=press + QPoint(5, 0))
    assert page.selected_span()[0] <= here < page.selected_span()[1]
