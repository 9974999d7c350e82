"""Owns the laws of agreement: nobody comes first, nothing depends on an order, no figure is NaN."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.agreement.alpha import (
    distance_statistic,
    interval_alpha,
    interval_counts,
    nominal_alpha,
    nominal_counts,
    ratio_alpha,
    ratio_counts,
)
from annotator.agreement.bootstrap import interval
from annotator.agreement.categories import cohen_kappa, fleiss_counts, fleiss_kappa, observed, table
from annotator.agreement.numbers import (
    FEATURES,
    error_counts,
    exact_share,
    feature_counts,
    mean_error,
    relative_error,
    unit_table,
)
from annotator.agreement.relations import Link, match_relations
from annotator.agreement.results import Result, added
from annotator.agreement.sets import masi_distance, set_alpha, set_counts
from annotator.agreement.spans import Matching, Span, exact, f1, match, overlapping, tolerant
from annotator.agreement.unitizing import alpha_cu, alpha_of_values, alpha_u, alpha_u_binary, unitizing_counts
from annotator.model.spans import Fragments, do_overlap
from tests.unit.agreement.references import told
from tests.unit.agreement.tables import character_table, token_table

LENGTH = 30
TEXT = ("案件12件，共3%。「甲」 " * 4)[:LENGTH]


@st.composite
def fragments(draw: st.DrawFn) -> Fragments:
    """One to three ranges that neither overlap nor touch, of no width now and then."""
    borders = sorted(draw(st.lists(st.integers(0, LENGTH), min_size=2, max_size=6)))
    found: list[tuple[int, int]] = []
    for start, end in zip(borders[::2], borders[1::2], strict=False):
        if not found or start > found[-1][1]:
            found.append((start, end))
    return tuple(found)


SPANS = st.lists(st.builds(Span, fragments=fragments(), label=st.sampled_from("ab")), max_size=8)
UNITS = st.integers(1, 5).flatmap(
    lambda m: st.lists(st.lists(st.none() | st.integers(0, 3), min_size=m, max_size=m), max_size=12)
)
SETS = st.none() | st.frozensets(st.sampled_from("abc"))
SET_UNITS = st.integers(1, 4).flatmap(lambda m: st.lists(st.lists(SETS, min_size=m, max_size=m), max_size=10))
NUMBERS = st.none() | st.decimals(-1000, 1000, places=2) | st.integers(0, 9) | st.fractions(0, 5)


def is_sound(result: Result) -> bool:
    """A finite value, or a reason."""
    if result.value is None:
        return result.reason.startswith("agreement.")
    return math.isfinite(result.value) and result.value <= 1 and not result.reason and result.n > 0


CATEGORICAL: list[Callable[[Any], Result]] = [
    lambda units: nominal_alpha(nominal_counts(units)),
    lambda units: interval_alpha(interval_counts(units)),
    lambda units: ratio_alpha(ratio_counts(units)),
    lambda units: fleiss_kappa(fleiss_counts(units)),
]


@pytest.mark.parametrize("figure", CATEGORICAL)
@given(units=UNITS, dice=st.randoms(use_true_random=False))
def test_neither_reviewers_nor_units_have_an_order(
    figure: Callable[[Any], Result], units: list[list[int | None]], dice: Any
) -> None:
    result = figure(units)
    assert is_sound(result)
    order = list(range(len(units[0]))) if units else []
    dice.shuffle(order)
    shuffled = [[unit[at] for at in order] for unit in units]
    dice.shuffle(shuffled)
    assert figure(shuffled) == result


@pytest.mark.parametrize("figure", [CATEGORICAL[0], CATEGORICAL[3]])
@given(units=UNITS, names=st.permutations([0, 1, 2, 3]))
def test_labels_are_but_names(
    figure: Callable[[Any], Result], units: list[list[int | None]], names: list[int]
) -> None:
    renamed = [[label if label is None else f"label {names[label]}" for label in unit] for unit in units]
    assert figure(renamed) == figure(units)


@pytest.mark.parametrize("figure", CATEGORICAL)
@given(units=UNITS)
def test_reviewers_who_say_the_same_agree(
    figure: Callable[[Any], Result], units: list[list[int | None]]
) -> None:
    result = figure([[unit[0], unit[0], unit[0]] for unit in units])
    assert result.value in (None, 1.0)


@given(units=st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=15))
def test_nominal_alpha_of_two_is_kappa_with_margins_in_common(units: list[tuple[int, int]]) -> None:
    """Without missing answers, 1 - alpha = (1 - Po) / De with De from both reviewers' answers together."""
    alpha, po = nominal_alpha(nominal_counts(units)), observed(table(units))
    if alpha.value is not None:
        answers = [label for unit in units for label in unit]
        n = len(answers)
        expected = Fraction(sum(one != other for one in answers for other in answers), n * (n - 1))
        assert 1 - told(alpha) == pytest.approx((1 - told(po)) / float(expected), abs=1e-12)
        scott = told(fleiss_kappa(fleiss_counts(units)))
        # Krippendorff's alpha is Scott's pi but for the size of the sample: (1 - alpha) n = (1 - pi) (n - 1).
        assert (1 - told(alpha)) * n == pytest.approx((1 - scott) * (n - 1), abs=1e-9)


@given(units=st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=15))
def test_kappa_is_symmetric(units: list[tuple[int, int]]) -> None:
    result = cohen_kappa(table(units))
    assert is_sound(result) and is_sound(observed(table(units)))
    assert cohen_kappa(table((other, one) for one, other in units)) == result
    assert cohen_kappa(table((one, one) for one, _ in units)).value in (None, 1.0)


@given(units=st.lists(st.lists(NUMBERS, min_size=2, max_size=3), max_size=8))
def test_any_numbers_have_a_figure_or_a_reason(units: list[list[Any]]) -> None:
    assert is_sound(interval_alpha(interval_counts(units)))
    assert is_sound(ratio_alpha(ratio_counts(units)))


@given(
    units=st.lists(st.lists(st.integers(-50, 50), min_size=2, max_size=2), max_size=8), by=st.integers(1, 9)
)
def test_interval_alpha_knows_no_zero_and_no_unit(units: list[list[int]], by: int) -> None:
    moved = [[Fraction(value, by) + by for value in unit] for unit in units]
    assert interval_alpha(interval_counts(moved)) == interval_alpha(interval_counts(units))


@given(units=SET_UNITS, dice=st.randoms(use_true_random=False))
def test_sets_have_no_order_either(units: list[list[frozenset[str] | None]], dice: Any) -> None:
    result = set_alpha(set_counts(units))
    assert is_sound(result)
    shuffled = [dice.sample(unit, len(unit)) for unit in units]
    dice.shuffle(shuffled)
    assert set_alpha(set_counts(shuffled)) == result
    assert set_alpha(set_counts([[unit[0], unit[0]] for unit in units])).value in (None, 1.0)


@given(one=st.frozensets(st.sampled_from("abcd")), other=st.frozensets(st.sampled_from("abcd")))
def test_masi_is_a_distance(one: frozenset[str], other: frozenset[str]) -> None:
    far = masi_distance(one, other)
    assert 0 <= far <= 1 and far == masi_distance(other, one)
    assert (far == 0) == (one == other)
    assert (far == 1) == (one != other and not one & other)


@given(parts=st.lists(SET_UNITS, min_size=1, max_size=5))
def test_the_statistic_over_documents_is_the_alpha_of_them(parts: list[Any]) -> None:
    counts = [set_counts(units) for units in parts]
    found = distance_statistic(counts, masi_distance)([1] * len(parts))
    expected = set_alpha(added(counts)).value
    assert found == (expected if expected is None else pytest.approx(expected, abs=1e-9))


def turned(found: Matching) -> Matching:
    """As the other reviewer sees it."""
    pairs = tuple(sorted((other, one) for one, other in found.pairs))
    return Matching(pairs=pairs, only_one=found.only_other, only_other=found.only_one)


@pytest.mark.parametrize("same", [exact, overlapping, tolerant(2), tolerant(1, text=TEXT)])
@given(one=SPANS, other=SPANS, dice=st.randoms(use_true_random=False))
def test_pairing_has_no_order_and_nobody_first(
    same: Any, one: list[Span], other: list[Span], dice: Any
) -> None:
    found = match(one, other, same=same)
    assert match(other, one, same=same) == turned(found)
    assert match(dice.sample(one, len(one)), dice.sample(other, len(other)), same=same) == found
    assert sorted([*(a for a, _ in found.pairs), *found.only_one]) == sorted(one)
    assert sorted([*(b for _, b in found.pairs), *found.only_other]) == sorted(other)
    assert all(do_overlap(a.fragments, b.fragments) for a, b in found.pairs)
    alone = [(a, b) for a in found.only_one for b in found.only_other if do_overlap(a.fragments, b.fragments)]
    assert not any(same(a.fragments, b.fragments) for a, b in alone)
    assert is_sound(f1(found.counts))


@given(one=SPANS, other=SPANS, near=st.integers(0, 3), more=st.integers(0, 3))
def test_a_wider_rule_finds_no_less(one: Sequence[Span], other: Sequence[Span], near: int, more: int) -> None:
    rules = (exact, tolerant(near), tolerant(near, text=TEXT), tolerant(near + more, text=TEXT), overlapping)
    values = [f1(match(one, other, same=rule).counts).value or 0.0 for rule in rules]
    assert values == sorted(values)


@given(spans=SPANS)
def test_a_reviewer_agrees_with_himself(spans: list[Span]) -> None:
    for rule in (exact, tolerant(1), tolerant(0, text=TEXT), overlapping):
        found = match(spans, spans, same=rule)
        assert all(one == other for one, other in found.pairs)
        assert f1(found.counts).value == (1.0 if spans else None)
    assert cohen_kappa(character_table(spans, spans, length=LENGTH)).value in (None, 1.0)


@given(one=SPANS, other=SPANS)
def test_characters_and_tokens_are_all_counted(one: list[Span], other: list[Span]) -> None:
    counts = character_table(one, other, length=LENGTH)
    assert counts.total() == LENGTH and min(counts.values()) > 0
    assert is_sound(cohen_kappa(counts))
    assert cohen_kappa(character_table(other, one, length=LENGTH)) == cohen_kappa(counts)
    tokens = [(at, at + 1) for at in range(LENGTH)]
    assert token_table(one, other, tokens=tokens) == counts


UNITIZED = [alpha_u, alpha_u_binary, alpha_cu]


@given(
    reviewers=st.lists(SPANS, max_size=4), dice=st.randoms(use_true_random=False), label=st.sampled_from("ab")
)
def test_unitizing_has_no_order(reviewers: list[list[Span]], dice: Any, label: str) -> None:
    alone = [[span for span in spans if span.label == label] for spans in reviewers]
    for given_spans in (reviewers, alone):
        counts = unitizing_counts(given_spans, length=LENGTH)
        shuffled = [dice.sample(spans, len(spans)) for spans in dice.sample(given_spans, len(given_spans))]
        again = unitizing_counts(shuffled, length=LENGTH)
        for figure in UNITIZED:
            assert is_sound(figure(counts)) and figure(again) == figure(counts)
        values = alpha_of_values(counts)
        assert alpha_of_values(again) == values
        for found in values.values():
            assert is_sound(found.result) and 0 <= told(found.coverage) <= 1
    # Names are but names: one label is always a partition.
    renamed = [[Span(fragments=span.fragments, label="x") for span in spans] for spans in alone]
    assert alpha_u(unitizing_counts(renamed, length=LENGTH)) == alpha_u(counts)
    assert alpha_u_binary(counts).value == alpha_u(counts).value


@given(spans=SPANS, reviewers=st.integers(2, 4))
def test_reviewers_who_cut_alike_agree(spans: list[Span], reviewers: int) -> None:
    counts = unitizing_counts([spans] * reviewers, length=LENGTH)
    for figure in UNITIZED:
        assert figure(counts).value in (None, 1.0)
    assert all(found.result.value in (None, 1.0) for found in alpha_of_values(counts).values())


SAID = st.none() | st.sampled_from(["", "3", "3.0", "-3", "1e400", "三", "NaN", "件"]) | st.integers(-5, 5)
FEATURES_SAID = st.dictionaries(st.sampled_from(FEATURES), SAID | st.lists(SAID, max_size=2), max_size=5)


@given(pairs=st.lists(st.tuples(FEATURES_SAID, FEATURES_SAID), max_size=6))
def test_whatever_is_typed_can_be_compared(pairs: list[Any]) -> None:
    turned_round = [(other, one) for one, other in pairs]
    for feature in FEATURES:
        result = exact_share(feature_counts(pairs, feature))
        assert is_sound(result)
        assert exact_share(feature_counts(turned_round, feature)) == result
        assert exact_share(feature_counts([(one, one) for one, _ in pairs], feature)).value in (None, 1.0)
    error = mean_error(error_counts(pairs))
    assert error == mean_error(error_counts(turned_round))
    assert error.value is None or 0 <= error.value <= 2
    assert unit_table(pairs).total() == len(pairs)


@given(one=st.decimals(-100, 100, places=3), other=st.decimals(-100, 100, places=3))
def test_relative_errors_are_symmetric_and_zero_for_equals(one: Decimal, other: Decimal) -> None:
    error = relative_error(one, other)
    assert error == relative_error(other, one) and 0 <= error <= 2
    assert (error == 0) == (one == other)


LINKS = st.lists(
    st.builds(
        Link, source=st.sampled_from("abc"), target=st.sampled_from("abc"), label=st.sampled_from("xy")
    ),
    max_size=8,
)


@given(one=LINKS, other=LINKS, are_directed=st.booleans(), partners=st.permutations("abc"))
def test_relations_are_symmetric(one: Any, other: Any, are_directed: bool, partners: Sequence[str]) -> None:
    ends = dict(zip("abc", partners[:2], strict=False))
    back = {there: here for here, there in ends.items()}
    found = match_relations(one, other, ends=ends, is_directed=are_directed)
    turned_round = match_relations(other, one, ends=back, is_directed=are_directed)
    assert f1(turned_round.counts) == f1(found.counts)
    assert is_sound(f1(found.counts))
    assert len(found.pairs) + len(found.only_one) == len(one)
    assert len(found.pairs) + len(found.only_other) == len(other)


@given(parts=st.lists(UNITS, max_size=5), seed=st.integers(0, 9))
def test_intervals_are_within_what_the_figure_can_be(parts: list[Any], seed: int) -> None:
    counts = {str(at): nominal_counts(units) for at, units in enumerate(parts)}
    found = interval(counts, nominal_alpha, seed=seed, rounds=30)
    assert (found.low is None) == (found.high is None) == bool(found.reason)
    if found.low is not None:
        assert told(found.low) <= told(found.high) <= 1
