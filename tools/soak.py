"""Owns a soak of the real window: thousands of keys at random, and the proof that nothing wears out.

Usage: ``python tools/soak.py [--keys 5000] [--seed 1]``.  Keys come from the table of actions, weighted as a
reviewer's hand is; dialogs are closed with Esc; nothing quits, opens files or starts longer work.  Prints a
line per 1,000 keys and a last line; exits 1 when something was found.
"""

from __future__ import annotations

import argparse
import gc
import os
import random
import sys
import traceback
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QDialog

from annotator.session import Session
from annotator.tasks.checking import check_project
from annotator.ui.program import Program
from tools import stage

LEFT_OUT = {"quit", "open", "import", "sample", "suggest"}
LEFT_OUT |= {"plan", "send", "receive", "merge", "agreement", "curate"}
"""Actions that end the window, ask Qt for a file, or start longer work."""
WEIGHTS = {"next": 24, "previous": 8, "confirm": 24, "edit": 12, "reject": 6, "undo": 8, "redo": 4}
WEIGHTS |= {"delete": 4, "next_document": 3, "previous_document": 3}
MOVES = ("Left", "Right", "Up", "Down", "PgUp", "PgDown", "Home", "End", "Tab", "Backtab")
SELECTS = ("Shift+Right", "Shift+Right", "Shift+Right", "Shift+Left", "Ctrl+Shift+Right", "Shift+Down")
TYPED = ("9", "12", "3.5", "-", "0")
STRETCH = 1_000
LOST_NONES = 5_000
"""So many references to None fewer in one stretch are no noise: PySide6 6.12 loses some at every call."""
NONES_A_KEY = 100
"""More references to None a key than texts and cards shown leave behind (decision 0022)."""
MORE_MB, MORE_OBJECTS = 30.0, 400
"""Most growth after the first stretch: of memory, and of Qt's living objects at rest."""
_KNOWN = "This plugin does not support"
"""What the platform without a screen says of every dialog."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest:
    """How things stand with all dialogs closed."""

    keys: int
    nones: int
    living: int
    windows: int
    megabytes: float

    def told(self) -> str:
        """One line."""
        return (
            f"{self.keys:6} keys: None {self.nones:8}, Qt objects {self.living:6}, "
            f"windows {self.windows}, memory {self.megabytes:6.1f} MB"
        )


class Hand:
    """Presses keys at random; the same for the same seed, table and project."""

    def __init__(self, program: Program, *, seed: int) -> None:
        self._program = program
        self._draw = random.Random(seed)
        self.pressed = 0

    def press(self, keys: str) -> None:
        """Press one key and let the window answer."""
        stage.press(keys)
        self.pressed += 1
        QApplication.processEvents()

    def act(self) -> None:
        """Do one small thing: a key of the table, moving, selecting and tagging, or editing a field."""
        kind = self._draw.choices(("table", "move", "tag", "type"), (70, 12, 12, 6))[0]
        if kind == "move":
            self.press(self._draw.choice(MOVES))
        elif kind == "tag":
            self._tag()
        elif kind == "type":
            self._type()
        else:
            self.press(self._key_of_table())
        self.close_dialogs()

    def _key_of_table(self) -> str:
        rows = [row for row in self._program.window.menus.rows if row.keys and row.id not in LEFT_OUT]
        weights = [WEIGHTS.get(row.id, 1) for row in rows]
        return str(self._draw.choice(self._draw.choices(rows, weights)[0].keys))

    def _tag(self) -> None:
        self._program.desk.page_wanted.emit()
        for _ in range(self._draw.randint(1, 4)):
            self.press(self._draw.choice(SELECTS))
        tags = [row for row in self._program.window.menus.rows if row.id.startswith("tag.") and row.keys]
        self.press(self._draw.choice(tags).keys[0])

    def _type(self) -> None:
        self.press("F2")
        for letter in self._draw.choice(TYPED):
            self.press(letter)
        self.press(self._draw.choice(("Return", "Escape", "Tab")))
        if self._draw.random() < 0.7:
            self._program.desk.page_wanted.emit()

    def close_dialogs(self) -> None:
        """Esc, until there is none; what does not hear it is told of."""
        for _ in range(5):
            shown = [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog)]
            shown = [one for one in shown if one.isVisible()]
            popup = QApplication.activePopupWidget()
            if popup is not None:
                stage.press_on(popup, "Escape")
            elif shown:
                stage.press_on(QApplication.focusWidget() or shown[-1], "Escape")
                if shown[-1].isVisible():
                    stage.press_on(shown[-1], "Escape")
            else:
                if QApplication.activeWindow() is not self._program.window:
                    # A window manager would do that; there is none without a screen.
                    self._program.window.activateWindow()
                    stage.settle()
                return
            self.pressed += 1
            stage.settle()
        raise RuntimeError(f"Esc does not close {shown or popup}")


_FEW = 3
"""A short run makes cards and dialogs for the first time until its end."""


class Soak:
    """One run; ``troubles`` are the sentences of what was found."""

    def __init__(self) -> None:
        self.troubles: list[str] = []
        self.rests: list[Rest] = []

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Exceptions and Qt's complaints become troubles."""

        def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
            self.troubles.append("".join(traceback.format_exception(kind, error, trace)))

        def complain(kind: QtMsgType, context: QMessageLogContext, words: str) -> None:
            if kind is not QtMsgType.QtDebugMsg and _KNOWN not in words:
                self.troubles.append(f"Qt: {words}")

        before, sys.excepthook = sys.excepthook, hook
        earlier = qInstallMessageHandler(complain)
        try:
            yield
        finally:
            sys.excepthook = before
            qInstallMessageHandler(earlier)

    def rest(self, program: Program, hand: Hand) -> None:
        """Come to rest and note how things stand."""
        hand.close_dialogs()
        program.desk.page_wanted.emit()
        stage.settle()
        gc.collect()
        stage.settle()
        living = {*program.window.findChildren(QObject), *program.findChildren(QObject)}
        windows = set(QApplication.topLevelWidgets())
        # A closed window stays as it is, one of each kind; which of them were opened by now is chance.
        closed = [one for one in windows if isinstance(one, QDialog) and not one.isVisible()]
        kinds = Counter(type(one).__name__ for one in closed)
        self.troubles += [f"{n} closed windows of one kind: {kind}" for kind, n in kinds.items() if n > 1]
        kept = {part for one in closed for part in (one, *one.findChildren(QObject))}
        self.rests.append(
            Rest(
                keys=hand.pressed,
                nones=sys.getrefcount(None),
                living=len(living - kept),
                windows=len(windows - kept),
                megabytes=_memory(),
            )
        )
        print(self.rests[-1].told(), flush=True)

    def judge(self) -> None:
        """Compare how things stood after the first stretch and later on."""
        last, is_long = self.rests[-1], len(self.rests) > _FEW
        for before, after in zip(self.rests, self.rests[1:], strict=False):
            if before.nones - after.nones > LOST_NONES:
                self.troubles.append(f"references to None lost: {before.told()} -> {after.told()}")
            if is_long and after.nones - before.nones > NONES_A_KEY * (after.keys - before.keys):
                self.troubles.append(f"references to None pile up: {before.told()} -> {after.told()}")
        # By then every card, page and dialog has been made once, and what they load late is there.
        middle = self.rests[len(self.rests) // 2]
        if is_long and (last.living - middle.living > MORE_OBJECTS or last.windows > middle.windows + 2):
            self.troubles.append(f"Qt objects pile up: {middle.told()} -> {last.told()}")
        if last.megabytes - middle.megabytes > MORE_MB:
            self.troubles.append(f"memory grows: {middle.told()} -> {last.told()}")

    def run(self, project: Path, *, keys: int, seed: int) -> None:
        """Press that many keys, close, open again, and see that all is sound."""
        with self.listening():
            with stage.window(project) as program:
                for leads_away in ("choose", "ask_new", "ask_import", "open_sample", "suggest"):
                    # The palette finds them, too; the first ones open dialogs that block.
                    setattr(program.projects, leads_away, lambda: None)
                hand = Hand(program, seed=seed)
                self.rest(program, hand)
                stretch = following = min(STRETCH, keys // 2)
                while hand.pressed < keys and not self.troubles:
                    hand.act()
                    if hand.pressed >= min(following, keys):
                        self.rest(program, hand)
                        following += stretch
                hand.close_dialogs()
                program.desk.page_wanted.emit()
                hand.press("J")
                stage.settle()
                place = _place(program)
            with stage.window(project) as program:
                if _place(program) != place:
                    self.troubles.append(f"another place after reopening: {place} -> {_place(program)}")
        self.judge()
        session = Session.open(project, reviewer=stage.REVIEWER)
        try:
            failed = [check for check in check_project(session.store) if not check.is_ok]
        finally:
            session.close()
        self.troubles += [f"verify: {check.name} {check.detail}" for check in failed]


def _place(program: Program) -> tuple[str, int]:
    """The document on the desk and where its current suggestion begins, -1 when none is left."""
    desk = program.desk
    current = desk.current if desk.spots.open else None
    return (desk.document.id[:12] if desk.document else ""), (current.start if current else -1)


def _memory() -> float:
    """What the process holds in memory now, in megabytes; 0 where nobody can say."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except OSError:
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the soak; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keys", type=int, default=5_000)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args(arguments)
    soak = Soak()
    with stage.folder() as folder:
        project = folder / "project.sqlite"
        stage.make_project(project, stage.sample_files())
        soak.run(project, keys=chosen.keys, seed=chosen.seed)
    for trouble in soak.troubles:
        print(trouble)
    print(f"soak: {soak.rests[-1].keys} keys, seed {chosen.seed}: {len(soak.troubles) or 'no'} troubles")
    return 1 if soak.troubles else 0


if __name__ == "__main__":
    sys.exit(main())
