"""Owns what a rate or a change is measured against: which numbers before it are its bases."""

from __future__ import annotations

import re
from collections.abc import Sequence

from annotator.frames.facts import Facts
from annotator.frames.frame import Period
from annotator.frames.place import NEAR, REACH, Place
from annotator.frames.report import Report
from annotator.frames.terms import is_counted, patterns
from annotator.numbers.lexicon import word_list

_BREAK = re.compile("[，,；;。：:\n！？]")
_STRONG = re.compile("[；;。\n！？]")
_RATE = re.compile("([一-鿿]{1,8}率)(?:、[一-鿿]{1,8}率)*[^率]{0,6}\\Z")
_OWN_NOUN = 8
"""Characters from which the name of a rate says what it is of."""
_TO = re.compile("[到至为]\\Z")
_COMPARED = re.compile(
    "同比|环比|较|比|与|上升|下降|增|减|降|升|涨|提高|提升|缩短|压缩|压减|翻|分别|上浮|回落|攀升"
)


class Bases:
    """Finds the bases of the mentions of a report whose places are known."""

    def __init__(
        self, report: Report, facts: Facts, periods: Sequence[Period], places: Sequence[Place]
    ) -> None:
        self._flat = report.view.flat
        self._report = report
        self._mentions = report.mentions
        self._kinds = report.kinds
        self._units = report.units
        self._facts = facts
        self._periods = periods
        self._places = places

    def of(self, n: int) -> tuple[int, ...]:
        """Return the indexes of what a number is measured against; () where it is not said or not clear."""
        place = self._places[n]
        if place.role == "change":
            return self._of_change(n)
        if self._kinds[n] == "percent" and place.role == "level":
            return self._of_rate(n)
        return place.bases

    def _words(self, n: int) -> str:
        """The words of its clause before a number."""
        start = self._mentions[n].start
        return self._flat[max(self._report.words[n], start - REACH) : start]

    # Rates ----------------------------------------------------------------------------------------

    def _of_rate(self, n: int) -> tuple[int, ...]:
        clause = self._words(n)
        rate = _RATE.search(clause)
        if rate is None:
            return ()
        segment = self._segment(n)
        if patterns()["shortened"].search(rate[1]):
            times = [before for before in segment if self._kinds[before] == "duration"]
            return (times[0],) if times else ()
        counts = [before for before in segment if self._is_of_its_time(before, n)]
        if not counts or self._has_its_own_noun(clause[: rate.start(1)] + rate[1], counts):
            return ()
        group = self._last_group(counts)
        if patterns()["satisfaction"].search(rate[1]) and len(group) < len(counts):
            return ()
        return self._chosen(group, counts, rate[1], clause)

    def _is_of_its_time(self, before: int, n: int) -> bool:
        """Whether a number is a count of the period of another."""
        one, other = self._periods[before], self._periods[n]
        return is_counted(self._report, before) and one.last[:4] == other.last[:4]

    def _has_its_own_noun(self, words: str, counts: list[int]) -> bool:
        """Whether a rate names at length what it is of, and none of the counts is called so."""
        if len(words) < _OWN_NOUN and not patterns()["apart"].search(words):
            return False
        general = word_list("roles")["rates"]["general"]
        said = "".join(self._said_of(before) for before in counts)
        pairs = (words[n : n + 2] for n in range(len(words) - 2))
        return not any(pair in said for pair in pairs if pair not in general)

    def _segment(self, n: int) -> list[int]:
        """The numbers before one in its sentence that no ; parts from it."""
        found: list[int] = []
        floor = self._report.homes[n][0]
        for before in range(n - 1, max(-1, n - NEAR), -1):
            end, after = self._mentions[before].end, self._mentions[before + 1].start
            if end <= floor or _STRONG.search(self._flat, end, after):
                break
            found.insert(0, before)
        return found

    def _last_group(self, counts: list[int]) -> list[int]:
        """The last counts that are listed with one another: 建议19件、提案25件."""
        group = [counts[-1]]
        for before in reversed(counts[:-1]):
            between = self._flat[self._mentions[before].end : self._mentions[group[0]].start]
            is_listed = before == group[0] - 1 and "、" in between[:1] and not _BREAK.search(between)
            if not is_listed or self._units[before] != self._units[group[0]]:
                break
            group.insert(0, before)
        return group

    def _chosen(self, group: list[int], counts: list[int], rate: str, clause: str) -> tuple[int, ...]:
        found = patterns()
        said = {before: self._said_of(before) for before in counts}
        should = [before for before in counts if found["should"].search(said[before])]
        did = [before for before in counts if found["did"].search(said[before])]
        if should and (found["attendance"].search(rate) or not did):
            return (should[-1],)
        if did:
            return (did[-1],)
        last = group[-1]
        stem = rate[:-1][-3:]
        if len(group) == 1 and len(stem) > 1 and stem[-2:] in said[last][-8 - len(stem) :]:
            # 办理1286件,按期办结1280件,按期办结率: the number before is what was done of it.
            same = [b for b in counts if b < last and self._units[b] == self._units[last]]
            return (same[-1],) if same else ()
        whole = self._places[last].whole
        if whole in counts and all(self._places[before].whole == whole for before in group):
            return (whole,)
        return tuple(group)

    def _said_of(self, n: int) -> str:
        """The words before a number up to the one before it."""
        start = self._mentions[n].start
        before = self._mentions[n - 1].end if n else 0
        return self._flat[max(before, self._report.words[n], start - REACH) : start]

    # Changes --------------------------------------------------------------------------------------

    def _of_change(self, n: int) -> tuple[int, ...]:
        """The level that changed, and the earlier one when it is stated."""
        levels = [
            before
            for before in self._segment(n)
            if self._places[before].role in ("level", "part", "share", "plan", "duration")
        ]
        levels = [before for before in levels if self._is_alike(before, n)]
        if not levels:
            return ()
        in_order = self._in_order(n)
        if in_order is not None:
            return (in_order,)
        last = levels[-1]
        clause = self._words(n)
        noun = _COMPARED.split(clause, maxsplit=1)[0].strip("全年共其中均总")
        is_apart = self._mentions[last].end <= self._mentions[n].start - len(clause)
        if len(noun) > 1 and is_apart and not self._is_named(noun, last):
            return ()
        first = self._earlier(levels, last, n)
        return (first, last) if first is not None else (last,)

    def _in_order(self, n: int) -> int | None:
        """The level that a change belongs to where so many levels have as many changes: 分别下降18%、12%."""
        first = n
        while first > 0 and self._places[first - 1].role == "change" and self._is_listed(first - 1, first):
            first -= 1
        last = n
        while (
            last + 1 < len(self._places)
            and self._places[last + 1].role == "change"
            and self._is_listed(last, last + 1)
        ):
            last += 1
        count = last - first + 1
        if count < 2 or "分别" not in self._words(first):
            return None
        levels = range(first - count, first)
        floor = self._report.homes[n][0]
        is_whole = first >= count and self._mentions[levels[0]].end > floor
        if not is_whole or any(self._places[level].role not in ("level", "part") for level in levels):
            return None
        return levels[n - first]

    def _is_listed(self, one: int, other: int) -> bool:
        between = self._flat[self._mentions[one].end : self._mentions[other].start]
        return between in ("、", "和", "及", "与", "以及")

    def _is_alike(self, before: int, n: int) -> bool:
        """Whether a change can be one of a level: points of a percentage, so many of the same unit."""
        unit, kind = self._units[n], self._kinds[before]
        if unit.endswith("百分点"):
            return kind == "percent"
        if self._kinds[n] in ("percent", "fraction", "rate"):
            return kind in ("count", "money", "area", "duration") or (kind == "percent" and unit != "%")
        return unit == self._units[before]

    def _is_named(self, noun: str, before: int) -> bool:
        """Whether the words of a level name what is said to have changed."""
        said = self._said_of(before)
        return any(noun[n : n + 2] in said for n in range(len(noun) - 1))

    def _earlier(self, levels: list[int], last: int, n: int) -> int | None:
        """The other level of a pair of which one is of an earlier year."""
        same = [b for b in levels[:-1] if self._units[b] == self._units[last]]
        if not same:
            return None
        between = self._flat[self._mentions[same[-1]].end : self._mentions[last].start]
        if same[-1] == last - 1 and _TO.search(between) and not _BREAK.search(between):
            return same[-1]
        one, other = self._periods[same[-1]], self._periods[last]
        return same[-1] if one.last[:4] != other.last[:4] else None
