"""Owns the journeys in the outline: keys, whose suggestions are counted, no headings."""

from __future__ import annotations

from PySide6.QtCore import Qt

from annotator.ui.models.outline import OPEN

CONTROL = Qt.KeyboardModifier.ControlModifier


def figures(person) -> list[str]:
    """What stands at the right of the lines."""
    model = person.window.outline.model
    return [model.index(n).data(OPEN) for n in range(model.rowCount())]


def caret(person) -> str:
    """The words of the original from where the caret is."""
    return person.desk.reading.original[person.desk.caret :][:4]


def test_up_and_down_show_enter_goes_to_the_page_left_and_right_do_nothing(project, start):
    def journey(person):
        outline = person.window.outline
        outline.list.setFocus()
        person.key(Qt.Key.Key_Down)
        assert caret(person) == "一、主要"
        person.key(Qt.Key.Key_Down)
        assert caret(person) == "二、存在"
        assert outline.list.hasFocus()
        before = outline.list.currentIndex().row()
        for key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            person.key(key)
            assert outline.list.currentIndex().row() == before
        person.key(Qt.Key.Key_Return)
        assert person.window.reading.page.hasFocus()
        assert person.words() == "约48万人次"

    start(project, journey)


def test_the_chosen_layer_is_counted_and_remembered(project, start):
    def choose(person, layer: str) -> None:
        chooser = person.window.outline.layer
        chooser.setCurrentIndex(chooser.findData(layer))
        chooser.activated.emit(chooser.currentIndex())

    def first(person):
        numbers = figures(person)
        assert numbers[0] == str(len(person.desk.spots.open))
        choose(person, "clause")
        assert figures(person) == ["", "", ""]
        choose(person, "")
        assert figures(person) == numbers
        person.window.outline.list.setFocus()
        person.key(Qt.Key.Key_Space)
        assert "先在提纲上方选一层" in person.said()
        choose(person, "clause")

    def again(person):
        assert person.window.outline.layer.currentData() == "clause"
        assert figures(person) == ["", "", ""]

    start(project, first)
    start(project, again)


def test_a_report_without_headings_still_has_its_whole(make_project, start, capsys):
    path = make_project(a="全年办理案件12件。\n")
    capsys.readouterr()

    def journey(person):
        outline = person.window.outline
        assert figures(person) == ["1"]
        assert outline._empty.isVisible()
        outline.list.setFocus()
        person.key(Qt.Key.Key_Space)
        assert dict(person.desk.session.progress(person.document).finished) == {"number": (-1,)}
        person.key(Qt.Key.Key_Return)
        assert person.words() == "12件"

    start(path, journey)
