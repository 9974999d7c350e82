"""Owns that counting what reviewers say together gives what counting unit by unit does."""

from __future__ import annotations

import random
from collections import Counter

from annotator.agreement import together
from annotator.agreement.alpha import nominal_counts
from annotator.agreement.categories import fleiss_counts
from annotator.agreement.results import added
from annotator.agreement.sets import set_counts
from annotator.agreement.spans import Span
from tests.unit.agreement.tables import character_table, token_table

LENGTH = 60
TOKENS = [(at, min(at + 1 + at % 3, LENGTH)) for at in range(0, LENGTH, 4)]


def drawn(seed: int) -> list[list[Span]]:
    """Three reviewers' spans, nested and overlapping, and of a fourth who has none."""
    dice = random.Random(seed)
    reviewers = [
        [
            Span(fragments=((start, start + dice.randint(0, 9)),), label=dice.choice("abc"))
            for start in dice.choices(range(LENGTH - 9), k=12)
        ]
        for _ in range(3)
    ]
    return [*reviewers, []]


def test_two_at_a_time_it_is_the_table_of_two() -> None:
    for seed in range(20):
        said = drawn(seed)
        characters = together.characters_together(said, length=LENGTH)
        tokens = together.tokens_together(said, tokens=TOKENS)
        assert (characters.total(), tokens.total()) == (LENGTH, len(TOKENS))
        tables: Counter[object] = Counter()
        for one in range(4):
            for other in range(one + 1, 4):
                table = character_table(said[one], said[other], length=LENGTH)
                assert together.of_two(characters, one, other) == table
                assert together.of_two(tokens, one, other) == token_table(
                    said[one], said[other], tokens=TOKENS
                )
                tables.update(table)
        assert together.of_all_pairs(characters) == tables


def test_one_label_is_what_its_spans_alone_give() -> None:
    for seed in range(20):
        said = drawn(seed)
        alone = [[span for span in spans if span.label == "b"] for spans in said]
        assert together.of_label(together.characters_together(said, length=LENGTH), "b") == (
            together.characters_together(alone, length=LENGTH)
        )
        assert together.of_label(together.tokens_together(said, tokens=TOKENS), "b") == (
            together.tokens_together(alone, tokens=TOKENS)
        )


def test_counts_are_those_of_the_units_one_by_one() -> None:
    for seed in range(20):
        counted = together.tokens_together(drawn(seed), tokens=TOKENS)
        units = [labels for labels, count in counted.items() for _ in range(count)]
        assert together.fleiss(counted) == added([fleiss_counts(units)])
        assert _without_nothing(together.nominal(counted)) == _without_nothing(nominal_counts(units))
        sets = [[frozenset(labels) for labels in unit] for unit in units]
        assert _without_nothing(together.masi(counted)) == _without_nothing(set_counts(sets))


def _without_nothing(counts: object) -> dict[object, object]:
    assert isinstance(counts, dict)
    return {key: amount for key, amount in counts.items() if amount}


def test_an_empty_text_has_no_units() -> None:
    assert together.characters_together([[], []], length=0) == Counter()
    assert together.tokens_together([[], []], tokens=[]) == Counter()
