"""Owns the promise that choosing a file beside the open project costs nobody's work: no dialog of ours opens
the project's file and, closing it, drops the locks that keep its log."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QFileSystemModel

from annotator.commands import spans
from annotator.session import Session
from annotator.ui import file_dialogs
from tests.building import TEXT, add_document, new_session


def tag(session: Session, document: str, start: int) -> None:
    session.run(spans.tag, document=document, layer="clause", label="measure", fragments=[[start, start + 3]])


@pytest.mark.qt_log_ignore("propagateSizeHints", "raise\\(\\)")
@pytest.mark.parametrize(
    "mode",
    [QFileDialog.FileMode.ExistingFiles, QFileDialog.FileMode.AnyFile, QFileDialog.FileMode.Directory],
)
def test_what_is_recorded_after_a_dialog_is_in_the_project(qapp, qtbot, tmp_path: Path, mode) -> None:
    path = tmp_path / "project.sqlite"
    session = new_session(path, reviewer="jia")
    document = add_document(session, TEXT)
    dialog = file_dialogs.made(None, "", str(path), mode=mode)
    qtbot.addWidget(dialog)
    model = dialog.findChild(QFileSystemModel)
    assert model is not None
    dialog.show()
    qtbot.waitUntil(lambda: model.rowCount(model.index(str(tmp_path))) > 0, timeout=10_000)
    qtbot.waitUntil(lambda: model.type(model.index(str(path))) != "", timeout=10_000)
    # Another program looks at the project and leaves it: it must see that it is not the last one.
    verify = [sys.executable, "-m", "annotator", "verify", str(path)]
    assert subprocess.run(verify, capture_output=True, timeout=120).returncode == 0
    assert Path(f"{path}-wal").exists()
    dialog.close()
    tag(session, document, 0)
    # As a program that is killed leaves it: what is on the disk now.
    other = Session.open(path, reviewer="yi")
    assert len(other.annotations(document, "jia")) == 1
    other.close()
    session.close()
