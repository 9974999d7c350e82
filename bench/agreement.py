"""Owns the price of agreement over 2,000 documents of three reviewers: against plain SQL over the same rows,
and how it grows with the documents.

Prints ratios measured in one run; run with ``make bench``.
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from annotator.tasks.agreement import agreement
from annotator.tasks.comparing.figures import Figure
from tools.reviewed import REVIEWERS, filled

DOCUMENTS, SPANS = 2000, 20
MOST = 600.0
"""Most that all figures with their intervals may cost: so many times reading the rows with plain SQL."""
LINEAR = 2.6
"""Most that twice the documents may cost."""


def seconds(step: Callable[[], object]) -> float:
    """Return how much of the processor one step took."""
    began = time.process_time()
    step()
    return time.process_time() - began


def rows(path: Path) -> None:
    """Read with plain SQL all that is compared."""
    with sqlite3.connect(path) as db:
        for kind in ("annotation", "relation", "progress"):
            db.execute(f"select body from {kind}").fetchall()


def measured(path: Path, count: int) -> tuple[float, float]:
    """Work out all figures once; print what that cost; return it in seconds, and in times plain SQL."""
    store = filled(path, count, spans=SPANS)
    names = [each.id for each in store.documents()]
    floor = min(seconds(lambda: rows(path)) for _ in range(3))
    values = seconds(lambda: [store.annotations(name) for name in names])
    figures: list[Figure] = []
    took = seconds(lambda: figures.extend(agreement(store)))
    told = f"{count} documents x {len(REVIEWERS)} reviewers x {SPANS} spans: {len(figures)} figures"
    print(
        f"{told}, {took / floor:.0f} x plain SQL over the rows, {took / values:.0f} x reading the annotations"
    )
    store.close()
    return took, took / floor


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        half, _ = measured(Path(folder) / "half.sqlite", DOCUMENTS // 2)
        whole, times = measured(Path(folder) / "whole.sqlite", DOCUMENTS)
    print(f"twice the documents: {whole / half:.1f} x the time")
    if whole / half > LINEAR or times > MOST:
        raise SystemExit("missed: too slow")


if __name__ == "__main__":
    main()
