"""What is shown around a case: no number is cut in two, and words that are compared keep both their ends."""

from __future__ import annotations

import pytest

from annotator.ui.models.tracks import around, joined

LONG = "全年各项工作有序推进。" * 40


@pytest.mark.parametrize("number", ["217件", "12.5％", "9８件"])
def test_no_number_is_cut_in_two(number: str) -> None:
    for cut in range(1, 8):
        text = f"{LONG}{number}{LONG}办案3件{LONG}"
        at = text.index("办案3件")
        for place in (at - cut, at):
            start, end = around(text, place, place + 4)
            for edge in (start, end):
                inside = text[max(0, edge - 1) : edge + 1]
                assert not all(one.isdigit() or one in ".％" for one in inside) or len(inside) < 2
            assert start <= place and end >= place + 4


def test_nothing_begins_with_what_closes_another() -> None:
    for pad in range(30):
        text = "前" * 300 + "《办法》、《条例》，" * 20 + "后" * pad + "办案3件。"
        at = text.index("办案3件")
        start, _ = around(text, at, at + 4)
        assert text[start] not in "》、，"


def test_words_that_differ_at_their_end_are_told_apart() -> None:
    one = joined("坚持每月集中学习一次典型案例并通报全系统", "措施")
    other = joined("坚持每月集中学习一次典型案例并通报全系统。", "措施")
    assert one != other and "…" in one and other.endswith("。 · 措施")
    assert joined("", "没有") == "没有" and joined("6次", "") == "6次"
