"""Owns where a span of an older version of a text stands in the newer one, and how sure that is."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from annotator.model.spans import Fragment, Fragments, joined
from annotator.model.versions import Grade, Piece, Version, worst

ENOUGH = 8
"""Letters, of the words themselves and beside them, that must be the same for a place to be sure."""

WIDER = 2
"""How many times as long changed words may have become for the place to be worth proposing."""


class Places:
    """Finds places of one older version in the newer text."""

    def __init__(self, version: Version) -> None:
        self._pieces: Sequence[Piece] = version.pieces
        self._begins = [piece.old for piece in version.pieces]
        self._chars = version.chars
        self._sections = dict(version.sections)
        self._known: dict[Fragments, tuple[Grade, Fragments | None]] = {}

    def placed(self, fragments: Fragments) -> tuple[Grade, Fragments | None]:
        """Return the grade of a span and its place in the newer text, None where nothing answers to it.

        No fragment at all, which is how the whole document is named, stays so.
        """
        if fragments not in self._known:
            self._known[fragments] = self._found(fragments)
        return self._known[fragments]

    def _found(self, fragments: Fragments) -> tuple[Grade, Fragments | None]:
        found = [self._placed(fragment) for fragment in fragments]
        places = [place for _, place in found if place is not None]
        if fragments and not places:
            return "lost", None
        grade = worst(tuple(grade for grade, _ in found))
        together: Fragments = ()
        for place in places:
            together = joined(together, place)
        if grade == "lost" or (len(together) < len(places) or list(together) != places):
            # Some of it is gone, or what stood apart is together or the other way round now.
            return "doubtful", together
        return grade, together

    def nearest(self, fragments: Fragments) -> Fragments:
        """Return the place of a span; where nothing answers to it, the point where it would have stood."""
        _, place = self.placed(fragments)
        if place is not None:
            return place
        point = self._point(fragments[0][0])
        return ((point, point),)

    def section(self, start: int) -> int | None:
        """Return where a heading starts now; None unless its section is the same to the letter."""
        return self._sections.get(start)

    def _placed(self, fragment: Fragment) -> tuple[Grade, Fragment | None]:
        start, end = fragment
        if start == end:
            return self._placed_point(start)
        pieces = self._over(start, end)
        words = [piece for piece in pieces if piece.kind != "blank"]
        if not words:
            return self._between(start, end)
        is_whole = pieces[0].old <= start and end <= pieces[-1].old_end
        is_unbroken = all(_goes_on(one, two) for one, two in pairwise(pieces))
        if is_whole and is_unbroken and "blank" not in (pieces[0].kind, pieces[-1].kind):
            place = _in(pieces[0], start), _in(pieces[-1], end)
            return self._grade(pieces), place
        place = min(_in(one, start) for one in words), max(_in(one, end) for one in words)
        is_near = place[1] - place[0] <= WIDER * (end - start) + ENOUGH
        return ("doubtful", place) if is_near else ("lost", None)

    def _between(self, start: int, end: int) -> tuple[Grade, Fragment | None]:
        """Words that are gone: what stands instead of them is proposed where it is as short as they were."""
        n = bisect_right(self._begins, start)
        if 0 < n < len(self._pieces):
            one, other = self._pieces[n - 1], self._pieces[n]
            gone, come = other.old - one.old_end, other.new - one.new_end
            if come > 0 and max(gone, come) <= WIDER * (end - start) + ENOUGH:
                return "doubtful", (one.new_end, other.new)
        return "lost", None

    def _grade(self, pieces: Sequence[Piece]) -> Grade:
        """Of words that are all there."""
        kinds = {piece.kind for piece in pieces}
        if "unsure" in kinds:
            return "doubtful"
        if "moved" in kinds:
            return "moved"
        if not self._is_enough_kept(pieces):
            return "doubtful"
        return "moved" if "blank" in kinds else "exact"

    def _is_enough_kept(self, pieces: Sequence[Piece]) -> bool:
        """Whether the words with what goes on from them on both sides are enough to know them by; where a
        text begins or ends nothing could be different."""
        length = sum(piece.old_length for piece in pieces)
        first = bisect_right(self._begins, pieces[0].old) - 1
        last = bisect_right(self._begins, pieces[-1].old) - 1
        while length < ENOUGH and first and _goes_on(self._pieces[first - 1], self._pieces[first]):
            first -= 1
            length += self._pieces[first].old_length
        while (
            length < ENOUGH
            and last + 1 < len(self._pieces)
            and _goes_on(self._pieces[last], self._pieces[last + 1])
        ):
            last += 1
            length += self._pieces[last].old_length
        begin, end = self._pieces[first], self._pieces[last]
        return length >= ENOUGH or (begin.old, begin.new) == (0, 0) or end.new_end == self._chars

    def _placed_point(self, position: int) -> tuple[Grade, Fragment | None]:
        for piece in self._over(max(0, position - 1), position + 1):
            if piece.old <= position <= piece.old_end and piece.kind != "blank":
                point = _in(piece, position)
                return self._grade([piece]), (point, point)
        return "lost", None

    def _over(self, start: int, end: int) -> list[Piece]:
        """The pieces that share something with a range of the older text."""
        n = max(0, bisect_right(self._begins, start) - 1)
        found = []
        while n < len(self._pieces) and self._pieces[n].old < end:
            if self._pieces[n].old_end > start:
                found.append(self._pieces[n])
            n += 1
        return found

    def _point(self, position: int) -> int:
        before = bisect_right(self._begins, position) - 1
        return min(self._pieces[before].new_end, self._chars) if before >= 0 else 0


def _goes_on(one: Piece, other: Piece) -> bool:
    return (one.old_end, one.new_end) == (other.old, other.new)


def _in(piece: Piece, position: int) -> int:
    """A position of the older text, brought into a piece, in the newer one."""
    return piece.new + min(max(position - piece.old, 0), piece.new_length)
