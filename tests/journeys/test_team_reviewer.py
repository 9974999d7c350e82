"""Owns the journey of a reviewer by keyboard alone: a package received from the start screen, work, the
bundle that goes back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from annotator.__main__ import main
from annotator.commands.planning import set_plan
from annotator.session import Session
from annotator.tasks.handing import shown
from annotator.tasks.planning import assignments_of
from annotator.ui.team.plan_view import PlanView
from annotator.ui.team.receive_dialog import ReceiveDialog
from annotator.ui.team.send_view import SendView
from tests.journeys.conftest import REPORT

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
WAIT_MS = 60_000

# The platform without a screen says so for every dialog.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def call(*words: object) -> None:
    assert main([str(word) for word in words]) == 0


@pytest.fixture
def package(make_project, tmp_path, capsys) -> Path:
    """A package for 乙: two of three reports, one of them without suggestions."""
    texts = {f"r{n}": REPORT.replace("312件", f"31{n}件") for n in range(3)}
    project = make_project(**texts)
    call("plan", project, "--reviewers", "乙", "--as", "组长")
    for document in ids(project)[1:2]:
        call("plan", project, "--take", "乙", document, "--as", "组长")
    veil(project, ids(project)[2])
    call("send", project, "--to", "乙", "--out", tmp_path / "sent", "--as", "组长")
    capsys.readouterr()
    (found,) = (tmp_path / "sent").glob("*.package.zip")
    return found


def ids(project: Path) -> list[str]:
    session = Session.open(project, reviewer="组长")
    try:
        return [row.document.id for row in session.documents()]
    finally:
        session.close()


def veil(project: Path, document: str) -> None:
    """Let a report be read without suggestions."""
    session = Session.open(project, reviewer="组长")
    try:
        plan = assignments_of(session.store)
        handed = shown(plan, document=document, reviewer="乙", suggestions="hidden")
        session.run(set_plan, assignments=handed.wanted, before=handed.before)
    finally:
        session.close()


def dialog_of(person, kind):
    person.bot.waitUntil(
        lambda: any(one.isVisible() for one in person.window.findChildren(kind)), timeout=WAIT_MS
    )
    found = next(one for one in person.window.findChildren(kind) if one.isVisible())
    person.bot.waitUntil(lambda: QApplication.activeWindow() is found, timeout=WAIT_MS)
    return found


def receive(person, package: Path) -> None:
    """The keys of receiving: the action, the file's name, Enter."""
    person.key(Qt.Key.Key_R, CONTROL | SHIFT)
    dialog = dialog_of(person, ReceiveDialog)
    assert dialog.package_field.hasFocus()
    assert not dialog.make.isEnabled()
    QApplication.focusWidget().insert(str(package))
    assert dialog.make.isEnabled()
    assert "2 份报告" in dialog.told.text() and "乙" in dialog.told.text()
    person.key(Qt.Key.Key_Return)
    person.bot.waitUntil(lambda: person.window.desk is not None, timeout=WAIT_MS)


def test_receive_work_send_by_keyboard(package, start, capsys):
    bundles = package.parent / "back"

    def journey(person):
        # Nothing is open: the start screen.
        assert person.window.welcome.buttons["receive"].isVisible()
        receive(person, package)
        desk = person.desk
        assert desk.session.reviewer == "乙"
        assert len(desk.rows) == 2
        shown = [person.window.documents.model.index(n).data(Qt.ItemDataRole.ToolTipRole) for n in range(2)]
        assert "不显示建议" not in shown[0] and "不显示建议" in shown[1]
        # The first report has its suggestions, the second one none.
        assert desk.spots.open
        # The platform without a screen leaves nobody active when panels take the place of others.
        with person.bot.waitActive(person.window):
            person.window.activateWindow()
        person.window.reading.page.setFocus()
        person.key(Qt.Key.Key_Return)
        assert len(person.annotations()) == 1
        person.key(Qt.Key.Key_Return, CONTROL)
        person.key(Qt.Key.Key_Return)
        assert desk.row.state == "finished"
        person.key(Qt.Key.Key_PageDown, CONTROL)
        assert not desk.spots.open
        person.key(Qt.Key.Key_S, CONTROL | SHIFT)
        view = dialog_of(person, SendView)
        assert view.is_work
        assert "1 份还没有标为完成" in view.about.text()
        view.folder.setText(str(bundles))
        view.send.setFocus()
        person.key(Qt.Key.Key_Space)
        person.bot.waitUntil(lambda: not view.running.is_busy, timeout=WAIT_MS)
        (sent,) = bundles.glob("*.bundle.zip")
        assert sent.name in view.running.said.text()
        person.key(Qt.Key.Key_Escape)
        assert not view.isVisible()

    start(None, journey, reviewer="王五")
    capsys.readouterr()
    owner = package.parent.parent / "project.sqlite"
    call("merge", owner, *bundles.glob("*.bundle.zip"), "--as", "组长")
    session = Session.open(owner, reviewer="乙")
    try:
        said = [one for row in session.documents() for one in session.annotations(row.document.id)]
        assert [(one.owner, one.verdict) for one in said] == [("乙", "confirmed")]
    finally:
        session.close()


def test_a_file_that_is_no_package_says_so_and_makes_nothing(package, start, tmp_path):
    broken = tmp_path / "broken.package.zip"
    broken.write_bytes(package.read_bytes()[:200])

    def journey(person):
        person.key(Qt.Key.Key_R, CONTROL | SHIFT)
        dialog = dialog_of(person, ReceiveDialog)
        QApplication.focusWidget().insert(str(broken))
        assert "不是完整的压缩包" in dialog.told.text()
        assert not dialog.make.isEnabled()
        person.key(Qt.Key.Key_Escape)

    start(None, journey, reviewer="王五")
    assert not list(tmp_path.glob("broken*.sqlite"))


def test_a_work_project_has_no_merge_and_its_plan_is_only_shown(package, start, tmp_path):
    work = tmp_path / "work.sqlite"
    call("receive", package, work, "--as", "乙")

    def journey(person):
        person.key(Qt.Key.Key_U, CONTROL | SHIFT)
        assert "负责人的项目" in person.said()
        person.window.trigger("plan")
        view = dialog_of(person, PlanView)
        assert "工作项目" in view.none.text()
        assert not view.form.draw.isEnabled()
        assert not view.turn.isEnabled()
        assert view.plan.reviewers == ["乙"]

    start(work, journey, reviewer="乙")
