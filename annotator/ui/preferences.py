"""Owns the person's settings while the window runs: every change is written at once."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from annotator import settings
from annotator.errors import UserError
from annotator.i18n import sentence
from annotator.settings import Settings


class Preferences(QObject):
    """What ``settings.json`` holds."""

    refused = Signal(str)
    """They could not be written; what was chosen holds until the window is closed."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.now: Settings = settings.load()

    def change(self, **fields: Any) -> None:
        """Set some of them and write all."""
        self.keep(replace(self.now, **fields))

    def keep(self, fresh: Settings) -> None:
        """Write these instead."""
        self.now = fresh
        try:
            settings.save(fresh)
        except UserError as error:
            self.refused.emit(sentence(error))
