"""Owns the journeys in the grid of numbers: keys answer, what is typed is read; keys are counted."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit

from annotator.ui.choosing import ChoiceField
from annotator.ui.grid.columns import Column
from annotator.ui.grid.model import BEGUN, MACHINE

CONTROL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
KEY = Qt.Key


def opened(person):
    """Open the grid and return it."""
    person.key(KEY.Key_J, CONTROL)
    grid = person.window.bench.grid
    assert grid.table.hasFocus()
    person.bot.wait(1)
    return grid


def words(grid, column=Column.VALUE) -> list[str]:
    """What a column shows."""
    return [grid.model.index(row, column).data() for row in range(grid.model.rowCount())]


def write(person, keys: str) -> None:
    """Type where the keyboard is, which may be elsewhere after the first key."""
    for key in keys:
        person.type(key)


def written(grid) -> str:
    """What stands in the field that is open."""
    assert isinstance(grid.cells.field, QLineEdit)
    return grid.cells.field.text()


def mentions(grid) -> list[str]:
    """The numbers in sight, as written."""
    return [line.words for line in grid.model.lines]


def here(grid) -> str:
    """The number of the row that keys act on."""
    return grid.model.line(grid.table.currentIndex().row()).words


def go_to(person, grid, mention: str, column: Column = Column.VALUE) -> None:
    """Go to a cell as the arrows would."""
    grid.table.go_to(mentions(grid).index(mention), column)
    grid._moved()


def test_it_opens_beside_the_page_and_goes_again(project, start):
    def journey(person):
        window = person.window
        grid = opened(person)
        assert window.reading.isVisible()
        assert not window.inspector.isVisible()
        assert mentions(grid)[:3] == ["312件", "12.2%", "186.4万元"]
        assert words(grid)[:3] == ["312", "↑ 12.2", "1\u2009864\u2009000"]
        person.key(KEY.Key_Escape)
        assert window.reading.page.hasFocus()
        assert grid.isVisible()
        person.key(KEY.Key_J, CONTROL)
        assert grid.table.hasFocus()
        person.key(KEY.Key_J, CONTROL)
        assert not grid.isVisible()
        assert window.inspector.isVisible()

    start(project, journey)


def test_it_is_there_again_when_the_project_is_opened_again(project, start):
    def journey(person):
        opened(person)

    def again(person):
        assert person.window.bench.is_open
        assert person.window.reading.page.hasFocus()
        person.key(KEY.Key_B, CONTROL)
        assert person.window.documents.isVisible()

    start(project, journey)
    start(project, again)


def test_row_and_page_go_together(project, start):
    def journey(person):
        grid = opened(person)
        person.key(KEY.Key_Down)
        assert person.words() == "12.2%"
        assert person.window.reading.page._current == person.desk.current.ref
        person.desk.make_current(person.desk.spots.numbers[3].ref)
        assert here(grid) == person.words() == "约48万人次"
        person.key(KEY.Key_Escape)
        person.key(KEY.Key_K)
        assert here(grid) == "186.4万元"

    start(project, journey)


def test_a_number_that_is_right_costs_one_key(project, start, look):
    def journey(person):
        grid = opened(person)
        for mention in ("312件", "12.2%", "186.4万元"):
            assert here(grid) == mention
            person.key(KEY.Key_Return)
        assert here(grid) == "约48万人次"
        assert grid.table.hasFocus()
        assert person.states()[:3] == ["confirmed"] * 3

    start(project, journey)
    assert [one.verdict for one in look(project)] == ["confirmed"] * 3


def test_a_corrected_value_costs_two_keys_and_what_is_typed(project, start, look):
    def journey(person):
        grid = opened(person)
        high = grid.table.height()
        write(person, "313")
        assert isinstance(QApplication.focusWidget(), type(grid.cells.field))
        person.key(KEY.Key_Return)
        assert grid.reason.is_asked
        assert "数值不对" in grid.foot.proposal.text()
        person.key(KEY.Key_Return)
        assert not grid.reason.is_asked
        assert here(grid) == "12.2%"
        # All rows are in sight again, the current one among them.
        person.bot.waitUntil(lambda: grid.table.height() == high)
        seen = grid.table.viewport().rect().contains(grid.table.visualRect(grid.table.currentIndex()))
        assert seen and grid.table.viewport().height() > 0

    start(project, journey)
    (made,) = look(project)
    assert (made.verdict, made.features["value"], made.features["reason"]) == ("corrected", "313", "value")
    assert made.machine.features["value"] == "312"


def test_one_digit_changes_the_reason_and_enter_goes_on(project, start, look):
    def journey(person):
        grid = opened(person)
        write(person, "313")
        person.key(KEY.Key_Return)
        person.type("1")
        assert "起止不对" in grid.foot.proposal.text()
        assert grid.cells.field is None
        person.key(KEY.Key_Return)
        assert here(grid) == "12.2%"

    start(project, journey)
    assert look(project)[0].features["reason"] == "span"


def test_del_says_that_it_is_none(project, start):
    def journey(person):
        grid = opened(person)
        person.key(KEY.Key_Delete)
        assert here(grid) == "12.2%"
        assert person.states()[0] == "rejected"
        person.key(KEY.Key_Z, CONTROL)
        assert person.states()[0] == "suggestion"
        assert here(grid) == "312件"

    start(project, journey)


def test_a_value_as_reports_write_it_is_read_while_it_is_typed(project, start, look):
    def journey(person):
        grid = opened(person)
        go_to(person, grid, "约48万人次")
        write(person, "3.6")
        person.type("万余人次")
        assert written(grid) == "3.6万余人次"
        assert "36\u2009000 人次" in grid.cells._told.label.text()
        assert grid.cells._told.isVisible()
        person.key(KEY.Key_Return)
        assert words(grid)[3] == "≥ 36\u2009000"
        assert grid.model.index(3, Column.VALUE).data(MACHINE) == "≈ 480\u2009000"

    start(project, journey)
    (made,) = look(project)
    kept = {key: made.features[key] for key in ("value", "unit", "magnitude", "qualifier_norm")}
    assert kept == {"value": "36000", "unit": "人次", "magnitude": "万", "qualifier_norm": "at_least"}


def test_composing_over_a_cell_begins_to_write(project, start):
    def journey(person):
        grid = opened(person)
        event = QInputMethodEvent("三百", [])
        QApplication.sendEvent(grid.table, event)
        assert grid.cells.field is not None
        person.type("三百件")
        assert written(grid) == "三百件"
        person.key(KEY.Key_Return)
        assert person.annotations()[0].features["value"] == "300"

    start(project, journey)


def test_what_cannot_be_read_stays_and_is_not_lost(project, start):
    def journey(person):
        grid = opened(person)
        write(person, "31x2")
        assert grid.cells._told.label.property("role") == "amber"
        person.key(KEY.Key_Return)
        assert written(grid) == "31x2"
        assert "31x2" in person.said()
        assert person.annotations() == []
        # Elsewhere with the mouse: the words stay in their cell, and come back.
        person.window.reading.page.setFocus()
        assert grid.cells.field is None
        assert person.annotations() == []
        assert grid.model.index(0, Column.VALUE).data(BEGUN) == "31x2"
        grid.take_keyboard()
        person.key(KEY.Key_F2)
        assert written(grid) == "31x2"
        person.key(KEY.Key_Escape)
        assert grid.table.hasFocus()
        assert grid.model.index(0, Column.VALUE).data(BEGUN) == ""

    start(project, journey)


@pytest.mark.parametrize("act", ["undo", "next_document", "confirm"])
def test_what_is_begun_in_a_cell_is_settled_first(project, start, act):
    def journey(person):
        home = person.document
        grid = opened(person)
        write(person, "999")
        person.window.trigger(act)
        if person.document != home:
            person.desk.show_document(home)
        found = [one.features["value"] for one in person.annotations() if one.features["value"] == "999"]
        assert found == ([] if act == "undo" else ["999"])
        assert grid.cells.field is None or not grid.cells.is_begun()

    start(project, journey)


def test_tab_goes_along_the_row_and_enter_comes_back_to_the_value(project, start, look):
    def journey(person):
        grid = opened(person)
        person.key(KEY.Key_F2)
        person.key(KEY.Key_Tab)
        assert grid.table.currentIndex().column() == Column.UNIT
        write(person, "zong")
        person.key(KEY.Key_Tab)
        assert grid.table.currentIndex().column() == Column.QUALIFIER
        person.key(KEY.Key_Backtab)
        assert grid.table.currentIndex().column() == Column.UNIT

    start(project, journey)
    (made,) = look(project)
    assert (made.features["unit"], made.features["reason"]) == ("zong", "unit")


def test_a_choice_is_made_by_its_letter_or_from_the_list(project, start, look, monkeypatch):
    # No list falls down without a screen.
    fallen: list[object] = []
    monkeypatch.setattr(ChoiceField, "showPopup", lambda self: fallen.append(self))

    def journey(person):
        grid = opened(person)
        go_to(person, grid, "312件", Column.KIND)
        person.key(KEY.Key_M)
        person.key(KEY.Key_Return)
        person.key(KEY.Key_Return)
        assert words(grid, Column.KIND)[0] == "金额"
        go_to(person, grid, "312件", Column.ROLE)
        person.key(KEY.Key_5)
        person.key(KEY.Key_Tab)
        assert words(grid, Column.ROLE)[0] == "计划"
        go_to(person, grid, "12.2%", Column.KIND)
        person.key(KEY.Key_F4)
        assert fallen == [grid.cells.field]
        person.key(KEY.Key_Escape)
        person.key(KEY.Key_Down, ALT)
        assert len(fallen) == 2

    start(project, journey)
    assert look(project)[0].features["role"] == "plan"


def test_the_unit_is_completed(project, start):
    def journey(person):
        grid = opened(person)
        go_to(person, grid, "312件", Column.UNIT)
        write(person, "rc")
        person.key(KEY.Key_Down)
        assert written(grid) == "人次"
        person.key(KEY.Key_Return)
        assert person.annotations()[0].features["unit"] == "人次"
        assert person.annotations()[0].features["reason"] == "unit"

    start(project, journey)


def test_a_period_is_written_short(project, start):
    def journey(person):
        grid = opened(person)
        go_to(person, grid, "312件", Column.PERIOD)
        write(person, "1-10")
        person.type("月")
        assert "2024.1–10" in grid.cells._told.label.text()
        person.key(KEY.Key_Return)
        features = person.annotations()[0].features
        assert (features["period_from"], features["period_to"]) == ("2024-01-01", "2024-10-31")
        assert features["reason"] == "period"
        assert words(grid, Column.PERIOD)[0] == "2024.1–10"

    start(project, journey)


def test_rows_are_copied_with_their_heads(project, start):
    def journey(person):
        opened(person)
        person.key(KEY.Key_Down, SHIFT)
        person.key(KEY.Key_C, CONTROL)
        lines = QGuiApplication.clipboard().text().split("\n")
        assert len(lines) == 4
        assert lines[0].split("\t")[:4] == ["状态", "上下文", "数值", "单位"]
        assert lines[1].split("\t")[2:4] == ["312", "件"]
        assert lines[2].split("\t")[2:4] == ["12.2", "%"]

    start(project, journey)


def test_words_and_states_filter(project, start):
    def journey(person):
        grid = opened(person)
        person.key(KEY.Key_Return)
        person.key(KEY.Key_F, CONTROL)
        assert grid.filters.text.hasFocus()
        person.type("罚没款")
        person.key(KEY.Key_Return)
        assert grid.table.hasFocus()
        assert "186.4万元" in mentions(grid)
        assert "约48万人次" not in mentions(grid)
        person.key(KEY.Key_F, CONTROL)
        person.key(KEY.Key_Escape)
        assert len(mentions(grid)) > 4
        toggle = grid.filters.states.toggles["confirmed"]
        assert toggle.text() == "已核 1"
        person.bot.mouseClick(toggle, Qt.MouseButton.LeftButton)
        assert mentions(grid) == ["312件"]
        kinds = grid.filters.choices["kind"]
        assert kinds.itemText(1).startswith("计数")
        assert "1" in kinds.itemText(1)

    start(project, journey)


def test_nothing_passes_and_everything_comes_back(project, start):
    def journey(person):
        grid = opened(person)
        every = mentions(grid)
        person.bot.mouseClick(grid.filters.states.toggles["rejected"], Qt.MouseButton.LeftButton)
        assert not grid.table.isVisible()
        assert "没有符合" in grid._nothing.text()
        person.bot.mouseClick(grid.show_all, Qt.MouseButton.LeftButton)
        assert mentions(grid) == every

    start(project, journey)


def test_a_head_sorts_and_the_row_stays(project, start):
    def journey(person):
        grid = opened(person)
        grid.heads.sort_by(Column.VALUE)
        assert mentions(grid)[:2] == ["5处", "12.2%"]
        assert here(grid) == "312件"
        grid.heads.sort_by(Column.VALUE)
        assert mentions(grid)[0] == "186.4万元"
        grid.heads.sort_by(Column.VALUE)
        assert mentions(grid)[0] == "312件"

    start(project, journey)
