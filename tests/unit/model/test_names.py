"""Owns what may name a person: what others can read, type and tell apart."""

from __future__ import annotations

import pytest

from annotator.model.annotations import can_name_a_reviewer


@pytest.mark.parametrize("name", ["甲", "李 文", "O'Neill", "jia.yi", "𠮷野", "2 号"])
def test_a_name_that_is_read_is_a_name(name: str) -> None:
    assert can_name_a_reviewer(name)


@pytest.mark.parametrize(
    "name", ["", " ", "\u200b", "A\nB", "A\u202eB", "A\x07", "A\u2028B", "\ud800", "Gold", "machine"]
)
def test_what_nobody_sees_or_everybody_means_is_none(name: str) -> None:
    assert not can_name_a_reviewer(name)
