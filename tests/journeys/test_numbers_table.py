"""Owns the journeys in the table of numbers: states filter, heads sort, keys answer as on the page."""

from __future__ import annotations

from PySide6.QtCore import Qt

from annotator.ui.models.numbers import VALUE


def words(person) -> list[str]:
    """The words of the numbers in sight, as they stand in the report."""
    model, text = person.window.numbers.model, person.desk.reading.original
    spots = [model.spot(row) for row in range(model.rowCount())]
    return [text[spot.start : spot.end] for spot in spots]


def press(person, state: str) -> None:
    """Click the toggle of a state."""
    person.bot.mouseClick(person.window.numbers.states.toggles[state], Qt.MouseButton.LeftButton)


def test_a_state_filters_and_the_current_place_stays_until_one_moves_on(project, start):
    def journey(person):
        every = words(person)
        assert every[:3] == ["312件", "12.2%", "186.4万元"]
        press(person, "suggestion")
        assert words(person) == every
        person.go_to("12.2%")
        person.key(Qt.Key.Key_F2)
        person.type("12.3")
        person.key(Qt.Key.Key_Return)
        assert "12.2%" not in words(person) or person.words() == "12.2%"
        person.go_to("186.4万元")
        assert words(person) == [one for one in every if one != "12.2%"]
        table = person.window.numbers.table
        assert table.model().spot(table.currentIndex().row()).ref == person.desk.current.ref
        press(person, "suggestion")
        press(person, "corrected")
        assert words(person) == ["12.2%"]

    start(project, journey)


def test_an_empty_filter_says_so_and_shows_all_again(project, start):
    def journey(person):
        every = words(person)
        press(person, "rejected")
        numbers = person.window.numbers
        assert not numbers.table.isVisible()
        assert "没有这种状态" in numbers._nothing.text()
        person.bot.mouseClick(numbers.show_all, Qt.MouseButton.LeftButton)
        assert words(person) == every
        assert numbers.states.on == frozenset()

    start(project, journey)


def test_a_head_sorts_by_value_up_down_and_back_to_the_text(project, start):
    def journey(person):
        every = words(person)
        header = person.window.numbers.table.horizontalHeader()

        def click() -> list[str]:
            place = header.viewport().rect().center()
            place.setX(header.sectionViewportPosition(VALUE) + 10)
            person.bot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
            return words(person)

        rising = click()
        assert rising == ["5处", "12.2%", "312件", "约48万人次", "186.4万元"]
        assert click() == rising[::-1]
        assert click() == every

    start(project, journey)


def test_keys_in_the_table_move_and_answer(project, start):
    def journey(person):
        table = person.window.numbers.table
        table.setFocus()
        person.key(Qt.Key.Key_End)
        assert person.words() == "5处"
        person.key(Qt.Key.Key_Home)
        assert person.words() == "312件"
        person.key(Qt.Key.Key_Down)
        assert person.words() == "12.2%"
        person.key(Qt.Key.Key_Return)
        assert table.hasFocus()
        assert person.words() == "186.4万元"
        person.key(Qt.Key.Key_Delete)
        assert person.states()[:3] == ["suggestion", "confirmed", "rejected"]
        person.key(Qt.Key.Key_F2)
        assert person.window.inspector.isAncestorOf(person.window.focusWidget())

    start(project, journey)


def test_where_there_is_little_room_values_keep_their_unit(project, start):
    def journey(person):
        numbers = person.window.numbers
        numbers.table.resize(190, 300)
        numbers._fit()
        assert numbers.model.joins_units
        assert person.table()[0][VALUE] == "312 件"
        numbers.table.resize(420, 300)
        numbers._fit()
        assert person.table()[0][VALUE] == "312"

    start(project, journey)
