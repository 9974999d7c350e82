"""Words found in a report are shown whole, from the beginning of a clause, and cut by pixels."""

from __future__ import annotations

import re

import pytest

from annotator.ui import cuts, excerpt

NUMBER = re.compile("[0-9０-９][0-9０-９.,]*%?")
TEXT = "标题\n审查合同81份，参与重大执法决定法制审核33件，提出意见150条。下一句。"


def around(words: str) -> tuple[str, str, str]:
    at = TEXT.index(words)
    return excerpt.around(TEXT, at, at + len(words), within=(3, len(TEXT)))


def test_it_begins_with_a_clause_and_ends_with_the_sentence():
    assert around("执法") == ("审查合同81份，参与重大", "执法", "决定法制审核33件，提出意见150条。")
    assert around("下一句") == ("", "下一句", "。")


def test_a_heading_above_is_not_part_of_it():
    assert around("审查")[0] == ""


@pytest.mark.parametrize("room", [400, 200, 80])
def test_it_is_as_wide_as_there_is_room_for_and_the_words_stay(room):
    words = ("一二三四五六七八九十", "执法", "甲乙丙丁戊己庚辛")
    before, hit, after = excerpt.fitted(*words, room=room, widths=(_wide, _wide))
    assert hit == "执法"
    assert _wide(before + hit + after) <= room
    assert before == "一二三四五六七八九十" or before.startswith("…")
    assert after == "甲乙丙丁戊己庚辛" or after.endswith("…")


@pytest.mark.parametrize("room", range(0, 900, 20))
def test_no_number_is_cut_wherever_the_room_ends(room):
    text = "全年巡查1,460次，上升12.2%，罚没款186.4万元"
    before, hit, after = text[:9], "整改98.6%、其中2３４处已复查", text[9:]
    told = excerpt.fitted(before, hit, after, room=room, widths=(_wide, _wide))
    for shown, whole in zip(told, (before, hit, after), strict=True):
        assert _wide(shown) <= room
        assert set(NUMBER.findall(shown)) <= set(NUMBER.findall(whole))
        for part in shown.split("…"):
            assert part in whole


@pytest.mark.parametrize("room", range(0, 300, 20))
def test_a_figure_is_told_whole_or_not_at_all(room):
    for words in ("1\u2009286\u2009000", "12.45%", "１２３"):
        for cut in (cuts.cut, cuts.inside):
            assert cut(words, room=room, width=_wide) in (words, "…", "")


def test_words_that_have_no_room_keep_both_ends():
    told = cuts.inside("部分执法人员程序意识不强，均已整改", room=200, width=_wide)
    assert (told[:3], told[-3:]) == ("部分执", "已整改")
    assert "…" in told and _wide(told) <= 200
    assert cuts.inside("均已整改", room=80, width=_wide) == "均已整改"
    assert cuts.inside("均已整改", room=19, width=_wide) == ""


def test_what_goes_on_already_has_one_sign_of_it():
    told = excerpt.fitted("…甲乙丙丁", "执法", "甲乙丙丁…", room=200, widths=(_wide, _wide))
    assert told == ("…丙丁", "执法", "甲乙丙丁…")


def _wide(words: str) -> int:
    return 20 * len(words)
