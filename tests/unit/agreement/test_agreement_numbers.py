"""Owns agreement on paired numbers: what is the same number, how far apart two are, which units."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from annotator.agreement.alpha import interval_alpha, interval_counts, ratio_alpha, ratio_counts
from annotator.agreement.categories import cohen_kappa
from annotator.agreement.numbers import (
    error_counts,
    exact_share,
    feature_counts,
    mean_error,
    normal,
    quantity_counts,
    read_number,
    relative_error,
    unit_table,
    value_units,
)

PAIRS: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({"value": "12", "unit_norm": "件"}, {"value": "12.0", "unit_norm": "件", "unit": "件次"}),
    ({"value": "3.5", "unit_norm": "%"}, {"value": "3.5", "unit_norm": "个百分点"}),
    ({"value": "100", "unit_norm": "元"}, {"value": "90", "unit_norm": "元"}),
    ({"value": "3", "value_max": "5"}, {"value": "3"}),
    ({"values": ["2.19", "1"]}, {"values": ["2.190", "1.0"]}),
]


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("3.50", Decimal("3.5")),
        (" 3 ", Decimal(3)),
        (7, Decimal(7)),
        ("1e3", Decimal(1000)),
        ("0", Decimal(0)),
        ("", None),
        (None, None),
        (True, None),
        (["3"], None),
        ("三", None),
        ("NaN", None),
        ("-inf", None),
        ("1e999999999", None),
    ],
)
def test_what_a_feature_states(said: object, number: Decimal | None) -> None:
    assert read_number(said) == number


def test_numbers_are_the_same_however_they_are_written() -> None:
    assert normal("value", "3.50") == normal("value", "3.5")
    assert normal("unit_norm", "3.50") != normal("unit_norm", "3.5")
    assert normal("values", ["1.0", "2"]) == normal("values", ["1", "2.0"])
    assert normal("value", "约三") == "约三"
    assert normal("value", "") is normal("values", []) is None


@pytest.mark.parametrize(
    ("feature", "same", "stated"),
    [("value", 3, 4), ("value_max", 0, 1), ("values", 1, 1), ("unit_norm", 2, 3), ("role", 0, 0)],
)
def test_shares_are_of_the_pairs_that_state_the_feature(feature: str, same: int, stated: int) -> None:
    counts = feature_counts(PAIRS, feature)
    assert counts == {"same": same, "stated": stated}
    assert exact_share(counts).value == (same / stated if stated else None)


def test_a_quantity_is_the_same_when_all_of_it_is() -> None:
    assert quantity_counts(PAIRS) == {"same": 2, "stated": 5}
    assert exact_share(quantity_counts([])).reason == "agreement.no_units"


def test_relative_errors_by_hand() -> None:
    def error(one: str, other: str) -> Fraction:
        return relative_error(Decimal(one), Decimal(other))

    assert error("100", "90") == error("90", "100") == Fraction(1, 10)
    assert error("0", "0") == 0
    assert error("0", "5") == 1
    assert error("-5", "5") == 2
    result = mean_error(error_counts(PAIRS))
    assert result.value == pytest.approx(0.1 / 4, abs=1e-15)
    assert result.n == 4
    assert mean_error(error_counts([])).reason == "agreement.no_units"


def test_units_are_confused_in_a_table() -> None:
    table = unit_table(PAIRS)
    assert table == {("件", "件"): 1, ("%", "个百分点"): 1, ("元", "元"): 1, ("", ""): 2}
    # Po = 4/5, Pe = (1 + 0 + 1 + 4) / 25
    assert cohen_kappa(table).value == pytest.approx((0.8 - 0.24) / 0.76, abs=1e-15)


def test_values_are_units_of_alpha() -> None:
    units = value_units(PAIRS)
    assert units[4] == (None, None)
    # Within: 2 * 10² over 8 values; among {12, 12, 3.5, 3.5, 100, 90, 3, 3}.
    values = [12, 12, 3.5, 3.5, 100, 90, 3, 3]
    among = sum((a - b) ** 2 for a in values for b in values)
    assert interval_alpha(interval_counts(units)).value == pytest.approx(1 - 7 * 200 / among, abs=1e-15)
    ratio = ratio_alpha(ratio_counts(units))
    among = sum(((a - b) / (a + b)) ** 2 for a in values for b in values)
    assert ratio.value == pytest.approx(1 - 7 * 2 * (10 / 190) ** 2 / among, abs=1e-12)
    assert ratio.n == 4
