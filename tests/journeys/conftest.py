"""Owns starting the real program for a journey: its own project and window, keys as a person presses them."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from annotator.__main__ import main
from annotator.model.annotations import Annotation
from annotator.session import Session
from annotator.ui.models.desk import Desk
from annotator.ui.window import Window
from tests.journeys.disputed import disputed_project
from tests.journeys.fetched_again import fetch_again
from tests.journeys.teamwork import call
from tests.sample_project import make_sample

REPORT = """甲县城市管理局2024年法治政府建设年度报告
一、主要举措和成效
全年办理行政处罚案件312件，同比上升12.2%，罚没款186.4万元。
二、存在的不足
走访群众约48万人次，𠮷祥街道新增停车位5处，部分人员程序意识不强。
"""
GLOSSED = """臨河縣自然資源局2024年法治政府建設年度報告
一、主要舉措
加強領(lǐng)導(dǎo)班子建設(shè)，全年辦理案件７件，開展培訓(xùn)３次。
"""


@dataclass
class Person:
    """Somebody at the window."""

    window: Window
    bot: QtBot

    @property
    def desk(self) -> Desk:
        """What is on the desk."""
        assert self.window.desk is not None
        return self.window.desk

    @property
    def document(self) -> str:
        """The id of the current document."""
        assert self.desk.document is not None
        return self.desk.document.id

    def key(
        self,
        key: Qt.Key,
        modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
        *,
        on: QWidget | None = None,
    ) -> None:
        """Press a key where the keyboard is, or on a widget."""
        target = on or QApplication.focusWidget() or self.window
        self.bot.keyClick(target, key, modifiers)

    def type(self, words: str) -> None:
        """Type words where the keyboard is; Chinese ones come from an input method."""
        target = QApplication.focusWidget()
        assert target is not None
        if words.isascii():
            self.bot.keyClicks(target, words)
            return
        event = QInputMethodEvent("", [])
        event.setCommitString(words)
        QApplication.sendEvent(target, event)

    def go_to(self, words: str) -> None:
        """Press J until the current place has these words."""
        for _ in range(100):
            if self.words() == words:
                return
            self.key(Qt.Key.Key_J)
        raise AssertionError(f"no open suggestion {words!r}")

    def words(self) -> str:
        """The original words of the current place."""
        spot, reading = self.desk.current, self.desk.reading
        if spot is None or reading is None:
            return ""
        return reading.original[spot.start : spot.end]

    def annotations(self) -> list[Annotation]:
        """What the reviewer has said of the current document, read from the store."""
        return self.desk.session.annotations(self.document)

    def states(self) -> list[str]:
        """The states of the numbers as the table lists them."""
        return [spot.state for spot in self.desk.spots.numbers]

    def painted(self) -> dict[tuple[int, int], str]:
        """Which stretches of the text shown are painted on the page, and how."""
        index = self.window.reading.page._index
        end = len(self.window.reading.page.text)
        return {(paint.start, paint.end): paint.state for paint, _ in index.words_between(0, end)}

    def table(self) -> list[list[str]]:
        """The words of the table of numbers."""
        model = self.window.numbers.model
        return [
            [model.index(row, column).data() for column in range(model.columnCount())]
            for row in range(model.rowCount())
        ]

    def said(self) -> str:
        """The sentence in the status line."""
        return self.window.status.said.text()


Journey = Callable[[Person], None]
Start = Callable[..., int]


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Return a function that makes a project of texts by the command line, once for the same texts."""
    known: dict[tuple[tuple[str, str], ...], Path] = {}

    def make(**reports: str) -> Path:
        texts = tuple(reports.items())
        if texts not in known:
            home = tmp_path_factory.mktemp("made")
            folder = home / "reports"
            folder.mkdir()
            for name, text in texts:
                (folder / f"{name}.txt").write_bytes(text.encode("utf-8"))
            path = str(home / "project.sqlite")
            with pytest.MonkeyPatch.context() as patch:
                patch.setenv("ANNOTATOR_HOME", str(home / "home"))
                for words in (["new", path], ["import", path, str(folder)], ["suggest", path]):
                    assert main([*words, "--as", "组长"]) == 0
            known[texts] = home
        return known[texts]

    return make


@pytest.fixture
def make_project(tmp_path: Path, made: Callable[..., Path]) -> Callable[..., Path]:
    """Return a function that gives a project of texts, as the command line makes it, with its reports."""

    def make(**reports: str) -> Path:
        home = made(**reports)
        shutil.copytree(home / "reports", tmp_path / "reports")
        # Nobody has it open: all there is of it is in the one file.
        assert not list(home.glob("project.sqlite-*"))
        return Path(shutil.copy(home / "project.sqlite", tmp_path / "project.sqlite"))

    return make


@pytest.fixture
def project(make_project: Callable[..., Path], capsys: pytest.CaptureFixture[str]) -> Path:
    """A project of two reports: one plain, one traditional with pinyin glosses."""
    path = make_project(a_plain=REPORT, b_glossed=GLOSSED)
    capsys.readouterr()
    return path


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample project, made once, by the command line alone."""
    folder = tmp_path_factory.mktemp("sample")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ANNOTATOR_HOME", str(folder / "home"))
        return make_sample(folder)


@pytest.fixture
def start(qtbot: QtBot) -> Iterator[Start]:
    """Return a function that starts the program, lets a person act in it, and closes the window."""

    def run(path: Path | None, journey: Journey, *, reviewer: str = "甲") -> int:
        failed: list[BaseException] = []

        def act() -> None:
            windows = [one for one in QApplication.topLevelWidgets() if isinstance(one, Window)]
            window = next(one for one in windows if one.isVisible())
            try:
                # The screen of the platform without one is smaller than any office's.
                window.resize(1280, 800)
                with qtbot.waitActive(window):
                    window.activateWindow()
                journey(Person(window=window, bot=qtbot))
            except BaseException as error:
                failed.append(error)
            finally:
                window.close()

        QTimer.singleShot(0, act)
        words = [*(["open", str(path)] if path else []), "--as", reviewer]
        code = main(words)
        if failed:
            raise failed[0]
        return code

    yield run


class _Strays(QObject):
    """Sees parts that are shown as windows of their own, if only for a blink: before they had a parent."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            meant = watched.windowType() in (Qt.WindowType.Popup, Qt.WindowType.ToolTip)
            if not meant and not isinstance(watched, QDialog | QMainWindow):
                self.names.append(type(watched).__name__)
        return False


@pytest.fixture
def strays(qapp: QApplication) -> Iterator[list[str]]:
    """The kinds of what has flashed by on the screen as a window of its own since the test began."""
    seen = _Strays()
    qapp.installEventFilter(seen)
    yield seen.names
    qapp.removeEventFilter(seen)


@pytest.fixture
def look() -> Callable[..., list[Annotation]]:
    """Return a function that reads a project's annotations anew, as another program would."""

    def read(path: Path, *, reviewer: str = "甲") -> list[Annotation]:
        session = Session.open(path, reviewer=reviewer)
        try:
            return [
                annotation
                for row in session.documents()
                for annotation in session.annotations(row.document.id)
            ]
        finally:
            session.close()

    return read


@pytest.fixture
def disputed(make_project: Callable[..., Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A project with eleven disagreements and one number that all agree on."""
    path = disputed_project(make_project, tmp_path)
    capsys.readouterr()
    return path


@pytest.fixture
def fetched(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> tuple[Path, Path]:
    """The owner's project with a report that was fetched again, and the bundle made from the older text."""
    made = fetch_again(tmp_path)
    capsys.readouterr()
    return made


@pytest.fixture
def merged(fetched: tuple[Path, Path]) -> Path:
    """The owner's project with the bundle in it."""
    call("merge", *fetched, "--as", "组长")
    return fetched[0]
