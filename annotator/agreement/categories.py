"""Owns agreement on one label for each unit: observed agreement, Cohen's and Fleiss' kappa.

Sources: J. Cohen, Educational and Psychological Measurement 20 (1960), 37-46; J. L. Fleiss, Psychological
Bulletin 76 (1971), 378-382.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from fractions import Fraction

from annotator.agreement.results import (
    NO_UNITS,
    ONE_REVIEWER,
    ONE_VALUE_ONLY,
    Amount,
    Counts,
    Result,
    defined,
    group,
    undefined,
)

UNEVEN = "agreement.uneven_units"


def table(pairs: Iterable[tuple[Hashable, Hashable]]) -> Counter[Hashable]:
    """Return the confusion table of two reviewers: (label of one, label of the other) -> number of units.

    A unit that one of them did not answer (None) is left out.
    """
    return Counter(pair for pair in pairs if pair[0] is not None and pair[1] is not None)


def observed(confusion: Counts) -> Result:
    """Return the share of units to which both gave the same label, 0 to 1; n is the number of units."""
    n, same, _ = _margins(confusion)
    if n == 0:
        return undefined("observed", NO_UNITS)
    return defined("observed", Fraction(same, n), n=n)


def cohen_kappa(confusion: Counts) -> Result:
    """Return Cohen's kappa of a confusion table, -1 to 1; n is the number of units.

    kappa = (Po - Pe) / (1 - Pe), Pe the sum over labels of the product of both reviewers' shares (Cohen
    1960).  Not to be told where both used one and the same label throughout: Pe is 1.
    """
    n, same, by_chance = _margins(confusion)
    if n == 0:
        return undefined("kappa", NO_UNITS)
    if by_chance == n * n:
        return undefined("kappa", ONE_VALUE_ONLY, n=n)
    return defined("kappa", Fraction(n * same - by_chance, n * n - by_chance), n=n)


def _margins(confusion: Counts) -> tuple[Amount, Amount, Amount]:
    """Units, those with one label, and the sum over labels of the products of the margins."""
    rows: dict[Hashable, Amount] = {}
    columns: dict[Hashable, Amount] = {}
    same: Amount = 0
    for pair, count in confusion.items():
        assert isinstance(pair, tuple)
        one, other = pair
        rows[one] = rows.get(one, 0) + count
        columns[other] = columns.get(other, 0) + count
        if one == other:
            same += count
    by_chance: Amount = sum((count * columns.get(label, 0) for label, count in rows.items()), 0)
    return sum(rows.values(), 0), same, by_chance


def fleiss_counts(units: Iterable[Sequence[Hashable]]) -> Counter[Hashable]:
    """Return the counts of Fleiss' kappa: each unit is the labels that reviewers gave it, in any order.

    None stands for no answer and is left out, which makes the unit one of fewer answers.
    """
    counts: Counter[Hashable] = Counter()
    for unit in units:
        labels = Counter(label for label in unit if label is not None)
        answers = labels.total()
        if answers == 0:
            continue
        counts[("units", answers)] += 1
        counts["agreeing"] += sum(count * (count - 1) for count in labels.values())
        for label, count in labels.items():
            counts[("label", label)] += count
    return counts


def fleiss_kappa(counts: Counts) -> Result:
    """Return Fleiss' kappa; n is the number of units.

    kappa = (P - Pe) / (1 - Pe): P the mean share of agreeing pairs of answers in a unit, Pe the sum of the
    squared shares of the labels (Fleiss 1971).  Not to be told where units have differing numbers of
    answers (alpha takes those), only one answer each, or all answers are one label.
    """
    sizes = group(counts, "units")
    units = sum(sizes.values(), 0)
    if units == 0:
        return undefined("fleiss_kappa", NO_UNITS)
    if len(sizes) > 1:
        return undefined("fleiss_kappa", UNEVEN, n=units)
    (answers,) = sizes
    assert isinstance(answers, int)
    if answers < 2:
        return undefined("fleiss_kappa", ONE_REVIEWER, n=units)
    total = units * answers
    squares = sum((count * count for count in group(counts, "label").values()), 0)
    if squares == total * total:
        return undefined("fleiss_kappa", ONE_VALUE_ONLY, n=units)
    found = Fraction(counts.get("agreeing", 0)) / (total * (answers - 1))
    by_chance = Fraction(squares) / (total * total)
    return defined("fleiss_kappa", (found - by_chance) / (1 - by_chance), n=units)
