"""The grid of a project of 100,000 numbers: reading it, sifting, sorting, and what a key costs, in ratios to
a document's own page.

Prints processor times measured in one run, in ms, so that what else the machine does does not count.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.commands import documents, project
from annotator.model.annotations import Suggestion
from annotator.model.canonical import digest
from annotator.model.documents import Document
from annotator.store import Store
from annotator.tagsets import default_tagset
from annotator.tasks.acting import perform
from annotator.ui.grid.columns import Column
from annotator.ui.program import Program
from annotator.ui.window import Window

REPORTS, NUMBERS = 500, 200
KINDS = ("count", "money", "percent", "area")
UNITS = ("件", "万元", "%", "平方米")
ROLES = ("level", "part", "change", "plan")


def a_report(n: int) -> tuple[Document, str, list[Suggestion]]:
    """A report of many numbers, and what a machine would find in it."""
    parts, found, at = [f"第{n}县城市管理局2024年法治政府建设年度报告\n"], [], 0
    at = len(parts[0])
    for m in range(NUMBERS):
        lead, number = f"全年开展第{m % 7}类集中执法行动", f"{(n * 7919 + m * 104729) % 99991}{UNITS[m % 4]}"
        parts += [lead, number, "，成效明显。\n" if m % 5 == 4 else "，"]
        start = at + len(lead)
        features = {
            "value": number.rstrip("".join(UNITS)),
            "unit": UNITS[m % 4],
            "kind": KINDS[m % 4],
            "qualifier_norm": "exact",
            "indicator": f"第{m % 7}类集中执法行动",
            "role": ROLES[m % 4],
            "indicator_id": f"执法行动{m % 7}",
            "indicator_fragments": [[at + 2, start]],
            "period_from": "2024-01-01",
            "period_to": "2024-12-31",
            "period_source": "report_year",
            "scope": "本机关",
            "frame_confidence": f"{0.6 + (m % 40) / 100:.2f}",
        }
        found.append(
            Suggestion(
                extractor="quantities",
                version="3",
                lexicon="x",
                layer="number",
                label="quantity",
                start=start,
                end=start + len(number),
                confidence=0.95,
                features=features,
            )
        )
        at += sum(map(len, parts[-3:]))
    text = "".join(parts)
    document = Document(
        id=digest(text),
        source=f"r{n:04d}.txt",
        encoding="utf-8",
        chars=len(text),
        bytes_sha256=digest(text),
        imported_at=f"2026-01-01T00:00:{n % 60:02d}+00:00",
    )
    return document, text, found


def make(path: Path) -> None:
    """Make the project."""
    store = Store.create(path, installation="bench")
    with store.transaction() as journal:
        journal.record(project.create(default_tagset(), name="bench", owner="owner"), actor="owner")
    reports = [a_report(n) for n in range(REPORTS)]
    perform(store, documents.add, actor="owner", documents=[(one, text) for one, text, _ in reports])
    for document, _, found in reports:
        store.keep_suggestions(document.id, [(("quantities", "3", "x"), found)])
    store.close()


def settle(until: Callable[[], bool]) -> tuple[float, float]:
    """Let the event loop turn until something is so; return how long it took and its longest turn, ms."""
    began, longest = time.process_time(), 0.0
    while not until():
        turn = time.process_time()
        QCoreApplication.processEvents()
        longest = max(longest, time.process_time() - turn)
    return 1000 * (time.process_time() - began), 1000 * longest


def timed(do: Callable[[], object]) -> float:
    """Return how long something takes with all that it puts off for at once, ms."""
    began = time.process_time()
    do()
    QCoreApplication.processEvents()
    return 1000 * (time.process_time() - began)


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
        make(path)
        app = QApplication.instance() or QApplication([])
        assert isinstance(app, QApplication)
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
