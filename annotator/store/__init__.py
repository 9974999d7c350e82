"""The only place with SQL: one project is one SQLite file, an append-only journal and its rows."""

from annotator.store.checks import Check
from annotator.store.journal import Journal
from annotator.store.project import Store

__all__ = ["Check", "Journal", "Store"]
