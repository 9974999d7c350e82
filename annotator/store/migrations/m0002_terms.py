"""Owns the second schema: the words a project adds to the word lists of the extractors."""

from __future__ import annotations

from sqlite_utils import Database

RECORDS: dict[str, tuple[str, ...]] = {"term": ()}


def step(db: Database) -> None:
    """Add the table of terms."""
    db.execute("create table term (id text primary key not null, body text not null)")
