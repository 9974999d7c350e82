"""What is painted lies under the right words, in the right colours, and can be pointed at."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QHelpEvent, QImage
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from annotator.ui.page import Page
from annotator.ui.painting.paint import Paint, State, Style
from annotator.ui.theme import contrast, dark, light

MakePage = Callable[..., Page]
TEXT = "全年办理行政处罚𠮷案件312件，其中一般程序74件、简易程序238件，办结率达100%，群众满意。\n" * 3


def at(words: str, text: str = TEXT) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


def one(words: str, *, state: State = "confirmed", style: Style = "fill", hue: str = "numbers") -> Paint:
    return Paint(ref=words, fragments=(at(words),), hue=hue, style=style, state=state, words="成效")


def place(page: Page, start: int, end: int) -> QRect:
    """The rectangle of words on one line, in the viewport."""
    return page.place_of(start).united(page.place_of(end))


def picture(page: Page) -> QImage:
    return page.viewport().grab().toImage()


def count(image: QImage, rect: QRect, colour: str, *, near: int = 24) -> int:
    """How many pixels of a rectangle are nearly that colour."""
    wanted, rect = QColor(colour), rect.intersected(image.rect())
    found = 0
    for x in range(rect.left(), rect.right() + 1):
        for y in range(rect.top(), rect.bottom() + 1):
            seen = image.pixelColor(x, y)
            far = (
                abs(seen.red() - wanted.red())
                + abs(seen.green() - wanted.green())
                + abs(seen.blue() - wanted.blue())
            )
            found += far <= near
    return found


@pytest.mark.parametrize("theme", [light(), dark()], ids=["light", "dark"])
def test_a_confirmed_span_is_tinted_and_underlined_under_its_words_only(make_page: MakePage, theme):
    page = make_page(TEXT, theme=theme)
    page.set_paints([one("312件")])
    image, (start, end) = picture(page), at("312件")
    rect, hue = place(page, start, end), theme.hue("numbers")
    below = QRect(rect.left(), rect.bottom() - 3, rect.width(), 8)
    assert count(image, rect, hue.tint) > rect.width() * 5
    assert count(image, below, hue.text) >= rect.width() - 8
    before = QRect(rect.left() - 60, rect.top(), 58, rect.height())
    after = QRect(rect.right() + 3, rect.top(), 60, rect.height())
    assert count(image, before, hue.tint, near=8) == count(image, after, hue.tint, near=8) == 0


def test_the_tint_covers_the_ideographs_from_top_to_bottom(make_page: MakePage):
    page = make_page("国国国国国国")
    bare = picture(page)
    page.set_paints([Paint(ref=1, fragments=((2, 4),), hue="numbers", style="fill")])
    image, rect = picture(page), place(page, 2, 4)
    ink = [
        y
        for y in range(rect.top(), rect.bottom())
        if any(bare.pixelColor(x, y).lightness() < 120 for x in range(rect.left(), rect.right()))
    ]
    tinted = [
        y
        for y in range(rect.top() - 10, rect.bottom() + 10)
        if count(image, QRect(rect.left(), y, rect.width(), 1), light().hue("numbers").tint) > 3
    ]
    assert min(tinted) <= min(ink) and max(tinted) >= max(ink)
    assert len(tinted) <= len(ink) + 7


def test_a_corrected_span_is_underlined_in_vermilion_and_dotted(make_page: MakePage):
    page = make_page(TEXT)
    page.set_paints([one("312件", state="corrected")])
    image, rect = picture(page), place(page, *at("312件"))
    below = QRect(rect.left(), rect.bottom() - 3, rect.width(), 8)
    corner = QRect(rect.right() - 4, rect.top() - 2, 10, 10)
    assert count(image, below, light().accent) >= rect.width() - 8
    assert count(image, corner, light().accent, near=60) > 8


def test_a_suggestion_is_outlined_not_filled(make_page: MakePage):
    page = make_page(TEXT)
    page.set_paints([one("312件", state="suggestion")])
    image, rect = picture(page), place(page, *at("312件"))
    assert count(image, rect, light().hue("numbers").tint, near=8) == 0
    top = QRect(rect.left(), rect.top() - 2, rect.width(), 8)
    dashes = count(image, top, "#4A868C", near=90)
    assert rect.width() * 0.3 < dashes < rect.width()


def test_the_current_span_is_outlined_in_vermilion(make_page: MakePage):
    page = make_page(TEXT)
    page.set_paints([one("312件"), one("74件")])
    page.set_current("74件")
    around = place(page, *at("74件")).adjusted(-4, -4, 4, 8)
    assert count(picture(page), around, light().accent) > 60
    page.set_current(None)
    assert count(picture(page), around, light().accent) == 0


def test_what_was_rejected_is_hidden_until_asked_for(make_page: MakePage):
    page = make_page(TEXT)
    bare = picture(page)
    page.set_paints([one("312件", state="rejected")])
    assert picture(page) == bare
    middle = place(page, *at("312件")).center()
    assert page.paint_at(middle) == []
    page.set_rejected_shown(True)
    assert picture(page) != bare
    assert page.paint_at(middle) == ["312件"]


@pytest.mark.parametrize("style", ["fill", "underline", "bracket", "bar"])
@pytest.mark.parametrize("state", ["suggestion", "confirmed", "corrected", "manual"])
def test_every_style_and_state_leaves_the_words_legible(make_page: MakePage, style: Style, state: State):
    page = make_page(TEXT)
    bare = picture(page)
    page.set_paints([one("办结率达100%", style=style, state=state, hue="problems")])
    image = picture(page)
    assert image != bare
    rect = place(page, *at("办结率达100%"))
    columns, rows = range(rect.left(), rect.right()), range(rect.top(), rect.bottom())
    assert min(image.pixelColor(x, y).lightness() for x in columns for y in rows) < 80
    assert contrast(light().ink, light().hue("problems").tint) > 7


def test_bars_stand_in_the_margin_beside_their_name(make_page: MakePage):
    page = make_page(TEXT)
    page.set_paints([one("其中一般程序74件", style="bar", hue="results")])
    image, text_left = picture(page), page.place_of(at("其中")[0])
    margin = QRect(0, 0, 96, 400)
    assert count(image, margin, light().hue("results").text) > 60
    assert count(image, QRect(96, 0, 700, 400), light().hue("results").text, near=12) == 0
    assert text_left.left() >= 96


def test_discontinuous_spans_are_joined(make_page: MakePage):
    page = make_page(TEXT)
    first, second = at("办理"), at("处罚")
    page.set_paints([Paint(ref=1, fragments=(first, second), hue="numbers")])
    gap = place(page, first[1], second[0])
    below = QRect(gap.left() + 2, gap.bottom() - 2, gap.width() - 4, 5)
    image = picture(page)
    assert count(image, below, light().hue("numbers").text, near=160) > 6
    assert count(image, gap.adjusted(2, 0, -2, -4), light().hue("numbers").tint, near=8) == 0


def test_painting_is_the_same_after_scrolling_there(make_page: MakePage):
    text = TEXT * 60
    whole = make_page(text)
    paints = [
        Paint(ref=n, fragments=((n * 7, n * 7 + 4),), style="fill" if n % 2 else "underline", hue="legal")
        for n in range(400)
    ]
    whole.set_paints([*paints, Paint(ref="bar", fragments=((10, 2500),), style="bar", words="举措")])
    for value in (30, 90, 160, 240, 900, 500):
        whole.verticalScrollBar().setValue(value)
        QApplication.processEvents()
    scrolled = picture(whole)
    whole.viewport().update()
    assert picture(whole) == scrolled


def test_adding_one_looks_like_setting_all(make_page: MakePage):
    page, other = make_page(TEXT), make_page(TEXT)
    paints = [one("312件"), one("一般程序74件", hue="results"), one("74件")]
    page.set_paints(paints)
    other.set_paints(paints[1:2])
    picture(other)
    other.change_paints(added=[paints[0], paints[2], one("238件")], fades=False)
    other.change_paints(removed=["238件"])
    assert picture(other) == picture(page)


def test_what_is_added_fades_in_and_stays(make_page: MakePage, qtbot: QtBot):
    page = make_page(TEXT)
    page.change_paints(added=[one("312件")])
    steady = make_page(TEXT)
    steady.set_paints([one("312件")])
    wanted = picture(steady)
    qtbot.waitUntil(lambda: picture(page) == wanted, timeout=2000)


def test_pointing_finds_nested_paints_innermost_first(make_page: MakePage):
    page = make_page(TEXT)
    page.set_paints(
        [one("一般程序74件、简易程序", hue="results"), one("一般程序74件", hue="measures"), one("74件")]
    )
    middle = place(page, *at("74件")).center()
    assert page.paint_at(middle) == ["74件", "一般程序74件", "一般程序74件、简易程序"]
    assert page.paint_at(place(page, *at("全年")).center()) == []


def test_clicking_goes_outwards(make_page: MakePage, qtbot: QtBot):
    page = make_page(TEXT)
    page.set_paints([one("一般程序74件", hue="measures"), one("74件")])
    middle = place(page, *at("74件")).center()
    clicked: list[object] = []
    page.span_clicked.connect(clicked.append)
    page.span_clicked.connect(page.set_current)
    for _ in range(3):
        qtbot.mouseClick(page.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert clicked == ["74件", "一般程序74件", "74件"]


def test_clicking_a_bar_means_its_passage(make_page: MakePage, qtbot: QtBot):
    page = make_page(TEXT)
    page.set_paints([one("其中一般程序74件", style="bar")])
    y = page.place_of(at("其中")[0]).center().y()
    with qtbot.waitSignal(page.span_clicked) as told:
        qtbot.mouseClick(page.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(74, y))
    assert told.args == ["其中一般程序74件"]


def test_dragging_selects_and_clicks_nothing(make_page: MakePage, qtbot: QtBot):
    page = make_page(TEXT)
    page.set_paints([one("312件")])
    start, end = at("312件")
    clicked: list[object] = []
    page.span_clicked.connect(clicked.append)
    viewport, left = page.viewport(), Qt.MouseButton.LeftButton
    qtbot.mousePress(viewport, left, pos=page.place_of(start).center())
    qtbot.mouseMove(viewport, pos=page.place_of(end).center())
    qtbot.mouseRelease(viewport, left, pos=page.place_of(end).center())
    assert page.selected_span() == (start, end)
    assert clicked == []


@pytest.mark.qt_log_ignore("does not support raise")
def test_tooltips_are_plain_words(make_page: MakePage, qtbot: QtBot):
    page = make_page(TEXT)
    page.set_paints([one("312件")])
    asked: list[list[object]] = []

    def tip(refs: list[object]) -> str:
        asked.append(refs)
        return "<img src=x>\n1 < 2"

    page.set_tooltip_provider(tip)
    middle = place(page, *at("312件")).center()
    QApplication.sendEvent(
        page.viewport(), QHelpEvent(QHelpEvent.Type.ToolTip, middle, page.viewport().mapToGlobal(middle))
    )
    assert asked == [["312件"]]
    assert "&lt;img src=x&gt;\n1 &lt; 2" in QToolTip.text()
    QToolTip.hideText()


def test_another_text_has_no_paints(make_page: MakePage):
    page = make_page(TEXT)
    bare = picture(page)
    page.set_paints([one("312件")])
    page.set_current("312件")
    page.show_text(TEXT)
    assert picture(page) == bare


def test_one_huge_paragraph_paints_only_what_is_seen(make_page: MakePage):
    text = "办理案件12件，" * 4000
    page = make_page(text)
    page.set_paints([Paint(ref=n, fragments=((n * 8 + 4, n * 8 + 7),)) for n in range(4000)])
    page.scroll_to(20_004)
    start = 20_004
    shown = place(page, start, start + 1).center()
    assert page.paint_at(shown) == [2500]
    # Far fewer pieces than spans are ever laid out.
    assert len(page._laid) < 1000


def test_zero_width_spans_are_seen_and_hit(make_page: MakePage):
    page = make_page(TEXT)
    bare = picture(page)
    start = at("案件")[0]
    page.set_paints([Paint(ref="here", fragments=((start, start),), hue="numbers")])
    assert picture(page) != bare
    assert page.paint_at(page.place_of(start).center()) == ["here"]


def ends(page: Page, start: int, end: int, colour: str) -> tuple[int, int]:
    """How much of that colour stands just before a place and just behind it."""
    image, head, tail = picture(page), page.place_of(start), page.place_of(end)
    before = QRect(head.left() - 4, head.top(), 4, head.height())
    behind = QRect(tail.left(), tail.top(), 5, tail.height())
    return count(image, before, colour, near=60), count(image, behind, colour, near=60)


@pytest.mark.parametrize("theme", [light(), dark()], ids=["light", "dark"])
def test_the_current_passage_shows_its_first_and_last_character(make_page: MakePage, theme):
    page = make_page(TEXT, theme=theme)
    start, end = TEXT.index("其中一般"), TEXT.index("办结率", 80)
    page.set_paints([Paint(ref="measure", fragments=((start, end),), hue="achievements", style="bar")])
    assert ends(page, start, end, theme.accent) == (0, 0)
    page.set_current("measure")
    assert min(ends(page, start, end, theme.accent)) > 10
    inside, outside = place(page, start, start + 4), place(page, start - 5, start - 2)
    assert count(picture(page), inside, theme.accent_tint) > inside.width() * 5
    assert count(picture(page), outside, theme.accent_tint, near=6) == 0
    # While a border is in the hand, where it would be.
    page.preview(Paint(ref="measure", fragments=((start + 3, end - 3),), style="bar"))
    assert min(ends(page, start + 3, end - 3, theme.accent)) > 10
    assert ends(page, start, end, theme.accent) == (0, 0)
