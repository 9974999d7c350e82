"""Owns the journeys through the window of agreement: four ways to look, plain words where nothing is told,
the cases behind each figure, cancelling."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from annotator.ui.team.agreement_view import AgreementView
from tests.reviewed import planted

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
KEY = Qt.Key
WAIT_MS = 60_000

# The platform without a screen says so for every dialog.
pytestmark = [pytest.mark.heavy, pytest.mark.qt_log_ignore("This plugin does not support")]


@pytest.fixture
def two(tmp_path: Path) -> Path:
    """A project of two reviewers who differ in planted ways."""
    made, _ = planted(tmp_path)
    path = made.store.path
    made.store.close()
    return path


@pytest.fixture
def three(tmp_path: Path) -> Path:
    """The same with a third one, who has declared nothing complete."""
    made, name = planted(tmp_path, "bing")
    made.words("bing", name, "number/quantity", "12件", value="12", unit_norm="件")
    path = made.store.path
    made.store.close()
    return path


def opened(person) -> AgreementView:
    person.key(KEY.Key_K, CONTROL | SHIFT)
    view = next(one for one in person.window.findChildren(AgreementView) if one.isVisible())
    person.bot.waitUntil(lambda: QApplication.activeWindow() is view, timeout=WAIT_MS)
    return view


def at_rest(person, view) -> None:
    person.bot.waitUntil(lambda: not view.is_busy, timeout=WAIT_MS)


def rows(table):
    return [row.cells for row in table.rows.rows]


def test_four_ways_to_look_by_keyboard(two, start):
    def journey(person):
        view = opened(person)
        at_rest(person, view)
        assert view.tab() == "labels"
        # Two alone are all there are.
        assert view.scopes.pair == ("jia", "yi")
        assert [row[0] for row in rows(view.labels)][:2] == ["数字", "指标"]
        person.key(KEY.Key_Tab, CONTROL)
        assert view.tab() == "pairs" and view.pairs.hasFocus()
        assert rows(view.pairs) == [("jia", "", "0.444", ""), ("yi", "0.444", "", "")]
        person.key(KEY.Key_Tab, CONTROL)
        at_rest(person, view)
        assert view.tab() == "confusion"
        assert rows(view.confusion) == [
            ("指标", "·", "·", "·", ""),
            ("数字", "1", "3", "1", ""),
            ("未标", "·", "·", "·", ""),
        ]
        # The diagonal is what the verb calls the same label of pairs.
        counts = view.confusion.confusion.counts
        both = {couple: n for couple, n in counts.items() if all(couple)}
        same = sum(n for (one, other), n in both.items() if one == other)
        figure = view.agreed.best(view.agreed.all[0].about, "spans_observed")
        assert figure.value == same / sum(both.values())
        person.key(KEY.Key_Tab, CONTROL)
        assert view.tab() == "numbers" and view.numbers.hasFocus()
        told = {row[0]: row[1:] for row in rows(view.numbers)}
        assert told["整个数字"][0] == "0.333"
        assert told["数值"][0] == "0.667"
        person.key(KEY.Key_Tab, CONTROL)
        assert view.tab() == "labels"

    start(two, journey, reviewer="owner")


def test_a_cell_of_labels_lists_its_cases_and_enter_leads_there(two, start):
    def journey(person):
        view = opened(person)
        at_rest(person, view)
        for _ in range(2):
            person.key(KEY.Key_Tab, CONTROL)
        at_rest(person, view)
        table = view.confusion
        assert table.hasFocus()
        person.key(KEY.Key_Down)
        assert "“数字”" in view.told.text() and "“指标”" in view.told.text()
        (case,) = rows(view.cases)
        assert "【7人】" in case[0]
        assert case[2:4] == ("jia：数字", "yi：指标")
        person.key(KEY.Key_Return)
        assert view.cases.hasFocus()
        person.key(KEY.Key_Down)
        person.key(KEY.Key_Return)
        person.bot.waitUntil(lambda: QApplication.activeWindow() is person.window, timeout=WAIT_MS)
        assert person.window.reading.page.selected_text() == "7人"

    start(two, journey, reviewer="owner")


def test_a_field_of_numbers_lists_what_each_said(two, start):
    def journey(person):
        view = opened(person)
        at_rest(person, view)
        for _ in range(3):
            person.key(KEY.Key_Tab, CONTROL)
        at_rest(person, view)
        view.numbers.setCurrentIndex(view.numbers.rows.index(1, 1))
        person.key(KEY.Key_Return)
        person.bot.waitUntil(lambda: bool(rows(view.cases)) and not view.is_busy, timeout=WAIT_MS)
        found = {row[2:4] for row in rows(view.cases)}
        assert ("jia：9", "yi：90") in found
        assert Counter(row[1] for row in rows(view.cases))["都有，不同"] == 1
        # The other one has another border, and the same value: it is no difference of this field.
        assert Counter(row[1] for row in rows(view.cases))["都有，此项相同"] == 2
        # Back at another figure the list is not that one's any more.
        view.numbers.setCurrentIndex(view.numbers.rows.index(0, 1))
        assert rows(view.cases) == []
        view.numbers.setCurrentIndex(view.numbers.rows.index(1, 1))
        assert len(rows(view.cases)) == 3

    start(two, journey, reviewer="owner")


def test_what_cannot_be_told_says_why_in_words(three, start):
    def journey(person):
        view = opened(person)
        at_rest(person, view)
        view.tabs.turn_to(1)
        told = {(row[0]): row[1:4] for row in rows(view.pairs)}
        assert told["bing"] == ("", "—", "—")
        view.pairs.setCurrentIndex(view.pairs.rows.index(0, 2))
        assert "算不出来：没有两人都声明完成的部分" in view.told.text()
        view.tabs.turn_to(0)
        view.scopes.choose("family", "f1_exact")
        view.labels.setCurrentIndex(view.labels.rows.index(0, 0))
        assert "不足两份，估不出区间" in view.told.text()

    start(three, journey, reviewer="owner")


def test_reports_may_be_the_rows(two, start):
    def journey(person):
        view = opened(person)
        at_rest(person, view)
        view.scopes.choose("rows", "documents")
        at_rest(person, view)
        ((name, value, *_),) = rows(view.labels)
        assert value == "0.444"
        assert name == "34"
        person.key(KEY.Key_Return, on=view.labels)
        person.bot.waitUntil(lambda: bool(rows(view.cases)) and not view.is_busy, timeout=WAIT_MS)
        assert len(rows(view.cases)) == 7

    start(two, journey, reviewer="owner")


def test_without_two_people_it_says_what_to_do(project, start):
    def journey(person):
        view = opened(person)
        at_rest(person, view)
        assert "先合并" in view.none.text()
        assert not view.scopes.isVisible()

    start(project, journey)


def test_cancelled_nothing_is_shown_and_the_window_lives(two, start):
    def journey(person):
        view = opened(person)
        assert view.running.is_busy
        assert view.running.cancel.isVisible()
        person.bot.mouseClick(view.running.cancel, Qt.MouseButton.LeftButton)
        assert not view.is_busy
        assert "已取消" in view.running.said.text()
        assert "F5" in view.none.text()
        person.key(KEY.Key_F5, on=view)
        assert view.running.is_busy
        at_rest(person, view)
        assert rows(view.labels)

    start(two, journey, reviewer="owner")


def test_what_changed_meanwhile_is_told_and_worked_out_anew(two, start):
    def journey(person):
        view = opened(person)
        at_rest(person, view)
        before = len(view.agreed.all)
        person.key(KEY.Key_Escape)
        person.bot.waitUntil(lambda: QApplication.activeWindow() is person.window, timeout=WAIT_MS)
        page = person.window.reading.page
        page.setFocus()
        page.select_span(0, 4)
        person.window.trigger("tag.clause.measure")
        assert "F5" in view.about.text()
        view = opened(person)
        at_rest(person, view)
        assert "F5" not in view.about.text()
        assert len(view.agreed.all) > before

    start(two, journey, reviewer="owner")


def has_intervals(view) -> bool:
    """Whether it is told of no figure that its interval is still being worked out."""
    return all(one.unsure != "ui.agree.drawing_anew" for one in view.agreed.all)


def closed(person) -> None:
    person.key(KEY.Key_Escape)
    person.bot.waitUntil(lambda: QApplication.activeWindow() is person.window, timeout=WAIT_MS)


def test_intervals_left_by_closing_the_window_come_when_it_is_opened(two, start):
    def journey(person):
        view = opened(person)
        person.bot.waitUntil(lambda: bool(view.agreed.all) and view.running.is_busy, timeout=WAIT_MS)
        closed(person)
        assert not has_intervals(view)
        view = opened(person)
        at_rest(person, view)
        assert has_intervals(view)

    start(two, journey, reviewer="owner")


def test_labels_against_labels_wait_for_a_listing_that_is_under_way(two, start):
    def journey(person):
        view = opened(person)
        at_rest(person, view)
        view.listing.click()
        assert view.seeking.is_busy
        for _ in range(2):
            person.key(KEY.Key_Tab, CONTROL, on=view)
        at_rest(person, view)
        assert view.tab() == "confusion"
        assert rows(view.confusion)

    start(two, journey, reviewer="owner")


def test_what_was_cancelled_is_asked_for_again_when_the_window_is_opened(two, start):
    def journey(person):
        view = opened(person)
        at_rest(person, view)
        for _ in range(2):
            person.key(KEY.Key_Tab, CONTROL, on=view)
        assert view.seeking.is_busy
        closed(person)
        assert rows(view.confusion) == []
        opened(person)
        at_rest(person, view)
        assert rows(view.confusion)

    start(two, journey, reviewer="owner")


def test_figures_outlive_another_look(two, start):
    def journey(person):
        before = opened(person)
        at_rest(person, before)
        before.scopes.choose("family", "f1_overlapping")
        before.tabs.turn_to(1)
        told = rows(before.pairs)
        person.window._controls.looks.set_theme("dark")
        view = next(one for one in person.window.findChildren(AgreementView) if one.isVisible())
        assert view is not before
        assert not view.is_busy
        assert view.tab() == "pairs"
        assert rows(view.pairs) == told

    start(two, journey, reviewer="owner")
