"""Owns which parts of a text a reviewer declared complete, and which of them several did."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise

from annotator.model.annotations import GOLD, WHOLE, Progress
from annotator.model.documents import Section
from annotator.model.spans import Fragment, Fragments, joined

Ranges = tuple[Fragment, ...]
"""Parts of a text in order that neither overlap nor touch.  The whole of a text reaches one character beyond
it: a span of no width may stand at its end."""


def whole(length: int) -> Ranges:
    """Return all of a text of that many code points."""
    return ((0, length + 1),)


def declared(
    progress: Progress, layers: Iterable[str], *, length: int, sections: Callable[[], Sequence[Section]]
) -> dict[str, Ranges]:
    """Return layer -> what of a document somebody declared complete in it.

    A heading declared takes in all below it.  Who declares the document finished and names no layer has
    declared all of them.
    """
    # "curated" in a person's record tells of gold, and not of what that person annotated.
    done = "curated" if progress.owner == GOLD else "finished"
    if progress.state in ("finished", done) and not progress.finished:
        return dict.fromkeys(layers, whole(length))
    found: dict[str, Ranges] = {}
    for layer in layers:
        starts = progress.finished.get(layer, ())
        if tuple(starts) == WHOLE:
            found[layer] = whole(length)
        elif starts:
            found[layer] = _below(starts, sections(), length=length)
    return found


def declared_by(
    progress: Iterable[Progress],
    layers: Sequence[str],
    *,
    length: int,
    sections: Callable[[], Sequence[Section]],
) -> dict[str, dict[str, Ranges]]:
    """Return layer -> owner -> what of a document they declared complete in it; all layers are there."""
    found: dict[str, dict[str, Ranges]] = {layer: {} for layer in layers}
    for each in progress:
        for layer, ranges in declared(each, layers, length=length, sections=sections).items():
            found[layer][each.owner] = ranges
    return found


def _below(starts: Iterable[int], sections: Sequence[Section], *, length: int) -> Ranges:
    ends = {section.start: section.end_of_section for section in sections}
    headings = sorted(ends)
    found: Ranges = ()
    for start in starts:
        # What begins at no heading, as the lines before the first one do, ends at the next.
        end = ends.get(start)
        if end is None:
            after = bisect_right(headings, start)
            end = headings[after] if after < len(headings) else length
        found = joined(found, (start, end + 1 if end == length else end))
    return found


def shared(one: Ranges, other: Ranges) -> Ranges:
    """Return what lies in both."""
    found = [(max(a, c), min(b, d)) for a, b in one for c, d in other]
    return tuple(sorted((start, end) for start, end in found if start < end))


def parts(by_owner: Mapping[str, Ranges]) -> list[tuple[tuple[str, ...], Ranges]]:
    """Return the parts of a text that two or more declared, each with who did: a part has the same ones
    throughout, and nobody's names come twice."""
    borders = sorted({place for ranges in by_owner.values() for pair in ranges for place in pair})
    found: dict[tuple[str, ...], Ranges] = {}
    for start, end in pairwise(borders):
        owners = tuple(sorted(name for name, ranges in by_owner.items() if _holds(ranges, start)))
        if len(owners) > 1:
            found[owners] = joined(found.get(owners, ()), (start, end))
    return sorted(found.items())


def begins_in(fragments: Fragments, ranges: Ranges, *, length: int) -> bool:
    """Whether an annotation belongs to these parts: to the one where it begins.  What is said of the
    document belongs to the whole alone."""
    if not fragments:
        return ranges == whole(length)
    return _holds(ranges, fragments[0][0])


def _holds(ranges: Ranges, place: int) -> bool:
    return any(start <= place < end for start, end in ranges)


def width(ranges: Ranges, *, length: int) -> int:
    """Return how many characters of the text there are in the parts."""
    return sum(min(end, length) - start for start, end in ranges)


def moved_together(fragments: Fragments, ranges: Ranges, *, length: int) -> Fragments:
    """Return a span in the text that the parts make when put one behind the other; what lies outside them is
    cut off."""
    if ranges == whole(length):
        return fragments
    found: list[Fragment] = []
    before = 0
    for first, last in ranges:
        last = min(last, length)
        for start, end in fragments:
            inner = max(start, first), min(end, last)
            if inner[0] < inner[1]:
                found.append((inner[0] - first + before, inner[1] - first + before))
        before += last - first
    return tuple(found)
