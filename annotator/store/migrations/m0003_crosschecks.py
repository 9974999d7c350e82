"""Owns the third schema: the answers to cross-checks."""

from __future__ import annotations

from sqlite_utils import Database

RECORDS: dict[str, tuple[str, ...]] = {"crosscheck": ("document", "owner")}


def step(db: Database) -> None:
    """Add the table of answers to checks."""
    members = "id text primary key not null, body text not null, document text, owner text"
    db.execute(f"create table crosscheck ({members})")
    db.execute("create index crosscheck_document on crosscheck(document, owner)")
