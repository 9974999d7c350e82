"""Owns which suggestions an owner has answered: an answer hides what its span overlaps."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence

from annotator.model.annotations import Annotation, Suggestion


def answered(
    suggestions: Sequence[Suggestion], annotations: Iterable[Annotation]
) -> dict[tuple[str, int, int], Annotation]:
    """Return, for each answered suggestion's key, the annotation that answers it.

    An annotation answers the suggestion whose image it carries, and every other suggestion of its
    layer that it overlaps, unless it was made by hand with another label (a period may lie inside
    a number's neighbourhood without saying anything of the number).  ``annotations`` are those of
    one owner.  O((s + a) log s).
    """
    by_layer: dict[str, list[Suggestion]] = defaultdict(list)
    for suggestion in suggestions:
        by_layer[suggestion.layer].append(suggestion)
    reach: dict[str, int] = {}
    for layer, found in by_layer.items():
        found.sort(key=lambda suggestion: suggestion.start)
        reach[layer] = max(suggestion.end - suggestion.start for suggestion in found)
    known = {suggestion.key for suggestion in suggestions}
    result: dict[tuple[str, int, int], Annotation] = {}
    for annotation in annotations:
        if annotation.machine is not None and annotation.machine.key in known:
            result[annotation.machine.key] = annotation
        found = by_layer.get(annotation.layer, [])
        if not found or annotation.target != "span":
            continue
        for start, end in annotation.fragments:
            first = bisect_left(found, start - reach[annotation.layer], key=lambda s: s.start)
            for at in range(first, len(found)):
                suggestion = found[at]
                if suggestion.start >= end:
                    break
                is_answer = annotation.verdict is not None or annotation.label == suggestion.label
                if suggestion.end > start and is_answer:
                    result.setdefault(suggestion.key, annotation)
    return result


def still_open(suggestions: Sequence[Suggestion], annotations: Iterable[Annotation]) -> list[Suggestion]:
    """Return the suggestions that no annotation of the owner answers, in their order."""
    hidden = answered(suggestions, annotations)
    return [suggestion for suggestion in suggestions if suggestion.key not in hidden]
