"""Owns finding the few spans of a stretch of text among very many, and how they stack."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Hashable, Iterable, Iterator, Sequence
from operator import attrgetter

from annotator.ui.painting.paint import DEEPEST, Paint

_REACH = 1024
_CROWD = 400


class Track:
    """Paints sorted by their start.

    A paint longer than ``reach`` code points is kept apart, so that looking up a stretch inspects
    the long ones and those that start at most ``reach`` before it: nothing needs to be built per
    block, and a text of one single paragraph costs no more than any other.
    """

    __slots__ = ("_long", "_paints", "_reach", "_starts")

    def __init__(self, paints: Iterable[Paint], *, reach: int = _REACH) -> None:
        """Sort the paints; those already in order cost one pass."""
        self._reach = reach
        self._paints = [paint for paint in paints if paint.fragments]
        self._starts: list[int] = []
        self._long: list[Paint] = []
        # One loop, since fifty thousand paints do not fit the processor's cache twice.
        note = self._starts.append
        for paint in self._paints:
            fragments = paint.fragments
            start = fragments[0][0]
            note(start)
            if fragments[-1][1] - start > reach:
                self._long.append(paint)
        in_order = sorted(self._starts)
        if in_order != self._starts:
            self._paints.sort(key=_start)
            self._long.sort(key=_start)
            self._starts = in_order

    def __iter__(self) -> Iterator[Paint]:
        return iter(self._paints)

    def add(self, paint: Paint) -> None:
        """Put one more in."""
        at = bisect_right(self._starts, paint.start)
        self._starts.insert(at, paint.start)
        self._paints.insert(at, paint)
        if self.is_long(paint):
            insort(self._long, paint, key=_start)

    def remove(self, paint: Paint) -> None:
        """Take one out that is in."""
        at = self._paints.index(paint, bisect_left(self._starts, paint.start))
        del self._starts[at], self._paints[at]
        if self.is_long(paint):
            self._long.remove(paint)

    def is_long(self, paint: Paint) -> bool:
        """Whether it is kept apart."""
        return paint.end - paint.start > self._reach

    def between(self, start: int, end: int) -> list[Paint]:
        """Return what touches ``[start, end]``, by start; zero-width spans at either end count."""
        found = self.short_between(start, end)
        found += [paint for paint in self._long if paint.start <= end and paint.end >= start]
        return found

    def short_between(self, start: int, end: int) -> list[Paint]:
        """Return the same without the long ones."""
        low = bisect_left(self._starts, start - self._reach)
        high = bisect_right(self._starts, end)
        reach = self._reach
        return [
            paint
            for paint in self._paints[low:high]
            if start <= paint.fragments[-1][1] <= paint.fragments[0][0] + reach
        ]

    def cluster(self, paint: Paint) -> list[Paint]:
        """Return the short paints that overlap it or one another in a chain, itself included."""
        low, high, count = paint.start, paint.end, 0
        while True:
            found = self.short_between(low, high)
            if len(found) == count or len(found) > _CROWD:
                return found
            count = len(found)
            low = min(other.start for other in found)
            high = max(other.end for other in found)


class Index:
    """All paints of a page: those at the words, the bars beside them, and their levels."""

    def __init__(self, paints: Sequence[Paint] = ()) -> None:
        """Take the paints in any order; refs are unique."""
        has_bars = "bar" in map(attrgetter("style"), paints)
        bars = [paint for paint in paints if paint.style == "bar"] if has_bars else []
        self._words = Track([paint for paint in paints if paint.style != "bar"] if has_bars else paints)
        self._bars = Track(bars, reach=1 << 40)
        self._by_ref: dict[Hashable, Paint] | None = None
        self._levels: dict[Hashable, int] = {}

    def get(self, ref: Hashable) -> Paint | None:
        """Return the paint of that ref, or None."""
        if self._by_ref is None:
            # Built when first asked for: showing a document does not need it.
            self._by_ref = {paint.ref: paint for track in (self._words, self._bars) for paint in track}
        return self._by_ref.get(ref)

    def change(self, *, removed: Iterable[Hashable] = (), added: Iterable[Paint] = ()) -> None:
        """Take some out and put some in; a ref that is already there is replaced."""
        for ref in removed:
            self._take_out(ref)
        for paint in added:
            self._take_out(paint.ref)
            if not paint.fragments:
                continue
            self._track(paint).add(paint)
            assert self._by_ref is not None
            self._by_ref[paint.ref] = paint
            self._forget_levels(paint)

    def _forget_levels(self, paint: Paint) -> None:
        """Only those that overlap it may stack differently now."""
        track = self._track(paint)
        around = track.between(paint.start, paint.end) if track.is_long(paint) else track.cluster(paint)
        for other in (paint, *around):
            self._levels.pop(other.ref, None)

    def _take_out(self, ref: Hashable) -> None:
        there = self.get(ref)
        if there is not None:
            self._forget_levels(there)
            self._track(there).remove(there)
            assert self._by_ref is not None
            del self._by_ref[ref]

    def _track(self, paint: Paint) -> Track:
        return self._bars if paint.style == "bar" else self._words

    def words_between(self, start: int, end: int) -> list[tuple[Paint, int]]:
        """Return the paints at the words of a stretch, each with its level, 0 to ``DEEPEST``."""
        found = self._words.between(start, end)
        known = self._levels
        if any(paint.ref not in known for paint in found):
            self._stack_inside(start, end)
        return [(paint, known[paint.ref] if paint.ref in known else self._level(paint)) for paint in found]

    def _stack_inside(self, start: int, end: int) -> None:
        """Give levels to the chains of overlapping short paints that lie within a stretch."""
        chain: list[Paint] = []
        low, high = start, start
        for paint in (*self._words.short_between(start, end), None):
            if paint is not None and chain and paint.fragments[0][0] < high:
                chain.append(paint)
                high = max(high, paint.fragments[-1][1])
                continue
            if low > start and high < end:
                if len(chain) == 1 and chain[0].depth is None:
                    self._levels[chain[0].ref] = 0
                else:
                    self._levels.update(levels(chain))
            if paint is not None:
                chain, low, high = [paint], paint.fragments[0][0], paint.fragments[-1][1]

    def bars_between(self, start: int, end: int) -> list[tuple[Paint, int]]:
        """Return the bars beside a stretch, each with its column, 0 nearest the words."""
        return [(paint, self._level(paint)) for paint in self._bars.between(start, end)]

    def _level(self, paint: Paint) -> int:
        level = self._levels.get(paint.ref)
        if level is None:
            track = self._track(paint)
            if track.is_long(paint):
                # Long ones stay outside everything else, so that short ones need not know of them.
                longs = [other for other in track.between(paint.start, paint.end) if track.is_long(other)]
                self._levels.update(levels(longs, lowest=DEEPEST - 1))
            else:
                self._levels.update(levels(track.cluster(paint)))
            level = self._levels[paint.ref]
        return level


def _start(paint: Paint) -> int:
    return paint.fragments[0][0]


def levels(paints: Sequence[Paint], *, lowest: int = 0) -> dict[Hashable, int]:
    """Return a level for each paint so that overlapping ones differ as far as ``DEEPEST`` allows.

    Short ones go nearest the words, so what is nested lies inside what surrounds it.  The gap of a
    discontinuous span counts as its own: its connector runs there.
    """
    given: dict[Hashable, int] = {}
    placed: list[tuple[int, int, int]] = []
    free = []
    for paint in paints:
        if paint.depth is None:
            free.append(paint)
        else:
            given[paint.ref] = level = min(paint.depth, DEEPEST)
            placed.append((paint.start, paint.end, level))
    for paint in sorted(free, key=lambda each: (each.end - each.start, each.start)):
        start, end = paint.start, paint.end
        taken = {level for s, e, level in placed if s < end and start < e}
        level = lowest
        while level in taken and level < DEEPEST:
            level += 1
        given[paint.ref] = level
        placed.append((start, end, level))
    return given
