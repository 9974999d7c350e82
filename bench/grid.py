"""The grid of a project of 100,000 numbers: reading it, sifting, sorting, and what a key costs, in ratios to
a document's own page.

Prints what the clock on the wall showed in one run, in ms, as whoever waits sees it: for a quiet machine.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest

from annotator.model.canonical import Json
from annotator.ui.app import application
from annotator.ui.grid.columns import Column
from annotator.ui.models import grammar
from annotator.ui.program import Program
from annotator.ui.window import Window
from tools import numbered

REPORTS, NUMBERS = 500, 200


def reports() -> Iterator[numbered.Report]:
    """Yield the reports; every number has a whole frame."""

    def more(m: int, at: int, start: int) -> dict[str, Json]:
        return {
            "qualifier_norm": "exact",
            "indicator_fragments": [[at + 2, start]],
            "period_source": "report_year",
            "scope": "本机关",
            "frame_confidence": f"{0.6 + (m % 40) / 100:.2f}",
        }

    for n in range(REPORTS):
        body = f"第{n}县城市管理局"
        yield numbered.a_report(n, body=body, year=2024, numbers=NUMBERS, indicators=7, more=more)


def settle(until: Callable[[], bool]) -> tuple[float, float]:
    """Let the event loop turn until something is so; return how long it took and its longest turn, ms."""
    began, longest = time.perf_counter(), 0.0
    while not until():
        turn = time.perf_counter()
        QCoreApplication.processEvents()
        longest = max(longest, time.perf_counter() - turn)
    return 1000 * (time.perf_counter() - began), 1000 * longest


def timed(do: Callable[[], object]) -> float:
    """Return how long something takes with all that it puts off for at once, ms."""
    began = time.perf_counter()
    do()
    QCoreApplication.processEvents()
    return 1000 * (time.perf_counter() - began)


def measure(window: Window) -> dict[str, float]:
    """Do what a person would and return the times."""
    page = window.reading.page
    page.setFocus()
    keys = [timed(lambda: QTest.keyClick(page, Qt.Key.Key_J)) for _ in range(20)]
    alone = sorted(keys)[len(keys) // 2]
    window.trigger("grid")
    grid = window.bench.grid
    assert grid is not None
    found: dict[str, float] = {"a place on, without the grid": alone}
    found["turn to the project"] = timed(window.bench.turn_scope)
    found["read all, beside the keys"], found["longest turn while reading"] = settle(
        lambda: not grid.listing.is_busy
    )
    found["rows"] = grid.model.rowCount()
    keys = [timed(lambda: QTest.keyClick(grid.table, Qt.Key.Key_Down)) for _ in range(20)]
    found["a row down"] = sorted(keys)[len(keys) // 2]
    keys = [timed(lambda: QTest.keyClick(grid.table, Qt.Key.Key_Return)) for _ in range(20)]
    found["confirm and go on"] = sorted(keys)[len(keys) // 2]

    def sifted(do: Callable[[], object]) -> tuple[float, float]:
        do()
        return settle(lambda: not grid.listing.is_busy)

    found["sort by value"], found["longest turn while sorting"] = sifted(
        lambda: grid.heads.sort_by(Column.VALUE)
    )
    keys = [timed(lambda: QTest.keyClick(grid.table, Qt.Key.Key_PageDown)) for _ in range(20)]
    found["a screen down, sorted"] = sorted(keys)[len(keys) // 2]
    grid.filters.text.setText("第3类")
    found["filter by words"], found["longest turn while filtering"] = sifted(grid.listing.sift)
    return found


TARGETS = {"a row down": 1.6, "confirm and go on": 2.5, "a screen down, sorted": 3.0}
"""Most times as long as going a place on in the page alone."""
LONGEST = 600.0
"""The longest turn of the event loop, while a hundred thousand rows are read, sorted, filtered."""


def main() -> int:
    """Print the times; 1 when a target is missed."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["ANNOTATOR_HOME"] = folder
        path = Path(folder) / "bench.sqlite"
        numbered.make_project(path, reports()).close()
        app = application()
        grammar.bring()  # else it comes in while the first keys are measured
        program = Program(app, reviewer="jia")
        program.begin(path)
        program.window.resize(1440, 900)
        program.window.show()
        QCoreApplication.processEvents()
        found = measure(program.window)
        program.window.close()
    missed = 0
    alone = found["a place on, without the grid"]
    for name, value in found.items():
        most = TARGETS[name] * alone if name in TARGETS else LONGEST if name.startswith("longest") else 0.0
        is_missed = bool(most) and value > most
        missed += is_missed
        told = f"  ({value / alone:.1f} times, at most {TARGETS[name]})" if name in TARGETS else ""
        print(f"{name:32} {value:10.1f}{told}{'  MISSED' if is_missed else ''}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
