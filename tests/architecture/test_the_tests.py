"""What conftest promises: a forgotten widget fails its test, and PySide6 can be made to be missing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT

FORGETFUL = """
import pytest

KEPT = []

def test_forgets_a_window(qapp):
    from PySide6.QtWidgets import QWidget
    KEPT.append(QWidget())

def test_hands_its_window_over(qtbot):
    from PySide6.QtWidgets import QWidget
    window = QWidget()
    qtbot.addWidget(window)
    window.show()

def test_warns(qtbot):
    from PySide6.QtCore import qWarning
    qWarning("something is wrong")
"""

HEADLESS = """
import os
import pytest
from annotator import i18n, settings

def test_has_no_qt():
    with pytest.raises(ModuleNotFoundError):
        import PySide6.QtCore

def test_needs_qt(qtbot):
    raise AssertionError("not to be run")

def test_has_settings_of_its_own(tmp_path):
    assert settings.folder().is_relative_to(tmp_path)
    assert i18n.language() == "zh"
"""


def run(folder: Path, source: str, *arguments: str, **environment: str) -> str:
    """Run pytest with our conftest on one module; return what it printed."""
    tests = folder / "tests"
    tests.mkdir()
    shutil.copy(ROOT / "pyproject.toml", folder)
    shutil.copy(ROOT / "tests" / "conftest.py", tests)
    (tests / "test_planted.py").write_text(source, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-n0", "-p", "no:randomly", "-q", *arguments]
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, env={**os.environ, **environment}, check=False
    )
    return done.stdout + done.stderr


@pytest.mark.qt
def test_a_widget_left_behind_and_a_warning_of_qt_fail_a_test(tmp_path: Path) -> None:
    told = run(tmp_path, FORGETFUL)
    assert "left behind: QWidget" in told
    assert "ERROR tests/test_planted.py::test_forgets_a_window" in told
    assert "FAILED tests/test_planted.py::test_warns" in told
    assert "1 failed, 2 passed, 1 error" in told


def test_the_headless_run_has_no_pyside6(tmp_path: Path) -> None:
    told = run(tmp_path, HEADLESS, "-p", "no:pytest-qt", "-m", "not qt", ANNOTATOR_TEST_NO_QT="1")
    assert "2 passed, 1 deselected" in told, told
