"""Owns the kappas, against cases worked by hand and against libraries where they are installed."""

from __future__ import annotations

import random

import pytest

from annotator.agreement.categories import cohen_kappa, fleiss_counts, fleiss_kappa, observed, table
from annotator.agreement.results import added
from tests.unit.agreement.references import labels_at_random, library
from tests.unit.agreement.tables import declared_table, presence_table

FLEISS = [
    *([0, 0, 0, 0, 14], [0, 2, 6, 4, 2], [0, 0, 3, 5, 6], [0, 3, 9, 2, 0], [2, 2, 8, 1, 1]),
    *([7, 7, 0, 0, 0], [3, 2, 6, 3, 0], [2, 5, 3, 2, 2], [6, 5, 2, 1, 0], [0, 2, 2, 3, 7]),
]
"""Ten units, five labels, fourteen answers each: the usual worked case, P 0.378, Pe 0.213, kappa 0.210."""


def units_of(rows: list[list[int]]) -> list[list[int]]:
    return [[label for label, count in enumerate(row) for _ in range(count)] for row in rows]


def test_cohen_by_hand() -> None:
    confusion = {("yes", "yes"): 20, ("yes", "no"): 5, ("no", "yes"): 10, ("no", "no"): 15}
    # Po = 35/50, Pe = (25 * 30 + 25 * 20) / 2500 = 0.5
    assert observed(confusion).value == pytest.approx(0.7, abs=1e-15)
    assert cohen_kappa(confusion).value == pytest.approx(0.4, abs=1e-15)
    assert cohen_kappa(confusion).n == 50


def test_presence_over_declared_units_is_not_what_the_product_of_the_yeses_says() -> None:
    confusion = declared_table(both=85, one=90, other=90, of=100)
    # Po = 0.90, Pe = 0.9² + 0.1² = 0.82: 0.08 / 0.18
    assert cohen_kappa(confusion).value == pytest.approx(4 / 9, abs=1e-15)
    one, other = set(range(90)), set(range(5, 95))
    assert presence_table(one, other, units=set(range(100))) == confusion


@pytest.mark.parametrize(("both", "one", "other", "of"), [(6, 5, 7, 10), (0, 6, 6, 10), (-1, 5, 5, 10)])
def test_units_that_cannot_be_are_refused(both: int, one: int, other: int, of: int) -> None:
    with pytest.raises(ValueError):
        declared_table(both=both, one=one, other=other, of=of)


def test_a_unit_that_was_not_declared_is_refused() -> None:
    with pytest.raises(ValueError, match="far"):
        presence_table({"far"}, set(), units={"near"})


def test_nothing_to_tell_says_why() -> None:
    assert cohen_kappa({}).reason == observed({}).reason == "agreement.no_units"
    same = cohen_kappa(table([("a", "a"), ("a", "a")]))
    assert (same.value, same.reason, same.n) == (None, "agreement.one_value_only", 2)
    assert observed(table([("a", "a")])).value == 1.0
    # Each with one label, but not the same: that is no agreement by chance nor otherwise.
    assert cohen_kappa(table([("a", "b"), ("a", "b")])).value == 0.0


def test_unanswered_units_are_left_out_of_the_table() -> None:
    assert table([("a", None), (None, "a"), ("a", "b")]) == {("a", "b"): 1}


def test_fleiss_by_hand() -> None:
    result = fleiss_kappa(fleiss_counts(units_of(FLEISS)))
    # P = 688 / (10 * 14 * 13), Pe = (20² + 28² + 39² + 21² + 32²) / 140².
    agreeing, by_chance = 688 / 1820, 4170 / 19600
    assert result.value == pytest.approx((agreeing - by_chance) / (1 - by_chance), abs=1e-15)
    assert result.value == pytest.approx(0.210, abs=5e-4)
    assert result.n == 10


def test_fleiss_of_two_documents_is_that_of_all_units() -> None:
    units = units_of(FLEISS)
    halves = added([fleiss_counts(units[:4]), fleiss_counts(units[4:])])
    assert fleiss_kappa(halves) == fleiss_kappa(fleiss_counts(units))


@pytest.mark.parametrize(
    ("units", "reason"),
    [
        ([], "agreement.no_units"),
        ([[None, None]], "agreement.no_units"),
        ([["a"], ["b"]], "agreement.one_reviewer"),
        ([["a", "b"], ["a", None]], "agreement.uneven_units"),
        ([["a", "a"], ["a", "a"]], "agreement.one_value_only"),
    ],
)
def test_fleiss_says_why_not(units: list[list[str | None]], reason: str) -> None:
    assert fleiss_kappa(fleiss_counts(units)).reason == reason


@pytest.mark.parametrize("seed", range(5))
def test_cohen_is_that_of_scikit_learn_and_nltk(seed: int) -> None:
    metrics = library("sklearn.metrics", "scikit-learn")
    agreement = library("nltk.metrics.agreement", "nltk")
    one, other = labels_at_random(seed, reviewers=2, units=60)
    ours = cohen_kappa(table(zip(one, other, strict=True))).value
    triples = [(who, unit, label) for who, row in enumerate((one, other)) for unit, label in enumerate(row)]
    theirs = metrics.cohen_kappa_score(one, other), agreement.AnnotationTask(triples).kappa()
    print(f"kappa: ours {ours:.15f}, scikit-learn {theirs[0]:.15f}, nltk {theirs[1]:.15f}")
    assert theirs == (pytest.approx(ours, abs=1e-9), pytest.approx(ours, abs=1e-9))


@pytest.mark.parametrize("seed", range(5))
def test_fleiss_is_the_multi_pi_of_nltk(seed: int) -> None:
    agreement = library("nltk.metrics.agreement", "nltk")
    reviewers = random.Random(seed).randint(2, 6)
    rows = labels_at_random(seed, reviewers=reviewers, units=40)
    ours = fleiss_kappa(fleiss_counts(zip(*rows, strict=True))).value
    triples = [(who, unit, label) for who, row in enumerate(rows) for unit, label in enumerate(row)]
    theirs = agreement.AnnotationTask(triples).pi()
    print(f"Fleiss: ours {ours:.15f}, nltk {theirs:.15f}")
    assert theirs == pytest.approx(ours, abs=1e-9)


def test_fleiss_is_that_of_statsmodels() -> None:
    rater = library("statsmodels.stats.inter_rater", "statsmodels")
    ours = fleiss_kappa(fleiss_counts(units_of(FLEISS))).value
    theirs = rater.fleiss_kappa(FLEISS)
    print(f"Fleiss: ours {ours:.15f}, statsmodels {theirs:.15f}")
    assert theirs == pytest.approx(ours, abs=1e-9)
