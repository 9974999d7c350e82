"""What a number leaves open: by its digits, by 约, 余 and 不足, and in sums of such numbers."""

from __future__ import annotations

from fractions import Fraction

import pytest

from annotator.arithmetic.intervals import Interval, around, point, shown
from tests.unit.arithmetic.reckoning import page

OPEN = None


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("走访约40户。", 35, 45),
        ("走访约45户。", "44.5", "45.5"),
        ("走访约500户。", 450, 550),
        ("治理约68万平方米。", 675000, 685000),
        ("参与约20万人。", 150000, 250000),
        ("治理约3.20万平方米。", 31950, 32050),
        ("发放600余份。", 600, OPEN),
        ("参加超45场次。", 45, OPEN),
        ("不足30件。", OPEN, 30),
        ("办理312件。", 312, 312),
        ("罚款186.4万元。", 1863500, 1864500),
        ("占比96.64%。", "96.635", "96.645"),
        ("占比100%。", "99.5", "100.5"),
        ("占三成五。", "34.5", "35.5"),
        ("配备3至5名。", 3, 5),
    ],
)
def test_a_number_leaves_open_what_its_words_leave_open(text: str, low: object, high: object) -> None:
    (figure,) = page(text).figures
    wanted = Interval(
        low=None if low is None else Fraction(str(low)), high=None if high is None else Fraction(str(high))
    )
    assert figure.wide == wanted


def test_how_many_decimals_are_written_decides() -> None:
    one, other = page("占比96.6%，占比96.60%。").figures
    assert (one.places, other.places) == (1, 2)
    assert one.near.holds(Fraction("96.64")) and not other.near.holds(Fraction("96.64"))


def test_a_persons_value_counts_whatever_the_words_say() -> None:
    (figure,) = page("办理312件。", **{"312件": {"value": "321.5"}}).figures
    assert (figure.value, figure.places, figure.written) == (Fraction("321.5"), 1, "321.5")


def test_intervals_are_reckoned_with() -> None:
    one, two = around(Fraction(10), Fraction(1)), around(Fraction(4), Fraction(1))
    assert one.plus(two) == Interval(low=Fraction(12), high=Fraction(16))
    assert one.minus(two) == Interval(low=Fraction(4), high=Fraction(8))
    assert one.over(two) == Interval(low=Fraction(9, 5), high=Fraction(11, 3))
    assert one.over(Interval(low=None, high=Fraction(3))) == Interval(low=Fraction(3), high=None)
    assert Interval(low=Fraction(5), high=None).plus(one).high is None
    assert not one.meets(two) and one.meets(point(Fraction(11)))


@pytest.mark.parametrize(
    ("value", "places", "words"),
    [("96.6443", 2, "96.64"), ("96.5", 2, "96.5"), ("1200", 2, "1200"), ("-0.125", 2, "-0.12")],
)
def test_a_value_is_written_as_people_write(value: str, places: int, words: str) -> None:
    assert shown(Fraction(value), places) == words
