"""Owns what the grid's parts come to without a window: sieves and their counts, intervals, reasons."""

from __future__ import annotations

import pytest

from annotator.ui.grid.columns import by_value
from annotator.ui.grid.lines import Line
from annotator.ui.grid.sieve import NONE, Sieve, Tally, sift
from annotator.ui.models.intervals import compact, facts_in, interval
from annotator.ui.models.reasons import is_shifted, proposed

REASONS = ("span", "value", "unit", "magnitude", "qualifier", "indicator", "period", "role", "missed")
REPORT = "某县某局2024年法治政府建设年度报告\n全年办理案件3件。\n某局\n2024年12月20日\n"


def a_line(n: int, **said: object) -> Line:
    """A line with a few words of its own."""
    known: dict[str, object] = {
        "document": "d",
        "ref": ("suggestion", "quantities", n, n + 1),
        "start": n,
        "group": "suggestion",
        "before": "",
        "words": str(n),
        "after": "",
        "value": str(n),
        "unit": "件",
        "kind": "count",
        "role": "level",
        "indicator": "案件",
        "period": "2024",
        "confidence": 0.95,
        "seal": 0,
        "folded": "办理案件",
    }
    return Line(**{**known, **said})


LINES = [
    a_line(1),
    a_line(2, group="confirmed", unit="元", kind="money", folded="罚没款"),
    a_line(3, indicator="", confidence=0.62),
    a_line(4, role="", confidence=0.8),
]


@pytest.mark.parametrize(
    ("sieve", "passing"),
    [
        (Sieve(), [1, 2, 3, 4]),
        (Sieve(states=frozenset({"confirmed"})), [2]),
        (Sieve(kind="money"), [2]),
        (Sieve(role=NONE), [4]),
        (Sieve(indicator=NONE), [3]),
        (Sieve(indicator="yes"), [1, 2, 4]),
        (Sieve(confidence="0.8"), [3]),
        (Sieve(text="罰沒"), [2]),
        (Sieve(text="办理 案件", unit="件"), [1, 3, 4]),
    ],
)
def test_what_passes(sieve, passing):
    found = sift(LINES, sieve, Tally())
    assert [line.start for line in found] == passing


def test_a_group_is_counted_as_if_its_own_facet_let_all_pass():
    tally = Tally()
    sift(LINES, Sieve(kind="money"), tally)
    assert (tally.total, tally.passing) == (4, 1)
    assert tally.of("kind") == {"count": 3, "money": 1}
    assert tally.states() == {"suggestion": 0, "confirmed": 1, "corrected": 0, "rejected": 0}
    every = Tally()
    sift(LINES, Sieve(), every)
    assert every.of("confidence")["0.95"] == 2
    assert every.of("confidence")["0.8"] == 1
    assert every.of("indicator") == {"yes": 3, NONE: 1}


def test_values_sort_as_numbers_and_what_has_none_comes_last():
    lines = [a_line(n, value=value) for n, value in enumerate(("10", "9.5", "", "3600"))]
    assert [line.value for line in sorted(lines, key=by_value)] == ["9.5", "10", "3600", ""]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("2024", ("2024-01-01", "2024-12-31")),
        ("2021-2022", ("2021-01-01", "2022-12-31")),
        ("2024.1–10", ("2024-01-01", "2024-10-31")),
        ("2024-02", ("2024-02-01", "2024-02-29")),
        ("2024-1-10", ("2024-01-10", "2024-01-10")),
        ("２０２４．３", ("2024-03-01", "2024-03-31")),
        ("2024.3.1–5.20", ("2024-03-01", "2024-05-20")),
        ("2024-03-01/2024-05-20", ("2024-03-01", "2024-05-20")),
        ("1—10月", ("2024-01-01", "2024-10-31")),
        ("截至10月底", ("2024-01-01", "2024-10-31")),
        ("全年", ("2024-01-01", "2024-12-20")),
        ("2023年度", ("2023-01-01", "2023-12-31")),
        ("二〇二三年", ("2023-01-01", "2023-12-31")),
        ("2024.13", None),
        ("2024.5–3", None),
        ("abc", None),
        ("", None),
    ],
)
def test_periods_are_read_in_figures_and_as_reports_write_them(words, expected):
    assert interval(words, facts_in(REPORT)) == expected


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2024-01-01", "2024-12-31", "2024"),
        ("2021-01-01", "2022-12-31", "2021–2022"),
        ("2024-01-01", "2024-10-31", "2024.1–10"),
        ("2024-02-01", "2024-02-29", "2024.2"),
        ("2024-03-05", "2024-03-05", "2024.3.5"),
        ("2024-01-01", "2024-12-20", "2024.1.1–12.20"),
        ("2023-12-01", "2024-01-15", "2023.12.1–2024.1.15"),
    ],
)
def test_an_interval_is_written_short_and_read_again(first, last, expected):
    assert compact(first, last) == expected
    assert interval(expected, facts_in(REPORT)) == (first, last)


def test_what_is_no_interval_of_days_stays_as_it_is():
    assert compact("", "") == ""
    assert compact("2024", "2024-05") == "2024–2024-05"


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"value": "313"}, "value"),
        ({"value": "36000"}, "magnitude"),
        ({"value": "36", "unit": "户"}, "unit"),
        ({"value": "37", "unit": "户"}, "value"),
        ({"qualifier_norm": "approx"}, "qualifier"),
        ({"indicator": "x", "period": "y"}, "indicator"),
        ({"period_from": "2024-01-01"}, "period"),
        ({"direction": "up"}, "role"),
        ({"scope": "全系统"}, None),
    ],
)
def test_the_reason_follows_from_what_changed(changed, expected):
    said = {"value": "36", "unit": "件", "qualifier_norm": "exact"}
    assert proposed(said, changed, options=REASONS) == expected


def test_a_reason_that_the_tagset_does_not_know_is_not_proposed():
    assert proposed({"value": "3"}, {"value": "4"}, options=("span",)) is None


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("36", "36000", True), ("3.6", "36", True), ("36", "36", False), ("0", "0", False), ("36", "x", False)],
)
def test_a_shifted_point(one, other, expected):
    assert is_shifted(one, other) is expected
