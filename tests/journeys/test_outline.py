"""Owns the journeys in the outline: keys, whose suggestions are counted, no headings."""

from __future__ import annotations

from PySide6.QtCore import Qt

from annotator.ui.models import answering
from annotator.ui.models.outline import DECLARES, FINISHED, OPEN

RUN_IN = """甲县城市管理局2024年法治政府建设年度报告
一、主要举措和成效
（一）加强领导
一是健全机制。办理案件312件。
二是严格执法。全年处罚5件。
二、存在的不足和原因
一是人员不足，缺额3人。
"""
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
        assert person.window.outline.layer.currentText() == "待核要素"

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


def labelled(person, layer: str) -> list[str]:
    """The words that labels of a layer lie on."""
    original = person.desk.reading.original
    return [original[a.fragments[0][0] : a.fragments[0][1]] for a in person.annotations() if a.layer == layer]


def test_a_label_of_sections_goes_to_the_heading_one_is_at(make_project, start, capsys):
    path = make_project(a=RUN_IN)
    capsys.readouterr()

    def journey(person):
        outline, page = person.window.outline, person.window.reading.page
        (layer,) = {one.id for one in person.desk.tagset.layers if one.id == "section"}
        labels = [one.id for one in person.desk.tagset.layer(layer).labels]
        words = [outline.model.index(n).data() for n in range(outline.model.rowCount())]

        def label(n: int) -> None:
            answering.tag(person.desk, layer, labels[n])

        # The line of the outline that was clicked, whatever is current below it.
        row = words.index("二、存在的不足和原因")
        place = outline.list.visualRect(outline.model.index(row)).center()
        person.bot.mouseClick(outline.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
        assert person.words() == "3人"
        label(0)
        assert labelled(person, layer) == ["二、存在的不足和原因"]
        # A place in running text means the heading of the outline, not 一是 before it.
        person.go_to("312件")
        label(1)
        assert set(labelled(person, layer)) == {"二、存在的不足和原因", "（一）加强领导"}
        # Right at 二是 it is that.
        at = page.text.index("二是严格")
        page.select_span(at, at)
        label(2)
        assert any(one.startswith("二是") for one in labelled(person, layer))

    start(path, journey)


def test_the_sign_says_what_it_does_and_that_something_is_still_open(project, start):
    def journey(person):
        outline = person.window.outline
        index = outline.model.index(2)
        assert index.data(DECLARES) == "点击或按空格：声明本节的“数字”已做完"
        rect = outline.list.visualRect(index)
        before = outline.list.grab(rect).toImage()
        outline.list.setFocus()
        outline.list.setCurrentIndex(index)
        person.key(Qt.Key.Key_Space)
        assert index.data(FINISHED) and index.data(OPEN) != "0"
        assert "还有待核 2" in index.data(DECLARES)
        assert "还有待核 2" in index.data(Qt.ItemDataRole.AccessibleTextRole)
        person.window.reading.page.setFocus()
        hollow = outline.list.grab(rect).toImage()
        for _ in range(20):
            if not person.desk.spots.open:
                break
            person.key(Qt.Key.Key_Return)
        assert index.data(FINISHED) and index.data(OPEN) == "0"
        assert "点击或按空格取消" in index.data(DECLARES) and "待核" not in index.data(DECLARES)
        assert (
            len({bytes(one.constBits()) for one in (before, hollow, outline.list.grab(rect).toImage())}) == 3
        )

    start(project, journey)
