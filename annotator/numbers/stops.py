"""Owns the runs of a text in which no number is a quantity: names, dates, codes, quoted labels, titles."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from annotator.model.spans import Fragment
from annotator.numbers import calendar
from annotator.numbers.additions import following
from annotator.numbers.lexicon import word_list

LONGEST_LABEL = 14
"""Characters between quotation marks up to which they hold a name or a slogan, not a statement."""

_QUOTED = re.compile(
    f"“[^“”\n]{{0,{LONGEST_LABEL}}}”|「[^「」\n]{{0,{LONGEST_LABEL}}}」|『[^『』\n]{{0,{LONGEST_LABEL}}}』"
)
_STRAIGHT = re.compile('["\n]')
_MEASURED = re.compile("[0-9.]+%")
_BRACKET = re.compile("[《》\n]")


@following
def _patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(stop["pattern"]) for stop in word_list("stops")["stop"])


class Stops:
    """The merged stop runs of one simplified text."""

    __slots__ = ("_ends", "_starts")

    def __init__(self, flat: str) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(_runs(flat)):
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(end, self._ends[-1])
            else:
                self._starts.append(start)
                self._ends.append(end)

    def end_of(self, position: int) -> int:
        """Return where the stop run over a place ends, or -1 when none is there."""
        index = bisect_right(self._starts, position) - 1
        return self._ends[index] if index >= 0 and position < self._ends[index] else -1


def _runs(flat: str) -> Iterator[Fragment]:
    for pattern in _patterns():
        for match in pattern.finditer(flat):
            if match.end() > match.start():
                yield match.span()
    for when in calendar.dates(flat):
        yield when.start, when.end
    yield from titles(flat)
    for start, end in _quotes(flat):
        if not _MEASURED.fullmatch(flat, start + 1, end - 1):
            yield start, end


def _quotes(flat: str) -> Iterator[Fragment]:
    for match in _QUOTED.finditer(flat):
        yield match.span()
    opened = -1
    for match in _STRAIGHT.finditer(flat):
        if match[0] == "\n":
            opened = -1
        elif opened < 0:
            opened = match.start()
        else:
            if match.start() - opened - 1 <= LONGEST_LABEL:
                yield opened, match.end()
            opened = -1


def titles(text: str) -> list[Fragment]:
    """Return the outermost 《…》 of each line, whatever is nested in them; one left open is none."""
    found: list[Fragment] = []
    opened: list[int] = []
    for match in _BRACKET.finditer(text):
        if match[0] == "\n":
            opened.clear()
        elif match[0] == "《":
            opened.append(match.start())
        elif opened:
            start = opened.pop()
            while found and found[-1][0] > start:
                found.pop()
            found.append((start, match.end()))
    return found
