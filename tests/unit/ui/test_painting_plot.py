"""Owns the plot of an indicator: its axis, where it draws which points, filled or hollow."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor

from annotator.measures.series import Observation, indexed, series
from annotator.measures.steps import drained
from annotator.ui.painting.plot import Plot, scale
from annotator.ui.theme import dark, light

VALUES = st.decimals(min_value=-(10**12), max_value=10**12, places=4, allow_nan=False, allow_infinity=False)


@given(VALUES, VALUES)
def test_an_axis_encloses_all_values_in_a_few_round_steps(one, other):
    least, most = min(one, other), max(one, other)
    low, high, step = scale(least, most)
    assert low <= least <= most <= high
    assert 3 <= (high - low) / step + 1 <= 12
    assert (high - low) % step == 0
    assert step.normalize().as_tuple().digits in ((1,), (2,), (5,))


@pytest.mark.parametrize(
    ("least", "most", "expected"),
    [
        ("312", "356", ("310", "360", "10")),
        ("0", "0", ("0", "1.0", "0.2")),
        ("7", "7", ("0", "8", "2")),
        ("90.5", "99.2", ("90", "100", "2")),
        ("-3", "12", ("-5", "15", "5")),
        ("20", "186.4", ("0", "200", "50")),
    ],
)
def test_axes_as_a_hand_would_draw_them(least, most, expected):
    found = scale(Decimal(least), Decimal(most))
    assert found == tuple(Decimal(one) for one in expected)
    assert [f"{one:,f}" for one in found] == list(expected)


def number(year: int, value: str, **features: str) -> Observation:
    said = {
        "indicator_id": "行政处罚案件",
        "unit_norm": "件",
        "role": "level",
        "value": value,
        "period_from": f"{year}-01-01",
        "period_to": f"{year}-12-31",
        **features,
    }
    return Observation(
        ref=value, document="d", body=features.get("body", "甲局"), owner="jia", fragments=((0, 3),),
        text=value, features=said,
    )  # fmt: skip


@pytest.fixture(params=[light, dark])
def draw(request, qtbot):
    """Return a function that draws these numbers and returns the plot and its picture."""
    made = Plot(request.param(), period_words=lambda point: f"{point.first} – {point.last}")
    qtbot.addWidget(made)
    made.resize(600, 300)

    def show(*found: Observation):
        reports = [indexed([one], document=one.document, body=one.body) for one in found]
        made.show_lines(drained(series(reports, indicator="行政处罚案件")).lines)
        return made, made.grab().toImage()

    return show


def test_a_point_on_another_basis_is_hollow(draw):
    plot, picture = draw(number(2022, "300"), number(2023, "356"), number(2024, "312", scope="全辖区"))
    paper = QColor(plot._theme.paper)
    inside = [picture.pixelColor(one.at.toPoint()) for one in plot._drawn]
    assert [colour == paper for colour in inside] == [False, False, True]
    assert [bool(one.point.basis) for one in plot._drawn] == [False, False, True]


def test_points_lie_in_time_order_and_by_value(draw):
    plot, _ = draw(number(2024, "312"), number(2023, "356"))
    first, last = plot._drawn
    assert (first.point.value, last.point.value) == (356, 312)
    assert first.at.x() < last.at.x()
    assert first.at.y() < last.at.y()
    assert "2023" in plot.accessibleDescription()
    assert "356" in plot.accessibleDescription()


def test_a_half_year_stands_before_its_year(draw):
    plot, _ = draw(number(2023, "356"), number(2024, "150", period_to="2024-06-30"), number(2025, "312"))
    a, b, c = (one.at.x() for one in plot._drawn)
    assert a < b < c
    assert b - a < c - b


def test_lines_differ_in_the_shape_of_their_points(draw):
    plot, _ = draw(number(2023, "1", body="甲局"), number(2023, "2", body="乙局"))
    assert {one.line for one in plot._drawn} == {0, 1}
    shapes = [plot._shape(one.line, one.at, 5) for one in plot._drawn]
    assert [shape is None for shape in shapes] == [True, False]


def test_a_click_near_a_point_chooses_it(draw, qtbot):
    plot, _ = draw(number(2023, "356"), number(2024, "312"))
    place = plot._drawn[1].at.toPoint() + QPoint(4, 3)
    with qtbot.waitSignal(plot.chosen) as told:
        qtbot.mouseClick(plot, Qt.MouseButton.LeftButton, pos=place)
    assert told.args[0].value == 312
    with qtbot.assertNotEmitted(plot.chosen):
        qtbot.mouseClick(plot, Qt.MouseButton.LeftButton, pos=QPoint(2, 2))


def test_nothing_to_draw_is_said_in_words(draw):
    plot, picture = draw()
    assert plot._drawn == []
    colours = {picture.pixel(x, 150) for x in range(0, 600, 2)}
    assert len(colours) > 1


def test_the_unit_stands_at_the_axis_and_a_point_tells_of_which_days_it_is(draw):
    plot, _ = draw(number(2023, "356"), number(2024, "312", period_to="2024-12-27"))
    assert plot._shared_unit() == "件" and plot._name(plot._lines[0]) == "甲局"
    told = [plot.told_of(one) for one in plot._drawn]
    assert any("2024-01-01 – 2024-12-27" in one and "312 件" in one for one in told)
    other = replace(plot._lines[0], unit="元", body="<b>乙局")
    plot.show_lines([*plot._lines, other])
    plot.grab()
    assert plot._shared_unit() == "" and plot._name(other) == "<b>乙局（元）"
    assert all("<b>" not in plot.told_of(one) for one in plot._drawn)
