"""Owns Krippendorff's alpha, against published cases and against libraries where they are installed."""

from __future__ import annotations

import random
from decimal import Decimal
from fractions import Fraction

import pytest

from annotator.agreement.alpha import (
    distance_alpha,
    distance_counts,
    distance_statistic,
    interval_alpha,
    interval_counts,
    nominal_alpha,
    nominal_counts,
    ratio_alpha,
    ratio_counts,
    ratio_distance,
)
from annotator.agreement.results import added
from annotator.agreement.sets import masi_distance, set_alpha, set_counts
from tests.unit.agreement.references import library

N = None
CASE = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, N, N, N],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, N, 3],
    [N, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, N],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, N],
]
"""Four reviewers, twelve units: Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), case C:
nominal 0.743, interval 0.849, ratio 0.797."""
UNITS = [list(unit) for unit in zip(*CASE, strict=True)]


def test_the_published_case() -> None:
    assert nominal_alpha(nominal_counts(UNITS)).value == pytest.approx(0.743, abs=5e-4)
    assert interval_alpha(interval_counts(UNITS)).value == pytest.approx(0.849, abs=5e-4)
    assert ratio_alpha(ratio_counts(UNITS)).value == pytest.approx(0.797, abs=5e-4)
    assert nominal_alpha(nominal_counts(UNITS)).n == 11


def test_two_reviewers_by_hand() -> None:
    # Binary, ten units, no answer missing: Krippendorff 2011, case A, alpha 0.095.
    one = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0]
    other = [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]
    counts = nominal_counts(zip(one, other, strict=True))
    # Do = 8 / 20; De = 2 * 14 * 6 / (20 * 19).
    assert nominal_alpha(counts).value == pytest.approx(1 - (8 / 20) / (168 / 380), abs=1e-15)
    assert nominal_alpha(counts).value == pytest.approx(0.095, abs=5e-4)


def test_a_distance_of_ones_own_gives_the_same_where_it_is_the_same() -> None:
    def nominal(one: int, other: int) -> int:
        return int(one != other)

    def interval(one: int, other: int) -> int:
        return (one - other) ** 2

    for distance, expected in (
        (nominal, nominal_alpha(nominal_counts(UNITS))),
        (interval, interval_alpha(interval_counts(UNITS))),
        (ratio_distance, ratio_alpha(ratio_counts(UNITS))),
    ):
        found = distance_alpha(distance_counts(UNITS, distance), distance, measure="own")
        assert found.value == pytest.approx(expected.value, abs=1e-12)


def test_large_numbers_keep_their_digits() -> None:
    units = [(Decimal(10**15 + at), Decimal(10**15 + at + at % 2)) for at in range(6)]
    shifted = [(at, at + at % 2) for at in range(6)]
    assert interval_alpha(interval_counts(units)) == interval_alpha(interval_counts(shifted))


@pytest.mark.parametrize(
    ("units", "reason"),
    [
        ([], "agreement.no_units"),
        ([[None, None]], "agreement.no_units"),
        ([[1, None], [None, 2]], "agreement.one_reviewer"),
        ([[1, 1], [1, 1]], "agreement.one_value_only"),
    ],
)
def test_why_not(units: list[list[int | None]], reason: str) -> None:
    assert nominal_alpha(nominal_counts(units)).reason == reason
    assert interval_alpha(interval_counts(units)).reason == reason
    assert ratio_alpha(ratio_counts(units)).reason == reason


def test_numbers_below_zero_are_on_no_ratio_scale() -> None:
    result = ratio_alpha(ratio_counts([[1, -1], [2, 2]]))
    assert (result.value, result.reason, result.n) == (None, "agreement.negative_values", 2)
    assert ratio_distance(0, 0) == 0.0
    assert ratio_distance(1e308, 1e308) == 0.0


def test_what_is_not_finite_is_refused() -> None:
    with pytest.raises(ValueError):
        interval_counts([[float("nan"), 1.0]])
    with pytest.raises(ValueError):
        ratio_counts([[float("nan"), 1.0]])


def test_masi_by_hand() -> None:
    def far(one: str, other: str) -> Fraction:
        return masi_distance(frozenset(one), frozenset(other))

    assert far("ab", "ab") == far("", "") == 0
    assert far("ab", "cd") == far("a", "") == 1
    assert far("ab", "abc") == far("abc", "ab") == 1 - Fraction(2, 3) * Fraction(2, 3)
    assert far("ab", "bc") == 1 - Fraction(1, 3) * Fraction(1, 3)


def test_alpha_of_sets_by_hand() -> None:
    one = {"p1": {"a", "b"}, "p2": {"a"}, "p3": set(), "p4": {"b"}}
    other = {"p1": {"a", "b"}, "p2": {"a", "b"}, "p3": set()}
    units = [[frozenset(said[p]) if p in said else None for said in (one, other)] for p in one]
    result = set_alpha(set_counts(units))
    # Within: 2 * d(a, ab) = 4/3.  Among {ab, ab, a, ab, -, -}: 2 * (3 * 2/3 + 6 + 2) = 20, over 5.
    assert result.value == pytest.approx(1 - 5 * Fraction(4, 3) / 20, abs=1e-15)
    assert result.n == 3


@pytest.mark.parametrize("documents", [2, 30])
def test_the_statistic_over_documents_is_the_alpha_of_what_is_taken(documents: int) -> None:
    dice = random.Random(documents)
    parts = [
        ratio_counts([(dice.randint(0, 9), dice.randint(0, 9)) for _ in range(4)]) for _ in range(documents)
    ]
    alpha = distance_statistic(parts, ratio_distance)
    for _ in range(5):
        times = [dice.randint(0, 2) for _ in parts]
        taken = added(part for part, count in zip(parts, times, strict=True) for _ in range(count))
        assert alpha(times) == pytest.approx(ratio_alpha(taken).value, abs=1e-12)
    assert alpha([0] * documents) is None


@pytest.mark.parametrize("level", ["nominal", "interval", "ratio"])
@pytest.mark.parametrize("seed", range(4))
def test_it_is_that_of_the_library(level: str, seed: int) -> None:
    krippendorff = library("krippendorff", "krippendorff")
    numpy = library("numpy", "numpy")
    dice = random.Random(seed)
    truth = [dice.randint(0, 8) for _ in range(50)]
    rows = [
        [None if dice.random() < 0.2 else max(0, value + dice.choice([0, 0, 0, 1, -1])) for value in truth]
        for _ in range(dice.randint(2, 5))
    ]
    units = list(zip(*rows, strict=True))
    ours = {
        "nominal": nominal_alpha(nominal_counts(units)),
        "interval": interval_alpha(interval_counts(units)),
        "ratio": ratio_alpha(ratio_counts(units)),
    }[level].value
    table = numpy.array(
        [[numpy.nan if value is None else value for value in row] for row in rows], dtype=float
    )
    theirs = krippendorff.alpha(reliability_data=table, level_of_measurement=level)
    print(f"alpha {level}: ours {ours:.15f}, krippendorff {theirs:.15f}")
    assert theirs == pytest.approx(ours, abs=1e-9)


@pytest.mark.parametrize("seed", range(4))
def test_alpha_of_sets_is_that_of_nltk(seed: int) -> None:
    agreement = library("nltk.metrics.agreement", "nltk")
    distance = library("nltk.metrics.distance", "nltk")
    if distance.masi_distance({1, 2}, {2, 3}) != pytest.approx(8 / 9, abs=1e-9):
        pytest.skip("this nltk writes 0.33 for 1/3")
    dice = random.Random(seed)
    # Its distance divides by zero where both sets are empty.
    sets = [frozenset(letter for letter in "abcd" if dice.random() < 0.5) | {"e"} for _ in range(20)]
    rows = [[one if dice.random() < 0.6 else dice.choice(sets) for one in sets] for _ in range(3)]
    ours = set_alpha(set_counts(zip(*rows, strict=True))).value
    triples = [(who, unit, label) for who, row in enumerate(rows) for unit, label in enumerate(row)]
    theirs = agreement.AnnotationTask(triples, distance=distance.masi_distance).alpha()
    print(f"alpha MASI: ours {ours:.15f}, nltk {theirs:.15f}")
    assert theirs == pytest.approx(ours, abs=1e-9)
