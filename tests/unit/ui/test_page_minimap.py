"""The scroll bar shows the whole report: shapes in one column, each a place to go to."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.ui.page import Page
from annotator.ui.painting.minimap import KINDS, Chart, Sign, row_bounds

MakePage = Callable[..., Page]
TEXT = "全年办理行政处罚案件312件，其中一般程序74件、简易程序238件，办结率达100%，群众满意。\n" * 80
LEFT = Qt.MouseButton.LeftButton


def test_rows_begin_where_the_lines_do() -> None:
    text = "国" * 8 + "\n" + "国" * 18 + "\n" + "国" * 8
    assert row_bounds(text, 4, per_line=10) == [0, 9, 19, 28]
    bounds = row_bounds(TEXT, 50, per_line=34)
    assert bounds == sorted(bounds) and bounds[0] == 0 and bounds[-1] < len(TEXT)


def test_one_huge_paragraph_is_shared_out_evenly() -> None:
    bounds = row_bounds("国" * 20_000, 100, per_line=34)
    steps = {b - a for a, b in pairwise(bounds)}
    assert steps <= {199, 200, 201}
    assert row_bounds("", 3, per_line=34) == [0, 0, 0]


def test_a_row_shows_the_first_of_each_kind() -> None:
    signs = [Sign(n, "open", n) for n in (7, 3, 31)] + [Sign(4, "doubt", "d")]
    rows = Chart(signs).rows([0, 10, 20, 30])
    assert {row: sign.ref for row, sign in rows["open"].items()} == {0: 3, 3: 31}
    assert {row: sign.ref for row, sign in rows["doubt"].items()} == {0: "d"}
    assert rows["corrected"] == rows["disagreement"] == {}


def test_kinds_differ_in_shape_and_stand_in_one_column(make_page: MakePage) -> None:
    page = make_page(TEXT)
    QApplication.processEvents()
    seen = {}
    page.set_marks([])
    bare = page.map.grab().toImage()
    for kind in KINDS:
        page.set_marks([Sign(len(TEXT) // 2, kind, 1)])
        picture = page.map.grab().toImage()
        ratio = picture.devicePixelRatio()
        middle = page.map.place_of(kind).y()
        seen[kind] = frozenset(
            (x, y - middle)
            for x in range(picture.width())
            for y in range(middle - 4, middle + 5)
            if picture.pixelColor(int(x * ratio), int(y * ratio))
            != bare.pixelColor(int(x * ratio), int(y * ratio))
        )
        assert seen[kind]
    assert len(set(seen.values())) == len(KINDS)
    width = page.map.width()
    for kind, found in seen.items():
        across = sorted({x for x, _ in found})
        # One column, with paper at both sides.
        assert across[0] >= 1 and across[-1] <= width - 2, kind
        assert abs((across[0] + across[-1] + 1) / 2 - width / 2) <= 1, kind


def test_a_click_on_a_sign_goes_there(make_page: MakePage, qtbot: QtBot) -> None:
    page = make_page(TEXT)
    start = TEXT.rindex("238件")
    page.set_marks([Sign(10, "open", "first"), Sign(start, "corrected", "last")])
    with qtbot.waitSignal(page.span_clicked) as told:
        qtbot.mouseClick(page.map, LEFT, pos=page.map.place_of("corrected"))
    assert told.args == ["last"]
    assert page.viewport().rect().contains(page.place_of(start).center())


def test_elsewhere_it_scrolls_as_scroll_bars_do(make_page: MakePage, qtbot: QtBot) -> None:
    page = make_page(TEXT)
    start = TEXT.rindex("238件")
    page.set_marks([Sign(start, "corrected", "last")])
    clicked: list[object] = []
    page.span_clicked.connect(clicked.append)
    place = page.map.place_of("corrected")
    qtbot.mouseClick(page.map, LEFT, pos=QPoint(1, place.y()))
    assert clicked == [] and page.verticalScrollBar().value() > 0


def test_dragging_the_handle_over_a_sign_scrolls(make_page: MakePage, qtbot: QtBot) -> None:
    page = make_page(TEXT)
    page.set_marks([Sign(200, "corrected", "here")])
    clicked: list[object] = []
    page.span_clicked.connect(clicked.append)
    place = page.map.place_of("corrected")
    qtbot.mousePress(page.map, LEFT, pos=place)
    qtbot.mouseMove(page.map, pos=place + QPoint(0, 200))
    qtbot.mouseRelease(page.map, LEFT, pos=place + QPoint(0, 200))
    assert clicked == [] and page.verticalScrollBar().value() > 0


def test_scrolling_draws_no_sign_anew(make_page: MakePage) -> None:
    page = make_page(TEXT)
    page.set_marks([Sign(n, "open", n) for n in range(0, len(TEXT), 7)])
    page.map.grab()
    before = page.map._picture
    page.verticalScrollBar().setValue(500)
    page.map.grab()
    assert page.map._picture is before is not None


def test_another_text_has_no_signs(make_page: MakePage) -> None:
    page = make_page(TEXT)
    page.set_marks([Sign(3, "disagreement", 1)])
    assert page.map.counts()["disagreement"] == 1
    page.show_text("国")
    assert sum(page.map.counts().values()) == 0
