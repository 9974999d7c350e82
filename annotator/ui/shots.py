"""Owns pictures of every screen, rendered without a display from a populated project."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from argparse import Namespace
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import product
from pathlib import Path
from typing import Literal, Protocol

from PySide6.QtCore import QPoint
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QApplication

from annotator.errors import UserError
from annotator.i18n import LANGUAGES, language, set_language
from annotator.session import Session
from annotator.ui import theme as themes
from annotator.ui.program import Program
from annotator.ui.screen_steps import settle
from annotator.ui.screens import screens

Look = Literal["light", "dark"]

SIZE = (1440, 900)
SCALES = (1, 2)
_HOMES = ("ANNOTATOR_HOME", "HOME", "USERPROFILE")


class Told(Protocol):
    """What a verb prints to."""

    code: int

    def line(self, record: Mapping[str, object], words: str) -> None: ...
    def remark(self, words: str) -> None: ...
    def fail(self) -> None: ...


def make_all(arguments: Namespace, out: Told) -> int:
    """Do the verb ``shots``: every screen in each language, theme and scale that was not narrowed down.

    Scale 2 is a process of its own: Qt reads its scale once.
    """
    project, folder = Path(arguments.project), Path(arguments.out)
    # Told before any window is made, and with the same words as every other verb.
    Session.open(project, reviewer=arguments.actor).close()
    langs = [arguments.lang] if getattr(arguments, "lang", None) else list(LANGUAGES)
    looks = [arguments.theme] if arguments.theme else ["light", "dark"]
    scales = [arguments.scale] if arguments.scale else list(SCALES)
    running = []
    for scale in scales:
        words = [str(project), str(folder), arguments.actor, str(scale), ",".join(langs), ",".join(looks)]
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": str(scale)}
        command = [sys.executable, "-m", "annotator.ui.shots", *words]
        running.append(
            subprocess.Popen(
                command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
            )
        )
    for child in running:
        made, complaint = child.communicate()
        for line in made.splitlines():
            out.line({"picture": line}, line)
        if child.returncode:
            out.remark(complaint.strip())
            out.fail()
    return out.code


def make_shots(project: Path, out: Path, *, lang: str, theme: Look, scale: int, reviewer: str) -> list[Path]:
    """Render every screen into ``SCREEN-LANG-THEME-SCALE.png``; return the files, in order.

    The project is copied first and left as it is.  ``scale`` is what the process was started with.

    Raises:
        UserError: the project cannot be opened.
    """
    before = language()
    set_language(lang)
    out.mkdir(parents=True, exist_ok=True)
    made: list[Path] = []
    try:
        for name, grab in screens():
            with at_work(project, theme, reviewer) as program:
                picture = grab(program).grab()
            path = out / f"{name}-{lang}-{theme}-{scale}.png"
            if not picture.save(str(path)):
                raise UserError("shots.not_written", file=str(path))
            made.append(path)
    finally:
        set_language(before)
    return made


@contextmanager
def at_work(project: Path, theme: Look, reviewer: str, *, size: tuple[int, int] = SIZE) -> Iterator[Program]:
    """A program at work on a copy of the project, its settings in a folder that is thrown away."""
    before = {name: os.environ.get(name) for name in _HOMES}
    with tempfile.TemporaryDirectory() as folder:
        # As on somebody's own machine: the settings lie in their home.
        os.environ.update(dict.fromkeys(_HOMES, folder))
        os.environ["ANNOTATOR_HOME"] = str(Path(folder) / ".config" / "annotator")
        copy = Path(folder) / project.name
        session = Session.open(project, reviewer=reviewer)
        session.close()
        shutil.copyfile(project, copy)
        look = themes.dark() if theme == "dark" else themes.light()
        app = QApplication.instance() or QApplication([])
        assert isinstance(app, QApplication)
        program = Program(app, reviewer=reviewer, theme=look)
        program.begin(copy)
        program.window.resize(*size)
        # A pointer over the window would colour what lies under it.
        QCursor.setPos(QPoint(*size) * 2)
        program.window.show()
        settle()
        try:
            yield program
        finally:
            program.window.close()
            program.window.deleteLater()
            program.deleteLater()
            settle()
            for name, value in before.items():
                if value is None:
                    os.environ.pop(name, None)
                else:
                    os.environ[name] = value


def _main(words: Sequence[str]) -> int:
    project, out, reviewer, scale, langs, looks = words
    for lang, look in product(langs.split(","), looks.split(",")):
        theme: Look = "dark" if look == "dark" else "light"
        options = {"lang": lang, "theme": theme, "scale": int(scale), "reviewer": reviewer}
        for path in make_shots(Path(project), Path(out), **options):  # type: ignore[arg-type]
            print(path, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(_main(sys.argv[1:]))
