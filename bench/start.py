"""Owns the time from process start to a usable window, against a bare Qt window, in turns in the same run.

Usage: ``python bench/start.py [--rounds N]``.  Each round is two fresh processes: the real window given a
project, and a bare QMainWindow with a QTextEdit that shows the same report.  Usable: the text is painted and
has the keyboard.  jieba and OpenCC must not have been imported by then.  Target: at most
4 times the bare one.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

TARGET = 4.0

_REPORT = """
import json, os, sys, time
def ready():
    late = [name for name in ("jieba", "opencc") if name in sys.modules]
    print(json.dumps({"at": time.time(), "late": late}), flush=True)
    os._exit(0)
"""

BARE = (
    _REPORT
    + """
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QTextEdit
class Text(QTextEdit):
    def paintEvent(self, event):
        super().paintEvent(event)
        if self.hasFocus():
            ready()
app = QApplication([])
window = QMainWindow()
text = Text()
text.setPlainText(Path(sys.argv[1]).read_text(encoding="utf-8"))
window.setCentralWidget(text)
window.resize(1440, 900)
window.show()
text.setFocus()
app.exec()
"""
)

OURS = (
    _REPORT
    + """
import importlib
from annotator.__main__ import main
import annotator.ui
def hook():
    page = importlib.import_module("annotator.ui.page")
    paint = page.Page.paintEvent
    def painted(self, event):
        paint(self, event)
        if self.hasFocus() and self.text:
            ready()
    page.Page.paintEvent = painted
class Finder:
    def find_spec(self, name, path=None, target=None):
        if name == "annotator.ui.program":
            sys.meta_path.remove(self)
            hook()
        return None
sys.meta_path.insert(0, Finder())
main(["open", sys.argv[1]])
"""
)


def started(program: str, argument: Path) -> tuple[float, list[str]]:
    """Return the milliseconds until a program's window was usable, and which modules were there too early."""
    # As on anybody's machine: what was compiled once is kept, whatever this environment says of it.
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(argument.parent / "compiled")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    began = time.time()
    done = subprocess.run(
        [sys.executable, "-c", program, str(argument)],
        capture_output=True,
        cwd=ROOT,
        env=environment,
        timeout=60,
        check=False,
    )
    if not done.stdout:
        raise RuntimeError(done.stderr.decode("utf-8", "replace"))
    told = json.loads(done.stdout)
    return (told["at"] - began) * 1e3, told["late"]


def main() -> int:
    """Print medians and ratio; the exit code tells whether the target was met."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    rounds = parser.parse_args().rounds
    from tools import stage

    with stage.folder() as folder:
        project, text = folder / "project.sqlite", folder / "report.txt"
        stage.make_project(project, stage.sample_files())
        text.write_text(stage.sample_texts()[0], encoding="utf-8")
        for program, argument in ((BARE, text), (OURS, project)):
            started(program, argument)  # the first one compiles and fills the disk's cache
        bare, ours, late = [], [], set()
        for _ in range(rounds):
            bare.append(started(BARE, text)[0])
            taken, found = started(OURS, project)
            ours.append(taken)
            late |= set(found)
    ratio = statistics.median(one / other for one, other in zip(ours, bare, strict=True))
    print(f"start to usable window, median of {rounds}, milliseconds")
    print(f"bare {statistics.median(bare):8.0f}\nours {statistics.median(ours):8.0f}\nratio {ratio:7.2f}")
    print(f"imported by then of jieba, opencc: {', '.join(sorted(late)) or 'neither'}")
    is_met = ratio <= TARGET and not late
    print(f"target: ratio <= {TARGET}, neither imported: {'met' if is_met else 'MISSED'}")
    return 0 if is_met else 1


if __name__ == "__main__":
    sys.exit(main())
