"""Owns the longest gap of the window's thread while 1,000 reports come in and get their suggestions.

Usage: ``python bench/importing.py [--reports N] [--floor SECONDS] [--keys]``.  A timer of 5 ms in the real
window notes how late it is called.  The floors, in the same run: the same window at rest, and the same
window while a child process does work of the same kind on a project that is none of the window's.
``--keys`` presses Enter on a suggestion twice a second meanwhile.  Target: no gap over 100 ms.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from PySide6.QtCore import QCoreApplication, QElapsedTimer, QEventLoop, QObject, Qt, QTimer

from annotator.ui.program import Program
from tools import stage

EVERY_MS = 5
TARGET_MS = 100.0
AFTER_S = 2.5
"""How long one goes on looking after the end: the list of documents is read then."""


class Probe(QObject):
    """Notes the time between its own calls; with a label for what goes on."""

    def __init__(self) -> None:
        super().__init__()
        self._clock = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self._tick)
        self.gaps: dict[str, list[float]] = {}
        self.own: dict[str, float] = {}
        """The longest gap in the thread's own time: what it did itself, other programs left out."""
        self._label = ""
        self._spent = 0.0

    def begin(self, label: str) -> None:
        """Note under another label from now on."""
        self._label = label
        self.gaps.setdefault(label, [])
        self.own.setdefault(label, 0.0)
        self._spent = time.thread_time()
        self._clock.start()
        self._timer.start()

    def end(self) -> None:
        """Note no more."""
        self._timer.stop()

    def _tick(self) -> None:
        self.gaps[self._label].append(self._clock.nsecsElapsed() / 1e6)
        spent = time.thread_time()
        self.own[self._label] = max(self.own[self._label], (spent - self._spent) * 1e3)
        self._spent = spent
        self._clock.start()


def wait(seconds: float) -> None:
    """Let the window live for a while."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        QCoreApplication.processEvents(_ALL, 20)


_ALL = QEventLoop.ProcessEventsFlag.WaitForMoreEvents


def work(program: Program, probe: Probe, folder: Path, *, keys: bool) -> None:
    """Import and suggest as the window does, from a fresh project to the list read anew."""
    timer = QTimer()
    timer.setInterval(500)
    timer.timeout.connect(lambda: stage.press("Return"))
    if keys:
        timer.start()
    # A window with nothing in it yet gets its panels: what opening any project costs.
    probe.begin("making the project")
    program.projects.make(folder / "project.sqlite", [str(folder / "reports")])
    wait(0.05)
    probe.begin("importing")
    # Setting and painting the first report is what opening any report costs.
    program.desk.document_changed.connect(lambda: probe.begin("showing the first one"))
    while program.projects.work.is_busy:
        QCoreApplication.processEvents(_ALL, 20)
        if len(probe.gaps.get("showing the first one", ())) == 20:
            probe.begin("importing")
    timer.stop()
    probe.begin("just after")
    wait(AFTER_S)
    probe.end()


def beside(probe: Probe, folder: Path, seconds: float) -> None:
    """A child process at work of the same kind that the window has nothing to do with."""
    other = folder / "other.sqlite"
    stage.make_project(other, [folder / "reports"], suggests=False)
    command = [sys.executable, "-m", "annotator", "suggest", str(other)]
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, cwd=stage.ROOT)
    try:
        wait(1.0)  # what it does at its start is none of the work
        probe.begin("floor: work beside")
        wait(seconds)
        probe.end()
    finally:
        child.terminate()
        child.wait()


def told(gaps: list[float]) -> str:
    """Return longest, the thousandth and the hundredth longest, and the middle one."""
    ranked = sorted(gaps, reverse=True)
    shown = (ranked[0], ranked[len(ranked) // 1000], ranked[len(ranked) // 100], ranked[len(ranked) // 2])
    return "".join(f"{value:10.1f}" for value in shown)


def main() -> int:
    """Print the gaps; the exit code tells whether the target was met."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=1_000)
    parser.add_argument("--floor", type=float, default=6.0, help="seconds that each floor is measured")
    parser.add_argument("--keys", action="store_true")
    chosen = parser.parse_args()
    probe = Probe()
    with stage.folder() as folder, stage.window(None) as program:
        stage.write_reports(folder / "reports", chosen.reports)
        probe.begin("floor: at rest")
        wait(chosen.floor)
        probe.end()
        began = time.monotonic()
        work(program, probe, folder, keys=chosen.keys)
        taken = time.monotonic() - began - AFTER_S
        rows = 0 if program.projects.desk is None else len(program.projects.desk.rows)
        beside(probe, folder, chosen.floor)
    print(f"{rows} reports in {taken:.1f} s, {rows / taken:.0f} a second")
    print(f"{'gaps in milliseconds':24}{'longest':>10}{'p99.9':>10}{'p99':>10}{'p50':>10}{'own':>10}")
    for label, gaps in probe.gaps.items():
        print(f"{label:24}{told(gaps)}{probe.own[label]:10.1f}")
    longest = max(max(probe.gaps["importing"]), max(probe.gaps["just after"]))
    floor = max(probe.gaps["floor: work beside"])
    print(f"longest gap: {longest:.1f} ms, {longest / floor:.1f} times that beside other work")
    is_met = longest <= TARGET_MS and rows == chosen.reports
    print(f"target: no gap over {TARGET_MS:.0f} ms: {'met' if is_met else 'MISSED'}")
    return 0 if is_met else 1


if __name__ == "__main__":
    sys.exit(main())
