"""Owns the schema of curation: decisions, rules of the casebook, whether curators are blinded."""

from __future__ import annotations

from sqlite_utils import Database

RECORDS: dict[str, tuple[str, ...]] = {"decision": ("document",), "rule": (), "blinding": ()}


def step(db: Database) -> None:
    """Add the tables of curation."""
    members = "id text primary key not null, body text not null"
    db.execute(f"create table decision ({members}, document text)")
    db.execute("create index decision_document on decision(document)")
    db.execute(f"create table rule ({members})")
    db.execute(f"create table blinding ({members})")
