"""Owns opening a project file: pragmas, refusals, transactions, and what SQLite's errors mean."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import lru_cache
from pathlib import Path

from sqlite_utils import Database

from annotator.errors import UserError
from annotator.store.migrations import SCHEMA, migrate

APPLICATION_ID = 0x414E4E4F
"""``ANNO``: what makes a SQLite file one of our projects."""

PRAGMAS = (
    # A commit is acknowledged only when it is on the disk: decision 0004.
    "pragma journal_mode = wal",
    "pragma synchronous = full",
    "pragma foreign_keys = on",
    # The file may come from anyone: nothing in its schema may call functions of ours.
    "pragma trusted_schema = off",
    "pragma cell_size_check = on",
    "pragma busy_timeout = 5000",
)


def connect(path: Path | str) -> Database:
    """Return a connection with our pragmas; ``:memory:`` for tests of the schema."""
    # isolation_level None: the driver opens no transaction of its own, ours are all IMMEDIATE.
    connection = sqlite3.connect(str(path), isolation_level=None, timeout=5.0)
    db = Database(connection, execute_plugins=False)
    try:
        for pragma in PRAGMAS:
            db.execute(pragma).fetchall()
    except BaseException:
        db.close()
        raise
    return db


def create(path: Path) -> Database:
    """Make an empty project file.

    Raises:
        UserError: something is there already, or the place cannot be written.
    """
    if path.exists():
        raise UserError("project.exists", path=str(path))
    if not path.parent.is_dir():
        raise UserError("project.no_folder", path=str(path), folder=str(path.parent))
    with told(path):
        # Before the write-ahead log begins: the id must stand in the file itself, where it is
        # looked for before SQLite touches the file.
        with closing(sqlite3.connect(str(path), isolation_level=None)) as bare:
            bare.execute(f"pragma application_id = {APPLICATION_ID}")
        db = connect(path)
        migrate(db)
    return db


def open_existing(path: Path) -> Database:
    """Open a project file, bringing an older one to this schema.

    Raises:
        UserError: there is none, it is not ours, a newer program wrote it, its schema was
            tampered with, or it cannot be read or written.
    """
    if not path.is_file():
        raise UserError("project.missing", path=str(path))
    if not _is_ours(path):
        raise UserError("project.not_ours", path=str(path))
    with told(path):
        db = connect(path)
        try:
            if _pragma(db, "user_version") > SCHEMA:
                raise UserError("project.newer", path=str(path))
            if _pragma(db, "user_version") < SCHEMA:
                migrate(db)
            _refuse_tampering(db, path)
        except BaseException:
            db.close()
            raise
    return db


def _is_ours(path: Path) -> bool:
    """Whether the file's header says so (offsets: "Database File Format" of SQLite, §1.3).

    Asked before SQLite is, whose pragmas would alter somebody else's file.
    """
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except OSError as error:
        raise UserError("project.unreadable", path=str(path), reason=error.strerror) from error
    return header[:16] == b"SQLite format 3\0" and header[68:72] == APPLICATION_ID.to_bytes(4, "big")


def _refuse_tampering(db: Database, path: Path) -> None:
    """Views and triggers run when we read and write: only our own may be there, word for word."""
    if schema_differences(db):
        raise UserError("project.tampered", path=str(path), names=", ".join(schema_differences(db)))


def schema_differences(db: Database) -> list[str]:
    """Return names of our tables, indexes, triggers that are missing or changed, and of views and
    triggers that are not ours."""
    wanted, found = _ours(), _schema(db)
    changed = [name for name, sql in wanted.items() if found.get(name) != sql]
    foreign = [
        row["name"]
        for row in db.query("select name from sqlite_master where type in ('view', 'trigger')")
        if row["name"] not in wanted
    ]
    return sorted({*changed, *foreign})


def _schema(db: Database) -> dict[str, str]:
    rows = db.query("select name, sql from sqlite_master where sql is not null")
    return {row["name"]: row["sql"] for row in rows}


@lru_cache(maxsize=1)
def _ours() -> dict[str, str]:
    fresh = connect(":memory:")
    migrate(fresh)
    schema = _schema(fresh)
    fresh.close()
    return schema


def _pragma(db: Database, name: str) -> int:
    return int(db.execute(f"pragma {name}").fetchone()[0])


@contextmanager
def transaction(db: Database, path: Path) -> Iterator[None]:
    """One IMMEDIATE transaction: committed when the block ends, rolled back when it raises.

    A deferred BEGIN that reads and then writes fails with BUSY whatever the timeout, so there is
    none (sqlite-utils' ``atomic()`` issues one).

    Raises:
        UserError: disk full, file read-only or held by another program; nothing was changed.
    """
    with told(path):
        db.execute("begin immediate")
        try:
            yield
            db.execute("commit")
        except BaseException:
            if db.conn.in_transaction:
                db.execute("rollback")
            raise


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn what SQLite says of disk, lock and file into a sentence for a person."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        message = _MEANING.get((getattr(error, "sqlite_errorcode", None) or 0) & 0xFF)
        if message is None:
            raise
        raise UserError(message, path=str(path), reason=str(error)) from error


_MEANING = {
    sqlite3.SQLITE_FULL: "store.disk_full",
    sqlite3.SQLITE_IOERR: "store.disk_error",
    sqlite3.SQLITE_READONLY: "store.read_only",
    sqlite3.SQLITE_CANTOPEN: "store.read_only",
    sqlite3.SQLITE_BUSY: "store.busy",
    sqlite3.SQLITE_LOCKED: "store.busy",
    sqlite3.SQLITE_CORRUPT: "store.corrupt",
    sqlite3.SQLITE_NOTADB: "project.not_ours",
}
