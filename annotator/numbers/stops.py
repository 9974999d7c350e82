"""Owns the runs of a text in which no number is a quantity: names, dates, codes, quoted labels, titles."""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

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
_WITH_TITLES = re.compile("《[^\n]*")
_MEASURED = re.compile("[0-9.]+%")
_BRACKET = re.compile("[《》]")


_Possible = tuple[re.Pattern[str], tuple[tuple[int, re.Pattern[str]], ...]]


class _ByFirst(dict[str, _Possible]):
    """By character what stops may begin with it: a pattern that says whether any does, and each by number."""

    def __init__(self, stops: list[dict[str, str]]) -> None:
        super().__init__()
        self._begins = [(re.compile(f"[{stop['begins']}]"), re.compile(stop["pattern"])) for stop in stops]

    def __missing__(self, first: str) -> _Possible:
        each = tuple((n, pattern) for n, (begins, pattern) in enumerate(self._begins) if begins.match(first))
        self[first] = _any_of(pattern.pattern for _, pattern in each), each
        return self[first]


_PUNCTUATION = re.compile(r"\\.|\[(?:\\.|[^\]])*\]|[()|]")
_LOOKS_BACK = re.compile(r"(?:\(\?<!\[[^\]]*\]\))?")


def _any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    """Return the pattern that says whether one of some does match.

    What most of them ask first, that no digit stands before, is asked once for all: 40 such questions at each
    number took a tenth of the time of reading it.
    """
    found: dict[str, list[str]] = {}
    for pattern in patterns:
        for branch in _branches(pattern):
            asked = _LOOKS_BACK.match(branch)
            first = asked[0] if asked else ""
            found.setdefault(first, []).append(branch[len(first) :])
    return re.compile("|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in found.items()))


def _branches(pattern: str) -> Iterator[str]:
    """Yield what | parts a pattern into, outside all brackets: a|b(c|d) into a and b(c|d)."""
    depth = start = 0
    for sign in _PUNCTUATION.finditer(pattern):
        depth += {"(": 1, ")": -1}.get(sign[0], 0)
        if sign[0] == "|" and depth == 0:
            yield pattern[start : sign.start()]
            start = sign.end()
    yield pattern[start:]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Patterns:
    """The stop list: patterns to search the text for, and the places at which to try the others."""

    anywhere: tuple[re.Pattern[str], ...]
    places: re.Pattern[str]
    by_first: _ByFirst


@following
def _patterns() -> _Patterns:
    stops = word_list("stops")["stop"]
    begun = [stop for stop in stops if "begins" in stop]
    first = "|".join(f"[{stop['begins']}]" for stop in begun)
    return _Patterns(
        anywhere=tuple(re.compile(stop["pattern"]) for stop in stops if "begins" not in stop),
        # Of a run of digits the first.
        places=re.compile(f"(?:{first})(?:(?<=[0-9])[0-9]*+)?"),
        by_first=_ByFirst(begun),
    )


_LONG = 64
_NOWHERE = (sys.maxsize, sys.maxsize)


class Stops:
    """The merged stop runs of one simplified text."""

    __slots__ = ("_ends", "_starts")

    def __init__(self, flat: str, dates: Iterable[calendar.When] | None = None) -> None:
        """``dates`` are those of the text, for who has found them already."""
        self._starts: list[int] = []
        self._ends: list[int] = []
        found = calendar.dates(flat) if dates is None else dates
        for start, end in sorted(
            [*_listed(flat), *_marked(flat), *((when.start, when.end) for when in found)]
        ):
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(end, self._ends[-1])
            else:
                self._starts.append(start)
                self._ends.append(end)

    def next_run(self, position: int) -> Fragment:
        """Return the first run that ends behind a place, which may lie in it; one far off if none does."""
        index = bisect_right(self._ends, position)
        return (self._starts[index], self._ends[index]) if index < len(self._ends) else _NOWHERE


def _listed(flat: str) -> Iterator[Fragment]:
    """Yield the runs of the stop list: of each pattern those from left to right that do not overlap.

    Searching 24,000 characters for each of 25 patterns takes 23 ms; asking, where a character of some
    ``begins`` stands, for all that may begin there at once takes 3.
    """
    patterns = _patterns()
    by_first = patterns.by_first
    for pattern in patterns.anywhere:
        for match in pattern.finditer(flat):
            yield match.span()
    ended: defaultdict[int, int] = defaultdict(int)
    reached = 0
    for place in patterns.places.finditer(flat):
        start = place.start()
        any_of, each = by_first[flat[start]]
        # Inside a long run that was found, the question would read it to its end at each of its places.
        if start >= reached and any_of.match(flat, start) is None:
            continue
        for number, pattern in each:
            if start >= ended[number] and (run := pattern.match(flat, start)):
                ended[number] = run.end()
                if run.end() - start > _LONG:
                    reached = max(reached, run.end())
                yield run.span()


def _marked(flat: str) -> Iterator[Fragment]:
    """Yield titles and short quotations; a measure in quotation marks is one."""
    yield from titles(flat)
    for start, end in _quotes(flat):
        if not _MEASURED.fullmatch(flat, start + 1, end - 1):
            yield start, end


def _quotes(flat: str) -> Iterator[Fragment]:
    for match in _QUOTED.finditer(flat):
        yield match.span()
    opened = -1
    for match in _STRAIGHT.finditer(flat) if '"' in flat else ():
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
    for line in _WITH_TITLES.finditer(text):
        opened: list[int] = []
        for match in _BRACKET.finditer(text, *line.span()):
            if match[0] == "《":
                opened.append(match.start())
            elif opened:
                start = opened.pop()
                while found and found[-1][0] > start:
                    found.pop()
                found.append((start, match.end()))
    return found
