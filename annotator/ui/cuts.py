"""Owns cutting words where there is no room for all of them: no cut leaves a part of a number."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable

MORE = "…"
Width = Callable[[str], float]
"""How wide some words are, in pixels."""

_BETWEEN = ",.．\u2009"
"""What may stand between the digits of a number; the last is what this program groups them with."""
_IN_NUMBER = re.compile(f"[0-9０-９][{_BETWEEN}]?$")
_GOES_ON = re.compile(f"[{_BETWEEN}]?[0-9０-９]|[%％‰]")


def is_inside_number(text: str, at: int) -> bool:
    """Whether a cut there would leave a part of a number, which reads as another number."""
    before, after = text[max(0, at - 2) : at], text[at : at + 2]
    return _IN_NUMBER.search(before) is not None and _GOES_ON.match(after) is not None


def inside(words: str, *, room: float, width: Width) -> str:
    """Return as much of both ends of some words as there is room for: answers may differ in the last sign."""

    def told(kept: int) -> str:
        # Of a number all of it is left out.
        head, tail = (kept + 1) // 2, len(words) - kept // 2
        while head and is_inside_number(words, head):
            head -= 1
        while tail < len(words) and is_inside_number(words, tail):
            tail += 1
        return words[:head].rstrip(MORE) + MORE + words[tail:].lstrip(MORE)

    return words if width(words) <= room else _widest(told, len(words), room, width)


def cut(words: str, *, room: float, width: Width, is_front: bool = False) -> str:
    """Return as much of some words as there is room for, from their beginning, or, with ``is_front`` left
    out, to their end; a … that stands there already is not doubled."""
    if width(words) <= room:
        return words
    rest = words.removeprefix(MORE) if is_front else words.removesuffix(MORE)
    many = len(rest)

    def told(kept: int) -> str:
        at = many - kept if is_front else kept
        while 0 < at < many and is_inside_number(rest, at):
            at += 1 if is_front else -1
        return MORE + rest[at:].lstrip(MORE) if is_front else rest[:at].rstrip(MORE) + MORE

    return _widest(told, many, room, width)


def _widest(told: Callable[[int], str], many: int, room: float, width: Width) -> str:
    """What is told of the most words for which there is room; "" where there is none for a … alone."""
    kept = bisect_right(range(many + 1), room, key=lambda n: width(told(n))) - 1
    return told(kept) if kept >= 0 else ""
