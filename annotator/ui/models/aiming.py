"""Owns what is being pointed at on the page, and for which number."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QObject, Signal

from annotator.model.spans import Fragment, Fragments, joined
from annotator.ui.models.spots import Ref

What = Literal["indicator", "period"]


class Pointing(QObject):
    """For which number what is being pointed at, and the fragments taken so far (of the original)."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.what: What | None = None
        self.ref: Ref | None = None
        self.fragments: Fragments = ()

    def begin(self, what: What, ref: Ref) -> None:
        """Point for a number from now on."""
        self.what, self.ref, self.fragments = what, ref, ()
        self.changed.emit()

    def add(self, fragment: Fragment) -> None:
        """Take one more fragment."""
        self.fragments = joined(self.fragments, fragment)
        self.changed.emit()

    def drop(self) -> None:
        """Take the last fragment back."""
        self.fragments = self.fragments[:-1]
        self.changed.emit()

    def let_go(self) -> None:
        """Point no more."""
        if self.what is not None:
            self.what, self.ref, self.fragments = None, None, ()
            self.changed.emit()
