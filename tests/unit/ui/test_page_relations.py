"""Owns that a page shows relations quietly, flags behind headings, and by its shape what a hand made."""

from __future__ import annotations

import itertools

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QTextCursor

from annotator.ui.painting.paint import Paint, Tie
from annotator.ui.theme import light

TEXT = "全年办理行政处罚案件312件，其中一般程序74件、简易程序238件，办结率达100%，群众满意。\n" * 60


def _paint(ref, place, /, *, start=0, **more):
    at = TEXT.index(place, start)
    return Paint(ref=ref, fragments=((at, at + len(place)),), **more)


def _picture(page):
    return page.viewport().grab().toImage()


@pytest.mark.parametrize("style", ["fill", "underline", "bracket", "bar"])
@pytest.mark.parametrize("hue", ["numbers", "results", "measures", "problems", "legal"])
def test_what_a_hand_made_looks_otherwise_than_what_it_confirmed(make_page, style, hue):
    page = make_page(TEXT)
    pictures = []
    for state in ("confirmed", "manual", "corrected", "suggestion"):
        page.set_paints([_paint(1, "一般程序74件", style=style, hue=hue, state=state)])
        pictures.append(_picture(page))
    assert all(one != other for n, one in enumerate(pictures) for other in pictures[n + 1 :])


def test_both_ends_in_sight_are_joined_and_no_letter_is_covered(make_page):
    page = make_page(TEXT)
    page.set_paints([_paint(1, "312件"), _paint(2, "238件"), _paint(3, "群众满意", style="bar")])
    bare = _picture(page)
    for source, target in ((1, 2), (2, 1), (1, 3), (3, 2)):
        page.set_ties([Tie(source=source, target=target)])
        assert [one.tip.isEmpty() for one in page._connectors()] == [False]
        assert _picture(page) != bare
    page.set_ties([])
    assert page._connectors() == []
    assert _picture(page) == bare


def test_bows_to_one_span_end_beside_each_other_at_heights_of_their_own(make_page):
    page = make_page(TEXT)
    page.set_paints([_paint(1, "312件"), _paint(2, "74件"), _paint(3, "238件")])
    page.set_ties([Tie(source=2, target=1, words="部分 74件"), Tie(source=3, target=1, words="部分 238件")])
    short, long = page._connectors()
    assert not short.tip.boundingRect().intersects(long.tip.boundingRect())
    assert long.path.boundingRect().bottom() > short.path.boundingRect().bottom() + 2
    point = (short.path.pointAtPercent(0.5) + page._shift()).toPoint()
    assert page.tie_at(point) == "部分 74件"
    assert page.tie_at(QPoint(3, 3)) == ""


def test_flags_without_room_are_narrower_and_never_cover_each_other(make_page):
    page = make_page(TEXT, width=640)
    page.set_paints(
        [_paint(n, "群众满意", style="bracket", words="Enforcement of law", is_named=True) for n in range(3)]
    )
    boxes = [
        flag.box
        for flag in page._flags(page._pieces(page._lines(page.viewport().rect())))
        if flag.box.top() < 200
    ]
    boxes.sort(key=lambda box: (box.top(), box.left()))
    for one, other in itertools.pairwise(boxes):
        assert one.top() != other.top() or one.right() <= other.left()
    assert all(box.right() <= page.viewport().width() for box in boxes)


def test_names_follow_the_size_of_the_report_and_not_of_the_interface(make_page):
    page = make_page(TEXT, theme=light().times(2.0))
    small = page._strokes.name_height
    page.set_zoom(1.5)
    assert page._strokes.name_height > 1.3 * small
    assert make_page(TEXT)._strokes.name_height == small


def test_the_caret_steps_back_for_a_current_place_until_somebody_moves_it(make_page):
    page = make_page(TEXT)
    page.set_paints([_paint(1, "312件")])
    assert page.cursorWidth() == 1
    page.put_caret(TEXT.index("312件"))
    page.set_current(1)
    assert page.cursorWidth() == 0
    page.moveCursor(QTextCursor.MoveOperation.Right)
    assert page.cursorWidth() == 1
    page.set_current(None)
    assert page.cursorWidth() == 1


def test_an_end_out_of_sight_or_in_another_text_is_pointed_to(make_page):
    page = make_page(TEXT)
    page.set_paints([_paint(1, "312件"), _paint(2, "312件", start=len(TEXT) - 60)])
    page.set_ties([Tie(source=1, target=2), Tie(source=None, target=1)])
    found = page._connectors()
    assert [one.tip.isEmpty() for one in found] == [True, True]
    assert found[0].path != found[1].path
    page.scroll_to(len(TEXT) - 40)
    assert [one.tip.isEmpty() for one in page._connectors()] == [True]
    page.set_ties([Tie(source=None, target=None), Tie(source=8, target=9)])
    assert page._connectors() == []


def test_flags_stand_side_by_side_behind_the_words_and_can_be_clicked(make_page):
    page = make_page(TEXT)
    names = [("一", "执法"), ("二", "科技")]
    page.set_paints(
        [
            _paint(ref, "群众满意", style="bracket", hue="passage", words=words, is_named=True)
            for ref, words in names
        ]
    )
    found = page._flags(page._pieces(page._lines(page.viewport().rect())))
    assert [flag.paint.ref for flag in found] == ["一", "二"]
    assert found[0].box.right() < found[1].box.left()
    for flag in found:
        point = (flag.box.center() + page._shift()).toPoint()
        assert page.paint_at(point) == [flag.paint.ref]
    assert page.paint_at(QPoint(5, 5)) == []


def test_the_rejected_one_that_is_current_is_shown(make_page):
    page = make_page(TEXT)
    page.set_paints([_paint(1, "312件", state="rejected")])
    middle = page.place_of(TEXT.index("312件") + 1).center()
    assert page.paint_at(middle) == []
    page.set_current(1)
    assert page.paint_at(middle) == [1]
