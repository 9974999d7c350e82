"""Owns agreement on sets of labels, of documents and paragraphs: Krippendorff's alpha with MASI.

Source of the distance: R. Passonneau, LREC 2006, "Measuring Agreement on Set-valued Items (MASI) for
Semantic and Pragmatic Annotation".
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from fractions import Fraction

from annotator.agreement.alpha import distance_alpha, distance_counts
from annotator.agreement.results import Counts, Result


def masi_distance(one: frozenset[Hashable], other: frozenset[Hashable]) -> Fraction:
    """Return 1 - J M, 0 to 1: J what both share of all labels (Jaccard), M = 1 for equal sets, 2/3 where one
    holds the other, 1/3 where they share some, 0 where nothing.

    Two empty sets are equal.  Some write 0.67 and 0.33 for 2/3 and 1/3; their figures differ a little.
    """
    if one == other:
        return Fraction(0)
    shared = len(one & other)
    if not shared:
        return Fraction(1)
    kind = Fraction(2, 3) if one <= other or other <= one else Fraction(1, 3)
    return 1 - kind * Fraction(shared, len(one | other))


def set_counts(units: Iterable[Sequence[frozenset[Hashable] | None]]) -> Counts:
    """Return the counts of ``set_alpha``: a unit is the sets of the reviewers, None where one is missing."""
    return distance_counts(units, masi_distance)


def set_alpha(counts: Counts) -> Result:
    """Return alpha with MASI; n is the number of places that two reviewers or more answered."""
    return distance_alpha(counts, masi_distance, measure="alpha_masi")
