"""Owns the journeys of whoever settles disagreements while something else goes on: what is read anew, what
fails, what works beside the window, another project that is opened."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from annotator.errors import UserError
from annotator.ui.models import caseload, rehearsing
from tests.journeys.disputed import (
    ALT,
    CHIEF,
    CONTROL,
    KEY,
    SHIFT,
    decided,
    here,
    opened,
    rested,
)


def test_what_is_being_written_outlives_the_report_read_anew(disputed, start):
    def journey(person):
        screen = opened(person)
        person.key(KEY.Key_1)
        # What was decided is read anew once nobody has decided for a moment.
        with person.bot.waitSignal(screen.load.read):
            person.key(KEY.Key_E)
            value = screen.panel.edit.fields["value"]
            value.setFocus()
            value.selectAll()
            person.type("71")
        screen.queue.sift()
        assert screen.panel.is_editing
        assert QApplication.focusWidget() is value
        person.type("2")
        assert here(screen) == "13期"
        person.key(KEY.Key_Return)
        assert here(screen) == "14户"

    start(disputed, journey, reviewer=CHIEF)
    assert set(decided(disputed)) == {"12次", "13期"}
    assert decided(disputed)["13期"].choice == "edited"


def test_another_case_leaves_what_was_written_behind(disputed, start):
    def journey(person):
        screen = opened(person)
        person.key(KEY.Key_E)
        screen.queue.go_to_row(3)
        assert not screen.panel.is_editing
        assert screen.case.draft is None

    start(disputed, journey, reviewer=CHIEF)


def test_a_report_that_cannot_be_read_after_undo_is_told_of(disputed, start, monkeypatch):
    def journey(person):
        screen = opened(person)
        person.key(KEY.Key_1)

        def cannot(*_):
            raise UserError("store.busy")

        monkeypatch.setattr(caseload, "cases", cannot)
        person.key(KEY.Key_Z)
        person.bot.waitUntil(lambda: "占用" in person.said())
        assert here(screen) == "12次"

    start(disputed, journey, reviewer=CHIEF)


def test_why_stays_when_another_task_is_running(disputed, start, monkeypatch):
    monkeypatch.setattr(rehearsing, "MANY", 1)

    def journey(person):
        screen = opened(person)
        person.key(KEY.Key_2, ALT)
        person.bot.waitUntil(lambda: screen.groups.groups != [])
        for n, group in enumerate(screen.groups.groups):
            if len(group.cases) > 1:
                screen.groups.choosing.go_to(n)
                break
        screen.groups.choose("longest")
        rested(person, screen)
        person.key(KEY.Key_F6)
        person.type("甲看过原件")
        person.key(KEY.Key_Return)
        work = person.window._controls.projects.work
        person.window._controls.projects.suggest()
        assert work.is_busy
        person.key(KEY.Key_Return)
        assert "任务" in person.said()
        assert screen.groups.why.reason.text() == "甲看过原件"
        assert screen.groups.reasoned.why.reason == "甲看过原件"
        person.bot.waitUntil(lambda: not work.is_busy, timeout=60_000)
        person.key(KEY.Key_Return)
        person.bot.waitUntil(lambda: "一次审定了" in person.said(), timeout=60_000)
        assert screen.groups.why.reason.text() == ""

    start(disputed, journey, reviewer=CHIEF)
    assert {one.reason for one in decided(disputed).values()} == {"甲看过原件"}


def test_another_project_shows_how_far_its_report_is(disputed, start):
    def journey(person):
        opened(person)
        assert not person.window.status.progress.isVisible()
        person.window._controls.projects.open(str(disputed))
        assert person.window.scenes.part == ""
        assert person.window.status.progress.isVisible()
        person.key(KEY.Key_C, CONTROL | SHIFT)
        assert not person.window.status.progress.isVisible()

    start(disputed, journey, reviewer=CHIEF)
