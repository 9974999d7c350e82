"""Owns the journeys in the history: going to the place of a step, taking an older one back, and why not."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from annotator.commands import answers
from annotator.session import Session
from annotator.ui.models import history as history_model

CONTROL = Qt.KeyboardModifier.ControlModifier


def lines(person) -> list[str]:
    """The words of the steps in sight, newest first."""
    model = person.window.history.model
    return [model.index(n).data() for n in range(model.rowCount())]


def choose(person, words: str) -> None:
    """Give the list the keyboard, on the step with these words."""
    history = person.window.history
    history.list.setFocus()
    history.list.setCurrentIndex(history.model.index(lines(person).index(words)))


def test_enter_goes_to_the_place_also_where_something_was_deleted(project, start):
    def journey(person):
        person.go_to("312件")
        person.key(Qt.Key.Key_Return)
        person.go_to("186.4万元")
        person.key(Qt.Key.Key_Return)
        person.key(Qt.Key.Key_PageDown, CONTROL)
        first = person.document
        person.key(Qt.Key.Key_H, CONTROL)
        choose(person, "确认“312件”")
        person.key(Qt.Key.Key_Return)
        assert person.document != first
        assert person.words() == "312件"
        assert person.window.reading.page.hasFocus()
        person.key(Qt.Key.Key_Delete, CONTROL)
        assert lines(person)[0] == "删除标注“312件”"
        person.go_to("5处")
        choose(person, "删除标注“312件”")
        person.bot.mouseClick(person.window.history.go, Qt.MouseButton.LeftButton)
        assert person.words() == "312件"
        person.go_to("5处")
        view = person.window.history.list
        place = view.visualRect(view.currentIndex()).center()
        person.bot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
        assert person.words() == "312件"

    start(project, journey)


def test_an_older_step_is_taken_back_by_del_and_stays_in_the_list_struck_out(project, start):
    def journey(person):
        person.go_to("312件")
        person.key(Qt.Key.Key_Return)
        person.key(Qt.Key.Key_Return)
        person.key(Qt.Key.Key_H, CONTROL)
        choose(person, "确认“312件”")
        person.key(Qt.Key.Key_Delete)
        history = person.window.history
        assert history.list.hasFocus()
        assert history.list.currentIndex().data() == "确认“312件”"
        assert history.list.currentIndex().data(history_model.UNDONE)
        assert not history.take_back.isEnabled()
        assert [a.machine.start for a in person.annotations()] == [
            person.desk.reading.original.index("12.2%")
        ]

    start(project, journey)


def test_a_later_step_in_the_way_is_named_and_gone_to(project, start):
    def journey(person):
        person.go_to("312件")
        person.key(Qt.Key.Key_Return)
        person.key(Qt.Key.Key_BracketRight)
        person.key(Qt.Key.Key_F2)
        person.type("313")
        person.key(Qt.Key.Key_Return)
        person.key(Qt.Key.Key_H, CONTROL)
        history = person.window.history
        assert not history.later.isVisible()
        choose(person, "确认“312件”")
        assert not history.take_back.isEnabled()
        assert "修改“312件”" in history._hint.text()
        person.key(Qt.Key.Key_Delete)
        assert len(person.annotations()) == 1
        assert "修改" in person.said()
        person.bot.mouseClick(history.later, Qt.MouseButton.LeftButton)
        assert history.list.currentIndex().data() == "修改“312件”：数值 312→313"
        person.key(Qt.Key.Key_Delete)
        choose(person, "确认“312件”")
        assert history.take_back.isEnabled()
        person.key(Qt.Key.Key_Delete)
        assert person.annotations() == []

    start(project, journey)


def test_steps_of_others_are_theirs_and_can_be_left_out(project, start):
    session = Session.open(project, reviewer="乙")
    document = session.documents()[0].document.id
    key = session.suggestions(document)[0].key
    session.run(answers.confirm, document=document, key=key)
    session.close()

    def journey(person):
        person.key(Qt.Key.Key_Return)
        person.key(Qt.Key.Key_PageDown, CONTROL)
        person.key(Qt.Key.Key_Return)
        person.key(Qt.Key.Key_H, CONTROL)
        history = person.window.history
        # Who annotates without seeing colleagues sees only what is one's own, until it is asked for.
        assert set(history.whose.on) == {"mine"}
        own = lines(person)
        assert len(own) == 3
        person.bot.mouseClick(history.whose.toggles["all"], Qt.MouseButton.LeftButton)
        every = lines(person)
        assert set(own) < set(every)
        history.list.setFocus()
        history.list.setCurrentIndex(history.model.index(every.index("确认“312件”", 2)))
        assert "乙" in history._hint.text()
        assert not history.take_back.isEnabled()
        person.bot.mouseClick(history.whose.toggles["mine"], Qt.MouseButton.LeftButton)
        assert len(lines(person)) == 3
        person.bot.mouseClick(history.whose.toggles["report"], Qt.MouseButton.LeftButton)
        assert len(lines(person)) == 2
        person.key(Qt.Key.Key_PageUp, CONTROL)
        assert lines(person).count("确认“312件”") == 2
        person.bot.mouseClick(history.whose.toggles["all"], Qt.MouseButton.LeftButton)
        assert lines(person) == every

    start(project, journey)


def test_earlier_steps_are_read_at_the_end(project, start, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(history_model, "PAGE", 4)

    def journey(person):
        for _ in range(4):
            person.key(Qt.Key.Key_Return)
        person.key(Qt.Key.Key_H, CONTROL)
        person.window.history.whose.set_on(["all"])
        person.window.history.model.set_whose("all")
        model, view = person.window.history.model, person.window.history.list
        while model.canFetchMore(view.rootIndex()):
            model.fetchMore(view.rootIndex())
        every = lines(person)
        assert every[-1] == "新建项目"
        assert len(set(every)) == len(every)
        assert len(every) > 4
        choose(person, "新建项目")
        person.window.reading.page.setFocus()
        person.key(Qt.Key.Key_Return)
        # What is done meanwhile comes on top and moves nothing else.
        assert view.currentIndex().data() == "新建项目"
        assert lines(person)[1:] == every

    start(project, journey)


def test_a_click_chooses_exactly_the_step_under_the_pointer(project, start):
    def journey(person):
        for _ in range(5):
            person.key(Qt.Key.Key_Return)
        page = person.window.reading.page
        at = page.text.index("部分人员")
        for n in range(12):
            page.select_span(at + n % 6, at + n % 6 + 3)
            page.setFocus()
            person.key(Qt.Key.Key_3 if n < 6 else Qt.Key.Key_6)
        person.key(Qt.Key.Key_H, CONTROL)
        page.setFocus()
        view = person.window.history.list
        view.setCurrentIndex(view.rootIndex())
        view.scrollToBottom()
        index = view.indexAt(view.viewport().rect().center())
        assert index.row() > 3
        person.bot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(index).center())
        assert view.hasFocus()
        assert view.currentIndex().row() == index.row()

    start(project, journey)


def test_a_line_says_the_label_what_changed_and_what_was_declared(project, start):
    def journey(person):
        person.go_to("312件")
        person.key(Qt.Key.Key_F2)
        person.type("313")
        person.key(Qt.Key.Key_Return)
        page = person.window.reading.page
        at = page.text.index("程序意识不强")
        page.select_span(at, at + 6)
        page.setFocus()
        person.key(Qt.Key.Key_3)
        person.key(Qt.Key.Key_6)
        outline = person.window.outline
        outline.list.setFocus()
        outline.list.setCurrentIndex(outline.model.index(2))
        person.key(Qt.Key.Key_Space)
        person.key(Qt.Key.Key_Space)
        outline.list.setCurrentIndex(outline.model.index(0))
        person.key(Qt.Key.Key_Space)
        person.key(Qt.Key.Key_H, CONTROL)
        assert lines(person) == [
            "声明完成 数字：整份报告",
            "取消完成声明 数字：二、存在的不足",
            "声明完成 数字：二、存在的不足",
            "改标签“程序意识不强”：问题→原因",
            "新增问题“程序意识不强”",
            "修改“312件”：数值 312→313",
            "加入项目",
        ]

    start(project, journey)


def test_del_in_the_lists_of_reports_and_headings_rejects_nothing(project, start):
    def journey(person):
        person.go_to("312件")
        for view in (person.window.documents.list, person.window.outline.list):
            view.setFocus()
            person.key(Qt.Key.Key_Delete)
            assert person.annotations() == []

    start(project, journey)


def test_a_tag_is_told_alike_in_the_status_line_and_in_the_history(project, start):
    def journey(person):
        text = person.window.reading.page.text
        at = text.index("程序意识不强")
        person.window.reading.page.select_span(at, at + 6)
        person.window.trigger("tag.clause.problem")
        person.key(Qt.Key.Key_H, CONTROL)
        assert person.said() == lines(person)[0] == "新增问题“程序意识不强”"

    start(project, journey)
