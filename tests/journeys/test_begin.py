"""Owns the journeys of beginning: an empty window, a project from a folder, one that cannot be opened."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QPlainTextEdit

from annotator import settings
from annotator.i18n import tr
from annotator.ui.dialogs import NewProject, Refusals, WhoAreYou
from annotator.ui.key_page import KeyPage

# The platform without a screen says so for every dialog.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

CONTROL = Qt.KeyboardModifier.ControlModifier


def _dialog(person, kind):
    found = [one for one in person.window.findChildren(kind) if one.isVisible()]
    assert found, f"no {kind.__name__}"
    return found[0]


def test_the_empty_window_offers_three_ways(start):
    def journey(person):
        assert person.window.desk is None
        welcome = person.window.stack.currentWidget()
        assert list(welcome.buttons) == ["sample", "new", "open", "receive"]
        person.key(Qt.Key.Key_J)
        person.key(Qt.Key.Key_Delete)
        assert person.window.isVisible()

    assert start(None, journey) == 0


def test_a_project_is_made_from_a_folder_and_refusals_are_listed(start, tmp_path):
    folder = tmp_path / "年报"
    folder.mkdir()
    (folder / "a.txt").write_text("甲局2024年年度报告\n全年办理案件12件。\n", encoding="utf-8")
    (folder / "b.txt").write_bytes(b"\x00\x01\x02\xff\xfe\x00PNG")

    def journey(person):
        person.key(Qt.Key.Key_N, CONTROL)
        dialog = _dialog(person, NewProject)
        assert not dialog.make.isEnabled()
        dialog.folder.setFocus()
        dialog.folder.setText(str(folder))
        assert dialog.file.text() == str(tmp_path / "年报.sqlite")
        # Who has never said a name is asked for it before anything is recorded under one.
        assert not dialog.make.isEnabled()
        dialog.name.setFocus()
        dialog.name.setText("王敏")
        person.bot.mouseClick(dialog.make, Qt.MouseButton.LeftButton)
        person.bot.waitUntil(lambda: "读入 1 份" in person.said(), timeout=10_000)
        assert person.words() == "12件"
        assert not person.window.status.bar.isVisible()
        listed = _dialog(person, Refusals)
        assert "b.txt" in listed.findChild(QPlainTextEdit).toPlainText()
        listed.close()
        assert person.desk.session.reviewer == "王敏"

    def named(person):
        person.key(Qt.Key.Key_N, CONTROL)
        dialog = _dialog(person, NewProject)
        assert dialog.name is None
        dialog.close()

    start(None, journey)
    start(None, named)
    assert settings.load().recent == (str((tmp_path / "年报.sqlite").resolve()),)


def test_the_sample_project_is_made_once(start):
    def first(person):
        welcome = person.window.stack.currentWidget()
        person.bot.mouseClick(welcome.buttons["sample"], Qt.MouseButton.LeftButton)
        person.bot.waitUntil(lambda: "读入 8 份" in person.said(), timeout=30_000)
        assert len(person.desk.rows) == 8, person.said()
        assert person.desk.spots.open

    def second(person):
        welcome = person.window.stack.currentWidget()
        person.bot.mouseClick(welcome.buttons["sample"], Qt.MouseButton.LeftButton)
        assert len(person.desk.rows) == 8

    start(None, first)
    start(None, second)


def test_a_file_that_is_no_project_is_refused_in_one_sentence(start, tmp_path):
    path = tmp_path / "no.sqlite"
    path.write_text("not a project")

    def journey(person):
        assert person.window.desk is None
        assert person.said()

    start(path, journey)


def test_f1_shows_every_key_of_the_table(project, start):
    def journey(person):
        person.key(Qt.Key.Key_F1)
        page = _dialog(person, KeyPage)
        told = {label.text() for label in page.findChildren(QLabel)}
        for row in person.window.menus.rows_here():
            if row.keys:
                assert row.title in told
        page.close()
        # Where disagreements are settled its keys take the place of those of the report.
        person.key(Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
        person.key(Qt.Key.Key_F1)
        page = _dialog(person, KeyPage)
        told = {label.text() for label in page.findChildren(QLabel)}
        assert {"采用机器的", "撤销"} <= told
        assert "确认" not in told
        page.close()

    start(project, journey)


def test_a_name_given_is_used_from_then_on(project, start):
    def journey(person):
        person.bot.mouseClick(person.window.status.reviewer, Qt.MouseButton.LeftButton)
        dialog = _dialog(person, WhoAreYou)
        assert not dialog.ok.isEnabled()
        dialog.name.setText("王<b>某")
        person.bot.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
        assert person.desk.session.reviewer == "王<b>某"
        person.go_to("312件")
        person.key(Qt.Key.Key_Return)
        assert [a.owner for a in person.annotations()] == ["王<b>某"]

    start(project, journey)
    assert settings.load().reviewer == "王<b>某"


def test_another_program_writing_is_seen(project, start):
    from annotator.__main__ import main

    def journey(person):
        words = {"sha256": person.document, "op": "tag", "layer": "clause", "label": "plan"}
        batch = Path(settings.folder()) / "batch.jsonl"
        batch.parent.mkdir(parents=True, exist_ok=True)
        batch.write_text(json.dumps({**words, "fragments": [[0, 4]]}) + "\n", encoding="utf-8")
        assert main(["annotate", str(project), str(batch), "--as", "甲"]) == 0
        person.bot.waitUntil(lambda: len(person.annotations()) == 1, timeout=10_000)
        person.bot.waitUntil(lambda: "manual" in {s.state for s in person.desk.spots.all}, timeout=10_000)

    start(project, journey)


def test_an_unexpected_error_costs_one_sentence(project, start, capsys):
    def journey(person):
        try:
            raise RuntimeError("boom")
        except RuntimeError as error:
            sys.excepthook(type(error), error, error.__traceback__)
        assert person.window.isVisible()
        (report,) = (settings.folder() / "crashes").iterdir()
        assert "RuntimeError: boom" in report.read_text(encoding="utf-8")
        assert str(report) in person.said()
        person.go_to("312件")
        person.key(Qt.Key.Key_Return)
        assert len(person.annotations()) == 1

    hook = sys.excepthook
    start(project, journey)
    assert sys.excepthook is hook
    assert "boom" in capsys.readouterr().err


def test_finished_is_locked_until_opened_again(project, start):
    def journey(person):
        person.go_to("312件")
        person.key(Qt.Key.Key_Return, CONTROL)
        person.key(Qt.Key.Key_Return)
        assert person.desk.row.state == "finished"
        person.key(Qt.Key.Key_Return)
        assert person.annotations() == []
        assert person.said()
        person.key(Qt.Key.Key_Return, CONTROL)
        person.key(Qt.Key.Key_Return)
        assert len(person.annotations()) == 1

    start(project, journey)


def test_no_dialog_opens_for_anything_that_can_be_undone(project, start):
    def journey(person):
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Delete, Qt.Key.Key_3, Qt.Key.Key_Delete):
            person.key(key)
        person.key(Qt.Key.Key_Delete, CONTROL)
        assert not [one for one in person.window.findChildren(QDialog) if one.isVisible()]

    start(project, journey)


def test_no_project_is_made_while_another_task_runs(project, start, tmp_path, monkeypatch):
    def journey(person):
        projects = person.window._controls.projects
        monkeypatch.setattr(projects, "is_held", lambda: True)
        projects.make(tmp_path / "later.sqlite", [])
        assert not (tmp_path / "later.sqlite").exists(), "it could not be made a second time"
        assert person.said() == tr("ui.task.busy")
        assert person.desk.session.path == project

    start(project, journey)
