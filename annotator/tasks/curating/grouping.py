"""Owns which answers of several reviewers belong together: those paired, directly or through others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from annotator.agreement.spans import Span, match, overlapping

Pair = tuple[Span, Span]


def together(said: Mapping[str, Sequence[Span]]) -> list[dict[str, list[Span]]]:
    """Return the groups of spans that belong together, each by owner; who has nothing in one is not in it.

    Of every two owners the spans are paired one to one: first what is equal, label and all, then what
    overlaps and has the same label, then whatever overlaps; so stacked spans stay apart.  What hangs
    together by pairs is one group, in which an owner may have several.  The order of the owners does not
    matter.  ``ref`` must tell all spans apart.
    """
    parents = {span.ref: span.ref for spans in said.values() for span in spans}
    for one, other in combinations(sorted(said), 2):
        for left, right in _pairs(said[one], said[other]):
            parents[_root(parents, left.ref)] = _root(parents, right.ref)
    groups: dict[str, dict[str, list[Span]]] = {}
    for owner in sorted(said):
        for span in said[owner]:
            groups.setdefault(_root(parents, span.ref), {}).setdefault(owner, []).append(span)
    return list(groups.values())


def _root(parents: dict[str, str], ref: str) -> str:
    while parents[ref] != ref:
        parents[ref] = parents[parents[ref]]
        ref = parents[ref]
    return ref


def _pairs(one: Sequence[Span], other: Sequence[Span]) -> Iterator[Pair]:
    equal, left, right = _equal(one, other)
    yield from equal
    for label in sorted({span.label for span in left} & {span.label for span in right}):
        named = [[span for span in spans if span.label == label] for spans in (left, right)]
        paired = match(named[0], named[1], same=overlapping).pairs
        yield from paired
        left, right = _without(left, [pair[0] for pair in paired]), _without(right, [p[1] for p in paired])
    if left and right:
        yield from match(left, right, same=overlapping).pairs


def _equal(one: Sequence[Span], other: Sequence[Span]) -> tuple[list[Pair], list[Span], list[Span]]:
    """Pairs of equal spans, and what is left over of each side; twins are paired in the order of ids."""
    places: dict[tuple[object, str], list[Span]] = {}
    for span in sorted(other, key=lambda each: each.ref, reverse=True):
        places.setdefault((span.fragments, span.label), []).append(span)
    pairs: list[Pair] = []
    left: list[Span] = []
    for span in sorted(one, key=lambda each: each.ref):
        waiting = places.get((span.fragments, span.label))
        if waiting:
            pairs.append((span, waiting.pop()))
        else:
            left.append(span)
    return pairs, left, [span for waiting in places.values() for span in waiting]


def _without(spans: Sequence[Span], taken: Sequence[Span]) -> list[Span]:
    refs = {span.ref for span in taken}
    return [span for span in spans if span.ref not in refs]
