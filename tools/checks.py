"""Owns the order of everything ``make test`` looks at, and what it prints.

Each step runs whatever the one before said, so that one run tells all that is wrong; the tests come last,
with pytest's own summary as the last line but one.  Exits 1 when a step failed.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
_LONGEST_S = 2400
"""What never ends is ended: several times what the longest step takes on two cores."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing to run; ``aloud`` shows its output even when all is well."""

    name: str
    command: tuple[str, ...]
    environment: dict[str, str] = field(default_factory=dict)
    aloud: bool = False


def tool(name: str, *arguments: str) -> tuple[str, ...]:
    """Return the command line of a tool of this environment."""
    return (str(BIN / name), *arguments)


NO_OTHER_WORKER = ("--max-worker-restart", "0")
"""A worker that has crashed ends the run, which says in which test: the one put in its place may be given no
group of tests and wait for ever (pytest-xdist 3.8.0, its issues 1323 and 1327)."""

STEPS = (
    Step(name="style", command=tool("ruff", "check", "--quiet", ".")),
    Step(name="layout", command=tool("ruff", "format", "--check", "--quiet", ".")),
    Step(name="types", command=tool("mypy")),
    Step(name="layers", command=tool("lint-imports", "--no-logo", "--no-cache")),
    Step(name="messages", command=tool("python", "tools/messages.py", "--check")),
    Step(
        name="tests where PySide6 cannot be imported",
        command=tool(
            "pytest",
            "-p",
            "no:pytest-qt",
            "-m",
            "not qt and not slow and not heavy",
            "-n",
            "auto",
            *NO_OTHER_WORKER,
            "-q",
            "tests/unit",
        ),
        environment={"ANNOTATOR_TEST_NO_QT": "1"},
        aloud=True,
    ),
    Step(
        name="the other tests",
        command=tool(
            "pytest", "-n", "auto", "--dist", "loadgroup", *NO_OTHER_WORKER, "-q", "-m", "not heavy", "tests"
        ),
        environment={"ANNOTATOR_TEST_REST": "1"},
        aloud=True,
    ),
)


def run(step: Step) -> bool:
    """Run a step, tell how it went and how long it took; return whether it was well."""
    began = time.monotonic()
    environment = {**os.environ, **step.environment}
    print(f"== {step.name}", flush=True)
    try:
        done = subprocess.run(
            step.command,
            cwd=ROOT,
            env=environment,
            stdout=None if step.aloud else subprocess.PIPE,
            stderr=None if step.aloud else subprocess.STDOUT,
            check=False,
            timeout=_LONGEST_S,
        )
    except subprocess.TimeoutExpired:
        print(f"   did not end within {_LONGEST_S} s", flush=True)
        return False
    if done.returncode and done.stdout:
        print(done.stdout.decode("utf-8", "replace").rstrip())
    if done.returncode or not step.aloud:
        word = f"failed ({done.returncode})" if done.returncode else "well"
        print(f"   {word}, {time.monotonic() - began:.1f} s", flush=True)
    return done.returncode == 0


def main() -> int:
    """Run every step; return the exit code."""
    began = time.monotonic()
    failed = [step.name for step in STEPS if not run(step)]
    print(f"make test: {'failed: ' + ', '.join(failed) if failed else 'all well'}", end="")
    print(f", {time.monotonic() - began:.0f} s")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
