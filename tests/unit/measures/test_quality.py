"""Owns the figures on the machine: what counts for and against it, and the list behind each."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.measures.quality import Case, Figure, cases, figures, reasons, wilson
from annotator.model.annotations import Annotation, Suggestion, Verdict


def answer(
    n: int, verdict: Verdict | None, *, person: dict[str, Any], machine: dict[str, Any] | None
) -> Annotation:
    said = None
    if machine is not None:
        said = Suggestion(
            extractor="quantities",
            version="1",
            lexicon="",
            layer="number",
            label="quantity",
            start=n * 10,
            end=n * 10 + 3,
            features=machine,
        )
    return Annotation(
        id=str(n),
        document="d",
        owner="jia",
        layer="number",
        label="quantity",
        fragments=((n * 10, n * 10 + 3),),
        features=person,
        verdict=verdict,
        machine=said,
    )


RIGHT = {"value": "3", "unit_norm": "件", "kind": "count"}
SAID = [
    answer(0, "confirmed", person=RIGHT, machine=RIGHT),
    answer(1, "corrected", person={**RIGHT, "value": "30"}, machine=RIGHT),
    answer(2, "corrected", person={**RIGHT, "unit_norm": "起", "reason": "unit"}, machine=RIGHT),
    answer(3, "rejected", person={}, machine=RIGHT),
    answer(4, None, person={**RIGHT, "reason": "missed"}, machine=None),
]
FOUND = cases(SAID, layer="number", label="quantity")


def named(complete: frozenset[tuple[str, str]] = frozenset()) -> dict[str, Figure]:
    return {figure.measure: figure for figure in figures(FOUND, by="all", complete=complete)}


def test_precision_counts_what_stands_and_lists_what_does_not() -> None:
    precision = named()["precision"]
    assert (precision.right, precision.of) == (3, 4)
    assert [case.annotation for case in precision.cases] == ["3"]
    assert (named()["exact"].right, named()["exact"].of) == (1, 4)


def test_recall_is_told_only_where_the_numbers_are_declared_finished() -> None:
    assert named()["recall"].share is None and named()["recall"].why == "not_finished"
    recall = named(frozenset({("d", "jia")}))["recall"]
    assert (recall.right, recall.of) == (3, 4) and [case.annotation for case in recall.cases] == ["4"]


def test_fields_count_among_what_stands() -> None:
    assert (named()["value"].right, named()["value"].of) == (2, 3)
    assert (named()["unit"].right, named()["unit"].of) == (2, 3)
    assert named()["span"].right == 3


def test_a_number_written_otherwise_is_the_same_number() -> None:
    same = answer(0, "corrected", person={**RIGHT, "value": "3.0"}, machine=RIGHT)
    assert cases([same], layer="number", label="quantity")[0].outcome == "right"


def test_the_mix_of_errors_takes_the_persons_reason_or_says_what_differs() -> None:
    assert {reason: len(found) for reason, found in reasons(FOUND).items()} == {
        "missed": 1,
        "not_a_number": 1,
        "unit": 1,
        "value": 1,
    }


def test_other_layers_and_labels_are_no_evidence() -> None:
    assert cases(SAID, layer="clause", label="quantity") == []
    assert cases(SAID, layer="number", label="period") == []


def test_groups_add_up_to_the_whole() -> None:
    by_unit = [one for one in figures(FOUND, by="unit", complete=frozenset()) if one.measure == "precision"]
    assert sum(one.of for one in by_unit) == named()["precision"].of
    assert {one.name for one in by_unit} == {"件", "起"}


def test_nothing_answered_is_no_hundred_percent() -> None:
    none: list[Case] = []
    assert all(one.share is None and one.why for one in figures(none, by="all", complete=frozenset()))


@pytest.mark.parametrize(
    ("right", "of", "low", "high"), [(8, 10, 0.4902, 0.9433), (0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0)]
)
def test_the_interval_is_wilsons(right: int, of: int, low: float, high: float) -> None:
    assert wilson(right, of) == pytest.approx((low, high), abs=1e-4)


@given(st.integers(1, 500).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_the_interval_holds_the_share(pair: tuple[int, int]) -> None:
    right, of = pair
    low, high = wilson(right, of)
    assert 0 <= low <= right / of + 1e-12 and right / of - 1e-12 <= high <= 1
