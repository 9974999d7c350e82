"""Owns what several reviewers say of the same units, counted by what they say together.

Of thousands of tokens only a few dozens are answered in different ways: those are counted once, and every
figure about units is made of these counts, for all labels or for one, for all reviewers or for two.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

from annotator.agreement.alpha import nominal_counts
from annotator.agreement.categories import fleiss_counts
from annotator.agreement.results import Amount, Counts
from annotator.agreement.sets import set_counts
from annotator.agreement.spans import Span
from annotator.agreement.units import NOTHING, Labels, runs
from annotator.model.spans import Fragment

Together = Mapping[tuple[Labels, ...], int]
"""The labels of each reviewer, in one order of reviewers -> how many units they gave these."""


def characters_together(reviewers: Sequence[Iterable[Span]], *, length: int) -> Counter[tuple[Labels, ...]]:
    """Return what the reviewers say of each character of a text, or of nothing where it is empty."""
    cut = [runs(spans, length=length) for spans in reviewers]
    at = [0] * len(cut)
    found: Counter[tuple[Labels, ...]] = Counter()
    place = 0
    while place < length:
        here = [row[one] for row, one in zip(cut, at, strict=True)]
        until = min(end for _, end, _ in here)
        found[tuple(labels for _, _, labels in here)] += until - place
        at = [one + (run[1] == until) for one, run in zip(at, here, strict=True)]
        place = until
    return found


def tokens_together(
    reviewers: Sequence[Iterable[Span]], *, tokens: Sequence[Fragment]
) -> Counter[tuple[Labels, ...]]:
    """Return what the reviewers say of each token: the labels of all spans that hold one of its characters.

    ``tokens`` are in text order and do not overlap.
    """
    length = max((end for _, end in tokens), default=0)
    said = [_of_tokens(runs(spans, length=length), tokens) for spans in reviewers]
    return Counter(zip(*said, strict=True))


def _of_tokens(cut: Sequence[tuple[int, int, Labels]], tokens: Sequence[Fragment]) -> list[Labels]:
    found: list[Labels] = []
    at = 0
    for start, end in tokens:
        while cut[at][1] <= start:
            at += 1
        if cut[at][1] >= end:
            found.append(cut[at][2])
            continue
        labels = set(cut[at][2])
        to = at + 1
        while to < len(cut) and cut[to][0] < end:
            labels.update(cut[to][2])
            to += 1
        found.append(tuple(sorted(labels)))
    return found


def of_label(together: Together, label: str) -> Counter[tuple[Labels, ...]]:
    """Return what they say of one label: ``(label,)`` where a unit has it, () where it has not."""
    found: Counter[tuple[Labels, ...]] = Counter()
    for said, count in together.items():
        found[tuple((label,) if label in labels else NOTHING for labels in said)] += count
    return found


def of_two(together: Together, one: int, other: int) -> Counter[Hashable]:
    """Return the confusion table of two of the reviewers, by their places."""
    found: Counter[Hashable] = Counter()
    for said, count in together.items():
        found[said[one], said[other]] += count
    return found


def of_all_pairs(together: Together) -> Counter[Hashable]:
    """Return the confusion tables of every two reviewers as one, for ``categories.observed``."""
    found: Counter[Hashable] = Counter()
    for said, count in together.items():
        for at, one in enumerate(said):
            for other in said[at + 1 :]:
                found[one, other] += count
    return found


def fleiss(together: Together) -> Counts:
    """Return the counts of ``categories.fleiss_kappa``."""
    return _times(together, lambda said: fleiss_counts([said]))


def nominal(together: Together) -> Counts:
    """Return the counts of ``alpha.nominal_alpha``."""
    return _times(together, lambda said: nominal_counts([said]))


def masi(together: Together) -> Counts:
    """Return the counts of ``sets.set_alpha``."""
    return _times(together, lambda said: set_counts([[frozenset(labels) for labels in said]]))


def _times(together: Together, counted: Callable[[tuple[Labels, ...]], Counts]) -> Counts:
    total: dict[Hashable, Amount] = {}
    for said, count in together.items():
        for key, amount in counted(said).items():
            total[key] = total.get(key, 0) + amount * count
    return total
