"""Owns one indicator over the years: what may stand on one line, and what is said of the rest."""

from __future__ import annotations

from typing import Any

from annotator.measures.series import Indexed, Observation, Series, indexed, indicators
from annotator.measures.series import series as series_steps
from annotator.measures.steps import drained

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


def reports(found: list[Observation]) -> list[Indexed]:
    """One report for each number, as they come out of a project."""
    return [indexed([one], document=one.document, body=one.body) for one in found]


def series(found: list[Observation], *, indicator: str) -> Series:
    return drained(series_steps(reports(found), indicator=indicator))


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
    assert drained(indicators(reports([both]))) == {"行政处罚案件": 1, "优秀率": 1}
    assert series([both], indicator="优秀率").lines


def test_nothing_of_another_id_comes_in() -> None:
    assert series([number("a", "1", 2023)], indicator="行政许可").lines == ()


def test_indicators_come_by_their_longest_line_then_by_number_then_by_name() -> None:
    long = [number(str(year), "1", year, indicator_id="长") for year in (2022, 2023)]
    often = [number(str(n), "1", 2023, indicator_id="多") for n in range(3)]
    rare = [number(id, "1", 2023, indicator_id=id) for id in ("乙", "丙")]
    found = drained(indicators(reports([*rare, *often, *long])))
    assert list(found.items()) == [("长", 2), ("多", 3), ("丙", 1), ("乙", 1)]


def test_work_in_steps_can_be_laid_down_after_each_report() -> None:
    steps = indicators(reports([number("a", "1", 2023), number("b", "1", 2024)]))
    next(steps)
    next(steps)
    steps.close()
    assert list(steps) == []
