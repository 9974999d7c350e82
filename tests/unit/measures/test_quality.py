"""Owns the figures on the machine: what counts for and against it, and the list behind each."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.measures.quality import (
    By,
    Case,
    Counted,
    Figure,
    against,
    because,
    cases,
    counted,
    evidence,
    figures,
    provisos,
    reasons,
    wilson,
)
from annotator.measures.steps import drained
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


OPEN, FINISHED = frozenset[str](), frozenset({"jia"})


def report(found: list[Case], complete: frozenset[str] = OPEN, *, document: str = "d") -> Counted:
    return counted(found, document=document, complete=complete)


def named(*reports: Counted, by: By = "all") -> dict[str, Figure]:
    found = drained(figures(reports or [report(FOUND)], by=by))
    return {figure.measure: figure for figure in found}


def behind(figure: Figure, *reports: Counted) -> list[str]:
    found = drained(against(reports, measure=figure.measure, by=figure.by, name=figure.name))
    return [case.annotation for case in found]


def test_precision_counts_what_stands_and_lists_what_does_not() -> None:
    precision = named()["precision"]
    assert (precision.right, precision.of) == (3, 4)
    assert behind(precision, report(FOUND)) == ["3"]
    assert (named()["exact"].right, named()["exact"].of) == (1, 4)


def test_recall_is_told_only_where_the_numbers_are_declared_finished() -> None:
    untold = named()["recall"]
    assert (untold.share, untold.why, untold.left_aside) == (None, "not_finished", 1)
    assert behind(untold, report(FOUND)) == []
    finished = report(FOUND, FINISHED)
    recall = named(finished)["recall"]
    assert (recall.right, recall.of, recall.left_aside) == (3, 4, 0) and behind(recall, finished) == ["4"]


def test_recall_says_what_it_leaves_aside() -> None:
    right = [case for case in FOUND if case.outcome == "right"]
    reports = report(right, FINISHED, document="a"), report(FOUND, document="b")
    recall = named(*reports)["recall"]
    assert (recall.share, recall.complete, recall.reports, recall.left_aside) == (1.0, 1, 2, 1)
    assert behind(recall, *reports) == []
    assert provisos(recall) == [
        ("figure.only_finished", {"n": 1, "of": 2}),
        ("figure.left_aside", {"n": 1}),
    ]
    assert provisos(named(*reports)["precision"]) == []


def test_the_list_behind_every_figure_is_as_long_as_it_says() -> None:
    reports = report(FOUND, FINISHED, document="a"), report(FOUND, document="b")
    groups: list[By] = ["all", "unit", "kind", "document", "reviewer"]
    for by in groups:
        at_once = evidence(reports, by=by)
        for figure in drained(figures(reports, by=by)):
            listed = behind(figure, *reports)
            assert len(listed) == figure.of - figure.right
            assert [one.annotation for one in at_once.get((figure.name, figure.measure), [])] == listed


def test_fields_count_among_what_stands() -> None:
    assert (named()["value"].right, named()["value"].of) == (2, 3)
    assert (named()["unit"].right, named()["unit"].of) == (2, 3)
    assert named()["span"].right == 3


def test_a_number_written_otherwise_is_the_same_number() -> None:
    same = answer(0, "corrected", person={**RIGHT, "value": "3.0"}, machine=RIGHT)
    assert cases([same], layer="number", label="quantity")[0].outcome == "right"


def test_the_mix_of_errors_takes_the_persons_reason_or_says_what_differs() -> None:
    mix = drained(reasons([report(FOUND)]))
    assert {reason: len(drained(because([report(FOUND)], reason))) for reason in mix} == mix
    assert mix == {
        "missed": 1,
        "not_a_number": 1,
        "unit": 1,
        "value": 1,
    }


def test_other_layers_and_labels_are_no_evidence() -> None:
    assert cases(SAID, layer="clause", label="quantity") == []
    assert cases(SAID, layer="number", label="period") == []


def test_groups_add_up_to_the_whole() -> None:
    by_unit = [one for one in drained(figures([report(FOUND)], by="unit")) if one.measure == "precision"]
    assert sum(one.of for one in by_unit) == named()["precision"].of
    assert {one.name for one in by_unit} == {"件", "起"}


def test_nothing_answered_is_no_hundred_percent() -> None:
    for reports in ([], [report([])]):
        assert all(one.share is None and one.why for one in drained(figures(reports, by="all")))


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
