"""Looking up a stretch finds what looking at every paint would find; overlapping paints stack."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.ui.painting.index import Index, Track, levels
from annotator.ui.painting.paint import DEEPEST, Paint


def paint(
    start: int, end: int, *, ref: object = None, style: str = "fill", depth: int | None = None
) -> Paint:
    return Paint(ref=ref or (start, end), fragments=((start, end),), style=style, depth=depth)


RANGES = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 30)), max_size=30)


def made_of(ranges: list[tuple[int, int]]) -> list[Paint]:
    return [paint(start, start + size, ref=number) for number, (start, size) in enumerate(ranges, 1)]


@given(RANGES, st.integers(0, 60), st.integers(0, 40))
def test_a_stretch_finds_what_touches_it(ranges, start, size):
    paints = made_of(ranges)
    found = {each.ref for each in Track(paints, reach=8).between(start, start + size)}
    assert found == {each.ref for each in paints if each.start <= start + size and each.end >= start}


@given(RANGES, RANGES, st.data())
def test_changing_gives_what_building_anew_gives(ranges, more, data):
    paints = made_of(ranges)
    added = [paint(start, start + size, ref=f"new {n}") for n, (start, size) in enumerate(more)]
    index = Index(paints)
    seen = index.words_between(0, 200)
    assert len(seen) == len(paints)
    gone = data.draw(st.sets(st.sampled_from([each.ref for each in paints]))) if paints else set()
    index.change(removed=gone, added=added)
    wanted = Index([each for each in paints if each.ref not in gone] + added)
    assert {each.ref: level for each, level in index.words_between(0, 200)}.keys() == {
        each.ref: level for each, level in wanted.words_between(0, 200)
    }.keys()
    for each, level in index.words_between(0, 200):
        for other, its in index.words_between(0, 200):
            if each.ref != other.ref and each.start < other.end and other.start < each.end:
                assert level != its or DEEPEST in (level, its)


def test_four_nested_spans_have_four_levels_the_shortest_inside():
    nest = [paint(0, 40, ref="d"), paint(5, 30, ref="c"), paint(10, 20, ref="b"), paint(12, 15, ref="a")]
    assert levels(nest) == {"a": 0, "b": 1, "c": 2, "d": 3}


def test_crossing_spans_differ_and_neighbours_do_not():
    assert levels([paint(0, 10, ref="x"), paint(5, 15, ref="y")]) == {"x": 0, "y": 1}
    assert levels([paint(0, 10, ref="x"), paint(10, 20, ref="y")]) == {"x": 0, "y": 0}


def test_the_gap_of_a_discontinuous_span_counts_as_its_own():
    torn = Paint(ref="torn", fragments=((0, 5), (20, 25)))
    assert levels([torn, paint(10, 12, ref="in")]) == {"in": 0, "torn": 1}


def test_a_given_depth_holds_and_the_others_make_room():
    index = Index([paint(0, 10, ref="x", depth=0), paint(2, 5, ref="y"), paint(40, 41, ref="z", depth=9)])
    assert {each.ref: level for each, level in index.words_between(0, 50)} == {"x": 0, "y": 1, "z": DEEPEST}


def test_levels_do_not_change_with_what_is_looked_at():
    chain = [paint(at, at + 9, ref=at) for at in range(1, 400, 5)]
    whole = {each.ref: level for each, level in Index(chain).words_between(0, 500)}
    index = Index(chain)
    pieces = {
        each.ref: level
        for start in range(0, 400, 20)
        for each, level in index.words_between(start, start + 7)
    }
    assert pieces == {ref: whole[ref] for ref in pieces}


def test_a_span_over_the_whole_text_is_found_everywhere_and_lies_outside():
    short = [paint(at, at + 3, ref=at) for at in range(1, 5000, 10)]
    index = Index([*short, paint(0, 5000, ref="all")])
    found = {each.ref: level for each, level in index.words_between(2500, 2520)}
    assert found["all"] > max(level for ref, level in found.items() if ref != "all")


def test_bars_are_kept_apart_and_unpaintable_ones_left_out():
    index = Index([paint(0, 9, ref="bar", style="bar"), Paint(ref="document", fragments=())])
    assert [each.ref for each, _ in index.bars_between(0, 50)] == ["bar"]
    assert index.words_between(0, 50) == []
    index.change(added=[Paint(ref="bar", fragments=())])
    assert index.bars_between(0, 50) == [] and index.get("bar") is None


def test_a_known_ref_is_replaced():
    index = Index([paint(0, 9, ref="one")])
    index.change(added=[paint(20, 29, ref="one")])
    assert [each.start for each, _ in index.words_between(0, 50)] == [20]
