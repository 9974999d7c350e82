"""Owns where two people say different things of one document: missing, boundary, label, value."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from annotator.model.annotations import Annotation
from annotator.model.spans import Fragments, hull

DifferenceKind = Literal["missing", "boundary", "label", "value"]

_ABOUT_THE_WORK = frozenset({"reason", "frame_confidence", "frame_doubts"})
"""Features that speak of how an answer came about, not of the text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One place of which another says something else than oneself.

    ``theirs`` is the other's annotation and ``mine`` one's own, None where one says nothing or rejects.
    """

    kind: DifferenceKind
    theirs: Annotation
    mine: Annotation | None

    @property
    def fragments(self) -> Fragments:
        """Where it lies."""
        return self.theirs.fragments


def differences(
    mine: Sequence[Annotation], theirs: Iterable[Annotation], *, is_finished: bool
) -> list[Difference]:
    """Return where another differs from oneself, in the other's order.

    What one has not annotated is only missing where one has rejected the machine there or declared the
    document finished: an unread place is no disagreement.  Rejections of the other's and annotations
    that lie nowhere in the text are passed over.  O((m + t) log m) for spans of bounded length.
    """
    layers: dict[str, list[Annotation]] = defaultdict(list)
    for one in mine:
        if one.fragments:
            layers[one.layer].append(one)
    reach: dict[str, int] = {}
    for layer, found in layers.items():
        found.sort(key=_start)
        reach[layer] = max(hull(one.fragments)[1] - hull(one.fragments)[0] for one in found)
    result = []
    for their in theirs:
        if their.verdict != "rejected" and their.fragments:
            near = _overlapping(their, layers.get(their.layer, []), reach.get(their.layer, 0))
            difference = _difference(their, near, is_finished=is_finished)
            if difference is not None:
                result.append(difference)
    return result


def _start(annotation: Annotation) -> int:
    return annotation.fragments[0][0]


def _overlapping(their: Annotation, found: Sequence[Annotation], reach: int) -> list[Annotation]:
    start, end = hull(their.fragments)
    near = []
    for at in range(bisect_left(found, start - reach, key=_start), len(found)):
        if _start(found[at]) >= max(end, start + 1):
            break
        if hull(found[at].fragments)[1] > start or _start(found[at]) == start:
            near.append(found[at])
    return near


def _difference(their: Annotation, near: Sequence[Annotation], *, is_finished: bool) -> Difference | None:
    standing = [one for one in near if one.verdict != "rejected"]
    if not standing:
        is_told = is_finished or bool(near)
        return Difference(kind="missing", theirs=their, mine=None) if is_told else None
    ranked = sorted(
        standing, key=lambda one: (one.label != their.label, one.fragments != their.fragments, one.id)
    )
    best = next((one for one in standing if _same(one, their)), ranked[0])
    if best.label != their.label:
        if any(one.label == their.label for one in standing) or best.fragments != their.fragments:
            # Another label may well lie over part of the words: only the same words are one question.
            return None
        return Difference(kind="label", theirs=their, mine=best)
    if best.fragments != their.fragments:
        return Difference(kind="boundary", theirs=their, mine=best)
    return None if _said(best) == _said(their) else Difference(kind="value", theirs=their, mine=best)


def _same(one: Annotation, other: Annotation) -> bool:
    return (one.label, one.fragments, _said(one)) == (other.label, other.fragments, _said(other))


def _said(annotation: Annotation) -> dict[str, object]:
    return {key: value for key, value in annotation.features.items() if key not in _ABOUT_THE_WORK}
