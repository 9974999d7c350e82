"""Owns one indicator over the years: what may stand on one line, and what is said of the rest."""

from __future__ import annotations

from typing import Any

from annotator.measures.series import Observation, indicators, series

COUNTED = {
    "indicator_id": "行政处罚案件",
    "unit_norm": "件",
    "role": "level",
    "scope": "本机关",
    "qualifier_norm": "exact",
}


def number(ref: str, value: str, year: int, *, body: str = "甲局", **features: Any) -> Observation:
    said = {
        "value": value,
        "period_from": f"{year}-01-01",
        "period_to": f"{year}-12-31",
        **COUNTED,
        **features,
    }
    return Observation(
        ref=ref, document=f"d{year}", body=body, owner="jia", fragments=((0, 3),), text=value, features=said
    )


def values(found: list[Observation]) -> list[list[str]]:
    told = series(found, indicator="行政处罚案件")
    return [[str(point.value) for point in line.points] for line in told.lines]


def test_one_body_one_unit_one_role_make_one_line_in_time_order() -> None:
    found = [number("b", "312", 2024), number("a", "356", 2023)]
    assert values(found) == [["356", "312"]]


def test_another_body_unit_or_role_is_another_line() -> None:
    found = [
        number("a", "356", 2023),
        number("b", "12", 2024, body="乙局"),
        number("c", "7", 2024, unit_norm="万元"),
        number("d", "12.4", 2024, unit_norm="%", role="change"),
    ]
    assert sorted(values(found)) == [["12"], ["12.4"], ["356"], ["7"]]


def test_what_lacks_body_period_or_value_is_listed_not_drawn() -> None:
    found = [
        number("a", "1", 2023, body=""),
        number("b", "2", 2023, period_from=None),
        number("c", "", 2023),
    ]
    told = series(found, indicator="行政处罚案件")
    assert told.lines == ()
    assert [one.lacks for one in told.left_out] == [("body",), ("period",), ("value",)]


def test_another_basis_is_marked() -> None:
    found = [
        number("a", "356", 2023),
        number("b", "312", 2024, aspect="累计", scope="全辖区"),
        number("c", "90", 2025, aspect="累计", scope="全辖区", period_to="2025-03-31"),
    ]
    points = series(found, indicator="行政处罚案件").lines[0].points
    assert [point.basis for point in points] == [(), ("aspect", "scope"), ("period",)]


def test_two_values_of_one_period_clash() -> None:
    found = [number("a", "356", 2023), number("b", "355", 2023), number("c", "312", 2024)]
    points = series(found, indicator="行政处罚案件").lines[0].points
    assert [point.clashes for point in points] == [True, True, False]


def test_a_number_of_two_indicators_stands_in_both() -> None:
    both = number("a", "100", 2023, more_indicators=[{"text": "优秀率", "id": "优秀率", "fragments": []}])
    assert indicators([both]) == {"行政处罚案件": 1, "优秀率": 1}
    assert series([both], indicator="优秀率").lines


def test_nothing_of_another_id_comes_in() -> None:
    assert series([number("a", "1", 2023)], indicator="行政许可").lines == ()
