"""Words found in a report are shown whole, from the beginning of a clause, and cut by pixels."""

from __future__ import annotations

import pytest

from annotator.ui import excerpt

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


def _wide(words: str) -> int:
    return 20 * len(words)
