"""Owns pairing two reviewers' spans one to one, what each rule takes for the same span, and F1.

Any spans: of several fragments, nested, overlapping, twins, of no width.  None is passed over.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from annotator.agreement.assignment import assign
from annotator.agreement.results import NO_UNITS, Counts, Result, defined, undefined
from annotator.model.spans import Fragments

Rule = Literal["exact", "tolerant", "overlapping"]


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span:
    """What one reviewer says of one place; ``ref`` finds it again and takes no part in the pairing, other
    than to tell twins apart."""

    fragments: Fragments
    label: str = ""
    ref: str = ""


Same = Callable[[Fragments, Fragments], bool]
"""Whether two places that share a character, or are equal, count as the same; symmetric."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Matching:
    """Two reviewers' spans: those that are paired, and those only one of them has, all in text order."""

    pairs: tuple[tuple[Span, Span], ...]
    only_one: tuple[Span, ...]
    only_other: tuple[Span, ...]

    @property
    def counts(self) -> Counts:
        """How many there are of each, to be added over documents and given to ``f1``."""
        return span_counts(both=len(self.pairs), one=len(self.only_one), other=len(self.only_other))


def span_counts(*, both: int, one: int, other: int) -> Counts:
    """Return the counts that ``f1`` takes: pairs, what only one has, what only the other has."""
    return {"both": both, "one": one, "other": other}


def exact(one: Fragments, other: Fragments) -> bool:
    """Whether all borders are the same."""
    return one == other


def overlapping(one: Fragments, other: Fragments) -> bool:
    """True: what shares a character is the same."""
    return True


def tolerant(characters: int, *, text: str = "") -> Same:
    """Return a rule: as many fragments, and each border at most so many characters away.

    With the document's ``text``, punctuation and blanks at the ends of a span do not count: two spans are
    also the same when their borders are near enough once those are cut off.
    """

    def same(one: Fragments, other: Fragments) -> bool:
        if _are_near(one, other, characters):
            return True
        return bool(text) and _are_near(trimmed(one, text), trimmed(other, text), characters)

    return same


def _are_near(one: Fragments, other: Fragments, characters: int) -> bool:
    return len(one) == len(other) and all(
        abs(a - c) <= characters and abs(b - d) <= characters
        for (a, b), (c, d) in zip(one, other, strict=True)
    )


def trimmed(fragments: Fragments, text: str) -> Fragments:
    """Return the span without punctuation and blanks at its two ends.

    Characters of Unicode category P, Z or C are cut, but for signs of shares and the minus.  A fragment of
    nothing else is dropped; a span of nothing else stays as it is.
    """
    kept = [
        (start, end) for start, end in fragments if any(not _is_outer(letter) for letter in text[start:end])
    ]
    if not kept:
        return fragments
    start, end = kept[0][0], kept[-1][1]
    while _is_outer(text[start]):
        start += 1
    while _is_outer(text[end - 1]):
        end -= 1
    if len(kept) == 1:
        return ((start, end),)
    return ((start, kept[0][1]), *kept[1:-1], (kept[-1][0], end))


def _is_outer(letter: str) -> bool:
    # 3% is not 3 and -5 not 5; ℃ and ￥ are no punctuation to Unicode either.
    return unicodedata.category(letter)[0] in "PZC" and letter not in "%％‰‱-－"


def match(one: Sequence[Span], other: Sequence[Span], *, same: Same = exact) -> Matching:
    """Pair two reviewers' spans of one document, one to one, the best that can be done.

    As many pairs as possible; of those ways the one whose pairs share most characters; then the one with the
    fewest characters outside; then with most equal borders, and most equal labels.  Two spans can be paired
    when they share a character or are equal, and ``same`` says so.  Labels do not keep spans apart: give
    spans of one label for F1 of labelled spans.  The order of the spans does not matter, nor which reviewer
    is first.

    Each group of spans that hang together is solved for itself: O(n log n) where the spans of a reviewer do
    not overlap, and quick where some do; n² pairs where everything overlaps everything.
    """
    left, right = sorted(one), sorted(other)
    # The same question asked the other way round has to get the same answer, ties included.
    is_swapped = right < left
    if is_swapped:
        left, right = right, left
    edges: list[dict[int, tuple[int, int, int, int]]] = [{} for _ in left]
    for at, to, shared in _candidates(left, right):
        a, b = left[at], right[to]
        if same(a.fragments, b.fragments):
            outside = _length(a) + _length(b) - 2 * shared
            # Equal places are told from those that differ by a fragment of no width only.
            is_same = int(a.fragments == b.fragments)
            edges[at][to] = shared, -outside, is_same, int(a.label == b.label)
    chosen = assign(edges, width=len(right))
    pairs = sorted((left[at], right[to]) for at, to in chosen.items())
    taken = set(chosen.values())
    only_left = tuple(span for at, span in enumerate(left) if at not in chosen)
    only_right = tuple(span for at, span in enumerate(right) if at not in taken)
    if is_swapped:
        pairs = sorted((b, a) for a, b in pairs)
        only_left, only_right = only_right, only_left
    return Matching(pairs=tuple(pairs), only_one=only_left, only_other=only_right)


def _length(span: Span) -> int:
    return sum(end - start for start, end in span.fragments)


def _candidates(left: Sequence[Span], right: Sequence[Span]) -> Iterator[tuple[int, int, int]]:
    """Pairs of places in the two lists with the characters they share, or of equal spans."""
    shared: dict[tuple[int, int], int] = {}
    fragments = [
        (start, end, side, at)
        for side, spans in enumerate((left, right))
        for at, span in enumerate(spans)
        for start, end in span.fragments
        if start < end
    ]
    # What has begun and not ended yet, of each side: meeting one costs a pair or takes it off the list.
    running: tuple[list[tuple[int, int]], list[tuple[int, int]]] = ([], [])
    for start, end, side, at in sorted(fragments):
        still = [one for one in running[1 - side] if one[0] > start]
        running[1 - side][:] = still
        for until, to in still:
            pair = (at, to) if side == 0 else (to, at)
            shared[pair] = shared.get(pair, 0) + min(end, until) - start
        running[side].append((end, at))
    equal: dict[Fragments, list[int]] = {}
    for at, span in enumerate(right):
        # Only what has no width can be equal and not be found yet.
        if not _length(span):
            equal.setdefault(span.fragments, []).append(at)
    for at, span in enumerate(left):
        for to in equal.get(span.fragments, ()):
            shared[at, to] = 0
    for (at, to), characters in sorted(shared.items()):
        yield at, to, characters


def f1(counts: Counts, *, rule: Rule | str = "exact") -> Result:
    """Return F1 of two reviewers, 0 to 1: 2 both / (2 both + only one + only the other).

    It is the harmonic mean of precision and recall with either reviewer as the truth (G. Hripcsak, A. S.
    Rothschild, JAMIA 12 (2005), 296-298).  n is the number of different spans, a pair being one.  Not to be
    told where nobody has a span.
    """
    both, one, other = (counts.get(key, 0) for key in ("both", "one", "other"))
    if both + one + other == 0:
        return undefined(f"f1_{rule}", NO_UNITS)
    return defined(f"f1_{rule}", Fraction(2 * both, 2 * both + one + other), n=both + one + other)
