"""Owns confusion tables of two reviewers, made in the plainest way: of characters, tokens, declared units.

What the program counts for all reviewers at once is compared with them.  The units that neither reviewer
labelled are in them: kappa without them is another figure.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence, Set

from annotator.agreement.spans import Span
from annotator.agreement.units import Labels, Run, runs
from annotator.model.spans import Fragment


def character_table(one: Iterable[Span], other: Iterable[Span], *, length: int) -> Counter[Hashable]:
    """Return (labels of one, labels of the other) -> number of characters, over all of a text.

    A character under spans of several labels has their set as its label, so that nested and overlapping
    spans count.  ``length`` is that of the text in code points; what lies beyond is not looked at.  Spans of
    no width hold no character.  O(n log n) in the spans, whatever the length.
    """
    left, right = runs(one, length=length), runs(other, length=length)
    counts: Counter[Hashable] = Counter()
    at = to = 0
    place = 0
    while place < length:
        until = min(left[at][1], right[to][1])
        counts[left[at][2], right[to][2]] += until - place
        at += left[at][1] == until
        to += right[to][1] == until
        place = until
    return counts


def token_table(
    one: Iterable[Span], other: Iterable[Span], *, tokens: Sequence[Fragment]
) -> Counter[Hashable]:
    """Return (labels of one, labels of the other) -> number of tokens.

    A token has the labels of all spans that hold at least one of its characters.  ``tokens`` are ranges
    that do not overlap.
    """
    length = max((end for _, end in tokens), default=0)
    left, right = runs(one, length=length), runs(other, length=length)
    return Counter((_over(token, left), _over(token, right)) for token in tokens)


def _over(token: Fragment, found: Sequence[Run]) -> Labels:
    start, end = token
    labels: set[str] = set()
    at = bisect_right(found, start, key=lambda run: run[0]) - 1
    while 0 <= at < len(found) and found[at][0] < end:
        labels.update(found[at][2])
        at += 1
    return tuple(sorted(labels))


def declared_table(*, both: int, one: int, other: int, of: int) -> Counter[Hashable]:
    """Return the table (one says it is there, the other does) -> number of units, of ``of`` units declared.

    ``one`` and ``other`` are how many units each said it of, ``both`` how many they agree to.

    Raises:
        ValueError: no such units can be.
    """
    neither = of - one - other + both
    if not 0 <= both <= min(one, other) or neither < 0:
        raise ValueError(f"{both} of {one} and {other} in {of} units")
    only_one, only_other = one - both, other - both
    return Counter(
        {(True, True): both, (True, False): only_one, (False, True): only_other, (False, False): neither}
    )


def presence_table(one: Set[Hashable], other: Set[Hashable], *, units: Set[Hashable]) -> Counter[Hashable]:
    """Return the table (one says it is there, the other does) -> number of units, over all ``units``.

    Raises:
        ValueError: a reviewer names a unit that was not declared.
    """
    if not (one | other) <= units:
        raise ValueError(f"not declared: {sorted(map(str, (one | other) - units))[:5]}")
    return declared_table(both=len(one & other), one=len(one), other=len(other), of=len(units))
