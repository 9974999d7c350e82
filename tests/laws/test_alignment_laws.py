"""Laws of the clean text: both directions of the alignment agree, and cleaning is idempotent."""

from __future__ import annotations

from array import array

from hypothesis import given
from hypothesis import strategies as st

from annotator.text.alignment import Alignment
from annotator.text.cleaning import clean

TEXTS = st.lists(
    st.sampled_from(
        ["領", "(lǐng)", "（dǎo）", "1", "２", "％", "𠮷", "\n", "a", "(", ")", "，", "\uf9d1", "(AI)", " "]
    ),
    max_size=40,
).map("".join)


@st.composite
def alignments(draw: st.DrawFn) -> Alignment:
    length = draw(st.integers(0, 60))
    borders = sorted(draw(st.sets(st.integers(0, length), max_size=12)))
    pairs = tuple(zip(borders[::2], borders[1::2], strict=False))
    return Alignment(original_length=length, deleted=pairs)


@given(alignments(), st.data())
def test_a_clean_range_comes_back(alignment: Alignment, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, alignment.clean_length))
    end = data.draw(st.integers(start, alignment.clean_length))
    first, last = alignment.to_original(start, end)
    assert 0 <= first <= last <= alignment.original_length
    assert alignment.to_clean(first, last) == (start, end)


@given(alignments(), st.data())
def test_an_original_range_covers_what_was_kept_of_it(alignment: Alignment, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, alignment.original_length))
    end = data.draw(st.integers(start, alignment.original_length))
    first, last = alignment.to_clean(start, end)
    gone = {n for a, b in alignment.deleted for n in range(a, b)}
    assert first == len([n for n in range(start) if n not in gone])
    assert last - first == len([n for n in range(start, end) if n not in gone])


@given(TEXTS)
def test_every_kept_character_stands_for_itself(original: str) -> None:
    made = clean(original)
    assert made.alignment.original_length == len(original)
    assert made.alignment.clean_length == len(made.text)
    for place, character in enumerate(made.text):
        start, end = made.alignment.to_original(place, place + 1)
        assert end == start + 1
        assert clean(original[start:end]).text == character


@given(TEXTS)
def test_glosses_are_what_was_deleted(original: str) -> None:
    made = clean(original)
    assert made.glosses == len(made.alignment.deleted)
    for start, end in made.alignment.deleted:
        assert original[start] in "(（"
        assert original[end - 1] in ")）"


@given(alignments())
def test_a_table_keeps_what_the_clean_text_keeps(alignment: Alignment) -> None:
    table = alignment.kept(array("I", range(alignment.original_length + 1)))
    assert len(table) == alignment.clean_length + 1
    assert [alignment.to_original(place, place)[0] for place in range(len(table))] == list(table)
