"""Owns comparing two versions of one text: which pieces of the older one are in the newer one, and where.

Blanks are left out first, since a report that is fetched again is often broken into other lines; then
sentences are compared, and letters only inside what changed.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right, insort
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import pairwise

from annotator.model.spans import Fragment
from annotator.model.versions import Piece, PieceKind
from annotator.text.alignment import Alignment
from annotator.text.cleaning import without
from annotator.text.reading import read

SHORTEST = 3
"""Fewest letters in the middle of a changed passage that count as kept: two may be alike by chance."""

MOVABLE = 8
"""Fewest letters of a sentence that is looked for elsewhere."""

MOST_MOVED = 1000
"""How many sentences are looked for elsewhere."""

MOST = 1_000_000
"""Letters of the older passage times letters of the newer one up to which letters are compared."""

_SENTENCE = re.compile(r"[^。；！？]*[。；！？]?")
_BLANKS = re.compile(r"\s+")

_Run = tuple[int, int, int]
"""Start in the older text, start in the newer one, length; without blanks."""


def shared_pieces(old: str, new: str) -> tuple[Piece, ...]:
    """Return what two versions of a text share, by place in the older one; no stretch of either is in two
    pieces."""
    olds, news = _Squeezed(old), _Squeezed(new)
    kept = list(_joined(_runs(olds.text, news.text)))
    moved = list(_moved(olds.text, news.text, kept))
    pieces = [piece for run in kept for piece in _spelled(run, olds, news, "kept")]
    pieces += [
        piece for *run, kind in moved for piece in _spelled((run[0], run[1], run[2]), olds, news, kind)
    ]
    pieces += _blank(pieces, old, new)
    return tuple(_whole(sorted(pieces, key=lambda piece: (piece.old, piece.old_length))))


def likeness(pieces: Iterable[Piece], *, old: int, new: int) -> float:
    """Return how much of the longer of two texts (their lengths in code points) is shared, 0 to 1."""
    return sum(piece.old_length for piece in pieces) / max(old, new, 1)


def equal_sections(old: str, new: str, pieces: Sequence[Piece]) -> tuple[tuple[int, int], ...]:
    """Return the headings of the older text whose sections are in the newer one to the letter: where the
    heading starts in each."""
    starts = {section.start: section for section in read(new).sections}
    kept = sorted((piece for piece in pieces if piece.kind in ("kept", "moved")), key=lambda piece: piece.old)
    begins = [piece.old for piece in kept]
    found = []
    for section in read(old).sections:
        n = bisect_right(begins, section.start) - 1
        if n < 0 or section.start >= kept[n].old_end:
            continue
        start = kept[n].new + section.start - kept[n].old
        twin = starts.get(start)
        same = old[section.start : section.end_of_section].rstrip()
        if twin is not None and new[start : twin.end_of_section].rstrip() == same:
            found.append((section.start, start))
    return tuple(found)


class _Squeezed:
    """A text without its blanks, and where each of its letters stands in the text."""

    def __init__(self, original: str) -> None:
        blanks = tuple(found.span() for found in _BLANKS.finditer(original))
        alignment = Alignment(original_length=len(original), deleted=blanks)
        self.text = without(original, blanks)
        self.places = alignment.kept(array("q", range(len(original) + 1)))


def _runs(old: str, new: str) -> Iterator[_Run]:
    """What is in both in the same order."""
    olds, news = _sentences(old), _sentences(new)
    words = ([old[a:b] for a, b in olds], [new[a:b] for a, b in news])
    last = 0, 0
    for one, other, count in SequenceMatcher(None, *words, autojunk=False).get_matching_blocks():
        ends = (olds[one][0] if count else len(old)), (news[other][0] if count else len(new))
        yield from _letters(old, new, (last[0], ends[0]), (last[1], ends[1]))
        if count:
            last = olds[one + count - 1][1], news[other + count - 1][1]
            yield ends[0], ends[1], last[0] - ends[0]


def _sentences(text: str, start: int = 0, end: int | None = None) -> list[Fragment]:
    stop = len(text) if end is None else end
    return [found.span() for found in _SENTENCE.finditer(text, start, stop) if found[0]]


def _letters(old: str, new: str, one: Fragment, other: Fragment) -> Iterator[_Run]:
    """What two passages that differ have in common."""
    first, second = old[slice(*one)], new[slice(*other)]
    if not first or not second:
        return
    if len(first) * len(second) > MOST:
        yield from _ends(first, second, (one[0], other[0]))
        return
    for a, b, count in SequenceMatcher(None, first, second, autojunk=False).get_matching_blocks():
        is_at_edge = (a == 0 and b == 0) or (a + count == len(first) and b + count == len(second))
        if count >= SHORTEST or (count and is_at_edge):
            yield one[0] + a, other[0] + b, count


def _ends(first: str, second: str, offsets: tuple[int, int]) -> Iterator[_Run]:
    """What two long passages begin and end with alike."""
    most = min(len(first), len(second))
    head = next((n for n in range(most) if first[n] != second[n]), most)
    tail = next((n for n in range(most - head) if first[-1 - n] != second[-1 - n]), most - head)
    if head:
        yield offsets[0], offsets[1], head
    if tail:
        yield offsets[0] + len(first) - tail, offsets[1] + len(second) - tail, tail


def _joined(runs: Iterable[_Run]) -> Iterator[_Run]:
    """The runs, those that go on from each other as one."""
    held: _Run | None = None
    for old, new, count in runs:
        if held is not None and (held[0] + held[2], held[1] + held[2]) == (old, new):
            held = held[0], held[1], held[2] + count
            continue
        if held is not None:
            yield held
        held = old, new, count
    if held is not None:
        yield held


def _moved(old: str, new: str, kept: Sequence[_Run]) -> Iterator[tuple[int, int, int, PieceKind]]:
    """Sentences that stand elsewhere: sure where there is one of them in each text."""
    taken = sorted((b, b + count) for _, b, count in kept)
    left = [
        (start, end)
        for begin, stop in _gaps([(a, a + count) for a, _, count in kept], len(old))
        for start, end in _sentences(old, begin, stop)
        if end - start >= MOVABLE
    ]
    for start, end in left[:MOST_MOVED]:
        words = old[start:end]
        places = [(at, at + len(words)) for at in _occurrences(words, new)]
        free = [place for place in places if not _is_taken(place, taken)]
        if free:
            is_sure = len(places) == 1 and old.count(words) == 1
            yield start, free[0][0], len(words), "moved" if is_sure else "unsure"
            insort(taken, free[0])


def _gaps(taken: Iterable[Fragment], length: int) -> Iterator[Fragment]:
    """What lies between ranges that are in order."""
    last = 0
    for start, end in (*taken, (length, length)):
        if last < start:
            yield last, start
        last = end


def _occurrences(words: str, text: str) -> Iterator[int]:
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def _is_taken(place: Fragment, taken: Sequence[Fragment]) -> bool:
    """Whether it shares anything with ranges that are in order and apart."""
    n = bisect_right(taken, place)
    return (n < len(taken) and taken[n][0] < place[1]) or (n > 0 and taken[n - 1][1] > place[0])


def _spelled(run: _Run, olds: _Squeezed, news: _Squeezed, kind: PieceKind) -> Iterator[Piece]:
    """A run with the blanks put back: broken where one of the texts has some."""
    old, new, count = run
    begin = 0
    for n in range(1, count + 1):
        is_going_on = n < count and (
            olds.places[old + n] == olds.places[old + n - 1] + 1
            and news.places[new + n] == news.places[new + n - 1] + 1
        )
        if not is_going_on:
            long = n - begin
            yield Piece(
                old=olds.places[old + begin],
                old_length=long,
                new=news.places[new + begin],
                new_length=long,
                kind=kind,
            )
            begin = n


def _blank(pieces: Sequence[Piece], old: str, new: str) -> Iterator[Piece]:
    """What stands between two pieces that follow each other in both texts, or before the first or behind the
    last one, where it is only blanks."""
    ordered = sorted(pieces, key=lambda piece: piece.old)
    begin = Piece(old=0, old_length=0, new=0, new_length=0)
    end = Piece(old=len(old), old_length=0, new=len(new), new_length=0)
    for one, other in pairwise((begin, *ordered, end)):
        between = old[one.old_end : other.old], new[one.new_end : other.new]
        if other.new < one.new_end or not any(between):
            continue
        if all(not words or words.isspace() for words in between):
            # Equal blanks between equal words are as much the same as the words are.
            is_same = between[0] == between[1] and one.kind == other.kind
            yield Piece(
                old=one.old_end,
                old_length=len(between[0]),
                new=one.new_end,
                new_length=len(between[1]),
                kind=one.kind if is_same else "blank",
            )


def _whole(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces, in order, those of one kind that go on from each other as one."""
    held: Piece | None = None
    for piece in pieces:
        is_going_on = (
            held is not None
            and held.kind == piece.kind != "blank"
            and (held.old_end, held.new_end) == (piece.old, piece.new)
        )
        if held is not None and is_going_on:
            long = held.old_length + piece.old_length
            held = replace(held, old_length=long, new_length=long)
            continue
        if held is not None:
            yield held
        held = piece
    if held is not None:
        yield held
