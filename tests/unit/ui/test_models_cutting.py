"""The words of what is shown: traditional or simplified, with pinyin or without; finding folds the same."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.languages import chinese
from annotator.ui.models.cutting import cut
from annotator.ui.models.finding import find_all, fold

TEXTS = st.text(alphabet="領导(lǐng)（）ＡaİŒ７7Ⅶ　 \u00a0𠮷。\nß", max_size=40)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("行政处罚案件", ["行政处罚", "案件"]),
        ("行政處罰案件", ["行政處罰", "案件"]),
        ("加強領(lǐng)導(dǎo)班子", ["加強", "領(lǐng)導(dǎo)班子"]),
        ("", [""]),
    ],
)
def test_words_are_handed_back_as_they_were_written(text, words):
    chinese.load_words()
    assert cut(text) == words


@given(TEXTS)
def test_nothing_is_lost_by_cutting(text):
    chinese.load_words()
    assert "".join(cut(text)) == text


def test_nobody_waits_while_the_words_are_not_loaded(monkeypatch):
    monkeypatch.setattr(chinese, "has_words", lambda: False)
    monkeypatch.setattr(chinese, "words", lambda text: pytest.fail("this would load them"))
    assert cut("行政处罚") is None


@given(TEXTS)
def test_folding_never_moves_anything(text):
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


@given(TEXTS, st.integers(0, 40), st.integers(1, 5))
def test_what_is_there_is_found(text, start, length):
    words = text[start : start + length]
    found = find_all(fold(text), words)
    assert all(fold(text[a:b]) == fold(words.strip()) for a, b in found)
    assert bool(found) == bool(words.strip())
    assert all(b <= c for (_, b), (c, _) in pairwise(found))


def test_however_it_is_written():
    text = "ＡＰＰ建設７件，App建设7件"
    assert [text[a:b] for a, b in find_all(fold(text), "app建设7")] == ["ＡＰＰ建設７", "App建设7"]
