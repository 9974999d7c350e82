"""The page is read, never written: offsets are those of the stored text, and keys are the window's."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeySequence, QShortcut, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from annotator.ui.page import Page
from annotator.ui.theme import dark, light

MakePage = Callable[..., Page]
TEXT = "甲𠮷乙\n👨‍🚒丙é丁\u2028戊\xa0己\u2029庚\x0b辛\u3000壬\ufdd0癸\r\n末\x00尾"
KEY = Qt.Key


def test_every_range_can_be_selected_and_read_back(make_page: MakePage):
    page = make_page(TEXT)
    for start in range(len(TEXT)):
        for end in range(start, len(TEXT) + 1):
            page.select_span(start, end)
            assert page.selected_span() == (start, end)
            assert page.selected_text() == TEXT[start:end]


def test_the_caret_counts_code_points(make_page: MakePage, qtbot: QtBot):
    page = make_page("𠮷𠮷甲\n乙")
    seen = []
    for _ in range(5):
        qtbot.keyClick(page, KEY.Key_Right)
        seen.append(page.caret())
    assert seen == [1, 2, 3, 4, 5]


def test_the_words_are_never_taken_for_markup(make_page: MakePage):
    hostile = "<b>x</b><img src=x onerror=alert(1)>&amp;<!-- "
    page = make_page(hostile)
    page.selectAll()
    assert page.document().firstBlock().text() == hostile
    assert page.selected_text() == hostile
    assert page.document().characterCount() - 1 == len(hostile)


def test_copying_copies_the_stored_words_as_plain_text(make_page: MakePage, qtbot: QtBot):
    page = make_page(TEXT)
    page.select_span(4, 20)
    qtbot.keyClick(page, KEY.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = QGuiApplication.clipboard().mimeData()
    assert copied.text() == TEXT[4:20]
    assert not copied.hasHtml()


def test_arrows_with_shift_select(make_page: MakePage, qtbot: QtBot):
    page = make_page("甲乙丙丁")
    qtbot.keyClick(page, KEY.Key_Right)
    with qtbot.waitSignal(page.selection_changed):
        qtbot.keyClick(page, KEY.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(page, KEY.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert page.selected_span() == (1, 3)
    qtbot.keyClick(page, KEY.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert page.selected_span() == (0, 4)
    qtbot.keyClick(page, KEY.Key_Home)
    assert page.selected_span() == (0, 0)
    qtbot.keyClick(page, KEY.Key_End)
    assert page.caret() == 4


class Window(QWidget):
    """Remembers which keys reach it."""

    def __init__(self) -> None:
        super().__init__()
        self.keys: list[int] = []

    def keyPressEvent(self, event) -> None:
        self.keys.append(event.key())


LEFT_TO_THE_WINDOW = [
    KEY.Key_N,
    KEY.Key_1,
    KEY.Key_Space,
    KEY.Key_Return,
    KEY.Key_Delete,
    KEY.Key_Backspace,
    KEY.Key_F2,
    KEY.Key_Escape,
    KEY.Key_Question,
]


def test_keys_that_do_not_move_reach_the_window_and_change_nothing(qtbot: QtBot):
    window = Window()
    qtbot.addWidget(window)
    page = Page(light(), window)
    page.show_text("甲乙丙丁")
    page.select_span(1, 3)
    for key in LEFT_TO_THE_WINDOW:
        qtbot.keyClick(page, key)
    assert window.keys == LEFT_TO_THE_WINDOW
    assert page.document().toPlainText() == "甲乙丙丁"
    assert page.selected_span() == (1, 3)


@pytest.mark.parametrize("keys", ["N", "Return", "Del", "Space", "Home", "Ctrl+K", "?"])
def test_a_single_key_may_be_a_shortcut_of_the_window(qtbot: QtBot, keys: str):
    window = QWidget()
    qtbot.addWidget(window)
    page = Page(light(), window)
    page.show_text("甲乙丙丁")
    shortcut = QShortcut(QKeySequence(keys), window)
    window.show()
    page.setFocus()
    qtbot.waitUntil(page.hasFocus)
    pressed = QKeySequence(keys)[0]  # type: ignore[index]
    with qtbot.waitSignal(shortcut.activated, timeout=1000):
        qtbot.keyClick(page, pressed.key(), pressed.keyboardModifiers())


def test_selecting_stays_the_pages_whatever_the_windows_keys(qtbot: QtBot):
    window = QWidget()
    qtbot.addWidget(window)
    page = Page(light(), window)
    page.show_text("甲乙丙丁")
    QShortcut(QKeySequence("Shift+Right"), window)
    window.show()
    page.setFocus()
    qtbot.waitUntil(page.hasFocus)
    qtbot.keyClick(page, KEY.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert page.selected_span() == (0, 1)


def test_an_input_method_changes_nothing(make_page: MakePage):
    page = make_page("甲乙丙丁")
    page.select_span(1, 3)
    assert not page.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    assert page.inputMethodQuery(Qt.InputMethodQuery.ImEnabled) is False
    for commit in ("字", ""):
        event = QInputMethodEvent("拼音", [])
        event.setCommitString(commit, -1, 2)
        QApplication.sendEvent(page, event)
        QApplication.sendEvent(page.viewport(), event)
    assert page.document().toPlainText() == "甲乙丙丁"
    assert page.selected_span() == (1, 3)


def test_an_input_method_stays_off_after_another_text(make_page: MakePage):
    page = make_page("甲")
    page.show_text("乙")
    page.set_zoom(1.3)
    assert not page.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    assert page.isReadOnly() and not page.document().isUndoRedoEnabled()


def test_nothing_can_be_pasted_or_dropped(make_page: MakePage):
    page = make_page("甲乙")
    pasted = QMimeData()
    pasted.setText("丙")
    QGuiApplication.clipboard().setText("丙")
    page.paste()
    assert not page.canInsertFromMimeData(pasted)
    assert not page.acceptDrops()
    assert page.document().toPlainText() == "甲乙"


def test_another_text_starts_at_its_beginning_without_selection(make_page: MakePage):
    page = make_page("甲\n" * 500)
    page.select_span(700, 720)
    page.show_text("乙\n" * 500)
    assert page.selected_span() == (0, 0)
    assert page.first_visible() == 0
    assert page.text == "乙\n" * 500


def test_an_offset_far_away_is_brought_into_sight(make_page: MakePage):
    text = "".join(f"第{n}段𠮷\n" for n in range(2000))
    page = make_page(text)
    start = text.index("第1500段")
    page.scroll_to(start)
    assert page.viewport().rect().contains(page.place_of(start))
    assert page.offset_at(page.place_of(start).center()) == start
    settled = page.verticalScrollBar().value()
    page.scroll_to(start)
    assert page.verticalScrollBar().value() == settled


def test_zooming_keeps_the_place_and_the_selection(make_page: MakePage):
    text = "".join(f"第{n}段落实行政执法𠮷公示制度\n" for n in range(1000))
    page = make_page(text)
    page.select_span(9000, 9004)
    top = page.first_visible()
    page.set_zoom(1.5)
    assert page.font().pixelSize() == 26
    assert page.selected_span() == (9000, 9004)
    assert abs(page.first_visible() - top) <= 40
    page.set_zoom(99)
    assert page.zoom() == 3.0


def test_the_theme_can_change_while_reading(make_page: MakePage):
    page = make_page("甲乙\n" * 300)
    page.select_span(400, 402)
    page.set_theme(dark())
    assert page.selected_span() == (400, 402)
    corner = page.grab().toImage().pixelColor(3, 3)
    assert corner.name().upper() == dark().paper


def test_the_measure_is_38_ideographs_at_most_and_the_column_is_centred(make_page: MakePage):
    page = make_page("国" * 400, width=1800)
    layout = page.document().firstBlock().layout()
    assert layout.lineAt(1).textLength() == 38
    assert layout.lineAt(0).textLength() == 36
    viewport = page.viewport().geometry()
    assert abs(viewport.left() - (page.width() - viewport.right())) <= 24


def test_widening_a_wide_window_does_not_lay_out_again(make_page: MakePage):
    page = make_page("国" * 400, width=1400)
    told = []
    page.laid_out.connect(lambda: told.append(page.viewport().width()))
    page.resize(1700, 700)
    page.resize(1500, 700)
    assert told == []


def first_x(page: Page, number: int, position: int) -> float:
    """Where a character of a paragraph's first line stands, in pixels of the column."""
    line = page.document().findBlockByNumber(number).layout().lineAt(0)
    return line.cursorToX(position)[0]  # type: ignore[index]


@pytest.mark.parametrize("width", [640, 800, 1500])
def test_the_same_words_stay_at_the_top_when_the_window_is_resized(make_page: MakePage, width: int):
    page = make_page("".join(f"第{n}段" + "落实行政执法公示制度，" * 12 + "\n" for n in range(300)))
    page.scroll_to(20_000)
    top, height = page.first_visible(), page.place_of(page.first_visible()).top()
    page.resize(width, 700)
    assert page.place_of(top).top() == pytest.approx(height, abs=1)
    page.verticalScrollBar().setValue(0)
    page.resize(1000, 700)
    assert page.verticalScrollBar().value() == 0


def test_headings_are_set_apart(make_page: MakePage):
    text = "某县2024年报告\n\n　　一、主要成效\n正文。\n一是健全机制。正文。"
    page = make_page()
    page.show_text(text, headings=[(0, 9, 0), (13, 19, 1), (24, 31, 4)])
    page.show()
    blocks = [page.document().findBlockByNumber(number) for number in range(5)]
    assert [block.userState() for block in blocks] == [0, -1, 1, -1, -1]
    heights = [block.layout().lineAt(0).height() for block in blocks]
    assert heights[0] > heights[2] > heights[3]
    # A heading stands at the edge even when the text indents it with blanks.
    assert first_x(page, 2, 2) == pytest.approx(0, abs=1)
    assert first_x(page, 3, 0) == pytest.approx(34, abs=1)
    run_in = blocks[4].textFormats()
    assert [(each.start, each.length) for each in run_in if each.format.fontWeight() >= 600] == [(0, 7)]


def test_a_heading_that_ends_in_a_gloss_stands_alone(make_page: MakePage):
    text = "（一）強化領(lǐng)\n正文。\n（二）強化領（甲）\n正文。"
    page = make_page()
    second = text.index("（二）")
    page.show_text(text, headings=[(0, 6, 2), (second, second + 6, 2)])
    page.show()
    assert [page.document().findBlockByNumber(n).userState() for n in (0, 2)] == [2, -1]
    assert first_x(page, 0, 0) == pytest.approx(0, abs=1)
    (letters,) = page.document().firstBlock().textFormats()
    assert letters.length == len("（一）強化領(lǐng)")


@pytest.mark.parametrize("zoom", [1.0, 1.6])
def test_the_view_comes_back_to_the_pixel(make_page: MakePage, zoom: float):
    text = "".join(f"第{n}段" + "落实行政执法公示制度，𠮷" * 12 + "\n" for n in range(300))
    page = make_page(text)
    page.set_zoom(zoom)
    page.verticalScrollBar().setValue(4321)
    state = page.view_state()
    other = make_page("别的报告")
    other.set_zoom(zoom)
    other.show_text(text)
    other.restore_view(state)
    assert other.verticalScrollBar().value() == 4321
    assert other.view_state() == state
    other.set_zoom(1.3)
    other.restore_view(state)
    assert other.place_of(state[0]).top() == state[1]
    other.set_zoom(zoom)
    other.restore_view(state)
    assert other.verticalScrollBar().value() == 4321


def test_a_view_of_a_longer_text_does_no_harm(make_page: MakePage):
    page = make_page("短短的。")
    page.restore_view((5000, -3))
    assert page.verticalScrollBar().value() == 0


def test_blanks_at_the_beginning_count_towards_the_indent(make_page: MakePage):
    page = make_page("正文\n　　正文\n　正文\n    正文")
    firsts = [first_x(page, number, blanks) for number, blanks in enumerate((0, 2, 1, 4))]
    assert firsts == pytest.approx([34, 34, 34, 34], abs=3)


def test_notes_know_where_to_stand(make_page: MakePage, qtbot: QtBot):
    page = make_page("国" * 40 + "\n" + "国\n" * 500)
    margin = page.note_margin()
    assert margin.width() >= 150
    assert page.place_of(30).right() < margin.left()
    with qtbot.waitSignal(page.moved):
        page.verticalScrollBar().setValue(50)
    assert page.place_of(0).top() == 40 - 50


def test_the_wheel_zooms_with_control_and_scrolls_on_bare_paper(make_page: MakePage, qtbot: QtBot):
    page = make_page("国\n" * 500, width=1800)

    def turn(keys: Qt.KeyboardModifier) -> None:
        at = QPoint(5, 300)
        event = QWheelEvent(
            at, page.mapToGlobal(at), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton, keys,
            Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(page, event)

    turn(Qt.KeyboardModifier.NoModifier)
    assert page.verticalScrollBar().value() > 0
    turn(Qt.KeyboardModifier.ControlModifier)
    assert page.zoom() < 1.0
