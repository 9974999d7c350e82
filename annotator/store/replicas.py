"""Owns which replica an open file writes as: one copy of a project on one machine.

A copy that goes on numbering where another copy of it did would make two different actions of one
number.  So a replica belongs to an installation and a path, and to the state it was left in: the head of
its chain is remembered outside the file.  A file that comes back from a backup has another head, and
goes on under a fresh id.
"""

from __future__ import annotations

from datetime import UTC, datetime

from annotator.model.ids import new_id
from annotator.settings import known_head, remember_head
from annotator.store import steps
from annotator.store.database import ProjectFile


class Replicas:
    """The replica ids of one project file, as one installation sees them."""

    def __init__(self, db: ProjectFile, *, installation: str) -> None:
        self._db = db
        self._installation = installation
        self._chosen = ""
        self._candidate = ""

    def own(self) -> str:
        """Return the id to write as, inside the transaction of its next action."""
        if self._chosen or self._candidate:
            return self._chosen or self._candidate
        # A name may hold bytes that are no text.
        path = str(self._db.path.resolve()).encode("utf-8", "backslashreplace").decode("utf-8")
        place = [self._installation, path]
        rows = self._db.all("select id from replica where installation = ? and path = ?", place)
        for (replica,) in rows:
            if known_head(replica) == steps.head(self._db, replica):
                self._candidate = str(replica)
                return self._candidate
        self._candidate = new_id()
        self._db.execute(
            "insert into replica (id, installation, path, began_at) values (?, ?, ?, ?)",
            [self._candidate, *place, datetime.now(UTC).isoformat(timespec="seconds")],
        )
        return self._candidate

    def keep(self) -> None:
        """The transaction is committed: what was chosen in it holds until the file is closed."""
        self._chosen = self._candidate or self._chosen

    def forget(self) -> None:
        """The transaction was rolled back: what was chosen in it is gone with it."""
        self._candidate = ""

    def remember(self) -> None:
        """Note the head for the next time; where that fails, the next time begins a fresh replica."""
        if self._chosen:
            seq, link = steps.head(self._db, self._chosen)
            remember_head(self._chosen, seq, link)
