"""Adding words to a span and taking them out are what they are for sets of characters."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.model.spans import Fragment, Fragments, as_fragments, joined, without


@st.composite
def ranges(draw: st.DrawFn) -> Fragment:
    start = draw(st.integers(0, 40))
    return start, draw(st.integers(start + 1, 42))


def characters(fragments: Fragments) -> set[int]:
    """The positions that fragments cover."""
    return {at for start, end in fragments for at in range(start, end)}


def of(chosen: list[Fragment]) -> Fragments:
    """Fragments made by adding one range after the other."""
    found: Fragments = ()
    for one in chosen:
        found = joined(found, one)
    return found


@given(st.lists(ranges(), min_size=1, max_size=6), ranges())
def test_they_are_union_and_difference(chosen: list[Fragment], other: Fragment) -> None:
    fragments = of(chosen)
    assert characters(fragments) == set().union(*(set(range(*one)) for one in chosen))
    assert characters(joined(fragments, other)) == characters(fragments) | set(range(*other))
    assert characters(without(fragments, other)) == characters(fragments) - set(range(*other))


@given(st.lists(ranges(), min_size=1, max_size=6), ranges())
def test_what_comes_out_is_a_span_again(chosen: list[Fragment], other: Fragment) -> None:
    for found in (of(chosen), joined(of(chosen), other), without(of(chosen), other)):
        assert as_fragments(found, length=42) == found
