"""Owns the name of what a number counts where no frame says it: the words of its own clause."""

from __future__ import annotations

import re
from functools import cache

from annotator.arithmetic.wording import lists

_BORDER = re.compile('[，。；：、,;:()\n“”"]')
_MOST = 24


@cache
def _lead() -> re.Pattern[str]:
    return re.compile(f"(?:{lists()['labels']['lead']})+")


@cache
def _tail() -> re.Pattern[str]:
    return re.compile(f"(?:{lists()['labels']['tail']})+\\Z")


def label_of(lead: str, tail: str) -> str:
    """Return what a number counts: the noun before it, and the one behind it where there is none.

    ``lead`` and ``tail`` are the words up to the number and behind it, brackets half-width.
    """
    before = last_clause(lead)
    before = _tail().sub("", before)
    started = _lead().match(before)
    if started:
        before = before[started.end() :]
    after = first_clause(tail)
    after = after if len(after) <= 10 and not _OTHER.search(after) else ""
    return (before[-_MOST:] + after) if len(before) < 2 or (after and len(before) <= 4) else before[-_MOST:]


_OTHER = re.compile("[和及与、]|(?:其中|占|同比|分别)")


def last_clause(words: str) -> str:
    """Return the words behind the last border of clauses."""
    start = 0
    for border in _BORDER.finditer(words):
        start = border.end()
    return words[start:]


def first_clause(words: str) -> str:
    """Return the words before the first border of clauses."""
    border = _BORDER.search(words)
    return words[: border.start()] if border else words


def common(one: str, other: str) -> int:
    """Return the length of the longest run of characters that two names share."""
    if len(one) > len(other):
        one, other = other, one
    longest = 0
    for start in range(len(one)):
        while start + longest < len(one) and one[start : start + longest + 1] in other:
            longest += 1
    return longest
