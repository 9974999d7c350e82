"""The laws of the UTF-16 map, against Python's own encoder."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.text.offsets import Utf16Map

ODD = ["甲", "a", "𠮷", "👨‍🚒", "e\u0301", "\u2028", "\0", "\u3000", "\n", "\U0010ffff", "\ufeff"]
TEXTS = st.lists(st.sampled_from(ODD) | st.characters(exclude_categories=["Cs"]), max_size=40).map("".join)


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@given(TEXTS)
def test_every_position_counts_the_units_before_it(text: str) -> None:
    mapped = Utf16Map(text)
    assert [mapped.to_qt(n) for n in range(len(text) + 1)] == [units(text[:n]) for n in range(len(text) + 1)]


@given(TEXTS)
def test_there_and_back_is_the_same_position(text: str) -> None:
    mapped = Utf16Map(text)
    assert all(mapped.from_qt(mapped.to_qt(n)) == n for n in range(len(text) + 1))


@given(TEXTS)
def test_from_qt_never_goes_back_and_never_passes_the_unit(text: str) -> None:
    mapped = Utf16Map(text)
    positions = [mapped.from_qt(n) for n in range(mapped.length_qt + 1)]
    assert positions == sorted(positions)
    assert all(mapped.to_qt(position) <= n for n, position in enumerate(positions))


@given(TEXTS, st.data())
def test_a_span_covers_the_same_characters_on_both_sides(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    mapped = Utf16Map(text)
    start_qt, end_qt = mapped.to_qt(start), mapped.to_qt(end)
    assert text.encode("utf-16-le")[2 * start_qt : 2 * end_qt].decode("utf-16-le") == text[start:end]
