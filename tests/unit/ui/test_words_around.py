"""Owns what is shown around a place: never a part of a number, which would read as another number."""

from __future__ import annotations

import pytest

from annotator.ui.models.words_around import Excerpt, around, excerpt


@pytest.mark.parametrize(
    ("text", "words", "reach", "expected"),
    [
        ("巡查1,460次，办案62件。", "62件", 8, "…次，办案【62件】。"),
        ("办案62件，同比上升12.2%。", "62件", 6, "办案【62件】，同比上升…"),
        ("办案62件，同比上升12.2%。", "62件", 8, "办案【62件】，同比上升…"),
        ("办案62件，同比上升12.2%。", "62件", 11, "办案【62件】，同比上升12.2%。"),
        ("罚款１２３４元，办案62件。", "62件", 6, "…元，办案【62件】。"),
        # Where a sentence begins or ends with a number, it is no part of one.
        ("共3.5天，办案62件。", "62件", 6, "…天，办案【62件】。"),
    ],
)
def test_a_number_is_shown_whole_or_not_at_all(text, words, reach, expected):
    start = text.index(words)
    assert around(text, start, start + len(words), reach=reach) == expected


def test_a_place_inside_a_number_is_shown_itself():
    assert around("共1460次", 2, 4, reach=2) == "共1【46】0次"


def test_brackets_that_stand_in_the_report_are_no_ends_of_a_place():
    text = "见【附件】第3条，办案62件【含移送】。"
    start = text.index("62件")
    assert excerpt(text, start, start + 3, reach=40) == Excerpt(
        "见【附件】第3条，办案", "62件", "【含移送】。"
    )
