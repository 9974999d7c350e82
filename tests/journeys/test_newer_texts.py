"""Owns the journeys through what waits in newer texts: merging leads there, keys settle one after the other,
a place is selected in the newer text, all of it is taken back; and through appointing who may decide."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from annotator.tasks.curating.blinding import blinding_of
from annotator.ui.anchors.view import AnchorsView
from annotator.ui.team.curators_view import CuratorsView
from annotator.ui.team.merge_view import MergeView
from tests.journeys.fetched_again import NEW, OLD, choose, in_sight, queued, standing, written
from tests.journeys.teamwork import CONTROL, KEY, SHIFT, WAIT_MS, call, opened

# The platform without a screen says so for every dialog.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def test_a_merge_tells_what_will_wait_and_leads_there_with_one_key(fetched, start):
    project, bundle = fetched

    def journey(person):
        view = opened(person, KEY.Key_U, MergeView)
        assert not view.waiting.isVisible()
        view.take([str(bundle)])
        person.bot.waitUntil(lambda: not view.running.is_busy, timeout=WAIT_MS)
        assert "合并后会有 4 条" in view.waiting.told.text()
        assert not view.waiting.go.isVisible()
        person.bot.waitUntil(view.merge.hasFocus, timeout=WAIT_MS)
        person.key(KEY.Key_Space)
        person.bot.waitUntil(lambda: not view.running.is_busy, timeout=WAIT_MS)
        assert "有 4 条" in view.waiting.told.text()
        person.key(KEY.Key_W)
        there = in_sight(person, AnchorsView)
        assert len(queued(there)) == 4
        assert there.queue.table.hasFocus()
        assert standing(person) == {"人手不足": "人手不足"}

    start(project, journey, reviewer="组长")


def test_what_waits_is_settled_by_keyboard_and_taken_back(merged, start):
    def journey(person):
        view = opened(person, KEY.Key_A, AnchorsView)
        assert queued(view) == ["112件", "同比上升3%", "<b>培训</b>一次", "38起"]
        # The words as they were, and what is otherwise at the place proposed.
        assert "乙" in view.head.text() and "存疑" in view.head.text()
        assert view.texts.old.text == OLD and view.texts.new.text == NEW
        assert view.texts.told.text() == "建议处少了“2件”。"
        person.key(KEY.Key_Return)
        # The next one is there at once, while the first is written.
        assert view.is_writing and queued(view)[0] == "同比上升3%"
        written(person, view)
        assert standing(person)["112件"] == "11"
        assert "还有 3 条" in view.running.said.text()
        # Nowhere, with a note.
        assert view.queue.anchor().fragments[0][0] == OLD.index("同比上升3%")
        person.key(KEY.Key_M)
        person.type("新文本没有这一句")
        person.key(KEY.Key_Return)
        assert view.queue.table.hasFocus() and len(queued(view)) == 3
        person.key(KEY.Key_Delete)
        assert view.queue.note.text() == ""
        # To the letter, whatever it looks like; two letters came in.
        assert queued(view)[0] == "<b>培训</b>一次"
        assert view.texts.told.text() == "建议处多了“集中…也”。"
        person.key(KEY.Key_J)
        # The same words stand elsewhere.
        assert queued(view)[1] == "38起" and "未找到" in view.head.text()
        assert view.texts.line.elsewhere == ((NEW.index("38起"), NEW.index("38起") + 3),)
        person.key(KEY.Key_2)
        assert "没有第 2 处" in view.running.said.text()
        person.key(KEY.Key_1)
        assert queued(view) == ["<b>培训</b>一次"]
        written(person, view)
        assert standing(person)["38起"] == "38起"
        # Taken back one by one, and done again.
        person.key(KEY.Key_Z, CONTROL)
        written(person, view)
        assert queued(view) == ["<b>培训</b>一次", "38起"]
        assert view.queue.anchor().fragments[0][0] == OLD.index("38起")
        person.key(KEY.Key_Z, CONTROL)
        person.key(KEY.Key_Z, CONTROL)
        written(person, view)
        assert len(queued(view)) == 4
        assert standing(person) == {"人手不足": "人手不足"}
        person.key(KEY.Key_Z, CONTROL)
        assert "没有" in view.running.said.text()
        for _ in range(3):
            person.key(KEY.Key_Y, CONTROL)
        written(person, view)
        assert queued(view) == ["<b>培训</b>一次"]

    start(merged, journey, reviewer="组长")
    start(merged, look_at_what_is_settled, reviewer="组长")


def look_at_what_is_settled(person) -> None:
    view = opened(person, KEY.Key_A, AnchorsView)
    choose(person, view, "settled")
    assert queued(view) == ["112件", "同比上升3%", "38起"]
    assert "已定位（原为存疑）" in view.head.text() and not view.take.isEnabled()
    person.key(KEY.Key_J)
    assert "新文本没有这一句" in view.head.text() and "已去掉" in view.head.text()


def test_a_place_is_selected_in_the_newer_text_and_all_is_settled(merged, start):
    def journey(person):
        view = opened(person, KEY.Key_A, AnchorsView)
        for _ in range(2):
            person.key(KEY.Key_J)
        assert view.queue.anchor().fragments[0][0] == OLD.index("<b>培训")
        # Nothing is selected yet.
        person.key(KEY.Key_S)
        assert "选中" in view.running.said.text()
        person.key(KEY.Key_F, CONTROL)
        person.type("𠮷祥街道走访")
        person.key(KEY.Key_Escape)
        assert view.texts.new.hasFocus()
        for _ in range(2):
            person.key(KEY.Key_Right, SHIFT)
        person.key(KEY.Key_S)
        written(person, view)
        assert standing(person)["<b>培训</b>一次"] == "𠮷祥街道走访5次"
        for _ in range(3):
            person.key(KEY.Key_Delete)
        assert queued(view) == []
        assert "没有待定的了" in view.none.text() and not view.head.isVisible()
        person.key(KEY.Key_Z, CONTROL)
        written(person, view)
        assert queued(view) == ["112件"]

    start(merged, journey, reviewer="组长")


def test_a_place_of_the_list_is_taken_by_mouse(merged, start):
    def journey(person):
        view = opened(person, KEY.Key_A, AnchorsView)
        for _ in range(3):
            person.key(KEY.Key_J)
        places = view.texts.places
        assert [row.cells[0] for row in places.rows.rows] == ["1"]
        person.bot.mouseDClick(
            places.viewport(),
            Qt.MouseButton.LeftButton,
            pos=places.visualRect(places.rows.index(0, 1)).center(),
        )
        written(person, view)
        assert standing(person)["38起"] == "38起"
        person.bot.mouseClick(view.nowhere, Qt.MouseButton.LeftButton)
        assert len(queued(view)) == 2
        person.bot.mouseClick(view.back, Qt.MouseButton.LeftButton)
        written(person, view)
        assert len(queued(view)) == 3

    start(merged, journey, reviewer="组长")


def test_in_another_look_one_goes_on_where_one_was(merged, start):
    def journey(person):
        view = opened(person, KEY.Key_A, AnchorsView)
        choose(person, view, "lost")
        assert queued(view) == ["38起"]
        view.note.setText("还没想好")
        person.window._controls.looks.set_theme("dark")
        again = next(one for one in person.window.findChildren(AnchorsView) if one.isVisible())
        assert again is not view
        assert again.queue.chosen == "lost" and queued(again) == ["38起"]
        assert again.note.text() == "还没想好"

    start(merged, journey, reviewer="组长")


def test_who_may_not_decide_only_looks_until_appointed(merged, start):
    def locked(person):
        view = opened(person, KEY.Key_A, AnchorsView)
        assert "组长" in view.queue.about.text()
        for key in (KEY.Key_Return, KEY.Key_Delete, KEY.Key_S, KEY.Key_1):
            person.key(key)
            assert "组长" in view.running.said.text()
        assert len(queued(view)) == 4

    def appointing(person):
        view = opened(person, KEY.Key_N, CuratorsView)
        assert [row.cells[:2] for row in view.people.rows.rows] == [("组长", "负责人"), ("乙", "标注员")]
        # Who owns the project always may.
        person.key(KEY.Key_Space)
        assert "总可以" in view.running.said.text()
        person.key(KEY.Key_Down)
        person.key(KEY.Key_Space)
        assert view.people.rows.rows[1].cells[:3] == ("乙", "审定人", "✓")
        assert "乙" in view.about.text()
        person.key(KEY.Key_Z, CONTROL)
        assert view.people.rows.rows[1].cells[1] == "标注员"
        person.key(KEY.Key_Y, CONTROL)
        assert view.people.rows.rows[1].cells[1] == "审定人"
        view.name.setFocus()
        person.type("周宁")
        person.key(KEY.Key_Return)
        assert {row.cells[0] for row in view.people.rows.rows} == {"组长", "乙", "周宁"}
        view.name.setFocus()
        person.type("周宁")
        person.key(KEY.Key_Return)
        assert "本来就" in view.running.said.text()
        view.blind.setFocus()
        person.key(KEY.Key_Down)
        assert blinding_of(person.desk.session.store).is_blind
        view.people.setFocus()
        person.key(KEY.Key_Z, CONTROL)
        assert not blinding_of(person.desk.session.store).is_blind
        assert view.blind.currentData() is False

    def allowed(person):
        view = opened(person, KEY.Key_A, AnchorsView)
        person.key(KEY.Key_Return)
        assert len(queued(view)) == 3

    start(merged, locked, reviewer="乙")
    start(merged, appointing, reviewer="组长")
    start(merged, allowed, reviewer="乙")


def test_who_does_not_own_the_project_appoints_nobody(merged, start):
    def journey(person):
        view = opened(person, KEY.Key_N, CuratorsView)
        assert "组长" in view.why.text()
        assert not view.name.isEnabled() and not view.blind.isEnabled() and not view.turn.isEnabled()
        person.key(KEY.Key_Down)
        person.key(KEY.Key_Space)
        assert "组长" in view.running.said.text()
        assert [row.cells[1] for row in view.people.rows.rows] == ["负责人", "标注员"]

    start(merged, journey, reviewer="乙")


def test_a_curator_sees_letters_where_names_are_hidden(merged, start):
    call("plan", merged, "--reviewers", "乙", "--blind", "yes", "--as", "组长")

    def journey(person):
        view = opened(person, KEY.Key_A, AnchorsView)
        assert {row.cells[3] for row in view.queue.table.rows.rows} == {"A"}
        assert "乙" not in view.head.text()

    start(merged, journey, reviewer="组长")


def test_where_nothing_is_read_anew_one_is_told_how_it_comes_about(make_project, start, capsys):
    path = make_project(a=OLD)

    def journey(person):
        view = opened(person, KEY.Key_A, AnchorsView)
        assert "按原文件名导入" in view.none.text()
        person.key(KEY.Key_Escape)
        person.bot.waitUntil(lambda: QApplication.activeWindow() is person.window, timeout=WAIT_MS)

    start(path, journey, reviewer="组长")
