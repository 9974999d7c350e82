"""Where pieces lie: on the right lines, open where they wrap, apart by level."""

from __future__ import annotations

import math
from functools import partial
from itertools import pairwise

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QFont, QFontMetricsF

from annotator.ui.painting.bars import bars
from annotator.ui.painting.column import NARROWEST, WIDEST, column
from annotator.ui.painting.geometry import pieces
from annotator.ui.painting.lines import Line
from annotator.ui.painting.names import LEAST, SetName, set_name, within
from annotator.ui.painting.paint import Paint
from annotator.ui.theme import chrome_font, light

EM, LEFT, PITCH = 17.0, 100.0, 35.0


def x_at(position: int, *, first: int) -> float:
    return LEFT + (position - first) * EM


def page(*lengths: int) -> list[Line]:
    """Lines of that many ideographs, 35 px apart, the first baseline at 20."""
    made, start = [], 0
    for number, length in enumerate(lengths):
        made.append(Line(start, start + length, 20 + PITCH * number, EM, partial(x_at, first=start)))
        start += length
    return made


def lay(lines: list[Line], *fragments: tuple[int, int], level: int = 0):
    return pieces(lines, [(Paint(ref="x", fragments=fragments), level)], to_qt=lambda at: at)


def test_a_span_within_a_line():
    (piece,) = lay(page(10, 10), (2, 5))
    assert (piece.left, piece.right, piece.baseline) == (LEFT + 2 * EM, LEFT + 5 * EM, 20)
    assert piece.is_head and piece.is_tail and piece.is_last
    assert piece.box.top() < 20 - 0.88 * EM and piece.box.bottom() > 20 + 0.12 * EM


def test_a_wrapped_span_is_open_where_it_wraps():
    first, middle, last = lay(page(10, 10, 10), (8, 23))
    assert (first.is_head, first.is_tail) == (True, False)
    assert (middle.is_head, middle.is_tail) == (False, False)
    assert (last.is_head, last.is_tail, last.is_last) == (False, True, True)
    assert (middle.left, middle.right) == (LEFT, LEFT + 10 * EM)


def test_a_span_that_ends_with_its_line_does_not_reach_the_next():
    (piece,) = lay(page(10, 10), (5, 10))
    assert piece.baseline == 20 and piece.is_tail
    (piece,) = lay(page(10, 10), (10, 12))
    assert piece.baseline == 20 + PITCH and piece.is_head


def test_fragments_are_joined_over_their_gap():
    kinds = [(piece.kind, piece.left, piece.right) for piece in lay(page(20), (0, 2), (5, 7))]
    assert kinds == [
        ("words", LEFT, LEFT + 2 * EM),
        ("gap", LEFT + 2 * EM, LEFT + 5 * EM),
        ("words", LEFT + 5 * EM, LEFT + 7 * EM),
    ]
    assert [piece.is_last for piece in lay(page(20), (0, 2), (5, 7))] == [False, False, True]


def test_over_a_long_gap_only_its_ends_are_drawn():
    gaps = [piece for piece in lay(page(*[10] * 9), (0, 2), (85, 87)) if piece.kind == "gap"]
    assert [piece.baseline for piece in gaps] == [20, 20 + 8 * PITCH]


def test_a_zero_width_span_is_a_caret_that_can_be_hit():
    (piece,) = lay(page(10), (4, 4))
    assert piece.kind == "caret" and piece.left == piece.right == LEFT + 4 * EM
    assert piece.reaches(QPointF(piece.left + 3, 22))
    assert not piece.reaches(QPointF(piece.left + 9, 22))


def test_levels_underline_lower_without_touching_the_next_line():
    laid = [lay(page(10, 10), (0, 5), level=level)[0] for level in range(4)]
    underlines = [piece.underline for piece in laid]
    assert all(lower - upper >= 3 for upper, lower in pairwise(underlines))
    (below,) = lay(page(10, 10), (10, 12))
    assert underlines[-1] + 1 < below.box.top()


def test_what_ends_in_one_place_at_several_levels_stays_apart():
    laid = [lay(page(10, 10), (level, 8), level=level)[0] for level in range(4)]
    assert all(outer.spread - inner.spread >= 2 for inner, outer in pairwise(laid))
    dots = [piece.dot for piece in laid]
    assert all(math.dist(one.toTuple(), other.toTuple()) >= 3.3 for one, other in pairwise(dots))
    assert laid[-1].spread < EM / 2
    # A double line is 3 px high: the next level's must not touch it.
    assert all(lower.underline - upper.underline > 3.6 for upper, lower in pairwise(laid))


def test_no_lines_no_pieces():
    assert lay([], (0, 3)) == []


def bar(start: int, end: int, name: str = "成效") -> Paint:
    return Paint(ref=(start, end), fragments=((start, end),), style="bar", words=name)


def beside(lines: list[Line], *pairs: tuple[Paint, int], top: float = 0.0):
    options = {"left": LEFT, "top": top, "bottom": top + 400}
    return bars(lines, pairs, to_qt=lambda at: at, set_name=_set, **options)


def _set(words: str, _: float) -> SetName:
    """Short ones in a line, 16 high; others along the bar."""
    if len(words) < 3:
        return SetName(words, QFont(), False, 24.0, 16.0)
    return SetName(words, QFont(), True, 16.0, 8.0 * len(words))


def test_a_bar_stands_left_of_its_lines():
    (one,) = beside(page(10, 10, 10), (bar(12, 25), 0))
    assert one.rect.right() < LEFT
    assert one.rect.top() == 20 + PITCH - 0.95 * EM
    assert one.rect.bottom() == 20 + 2 * PITCH + 0.19 * EM
    assert one.name.right() < one.rect.left()


def test_nested_bars_stand_in_columns_and_their_names_do_not_collide():
    inner, outer = beside(page(10, 10, 10), (bar(0, 9), 0), (bar(0, 29), 1))
    by_level = sorted((inner, outer), key=lambda each: each.rect.left())
    assert by_level[0].rect.right() < by_level[1].rect.left()
    assert not inner.name.intersects(outer.name)


def test_names_along_their_bars_stand_side_by_side_and_in_sight():
    lines = page(10, 10, 10)
    found = beside(
        lines, (bar(0, 9, "First responsible"), 0), (bar(5, 9, "Outcome"), 1), (bar(22, 29, "主要举措"), 0)
    )
    names = [one.name for one in found]
    assert all(one.told.is_along for one in found)
    assert not any(one.intersects(other) for n, one in enumerate(names) for other in names[n + 1 :])
    assert all(name.bottom() <= 400 and name.top() >= 0 and name.left() >= 0 for name in names)
    assert all(one.name.right() < one.rect.left() for one in found)


def test_so_little_of_a_bar_is_in_sight_that_its_name_would_be_cut():
    lines = [line._replace(start_qt=line.start_qt + 100, end_qt=line.end_qt + 100) for line in page(10)]
    (one,) = beside(lines, (bar(50, 105), 0), top=lines[0].bottom - 3)
    assert one.name.isNull()


@pytest.mark.parametrize(
    ("words", "is_along", "is_smaller"),
    [
        ("成效", False, False),
        ("Measure", False, False),
        ("Achievement", False, True),
        ("First responsible", True, True),
        ("主要举措和成效", True, True),
    ],
)
def test_a_long_name_is_smaller_or_runs_along_its_bar_but_whole(qapp, words, is_along, is_smaller):
    font = chrome_font(light(), pixels=12)
    width = 1.05 * QFontMetricsF(chrome_font(light(), pixels=10)).horizontalAdvance("Achievements")
    told = set_name(words, width, font)
    assert (told.words, told.is_along, told.font.pixelSize() < 12) == (words, is_along, is_smaller)
    assert told.font.pixelSize() >= LEAST
    assert told.is_along or told.width <= width
    assert told.is_stacked == (is_along and words[0] > "z")


def test_the_name_of_a_bar_that_began_above_stays_in_sight():
    lines = [line._replace(start_qt=line.start_qt + 100, end_qt=line.end_qt + 100) for line in page(10, 10)]
    (one,) = beside(lines, (bar(50, 115), 0), top=10)
    assert not one.is_head and one.rect.top() < 10
    assert one.name.top() >= 10


def test_passages_that_share_a_line_share_its_height():
    first, second = beside(page(10, 10, 10), (bar(0, 14), 0), (bar(14, 28), 0))
    assert first.rect.bottom() < second.rect.top()
    on_one_line = beside(page(10, 10, 10), (bar(0, 4), 0), (bar(4, 7), 0), (bar(7, 28), 0))
    assert all(upper.rect.bottom() < lower.rect.top() for upper, lower in pairwise(on_one_line))
    assert all(one.rect.height() > 2 for one in on_one_line)


def test_the_measure_stays_between_31_and_38_ideographs():
    for width in range(750, 3000, 50):
        fitted = column(width, em=EM)
        count = fitted.measure / EM
        assert NARROWEST <= count < WIDEST + 1
        parts = (fitted.outer_left, fitted.left, fitted.measure, fitted.right, fitted.outer_right)
        assert sum(parts) == width
        assert abs(fitted.outer_left - fitted.outer_right) <= 1


def test_a_narrow_page_gives_up_its_right_margin_before_its_measure():
    wide, narrow, narrowest = (column(width, em=EM) for width in (810, 700, 400))
    assert wide.measure == narrow.measure and narrow.right < wide.right
    assert narrowest.measure < narrow.measure
    assert narrowest.left + narrowest.measure + narrowest.right == 400


def test_widening_a_wide_page_changes_only_the_paper_outside():
    one, other = column(1200, em=EM), column(1900, em=EM)
    assert (one.left, one.measure, one.right) == (other.left, other.measure, other.right)


def test_a_name_along_its_bar_stays_beside_its_own_paragraph():
    short, other, long = page(10, 10, 10), page(10, 10, 10), page(10, 10, 10)
    parted = [line._replace(paragraph=n) for n, line in enumerate(short)]
    (one,) = beside(parted, (bar(0, 9, "Outcomes told"), 0))
    assert one.name.isNull()
    # One line more of its own, and a name as high as the two is written.
    two = [line._replace(paragraph=0 if n < 2 else 20) for n, line in enumerate(other)]
    (one,) = beside(two, (bar(12, 19, "Outcome"), 0))
    assert not one.name.isNull() and one.name.bottom() <= two[1].bottom + EM / 2
    (one,) = beside(long, (bar(0, 9, "Outcomes told"), 0))
    assert not one.name.isNull()


def test_a_name_that_is_too_long_for_its_bar_is_cut_or_left_out(qapp):
    told = set_name("First responsible", 20, chrome_font(light(), pixels=12))
    cut = within(told, told.height / 2)
    assert cut is not None and cut.words.endswith("…") and cut.height <= told.height / 2
    assert within(told, told.height) is told
    assert within(told, 12) is None
