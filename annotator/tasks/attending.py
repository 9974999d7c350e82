"""Owns what a long task in a process of its own and the program that attends it say to each other: progress
as JSON Lines one way, the end of the stream the other way, which cancels."""

from __future__ import annotations

import json
import os
import threading
import time
from collections.abc import Callable
from typing import TextIO

from annotator.tasks.acting import Progress

_EVERY_S = 0.05
"""Progress is for eyes: no more of it than they can follow."""


def told_as_lines(stream: TextIO) -> Progress:
    """Return a progress that writes ``{"progress": [done, total, about]}``, the last step in any case."""
    last = [-1.0]

    def tell(done: int, total: int, about: str, /) -> None:
        now = time.monotonic()
        if now - last[0] >= _EVERY_S or done == total:
            last[0] = now
            line = json.dumps({"progress": [done, total, about]}, ensure_ascii=False)
            print(line, file=stream, flush=True)

    return tell


def progress_in(line: bytes) -> tuple[int, int, str] | None:
    """Return what a line of progress tells; None for any other line."""
    if not line.startswith(b"{"):
        return None
    try:
        done, total, about = json.loads(line)["progress"]
        return int(done), int(total), str(about)
    except (ValueError, KeyError, TypeError):
        return None


def ended(descriptor: int) -> Callable[[], bool]:
    """Return what tells whether a stream has come to its end: closed, or its writer gone, killed even."""
    is_over = threading.Event()

    def wait() -> None:
        # Past Python's own buffer: its lock, held by a thread at the end of the process, would abort it.
        try:
            while os.read(descriptor, 4096):
                pass
        except OSError:
            pass
        is_over.set()

    threading.Thread(target=wait, daemon=True).start()
    return is_over.is_set
