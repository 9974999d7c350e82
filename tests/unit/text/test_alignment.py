"""Positions of the original and of the clean text are found from each other."""

from __future__ import annotations

import pytest

from annotator.text.alignment import Alignment

# 領(lǐng)導(dǎo)們 -> 領導們
GLOSSED = Alignment(original_length=14, deleted=((1, 7), (8, 13)))


def test_lengths() -> None:
    assert (GLOSSED.original_length, GLOSSED.clean_length) == (14, 3)


def test_a_range_begins_and_ends_on_kept_characters() -> None:
    assert GLOSSED.to_original(0, 2) == (0, 8)
    assert GLOSSED.to_original(1, 2) == (7, 8)
    assert GLOSSED.to_original(1, 3) == (7, 14)


def test_deleted_text_is_zero_width() -> None:
    assert GLOSSED.to_clean(2, 6) == (1, 1)
    assert GLOSSED.to_clean(0, 7) == (0, 1)
    assert GLOSSED.to_clean(5, 9) == (1, 2)


def test_a_zero_width_range_lies_before_its_character() -> None:
    assert GLOSSED.to_original(1, 1) == (7, 7)
    assert GLOSSED.to_original(3, 3) == (14, 14)


@pytest.mark.parametrize("deleted", [((3, 2),), ((2, 2),), ((0, 3), (2, 4)), ((9, 11),), ((-1, 2),)])
def test_refuses_ranges_that_are_none(deleted: tuple[tuple[int, int], ...]) -> None:
    with pytest.raises(ValueError, match="out of order or outside"):
        Alignment(original_length=10, deleted=deleted)


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (2, 1), (0, 99)])
def test_refuses_positions_outside(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="reversed or outside"):
        GLOSSED.to_original(start, end)
    with pytest.raises(ValueError, match="reversed or outside"):
        GLOSSED.to_clean(start, end)
