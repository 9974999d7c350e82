"""Owns the units that spans are turned into: characters and tokens, those nobody labelled included."""

from __future__ import annotations

import pytest

from annotator.agreement.categories import cohen_kappa, observed
from annotator.agreement.spans import Span
from annotator.agreement.units import runs
from tests.unit.agreement.tables import character_table, token_table


def span(start: int, end: int, label: str = "a") -> Span:
    return Span(fragments=((start, end),), label=label)


def test_each_character_is_a_unit() -> None:
    counts = character_table([span(0, 4), span(6, 8, "b")], [span(2, 6), span(6, 8, "b")], length=10)
    assert counts == {
        (("a",), ()): 2,
        (("a",), ("a",)): 2,
        ((), ("a",)): 2,
        (("b",), ("b",)): 2,
        ((), ()): 2,
    }
    assert observed(counts).value == 0.6
    # Pe = (4 * 4 + 2 * 2 + 4 * 4) / 100
    assert cohen_kappa(counts).value == pytest.approx((0.6 - 0.36) / 0.64, abs=1e-15)


def test_nested_spans_make_a_label_of_their_own() -> None:
    counts = character_table([span(0, 6), span(2, 4, "b")], [span(0, 6)], length=6)
    assert counts == {(("a",), ("a",)): 4, (("a", "b"), ("a",)): 2}


def test_the_same_label_twice_is_once() -> None:
    assert runs([span(0, 4), span(2, 6)], length=8) == [
        (0, 2, ("a",)),
        (2, 4, ("a",)),
        (4, 6, ("a",)),
        (6, 8, ()),
    ]


def test_no_text_and_no_width_hold_no_character() -> None:
    assert character_table([], [], length=0) == {}
    assert character_table([span(2, 2)], [], length=3) == {((), ()): 3}
    assert character_table([span(1, 9)], [], length=3) == {((), ()): 1, (("a",), ()): 2}


def test_a_token_has_the_labels_over_any_of_its_characters() -> None:
    tokens = [(0, 2), (2, 3), (3, 5), (6, 8)]
    counts = token_table([span(1, 3), span(4, 5, "b")], [span(0, 3)], tokens=tokens)
    assert counts == {(("a",), ("a",)): 2, (("b",), ()): 1, ((), ()): 1}
    assert token_table([span(0, 3)], [], tokens=[]) == {}


def test_the_tables_agree_where_a_token_is_a_character() -> None:
    one, other = [span(0, 4), span(3, 8, "b")], [span(2, 5, "b"), span(9, 10)]
    tokens = [(at, at + 1) for at in range(12)]
    assert token_table(one, other, tokens=tokens) == character_table(one, other, length=12)
