"""A place in a table has as many words around it as there is room for, and all of them in its hint."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from annotator.ui.figure_table import FigureTable
from annotator.ui.models.figure_rows import Row
from annotator.ui.models.words_around import Excerpt
from annotator.ui.theme import light

BEFORE, AFTER = "…" + "前" * 90, "后" * 90 + "…"


@pytest.fixture
def table(qtbot):
    found = FigureTable(light(), name="places", quoted=(0,), places=0)
    qtbot.addWidget(found)
    rows = [
        Row(cells=("前【62件】后", "x"), around=Excerpt(BEFORE, "62件", AFTER)),
        Row(cells=("whole report", "x")),
    ]
    found.show_rows(("place", "report"), rows, stretched=0, first=0)
    return found


@pytest.mark.parametrize("wide", [300, 700, 1200])
def test_its_column_is_filled_however_wide(table, qtbot, wide):
    table.resize(wide, 120)
    with qtbot.waitExposed(table):
        table.show()
    picture = table.viewport().grab().toImage()
    cell = table.visualRect(table.rows.index(0, 0))
    ground = QColor(picture.pixel(cell.right() - 1, cell.center().y()))

    def is_written(left: int, right: int) -> bool:
        spots = ((x, y) for x in range(left, right) for y in range(cell.top() + 6, cell.bottom() - 6))
        return any(QColor(picture.pixel(x, y)) != ground for x, y in spots)

    letter = 16
    assert is_written(cell.left() + 6, cell.left() + 6 + letter)
    assert is_written(cell.right() - 3 * letter, cell.right() - 1)


def test_its_hint_has_more_words_and_other_rows_have_their_own(table):
    hint = table.rows.data(table.rows.index(0, 0), Qt.ItemDataRole.ToolTipRole)
    assert f"{BEFORE}【62件】{AFTER}" in hint
    assert "whole report" in table.rows.data(table.rows.index(1, 0), Qt.ItemDataRole.ToolTipRole)
    spoken = table.rows.data(table.rows.index(0, 0), Qt.ItemDataRole.AccessibleTextRole)
    assert "【62件】" in spoken
