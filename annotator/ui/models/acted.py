"""Owns what those go by who are acted for the pictures: luck that is the same everywhere, and the sentences
that they label."""

from __future__ import annotations

from collections.abc import Iterator

from annotator.model.canonical import digest
from annotator.model.spans import Fragment

_SHORTEST, _LONGEST = 12, 60


def luck(*words: object) -> int:
    """Return a number below 100 that is as good as random, and the same on every machine."""
    return int(digest("/".join(map(str, words)))[:8], 16) % 100


def sentences(text: str, *, most: int) -> Iterator[Fragment]:
    """Yield where the first sentences of ordinary length stand, without their full stops."""
    at = 0
    for sentence in text.split("。"):
        start = at + len(sentence) - len(sentence.lstrip())
        end, at = at + len(sentence), at + len(sentence) + 1
        if most and _SHORTEST < end - start < _LONGEST and "\n" not in text[start:end]:
            most -= 1
            yield start, end
