"""Owns where a caret stops that goes by words, and which word stands around a place.

Whoever asks brings the knife: a function that cuts a text into its words, in order, nothing lost.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from annotator.model.spans import Fragment

Cut = Callable[[str], Sequence[str]]

REACH = 100
"""How far to either side of a place the text is cut into words, in code points."""

_MARKS = "。！？；!?;…\n"
"""What ends a sentence: no word reaches over it."""
_PARTS = re.compile(f"[{_MARKS}]|[^{_MARKS}]+")


def stretch_around(text: str, position: int) -> Fragment:
    """Return the sentence around a place, or as much of it as lies within reach.

    It never leaves the paragraph; at a paragraph's end it is what stands before.
    """
    low, high = max(0, position - REACH), min(len(text), position + REACH)
    start = max((text.rfind(mark, low, position) + 1 for mark in _MARKS), default=0)
    ends = [at for mark in _MARKS if (at := text.find(mark, position, high)) >= 0]
    end = min(ends, default=high)
    if end < high and text[end] != "\n":
        end += 1
    return max(start, low), end


def words_around(text: str, position: int, cut: Cut) -> list[Fragment]:
    """Return the words of the stretch around a place; blanks are none, a sentence mark is one by itself."""
    start, end = stretch_around(text, position)
    found: list[Fragment] = []
    for word in cut(text[start:end]):
        for part in _PARTS.findall(word):
            if word_only := part.strip():
                first = start + part.index(word_only)
                found.append((first, first + len(word_only)))
            start += len(part)
    return found


def next_stop(text: str, position: int, cut: Cut) -> int:
    """Return where the next word begins, or the end of the paragraph, or from there the next paragraph."""
    if position >= len(text):
        return len(text)
    if text[position] == "\n":
        return position + 1
    starts = [start for start, _ in words_around(text, position, cut) if start > position]
    return starts[0] if starts else max(position + 1, stretch_around(text, position)[1])


def previous_stop(text: str, position: int, cut: Cut) -> int:
    """Return where the word before begins, or from the start of a paragraph the end of the one before."""
    if position <= 0:
        return 0
    if text[position - 1] == "\n":
        return position - 1
    # The character before decides which sentence is looked at: behind a full stop it is the one that ends.
    starts = [start for start, _ in words_around(text, position - 1, cut) if start < position]
    return starts[-1] if starts else min(position - 1, stretch_around(text, position - 1)[0])


def word_at(text: str, position: int, cut: Cut) -> Fragment:
    """Return the word a place is in, behind the last one that one; empty where there is only a blank."""
    found = words_around(text, position, cut)
    inside = [word for word in found if word[0] <= position < word[1]]
    before = [word for word in found if word[1] == position]
    return (inside or before or [(position, position)])[0]
