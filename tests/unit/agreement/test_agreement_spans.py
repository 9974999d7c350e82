"""Owns pairing spans: what counts as the same, that the pairing is the best there is, and F1."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import permutations

import pytest

from annotator.agreement.assignment import Weight, assign
from annotator.agreement.results import added
from annotator.agreement.spans import Same, Span, exact, f1, match, overlapping, tolerant, trimmed
from tests.steps import steps_of
from tests.unit.agreement.references import library


def span(*places: int, label: str = "", ref: str = "") -> Span:
    """A span of fragments: start, end, start, end …"""
    return Span(fragments=tuple(zip(places[::2], places[1::2], strict=True)), label=label, ref=ref)


def pairs(one: Sequence[Span], other: Sequence[Span], *, same: Same = overlapping) -> list[tuple[Span, Span]]:
    return list(match(one, other, same=same).pairs)


def best(edges: Sequence[dict[int, Weight]], width: int) -> tuple[int, ...]:
    """Pairs and sums of weights of the best pairing, by trying them all."""
    parts = len(next(iter(weight for row in edges for weight in row.values()), ()))
    found = (0,) * (parts + 1)
    places = [*range(width), *[-1] * len(edges)]
    for order in set(permutations(places, len(edges))):
        taken = [row[to] for row, to in zip(edges, order, strict=True) if to in row]
        found = max(found, (len(taken), *map(sum, zip(*taken, strict=True))) if taken else found)
    return found


@pytest.mark.parametrize("seed", range(60))
def test_the_assignment_is_the_best_of_all(seed: int) -> None:
    dice = random.Random(seed)
    height, width = dice.randint(1, 4), dice.randint(1, 4)
    edges = [
        {to: (dice.randint(0, 3), dice.randint(-2, 2)) for to in range(width) if dice.random() < 0.6}
        for _ in range(height)
    ]
    chosen = assign(edges, width=width)
    assert len(set(chosen.values())) == len(chosen)
    taken = [edges[left][right] for left, right in chosen.items()]
    found = (len(taken), *map(sum, zip(*taken, strict=True))) if taken else (0, 0, 0)
    assert found == max(best(edges, width), (0, 0, 0)[: len(found)])


def test_as_many_pairs_as_possible_come_before_much_overlap() -> None:
    # The long one fits the first best, but then the second has nobody.
    long, short = span(0, 10), span(8, 12)
    left, right = span(0, 9), span(9, 10)
    assert pairs([long, short], [left, right]) == [(long, left), (short, right)]
    assert pairs([left, right], [long, short]) == [(left, long), (right, short)]
    middle, tail = span(0, 8), span(8, 10)
    assert pairs([long, middle], [span(0, 9)]) == [(long, span(0, 9))]
    assert set(pairs([long, middle], [middle, tail])) == {(middle, middle), (long, tail)}


def test_of_equal_overlaps_the_tighter_one_is_taken_and_then_the_label() -> None:
    tight, loose = span(3, 6), span(0, 9)
    assert pairs([tight], [loose, tight]) == [(tight, tight)]
    twins = [span(3, 6, label="a"), span(3, 6, label="b")]
    assert set(pairs(twins, [span(3, 6, label="b")])) == {(twins[1], twins[1])}


def test_nested_twin_and_discontinuous_spans_all_count() -> None:
    outer, inner, twin = span(0, 20), span(5, 8), span(5, 8, ref="again")
    split = span(1, 3, 12, 15)
    one = [outer, inner, twin, split]
    result = match(one, [outer, inner, split], same=exact)
    assert [pair[0].fragments for pair in result.pairs] == [outer.fragments, split.fragments, inner.fragments]
    assert len(result.only_one) == 1 and result.only_one[0].fragments == inner.fragments
    assert f1(result.counts).value == pytest.approx(6 / 7, abs=1e-15)


def test_fragments_overlap_only_where_they_are() -> None:
    assert pairs([span(0, 2, 8, 10)], [span(3, 7)]) == []
    split = span(0, 2, 8, 10)
    assert pairs([split], [span(9, 12)]) == [(split, span(9, 12))]


def test_a_span_of_no_width_is_paired_with_its_equal_only() -> None:
    point = span(4, 4)
    assert pairs([point], [point]) == [(point, point)]
    assert pairs([point], [span(3, 6)]) == []
    assert pairs([point], [span(4, 4, 6, 6)]) == []


def test_borders_may_be_a_few_characters_away() -> None:
    assert pairs([span(2, 6)], [span(1, 7)], same=tolerant(1)) == [(span(2, 6), span(1, 7))]
    assert pairs([span(2, 6)], [span(1, 8)], same=tolerant(1)) == []
    # One character each, side by side: near, but not the same place.
    assert pairs([span(2, 3)], [span(3, 4)], same=tolerant(1)) == []
    assert pairs([span(2, 3, 5, 6)], [span(2, 6)], same=tolerant(5)) == []


TEXT = "（一）全年“办理”案件12件，同比上升3%。-5次  "


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("“办理”", "办理"),
        ("案件12件，", "案件12件"),
        ("，同比上升3%。", "同比上升3%"),
        ("-5次  ", "-5次"),
        ("（一）全年", "一）全年"),
        ("。", "。"),
    ],
)
def test_punctuation_at_the_ends_is_cut(words: str, kept: str) -> None:
    start = TEXT.index(words)
    ((a, b),) = trimmed(((start, start + len(words)),), TEXT)
    assert TEXT[a:b] == kept


def test_a_fragment_of_punctuation_alone_is_dropped() -> None:
    comma = TEXT.index("，")
    assert trimmed(((comma - 1, comma), (comma, comma + 1)), TEXT) == ((comma - 1, comma),)
    quoted = TEXT.index("“")
    assert trimmed(((quoted, quoted + 2), (comma - 1, comma + 1)), TEXT) == (
        (quoted + 1, quoted + 2),
        (comma - 1, comma),
    )


def test_the_tolerant_rule_looks_past_punctuation_when_it_has_the_text() -> None:
    start = TEXT.index("“")
    quoted, bare = span(start, start + 4), span(start + 1, start + 3)
    assert pairs([quoted], [bare], same=tolerant(0)) == []
    assert pairs([quoted], [bare], same=tolerant(0, text=TEXT)) == [(quoted, bare)]


def test_f1_by_hand() -> None:
    one = [span(0, 3), span(5, 8), span(10, 14), span(20, 22)]
    other = [span(0, 3), span(5, 9), span(15, 18)]
    counts = {
        "exact": match(one, other).counts,
        "tolerant": match(one, other, same=tolerant(1)).counts,
    }
    assert counts["exact"] == {"both": 1, "one": 3, "other": 2}
    assert f1(counts["exact"]).value == pytest.approx(2 / 7, abs=1e-15)
    assert f1(counts["tolerant"], rule="tolerant").value == pytest.approx(4 / 7, abs=1e-15)
    assert f1(counts["exact"]).n == 6
    assert f1(added([counts["exact"], counts["tolerant"]])).value == pytest.approx(6 / 14, abs=1e-15)
    nothing = f1(match([], []).counts)
    assert (nothing.value, nothing.reason) == (None, "agreement.no_units")
    assert f1(match([], other).counts).value == 0.0


def rows(n: int, *, seed: int) -> tuple[list[Span], list[Span]]:
    """Spans side by side, the other's shifted by a bit: chains that hang together over the whole text."""
    dice = random.Random(seed)
    one = [span(10 * at, 10 * at + 9) for at in range(n)]
    other = [span(10 * at + dice.randint(3, 6), 10 * at + 12) for at in range(n)]
    return one, other


@pytest.mark.parametrize("is_nested", [False, True])
def test_the_work_of_matching_grows_with_the_spans_and_not_with_their_pairs(is_nested: bool) -> None:
    def work(n: int) -> int:
        one, other = rows(n, seed=1)
        if is_nested:
            nested = [span(100 * at, 100 * at + 95) for at in range(n // 10)]
            one, other = [*one, span(0, 10 * n), *nested], [*other, span(0, 10 * n), *nested[: n // 13]]
        assert len(match(one, other, same=overlapping).pairs) >= n
        return steps_of(lambda: match(one, other, same=overlapping))

    # Trying all pairs would be sixteen times the work.
    assert work(1200) <= 8 * work(300)


@pytest.mark.parametrize("seed", range(3))
def test_exact_f1_is_that_of_seqeval(seed: int) -> None:
    metrics = library("seqeval.metrics", "seqeval")
    dice = random.Random(seed)
    tags: list[list[str]] = [[], []]
    spans: list[list[Span]] = [[], []]
    for at in range(60):
        truth = (3 * at, 3 * at + dice.randint(1, 3), dice.choice("xyz"))
        for who in range(2):
            start, end, label = truth
            if dice.random() < 0.3:
                end, label = dice.randint(start + 1, start + 3), dice.choice("xyz")
            row = ["O"] * 3
            if dice.random() < 0.8:
                row[: end - start] = [f"B-{label}", *[f"I-{label}"] * (end - start - 1)]
                spans[who].append(span(start, end, label=label))
            tags[who] += row
    parts = []
    for label in "xyz":
        one, other = ([each for each in mine if each.label == label] for mine in spans)
        parts.append(match(one, other).counts)
    ours = f1(added(parts)).value
    theirs = metrics.f1_score([tags[0]], [tags[1]])
    print(f"F1 exact: ours {ours:.15f}, seqeval {theirs:.15f}")
    assert theirs == pytest.approx(ours, abs=1e-9)
