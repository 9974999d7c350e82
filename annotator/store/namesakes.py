"""Owns whose steps are not one's own though the name is: of two people of one name, one has another here."""

from __future__ import annotations

from annotator.model.exchange import Reach
from annotator.store import queries, steps
from annotator.store.database import ProjectFile
from annotator.store.fold import standing_of

_TELLING = ("reviewer", "bundle", "person")
"""Kinds of records that say who is called how."""


class Namesakes:
    """The stretches of other machines' journals that are read under another name than theirs."""

    def __init__(self, db: ProjectFile) -> None:
        self._db = db
        self._told: object = None
        self._known: dict[str, tuple[Reach, ...]] = {}

    def of(self, actor: str) -> tuple[Reach, ...]:
        """What others of that name did, by replica and place in its journal; nothing where there are none."""
        told = [
            self._db.all(f"select id, body from {queries.table_of(kind)} order by id") for kind in _TELLING
        ]
        if told != self._told:
            self._told, self._known = told, {}
        if actor not in self._known:
            self._known[actor] = self._read(actor)
        return self._known[actor]

    def _read(self, actor: str) -> tuple[Reach, ...]:
        reviewers = queries.records(self._db, "reviewer")
        if not any(record["name"] == actor and record_id != actor for record_id, record in reviewers):
            return ()
        # Rare: it takes the whole journal to say who is who.
        standing = standing_of(
            steps.actions(self._db), lambda kind: (record for _, record in queries.records(self._db, kind))
        )
        return standing.called_otherwise(actor)
