"""Laws of moving by words, whatever the words of a language are."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from annotator.text.words import REACH, next_stop, previous_stop, stretch_around, word_at, words_around

TEXTS = st.text(alphabet="全年办理案件312，。；！\n 𠮷ab(ǐ)\u3000", max_size=400)


@st.composite
def places(draw):
    """A text, a place in it, and a knife that cuts at random but loses nothing."""
    text = draw(TEXTS)
    width = draw(st.integers(1, 9))
    return (
        text,
        draw(st.integers(0, len(text))),
        lambda part: [part[at : at + width] for at in range(0, len(part), width)],
    )


@given(places())
def test_every_move_gets_on_and_stays_in_the_text(place):
    text, at, cut = place
    assert at < next_stop(text, at, cut) <= len(text) or at == len(text) == next_stop(text, at, cut)
    assert 0 <= previous_stop(text, at, cut) < at or at == 0 == previous_stop(text, at, cut)


@given(places())
def test_no_move_leaps_over_the_end_of_a_paragraph(place):
    text, at, cut = place
    assert "\n" not in text[at : next_stop(text, at, cut)][1:]
    assert "\n" not in text[at : next_stop(text, at, cut)] or text[at] == "\n"
    assert "\n" not in text[previous_stop(text, at, cut) : at][:-1]


@given(places())
def test_a_word_holds_its_place_and_no_sentence_mark_among_others(place):
    text, at, cut = place
    start, end = word_at(text, at, cut)
    assert start <= at <= end
    word = text[start:end]
    assert word == word.strip(" \n") or not word.strip()
    assert len(word) <= 1 or not set(word) & set("。；！\n")


@given(places())
def test_little_is_looked_at(place):
    text, at, cut = place
    start, end = stretch_around(text, at)
    assert max(0, at - REACH) <= start <= at <= end <= min(len(text), at + REACH)
    assert "\n" not in text[start:end]
    found = words_around(text, at, cut)
    assert all(a < b <= c for (a, b), (c, _) in pairwise(found))
    assert {n for a, b in found for n in range(a, b)} >= {
        n for n in range(start, end) if not text[n].isspace()
    }
