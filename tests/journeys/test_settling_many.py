"""Owns the journeys of settling many at once: a group, a policy, a rule, a report; names hidden;
feedback written; five thousand cases at hand."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from annotator.commands import planning, progress
from annotator.model.annotations import GOLD, Annotation
from annotator.model.changes import Change, Step
from annotator.model.ids import new_id
from annotator.session import Session
from annotator.tasks.acting import perform
from annotator.ui.models import rehearsing, steps
from tests.journeys.disputed import (
    ALT,
    CHIEF,
    CONTROL,
    KEY,
    PUNCTUATED,
    SHIFT,
    decided,
    gold_in,
    here,
    opened,
    rested,
)


def patiently(person, is_so) -> None:
    """Wait until something is so: what is done beside the window begins a program of its own."""
    person.bot.waitUntil(is_so, timeout=60_000)


def of_group(screen, how: str) -> None:
    """Go down to the group that differs so."""
    for _ in range(20):
        if screen.groups.choosing.list.currentIndex().data() == how:
            return
        screen.groups.choosing.list.setFocus()
        QApplication.processEvents()
        row = screen.groups.choosing.row
        screen.groups.choosing.go_to(row + 1)
    raise AssertionError(how)


@pytest.mark.parametrize("is_beside", [False, True])
def test_a_group_is_settled_with_preview_and_one_undo(disputed, start, monkeypatch, is_beside):
    if is_beside:
        monkeypatch.setattr(rehearsing, "MANY", 1)
        monkeypatch.setattr(steps, "MANY", 1)

    def journey(person):
        screen = opened(person)
        before = len(person.desk.session.history())
        person.key(KEY.Key_2, ALT)
        assert screen.groups.choosing.list.hasFocus()
        of_group(screen, "起止（只差标点）")
        rested(person, screen)
        # The way that fits such a group is chosen already.
        assert screen.groups.way == "trimmed"
        assert "将审定 3 处" in screen.groups.preview.summary.text()
        person.key(KEY.Key_S)
        rested(person, screen)
        assert [row.cells[3] for row in screen.groups.preview.table.rows.rows] == [
            f"{words} · 数字 {words[:2]} {words[2]}" for words in PUNCTUATED
        ]
        assert len(person.desk.session.history()) == before
        person.key(KEY.Key_T)
        rested(person, screen)
        person.key(KEY.Key_Return)
        patiently(person, lambda: "一次审定了 3 处" in person.said())
        patiently(person, lambda: screen.queue.tally.waiting == 8)
        assert len(person.desk.session.history()) == before + 1
        assert set(gold_in(person.desk.session)) == set(PUNCTUATED)
        person.key(KEY.Key_Z, CONTROL)
        patiently(person, lambda: screen.queue.tally.waiting == 11)
        assert gold_in(person.desk.session) == {}

    start(disputed, journey, reviewer=CHIEF)


def test_somebody_is_taken_throughout_a_group(disputed, start):
    def journey(person):
        screen = opened(person)
        person.key(KEY.Key_2, ALT)
        of_group(screen, "数值")
        person.key(KEY.Key_3)
        rested(person, screen)
        person.key(KEY.Key_F6)
        person.type("甲看过原件")
        person.key(KEY.Key_Return)
        person.key(KEY.Key_Return)
        person.bot.waitUntil(lambda: screen.queue.tally.waiting == 9)

    start(disputed, journey, reviewer=CHIEF)
    made = decided(disputed)
    assert {words: one.taken for words, one in made.items()} == {"15处": ("甲",), "20起": ("甲",)}
    assert {one.reason for one in made.values()} == {"甲看过原件"}


@pytest.mark.parametrize("is_beside", [False, True])
def test_a_policy_is_tried_applied_and_undone(disputed, start, monkeypatch, is_beside):
    if is_beside:
        monkeypatch.setattr(rehearsing, "MANY", 1)
        monkeypatch.setattr(steps, "MANY", 1)

    def journey(person):
        screen = opened(person)
        # What a curator said, no policy changes.
        person.key(KEY.Key_X)
        person.key(KEY.Key_3, ALT)
        assert screen.policies.choosing.list.hasFocus()
        rested(person, screen)
        assert "将审定 1 处" in screen.policies.preview.summary.text()
        person.key(KEY.Key_Down)
        rested(person, screen)
        assert "将审定 11 处" in screen.policies.preview.summary.text()
        assert "1 处不动" in screen.policies.preview.summary.text()
        assert gold_in(person.desk.session) == {}
        steps_before = len(person.desk.session.history())
        person.key(KEY.Key_Return)
        patiently(person, lambda: "一次审定了 11 处" in person.said())
        patiently(person, lambda: screen.queue.tally.waiting == 0)
        assert len(gold_in(person.desk.session)) == 11
        assert len(person.desk.session.history()) == steps_before + 1
        person.key(KEY.Key_Z, CONTROL)
        patiently(person, lambda: screen.queue.tally.waiting == 10)
        assert gold_in(person.desk.session) == {}

    start(disputed, journey, reviewer=CHIEF)
    assert set(decided(disputed)) == {"12次"}


def test_whose_word_counts_is_said_by_keys_and_weights(disputed, start):
    def journey(person):
        screen = opened(person)
        person.key(KEY.Key_3, ALT)
        for _ in range(3):
            person.key(KEY.Key_Down)
        form = screen.policies.form
        assert form.name == "trust"
        assert screen.policies.rehearsal.wanted is None
        form.what.setCurrentIndex(form.what.findData("number/quantity"))
        form.who.setCurrentIndex(form.who.findData("乙"))
        person.bot.mouseClick(form.add, Qt.MouseButton.LeftButton)
        rested(person, screen)
        # 16家 has another label, too, which nobody was trusted with.
        assert "将审定 11 处" in screen.policies.preview.summary.text()
        person.key(KEY.Key_Up, on=screen.policies.choosing.list)
        form.weights["丙"].setFocus()
        person.key(KEY.Key_Up)
        person.key(KEY.Key_Up)
        rested(person, screen)
        assert form.words() == ("--policy=weighted", "--weight=丙=3")
        assert "将审定 12 处" in screen.policies.preview.summary.text()

    start(disputed, journey, reviewer=CHIEF)


def test_what_a_rule_settled_is_opened_again(disputed, start):
    def journey(person):
        screen = opened(person)
        person.key(KEY.Key_4, ALT)
        person.key(KEY.Key_N)
        person.type("不带标点")
        person.key(KEY.Key_Return)
        person.key(KEY.Key_1, ALT)
        for _ in range(2):
            person.key(KEY.Key_G)
            person.type("不带标点")
            person.key(KEY.Key_Return)
            person.key(KEY.Key_2)
        person.key(KEY.Key_4, ALT)
        person.bot.waitUntil(lambda: len(screen.casebook.page().decisions) == 2)
        person.key(KEY.Key_Delete)
        assert "不能" in person.said()
        person.key(KEY.Key_R)
        person.bot.waitUntil(lambda: screen.queue.tally.reopened == 2)
        assert len(gold_in(person.desk.session)) == 2
        person.key(KEY.Key_1, ALT)
        person.bot.waitUntil(lambda: screen.queue.tally.waiting == 11)

    start(disputed, journey, reviewer=CHIEF)
    assert all(one.is_reopened for one in decided(disputed).values())


def test_a_settled_case_is_looked_at_again_and_settled_anew(disputed, start):
    def journey(person):
        screen = opened(person)
        person.key(KEY.Key_1)
        person.key(KEY.Key_Up)
        assert here(screen) == "12次"
        person.key(KEY.Key_R)
        assert screen.case.case.state == "reopened"
        assert here(screen) == "12次"
        person.key(KEY.Key_3)
        assert here(screen) == "13期"

    start(disputed, journey, reviewer=CHIEF)
    assert decided(disputed)["12次"].taken == ("甲",)


def test_a_report_is_declared_curated_and_opened_again(disputed, start):
    def journey(person):
        screen = opened(person)
        document = person.document
        store = person.desk.session.store
        for _ in range(11):
            person.key(KEY.Key_2)
        person.key(KEY.Key_Return, CONTROL)
        # What all agree on comes first, and is one key away.
        assert screen.part == "policies"
        assert "一致" in person.said()
        rested(person, screen)
        person.key(KEY.Key_Return)
        person.bot.waitUntil(lambda: screen.queue.tally.agreed == 0)
        person.key(KEY.Key_5, ALT)
        person.key(KEY.Key_Return, CONTROL)
        assert store.progress(document, GOLD).state == "curated"
        person.key(KEY.Key_1, ALT)
        person.key(KEY.Key_1)
        assert "审定" in person.said()
        assert store.progress(document, GOLD).state == "curated"
        person.key(KEY.Key_5, ALT)
        person.key(KEY.Key_Return, CONTROL)
        assert store.progress(document, GOLD).state == "in curation"

    start(disputed, journey, reviewer=CHIEF)


def test_hidden_names_are_letters_everywhere(disputed, start):
    session = Session.open(disputed, reviewer=CHIEF)
    perform(session.store, planning.set_blinding, actor=CHIEF, is_blind=True, seed=3)
    session.close()

    def journey(person):
        screen = opened(person)
        columns = [column.name for column in screen.panel.table.rows.answers.columns]
        assert columns == ["A", "B", "C", "机器", "定稿"]
        assert all(letter in screen.panel.agree.text() for letter in "ABC")
        person.key(KEY.Key_B)
        person.key(KEY.Key_Up)
        assert "采用 B" in screen.panel.title.text()
        assert "采用 B" in screen.words.tip(screen.case.case)
        person.key(KEY.Key_2, ALT)
        assert screen.groups.takers() == []
        person.key(KEY.Key_3, ALT)
        person.key(KEY.Key_Down)
        person.key(KEY.Key_Down)
        assert screen.policies.form.policy() is None
        person.key(KEY.Key_6, ALT)
        person.bot.waitUntil(lambda: not screen.feedback.is_busy)
        told = screen.findChildren(type(screen.panel.title))
        words = [label.text() for label in told]
        words += [str(screen.feedback.choosing.lines.index(n).data()) for n in range(3)]
        assert not [one for one in words for name in ("甲", "乙", "丙") if name in one.replace("甲局", "")]

    start(disputed, journey, reviewer=CHIEF)


def test_feedback_is_written_into_a_folder(disputed, start, tmp_path, monkeypatch):
    folder = tmp_path / "feedback"
    monkeypatch.setattr("annotator.ui.file_dialogs.folder", lambda *_: str(folder))

    def journey(person):
        screen = opened(person)
        for _ in range(3):
            person.key(KEY.Key_2)
        person.key(KEY.Key_P)
        assert screen.part == "feedback"
        person.bot.waitUntil(lambda: folder.is_dir() and len(list(folder.iterdir())) == 3, timeout=30_000)
        person.bot.waitUntil(lambda: "3" in person.said())
        # 丙 had nothing at 12次, and gold says otherwise.
        counts = {screen.feedback.choosing.lines.index(n).data(): n for n in range(3)}
        screen.feedback.choosing.go_to(counts["丙"])
        assert "有改动 1 处" in screen.feedback.heading.text()

    start(disputed, journey, reviewer=CHIEF)


def test_reading_is_told_stopped_and_taken_up_again(make_project, start, capsys):
    path = make_project(**{f"r{n}": f"乙局{n}年报告\n" + "办案12件。" * 60 + "\n" for n in range(12)})
    many_cases(path)
    capsys.readouterr()

    def journey(person):
        person.key(KEY.Key_C, CONTROL | SHIFT)
        screen = person.window.scenes.screen
        status = person.window.status
        person.bot.waitUntil(lambda: status.bar.isVisible() and screen.load.left < 12)
        person.bot.mouseClick(status.cancel, Qt.MouseButton.LeftButton)
        left = screen.load.left
        assert left > 0
        assert not screen.load.is_busy
        assert not status.bar.isVisible()
        screen.queue.sift()
        assert "只读了" in screen.count.text()
        # What is read can be settled.
        before = screen.queue.tally.waiting
        person.key(KEY.Key_1)
        assert screen.queue.tally.waiting == before - 1
        person.key(KEY.Key_C, CONTROL | SHIFT)
        person.bot.waitUntil(lambda: screen.load.is_whole and not screen.load.is_busy)
        person.bot.waitUntil(lambda: screen.queue.tally.all == 12 * 60)
        assert "只读了" not in screen.count.text()

    start(path, journey, reviewer=CHIEF)


def many_cases(path) -> None:
    """Let two reviewers disagree in very many places of many reports, at once."""
    session = Session.open(path, reviewer=CHIEF)
    store = session.store
    try:
        for row in session.documents():
            ends = [n for n, letter in enumerate(store.original(row.document.id)) if letter == "件"]
            for who in ("甲", "乙"):
                made = [
                    Annotation(
                        id=new_id(),
                        document=row.document.id,
                        owner=who,
                        layer="number",
                        label="quantity",
                        fragments=((end - 2, end + (who == "甲")),),
                        features={"value": "1"},
                    )
                    for end in ends
                ]
                changes = tuple(
                    Change(kind="annotation", id=one.id, before=None, after=one.to_record()) for one in made
                )
                with store.transaction() as journal:
                    journal.record(Step(verb="tag", changes=changes), actor=who)
                person = Session(store, reviewer=who)
                person.run(progress.finish, document=row.document.id, layers=["number"])
    finally:
        session.close()


@pytest.mark.slow
def test_five_thousand_scroll_and_answer_at_once(make_project, start, capsys):
    """An answer costs its transaction and one line, however many there are."""
    reports = {f"r{n}": f"乙局{n}年报告\n" + "办案12件。" * 125 + "\n" for n in range(40)}
    path = make_project(**reports)
    many_cases(path)
    capsys.readouterr()

    def journey(person):
        screen = opened(person)
        assert screen.queue.tally.waiting == 5000
        painted = []
        screen.queue.model.dataChanged.connect(lambda first, last: painted.append((first.row(), last.row())))
        for _ in range(20):
            person.key(KEY.Key_1)
        assert painted == [(n, n) for n in range(20)]
        person.key(KEY.Key_End)
        person.key(KEY.Key_PageUp)
        assert screen.queue.list.currentIndex().row() > 4900

    start(path, journey, reviewer=CHIEF)
