"""Owns Krippendorff's alpha for unitizing: where reviewers cut a text, and what they call the pieces.

Source of all formulas: K. Krippendorff, Y. Mathet, S. Bouvry, A. Widlöcher, Quality & Quantity 50 (2016),
2347-2364; the numbers of the equations are those of K. Krippendorff, Content Analysis, 4th ed. 2019, section
12.6.  For each reviewer the text is a row of valued units and of gaps between them:

    l_ck  = sum over ordered pairs of reviewers of what c of one shares with k of the other, / (m - 1)    (32)
    e_ck  = (l_c. l_.k - [c = k] S_c) / (l.. - S / l..)                                                   (33)
    alpha = 1 - (l.. - sum of l_cc) / (e.. - sum of e_cc)                                                 (34)

S_c is the sum over the units valued c of their squared lengths, for gaps of their lengths; S that of all S_c.
As e.. = l.., all of it comes down to whole numbers and one division.

Three readings that the formulas leave open, chosen because they give the published figures: units of one
value that touch stay two units; "pairable length" in (37) is what a unit contributes to l, so the mean over
the other reviewers of what they valued of it, not the part that any of them did; and (35) collapses the
matrices and leaves S as it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Literal

from annotator.agreement.results import (
    NO_UNITS,
    ONE_REVIEWER,
    ONE_VALUE_ONLY,
    Amount,
    Counts,
    Result,
    defined,
    undefined,
)
from annotator.agreement.spans import Span

GAP: Literal[None] = None
"""The value of what no unit covers."""

Value = str | None

OVERLAPPING = "agreement.overlapping_labels"
NOTHING_SHARED = "agreement.nothing_shared"

Unit = tuple[int, int, str]
"""``(start, end, value)`` of one piece of a reviewer's continuum, start < end."""


def continuum(spans: Iterable[Span]) -> list[Unit]:
    """Return one reviewer's valued units of one document, in text order.

    Each fragment of a span is a unit.  Spans of one label that overlap or nest are one unit over all they
    cover: a continuum has one value at each place, and both say the same of it.  Spans of one label that
    only touch stay apart.  Spans of no width have no length and are left out.
    """
    found: list[Unit] = []
    pieces = {(span.label, start, end) for span in spans for start, end in span.fragments if start < end}
    for label, start, end in sorted(pieces):
        if found and found[-1][2] == label and start < found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], end), label
        else:
            found.append((start, end, label))
    return sorted(found)


def unitizing_counts(reviewers: Sequence[Iterable[Span]], *, length: int) -> Counter[Hashable]:
    """Return the counts of one document of ``length`` code points that all ``reviewers`` have read.

    Counts of documents add up: the documents are one after the other on one continuum.  Where labels of one
    reviewer overlap the continuum is no partition, and the figures of all labels together cannot be told;
    count each label for itself then (the spans of one label given alone).  O(n log n) in the spans, m² in
    the reviewers.

    Raises:
        ValueError: a span reaches beyond the text.
    """
    m = len(reviewers)
    continua = [continuum(spans) for spans in reviewers]
    counts: Counter[Hashable] = Counter({"units": sum(map(len, continua))})
    if m < 2 or not length:
        counts["alone"] += m == 1
        return counts
    for units in continua:
        if units and not (units[0][0] >= 0 and max(end for _, end, _ in units) <= length):
            raise ValueError(f"a span reaches beyond {length}")
        counts["overlapping"] += any(b[0] < a[1] for a, b in pairwise(units))
    if counts["overlapping"]:
        return counts
    paired = [[0] * len(units) for units in continua]
    for shared, at in _pieces(continua, length=length):
        values: list[Value] = [
            GAP if place is None else units[place][2] for place, units in zip(at, continua, strict=True)
        ]
        valued = m - values.count(GAP)
        # Of the matrix no more is ever needed than margins, diagonal, and what meets a gap.
        for one, value in enumerate(values):
            counts["margin", m, value] += shared * (m - 1)
            counts["same", m, value] += shared * (values.count(value) - 1)
            counts["to gaps", m, value] += shared * (m - valued - (value is GAP))
            place = at[one]
            if place is None:
                counts["squares", m, GAP] += shared
            else:
                paired[one][place] += shared * (valued - 1)
    for units, lengths in zip(continua, paired, strict=True):
        for (start, end, value), pairable in zip(units, lengths, strict=True):
            counts["squares", m, value] += (end - start) ** 2
            counts["paired", m, value] += pairable**2
    return counts


def _pieces(continua: Sequence[Sequence[Unit]], *, length: int) -> Iterator[tuple[int, list[int | None]]]:
    """The pieces between any two borders: length, and for each reviewer the unit that is there."""
    borders = sorted(
        {0, length, *(place for units in continua for start, end, _ in units for place in (start, end))}
    )
    at = [0] * len(continua)
    for start, end in pairwise(borders):
        here: list[int | None] = []
        for reviewer, units in enumerate(continua):
            while at[reviewer] < len(units) and units[at[reviewer]][1] <= start:
                at[reviewer] += 1
            place = at[reviewer]
            here.append(place if place < len(units) and units[place][0] <= start else None)
        yield end - start, here


@dataclass(frozen=True, slots=True, kw_only=True)
class _Matrix:
    """Of the coincidences the margins l_c. and the diagonal l_cc, and the S_c."""

    margins: dict[Value, Amount]
    same: dict[Value, Amount]
    squares: dict[Value, Amount]

    @property
    def total(self) -> Amount:
        return sum(self.margins.values(), 0)

    @property
    def spare(self) -> Amount:
        """l..² - S, the common part of all expected coincidences: e_ck = l.. (l_c. l_.k - …) / spare."""
        return self.total**2 - sum(self.squares.values(), 0)

    @property
    def apart(self) -> Amount:
        """l.. less the diagonal."""
        return self.total - sum(self.same.values(), 0)


def _matrix(counts: Counts, *, with_gaps: bool) -> _Matrix:
    margins: dict[Value, Amount] = {}
    same: dict[Value, Amount] = {}
    squares: dict[Value, Amount] = {}
    for key, amount in counts.items():
        if not isinstance(key, tuple):
            continue
        name, m, value = key
        # Whole numbers are many times quicker than fractions, and most texts have two reviewers.
        if name == "squares" and with_gaps:
            squares[value] = squares.get(value, 0) + amount
        elif name == "paired" and not with_gaps:
            part = amount if m == 2 else Fraction(amount) / (m - 1) ** 2
            squares[value] = squares.get(value, 0) + part
        elif with_gaps or value is not GAP:
            part = amount if m == 2 else Fraction(amount) / (m - 1)
            if name == "margin":
                margins[value] = margins.get(value, 0) + part
            elif name == "same":
                same[value] = same.get(value, 0) + part
            elif name == "to gaps" and not with_gaps:
                margins[value] = margins.get(value, 0) - part
    return _Matrix(margins=margins, same=same, squares=squares)


def _refused(measure: str, counts: Counts) -> Result | None:
    n = counts.get("units", 0)
    if counts.get("overlapping", 0):
        return undefined(measure, OVERLAPPING, n=n)
    if not any(isinstance(key, tuple) for key in counts):
        return undefined(measure, ONE_REVIEWER if counts.get("alone", 0) else NO_UNITS, n=n)
    return None


def _nominal(measure: str, matrix: _Matrix, *, n: Amount) -> Result:
    total = matrix.total
    apart = total**2 - sum((margin**2 for margin in matrix.margins.values()), 0)
    if apart == 0:
        return undefined(measure, ONE_VALUE_ONLY, n=n)
    return defined(measure, 1 - Fraction(matrix.apart * matrix.spare, total * apart), n=n)


def alpha_u(counts: Counts) -> Result:
    """Return u-alpha nominal (34): cutting and naming together; n is the number of units of all reviewers.

    Not to be told where the text is one gap, or one value, to everybody.
    """
    measure = "alpha_u"
    return _refused(measure, counts) or _nominal(
        measure, _matrix(counts, with_gaps=True), n=counts.get("units", 0)
    )


def alpha_u_binary(counts: Counts) -> Result:
    """Return |u-alpha binary (35): what is in a unit and what is in a gap, whatever its value; n is the
    number of units of all reviewers."""
    measure, n = "alpha_u_binary", counts.get("units", 0)
    refused = _refused(measure, counts)
    if refused:
        return refused
    matrix = _matrix(counts, with_gaps=True)
    total, gaps = matrix.total, matrix.margins.get(GAP, 0)
    if gaps in (0, total):
        return undefined(measure, ONE_VALUE_ONLY, n=n)
    apart = gaps - matrix.same.get(GAP, 0)
    return defined(measure, 1 - Fraction(apart * matrix.spare, total * gaps * (total - gaps)), n=n)


def alpha_cu(counts: Counts) -> Result:
    """Return cu-alpha nominal (36, 37): naming alone, where at least two reviewers have units; n is the
    number of units of all reviewers."""
    measure, n = "alpha_cu", counts.get("units", 0)
    refused = _refused(measure, counts)
    if refused:
        return refused
    matrix = _matrix(counts, with_gaps=False)
    if not matrix.total:
        return undefined(measure, NOTHING_SHARED, n=n)
    return _nominal(measure, matrix, n=n)


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueResult:
    """How reliable one value is.  ``coverage`` is the share of its length that another reviewer valued at
    all, 0 to 1: what lies over gaps has no say in ``result``.  None where nobody used the value."""

    result: Result
    coverage: float | None


def alpha_of_values(counts: Counts) -> dict[str, ValueResult]:
    """Return (k)u-alpha (38) with its coverage for each value, by value; n is the number of units of all
    reviewers.

    Not to be told where the value meets gaps only, or no other value is met anywhere.
    """
    measure, n = "alpha_u_value", counts.get("units", 0)
    if _refused(measure, counts):
        return {}
    whole, valued = _matrix(counts, with_gaps=True), _matrix(counts, with_gaps=False)
    total = valued.total
    found: dict[str, ValueResult] = {}
    for value in sorted(value for value in whole.margins if value is not GAP):
        margin = valued.margins.get(value, 0)
        if margin == 0:
            result = undefined(measure, NOTHING_SHARED, n=n)
        elif margin == total:
            result = undefined(measure, ONE_VALUE_ONLY, n=n)
        else:
            # e_.k and e_.k - e_kk have l.. / spare in common.
            by_chance = Fraction(margin * total - valued.squares.get(value, 0)) / (margin * (total - margin))
            differing = margin - valued.same.get(value, 0)
            result = defined(measure, 1 - by_chance * differing / margin, n=n)
        found[value] = ValueResult(result=result, coverage=float(Fraction(margin) / whole.margins[value]))
    return found
