"""Owns the clauses of a report: where the words that belong to one number may begin and end."""

from __future__ import annotations

import re
from bisect import bisect_left

from annotator.frames.report import Report
from annotator.model.spans import Fragment

_ASCII = re.compile("[!?]")
"""Signs that end a clause here, where they end no sentence."""
_BRACKET = re.compile("[(（][^()（）\n]{1,120}[)）]")
LONGEST = 120
"""Characters that are looked at on either side of a number, so that a text without stops stays linear."""


class Clauses:
    """The places at which a clause ends; a bracket is one when a number stands in it: 30件(其中立案4件)."""

    __slots__ = ("_stops", "brackets")

    def __init__(self, report: Report) -> None:
        flat, mentions = report.view.flat, report.mentions
        starts = [mention.start for mention in mentions]
        stops = [end - 1 for end in report.ends]
        if "!" in flat or "?" in flat:
            stops += [match.start() for match in _ASCII.finditer(flat)]
        self.brackets: list[Fragment] = []
        for bracket in _BRACKET.finditer(flat):
            first = bisect_left(starts, bracket.start())
            if first < len(starts) and starts[first] < bracket.end():
                self.brackets.append(bracket.span())
                stops += (bracket.start(), bracket.end() - 1)
        # One before the text and one behind it, so that all places have a stop on either side.
        self._stops = [-1, *sorted(stops), len(flat)]

    def bounds(self, start: int, end: int) -> Fragment:
        """The clause around a number, without the stops at its ends."""
        stops = self._stops
        first, last = stops[bisect_left(stops, start) - 1] + 1, stops[bisect_left(stops, end)]
        return max(first, start - LONGEST), min(last, end + LONGEST)

    def earlier(self, start: int, limit: int) -> Fragment:
        """The clause before the one that begins at ``start``, inside ``limit``; empty when there is none."""
        end = start - 1
        if end <= limit:
            return limit, limit
        first = self._stops[bisect_left(self._stops, end) - 1] + 1
        return max(first, limit, end - LONGEST), end
