"""Owns the price of agreement: against reading the annotations alone, and how it grows with the documents.

Prints ratios measured in one run; run with ``make bench``.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from annotator.store import Store
from annotator.tasks.agreement import agreement
from annotator.tasks.comparing.figures import Figure
from tools.reviewed import REVIEWERS, SPANS, filled

DOCUMENTS = 200
MOST_SECONDS = 60.0
LINEAR = 2.6
"""Most that twice the documents may cost."""


def seconds(step: Callable[[], object]) -> float:
    """Return how much of the processor one step took."""
    began = time.process_time()
    step()
    return time.process_time() - began


def measured(store: Store, count: int) -> float:
    """Work out all figures once; print what that cost and return the seconds."""
    names = [each.id for each in store.documents()]
    floor = seconds(lambda: [store.annotations(name) for name in names])
    figures: list[Figure] = []
    took = seconds(lambda: figures.extend(agreement(store)))
    print(
        f"{count} documents x {len(REVIEWERS)} reviewers x {SPANS} spans: {len(figures)} figures,"
        f" {took / floor:.0f} x reading the annotations"
    )
    store.close()
    return took


def main() -> None:
    """Measure and print."""
    took: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        for count in (DOCUMENTS // 2, DOCUMENTS):
            took.append(measured(filled(Path(folder) / f"{count}.sqlite", count), count))
    growth = took[1] / took[0]
    print(
        f"twice the documents: {growth:.1f} x the time; of the minute allowed: {took[1] / MOST_SECONDS:.2f}"
    )
    if growth > LINEAR or took[1] > MOST_SECONDS:
        raise SystemExit("missed: too slow")


if __name__ == "__main__":
    main()
