"""Owns how words found in a report are cut out with what stands around them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable

from annotator.model.spans import Fragment
from annotator.ui.models.wording import one_line
from annotator.ui.models.words_around import is_inside_number

MORE = "…"
_CLAUSE = re.compile("[，。；：！？、,;]")
_SENTENCE = re.compile("[。；！？]")
_FAR = 24
"""How many characters before the words at most, where no clause begins nearer."""

Width = Callable[[str], int]


def around(text: str, first: int, last: int, *, within: Fragment) -> tuple[str, str, str]:
    """Return what stands before some words, the words, and what stands after them, each on one line.

    It begins with a clause and ends with a sentence of the paragraph ``within``; what is left out in
    front of it shows as …
    """
    begin, end = min(within[0], first), max(within[1], last)
    far = max(begin, first - _FAR)
    sentences, clauses = (
        [one.end() for one in sign.finditer(text, far, first)] for sign in (_SENTENCE, _CLAUSE)
    )
    # Its own sentence, if that begins near enough; else the first clause that does.
    start = sentences[-1] if sentences else clauses[0] if clauses and far > begin else far
    ends = _SENTENCE.search(text, last, end)
    stop = ends.end() if ends else end
    is_cut = bool(text[begin:start].strip()) and not _SENTENCE.search(text, max(begin, start - 1), start)
    before = one_line(text[start:first])
    after = one_line(text[last:stop])
    return (MORE if is_cut else "") + before, one_line(text[first:last]), after


def fitted(
    before: str, hit: str, after: str, *, room: int, widths: tuple[Width, Width]
) -> tuple[str, str, str]:
    """Return the three parts cut to so many pixels: the words found stay whole as far as they can.

    ``widths`` measure what stands around them, and them.  No number is cut: a part of one reads as another.
    """
    plain, bold = widths
    if bold(hit) > room:
        return "", inside(hit, room=room, width=bold), ""
    left = max(0, room - bold(hit))
    if plain(before) + plain(after) > left:
        # What follows says more; what stands before has a third, or what the other does not need.
        least = plain(MORE) if left >= 2 * plain(MORE) else 0
        before = _cut(before, max(left // 3, left - plain(after), least), plain, is_front=True)
        after = _cut(after, left - plain(before), plain, is_front=False)
    return before, hit, after


def inside(words: str, *, room: int, width: Width) -> str:
    """Return as much of both ends of some words as there is room for: answers may differ in the last sign."""

    def told(kept: int) -> str:
        # Of a number all of it is left out.
        head, tail = (kept + 1) // 2, len(words) - kept // 2
        while head and is_inside_number(words, head):
            head -= 1
        while tail < len(words) and is_inside_number(words, tail):
            tail += 1
        return words[:head] + MORE + words[tail:]

    return words if width(words) <= room else _widest(told, len(words), room, width)


def _cut(words: str, room: int, width: Width, *, is_front: bool) -> str:
    if width(words) <= room:
        return words
    rest = words.removeprefix(MORE) if is_front else words.removesuffix(MORE)
    many = len(rest)

    def told(kept: int) -> str:
        at = many - kept if is_front else kept
        while 0 < at < many and is_inside_number(rest, at):
            at += 1 if is_front else -1
        return MORE + rest[at:] if is_front else rest[:at] + MORE

    return _widest(told, many, room, width)


def _widest(told: Callable[[int], str], many: int, room: int, width: Width) -> str:
    """What is told of the most words for which there is room; "" where there is none for a … alone."""
    kept = bisect_right(range(many + 1), room, key=lambda n: width(told(n))) - 1
    return told(kept) if kept >= 0 else ""
