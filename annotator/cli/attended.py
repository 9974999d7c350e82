"""Owns who is told of a verb's progress and who may cancel it: a person at a terminal, or the program that
attends it (``--attended``)."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable

from annotator.tasks.acting import Progress, never, no_progress
from annotator.tasks.attending import ended, told_as_lines

_STDIN = 0


def told_progress(arguments: Namespace) -> Progress:
    """Progress on stderr where somebody attends or a person is looking at it, nowhere else."""
    if sys.stderr is None:
        return no_progress
    if getattr(arguments, "is_attended", False):
        return told_as_lines(sys.stderr)
    return _shown if sys.stderr.isatty() else no_progress


def cancelled(arguments: Namespace) -> Callable[[], bool]:
    """Whether whoever attends has closed stdin or has ended; never when nobody attends."""
    return ended(_STDIN) if getattr(arguments, "is_attended", False) else never


def _shown(done: int, total: int, about: str, /) -> None:
    end = "\n" if done == total else "\r"
    print(f"\x1b[K{done}/{total} {about[-60:]}", end=end, file=sys.stderr, flush=True)
