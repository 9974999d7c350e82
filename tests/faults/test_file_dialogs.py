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


def another(path: Path, verb: str, *words: str) -> None:
    """Let another program use the project and leave it."""
    command = [sys.executable, "-m", "annotator", verb, str(path), *words]
    assert subprocess.run(command, capture_output=True, timeout=120).returncode == 0


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
    another(path, "verify")
    # It has seen that it is not the last one.
    assert Path(f"{path}-wal").exists()
    dialog.close()
    tag(session, document, 0)
    # As a program that is killed leaves it: what is on the disk now.
    other = Session.open(path, reviewer="yi")
    assert len(other.annotations(document, "jia")) == 1
    other.close()
    session.close()


def test_where_the_locks_were_dropped_all_the_same_the_project_is_opened_anew(tmp_path: Path) -> None:
    path = tmp_path / "project.sqlite"
    session = new_session(path, reviewer="jia")
    document = add_document(session, TEXT)
    tag(session, document, 0)
    # Whatever opens the file in this process and closes it, drops them.
    path.read_bytes()
    another(path, "verify")
    assert not Path(f"{path}-wal").exists()
    tag(session, document, 3)
    assert len(session.annotations(document, "jia")) == 2
    # What a power cut would leave now has both.
    for end in ("", "-wal"):
        Path(f"{tmp_path / 'left.sqlite'}{end}").write_bytes(Path(f"{path}{end}").read_bytes())
    left = Session.open(tmp_path / "left.sqlite", reviewer="yi")
    assert len(left.annotations(document, "jia")) == 2
    assert [check for check in left.store.check() if not check.is_ok] == []
    left.close()
    session.close()


def test_what_others_wrote_meanwhile_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "project.sqlite"
    session = new_session(path, reviewer="jia")
    document = add_document(session, TEXT)
    path.read_bytes()
    script = tmp_path / "said.jsonl"
    script.write_text(
        f'{{"document":"{document}","op":"tag","layer":"clause","label":"measure","fragments":[[0,3]]}}\n',
        encoding="utf-8",
    )
    another(path, "annotate", str(script), "--as", "yi")
    assert session.look_again()
    assert len(session.annotations(document, "yi")) == 1
    session.close()
