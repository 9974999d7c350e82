"""Owns what holds for every test: no screen, settings of its own, one language, no widget left behind.

With ANNOTATOR_TEST_NO_QT=1 the suite runs as on a machine without PySide6: importing it fails, and the
tests that need it are not collected.  With ANNOTATOR_TEST_REST=1 it runs all that was not run so.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator
from importlib.abc import MetaPathFinder
from pathlib import Path

import pytest
from hypothesis import settings

from annotator import i18n

HERE = Path(__file__).resolve().parent
WITHOUT_QT = os.environ.get("ANNOTATOR_TEST_NO_QT") == "1"
QT_FOLDERS = ("journeys", "unit/ui")
QT_FIXTURES = ("qtbot", "qapp")

os.environ["QT_QPA_PLATFORM"] = "offscreen"

# Runs stay random; a failure prints the blob that brings it back.
settings.register_profile("house", deadline=None, print_blob=True, max_examples=60)
settings.register_profile("thorough", deadline=None, print_blob=True, max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "house"))


class _NoQt(MetaPathFinder):
    """Stands for a machine where PySide6 is not installed."""

    def find_spec(self, fullname: str, path: object = None, target: object = None) -> None:
        """Refuse PySide6 and its binding generator; know nothing else."""
        if fullname.partition(".")[0] in ("PySide6", "shiboken6"):
            raise ModuleNotFoundError(f"No module named {fullname!r} (refused by the tests)", name=fullname)


if WITHOUT_QT:
    sys.meta_path.insert(0, _NoQt())
    collect_ignore = [str(HERE / folder) for folder in QT_FOLDERS]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Know pytest-qt's options where that plug-in is left out, so that strict-config holds."""
    if WITHOUT_QT:
        for name in ("qt_api", "qt_log_level_fail"):
            parser.addini(name, "used by pytest-qt only", default="")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Give every test that needs PySide6 the mark ``qt``; leave out what has run without it."""
    folders = tuple(HERE / folder for folder in QT_FOLDERS)
    is_thorough = settings().max_examples >= settings.get_profile("thorough").max_examples
    for test in items:
        if is_thorough:
            # A thousand examples may take an hour.
            test.add_marker(pytest.mark.timeout(0), append=False)
        asks = any(name in getattr(test, "fixturenames", ()) for name in QT_FIXTURES)
        if asks or any(test.path.is_relative_to(folder) for folder in folders):
            test.add_marker(pytest.mark.qt)
    if os.environ.get("ANNOTATOR_TEST_REST") == "1":
        done = [test for test in items if _runs_without_qt(test)]
        config.hook.pytest_deselected(items=done)
        items[:] = [test for test in items if not _runs_without_qt(test)]


def _runs_without_qt(test: pytest.Item) -> bool:
    """Whether ``make test`` has run it where PySide6 cannot be imported."""
    marked = any(test.get_closest_marker(name) for name in ("qt", "slow"))
    return test.path.is_relative_to(HERE / "unit") and not marked


@pytest.fixture(autouse=True)
def _own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings, caches and crash reports go to a folder of the test; sentences are Chinese."""
    monkeypatch.setenv("ANNOTATOR_HOME", str(tmp_path / "home"))
    i18n.set_language("zh")


@pytest.fixture(autouse=True)
def _no_widget_left(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that leaves a window or a parentless widget behind."""
    if WITHOUT_QT or request.node.get_closest_marker("qt") is None:
        yield
        return
    request.getfixturevalue("qapp")
    yield
    left = _widgets_left()
    if left:
        names = ", ".join(sorted(left))
        pytest.fail(f"left behind: {names}; give each to qtbot.addWidget or to a parent", pytrace=False)


def _widgets_left() -> list[str]:
    """Close what top-level widgets remain and return their classes, Qt's own tool tips aside."""
    from PySide6.QtCore import QCoreApplication, QEvent
    from PySide6.QtWidgets import QApplication, QWidget

    def remaining() -> list[QWidget]:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        widgets = QApplication.topLevelWidgets()
        return [one for one in widgets if one.metaObject().className() != "QTipLabel"]

    if remaining():
        # A widget in a reference cycle is garbage, not a leak.
        gc.collect()
    left = remaining()
    names = [one.metaObject().className() for one in left]
    for widget in left:
        widget.close()
        widget.deleteLater()
    if left:
        remaining()
    return names


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The folder of the five real reports, which are not part of the repository."""
    folder = HERE.parent.parent / "shared" / "seeds"
    if not folder.is_dir():
        pytest.skip("the five seed reports (../shared/seeds) are not here")
    return folder


@pytest.fixture(scope="session")
def gold() -> Path:
    """The folder of the numbers found by hand in the seed reports."""
    folder = HERE.parent.parent / "shared" / "gold"
    if not folder.is_dir():
        pytest.skip("the numbers by hand (../shared/gold) are not here")
    return folder
