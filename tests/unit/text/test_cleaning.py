"""The clean text loses glosses and nothing else, and folds widths one for one."""

from __future__ import annotations

import time

import pytest

from annotator.text.cleaning import clean


@pytest.mark.parametrize(
    ("original", "cleaned", "glosses"),
    [
        ("領(lǐng)導(dǎo)", "領導", 2),
        ("領（lǐng）導（dǎo）", "領導", 2),
        ("領（ｌǐｎｇ）導", "領導", 1),
        ("銀行(yín háng)", "銀行", 1),
        ("兒(ér)、嗯(ń)、女(nǚ)", "兒、嗯、女", 3),
        ("發(fa\u0300)現", "發現", 1),
        ("們(men)", "們", 1),
        ("人工智能(AI)、(lǐng)、表(a)", "人工智能(AI)、(lǐng)、表(a)", 0),
        ("軟件(app)、微信(wechat)", "軟件(app)、微信(wechat)", 0),
        ("１２３％．＋－ＡｂＣ", "123%.+-AbC", 0),
        ("，。；：（）", "，。；：（）", 0),
        ("\uf9d1\U0002f800", "六丽", 0),
        ("㎡①½Ⅳ", "㎡①½Ⅳ", 0),
        ("", "", 0),
    ],
)
def test_clean(original: str, cleaned: str, glosses: int) -> None:
    made = clean(original)
    assert (made.text, made.glosses) == (cleaned, glosses)
    assert made.alignment.original_length == len(original)
    assert made.alignment.clean_length == len(made.text)


def test_a_mention_with_glosses_inside_and_at_its_edge() -> None:
    original = "清運3.6萬(wàn)余條(tiáo)。"
    made = clean(original)
    start = made.text.index("3.6")
    assert made.text[start : start + 6] == "3.6萬余條"
    first, last = made.alignment.to_original(start, start + 6)
    assert original[first:last] == "3.6萬(wàn)余條"


@pytest.mark.parametrize("unit", ["中(", "中(a", "中(aaaaaaaaaaaa", "中(zhang zhang zhang", "(", "１"])
def test_hostile_text_takes_linear_time(unit: str) -> None:
    text = unit * (1_000_000 // len(unit))
    began = time.perf_counter()
    clean(text)
    assert time.perf_counter() - began < 5
