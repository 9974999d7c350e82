"""Owns the journeys in which what was settled in newer texts is written: in order, to the end, or not."""

from __future__ import annotations

import sqlite3
import sys

import pytest

from annotator.ui import child
from annotator.ui.anchors.view import AnchorsView
from annotator.ui.models import steps
from tests.journeys.fetched_again import queued, waiting, written
from tests.journeys.teamwork import CONTROL, KEY, WAIT_MS, call, opened

# The platform without a screen says so for every dialog.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def test_what_was_answered_is_on_the_disk_when_the_program_ends(merged, start):
    def journey(person):
        view = opened(person, KEY.Key_A, AnchorsView)
        for _ in range(3):
            person.key(KEY.Key_Delete)
        assert view.is_writing
        person.window.close()

    def afterwards(person):
        view = opened(person, KEY.Key_A, AnchorsView)
        assert queued(view) == ["38起"]

    start(merged, journey, reviewer="组长")
    start(merged, afterwards, reviewer="组长")


def test_what_is_refused_waits_again(merged, start):
    def journey(person):
        view = opened(person, KEY.Key_A, AnchorsView)
        with sqlite3.connect(merged, isolation_level=None) as other:
            other.execute("begin immediate")
            person.key(KEY.Key_Delete)
            person.key(KEY.Key_Delete)
            assert len(queued(view)) == 2
            person.bot.waitUntil(lambda: len(queued(view)) == 3, timeout=WAIT_MS)
            assert view.running.said.property("role") == "accent"
            other.execute("rollback")
        written(person, view)
        # The one behind it was written, or refused as the first one was; nothing is lost either way.
        assert len(queued(view)) + len(list(person.desk.session.store.records("anchoring"))) == 4

    start(merged, journey, reviewer="组长")


def test_an_older_answer_is_taken_back_from_the_history_beside_the_window(merged, start):
    call("anchor", merged, *waiting(merged)[:1], "--drop", "--as", "组长")
    call("anchor", merged, *waiting(merged)[:1], "--drop", "--as", "组长")

    def journey(person):
        older, later = [one for one in person.desk.session.history() if one.verb == "anchor"]
        work = person.window._controls.projects.work
        steps.take_back(person.desk, older, is_undone=False)
        assert work.is_busy
        person.bot.waitUntil(lambda: not work.is_busy, timeout=WAIT_MS)
        (left,) = person.desk.session.store.records("anchoring")
        assert left["id"] == later.changes[0].id

    start(merged, journey, reviewer="组长")


def test_what_was_meant_for_a_refused_answer_takes_no_older_one_back(merged, start):
    def journey(person):
        view = opened(person, KEY.Key_A, AnchorsView)
        person.key(KEY.Key_Delete)
        written(person, view)
        with sqlite3.connect(merged, isolation_level=None) as other:
            other.execute("begin immediate")
            person.key(KEY.Key_Delete)
            person.key(KEY.Key_Z, CONTROL)
            assert len(queued(view)) == 2
            person.bot.waitUntil(lambda: len(queued(view)) == 3, timeout=WAIT_MS)
            other.execute("rollback")
        written(person, view)
        assert queued(view) == ["同比上升3%", "<b>培训</b>一次", "38起"]
        # The one before stays as it was answered.
        assert [one["place"] for one in person.desk.session.store.records("anchoring")] == [None]

    start(merged, journey, reviewer="组长")


def test_a_process_that_breaks_down_leaves_all_that_was_not_written_waiting(merged, start, monkeypatch):
    def journey(person):
        view = opened(person, KEY.Key_A, AnchorsView)
        monkeypatch.setattr(child, "this_program", lambda: [sys.executable, "-c", "raise SystemExit(70)"])
        with person.bot.captureExceptions() as troubles:
            person.key(KEY.Key_Delete)
            person.key(KEY.Key_Delete)
            assert len(queued(view)) == 2
            written(person, view)
        assert "70" in str(troubles[0][1])
        assert len(queued(view)) == 4
        assert view.running.said.property("role") == "accent"
        monkeypatch.undo()
        person.key(KEY.Key_Delete)
        written(person, view)
        assert len(queued(view)) == 3 and "不再定位" in view.running.said.text()

    start(merged, journey, reviewer="组长")
