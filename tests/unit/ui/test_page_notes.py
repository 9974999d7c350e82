"""Notes stand in the right margin beside their line: plain words, never over one another."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from annotator.i18n import set_language
from annotator.ui.page import Page
from annotator.ui.painting.notes import MOST_LINES, MarginNote, NoteType, settled
from annotator.ui.painting.paint import Paint
from annotator.ui.theme import Theme, chrome_font, dark, light

MakePage = Callable[..., Page]
TEXT = "全年办理行政处罚案件312件，其中一般程序74件、简易程序238件，办结率达100%，群众满意。\n" * 60
LONG = "与去年的数字不一致，问过统计局和执法支队，都说以表为准，正文待改，" * 4


def note(start: int, words: str = "74 + 238 = 312", tone: str = "note") -> MarginNote:
    return MarginNote(start, words, tone, f"ref {start}")


def test_a_note_stands_beside_its_line(make_page: MakePage):
    page = make_page(TEXT)
    start = TEXT.index("312件", 200)
    page.set_notes([note(start)])
    (slip,) = page.slips()
    margin, place = page.note_margin(), page.place_of(start)
    assert slip.box.left() > margin.left() and slip.box.right() <= margin.right()
    assert abs(slip.box.center().y() + page._shift().y() - place.center().y()) < 6
    assert slip.lines == ("74 + 238 = 312",)


def test_notes_never_cover_one_another_or_a_flag(make_page: MakePage):
    page = make_page(TEXT)
    page.set_notes([note(n, LONG) for n in (0, 1, 20, 50, 52)])
    heading = Paint(ref="h", fragments=((0, 38),), is_named=True, words="举措成效" * 3)
    page.set_paints([heading])
    found = page.slips()
    assert len(found) == 5
    for upper, lower in pairwise(found):
        assert upper.box.bottom() < lower.box.top()
    (flag,) = page._flags(page._pieces(page._lines(page.viewport().rect())))
    if flag.box.right() > page.note_margin().left():
        assert not any(slip.box.intersects(flag.box) for slip in found)


def test_a_long_note_ends_in_an_ellipsis(qapp):
    letters = NoteType(chrome_font(light(), pixels=12))
    lines = letters.wrap(LONG, 140.0)
    assert len(lines) == MOST_LINES and lines[-1].endswith("…")
    assert all(letters.metrics.horizontalAdvance(line) <= 140.0 for line in lines)
    assert "".join(lines[:-1]) == LONG[: len("".join(lines[:-1]))]
    assert letters.wrap("𠮷" * 30, 140.0)[0] == "𠮷" * 11


@pytest.mark.parametrize("theme", [light(), dark()], ids=["light", "dark"])
@pytest.mark.parametrize("tone", ["holds", "differs", "contradicts"])
def test_the_rule_has_the_colour_of_the_tone(make_page: MakePage, theme: Theme, tone: str):
    page = make_page(TEXT, theme=theme)
    page.set_notes([note(5, tone=tone)])
    (slip,) = page.slips()
    place = (slip.box.center() + page._shift()).toPoint()
    seen = page.viewport().grab().toImage().pixelColor(int(slip.box.left()) + 1, place.y())
    assert seen == QColor(getattr(theme, tone))


def test_a_contradiction_says_so_in_a_sign_too(make_page: MakePage):
    page = make_page(TEXT)
    page.set_notes([note(5, "12 + 30 = 42", "contradicts"), note(5, "12 + 30 = 42", "differs")])
    told = [slip.lines[0] for slip in page.slips()]
    assert told == ["≠ 12 + 30 = 42", "12 + 30 = 42"]


def test_notes_move_as_little_as_it_takes():
    assert settled([10, 100, 200], [20, 20, 20], upwards=50) == [10, 100, 200]
    found = settled([100, 100, 100, 300], [20, 20, 20, 20], upwards=50)
    assert found == [80, 100, 120, 300]
    # Nothing climbs far above where it belongs.
    assert settled([100, 100, 100], [20, 20, 20], upwards=5) == [95, 115, 135]
    crowd = settled([float(n) for n in range(30)], [12.0] * 30, upwards=9)
    assert all(lower - upper >= 12 for upper, lower in pairwise(crowd))
    # What has room stays at its line, however crowded it is further down.
    assert settled([100, *[125] * 6], [20] * 7, upwards=5) == [100, 120, 140, 160, 180, 200, 220]


def test_a_figure_is_not_broken_and_a_disagreement_has_a_sign_of_its_own(make_page: MakePage):
    letters = NoteType(chrome_font(light(), pixels=12))
    for words in ("乙的数值是≈\u00a0480\u2009000\u00a0平方米", "mine: 96.8\u00a0%; yi: 96.85\u00a0%"):
        for width in range(90, 200, 7):
            lines = letters.wrap(words, float(width))
            assert "".join(lines).replace(" ", "") == words.replace(" ", "")
            for figure in ("≈\u00a0480\u2009000\u00a0平", "96.8\u00a0%", "96.85\u00a0%"):
                assert figure not in words or any(figure in line for line in lines)
    page = make_page(TEXT)
    page.set_notes([note(5, "12", "disagrees")])
    (slip,) = page.slips()
    assert "≠" not in slip.lines[0] and slip.lines[0].endswith("12") and slip.lines[0] != "12"


def test_a_line_may_break_before_an_opening_quotation_mark():
    letters = NoteType(chrome_font(light(), pixels=12))
    words = "48÷50＝96.0%，“约”的舍入之内"
    width = letters.metrics.horizontalAdvance("48÷50＝96.0%，") + 2
    assert letters.wrap(words, width)[0] == "48÷50＝96.0%，"
    for narrow in range(40, 200, 9):
        assert "".join(letters.wrap(words, float(narrow))).removesuffix("…") in words


def test_clicking_a_note_means_its_place(make_page: MakePage, qtbot: QtBot):
    page = make_page(TEXT)
    page.set_notes([note(5), note(70)])
    place = page.slips()[1].box.center() + page._shift()
    with qtbot.waitSignal(page.span_clicked) as told:
        qtbot.mouseClick(page.viewport(), Qt.MouseButton.LeftButton, pos=place.toPoint())
    assert told.args == ["ref 70"]


@pytest.mark.qt_log_ignore("does not support raise")
def test_a_narrow_margin_holds_a_sign_that_tells_the_words(make_page: MakePage):
    page = make_page(TEXT, width=660)
    assert page.note_margin().width() < 60
    bare = page.viewport().grab().toImage()
    page.set_notes([note(5, "<b>两处</b> & 不同", "contradicts"), note(5, "问过")])
    first, second = page.slips()
    assert first.lines == () and first.box.right() <= page.note_margin().right()
    assert first.box.bottom() <= second.box.top()
    assert page.viewport().grab().toImage() != bare
    place = (first.box.center() + page._shift()).toPoint()
    spot = page.viewport().mapToGlobal(place)
    QApplication.sendEvent(page.viewport(), QHelpEvent(QHelpEvent.Type.ToolTip, place, spot))
    assert "&lt;b&gt;两处&lt;/b&gt; &amp; 不同" in QToolTip.text()
    QToolTip.hideText()


def test_only_what_is_in_sight_is_laid_out(make_page: MakePage):
    page = make_page(TEXT)
    page.set_notes([note(n) for n in range(0, len(TEXT), 10)])
    assert 0 < len(page.slips()) < 80
    page.scroll_to(len(TEXT))
    assert all(slip.note.start > len(TEXT) // 2 for slip in page.slips())


def test_notes_are_the_same_after_scrolling_there(make_page: MakePage):
    page = make_page(TEXT)
    page.set_notes([note(n, LONG) for n in range(0, len(TEXT), 90)])
    for value in (40, 90, 300, 170):
        page.verticalScrollBar().setValue(value)
        QApplication.processEvents()
    scrolled = page.viewport().grab().toImage()
    page.viewport().update()
    assert page.viewport().grab().toImage() == scrolled


def test_another_text_has_no_notes(make_page: MakePage):
    page = make_page(TEXT)
    page.set_notes([note(5)])
    page.show_text(TEXT)
    assert page.slips() == []


def test_a_note_of_a_colleague_stays_in_the_margin_with_its_diamond(make_page: MakePage):
    # In English the blank that keeps the diamond's place is half as wide.
    set_language("en")
    page = make_page(TEXT)
    page.set_notes([note(5, "Period: mine 截至11月底，theirs 2024年全年，" * 3, "disagrees")])
    (slip,) = page.slips()
    metrics = page._letters.metrics
    assert len(slip.lines) > 1
    for n, words in enumerate(slip.lines):
        used = 0.62 * slip.height if n == 0 else 0.0
        assert 11.0 + used + metrics.horizontalAdvance(words.lstrip()) <= slip.box.width() + 0.5
