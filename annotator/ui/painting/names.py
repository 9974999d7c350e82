"""Owns setting a name into the narrow margin beside a bar: two lines at most, broken as books break words."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF

MOST_LINES = 2
_HYPHEN = "-"
_BREAKS = re.compile(r"(?<=-)|\s+")
_SYLLABLE = re.compile("[bcdfghjklmnpqrstvwxz][aeiouy]", re.IGNORECASE)
"""What a part of a broken word should begin with."""
_FIRST_IDEOGRAPH = "\u2e80"
_LEAST = 3
"""Letters a part of a broken word has at least."""


def name_lines(words: str, width: float, metrics: QFontMetricsF) -> tuple[str, ...]:
    """Return a name in one or two lines of that width; what does not fit even then ends in …"""
    if metrics.horizontalAdvance(words) <= width or width <= 0:
        return (words,)
    first, rest = _broken(words, width, metrics)
    if not first:
        return (metrics.elidedText(words, Qt.TextElideMode.ElideRight, width),)
    return first, metrics.elidedText(rest, Qt.TextElideMode.ElideRight, width)


def _broken(words: str, width: float, metrics: QFontMetricsF) -> tuple[str, str]:
    """The longest beginning that fits: up to a blank or hyphen if the rest fits too, else inside a word."""
    places = [(words[: one.start()].rstrip(), words[one.end() :]) for one in _BREAKS.finditer(words)]
    fitting = [pair for pair in places if pair[0] and metrics.horizontalAdvance(pair[0]) <= width]
    if fitting and metrics.horizontalAdvance(fitting[-1][1]) <= width:
        return fitting[-1]
    best = ("", words)
    for at in range(len(words) - 1, 0, -1):
        before, after = words[:at].rstrip(), words[at:].lstrip()
        is_in_word = words[at - 1].isalpha() and words[at].isalpha() and words[at - 1] < _FIRST_IDEOGRAPH
        if is_in_word and not (
            before[-_LEAST:].isalpha() and after[:_LEAST].isalpha() and len(after) >= _LEAST
        ):
            continue
        told = before + _HYPHEN if is_in_word else before
        if metrics.horizontalAdvance(told) > width:
            continue
        if not is_in_word or _SYLLABLE.match(after):
            return told, after
        best = best if best[0] else (told, after)
    return best
