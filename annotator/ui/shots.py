"""Owns pictures of every screen, rendered without a display from a populated project."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from argparse import Namespace
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import product
from pathlib import Path
from typing import Literal, Protocol

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget

from annotator.errors import UserError
from annotator.i18n import LANGUAGES, language, set_language, tr
from annotator.session import Session
from annotator.ui import theme as themes
from annotator.ui.actions import HISTORY
from annotator.ui.dialogs import KeyPage
from annotator.ui.manual_view import ManualView
from annotator.ui.models import linking
from annotator.ui.models.desk import Desk
from annotator.ui.models.links import links_of
from annotator.ui.program import Program
from annotator.ui.settings_page import SettingsPage

Look = Literal["light", "dark"]

SIZE = (1440, 900)
SMALL = (960, 540)
SCALES = (1, 2)


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
    for scale in scales:
        words = [str(project), str(folder), arguments.actor, str(scale), ",".join(langs), ",".join(looks)]
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": str(scale)}
        command = [sys.executable, "-m", "annotator.ui.shots", *words]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        for line in done.stdout.splitlines():
            out.line({"picture": line}, line)
        if done.returncode:
            out.remark(done.stderr.strip())
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
        for name, grab in _screens():
            with _program(project, theme, reviewer) as program:
                picture = grab(program).grab()
            path = out / f"{name}-{lang}-{theme}-{scale}.png"
            if not picture.save(str(path)):
                raise UserError("shots.not_written", file=str(path))
            made.append(path)
    finally:
        set_language(before)
    return made


@contextmanager
def _program(project: Path, theme: Look, reviewer: str) -> Iterator[Program]:
    """A program at work on a copy of the project, its settings in a folder that is thrown away."""
    home = os.environ.get("ANNOTATOR_HOME")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["ANNOTATOR_HOME"] = folder
        copy = Path(folder) / project.name
        session = Session.open(project, reviewer=reviewer)
        session.close()
        shutil.copyfile(project, copy)
        look = themes.dark() if theme == "dark" else themes.light()
        app = QApplication.instance() or QApplication([])
        assert isinstance(app, QApplication)
        program = Program(app, reviewer=reviewer, theme=look)
        program.begin(copy)
        program.window.resize(*SIZE)
        program.window.show()
        _settle()
        try:
            yield program
        finally:
            program.window.close()
            program.window.deleteLater()
            program.deleteLater()
            _settle()
            if home is None:
                del os.environ["ANNOTATOR_HOME"]
            else:
                os.environ["ANNOTATOR_HOME"] = home


def _settle() -> None:
    """Let Qt lay out and paint what it has put off."""
    for _ in range(4):
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _screens() -> Sequence[tuple[str, Callable[[Program], QWidget]]]:
    return (
        ("desk", _desk),
        ("desk-original", _desk_original),
        ("glosses", _glosses),
        ("glosses-original", _glosses_original),
        ("correction", _correction),
        ("relations", _relations),
        ("linking", _linking),
        ("report", _report),
        ("history", _history),
        ("palette", _palette),
        ("settings", _settings),
        ("settings-keys", _settings_keys),
        ("small", _small),
        ("keys", _keys),
        ("manual", _manual),
        ("manual-search", _manual_search),
        ("new-project", _new_project),
        ("welcome", _welcome),
    )


def _desk(program: Program) -> QWidget:
    _go_to_worked(program.desk)
    program.desk.set_clean(True)
    _settle()
    return program.window


def _desk_original(program: Program) -> QWidget:
    _go_to_worked(program.desk)
    program.desk.set_clean(False)
    _settle()
    return program.window


def _go_to_worked(desk: Desk) -> None:
    """The report that is half done shows most."""
    rows = [row for row in desk.rows if 0 < row.answered < row.suggestions] or desk.rows
    if rows:
        desk.show_document(rows[0].document.id)
    _settle()


def _go_to_glosses(desk: Desk) -> None:
    found = [row.document.id for row in desk.rows if desk.session.reading(row.document.id).clean.glosses]
    if found:
        desk.show_document(found[0])
    _settle()


def _glosses(program: Program) -> QWidget:
    _go_to_glosses(program.desk)
    program.desk.set_clean(True)
    _settle()
    return program.window


def _glosses_original(program: Program) -> QWidget:
    _go_to_glosses(program.desk)
    program.desk.set_clean(False)
    _settle()
    return program.window


def _correction(program: Program) -> QWidget:
    desk = program.desk
    _go_to_worked(desk)
    corrected = [spot for spot in desk.spots.numbers if spot.state == "corrected"]
    if corrected:
        desk.make_current(corrected[0].ref)
    desk.edit_wanted.emit()
    _settle()
    return program.window


def _relations(program: Program) -> QWidget:
    desk = program.desk
    _go_to_worked(desk)
    linked = [spot for spot in desk.spots.all if links_of(desk, spot)]
    if linked:
        desk.make_current(max(linked, key=lambda spot: len(links_of(desk, spot))).ref)
    _settle()
    return program.window


def _linking(program: Program) -> QWidget:
    """Two numbers, and the relations there may be between them."""
    desk = program.desk
    _go_to_worked(desk)
    for spot in [spot for spot in desk.spots.numbers if spot.annotation is not None][:2]:
        desk.make_current(spot.ref)
        linking.link(desk)
    _settle()
    return program.window


def _report(program: Program) -> QWidget:
    desk = program.desk
    _go_to_worked(desk)
    if desk.spots.whole:
        desk.make_current(desk.spots.whole[0].ref)
    _settle()
    return program.window


def _history(program: Program) -> QWidget:
    _go_to_worked(program.desk)
    program.panels.show_tab(HISTORY)
    _settle()
    return program.window


def _keys(program: Program) -> QWidget:
    program.asking.show_keys()
    _settle()
    return next(one for one in program.dialogs() if isinstance(one, KeyPage))


def _manual(program: Program) -> QWidget:
    program.asking.show_manual("checking-numbers")
    _settle()
    return _shown_manual(program)


def _manual_search(program: Program) -> QWidget:
    program.asking.show_manual()
    view = _shown_manual(program)
    view.field.setText(tr("ui.action.undo"))
    _settle()
    return view


def _shown_manual(program: Program) -> ManualView:
    return next(one for one in program.dialogs() if isinstance(one, ManualView))


def _new_project(program: Program) -> QWidget:
    program.projects.ask_new()
    _settle()
    return program.dialogs()[-1]


def _palette(program: Program) -> QWidget:
    _go_to_worked(program.desk)
    program.asking.show_palette(tr("ui.shots.sought"))
    _settle()
    return program.window


def _settings(program: Program) -> QWidget:
    program.asking.show_settings()
    _settle()
    return program.dialogs()[-1]


def _settings_keys(program: Program) -> QWidget:
    page = _settings(program)
    assert isinstance(page, SettingsPage)
    page.tabs.setCurrentWidget(page.keys)
    _settle()
    return page


def _small(program: Program) -> QWidget:
    """What an office PC at 200 % has room for."""
    program.window.resize(*SMALL)
    _settle()
    return _desk(program)


def _welcome(program: Program) -> QWidget:
    program.close()
    program.window.show_welcome(recent=[tr("ui.shots.recent")], name="")
    _settle()
    return program.window


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
