"""Owns the journeys through the windows of a team while something else happens: another look, another
project, a window that is closed, a task that is cancelled, a name that is none."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from annotator.tasks.curating.blinding import blinding_of
from annotator.ui.dialogs import NewProject
from annotator.ui.team.merge_view import MergeView
from annotator.ui.team.plan_view import PlanView
from annotator.ui.team.receive_dialog import ReceiveDialog
from annotator.ui.team.send_view import SendView
from tests.journeys.conftest import REPORT
from tests.journeys.teamwork import (
    CONTROL,
    KEY,
    SHIFT,
    WAIT_MS,
    at_rest,
    back,
    call,
    opened,
    owners,
    rows,
    work,
)

# The platform without a screen says so for every dialog.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def is_gone(window: QWidget) -> bool:
    """Whether a window is closed; Qt may have taken it away already."""
    return not isValid(window) or not window.isVisible()


@pytest.fixture
def reports(make_project, capsys) -> Path:
    """Two reports that 乙 and 丙 both have to read."""
    path = make_project(**{f"r{n}": REPORT.replace("312件", f"31{n}件") for n in range(2)})
    call("plan", path, "--reviewers", "乙,丙", "--overlap", 2, "--as", "组长")
    capsys.readouterr()
    return path


@pytest.fixture
def bundle(reports, tmp_path, capsys) -> Path:
    """What 乙 sends back."""
    call("send", reports, "--to", "乙", "--out", tmp_path / "sent", "--as", "组长")
    (package,) = (tmp_path / "sent").glob("*.package.zip")
    found = work(package, "乙", cut=0)
    capsys.readouterr()
    return found


def seen(person, kind):
    """The window of that kind in sight."""
    return next(one for one in person.window.findChildren(kind) if one.isVisible())


def tried(person, bundle: Path) -> MergeView:
    view = opened(person, KEY.Key_U, MergeView)
    view.take([str(bundle)])
    at_rest(person, view)
    person.bot.waitUntil(view.merge.hasFocus, timeout=WAIT_MS)
    return view


def begun_merging(person, bundle: Path) -> MergeView:
    view = tried(person, bundle)
    person.key(KEY.Key_Space)
    assert view.running.is_busy
    return view


# Another look, another project ------------------------------------------------------------------------


def test_another_look_comes_once_the_merge_is_done(reports, bundle, start):
    def journey(person):
        before = begun_merging(person, bundle)
        person.window._controls.looks.set_theme("dark")
        assert before.running.is_busy
        person.bot.waitUntil(lambda: owners(person) == {"乙"}, timeout=WAIT_MS)
        person.bot.waitUntil(lambda: is_gone(before), timeout=WAIT_MS)
        view = seen(person, MergeView)
        assert "已合并 1 个" in view.running.said.text()
        assert [row[1] for row in rows(view.bundles)] == ["乙"]

    start(reports, journey, reviewer="组长")


def test_a_window_built_anew_leaves_the_merge_alone(reports, bundle, start):
    def journey(person):
        before = begun_merging(person, bundle)
        person.window._controls.looks.set_interface(110)
        assert before.running.is_busy
        person.bot.waitUntil(lambda: owners(person) == {"乙"}, timeout=WAIT_MS)
        person.bot.waitUntil(lambda: is_gone(before), timeout=WAIT_MS)
        view = seen(person, MergeView)
        assert view.is_of(person.desk)
        assert [row[0] for row in rows(view.merged)] == ["乙"]

    start(reports, journey, reviewer="组长")


def test_no_other_project_is_opened_while_one_merges(reports, bundle, start, tmp_path, capsys):
    other = tmp_path / "other.sqlite"
    call("new", other, "--as", "组长")
    capsys.readouterr()

    def journey(person):
        view = begun_merging(person, bundle)
        person.window._controls.projects.open(str(other))
        assert "任务" in person.said()
        assert person.desk.session.path == reports
        at_rest(person, view)
        assert owners(person) == {"乙"}
        person.window._controls.projects.open(str(other))
        assert person.desk.session.path == other

    start(reports, journey, reviewer="组长")


def test_what_was_typed_into_a_plan_and_what_was_sent_outlive_another_look(reports, start, tmp_path):
    def journey(person):
        plan = opened(person, KEY.Key_P, PlanView)
        plan.form.reviewers.setText("乙，丙，丁")
        person.window.trigger("send")
        send = seen(person, SendView)
        send.folder.setText(str(tmp_path / "sent"))
        send.begin_sending()
        person.bot.waitUntil(lambda: "已生成 2 个" in send.running.said.text(), timeout=WAIT_MS)
        sent = rows(send.table)
        person.window._controls.looks.set_theme("dark")
        assert seen(person, PlanView).form.reviewers.text() == "乙，丙，丁"
        assert seen(person, SendView) is not send
        assert rows(seen(person, SendView).table) == sent
        assert seen(person, SendView).folder.text() == str(tmp_path / "sent")

    start(reports, journey, reviewer="组长")


# Merging ----------------------------------------------------------------------------------------------


def test_a_trial_that_is_cancelled_can_be_made_again(reports, bundle, start):
    def journey(person):
        view = opened(person, KEY.Key_U, MergeView)
        view.take([str(bundle)])
        person.bot.mouseClick(view.running.cancel, Qt.MouseButton.LeftButton)
        assert "没有试完" in view.about.text()
        assert view.merge.text() == "再试一次"
        view.merge.setFocus()
        person.key(KEY.Key_Space)
        at_rest(person, view)
        assert view.merge.text() == "合并"
        assert [row[1:3] for row in rows(view.bundles)] == [("乙", "3")]
        assert owners(person) == set()

    start(reports, journey, reviewer="组长")


def test_a_trial_left_by_closing_the_window_goes_on_when_it_is_opened(reports, bundle, start):
    def journey(person):
        view = opened(person, KEY.Key_U, MergeView)
        view.take([str(bundle)])
        back(person)
        assert not view.running.is_busy
        opened(person, KEY.Key_U, MergeView)
        at_rest(person, view)
        assert [row[1] for row in rows(view.bundles)] == ["乙"]
        assert view.merge.isEnabled()

    start(reports, journey, reviewer="组长")


def test_a_window_closed_while_it_hides_a_bundle_has_hidden_it(reports, bundle, start, capsys):
    call("merge", reports, bundle, "--as", "组长")
    capsys.readouterr()

    def journey(person):
        view = opened(person, KEY.Key_U, MergeView)
        assert owners(person) == {"乙"}
        view.merged.setFocus()
        person.key(KEY.Key_Delete)
        assert view.running.is_busy
        back(person)
        at_rest(person, view)
        assert owners(person) == set()
        assert "乙" in person.said()

    start(reports, journey, reviewer="组长")


def test_a_merge_that_is_refused_says_so_where_its_window_was_closed(reports, bundle, start):
    def journey(person):
        view = tried(person, bundle)
        with sqlite3.connect(reports, isolation_level=None) as other:
            other.execute("begin immediate")
            person.key(KEY.Key_Space)
            back(person)
            at_rest(person, view)
            other.execute("rollback")
        assert owners(person) == set()
        assert view.running.said.text() and person.said() == view.running.said.text()

    start(reports, journey, reviewer="组长")


# Names of files ---------------------------------------------------------------------------------------


def test_a_place_that_is_none_is_no_place_for_a_package(reports, start, tmp_path, capsys):
    call("send", reports, "--to", "乙", "--out", tmp_path / "sent", "--as", "组长")
    (package,) = (tmp_path / "sent").glob("*.package.zip")

    def journey(person):
        person.key(KEY.Key_R, CONTROL | SHIFT)
        person.bot.waitUntil(lambda: isinstance(QApplication.activeWindow(), ReceiveDialog), timeout=WAIT_MS)
        dialog = seen(person, ReceiveDialog)
        dialog.package_field.setText("包" * 3000)
        assert not dialog.make.isEnabled()
        dialog.package_field.setText(str(package))
        assert dialog.project_field.text().endswith("-乙.sqlite")
        assert dialog.make.isEnabled()
        for none in ("", ".", "/"):
            dialog.project_field.setText(none)
            assert not dialog.make.isEnabled()
        dialog.project_field.setText("包" * 3000)
        assert dialog.make.isEnabled()
        dialog.reject()

    start(reports, journey, reviewer="组长")


def test_a_place_written_before_the_package_is_chosen_stays(reports, start, tmp_path, capsys):
    for name in ("乙", "丙"):
        call("send", reports, "--to", name, "--out", tmp_path / "sent", "--as", "组长")
    packages = sorted((tmp_path / "sent").glob("*.package.zip"))

    def journey(person):
        person.key(KEY.Key_R, CONTROL | SHIFT)
        dialog = seen(person, ReceiveDialog)
        proposed = []
        for package in packages:
            dialog.package_field.setText(str(package))
            proposed.append(dialog.project_field.text())
        assert len(set(proposed)) == 2
        mine = str(tmp_path / "mine.sqlite")
        dialog.project_field.setText(mine)
        dialog.package_field.setText(str(packages[0]))
        assert dialog.project_field.text() == mine
        dialog.reject()

    start(reports, journey, reviewer="组长")


def test_a_place_that_is_none_is_no_place_for_a_project(reports, start):
    def journey(person):
        dialog = NewProject(person.window._controls.looks.theme, person.window)
        dialog.folder.setText("包" * 3000)
        assert not dialog.make.isEnabled()
        dialog.folder.setText(str(reports.parent / "reports"))
        assert dialog.make.isEnabled()
        dialog.file.setText(".")
        assert not dialog.make.isEnabled()
        dialog.deleteLater()

    start(reports, journey, reviewer="组长")


# The plan and packages --------------------------------------------------------------------------------


def test_blinding_is_taken_back_where_it_was_chosen(reports, start):
    def journey(person):
        store = person.desk.session.store
        view = opened(person, KEY.Key_P, PlanView)
        view.form.blind.setCurrentIndex(1)
        view.form.blind.activated.emit(1)
        assert blinding_of(store).is_blind
        person.key(KEY.Key_Z, CONTROL)
        assert not blinding_of(store).is_blind
        assert view.form.blind.currentIndex() == 0
        person.key(KEY.Key_Y, CONTROL)
        assert blinding_of(store).is_blind
        assert view.form.blind.currentIndex() == 1

    start(reports, journey, reviewer="组长")


def test_which_package_a_line_became_is_told_until_it_would_be_another(reports, start, tmp_path):
    def journey(person):
        view = opened(person, KEY.Key_S, SendView)
        view.folder.setText(str(tmp_path / "sent"))
        view.begin_sending()
        # While it is sent the plan changes: the first report is 丙's no more.
        person.window.trigger("plan")
        person.key(KEY.Key_Space, on=seen(person, PlanView).matrix)
        person.bot.waitUntil(lambda: not view.is_writing, timeout=WAIT_MS)
        assert [row[2] for row in rows(view.table)] == ["1", "2"]
        assert [bool(row[6]) for row in rows(view.table)] == [False, True]
        view.close()
        person.window.trigger("send")
        assert view.isVisible()
        assert [bool(row[6]) for row in rows(view.table)] == [False, True]

    start(reports, journey, reviewer="组长")


# Settling ---------------------------------------------------------------------------------------------


def test_what_a_hidden_bundle_said_is_not_disputed_any_more(reports, bundle, start, tmp_path, capsys):
    call("send", reports, "--to", "丙", "--out", tmp_path / "other", "--as", "组长")
    (package,) = (tmp_path / "other").glob("*.package.zip")
    call("merge", reports, bundle, work(package, "丙", cut=1), "--as", "组长")
    capsys.readouterr()

    def journey(person):
        person.key(KEY.Key_C, CONTROL | SHIFT)
        screen = person.window.scenes.screen
        person.bot.waitUntil(lambda: screen.load.is_whole and not screen.load.is_busy)
        assert screen.queue.tally.waiting == 2
        person.window.trigger("merge")
        view = seen(person, MergeView)
        view.turn.click()
        at_rest(person, view)
        person.bot.waitUntil(lambda: screen.queue.tally.waiting == 0, timeout=WAIT_MS)
        view.turn.click()
        at_rest(person, view)
        person.bot.waitUntil(lambda: screen.queue.tally.waiting == 2, timeout=WAIT_MS)

    start(reports, journey, reviewer="组长")
