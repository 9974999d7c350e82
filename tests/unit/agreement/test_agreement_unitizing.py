"""Owns alpha for unitizing: the published case, what differs elsewhere and why, and what is no partition."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable
from fractions import Fraction

import pytest

from annotator.agreement.results import added
from annotator.agreement.spans import Span
from annotator.agreement.unitizing import (
    alpha_cu,
    alpha_of_values,
    alpha_u,
    alpha_u_binary,
    continuum,
    unitizing_counts,
)
from tests.unit.agreement.references import told

Inclusive = tuple[int, int, str]

ALEX = [(1, 7, "1"), (8, 13, "2"), (31, 32, "5"), (33, 37, "6"), (38, 44, "6"), (45, 60, "7")]
PAUL = [(1, 7, "1"), (8, 13, "3"), (14, 21, "5"), (33, 44, "6")]
SUZAN = [(1, 7, "1"), (8, 13, "4"), (14, 21, "5"), (33, 37, "6"), (38, 41, "6"), (42, 44, "6")]
"""Krippendorff 2019, figure 12.11, places counted from 1 and the last one included, length 60."""


def spans(units: Iterable[Inclusive], *, first: int = 1) -> list[Span]:
    return [Span(fragments=((start - first, end - first + 1),), label=value) for start, end, value in units]


def merged(units: list[Inclusive]) -> list[Inclusive]:
    """What touches and has one value as one unit."""
    found: list[Inclusive] = []
    for start, end, value in units:
        if found and found[-1][2] == value and found[-1][1] + 1 == start:
            start = found.pop()[0]
        found.append((start, end, value))
    return found


BOOK = unitizing_counts([spans(ALEX), spans(PAUL), spans(SUZAN)], length=60)


def test_the_published_figures() -> None:
    assert alpha_u(BOOK).value == pytest.approx(0.510, abs=5e-4)
    assert alpha_cu(BOOK).value == pytest.approx(0.724, abs=5e-4)
    assert alpha_u(BOOK).n == 16
    values = alpha_of_values(BOOK)
    told = {value: found.result.value for value, found in values.items()}
    assert told == {"1": 1.0, "2": 0.0, "3": 0.0, "4": 0.0, "5": 1.0, "6": 1.0, "7": None}
    assert values["5"].coverage == pytest.approx(8 / 18, abs=1e-15)
    assert (values["7"].coverage, values["7"].result.reason) == (0.0, "agreement.nothing_shared")
    assert values["1"].coverage == 1.0


def test_the_published_binary_figure_has_a_rounded_part_in_it() -> None:
    exact = alpha_u_binary(BOOK).value
    # By hand: 109 valued and 71 empty of 180, 26 of each side's coincidences differ, S = 911 + 71.
    by_chance = Fraction(109 * 71) / (180 - Fraction(982, 180))
    assert exact == pytest.approx(float(1 - 26 / by_chance), abs=1e-15)
    # 0.4136, where 0.413 is printed: that is what the expected 44.338 gives once it is written 44.3.
    assert exact == pytest.approx(0.41360, abs=5e-6)
    assert 1 - 26 / round(float(by_chance), 1) == pytest.approx(0.413, abs=5e-4)


def test_other_readings_do_not_give_the_published_figures() -> None:
    joined = unitizing_counts([spans(merged(each)) for each in (ALEX, PAUL, SUZAN)], length=60)
    assert alpha_u(joined).value == pytest.approx(0.5125, abs=5e-5)
    assert alpha_cu(joined).value == pytest.approx(0.7313, abs=5e-5)
    # Pairable by any other reviewer, in place of the mean over them: the 8 characters of "5" that two of
    # three valued count in full.  S of "5" is then 64 + 64, not 16 + 16.
    by_any = Counter(BOOK)
    assert by_any["paired", 3, "5"] == 2 * (8 * 1) ** 2
    by_any["paired", 3, "5"] = 2 * (8 * 2) ** 2
    assert alpha_cu(by_any).value == pytest.approx(0.7283, abs=5e-5)


KEYPHRASES = [
    [(3, 14, "keyphrase"), (22, 52, "keyphrase")],
    [(3, 9, "keyphrase"), (22, 52, "keyphrase")],
    [(22, 45, "keyphrase")],
]
"""Places counted from 0 and the last one included, length 56."""


def test_a_case_with_one_value_by_hand() -> None:
    counts = unitizing_counts([spans(each, first=0) for each in KEYPHRASES], length=56)
    # 105 valued and 63 empty; 24 + 19 + 19 characters differ, halved; S = 144 + 961 + 49 + 961 + 576 + 63.
    differing = Fraction(5 + 19 + 14, 1)
    total, squares = 168, 144 + 961 + 49 + 961 + 576 + 63
    expected = Fraction(2 * 105 * 63) / (total - Fraction(squares, total))
    assert alpha_u(counts).value == pytest.approx(float(1 - differing / expected), abs=1e-15)
    assert alpha_u(counts).value == pytest.approx(0.5645448655652737, abs=1e-15)
    # One value: binary is the same question.
    assert alpha_u_binary(counts).value == alpha_u(counts).value


def test_the_figure_given_elsewhere_counts_each_piece_one_character_short() -> None:
    """0.5671992508994135 is told of the same case: by lengths last - first, 150 in place of 168 together."""
    rows = []
    for units in KEYPHRASES:
        row, place = [], 0
        for start, end, _ in units:
            row += [(place, start - 1, ""), (start, end, "keyphrase")]
            place = end + 1
        rows.append([*row, (place, 55, "")])
    shared: Counter[tuple[str, str]] = Counter()
    squares: Counter[str] = Counter()
    for at, row in enumerate(rows):
        for start, end, value in row:
            squares[value] += (end - start) ** (2 if value else 1)
            for to, other in enumerate(rows):
                for first, last, its in other:
                    shared[value, its] += max(0, min(end, last) - max(start, first)) if at != to else 0
    margins = {value: Fraction(shared[value, ""] + shared[value, "keyphrase"], 2) for value in squares}
    total = sum(margins.values())
    assert total == 150
    apart = Fraction(shared["", "keyphrase"] + shared["keyphrase", ""], 2)
    expected = 2 * margins[""] * margins["keyphrase"] / (total - Fraction(squares.total()) / total)
    assert float(1 - apart / expected) == pytest.approx(0.5671992508994135, abs=1e-12)


def test_documents_are_one_continuum_after_the_other() -> None:
    first = unitizing_counts([spans([(1, 4, "a")]), spans([(1, 5, "a")])], length=10)
    second = unitizing_counts([spans([(3, 6, "b")]), spans([(4, 6, "a")])], length=8)
    one = unitizing_counts(
        [spans([(1, 4, "a"), (13, 16, "b")]), spans([(1, 5, "a"), (14, 16, "a")])], length=18
    )
    both = added([first, second])
    for figure in (alpha_u, alpha_u_binary, alpha_cu):
        assert figure(both).value == pytest.approx(figure(one).value, abs=1e-15)
    assert alpha_of_values(both) == alpha_of_values(one)


def test_spans_of_one_label_that_overlap_are_one_unit_and_those_that_touch_are_two() -> None:
    nested = [Span(fragments=((0, 9),), label="a"), Span(fragments=((3, 5),), label="a")]
    chained = [Span(fragments=((0, 5),), label="a"), Span(fragments=((4, 9),), label="a")]
    assert continuum(nested) == continuum(chained) == [(0, 9, "a")]
    touching = [Span(fragments=((0, 5),), label="a"), Span(fragments=((5, 9),), label="a")]
    assert continuum(touching) == [(0, 5, "a"), (5, 9, "a")]
    twins = [Span(fragments=((0, 5),), label="a", ref="1"), Span(fragments=((0, 5),), label="a", ref="2")]
    assert continuum(twins) == [(0, 5, "a")]


def test_each_fragment_is_a_unit_and_no_width_is_none() -> None:
    found = continuum([Span(fragments=((0, 2), (4, 6), (8, 8)), label="a")])
    assert found == [(0, 2, "a"), (4, 6, "a")]


def test_labels_that_overlap_are_no_partition_and_told_one_by_one() -> None:
    outer, inner = Span(fragments=((0, 9),), label="a"), Span(fragments=((3, 5),), label="b")
    counts = unitizing_counts([[outer, inner], [outer]], length=20)
    for figure in (alpha_u, alpha_u_binary, alpha_cu):
        assert (figure(counts).value, figure(counts).reason) == (None, "agreement.overlapping_labels")
    assert alpha_of_values(counts) == {}
    assert alpha_u(unitizing_counts([[outer], [outer]], length=20)).value == 1.0
    assert told(alpha_u(unitizing_counts([[inner], []], length=20))) < 0.1


@pytest.mark.parametrize(
    ("reviewers", "length", "reason"),
    [
        ([], 10, "agreement.no_units"),
        ([[(1, 3, "a")]], 10, "agreement.one_reviewer"),
        ([[], []], 10, "agreement.one_value_only"),
        ([[(1, 10, "a")], [(1, 10, "a")]], 10, "agreement.one_value_only"),
        ([[], []], 0, "agreement.no_units"),
    ],
)
def test_why_u_alpha_cannot_be_told(reviewers: list[list[Inclusive]], length: int, reason: str) -> None:
    counts = unitizing_counts([spans(each) for each in reviewers], length=length)
    assert (alpha_u(counts).value, alpha_u(counts).reason) == (None, reason)


def test_names_cannot_be_compared_where_nothing_is_shared() -> None:
    counts = unitizing_counts([spans([(1, 3, "a")]), spans([(5, 6, "b")])], length=10)
    assert alpha_cu(counts).reason == "agreement.nothing_shared"
    assert told(alpha_u(counts)) < 0


def test_a_span_beyond_the_text_is_refused() -> None:
    with pytest.raises(ValueError, match="beyond 5"):
        unitizing_counts([spans([(1, 6, "a")]), []], length=5)


def by_definition(rows: list[list[Inclusive]], *, length: int, with_gaps: bool) -> tuple[float, Fraction]:
    """u-alpha (34) or cu-alpha (36), from matrices filled character by character, and the sum of l_ck."""
    m = len(rows)
    values = [[""] * length for _ in rows]
    for row, units in zip(values, rows, strict=True):
        for start, end, value in units:
            row[start : end + 1] = [value] * (end - start + 1)
    shared: Counter[tuple[str, str]] = Counter()
    squares: dict[str, Fraction] = {}
    for one, row in enumerate(values):
        others = [other for at, other in enumerate(values) if at != one]
        for other in others:
            shared.update(pair for pair in zip(row, other, strict=True) if with_gaps or "" not in pair)
        for start, end, value in rows[one]:
            valued = sum(bool(other[at]) for other in others for at in range(start, end + 1))
            part = Fraction(end - start + 1) if with_gaps else Fraction(valued, m - 1)
            squares[value] = squares.get(value, Fraction(0)) + part**2
        if with_gaps:
            squares[""] = squares.get("", Fraction(0)) + row.count("")
    names = {name for pair in shared for name in pair}
    matrix = {pair: Fraction(count, m - 1) for pair, count in shared.items()}
    margins = {
        one: sum((matrix.get((one, other), Fraction(0)) for other in names), Fraction(0)) for one in names
    }
    total = sum(margins.values(), Fraction(0))
    spare = total - sum(squares.values(), Fraction(0)) / total
    expected = {
        (one, other): (margins[one] * margins[other] - (squares.get(one, 0) if one == other else 0)) / spare
        for one in names
        for other in names
    }
    apart = [
        sum((amount for (one, other), amount in each.items() if one != other), Fraction(0))
        for each in (matrix, expected)
    ]
    return float(1 - apart[0] / apart[1]), total


@pytest.mark.parametrize("seed", range(20))
def test_figures_are_those_of_matrices_filled_by_the_character(seed: int) -> None:
    dice = random.Random(seed)
    rows: list[list[Inclusive]] = []
    for _ in range(dice.randint(2, 4)):
        borders = sorted(dice.sample(range(40), 10))
        pairs = zip(borders[::2], borders[1::2], strict=True)
        rows.append([(start, end, dice.choice("abc")) for start, end in pairs])
    counts = unitizing_counts([spans(each, first=0) for each in rows], length=40)
    whole, total = by_definition(rows, length=40, with_gaps=True)
    assert total == 40 * len(rows)
    assert alpha_u(counts).value == pytest.approx(whole, abs=1e-12)
    named, _ = by_definition(rows, length=40, with_gaps=False)
    assert alpha_cu(counts).value == pytest.approx(named, abs=1e-12)
