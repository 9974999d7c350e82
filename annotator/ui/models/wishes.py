"""Owns what keys ask of the card and of the page beyond the desk's own signals."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from annotator.ui.child import Records, Task
from annotator.ui.models.aiming import Pointing
from annotator.ui.models.begun import Begun
from annotator.ui.models.spots import Ref

Worker = Callable[[Task, Callable[[Records], str]], bool]
"""Does a task beside the window; a function of its records returns how it ended.  It returns whether the task
was begun: while another one runs it is refused, and that is said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Blank:
    """Something to type: a title, the field's name, the values it offers for what is typed.  ``at`` is the
    place of the original that it is about, the current one unless told."""

    title: str
    at: int | None = None
    name: str
    offers: Callable[[str], list[str]]
    fill: Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Something to choose: a title and the answers in words.  ``at`` is the place of the original that it
    is about, the current one unless told; ``cancel`` says what Esc does, ``current`` is the number of the
    answer there is already, -1 for none."""

    title: str
    at: int | None = None
    cancel: str = ""
    offers: tuple[str, ...]
    current: int = -1
    choose: Callable[[int], None]


class Wishes(QObject):
    """What somebody wants to be shown, for whoever can show it; and what is begun in the card."""

    field_wanted = Signal(str, object)
    """One feature of the current place is to be written; then back to a place (its ref), or on (None)."""
    machine_wanted = Signal()
    """The machine's value is wanted back in the row being edited."""
    here_again = Signal()
    """The place that is current already is gone to once more."""
    asked = Signal(object)
    """A ``Question`` is put, or a ``Blank``."""
    check_wanted = Signal(str)
    """The next check without an answer is wanted: any (``next``), or one that does not fit (``unfit``)."""
    unfit_known = Signal(object)
    """The places (start, end) of the numbers whose checks do not fit and are not answered as if they did."""
    number_given = Signal()
    """The current place is the number that a check should have."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.begun = Begun()
        self.worker: Worker = _nobody
        """Does a task beside the window."""
        self.pointing = Pointing(self)
        self.spared: Ref | None = None
        """The place that became current because another was deleted: the next Del spares it."""

    def spare(self, ref: Ref | None = None) -> None:
        """Let the next Del do nothing to a place, or to none."""
        self.spared = ref


def _nobody(task: Task, told: Callable[[Records], str]) -> bool:
    """Nobody works for this desk yet."""
    return False
