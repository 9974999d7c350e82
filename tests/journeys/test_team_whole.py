"""Owns the journey of a team through the windows in one go: a package is received, worked on and sent back;
the bundles are tried, merged, and what their reviewers do not agree on is settled."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from annotator.session import Session
from annotator.tasks.curating.cases import cases
from annotator.ui.team.merge_view import MergeView
from annotator.ui.team.receive_dialog import ReceiveDialog
from annotator.ui.team.send_view import SendView
from tests.journeys.conftest import REPORT
from tests.journeys.teamwork import CONTROL, KEY, NAMES, SHIFT, WAIT_MS, at_rest, back, call, opened, owners

# The platform without a screen says so for every dialog.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
CHIEF = "组长"


def receive(person, package: Path) -> None:
    dialog = opened(person, KEY.Key_R, ReceiveDialog)
    QApplication.focusWidget().insert(str(package))
    assert dialog.make.isEnabled()
    person.key(KEY.Key_Return)
    person.bot.waitUntil(lambda: person.window.desk is not None, timeout=WAIT_MS)
    # The platform without a screen leaves nobody active when panels take the place of others.
    with person.bot.waitActive(person.window):
        person.window.activateWindow()
    person.window.reading.page.setFocus()


def work_and_send(person, package: Path, *, is_other: bool) -> None:
    """Confirm the first number, or reject it; declare the report finished; send the bundle back."""
    receive(person, package)
    person.key(KEY.Key_Delete if is_other else KEY.Key_Return)
    person.bot.waitUntil(lambda: len(person.annotations()) == 1, timeout=WAIT_MS)
    person.key(KEY.Key_Return, CONTROL)
    person.key(KEY.Key_Return)
    assert person.desk.row.state == "finished"
    view = opened(person, KEY.Key_S, SendView)
    view.folder.setText(str(package.parent))
    view.folder.setFocus()
    person.key(KEY.Key_Return)
    at_rest(person, view)
    assert ".bundle.zip" in view.running.said.text()
    back(person)


def merge_and_settle(person, bundles: list[str]) -> None:
    """What would happen is told; the bundles are merged; the only case in dispute is settled."""
    view = opened(person, KEY.Key_U, MergeView)
    view.take(bundles)
    at_rest(person, view)
    assert owners(person) == set()
    person.bot.waitUntil(view.merge.hasFocus, timeout=WAIT_MS)
    person.key(KEY.Key_Space)
    at_rest(person, view)
    assert owners(person) == set(NAMES)
    back(person)
    person.key(KEY.Key_C, CONTROL | SHIFT)
    screen = person.window.scenes.screen
    person.bot.waitUntil(lambda: screen.load.is_whole and not screen.load.is_busy, timeout=WAIT_MS)
    assert screen.queue.tally.waiting == 1
    assert screen.panel.isVisible()
    person.key(KEY.Key_1, Qt.KeyboardModifier.NoModifier)
    assert screen.queue.tally.waiting == 0


def test_receive_work_send_merge_settle(make_project, start, tmp_path, capsys):
    path = make_project(report=REPORT)
    call("plan", path, "--reviewers", ",".join(NAMES), "--overlap", 2, "--as", CHIEF)
    bundles = []
    for n, name in enumerate(NAMES):
        out = tmp_path / name
        call("send", path, "--to", name, "--out", out, "--as", CHIEF)
        (package,) = out.glob("*.package.zip")
        start(None, lambda person, p=package, n=n: work_and_send(person, p, is_other=bool(n)), reviewer=name)
        bundles += [str(found) for found in out.glob("*.bundle.zip")]
    assert len(bundles) == len(NAMES)
    start(path, lambda person: merge_and_settle(person, bundles), reviewer=CHIEF)
    capsys.readouterr()
    call("verify", path)
    session = Session.open(path, reviewer=CHIEF)
    try:
        assert [one.decision.choice for one in cases(session.store) if one.decision] == ["curator"]
    finally:
        session.close()
