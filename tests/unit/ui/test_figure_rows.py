"""Owns rows of figures: made when somebody looks, found by what they stand for, kept current and in place."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLineEdit

from annotator.measures.series import Line
from annotator.ui.figure_table import FigureTable
from annotator.ui.models.figure_rows import Lazily, Row
from annotator.ui.series_tab import MOST_LINES, drawn_with
from annotator.ui.slicing import Slices
from annotator.ui.theme import dark, light, palette

TITLES = ("one", "two")


class Made:
    """Rows of whole numbers, and which of them were made."""

    def __init__(self) -> None:
        self.made: list[int] = []

    def rows(self, *sources: int) -> Lazily:
        return Lazily(sources, self._make, lambda source: source)

    def _make(self, source: int) -> Row:
        self.made.append(source)
        return Row(cells=(str(source), "x"), stands_for=source)


@pytest.fixture
def table(qtbot):
    found = FigureTable(light(), name="numbers")
    qtbot.addWidget(found)
    found.resize(300, 28 * 8)
    found.show()
    return found


def test_rows_that_nobody_looks_at_are_not_made(table, qtbot):
    made = Made()
    table.show_rows(TITLES, made.rows(*range(100_000)), first=0)
    qtbot.waitExposed(table)
    assert len(set(made.made)) < 100
    assert table.rows.data(table.rows.index(99_999, 0), Qt.ItemDataRole.DisplayRole) == "99999"


def test_the_current_row_stays_current_and_nobody_is_told(table):
    made, told = Made(), []
    table.show_rows(TITLES, made.rows(*range(50)), first=0)
    table.selectRow(30)
    table.turned.connect(lambda: told.append(table.current()))
    top = table.verticalScrollBar().value()
    table.show_rows(TITLES, made.rows(-2, -1, *range(50)))
    assert table.current().stands_for == 30
    assert table.verticalScrollBar().value() == top + 2
    assert told == []


def test_the_same_rows_say_something_new_without_a_reset(table, qtbot):
    made = Made()
    table.show_rows(TITLES, made.rows(1, 2, 3), first=0)
    with qtbot.assertNotEmitted(table.rows.modelReset), qtbot.waitSignal(table.rows.dataChanged):
        table.show_rows(TITLES, made.rows(1, 2, 3))
    assert table.currentIndex().row() == 0


def test_where_the_current_row_is_gone_the_first_is_current_or_none(table):
    made = Made()
    table.show_rows(TITLES, made.rows(1, 2, 3), first=1)
    assert (table.currentIndex().row(), table.currentIndex().column()) == (0, 1)
    table.show_rows(TITLES, made.rows(4, 5))
    assert table.current() is None


@pytest.mark.parametrize("look", [light(), dark()], ids=["light", "dark"])
def test_the_current_row_is_seen_with_and_without_the_keyboard_in_any_look(table, qtbot, look):
    other = QLineEdit(table)
    other.show()
    table.show_rows(TITLES, Made().rows(1, 2, 3), first=0)
    table.selectRow(1)
    # As when another look is chosen while the table is there.
    table.setPalette(palette(look))

    def bar():
        place = table.visualRect(table.rows.index(1, 0)).center()
        return table.viewport().grab().toImage().pixelColor(1, place.y())

    table.setFocus()
    assert bar() == QColor(look.accent)
    other.setFocus()
    assert bar() == QColor(look.dim)


@pytest.mark.parametrize("look", [light(), dark()], ids=["light", "dark"])
def test_the_current_cell_is_seen_with_and_without_the_keyboard_in_any_look(qtbot, look):
    table = FigureTable(light(), name="numbers", is_by_cell=True)
    qtbot.addWidget(table)
    other = QLineEdit(table)
    table.resize(300, 28 * 8)
    table.show()
    table.show_rows(TITLES, Made().rows(1, 2, 3), first=0)
    table.setPalette(palette(look))

    def ring():
        place = table.visualRect(table.currentIndex())
        return table.viewport().grab().toImage().pixelColor(place.center().x(), place.top() + 1)

    def is_near(colour, wanted):
        other = QColor(wanted)
        pairs = ((one.red(), one.green(), one.blue()) for one in (colour, other))
        return max(abs(a - b) for a, b in zip(*pairs, strict=True)) < 40

    table.setFocus()
    assert is_near(ring(), look.accent)
    other.setFocus()
    assert is_near(ring(), look.dim)


def test_of_many_lines_the_plot_has_those_there_is_room_for_and_the_chosen_one():
    lines = [Line(indicator="i", body=str(n), unit="件", role="level", points=()) for n in range(20)]
    other = Line(indicator="i", body="", unit="%", role="level", points=())
    assert drawn_with([*lines, other], lines[0]) == lines[:MOST_LINES]
    assert drawn_with([*lines, other], lines[19]) == [*lines[: MOST_LINES - 1], lines[19]]
    assert drawn_with([*lines, other], other) == [other]
    assert drawn_with([], None) == []


def test_two_that_work_a_little_at_a_time_take_turns(qtbot, monkeypatch):
    monkeypatch.setattr("annotator.ui.slicing.SLICE", 0.0001)
    worked: list[str] = []

    def steps(name: str):
        for _ in range(5):
            worked.append(name)
            yield
        return name

    one, two = Slices(), Slices()
    ended: list[str] = []
    for each, name in ((one, "one"), (two, "two")):
        each.done.connect(ended.append)
        each.begin(steps(name), is_at_once=False)
    qtbot.waitUntil(lambda: len(ended) == 2)
    assert sorted(worked) == ["one"] * 5 + ["two"] * 5
    assert not one.is_busy and not two.is_busy


def test_what_is_begun_anew_is_not_brought_to_its_end(qtbot):
    closed: list[bool] = []
    ended: list[object] = []

    def steps():
        try:
            while True:
                yield
        finally:
            closed.append(True)

    slices = Slices()
    slices.done.connect(ended.append)
    slices.begin(steps(), is_at_once=False)
    slices.begin(steps())
    slices.stop()
    assert closed[-1:] == [True]
    assert ended == [] and not slices.is_busy
