"""Owns the fifth schema: who is one person, texts that are versions of others, where what was said stands."""

from __future__ import annotations

from sqlite_utils import Database

RECORDS: dict[str, tuple[str, ...]] = {
    "person": (),
    "version": ("document",),
    "anchoring": (),
    "anchor": ("document", "owner"),
}


def step(db: Database) -> None:
    """Add the tables of persons, versions and anchors."""
    members = "id text primary key not null, body text not null"
    db.execute(f"create table person ({members})")
    db.execute(f"create table version ({members}, document text)")
    db.execute("create index version_document on version(document)")
    db.execute(f"create table anchoring ({members})")
    db.execute(f"create table anchor ({members}, document text, owner text)")
    db.execute("create index anchor_document on anchor(document, owner)")
