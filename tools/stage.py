"""Owns a stage for the real window: settings of its own, projects of made reports, keys sent to it.

Benches and the soak put ``Program`` on it, without a display; nothing of the person's own is touched.
"""

from __future__ import annotations

import os
import random
import re
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from annotator.i18n import set_language
from annotator.store import Store
from annotator.tagsets import default_tagset
from annotator.tasks.creating import create_project
from annotator.tasks.importing import import_paths
from annotator.tasks.reading import find_files, read_all
from annotator.tasks.suggesting import suggest_all
from annotator.ui.app import application
from annotator.ui.program import Program

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "resources" / "sample"
REVIEWER, OWNER = "甲", "组长"
"""Who is at the window, and who made the project: undo must not take the reports away."""
SIZE = (1440, 900)
_COUNT = re.compile(r"(?<![0-9.])[1-9][0-9]{1,2}(?![0-9年.])")


@contextmanager
def folder() -> Iterator[Path]:
    """A folder that is thrown away; settings and caches lie in it, sentences are Chinese."""
    before = os.environ.get("ANNOTATOR_HOME")
    with tempfile.TemporaryDirectory() as made:
        os.environ["ANNOTATOR_HOME"] = str(Path(made) / "home")
        set_language("zh")
        try:
            yield Path(made)
        finally:
            if before is None:
                del os.environ["ANNOTATOR_HOME"]
            else:
                os.environ["ANNOTATOR_HOME"] = before


def sample_files() -> list[Path]:
    """Return the sample reports."""
    return sorted(SAMPLE.glob("*.txt"))


def sample_texts() -> list[str]:
    """Return the original texts of the sample reports."""
    outcomes = read_all(find_files([str(one) for one in sample_files()]))
    return [outcome.source_text.text for outcome in outcomes if outcome.source_text is not None]


def varied(texts: Sequence[str], *, chars: int, draw: random.Random) -> str:
    """Return a report of that many characters, put together from others, with counts of its own."""
    text = draw.choice(texts)
    while len(text) < chars:
        text += "\n" + draw.choice(texts).partition("\n")[2]
    return _COUNT.sub(lambda _: str(draw.randint(10, 999)), text[:chars])


def write_reports(place: Path, count: int, *, chars: tuple[int, int] = (3_000, 8_000)) -> None:
    """Write that many different reports; the same at every call."""
    draw, texts = random.Random(5), sample_texts()
    place.mkdir(parents=True, exist_ok=True)
    for n in range(count):
        text = varied(texts, chars=draw.randint(*chars), draw=draw)
        (place / f"{n:05}.txt").write_text(text, encoding="utf-8")


def make_project(path: Path, reports: Sequence[Path], *, suggests: bool = True) -> None:
    """Make a project of reports, with the machine's suggestions."""
    create_project(path, tagset=default_tagset(), actor=OWNER)
    store = Store.open(path, installation="stage")
    try:
        list(import_paths(store, [str(one) for one in reports], actor=OWNER))
        if suggests:
            list(suggest_all(store))
    finally:
        store.close()


@contextmanager
def window(project: Path | None) -> Iterator[Program]:
    """The real program at a project, shown and painted; closed and deleted afterwards."""
    app = application()
    program = Program(app, reviewer=REVIEWER)
    program.begin(project)
    program.window.resize(*SIZE)
    program.window.show()
    program.window.activateWindow()
    settle()
    try:
        yield program
    finally:
        program.window.close()
        program.close()
        program.window.deleteLater()
        program.deleteLater()
        settle()


def settle() -> None:
    """Let Qt lay out, paint and delete what it has put off."""
    for _ in range(4):
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def press(keys: str) -> None:
    """Press a key, written as Qt writes it (``Ctrl+Shift+T``), where the keyboard is."""
    target = QApplication.focusWidget() or QApplication.activeWindow()
    if target is None:
        raise RuntimeError(f"nobody has the keyboard, {keys} goes nowhere")
    press_on(target, keys)


def press_on(target: QWidget, keys: str) -> None:
    """Press a key on a widget."""
    combination = QKeySequence(keys)[0]  # type: ignore[index]
    QTest.keyClick(target, combination.key(), combination.keyboardModifiers())
