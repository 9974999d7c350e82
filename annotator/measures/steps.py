"""Owns work that can be laid down and taken up again: whoever has a window to keep alive does a little at
a time, everybody else all at once, and both get the same."""

from __future__ import annotations

from collections.abc import Generator
from typing import TypeVar

T = TypeVar("T")
Steps = Generator[None, None, T]
"""Pauses between steps of a few milliseconds at most; returns what was asked for."""


def drained(steps: Steps[T]) -> T:
    """Return what comes of steps, without a pause."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            found: T = end.value
            return found
