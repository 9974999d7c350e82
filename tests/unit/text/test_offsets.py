"""What the UTF-16 map says at astral characters, and where it refuses."""

from __future__ import annotations

import pytest

from annotator.text.offsets import Utf16Map


def test_an_astral_character_is_one_code_point_and_two_units() -> None:
    mapped = Utf16Map("甲𠮷乙👨‍🚒")
    assert [mapped.to_qt(n) for n in range(7)] == [0, 1, 3, 4, 6, 7, 9]
    assert (mapped.length, mapped.length_qt) == (6, 9)


def test_inside_a_surrogate_pair_rounds_down() -> None:
    mapped = Utf16Map("甲𠮷乙")
    assert [mapped.from_qt(n) for n in range(5)] == [0, 1, 1, 2, 3]
    assert mapped.span_from_qt(2, 4) == (1, 3)


@pytest.mark.parametrize("position", [-1, 3])
def test_outside_the_text_is_refused(position: int) -> None:
    mapped = Utf16Map("甲乙")
    with pytest.raises(ValueError, match="outside"):
        mapped.to_qt(position)
    with pytest.raises(ValueError, match="outside"):
        mapped.from_qt(position)
