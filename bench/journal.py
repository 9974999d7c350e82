"""Owns the price of an action: ``Session.run`` against one bare SQLite transaction with the same pragmas.

Prints ratios measured in one run; run with ``make bench``.
"""

from __future__ import annotations

import os
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ACTIONS = 300
SIZES = (0, 2_000, 10_000)
"""How many annotations the document has already."""


def ratio(step: Callable[[int], object], floor: Callable[[int], object], count: int = ACTIONS) -> float:
    """Return the median of step / floor, taken in turns so that a slow disk is slow for both."""
    return statistics.median(clocked(step, n) / clocked(floor, n) for n in range(count))


def clocked(step: Callable[[int], object], n: int) -> float:
    """Return the seconds that one step took."""
    began = time.perf_counter()
    step(n)
    return time.perf_counter() - began


def bare(path: Path) -> Callable[[int], None]:
    """One row in one transaction, synchronous FULL: what no program can go below."""
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("pragma journal_mode = wal")
    db.execute("pragma synchronous = full")
    db.execute("create table t (id integer primary key, body text)")

    def step(n: int) -> None:
        db.execute("begin immediate")
        db.execute("insert into t (body) values (?)", ["x" * 400])
        db.execute("commit")

    return step


def measure(path: Path, size: int, floor: Callable[[int], None]) -> str:
    """Annotate a document that has ``size`` annotations already; return the ratios as words."""
    from annotator.commands import documents, project, spans
    from annotator.model.canonical import digest
    from annotator.model.documents import Document
    from annotator.session import Session
    from annotator.store import Store
    from annotator.tagsets import default_tagset

    text = "全年办理案件若干件。" * 2_000
    store = Store.create(path, installation="bench")
    with store.transaction() as journal:
        journal.record(project.create(default_tagset(), name="bench", owner="owner"), actor="owner")
    session = Session(store, reviewer="jia")
    document = Document(
        id=digest(text),
        source="bench.txt",
        encoding="utf-8",
        bytes_sha256="",
        imported_at="",
        chars=len(text),
    )
    session.run(documents.add, documents=[(document, text)])

    def tag(n: int) -> None:
        start = (n * 7) % (len(text) - 20)
        pair = [start, start + 2 + n * 7 // len(text)]
        session.run(spans.tag, document=document.id, layer="clause", label="measure", fragments=[pair])

    for n in range(size):
        tag(n)
    done = ratio(lambda n: tag(size + n), floor)
    undo = ratio(lambda n: session.undo(), floor, 50)
    look = ratio(lambda n: session.annotations(document.id), floor, 20)
    session.close()
    return f"tag {done:5.1f} x, undo {undo:5.1f} x, read all {look:6.1f} x one bare transaction"


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as name:
        os.environ["ANNOTATOR_HOME"] = name
        floor = bare(Path(name) / "bare.sqlite")
        for size in SIZES:
            said = measure(Path(name) / f"{size}.sqlite", size, floor)
            print(f"with {size:6} annotations: {said}", flush=True)


if __name__ == "__main__":
    main()
