"""Owns the fourth schema: who reads what, what was received and merged, which actions are left out."""

from __future__ import annotations

from sqlite_utils import Database

RECORDS: dict[str, tuple[str, ...]] = {
    "assignment": ("document", "reviewer"),
    "receipt": (),
    "bundle": (),
}


def step(db: Database) -> None:
    """Add the tables of the exchange between machines."""
    members = "id text primary key not null, body text not null"
    db.execute(f"create table assignment ({members}, document text, reviewer text)")
    db.execute("create index assignment_document on assignment(document, reviewer)")
    db.execute(f"create table receipt ({members})")
    db.execute(f"create table bundle ({members})")
    db.execute("create table left_out (action text primary key not null)")
