"""Owns turning spans into runs of characters that have the same labels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

from annotator.agreement.spans import Span

Labels = tuple[str, ...]
"""The labels over one unit, sorted, each once; () for none."""

NOTHING: Labels = ()


Run = tuple[int, int, Labels]
"""``(start, end, labels)``: characters that have the same labels."""


def runs(spans: Iterable[Span], *, length: int) -> list[Run]:
    """Return the runs that make up a text of ``length`` characters, in order and without a gap."""
    changes: dict[int, list[tuple[str, int]]] = {0: [], length: []}
    for span in spans:
        for start, end in span.fragments:
            start, end = max(0, start), min(end, length)
            if start < end:
                changes.setdefault(start, []).append((span.label, 1))
                changes.setdefault(end, []).append((span.label, -1))
    borders = sorted(changes)
    open_spans: Counter[str] = Counter()
    found: list[Run] = []
    for start, end in pairwise(borders):
        for label, step in changes[start]:
            open_spans[label] += step
            if not open_spans[label]:
                del open_spans[label]
        found.append((start, end, tuple(sorted(open_spans))))
    return found
