"""Owns the first schema: journal, texts, current records, suggestions, clashes, settings.

Current records are kept as their canonical JSON, exactly as the journal's ``after``, beside the
members that queries need as columns.  (Generated columns would do the same, but ``json_extract`` is
refused under ``trusted_schema = off`` on SQLite 3.40.)  Tables without rowid name their key first:
integrity_check of that SQLite reports NULLs otherwise.
"""

from __future__ import annotations

from sqlite_utils import Database

RECORDS: dict[str, tuple[str, ...]] = {
    "project": (),
    "tagset": (),
    "reviewer": (),
    "document": (),
    "annotation": ("document", "owner", "start", "answers"),
    "relation": ("document", "owner", "source", "target"),
    "progress": ("document", "owner"),
}

TYPES = {"start": "integer"}

JOURNAL = """
create table action (
    id text primary key not null,
    replica text not null,
    seq integer not null check (seq > 0),
    clock integer not null check (clock > 0),
    actor text not null,
    at text not null,
    verb text not null,
    undoes text references action(id) deferrable initially deferred,
    hash text not null,
    unique (replica, seq)
) without rowid;
create table change (
    action text not null references action(id) deferrable initially deferred,
    n integer not null,
    kind text not null,
    id text not null,
    v integer not null,
    before text,
    after text,
    primary key (action, n)
) without rowid;
create index action_order on action(clock, replica, seq);
create index action_actor on action(actor, clock);
create index action_undoes on action(undoes) where undoes is not null;
create index change_record on change(kind, id);
create table text (id text primary key not null, original text not null);
create table suggestion (
    document text not null,
    extractor text not null,
    start integer not null,
    end integer not null,
    version text not null,
    lexicon text not null,
    layer text not null,
    label text not null,
    features text not null,
    confidence text not null,
    primary key (document, extractor, start, end)
) without rowid;
create table suggested (
    document text not null,
    extractor text not null,
    version text not null,
    lexicon text not null,
    count integer not null,
    primary key (document, extractor)
) without rowid;
create table clash (
    action text not null, n integer not null, kind text not null, id text not null,
    primary key (action, n)
) without rowid;
create table replica (
    id text primary key not null,
    installation text not null,
    path text not null,
    began_at text not null
);
create table setting (key text primary key not null, value text not null);
"""

APPEND_ONLY = {"action": "id = new.id", "change": "action = new.action and n = new.n", "text": "id = new.id"}
"""Tables that only grow, and when a row is there already: REPLACE fires no delete trigger elsewhere."""


def step(db: Database) -> None:
    """Create the schema in an empty file."""
    for statement in filter(str.strip, JOURNAL.split(";\n")):
        db.execute(statement)
    for kind, columns in RECORDS.items():
        members = "".join(f", {column} {TYPES.get(column, 'text')}" for column in columns)
        db.execute(f"create table {kind} (id text primary key not null, body text not null{members})")
        if columns:
            db.execute(f"create index {kind}_{columns[0]} on {kind}({', '.join(columns[:3])})")
    db.execute("create index annotation_answers on annotation(document, answers)")
    db.execute("create index relation_source on relation(source)")
    db.execute("create index relation_target on relation(target)")
    for table, is_there in APPEND_ONLY.items():
        refusal = f"begin select raise(abort, '{table} is append-only'); end"
        for event in ("update", "delete"):
            db.execute(f"create trigger {table}_no_{event} before {event} on {table} {refusal}")
        db.execute(
            f"create trigger {table}_no_replace before insert on {table}"
            f" when exists (select 1 from {table} where {is_there}) {refusal}"
        )
