"""Owns what keys ask of the card and of the page beyond the desk's own signals."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from annotator.ui.models.aiming import Pointing
from annotator.ui.models.begun import Begun


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Something to choose, beside the current place: a title and the answers in words."""

    title: str
    offers: tuple[str, ...]
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
    """A ``Question`` is put."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.begun = Begun()
        self.pointing = Pointing(self)
