"""Owns the places of one document that somebody says something about, as the screen sees them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from annotator.model.annotations import Annotation, Suggestion
from annotator.model.answering import still_open
from annotator.model.canonical import Json
from annotator.model.spans import Fragments, hull
from annotator.ui.painting.paint import State

Ref = tuple[str, str, int, int]
"""What the screen calls a place: ("suggestion", extractor, start, end), the same before and after the
answer, or ("annotation", id, 0, 0) for one made by hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """One suggestion, one answer to it, or one annotation made by hand.

    ``features`` are the person's when there is an annotation, else the machine's.
    """

    ref: Ref
    layer: str
    label: str
    fragments: Fragments
    features: Mapping[str, Json]
    state: State
    machine: Suggestion | None
    annotation: Annotation | None
    start: int = field(init=False)
    """Where it begins in the original; what is said of the whole document begins with it."""
    end: int = field(init=False)
    """Where it ends in the original."""
    is_whole: bool = field(init=False)
    """Whether it is said of the whole document and lies nowhere in its text."""

    def __post_init__(self) -> None:
        # Asked for thousands of times at every key: worked out once.
        fragments = self.fragments
        object.__setattr__(self, "start", fragments[0][0] if fragments else 0)
        object.__setattr__(self, "end", fragments[-1][1] if fragments else 0)
        object.__setattr__(self, "is_whole", not fragments)

    @property
    def is_open(self) -> bool:
        """Whether nobody has answered yet."""
        return self.annotation is None

    @property
    def is_number(self) -> bool:
        """Whether it is one of the report's numbers."""
        return (self.layer, self.label) == ("number", "quantity")


def ref_of(annotation: Annotation) -> Ref:
    """What the screen calls an annotation's place."""
    if annotation.machine is not None:
        return ("suggestion", *annotation.machine.key)
    return ("annotation", annotation.id, 0, 0)


def _from_suggestion(suggestion: Suggestion) -> Spot:
    return Spot(
        ref=("suggestion", *suggestion.key),
        layer=suggestion.layer,
        label=suggestion.label,
        fragments=suggestion.fragments,
        features=suggestion.features,
        state="suggestion",
        machine=suggestion,
        annotation=None,
    )


def _from_annotation(annotation: Annotation) -> Spot:
    return Spot(
        ref=ref_of(annotation),
        layer=annotation.layer,
        label=annotation.label,
        fragments=annotation.fragments,
        features=annotation.features,
        state=annotation.verdict or "manual",
        machine=annotation.machine,
        annotation=annotation,
    )


class Spots:
    """All places of one document: what is said of the whole document, then the others in text order."""

    def __init__(
        self,
        suggestions: Sequence[Suggestion],
        annotations: Sequence[Annotation],
        *,
        before: Spots | None = None,
    ) -> None:
        """Take what the machine and the reviewer say of one document.

        ``before`` are its places as they were: those of which the same is said stay the same spots.
        """
        known: Mapping[Ref, Spot] = before._by_ref if before else {}
        found: list[Spot] = []
        for suggestion in still_open(suggestions, annotations):
            was = known.get(("suggestion", *suggestion.key))
            is_same = was is not None and was.machine is suggestion and was.annotation is None
            found.append(was if was is not None and is_same else _from_suggestion(suggestion))
        for annotation in annotations:
            was = known.get(ref_of(annotation))
            is_same = was is not None and was.annotation is annotation
            found.append(was if was is not None and is_same else _from_annotation(annotation))
        found.sort(key=lambda spot: (not spot.is_whole, spot.start, -spot.end, spot.ref))
        self.all: tuple[Spot, ...] = tuple(found)
        self._by_ref: dict[Ref, Spot] = {spot.ref: spot for spot in found}
        self.open: tuple[Spot, ...] = tuple(spot for spot in found if spot.is_open)
        self._open_starts = [spot.start for spot in self.open]
        self._starts = [spot.start for spot in found if not spot.is_whole]
        self.whole: tuple[Spot, ...] = tuple(spot for spot in found if spot.is_whole)
        self.numbers: tuple[Spot, ...] = tuple(spot for spot in found if spot.is_number)

    def get(self, ref: Ref | None) -> Spot | None:
        """Return the place of that name, or None."""
        return self._by_ref.get(ref) if ref is not None else None

    def open_after(self, position: int) -> Spot | None:
        """Return the first open suggestion that begins after a position, or None."""
        at = bisect_right(self._open_starts, position)
        return self.open[at] if at < len(self.open) else None

    def open_before(self, position: int) -> Spot | None:
        """Return the last open suggestion that begins before a position, or None."""
        at = bisect_left(self._open_starts, position)
        return self.open[at - 1] if at else None

    def annotated_beside(self, ref: Ref | None, position: int, *, by: int) -> Spot | None:
        """Return the next annotation of any kind (``by`` 1) or the one before (-1), going round at the end.

        Seen from the place of that name, or from a position when there is none.
        """
        numbers = [n for n, spot in enumerate(self.all) if spot.annotation is not None]
        if not numbers:
            return None
        here = next((n for n, spot in enumerate(self.all) if spot.ref == ref), None)
        if here is None:
            here = len(self.whole) + bisect_left(self._starts, position)
            at = bisect_left(numbers, here) - (0 if by > 0 else 1)
        else:
            at = bisect_right(numbers, here) if by > 0 else bisect_left(numbers, here) - 1
        return self.all[numbers[at % len(numbers)]]

    def at(self, position: int) -> Spot | None:
        """Return the shortest place that covers a position and is not rejected, or None."""
        found = [
            spot
            for spot in self.all
            if spot.state != "rejected" and any(start <= position < end for start, end in spot.fragments)
        ]
        return min(found, key=_length, default=None)


def _length(spot: Spot) -> int:
    start, end = hull(spot.fragments)
    return end - start


def count(spots: Iterable[Spot], is_counted: Callable[[Spot], bool]) -> int:
    """Return how many of the places are counted."""
    return sum(1 for spot in spots if is_counted(spot))
