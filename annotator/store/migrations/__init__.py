"""The steps that bring a project file to this program's schema, one file each, never edited after
release."""

from __future__ import annotations

import importlib
import pkgutil

from sqlite_utils import Database, Migrations

SCHEMA = 6
"""The schema this program writes: the number of the last step, kept in ``user_version``."""


def steps() -> Migrations:
    """Return all steps in order; each file ``mNNNN_name.py`` has one function ``step(db)``."""
    found = Migrations("annotator")
    for module in sorted(pkgutil.iter_modules(__path__), key=lambda module: module.name):
        step = importlib.import_module(f"{__name__}.{module.name}").step
        found(name=module.name)(step)
    return found


def migrate(db: Database) -> None:
    """Apply the pending steps in one transaction: of two programs that open an older file at one time, one
    does it and the other finds it done."""
    db.execute("begin immediate")
    try:
        if db.execute("pragma user_version").fetchone()[0] < SCHEMA:
            steps().apply(db)
            db.execute(f"pragma user_version = {SCHEMA}")
        db.execute("commit")
    except BaseException:
        if db.conn.in_transaction:
            db.execute("rollback")
        raise
