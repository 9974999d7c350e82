"""Owns one journey through the real window on a real X display: clicked and typed, judged by the journal.

Starts Xvfb on a free display and the program in it with settings of its own; xdotool is the person.  Nothing
waits blindly: each step ends when the window, or the journal, shows what came of it.  Leaves
``run/real-window.png``.  Exits 1 when a step failed, 77 when Xvfb, xdotool or ImageMagick cannot be had.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PICTURE = ROOT / "run" / "real-window.png"
SAMPLE = ROOT / "resources" / "sample"
PROGRAMS = {"Xvfb": "xvfb", "xdotool": "xdotool", "import": "imagemagick"}
SIZE = (1440, 900)
SKIPPED = 77
WAIT_S = 30.0
REVIEWER = "甲"
_CHIP = "#E6F2E8"
"""The tint of measures by day (LOOK.md); where it stands at the left lies their label."""
_LEFT = "230x330+0+560"
_LINES = (502, 535, 570, 468)
"""Heights of lines of the page that one may select in."""


class StepFailedError(Exception):
    """What a step was to bring about did not come; the message says what."""


def until(told: str, is_so: Callable[[], Any], *, patience: float = WAIT_S) -> Any:
    """Wait for something, and return it.

    Raises:
        StepFailedError: it did not come in time.
    """
    end = time.monotonic() + patience
    while time.monotonic() < end:
        found = is_so()
        if found:
            return found
        time.sleep(0.05)
    raise StepFailedError(told)


def have_programs() -> bool:
    """Whether all is there; installed first where that is possible, else named in one line."""
    missing = [package for name, package in PROGRAMS.items() if shutil.which(name) is None]
    if missing and hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "check": False}
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        install = ["apt-get", "install", "-y", "--no-install-recommends", *missing]
        for command in (["apt-get", "update"], install):
            subprocess.run(command, env=environment, **quiet)  # type: ignore[call-overload]
        missing = [package for name, package in PROGRAMS.items() if shutil.which(name) is None]
    if missing:
        print(f"real window: needs {' '.join(missing)}: apt-get install {' '.join(missing)}", file=sys.stderr)
    return not missing


class Screen:
    """A display of its own, and hands and eyes for it."""

    def __init__(self) -> None:
        reader, writer = os.pipe()
        command = ["Xvfb", "-displayfd", str(writer), "-screen", "0", f"{SIZE[0]}x{SIZE[1]}x24"]
        # Unless told not to, it begins anew whenever nobody is connected, and refuses who comes meanwhile.
        self._server = subprocess.Popen(
            [*command, "-noreset", "-nolisten", "tcp"], pass_fds=[writer], stderr=subprocess.DEVNULL
        )
        os.close(writer)
        with os.fdopen(reader) as told:
            self.display = f":{told.readline().strip()}"
        self.environment = {**os.environ, "DISPLAY": self.display, "QT_QPA_PLATFORM": "xcb"}

    def close(self) -> None:
        """Take the display away."""
        self._server.terminate()
        self._server.wait()

    def xdotool(self, *words: str) -> str:
        """Do something with keyboard or mouse; return what is said, "" when it finds nothing."""
        done = subprocess.run(
            ["xdotool", *words], env=self.environment, capture_output=True, text=True, check=False
        )
        return done.stdout.strip()

    def key(self, *keys: str) -> None:
        """Press keys, as X names them."""
        self.xdotool("key", "--clearmodifiers", *keys)

    def click(self, x: int, y: int) -> None:
        """Click with the left button."""
        self.xdotool("mousemove", str(x), str(y), "click", "1")

    def drag(self, start: tuple[int, int], end: tuple[int, int]) -> None:
        """Select with the mouse held down."""
        self.xdotool("mousemove", str(start[0]), str(start[1]), "mousedown", "1")
        for part in (1, 2, 3, 4):
            x, y = (a + (b - a) * part // 4 for a, b in zip(start, end, strict=True))
            self.xdotool("mousemove", str(x), str(y))
        self.xdotool("mouseup", "1")

    def find(self, colour: str, region: str) -> tuple[int, int] | None:
        """Return the first place of a colour in a region (``WIDTHxHEIGHT+X+Y``), from the top."""
        command = ["import", "-window", "root", "-crop", region, "-depth", "8", "txt:-"]
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False)
        left, top = (int(part) for part in region.split("+")[1:])
        for line in done.stdout.splitlines():
            if colour in line:
                x, y = line.partition(":")[0].split(",")
                return left + int(x), top + int(y)
        return None

    def save(self, picture: Path) -> None:
        """Write what is on the screen."""
        picture.parent.mkdir(parents=True, exist_ok=True)
        subprocess.run(["import", "-window", "root", str(picture)], env=self.environment, check=True)


class Journey:
    """A person at the window of one project."""

    def __init__(self, screen: Screen, folder: Path) -> None:
        self._screen = screen
        self.project = folder / "project.sqlite"
        screen.environment["ANNOTATOR_HOME"] = str(folder / "home")
        self._window: subprocess.Popen[bytes] | None = None
        self._log = folder / "window.log"
        self._found = ""
        self.known: list[str] = []
        """What the reviewer has done so far, by the journal."""

    def verb(self, *words: str) -> list[dict[str, Any]]:
        """Run a verb of the command line and return its records.

        Raises:
            StepFailedError: it was refused.
        """
        command = [sys.executable, "-m", "annotator", *words, "--json"]
        done = subprocess.run(
            command, cwd=ROOT, env=self._screen.environment, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise StepFailedError(f"annotator {words[0]}: {done.stdout}{done.stderr}")
        return [json.loads(line) for line in done.stdout.splitlines()]

    def verbs(self) -> list[str]:
        """What the reviewer has done, as the journal has it."""
        return [one["verb"] for one in self.verb("history", str(self.project)) if one["actor"] == REVIEWER]

    def does(self, *expected: str, patience: float = WAIT_S) -> None:
        """Wait until the journal has what it had before and these verbs, nothing else.

        Raises:
            StepFailedError: it does not.
        """
        wanted = [*self.known, *expected]
        try:
            until("", lambda: self.verbs() == wanted, patience=patience)
        except StepFailedError:
            raise StepFailedError(f"no {wanted} in the journal, but {self.verbs()}") from None
        self.known = wanted

    def make(self) -> None:
        """A project of the sample reports, made by somebody else."""
        self.verb("new", str(self.project), "--as=组长")
        self.verb("import", str(self.project), *map(str, sorted(SAMPLE.glob("*.txt"))), "--as=组长")
        self.verb("suggest", str(self.project))

    def open(self) -> None:
        """The window is there and has the keyboard."""
        command = [sys.executable, "-m", "annotator", "open", str(self.project), f"--as={REVIEWER}"]
        with self._log.open("wb") as log:
            self._window = subprocess.Popen(
                [*command, "--lang=zh"], cwd=ROOT, env=self._screen.environment, stdout=log, stderr=log
            )
        words = ("search", "--onlyvisible", "--pid", str(self._window.pid))
        found = until("no window", lambda: self._screen.xdotool(*words)).split()[-1]
        self._found = found
        self._screen.xdotool("windowmove", found, "0", "0")
        self._screen.xdotool("windowsize", found, *map(str, SIZE))
        self._screen.xdotool("windowfocus", found)

    def click_page(self) -> None:
        """Click into the page: the keyboard is there."""
        self._screen.click(640, 300)

    def confirm_three(self) -> None:
        """Enter, three times: the machine is right."""
        self._screen.key("j")
        for _ in range(3):
            self._screen.key("Return")
            # Who confirms first joins the project in the same step.
            self.does(*(("confirm",) if self.known else ("join", "confirm")))

    def correct(self) -> None:
        """F2 99 Enter: the machine has misread."""
        self._screen.key("F2")
        self._screen.xdotool("type", "99")
        self._screen.key("Return")
        self.does("correct")

    def tag(self) -> None:
        """Select words with the mouse and click the label of measures at the left.

        Raises:
            StepFailedError: no line of the page that was tried gave a tag.
        """
        left, top = until("no chip in the colour of measures", lambda: self._screen.find(_CHIP, _LEFT))
        for y in _LINES:
            self._screen.drag((480, y), (540, y))
            self._screen.click(left + 10, top + 8)
            try:
                self.does("tag", patience=4.0)
            except StepFailedError:
                continue
            return
        raise StepFailedError("nothing was tagged")

    def take_back(self) -> None:
        """Ctrl+Z."""
        self._screen.key("ctrl+z")
        self.does("undo")

    def find_by_palette(self) -> None:
        """Ctrl+K, a word, Enter: another report is on the desk.  Nothing where there is no palette yet."""
        from annotator.ui.actions import action_rows

        if not any("Ctrl+K" in row.keys for row in action_rows()):
            return
        before = self._title()
        self._screen.key("ctrl+k")
        self._screen.xdotool("type", "--delay", "60", "2024")
        self._screen.key("Return")
        until(f"the window is still called {before}", lambda: self._title() != before)

    def _title(self) -> str:
        return self._screen.xdotool("getwindowname", self._found)

    def close(self) -> None:
        """Ctrl+Q: the window goes and leaves nothing to complain of.

        Raises:
            StepFailedError: it complained, or did not go.
        """
        assert self._window is not None
        self._screen.save(PICTURE)
        self._screen.key("ctrl+q")
        window = self._window
        until("the window stays", lambda: window.poll() is not None)
        complaints = self._log.read_text(encoding="utf-8", errors="replace").strip()
        if window.returncode or complaints:
            raise StepFailedError(f"exit code {window.returncode}: {complaints}")
        if any(not one["ok"] for one in self.verb("verify", str(self.project))):
            raise StepFailedError("verify found something")

    def end(self) -> None:
        """Whatever happened, no window stays."""
        if self._window is not None and self._window.poll() is None:
            self._window.kill()
            self._window.wait()


STEPS = (
    ("make", Journey.make),
    ("open", Journey.open),
    ("click into the page", Journey.click_page),
    ("confirm three", Journey.confirm_three),
    ("correct", Journey.correct),
    ("tag with the mouse", Journey.tag),
    ("take back", Journey.take_back),
    ("find by the palette", Journey.find_by_palette),
    ("close", Journey.close),
)


def main() -> int:
    """Take every step; return the exit code."""
    if not have_programs():
        return SKIPPED
    screen = Screen()
    with tempfile.TemporaryDirectory() as folder:
        journey = Journey(screen, Path(folder))
        try:
            for name, step in STEPS:
                began = time.monotonic()
                step(journey)
                print(f"{name:22}{time.monotonic() - began:6.1f} s", flush=True)
        except StepFailedError as error:
            screen.save(PICTURE)
            print(f"{name}: {error}", file=sys.stderr)
            return 1
        finally:
            journey.end()
            screen.close()
    print(f"real window: all {len(STEPS)} steps, {PICTURE.relative_to(ROOT).as_posix()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
