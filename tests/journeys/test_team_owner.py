"""Owns the journey of whoever is in charge, by keyboard alone: plan, send, what a merge would do, merging,
agreement, taking a merge back and merging it again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from annotator.session import Session
from annotator.tasks.planning import assignments_of
from annotator.ui import file_dialogs
from annotator.ui.team.agreement_view import AgreementView
from annotator.ui.team.merge_view import MergeView
from annotator.ui.team.plan_view import PlanView
from annotator.ui.team.send_view import SendView
from tests.journeys.conftest import REPORT
from tests.journeys.teamwork import (
    CONTROL,
    KEY,
    NAMES,
    WAIT_MS,
    at_rest,
    back,
    call,
    go_to,
    opened,
    owners,
    rows,
    work,
)

# The platform without a screen says so for every dialog.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def reports(make_project, capsys) -> Path:
    texts = {f"r{n}": REPORT.replace("312件", f"31{n}件") for n in range(3)}
    path = make_project(**texts)
    capsys.readouterr()
    return path


def planned(path: Path) -> set[tuple[str, str]]:
    session = Session.open(path, reviewer="组长")
    try:
        return {(one.document, one.reviewer) for one in assignments_of(session.store)}
    finally:
        session.close()


def test_a_plan_is_drawn_and_changed_by_keyboard(reports, start):
    def journey(person):
        view = opened(person, KEY.Key_P, PlanView)
        assert "还没有计划" in view.none.text()
        assert view.form.reviewers.hasFocus()
        person.type("乙，丙")
        person.key(KEY.Key_Tab)
        view.form.overlap.selectAll()
        person.type("2")
        person.key(KEY.Key_Return)
        at_rest(person, view)
        assert view.none.text() == ""
        assert [row[3:] for row in rows(view.matrix)] == [("●", "●")] * 3
        assert [row[:2] for row in rows(view.loads)] == [("丙", "3"), ("乙", "3")]
        assert view.matrix.hasFocus()
        # The first report is 丙's no more, and 乙 reads it without suggestions.
        person.key(KEY.Key_Space)
        person.key(KEY.Key_Right)
        person.key(KEY.Key_H)
        assert rows(view.matrix)[0][3:] == ("", "○")
        assert rows(view.loads)[0][1] == "2"
        person.key(KEY.Key_Z, CONTROL)
        assert rows(view.matrix)[0][3:] == ("", "●")
        person.key(KEY.Key_Z, CONTROL)
        assert rows(view.matrix)[0][3:] == ("●", "●")
        person.key(KEY.Key_Y, CONTROL)
        assert rows(view.matrix)[0][3:] == ("", "●")
        back(person)
        # What is done on the desk is not taken back from here, where nobody sees it.
        person.window.reading.page.setFocus()
        person.key(KEY.Key_Return)
        assert len(person.annotations()) == 1
        opened(person, KEY.Key_P, PlanView)
        person.key(KEY.Key_Z, CONTROL)
        assert len(person.annotations()) == 1
        assert rows(view.matrix)[0][3:] == ("", "●")
        back(person)
        told = [person.window.documents.model.index(n).data(Qt.ItemDataRole.ToolTipRole) for n in (0, 1)]
        assert "分给 乙" in told[0] and "丙" not in told[0]
        assert "分给 丙、乙" in told[1]

    start(reports, journey, reviewer="组长")
    assert len(planned(reports)) == 5


def test_the_plan_is_changed_by_mouse(reports, start):
    call("plan", reports, "--reviewers", "乙,丙", "--as", "组长")
    before = planned(reports)

    def journey(person):
        view = opened(person, KEY.Key_P, PlanView)
        cell = view.matrix.visualRect(view.matrix.rows.index(0, 3)).center()
        was = rows(view.matrix)[0][3]
        person.bot.mouseClick(view.matrix.viewport(), Qt.MouseButton.LeftButton, pos=cell)
        person.bot.mouseDClick(view.matrix.viewport(), Qt.MouseButton.LeftButton, pos=cell)
        assert (rows(view.matrix)[0][3] == "") == (was != "")
        person.bot.mouseClick(view.turn, Qt.MouseButton.LeftButton)
        assert rows(view.matrix)[0][3] == was
        view.form.blind.setCurrentIndex(1)
        view.form.blind.activated.emit(1)
        back(person)

    start(reports, journey, reviewer="组长")
    assert planned(reports) == before


def test_a_wish_that_cannot_be_is_told_and_changes_nothing(reports, start):
    def journey(person):
        view = opened(person, KEY.Key_P, PlanView)
        person.type("乙，乙")
        person.key(KEY.Key_Return)
        at_rest(person, view)
        assert "列了两次" in view.running.said.text()

    start(reports, journey, reviewer="组长")
    assert planned(reports) == set()


def test_who_does_not_own_the_project_only_looks(reports, start):
    call("plan", reports, "--reviewers", "乙,丙", "--as", "组长")

    def journey(person):
        view = opened(person, KEY.Key_P, PlanView)
        assert "组长" in view.none.text()
        assert not view.form.draw.isEnabled()
        person.key(KEY.Key_Space, on=view.matrix)
        assert "●" in {cell for row in rows(view.matrix) for cell in row}

    before = planned(reports)
    start(reports, journey, reviewer="乙")
    assert planned(reports) == before


# From packages to agreement ---------------------------------------------------------------------------


def send(person, out: Path) -> None:
    """A package for each, after one was left out and taken in again."""
    view = opened(person, KEY.Key_S, SendView)
    assert [row[1] for row in rows(view.table)] == ["丙", "乙"]
    assert view.send.hasFocus()
    view.folder.setText(str(out))
    go_to(person, view.table)
    person.key(KEY.Key_Space)
    assert rows(view.table)[0][0] == ""
    person.key(KEY.Key_Space)
    go_to(person, view.folder)
    person.key(KEY.Key_Return)
    person.bot.waitUntil(lambda: "已生成 2 个" in view.running.said.text(), timeout=WAIT_MS)
    assert all(row[6].endswith(".package.zip") for row in rows(view.table))
    back(person)


def merge(person) -> None:
    """Told first, with nothing changed; then merged, and the keyboard is at what was merged."""
    view = opened(person, KEY.Key_U, MergeView)
    assert "添加" in view.about.text()
    assert view.add.hasFocus()
    person.key(KEY.Key_Return)
    at_rest(person, view)
    told = rows(view.bundles)
    assert [row[1] for row in told] == ["乙", "丙", ""]
    assert [row[2] for row in told] == ["3", "3", "0"]
    assert [row[5] for row in told] == ["0", "0", "1"]
    assert "压缩包" in told[2][6]
    assert owners(person) == set()
    person.bot.waitUntil(view.merge.hasFocus, timeout=WAIT_MS)
    person.key(KEY.Key_Return)
    at_rest(person, view)
    assert "已合并 2 个" in view.running.said.text() and "备份" in view.running.said.text()
    assert owners(person) == set(NAMES)
    assert [row[3] for row in rows(view.merged)] == ["已合并", "已合并"]
    assert view.merged.hasFocus()
    hide_and_show(person, view)
    back(person)
    # Nobody who presses undo now means what was done before the merge.
    person.key(KEY.Key_Z, CONTROL)
    assert "撤销不能" in person.said()
    assert owners(person) == set(NAMES)


def hide_and_show(person, view: MergeView) -> None:
    """What one of them brought is hidden, and shown again."""
    gone = rows(view.merged)[0][0]
    person.key(KEY.Key_Delete)
    at_rest(person, view)
    assert owners(person) == set(NAMES) - {gone}
    assert {row[0]: row[3] for row in rows(view.merged)}[gone] == "已取消"
    while view.merged.current().cells[0] != gone:
        person.key(KEY.Key_Down if view.merged.currentIndex().row() == 0 else KEY.Key_Up)
    person.key(KEY.Key_Delete)
    at_rest(person, view)
    assert owners(person) == set(NAMES)


def agree(person, verb: list[dict[str, object]]) -> None:
    """The verb's figures; the cases behind one of them, and the passage of the first case."""
    view = opened(person, KEY.Key_K, AgreementView)
    person.bot.waitUntil(lambda: bool(view.agreed.pairs) and not view.is_busy, timeout=WAIT_MS)
    assert_same(view, verb)
    assert view.labels.hasFocus()
    # The borders of the clauses differ everywhere.
    for _ in range([row[0] for row in rows(view.labels)].index("要素")):
        person.key(KEY.Key_Down)
    assert "F1 首尾全同 0.000" in view.told.text()
    person.key(KEY.Key_Return)
    person.bot.waitUntil(lambda: bool(rows(view.cases)) and not view.is_busy, timeout=WAIT_MS)
    assert len(rows(view.cases)) == 6
    assert view.cases.hasFocus()
    place = view.cases.current().place
    person.key(KEY.Key_Return)
    person.bot.waitUntil(lambda: QApplication.activeWindow() is person.window, timeout=WAIT_MS)
    assert person.document == place[0]
    assert person.desk.selection == place[1:]
    assert person.window.reading.page.hasFocus()


@pytest.mark.timeout(400)
def test_plan_send_merge_agree_unmerge_by_keyboard(reports, start, tmp_path, monkeypatch, capsys):
    call("plan", reports, "--reviewers", "乙,丙", "--overlap", 2, "--as", "组长")
    out = tmp_path / "sent"
    start(reports, lambda person: send(person, out), reviewer="组长")
    bundles = []
    for n, name in enumerate(NAMES):
        (package,) = out.glob(f"*-{name}-*.package.zip")
        bundles.append(str(work(package, name, cut=n)))
    broken = out / "broken.bundle.zip"
    broken.write_bytes(b"PK")
    monkeypatch.setattr(file_dialogs, "open_files", lambda *_: [*bundles, str(broken)])
    start(reports, merge, reviewer="组长")
    assert len(list(tmp_path.glob("project.backup-*.sqlite"))) == 1
    call("verify", reports)
    capsys.readouterr()
    call("agreement", reports, "--overall", "--json")
    verb = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    start(reports, lambda person: agree(person, verb), reviewer="组长")


def test_a_window_closed_while_it_merges_has_merged_all(reports, start, tmp_path, capsys):
    call("plan", reports, "--reviewers", "乙", "--as", "组长")
    call("send", reports, "--to", "乙", "--out", tmp_path / "sent", "--as", "组长")
    (package,) = (tmp_path / "sent").glob("*.package.zip")
    bundle = work(package, "乙", cut=0)

    def journey(person):
        view = opened(person, KEY.Key_U, MergeView)
        view.take([str(bundle)])
        at_rest(person, view)
        person.bot.waitUntil(view.merge.hasFocus, timeout=WAIT_MS)
        person.key(KEY.Key_Space)
        assert view.running.is_busy
        back(person)
        at_rest(person, view)
        assert owners(person) == {"乙"}
        assert "已合并 1 个" in person.said()

    start(reports, journey, reviewer="组长")


def test_a_merge_that_is_cancelled_leaves_the_project_as_it_was(reports, start, tmp_path, capsys):
    call("plan", reports, "--reviewers", "乙", "--as", "组长")
    call("send", reports, "--to", "乙", "--out", tmp_path / "sent", "--as", "组长")
    (package,) = (tmp_path / "sent").glob("*.package.zip")
    bundle = work(package, "乙", cut=0)

    def journey(person):
        view = opened(person, KEY.Key_U, MergeView)
        view.take([str(bundle)])
        at_rest(person, view)
        person.bot.waitUntil(view.merge.hasFocus, timeout=WAIT_MS)
        person.key(KEY.Key_Space)
        person.bot.mouseClick(view.running.cancel, Qt.MouseButton.LeftButton)
        assert "已取消" in view.running.said.text()
        assert owners(person) == set()
        assert view.merge.isEnabled()

    start(reports, journey, reviewer="组长")
    capsys.readouterr()
    call("verify", reports)


def assert_same(view, verb):
    """The window's figures are the verb's."""
    assert len(view.agreed.all) == len(verb)
    for one, line in zip(view.agreed.all, verb, strict=True):
        about = one.about
        assert (about.layer, about.label, about.feature, about.document) == (
            line["layer"],
            line["label"],
            line["feature"],
            line["document"],
        )
        assert (one.measure, one.n) == (line["measure"], line["n"])
        assert (one.value, one.low, one.high) == (line["value"], line["low"], line["high"])
        assert bool(one.why) == (line["reason"] is not None)
