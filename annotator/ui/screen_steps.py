"""Owns the steps by which a screen is brought up for its picture."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QWidget

from annotator.ui.models.desk import Desk
from annotator.ui.models.spots import Spot
from annotator.ui.program import Program

Screen = Callable[[Program], QWidget]


def settle() -> None:
    """Let Qt lay out and paint what it has put off."""
    for _ in range(4):
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def go_to_worked(desk: Desk) -> None:
    """The report that most is said of shows most."""
    if desk.rows:
        desk.show_document(max(desk.rows, key=lambda row: row.annotations).document.id)
    settle()


def go_to(desk: Desk, is_wanted: Callable[[Spot], object]) -> None:
    """Make the first such place of the most worked report the current one, if there is one."""
    go_to_worked(desk)
    found = [spot for spot in desk.spots.all if is_wanted(spot)]
    if found:
        desk.make_current(found[0].ref)
    settle()


def shown(program: Program) -> QWidget:
    """The window, as it stands when Qt has done what it put off, and the checks have been reckoned."""
    if program.projects.desk is not None:
        program.window.reading.checks.checking.known()
    settle()
    return program.window
