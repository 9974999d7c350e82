"""Owns where colleagues whose work lies in the same project differ from the reviewer, once that is asked."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from annotator.model.annotations import MACHINE
from annotator.model.differing import Difference, differences
from annotator.session import Session


class Differing(QObject):
    """Off until somebody turns it on: who annotates should not see what others said."""

    changed = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._document: str | None = None
        self.is_on = False
        self.found: tuple[Difference, ...] = ()

    def turn(self) -> None:
        """Show them, or hide them again."""
        self.is_on = not self.is_on
        self._look()
        self.changed.emit()

    def look_at(self, document: str | None) -> None:
        """Compare what is said of a document now."""
        self._document = document
        self._look()

    def _look(self) -> None:
        self.found = tuple(self._differences(self._document)) if self.is_on and self._document else ()

    def _differences(self, document: str) -> list[Difference]:
        session = self._session
        mine = session.annotations(document)
        is_finished = session.progress(document).state == "finished"
        others = [one for one in session.store.owners(document) if one not in (session.reviewer, MACHINE)]
        found: list[Difference] = []
        for owner in others:
            found += differences(mine, session.annotations(document, owner), is_finished=is_finished)
        return sorted(found, key=lambda one: (one.fragments, one.theirs.owner))
