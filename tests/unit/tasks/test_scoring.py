"""Figures reward what gold counts, and neither reward nor punish what it sets aside."""

from __future__ import annotations

from typing import Any

from annotator.tasks.scoring import Figure, score


def line(start: int, end: int, value: str | float | None, **features: Any) -> dict[str, Any]:
    return {"file": "a/b.txt", "start": start, "end": end, "value": value, "kind": "count"} | features


def measured(
    lines: list[dict[str, Any]], scope: str = "all", name: str = ""
) -> dict[str, tuple[int, int, int]]:
    return {
        told["measure"]: (told["matched"], told["predicted"], told["gold"])
        for told in lines
        if (told["scope"], told["name"]) == (scope, name)
    }


def test_each_measure_asks_for_more() -> None:
    gold = [
        line(0, 3, 4.0, unit_norm="次", qualifier_norm="exact"),
        line(5, 9, 600.0, unit_norm="条", qualifier_norm="at_least"),
        line(10, 12, 7.0, unit_norm="个", qualifier_norm="exact"),
    ]
    predicted = [
        line(0, 3, "4", unit_norm="次", qualifier_norm="exact"),
        line(5, 9, "600", unit_norm="条", qualifier_norm="exact"),
        line(10, 13, "7", unit_norm="件", qualifier_norm="exact"),
        line(20, 22, "9"),
    ]
    assert measured(score(predicted, gold)) == {
        "span": (2, 4, 3),
        "value": (3, 4, 3),
        "value+unit": (2, 4, 3),
        "value+unit+qualifier": (1, 4, 3),
    }


def test_files_join_on_their_base_name() -> None:
    gold = [line(0, 3, 4.0, file="b.txt")]
    predicted = [line(0, 3, "4", file="some\\where/b.txt")]
    assert measured(score(predicted, gold), "document", "b.txt")["value"] == (1, 1, 1)


def test_soft_and_date_are_neither_rewarded_nor_punished() -> None:
    gold = [
        line(0, 3, 4.0, tier="core"),
        line(5, 7, 3.0, tier="soft", kind="duration"),
        line(9, 12, None, tier="date", kind="date", iso="2023-10"),
    ]
    without = [line(0, 3, "4")]
    found = [*without, line(5, 7, "3", kind="duration"), line(9, 12, None, kind="date", iso="2023-10")]
    assert measured(score(found, gold)) == measured(score(without, gold))
    assert measured(score(found, gold))["span"] == (1, 1, 1)
    assert measured(score(found, gold), "dates")["iso"] == (1, 1, 1)
    assert measured(score(without, gold), "dates")["iso"] == (0, 0, 1)


def test_ratios_are_compared_by_their_list() -> None:
    gold = [line(0, 5, None, values=[8.5, 41.2], kind="ratio")]
    assert measured(score([line(0, 5, None, values=["8.5", "41.2"], kind="ratio")], gold))["value"] == (
        1,
        1,
        1,
    )
    assert measured(score([line(0, 5, None, values=["8.5", "41"], kind="ratio")], gold))["value"] == (0, 1, 1)


def test_one_prediction_answers_one_mention() -> None:
    gold = [line(0, 3, 4.0), line(3, 6, 4.0)]
    assert measured(score([line(0, 6, "4")], gold))["value"] == (1, 1, 2)


def test_kinds_are_told_apart() -> None:
    gold = [line(0, 3, 4.0), line(5, 8, 50.0, kind="percent")]
    lines = score([line(0, 3, "4"), line(5, 8, "50", kind="count")], gold)
    assert measured(lines, "kind", "count")["span"] == (1, 2, 1)
    assert measured(lines, "kind", "percent")["span"] == (0, 0, 1)


def test_shares_of_nothing_are_none() -> None:
    assert Figure(matched=0, predicted=0, gold=0).f1 is None
    assert Figure(matched=0, predicted=0, gold=2).precision is None
    half = Figure(matched=1, predicted=2, gold=2)
    assert (half.precision, half.recall, half.f1) == (0.5, 0.5, 0.5)
    assert score([], [])[0]["f1"] is None
