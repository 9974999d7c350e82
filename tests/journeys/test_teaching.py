"""Owns the journeys of teaching: a word is added from the page or on the page of words, by keys alone, and
is in effect at once in what is typed, in this report, in the others, and after undo."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication

from annotator.__main__ import main
from annotator.extractors import parse_number
from annotator.numbers import additions
from annotator.session import Session
from annotator.tasks.suggesting import is_stale
from annotator.ui import vocabulary
from annotator.ui.models.known import units_known
from annotator.ui.models.typed import whole_number
from annotator.ui.words_page import WordsPage

SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
WAIT_MS = 30_000

FIRST = """云溪县农业局2024年法治政府建设年度报告
一、主要举措
全年种植苗木35畦，走访农户20户，印发3721号外行动8份。
"""
SECOND = """云溪县林业局2024年法治政府建设年度报告
一、主要举措
全年种植苗木41畦，办理案件7件。
"""

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def project(make_project, capsys):
    path = make_project(a_first=FIRST, b_second=SECOND)
    capsys.readouterr()
    return path


def select(person, words):
    page = person.window.reading.page
    at = page.text.index(words)
    page.select_span(at, at + len(words))
    page.setFocus()


def kind_of(person, words):
    """The kind of the machine's number with these words, "" where there is none."""
    original = person.desk.reading.original
    for spot in person.desk.spots.numbers:
        if original[spot.start : spot.end] == words:
            return spot.features.get("kind", "")
    return ""


def words_page(person):
    page = next(one for one in person.window.findChildren(WordsPage) if one.isVisible())
    person.bot.waitUntil(lambda: QApplication.activeWindow() is page, timeout=5_000)
    return page


def stale(path):
    session = Session.open(path, reviewer="甲")
    try:
        with additions.using(()):
            return [
                row.document.name for row in session.documents() if is_stale(session.store, row.document.id)
            ]
    finally:
        session.close()


def test_three_keys_teach_a_unit_and_everything_follows_at_once(project, start):
    def journey(person):
        assert kind_of(person, "35畦") == "count"
        person.go_to("20户")
        select(person, "畦")
        person.key(Qt.Key.Key_E, CONTROL)
        asked = person.window.reading.asked
        assert asked.hasFocus()
        assert asked.words() == ["单位", "不是数字", "约数词", "指标的另一名称", "机关（范围）"]
        assert "畦" in asked.accessibleName()
        person.key(Qt.Key.Key_1)
        assert asked.hasFocus()
        assert asked.words()[:3] == ["计数", "金额", "面积"]
        person.key(Qt.Key.Key_3)
        assert kind_of(person, "35畦") == "area"
        assert person.words() == "20户"
        assert person.window.reading.page.hasFocus()
        assert "畦" in person.said()
        assert person.window.status.undo.isVisible()
        assert parse_number("6畦")["kind"] == "area"
        assert whole_number("6畦")["unit"] == "畦"
        assert "畦" in units_known()
        # Beside the window, the other report.
        other = next(row.document.id for row in person.desk.rows if row.document.id != person.document)
        with person.bot.waitSignal(person.window._controls.projects.work.ended, timeout=WAIT_MS):
            pass
        found = person.desk.session.suggestions(other)
        assert "area" in {one.features.get("kind") for one in found}
        assert "畦" in person.said()

    start(project, journey)
    assert parse_number("6畦").get("kind") != "area"


def test_undo_and_redo_are_in_effect_at_once_too(project, start):
    def journey(person):
        select(person, "畦")
        person.key(Qt.Key.Key_E, CONTROL)
        for key in (Qt.Key.Key_1, Qt.Key.Key_3):
            person.key(key)
        person.key(Qt.Key.Key_Z, CONTROL)
        assert kind_of(person, "35畦") == "count"
        assert parse_number("6畦").get("kind") != "area"
        person.key(Qt.Key.Key_Y, CONTROL)
        assert kind_of(person, "35畦") == "area"

    start(project, journey)


def test_what_is_no_number_is_gone_answers_stay_and_the_next_place_is_current(project, start):
    def journey(person):
        person.go_to("20户")
        person.key(Qt.Key.Key_Return)
        person.go_to("8份")
        painted = len(person.painted())
        select(person, "行动8份")
        person.key(Qt.Key.Key_E, CONTROL)
        person.key(Qt.Key.Key_2)
        assert kind_of(person, "8份") == ""
        assert len(person.painted()) < painted
        assert person.desk.current is not None
        assert [one.verdict for one in person.annotations()] == ["confirmed"]

    start(project, journey)


def test_with_nothing_selected_the_words_of_the_place_are_offered(project, start):
    def journey(person):
        person.go_to("20户")
        person.key(Qt.Key.Key_E, CONTROL)
        asked = person.window.reading.asked
        assert asked.words() == ["不是数字 “20户”", "指标的另一名称 “走访农户”"]
        person.key(Qt.Key.Key_Escape)
        assert person.window.reading.page.hasFocus()
        assert person.desk.session.store.records("term") == []

    start(project, journey)


def test_another_name_of_an_indicator_asks_which(project, start):
    assert (
        main(["lexicon", str(project), "--add", "indicator", "苗圃", "--sense", "种植苗木", "--as", "乙"])
        == 0
    )

    def journey(person):
        select(person, "苗木")
        person.key(Qt.Key.Key_E, CONTROL)
        person.key(Qt.Key.Key_4)
        blank = person.window.reading.blank
        assert blank.field.hasFocus()
        assert "苗木" in blank._title.text()
        person.key(Qt.Key.Key_Return)
        assert blank.field.hasFocus()
        person.type("种植")
        assert blank.completion.offers == ["种植苗木"]
        person.key(Qt.Key.Key_Down)
        person.key(Qt.Key.Key_Return)
        assert not blank.isVisible()
        assert person.window.reading.page.hasFocus()
        terms = {one["word"]: one for one in person.desk.session.store.records("term")}
        assert (terms["苗木"]["list"], terms["苗木"]["sense"]) == ("indicator", "种植苗木")

    start(project, journey)


@pytest.mark.parametrize("keys", [(Qt.Key.Key_Escape,), (Qt.Key.Key_E, CONTROL)])
def test_escape_or_asking_again_adds_nothing(project, start, keys):
    def journey(person):
        select(person, "苗木")
        person.key(Qt.Key.Key_E, CONTROL)
        person.key(Qt.Key.Key_4)
        person.key(*keys)
        assert not person.window.reading.blank.isVisible()
        assert person.desk.session.store.records("term") == []

    start(project, journey)


def test_a_word_that_is_known_or_too_long_is_refused_with_one_sentence(project, start):
    def journey(person):
        for _ in range(2):
            select(person, "畦")
            person.key(Qt.Key.Key_E, CONTROL)
            for key in (Qt.Key.Key_1, Qt.Key.Key_3):
                person.key(key)
        assert "已经在词表里" in person.said()
        select(person, "全年种植苗木35畦，走访农户20户，印发3721号外行动8份")
        person.key(Qt.Key.Key_E, CONTROL)
        assert not person.window.reading.asked.isVisible()
        assert "1 到 24 个字" in person.said()
        assert len(person.desk.session.store.records("term")) == 1

    start(project, journey)


def test_a_report_whose_suggestions_are_older_than_the_words_is_made_anew_when_it_is_opened(project, start):
    session = Session.open(project, reviewer="乙")
    from annotator.commands import terms

    session.run(terms.add_term, list="unit", word="畦", sense="area")
    session.close()

    def journey(person):
        assert kind_of(person, "35畦") == "area"
        person.key(Qt.Key.Key_PageDown, CONTROL)
        assert kind_of(person, "41畦") == "area"

    start(project, journey)


def test_a_long_report_is_made_anew_beside_the_window(project, start, monkeypatch):
    monkeypatch.setattr(vocabulary, "AT_ONCE", 10)

    def journey(person):
        work = person.window._controls.projects.work
        with person.bot.waitSignal(work.ended, timeout=WAIT_MS):
            select(person, "畦")
            person.key(Qt.Key.Key_E, CONTROL)
            for key in (Qt.Key.Key_1, Qt.Key.Key_3):
                person.key(key)
            assert kind_of(person, "35畦") == "count"
            assert not work.is_busy
        assert kind_of(person, "35畦") == "area"

    start(project, journey)


def test_quiet_work_makes_way(project, start):
    def journey(person):
        projects = person.window._controls.projects
        select(person, "畦")
        person.key(Qt.Key.Key_E, CONTROL)
        for key in (Qt.Key.Key_1, Qt.Key.Key_3):
            person.key(key)
        assert not projects.work.is_idle
        projects.suggest()
        assert projects.work.is_busy
        projects.suggest()
        assert "还没有完成" in person.said()
        person.bot.waitUntil(lambda: projects.work.is_idle, timeout=WAIT_MS)
        assert not projects.work.is_busy

    start(project, journey)


def test_another_window_s_words_are_in_effect_here_too(project, start):
    def journey(person):
        words = ["lexicon", str(project), "--add", "unit", "畦", "--sense", "area", "--as", "乙"]
        assert main(words) == 0
        person.window._controls.projects._bridge.look()
        assert kind_of(person, "35畦") == "area"
        assert parse_number("6畦")["kind"] == "area"

    start(project, journey)


# The page of words ----------------------------------------------------------------------------------


def test_the_page_says_what_to_do_while_there_are_none(project, start):
    def journey(person):
        person.key(Qt.Key.Key_E, CONTROL | SHIFT)
        page = words_page(person)
        assert page.none.isVisible()
        assert "Ctrl+E" in page.none.text()
        assert page.word.hasFocus()

    start(project, journey)


def test_words_are_added_by_typing_filtered_and_taken_out_with_del(project, start):
    assert main(["lexicon", str(project), "--add", "unit", "跨", "--sense", "count", "--as", "乙"]) == 0

    def journey(person):
        person.key(Qt.Key.Key_E, CONTROL | SHIFT)
        page = words_page(person)
        page.word.setFocus()
        page.sense.setCurrentIndex(2)
        person.type("畦")
        person.key(Qt.Key.Key_Return)
        assert [row.cells for row in page.table.rows.rows] == [
            ("畦", "单位", "面积", "甲"),
            ("跨", "单位", "计数", "乙"),
        ]
        assert kind_of(person, "35畦") == "area"
        assert page.word.text() == ""
        person.type("畦")
        person.key(Qt.Key.Key_Return)
        assert "已经在词表里" in page.told.text()
        page.filter.setFocus()
        person.type("乙")
        assert [row.cells[0] for row in page.table.rows.rows] == ["跨"]
        page.table.setFocus()
        person.key(Qt.Key.Key_Delete)
        assert "乙" in page.told.text()
        assert not page.take.isEnabled()
        page.filter.clear()
        page.table.selectRow(0)
        person.key(Qt.Key.Key_Delete)
        assert [row.cells[0] for row in page.table.rows.rows] == ["跨"]
        assert kind_of(person, "35畦") == "count"
        page.close()

    start(project, journey)


def test_a_name_of_an_indicator_is_typed_with_its_id(project, start):
    def journey(person):
        person.key(Qt.Key.Key_E, CONTROL | SHIFT)
        page = words_page(person)
        page.list.setCurrentIndex(3)
        assert page.id.isVisible()
        assert not page.sense.isVisible()
        page.word.setFocus()
        person.type("苗木")
        person.key(Qt.Key.Key_Return)
        assert "哪个指标" in page.told.text()
        page.id.setFocus()
        person.type("种植苗木")
        person.key(Qt.Key.Key_Return)
        assert page.table.rows.rows[0].cells[:3] == ("苗木", "指标", "种植苗木")
        page.list.setCurrentIndex(1)
        assert not page.id.isVisible()
        assert not page.sense.isVisible()

    start(project, journey)


def test_tab_goes_through_the_page_of_words_and_every_part_has_a_name(project, start):
    assert main(["lexicon", str(project), "--add", "unit", "跨", "--sense", "count", "--as", "甲"]) == 0

    def journey(person):
        person.key(Qt.Key.Key_E, CONTROL | SHIFT)
        page = words_page(person)
        # Without a word there is nothing to add.
        assert not page.add.isEnabled()
        page.word.setText("畦")
        page.filter.setFocus()
        seen = []
        for _ in range(9):
            now = QApplication.focusWidget()
            told = QAccessible.queryAccessibleInterface(now)
            assert told.text(QAccessible.Text.Name).strip()
            seen.append(now)
            person.key(Qt.Key.Key_Tab)
        wanted = [page.filter, page.table, page.take, page.list, page.word, page.sense, page.add]
        assert [one for one in seen if one in wanted][: len(wanted)] == wanted

    start(project, journey)


def test_the_page_of_words_is_found_by_the_palette_and_goes_with_its_project(project, start):
    def journey(person):
        person.key(Qt.Key.Key_K, CONTROL)
        person.type(">词表")
        person.key(Qt.Key.Key_Return)
        page = words_page(person)
        person.window._controls.projects.open(str(project))
        assert not [one for one in person.window.findChildren(WordsPage) if one.isVisible()]
        assert page is not None

    start(project, journey)


def test_only_lists_that_could_take_the_words_are_offered(project, start):
    def journey(person):
        asked = person.window.reading.asked
        # The unit is known, and a number is no body.
        person.go_to("20户")
        person.key(Qt.Key.Key_E, CONTROL)
        assert [words.split(" ")[0] for words in asked.words()] == ["不是数字", "指标的另一名称"]
        person.key(Qt.Key.Key_Escape)
        select(person, "3721号外行动")
        person.key(Qt.Key.Key_E, CONTROL)
        assert asked.words() == ["单位", "不是数字", "指标的另一名称"]

    start(project, journey)
