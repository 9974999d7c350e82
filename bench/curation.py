"""Owns the price of opening the curation queue: with 5,000 disagreements, against plain SQL over its rows.

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

from annotator.store import Store
from annotator.tasks.curating.cases import cases, disputed
from annotator.tasks.curating.policies import majority
from annotator.tasks.curating.settling import settle, simulate
from tools.reviewed import REVIEWERS, filled

DOCUMENTS = 150
DISAGREEMENTS = 5000
MOST = 60.0
"""Most that opening the queue may cost: so many times reading the rows with plain SQL."""
MOST_ONE = 0.05
"""Most that the cases of one document may cost, of those of all."""
ROUNDS = 3


def quickest(step: Callable[[], object]) -> float:
    """Return the seconds of the processor that the quickest of some rounds took."""
    took = []
    for _ in range(ROUNDS):
        began = time.process_time()
        step()
        took.append(time.process_time() - began)
    return min(took)


def rows(path: Path) -> int:
    """Read with plain SQL all that a case is made of."""
    with sqlite3.connect(path) as db:
        read = [db.execute(f"select body from {kind}").fetchall() for kind in ("annotation", "relation")]
        read += [db.execute(f"select body from {kind}").fetchall() for kind in ("progress", "decision")]
    return sum(map(len, read))


def fresh(path: Path) -> int:
    """Open the project and the queue; return how much waits."""
    store = Store.open(path, installation="bench")
    try:
        return len(disputed(cases(store)))
    finally:
        store.close()


def measured(path: Path) -> list[str]:
    """Measure, print, and return what was missed."""
    floor = quickest(lambda: rows(path))
    store = Store.open(path, installation="bench")
    found = cases(store)
    waiting = disputed(found)
    one = store.documents()[0].id
    whole, single = quickest(lambda: fresh(path)), quickest(lambda: cases(store, [one]))
    shown = f"{len(found)} places of {len(REVIEWERS)} reviewers, {len(waiting)} of them disputed"
    names = [each.id for each in store.documents()]
    values = quickest(lambda: [store.annotations(name) for name in [*names, *names]]) / 2
    told = f"opening the queue {whole / floor:.1f} x plain SQL over the same rows"
    print(f"{shown}: {told}, {whole / values:.1f} x reading the annotations")
    print(f"the cases of one of {DOCUMENTS} documents: {single / whole:.4f} of all")
    tried = quickest(lambda: simulate(store, waiting, majority(), actor="owner"))
    began = time.process_time()
    done = settle(store, waiting, majority(), actor="owner").counts()["settled"]
    kept = time.process_time() - began
    print(f"a policy over them, tried: {tried / whole:.1f} x opening; kept ({done}): {kept / whole:.1f} x")
    again = quickest(lambda: fresh(path))
    print(f"opening again with {done} decisions: {again / whole:.1f} x the first time")
    store.close()
    missed = [] if len(waiting) >= DISAGREEMENTS else ["too few disagreements"]
    missed += [] if whole / floor <= MOST else ["opening the queue"]
    return missed + ([] if single / whole <= MOST_ONE else ["one document"])


def main() -> int:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "curation.sqlite"
        filled(path, DOCUMENTS).close()
        missed = measured(path)
    print("missed: " + ", ".join(missed) if missed else "met")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
