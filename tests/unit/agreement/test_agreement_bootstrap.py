"""Owns the intervals: seeded, in no order, honest about what was drawn, quick enough to be shown."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import partial

import pytest

from annotator.agreement.alpha import (
    distance_statistic,
    interval_alpha,
    interval_counts,
    nominal_alpha,
    nominal_counts,
    ratio_counts,
    ratio_distance,
)
from annotator.agreement.bootstrap import (
    FEW,
    interval,
    intervals,
    percentile,
    resampled,
)
from annotator.agreement.categories import cohen_kappa, table
from annotator.agreement.results import Counts, Result, added, defined
from annotator.agreement.spans import Span, f1, span_counts
from annotator.agreement.unitizing import alpha_u, unitizing_counts
from tests.steps import steps_of
from tests.unit.agreement.references import told


def documents(n: int, *, seed: int = 0) -> dict[str, Counts]:
    dice = random.Random(seed)
    return {
        f"d{at}": span_counts(both=dice.randint(1, 9), one=dice.randint(0, 4), other=dice.randint(0, 4))
        for at in range(n)
    }


def test_it_holds_the_figure_and_is_the_same_again_in_any_order() -> None:
    made = documents(40)
    found = interval(made, f1, seed=7)
    assert told(found.low) < told(f1(added(made.values()))) < told(found.high)
    assert (found.n, found.rounds, found.reason) == (40, 1000, "")
    assert interval(dict(reversed(made.items())), f1, seed=7) == found
    assert interval(made, f1, seed=8) != found


def test_documents_that_are_all_alike_leave_no_doubt() -> None:
    found = interval({str(at): span_counts(both=3, one=1, other=0) for at in range(5)}, f1, seed=1)
    assert found.low == found.high == pytest.approx(6 / 7, abs=1e-15)


def test_two_documents_by_hand() -> None:
    # A quarter of the rounds has the bad one twice, a quarter the good one twice.
    two = {"good": span_counts(both=1, one=0, other=0), "bad": span_counts(both=0, one=1, other=1)}
    found = interval(two, f1, seed=3)
    assert (found.low, found.high) == (0.0, 1.0)


@pytest.mark.parametrize("n", [0, 1])
def test_fewer_than_two_documents_have_no_interval(n: int) -> None:
    found = interval(documents(n), f1, seed=1)
    assert (found.low, found.high, found.reason, found.n) == (None, None, "agreement.few_documents", n)


def test_a_figure_that_can_hardly_ever_be_told_has_no_interval() -> None:
    made: dict[str, Counts] = {str(at): table([("a", "a")]) for at in range(9)}
    found = interval(made, cohen_kappa, seed=1)
    assert (found.low, found.reason, found.rounds) == (None, "agreement.unsteady", 0)


@pytest.mark.parametrize(
    ("values", "share", "expected"),
    [([1.0], 0.5, 1.0), ([1.0, 2.0], 0.25, 1.25), ([1.0, 2.0, 3.0], 1.0, 3.0), ([1.0, 2.0, 4.0], 0.75, 3.0)],
)
def test_percentiles_by_hand(values: list[float], share: float, expected: float) -> None:
    assert percentile(values, share) == expected


FIGURES: dict[str, Callable[[Counts], Result]] = {
    "f1": f1,
    "kappa": cohen_kappa,
    "nominal": nominal_alpha,
    "interval": interval_alpha,
    "alpha_u": alpha_u,
}


def counted(kind: str, dice: random.Random) -> Counts:
    """A document of fifty units."""
    pairs = [(dice.choice("abcdefgh"), dice.choice("aabcdefgh")) for _ in range(50)]
    if kind == "f1":
        return span_counts(both=dice.randint(1, 9), one=2, other=1)
    if kind == "kappa":
        return table(pairs)
    if kind == "nominal":
        return nominal_counts(pairs)
    if kind == "interval":
        return interval_counts((dice.randint(0, 10**6), dice.randint(0, 10**6)) for _ in range(50))
    reviewers = [
        [
            Span(fragments=((20 * at + dice.randint(0, 4), 20 * at + 9),), label=pair[who])
            for at, pair in enumerate(pairs)
        ]
        for who in range(2)
    ]
    return unitizing_counts(reviewers, length=1000)


@pytest.mark.parametrize("kind", FIGURES)
def test_a_round_is_no_more_work_for_many_documents_than_for_few(kind: str) -> None:
    dice = random.Random(5)
    made = {str(at): counted(kind, dice) for at in range(200)}
    few = dict(list(made.items())[:20])

    def of_rounds(documents: dict[str, Counts]) -> int:
        work = partial(interval, documents, FIGURES[kind], seed=1)
        ten, thirty = (steps_of(partial(work, rounds=rounds)) for rounds in (10, 30))
        return thirty - ten

    assert interval(made, FIGURES[kind], seed=1, rounds=30).low is not None
    assert of_rounds(made) <= 2 * of_rounds(few)


def test_the_work_of_distances_grows_with_the_values_and_not_with_their_pairs() -> None:
    dice = random.Random(5)
    parts = [
        ratio_counts([(dice.randint(0, 10**6), dice.randint(0, 10**6)) for _ in range(3)]) for _ in range(200)
    ]

    def work(n: int) -> int:
        statistic = distance_statistic(parts[:n], ratio_distance)
        return steps_of(lambda: resampled(n, statistic, seed=1, rounds=5))

    assert resampled(200, distance_statistic(parts, ratio_distance), seed=1, rounds=5).low is not None
    assert work(200) <= 6 * work(50)


def test_several_figures_at_once_are_what_each_is_alone() -> None:
    made = documents(30)

    def first(counts: Counts) -> Result:
        return f1({"both": counts.get("both", 0), "one": 1, "other": 0})

    assert intervals(made, [f1, first], seed=4) == [interval(made, each, seed=4) for each in (f1, first)]
    assert [each.reason for each in intervals(documents(1), [f1, first], seed=4)] == [FEW, FEW]


def test_counts_below_zero_and_in_fractions_are_added_exactly() -> None:
    dice = random.Random(9)
    made: dict[str, Counts] = {
        f"{at:02d}": {
            "a": Fraction(dice.randint(-900, 900), dice.randint(1, 99)),
            ("b", at % 3): dice.randint(-(10**40), 10**40),
            "c": 0,
        }
        for at in range(25)
    }

    def weighed(counts: Counts) -> Result:
        total = sum(counts.values(), Fraction(0))
        return defined("total", total, n=1)

    columns = [made[name] for name in sorted(made)]

    def of(times: Sequence[int]) -> float | None:
        taken = [counts for counts, count in zip(columns, times, strict=True) for _ in range(count)]
        return weighed(added(taken)).value

    assert interval(made, weighed, seed=2, rounds=60) == resampled(25, of, seed=2, rounds=60)
