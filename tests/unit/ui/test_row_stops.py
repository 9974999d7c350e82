"""Owns that what scrolls by rows never shows part of one."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QLineEdit, QListView, QVBoxLayout, QWidget

from annotator.ui.figure_table import FigureTable, WholeTable
from annotator.ui.models.figure_rows import Lazily, Row
from annotator.ui.row_area import RowArea
from annotator.ui.row_stops import LINE, WHOLE, bottom_of, last_top, rows_in, top_showing
from annotator.ui.theme import light
from annotator.ui.whole_rows import WholeRows

ROWS = [(4, 22), (26, 57), (61, 92), (96, 127), (131, 162)]


@pytest.mark.parametrize(
    ("first", "height", "expected"), [(0, 100, 92), (0, 92, 92), (1, 70, 66), (0, 10, 10)]
)
def test_a_height_holds_whole_rows(first: int, height: int, expected: int):
    assert bottom_of(ROWS, first, height) == expected
    assert bottom_of([], 0, 40) == 40


def test_the_last_row_can_be_reached_and_no_further():
    assert last_top(ROWS, 200) == 0
    at = last_top(ROWS, 70)
    assert ROWS[-1][1] - ROWS[at][0] <= 70 < ROWS[-1][1] - ROWS[at - 1][0]
    assert last_top(ROWS, 5) == len(ROWS) - 1


def test_what_is_wanted_comes_into_sight_by_the_shortest_way():
    assert top_showing(ROWS, 0, (26, 57), 100) == 0
    assert top_showing(ROWS, 3, (26, 57), 100) == 1
    assert top_showing(ROWS, 0, (131, 162), 70) == 3
    assert top_showing(ROWS, 2, (500, 510), 70) == 2


def _form(lines: int) -> QWidget:
    inner = QWidget()
    column = QVBoxLayout(inner)
    for n in range(lines):
        row = QHBoxLayout()
        row.addWidget(QLabel(str(n)))
        row.addWidget(QLineEdit())
        column.addLayout(row)
    return inner


def test_what_stands_side_by_side_is_one_row_and_a_list_has_one_for_each_line(qtbot):
    inner = _form(2)
    several = QListView()
    several.setFixedHeight(60)
    several.setProperty(LINE, 20)
    inner.layout().addWidget(several)
    whole = _form(3)
    whole.setProperty(WHOLE, True)
    inner.layout().addWidget(whole)
    hidden = QLabel("none")
    inner.layout().addWidget(hidden)
    hidden.hide()
    qtbot.addWidget(inner)
    inner.resize(300, 400)
    inner.layout().activate()
    assert len(rows_in(inner)) == 2 + 3 + 1


def test_an_area_cuts_no_row_and_follows_the_keyboard(qtbot):
    inner = _form(12)
    area = RowArea(inner, gutter=12)
    qtbot.addWidget(area)
    area.resize(300, 150)
    area.show()
    qtbot.waitExposed(area)
    area.lay()
    assert area.bar.isVisible()
    for field in (inner.findChildren(QLineEdit)[-1], inner.findChildren(QLineEdit)[0]):
        area.ensure_visible(field)
        clip = field.parentWidget().parentWidget()
        top = field.mapTo(clip, field.rect().topLeft()).y()
        assert top >= 0 and top + field.height() <= clip.height()
        ends = {bottom + inner.y() for _, bottom in rows_in(inner)}
        assert clip.height() in ends
    assert area.heightForWidth(300) == area.sizeHint().height()
    area.resize(300, 900)
    assert not area.bar.isVisible()


def test_a_list_ends_with_a_whole_row_and_its_bar_follows(qtbot):
    view = QListView()
    view.setModel(QStringListModel([str(n) for n in range(40)], view))
    view.setUniformItemSizes(True)
    view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setFrameShape(QListView.Shape.NoFrame)
    row = view.sizeHintForRow(0)
    rows = WholeRows(view, row=lambda: row)
    qtbot.addWidget(rows)
    rows.resize(200, 10 * row + row // 2)
    rows.show()
    qtbot.waitExposed(rows)
    assert view.height() == 10 * row == rows.height_of(10)
    assert rows.bar.maximum() == view.verticalScrollBar().maximum() > 0
    rows.bar.setValue(7)
    assert view.verticalScrollBar().value() == 7


def test_a_table_comes_to_rest_whatever_its_size(qtbot, monkeypatch):
    """Each of its two bars takes room that may make the other needed."""
    laid = []
    lay_out = WholeRows._lay_out

    def told(whole):
        laid.append(whole.size())
        lay_out(whole)

    monkeypatch.setattr(WholeRows, "_lay_out", told)
    table = FigureTable(light(), name="figures")
    lines = [Row(cells=tuple(f"{n}{at}" * 3 for at in range(5))) for n in range(6)]
    table.show_rows([f"column {n}" for n in range(5)], Lazily(lines, lambda line: line, id), first=0)
    whole = WholeTable(table)
    qtbot.addWidget(whole)
    whole.show()
    qtbot.waitExposed(whole)
    row, across = table.verticalHeader().defaultSectionSize(), table.horizontalScrollBar()
    seen = set()
    for width in range(60, 560, 4):
        for height in range(whole.height_of(1) + across.sizeHint().height(), whole.height_of(8), 13):
            whole.resize(width, height)
            for _ in range(8):
                QApplication.processEvents()
            laid.clear()
            QApplication.processEvents()
            assert laid == [], (width, height)
            is_wide, is_long = across.maximum() > 0, whole.bar.isVisible()
            seen.add((is_wide, is_long))
            below = across.sizeHint().height() if is_wide else 0
            assert (table.height() - whole.height_of(0) - below) % row == 0
            beside = whole.bar.sizeHint().width() if is_long else 0
            assert table.width() + beside == whole.width()
    assert len(seen) == 4
