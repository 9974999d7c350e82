"""Owns the map between positions of the original text and of the clean text."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from dataclasses import dataclass, field

from annotator.model.spans import Fragment


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """Which stretches of the original are missing from the clean text, and so where each position lies.

    ``deleted`` holds half-open code point ranges of the original, sorted, not overlapping, not
    empty.  Everything else is kept one code point for one code point, so both directions are one
    bisection.

    Raises:
        ValueError: the ranges are out of order, empty, or leave the text.
    """

    original_length: int
    deleted: tuple[Fragment, ...] = ()
    _starts: tuple[int, ...] = field(init=False, repr=False, compare=False)
    _cuts: tuple[int, ...] = field(init=False, repr=False, compare=False)
    _removed: tuple[int, ...] = field(init=False, repr=False, compare=False)
    clean_length: int = field(init=False, compare=False)
    """Code points of the clean text."""

    def __post_init__(self) -> None:
        cuts: list[int] = []
        removed: list[int] = []
        last, total = 0, 0
        for start, end in self.deleted:
            if not last <= start < end <= self.original_length:
                raise ValueError(f"deleted range ({start}, {end}) is out of order or outside the text")
            cuts.append(start - total)
            total += end - start
            removed.append(total)
            last = end
        object.__setattr__(self, "_starts", tuple(start for start, _ in self.deleted))
        object.__setattr__(self, "_cuts", tuple(cuts))
        object.__setattr__(self, "_removed", tuple(removed))
        object.__setattr__(self, "clean_length", self.original_length - total)

    def to_clean(self, start: int, end: int) -> Fragment:
        """Return where an original range lies in the clean text; zero-width when all of it was deleted.

        Raises:
            ValueError: the range is reversed or leaves the original text.
        """
        _check(start, end, self.original_length)
        return self._clean_position(start), self._clean_position(end)

    def to_original(self, start: int, end: int) -> Fragment:
        """Return the original range from the first to the last character of a clean range.

        Deleted text inside belongs to the range, at its edges it does not; a zero-width range lies
        just before the character that follows it.

        Raises:
            ValueError: the range is reversed or leaves the clean text.
        """
        if not 0 <= start <= end <= self.clean_length:
            _check(start, end, self.clean_length)
        if not self.deleted:
            return start, end
        cuts, removed = self._cuts, self._removed
        count = bisect_right(cuts, start)
        first = start + (removed[count - 1] if count else 0)
        if start == end:
            return first, first
        count = bisect_right(cuts, end - 1, count)
        return first, end + (removed[count - 1] if count else 0)

    def kept(self, table: array[int]) -> array[int]:
        """Return what is left in the clean text of a table of the original: a number for each code point, and
        one for its end."""
        left = array(table.typecode)
        last = 0
        for start, end in self.deleted:
            left.extend(table[last:start])
            last = end
        left.extend(table[last:])
        return left

    def _clean_position(self, position: int) -> int:
        count = bisect_right(self._starts, position)
        if not count:
            return position
        # A position inside the last deletion counts as its beginning.
        return self._cuts[count - 1] + max(0, position - self.deleted[count - 1][1])


def _check(start: int, end: int, length: int) -> None:
    if not 0 <= start <= end <= length:
        raise ValueError(f"range ({start}, {end}) is reversed or outside 0..{length}")
