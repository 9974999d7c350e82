"""What the window of newer texts says of two places: which letters went, which came."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.ui.models.anchored import Differing, differing, letters

TEXTS = st.text(alphabet="办理案件12 \n𠮷", min_size=1, max_size=12)


def whole(text: str):
    return ((0, len(text)),)


@pytest.mark.parametrize(
    ("old", "new", "gone", "added"),
    [
        ("办理12件", "办理约12件", "", "约"),
        ("共办理12件", "办理12件", "共", ""),
        ("办理12件", "办理15件", "2", "5"),
        ("𠮷祥12件", "𠮷祥街12件", "", "街"),
        ("办理12件", "办理\n12件", "", "↵"),
        ("办理12件", "办理12件", "", ""),
    ],
)
def test_letters_that_went_and_came(old, new, gone, added):
    found = differing(old, whole(old), new, whole(new))
    assert (letters(old, found.gone), letters(new, found.added)) == (gone, added)


def test_places_in_several_pieces_are_counted_in_their_texts():
    old, new = "甲12乙34丙", "前甲12乙345丙"
    found = differing(old, ((1, 3), (4, 6)), new, ((2, 4), (5, 8)))
    assert found == Differing(gone=(), added=((7, 8),))


def test_words_as_long_as_a_report_are_not_compared():
    text = "办" * 3000
    assert differing(text, whole(text), text[1:], whole(text[1:])) == Differing()


@given(TEXTS, TEXTS)
def test_without_what_differs_the_words_are_the_same(old, new):
    found = differing(old, whole(old), new, whole(new))
    left = [
        "".join(text[at] for at in range(len(text)) if not any(a <= at < b for a, b in places))
        for text, places in ((old, found.gone), (new, found.added))
    ]
    assert left[0] == left[1]
