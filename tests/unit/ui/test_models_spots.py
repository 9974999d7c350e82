"""Owns what counts as a place of a document, and moving among the open ones."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.model.annotations import Annotation, Suggestion
from annotator.text.reading import read
from annotator.ui.models.shown import Shown
from annotator.ui.models.spots import Spots, ref_of


def _suggestion(start, end, *, label="quantity"):
    layer = "number" if label == "quantity" else "entity"
    return Suggestion(extractor="x", version="1", lexicon="", layer=layer, label=label, start=start, end=end)


def _annotation(name, fragments, *, machine=None, verdict=None):
    return Annotation(
        id=name,
        document="d",
        owner="甲",
        layer="number",
        label="quantity",
        fragments=fragments,
        machine=machine,
        verdict=verdict,
    )


def test_an_answer_takes_its_suggestions_place_and_name():
    found = [_suggestion(3, 5), _suggestion(8, 9)]
    answer = _annotation("a", ((3, 6),), machine=found[0], verdict="corrected")
    spots = Spots(found, [answer])
    assert [(spot.start, spot.end, spot.state) for spot in spots.all] == [
        (3, 6, "corrected"),
        (8, 9, "suggestion"),
    ]
    assert spots.get(ref_of(answer)) == spots.get(("suggestion", "x", 3, 5))
    assert [spot.start for spot in spots.open] == [8]


def test_moving_among_the_open_ones():
    spots = Spots([_suggestion(3, 5), _suggestion(8, 9), _suggestion(20, 22)], [])
    assert spots.open_after(-1) == spots.open[0]
    assert spots.open_after(3) == spots.open[1]
    assert spots.open_after(20) is None
    assert spots.open_before(8) == spots.open[0]
    assert spots.open_before(3) is None


def test_the_innermost_place_is_found_and_rejected_ones_are_not():
    outer = _annotation("o", ((0, 20),))
    inner = _annotation("i", ((4, 6),))
    gone = _annotation("r", ((4, 5),), machine=_suggestion(4, 5), verdict="rejected")
    spots = Spots([], [outer, inner, gone])
    assert spots.at(4) == spots.get(ref_of(inner))
    assert spots.at(15) == spots.get(ref_of(outer))
    assert spots.at(25) is None


def test_what_is_said_of_the_whole_document_comes_first_and_lies_nowhere():
    whole, span = _annotation("w", ()), _annotation("a", ((0, 4),))
    spots = Spots([], [span, whole])
    assert [spot.annotation for spot in spots.all] == [whole, span]
    assert [spot.annotation for spot in spots.whole] == [whole]
    assert spots.at(0) == spots.get(ref_of(span))
    assert (spots.whole[0].start, spots.whole[0].end) == (0, 0)


def test_going_from_annotation_to_annotation_of_any_kind_and_round():
    whole, empty, span = (
        _annotation("w", ()),
        _annotation("e", ((5, 5),)),
        _annotation("s", ((9, 12), (20, 21))),
    )
    spots = Spots([_suggestion(7, 8)], [whole, empty, span])
    refs = [ref_of(one) for one in (whole, empty, span)]
    for n, ref in enumerate(refs):
        assert spots.annotated_beside(ref, 0, by=1).ref == refs[(n + 1) % 3]
        assert spots.annotated_beside(ref, 0, by=-1).ref == refs[n - 1]
    open_one = ("suggestion", "x", 7, 8)
    assert spots.annotated_beside(open_one, 0, by=1).ref == refs[2]
    assert spots.annotated_beside(open_one, 0, by=-1).ref == refs[1]
    assert spots.annotated_beside(None, 6, by=1).ref == refs[2]
    assert spots.annotated_beside(None, 6, by=-1).ref == refs[1]
    assert Spots([_suggestion(7, 8)], []).annotated_beside(None, 0, by=1) is None


GLOSSED = "領(lǐng)導(dǎo)班子建設(shè)，７件"


@given(st.data())
def test_a_place_chosen_on_the_clean_text_is_shown_where_it_was_chosen(data):
    shown = Shown(reading=read(GLOSSED), is_clean=True, is_simplified=data.draw(st.booleans()))
    start = data.draw(st.integers(0, len(shown.text) - 1))
    end = data.draw(st.integers(start + 1, len(shown.text)))
    assert shown.to_shown((shown.to_original(start, end),)) == ((start, end),)


def test_the_lens_changes_characters_and_no_place():
    plain = Shown(reading=read(GLOSSED), is_clean=True, is_simplified=False)
    lens = Shown(reading=read(GLOSSED), is_clean=True, is_simplified=True)
    assert lens.text == "领导班子建设，7件"
    assert len(lens.text) == len(plain.text)
    assert lens.to_original(0, 2) == plain.to_original(0, 2)


def test_fragments_whose_gap_is_hidden_are_one():
    shown = Shown(reading=read(GLOSSED), is_clean=True, is_simplified=False)
    assert shown.to_shown(((0, 1), (7, 8))) == ((0, 2),)
    original = Shown(reading=read(GLOSSED), is_clean=False, is_simplified=False)
    assert original.to_shown(((0, 1), (7, 8))) == ((0, 1), (7, 8))
