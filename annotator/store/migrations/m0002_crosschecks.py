"""Owns the second schema: the answers to cross-checks."""

from __future__ import annotations

from sqlite_utils import Database

from annotator.store.migrations import m0001_house

RECORDS: dict[str, tuple[str, ...]] = {**m0001_house.RECORDS, "crosscheck": ("document", "owner")}
"""Every kind of record with the members that queries need as columns."""


def step(db: Database) -> None:
    """Create the table of one more kind of record."""
    members = "id text primary key not null, body text not null, document text, owner text"
    db.execute(f"create table crosscheck ({members})")
    db.execute("create index crosscheck_document on crosscheck(document, owner)")
