"""Owns opening a project file: pragmas, refusals, transactions, and what SQLite's errors mean."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from annotator.errors import UserError
from annotator.store.lean import Database
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


_FAR = 1 << 40
"""Between the versions of one connection and those of the next."""


class ProjectFile:
    """One open project file; the only holder of its connection.  SQLite's troubles with disk, lock and
    damage come out of it as sentences."""

    def __init__(self, db: Database, path: Path) -> None:
        self._db = db
        self.path = path
        # It is there: the schema has been read through this connection.
        self._log = _identity(f"{path}-wal")
        self._times_anew = 0

    def _mind_log(self) -> None:
        """Begin anew where the log is another file than it was, which it never is while our locks hold.

        They are gone when anything in this process, a library of the desktop's say, has opened the file and
        closed it again (see ``_is_ours``).  The next program that leaves the project then takes the log away,
        and what is written into it from here would be in no file at all.
        """
        if self._db.conn.in_transaction or _identity(f"{self.path}-wal") == self._log:
            return
        # Moved away or replaced meanwhile: what is not there is not made anew, and may come back.
        _refuse_not_ours(self.path)
        self._db.close()
        self._db = connect(self.path)
        # The log is there once something was read.
        _pragma(self._db, "schema_version")
        self._log = _identity(f"{self.path}-wal")
        self._times_anew += 1

    def version(self) -> int:
        """A number that changes when another connection has written; compare for equality only."""
        found = self.one("pragma data_version")
        # Another connection counts from its own beginning.
        return (int(found[0]) if found else 0) + self._times_anew * _FAR

    def execute(self, sql: str, values: Sequence[object] = ()) -> None:
        """Run a statement that writes."""
        with told(self.path):
            self._mind_log()
            self._db.execute(sql, list(values))

    def all(self, sql: str, values: Sequence[object] | dict[str, object] = ()) -> list[tuple[Any, ...]]:
        """Return all rows of a query."""
        with told(self.path):
            self._mind_log()
            return self._db.execute(sql, values or None).fetchall()

    def one(self, sql: str, values: Sequence[object] | dict[str, object] = ()) -> tuple[Any, ...] | None:
        """Return the first row of a query, or None."""
        with told(self.path):
            self._mind_log()
            row: tuple[Any, ...] | None = self._db.execute(sql, values or None).fetchone()
        return row

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """One IMMEDIATE transaction: committed when the block ends, rolled back when it raises.

        A deferred BEGIN that reads and then writes fails with BUSY whatever the timeout, so there is
        none here (sqlite-utils' ``atomic()`` issues one).

        Raises:
            UserError: disk full, file read-only or held by another program; nothing was changed.
        """
        with self._between("begin immediate"):
            yield

    @contextmanager
    def joined(self) -> Iterator[None]:
        """The transaction that is open, else one of its own.

        Raises:
            UserError: as ``transaction``.
        """
        if self._db.conn.in_transaction:
            yield
            return
        with self.transaction():
            yield

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Everything read in the block is of one moment, whatever others write meanwhile; in a transaction
        it is anyway."""
        if self._db.conn.in_transaction:
            yield
            return
        with self._between("begin"):
            yield

    @contextmanager
    def _between(self, begin: str) -> Iterator[None]:
        self.execute(begin)
        try:
            yield
            self.execute("commit")
        except BaseException:
            if self._db.conn.in_transaction:
                self._db.execute("rollback")
            raise

    def schema_differences(self) -> list[str]:
        """Return names of our tables, indexes and triggers that are missing or changed, and of
        anything that is not ours."""
        return schema_differences(self._db)

    def copy_to(self, path: Path) -> None:
        """Write what is committed into a new file, whole or not at all; also while a transaction is open,
        without what it has written.

        Raises:
            UserError: the place cannot be written, or the disk is full.
        """
        partial = path.with_name(f"{path.name}.partial")
        with _reachable(path):
            try:
                partial.unlink(missing_ok=True)
                _refuse_not_ours(self.path)
                # Through a connection of its own, since none can copy within its transaction.
                with told(self.path), closing(connect(self.path)) as beside:
                    beside.execute("vacuum into ?", [str(partial.absolute())])
                with partial.open("rb") as file:
                    os.fsync(file.fileno())
                os.replace(partial, path)
            finally:
                partial.unlink(missing_ok=True)

    def close(self) -> None:
        """Let the file go."""
        self._db.close()


def connect(path: Path | None) -> Database:
    """Return a connection with our pragmas to a file that is there; None is a database in memory."""
    where = f"{path.absolute().as_uri()}?mode=rw" if path is not None else "file::memory:"
    # isolation_level None: the driver opens no transaction of its own, ours are all IMMEDIATE.
    connection = sqlite3.connect(where, uri=True, isolation_level=None, timeout=5.0)
    db = Database(connection, execute_plugins=False)
    try:
        for pragma in PRAGMAS:
            db.execute(pragma).fetchall()
    except BaseException:
        db.close()
        raise
    return db


def _identity(path: str) -> tuple[int, int] | None:
    """Which file lies there, None where there is none."""
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_dev, found.st_ino


@contextmanager
def _reachable(path: Path) -> Iterator[None]:
    """Turn a name that is too long, not permitted or no text into a sentence."""
    try:
        with told(path):
            yield
    except (OSError, ValueError) as error:
        name = str(path).encode("utf-8", "replace").decode("utf-8")
        reason = getattr(error, "strerror", None) or type(error).__name__
        raise UserError("project.unreadable", path=name, reason=reason) from error


def create(path: Path) -> ProjectFile:
    """Make an empty project file.

    Raises:
        UserError: something is there already, or the place cannot be written; nothing is left.
    """
    with _reachable(path):
        if not path.parent.is_dir():
            raise UserError("project.no_folder", path=str(path), folder=str(path.parent))
        # Whoever takes the name makes the project, and may take it away again: of two programs only one.
        try:
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o644))
        except FileExistsError as error:
            raise UserError("project.exists", path=str(path)) from error
        db = None
        try:
            # Before the write-ahead log begins: the id must stand in the file itself, where it is
            # looked for before SQLite touches the file.
            with closing(sqlite3.connect(str(path.absolute()), isolation_level=None)) as bare:
                bare.execute(f"pragma application_id = {APPLICATION_ID}")
            db = connect(path)
            migrate(db)
        except BaseException:
            if db is not None:
                db.close()
            remove(path)
            raise
    return ProjectFile(db, path)


def remove(path: Path) -> None:
    """Take away a project file that never came to be, with what SQLite keeps beside it."""
    for suffix in ("", "-wal", "-shm"):
        Path(f"{path}{suffix}").unlink(missing_ok=True)


def open_existing(path: Path) -> ProjectFile:
    """Open a project file, bringing an older one to this schema.

    Raises:
        UserError: there is none, it is not ours, a newer program wrote it, its schema was
            tampered with, or it cannot be read or written.
    """
    with _reachable(path):
        _refuse_not_ours(path)
        db = connect(path)
        try:
            if _pragma(db, "user_version") > SCHEMA:
                raise UserError("project.newer", path=str(path))
            if _pragma(db, "user_version") < SCHEMA:
                migrate(db)
            if schema_differences(db):
                raise UserError("project.tampered", path=str(path), names=", ".join(schema_differences(db)))
        except BaseException:
            db.close()
            raise
    return ProjectFile(db, path)


def _refuse_not_ours(path: Path) -> None:
    if not path.is_file():
        raise UserError("project.missing", path=str(path))
    if not _is_ours(path):
        raise UserError("project.not_ours", path=str(path))


def _is_ours(path: Path) -> bool:
    """Whether the file's header says so.

    Asked of SQLite, which neither locks nor writes an ``immutable`` file: somebody else's stays as it is.
    Never read otherwise: closing a file that SQLite has open drops all its locks in this process ("How To
    Corrupt An SQLite Database File", §2.2), and another program would take the log away under us.

    Where the file is shorter than its header says, somebody is writing it, or what was moved from the log
    into it was cut short (a full disk, a power cut): the log beside it has the rest, and is read with it.
    """
    try:
        return _says_ours(path, "mode=ro&immutable=1")
    except sqlite3.DatabaseError as error:
        if _code(error) != sqlite3.SQLITE_CORRUPT:
            raise
    return _says_ours(path, "mode=ro")


def _says_ours(path: Path, how: str) -> bool:
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?{how}", uri=True)) as bare:
            return int(bare.execute("pragma application_id").fetchone()[0]) == APPLICATION_ID
    except sqlite3.DatabaseError as error:
        if _code(error) == sqlite3.SQLITE_NOTADB:
            return False
        raise


def _code(error: sqlite3.Error) -> int:
    """Which kind of trouble it was, 0 where SQLite does not tell."""
    return (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF


def schema_differences(db: Database) -> list[str]:
    """Return names of our tables, indexes and triggers that are missing or changed, and of anything that
    is not ours: views and triggers run when we read and write."""
    wanted, found = _ours(), _schema(db)
    differing = {key for key in wanted.keys() | found.keys() if wanted.get(key) != found.get(key)}
    return sorted({name for _, name, _ in differing})


def _schema(db: Database) -> dict[tuple[str, str, str], str]:
    """The statements by (type, name, table); triggers have a namespace of their own."""
    sql = "select type, name, tbl_name, sql from sqlite_master where name not like 'sqlite~_%' escape '~'"
    return {(kind, name, table): text for kind, name, table, text in db.execute(sql)}


@lru_cache(maxsize=1)
def _ours() -> dict[tuple[str, str, str], str]:
    fresh = connect(None)
    migrate(fresh)
    schema = _schema(fresh)
    fresh.close()
    return schema


def _pragma(db: Database, name: str) -> int:
    return int(db.execute(f"pragma {name}").fetchone()[0])


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn what SQLite says of disk, lock and file into a sentence for a person."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        message = _MEANING.get(_code(error))
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
