"""Owns the steps that journeys through the windows of a team share: opening them, waiting, and what a
reviewer does between a package and a bundle."""

from __future__ import annotations

import json
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from annotator.__main__ import main
from annotator.session import Session

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
KEY = Qt.Key
WAIT_MS = 60_000
NAMES = ("乙", "丙")


def opened(person, key, kind):
    """A window of the team, opened by its key; the keyboard is in it."""
    person.key(key, CONTROL | SHIFT)
    found = next(one for one in person.window.findChildren(kind) if one.isVisible())
    person.bot.waitUntil(lambda: QApplication.activeWindow() is found, timeout=WAIT_MS)
    return found


def at_rest(person, view) -> None:
    """Wait until nothing is running in a window."""
    person.bot.waitUntil(lambda: not view.running.is_busy, timeout=WAIT_MS)


def back(person) -> None:
    """Escape leads back to the desk."""
    person.key(KEY.Key_Escape)
    person.bot.waitUntil(lambda: QApplication.activeWindow() is person.window, timeout=WAIT_MS)


def go_to(person, widget) -> None:
    """Press Tab until something has the keyboard."""
    for _ in range(40):
        if widget.hasFocus():
            return
        person.key(KEY.Key_Tab)
    raise AssertionError("Tab does not lead there")


def rows(table) -> list[tuple[str, ...]]:
    """What the cells of a table say."""
    return [row.cells for row in table.rows.rows]


def call(*words: object) -> None:
    """Do a verb of the command line."""
    assert main([str(word) for word in words]) == 0


def work(package: Path, name: str, *, cut: int) -> Path:
    """What a reviewer does with a package; return the bundle."""
    place = package.parent / f"{name}.sqlite"
    call("receive", package, place, "--as", name)
    session = Session.open(place, reviewer=name)
    documents = [row.document.id for row in session.documents()]
    session.close()
    lines = []
    for document in documents:
        tag = {"op": "tag", "layer": "clause", "label": "measure", "fragments": [[0, 6 + cut]]}
        lines += [{"document": document, **tag}, {"document": document, "op": "state", "state": "finished"}]
    script = package.parent / f"{name}.jsonl"
    script.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    call("annotate", place, script, "--as", name)
    call("send", place, "--to", "owner", "--out", package.parent, "--as", name)
    (bundle,) = package.parent.glob(f"*-{name}-*.bundle.zip")
    return bundle


def owners(person) -> set[str]:
    """Whose annotations there are in the project."""
    session = person.desk.session
    return {one.owner for row in session.documents() for one in session.store.annotations(row.document.id)}
