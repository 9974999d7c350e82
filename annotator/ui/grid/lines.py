"""Owns what the grid keeps of each number: enough to sift, sort and show it in its text, and no more.

A project may hold a hundred thousand; all else that is said of a number is asked for when it is in sight.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from sys import intern

from annotator.model.canonical import Json
from annotator.text.cleaning import CleanText
from annotator.ui.models.numbers import group_of
from annotator.ui.models.sifting import fold_together
from annotator.ui.models.spots import Ref, Spot

Key = tuple[str, Ref]
"""A document, and what the screen calls a place in it."""

AROUND = 28
"""How many characters of the text a line keeps on either side of its number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One number.  ``before``, ``words`` and ``after`` are of the clean text, on one line.

    ``seal`` changes with whatever the machine says, so that it can be told whether it still says so.
    """

    document: str
    ref: Ref
    start: int
    group: str
    before: str
    words: str
    after: str
    value: str
    unit: str
    kind: str
    role: str
    indicator: str
    period: str
    confidence: float
    seal: int
    folded: str

    @property
    def key(self) -> Key:
        """What identifies it in the project."""
        return self.document, self.ref


def confidence_of(spot: Spot) -> float:
    """How sure the machine is of the number and of what it is about, 0 to 1; what a person made is sure."""
    if spot.machine is None:
        return 1.0
    frame = spot.machine.features.get("frame_confidence")
    try:
        return min(spot.machine.confidence, float(frame)) if frame else spot.machine.confidence
    except ValueError:
        return spot.machine.confidence


def seal_of(spot: Spot) -> int:
    """What tells one answer of the machine from another: the same version always answers the same."""
    machine = spot.machine
    return hash((machine.version, machine.lexicon, machine.label)) if machine else 0


def lines_of(document: str, clean: CleanText, spots: Iterable[Spot]) -> list[Line]:
    """Return the lines of a document's numbers, in the order of the text."""
    numbers = [spot for spot in spots if spot.is_number]
    places = [_place(clean, spot) for spot in numbers]
    hays = fold_together(
        [f"{''.join(place)} {_text(s, 'indicator')}" for place, s in zip(places, numbers, strict=True)]
    )
    return [_line(document, spot, place, hay) for spot, place, hay in zip(numbers, places, hays, strict=True)]


def _line(document: str, spot: Spot, place: tuple[str, str, str], hay: str) -> Line:
    features = spot.features
    return Line(
        document=document,
        ref=spot.ref,
        start=spot.start,
        group=group_of(spot),
        before=place[0],
        words=place[1],
        after=place[2],
        value=_value(features.get("value"), features.get("value_max")),
        unit=intern(_text(spot, "unit")),
        kind=intern(_text(spot, "kind")),
        role=intern(_text(spot, "role")),
        indicator=intern(_text(spot, "indicator")),
        period=intern(f"{_text(spot, 'period_from')}/{_text(spot, 'period_to')}".strip("/")),
        confidence=confidence_of(spot),
        seal=seal_of(spot),
        folded=hay,
    )


def _text(spot: Spot, feature: str) -> str:
    return str(spot.features.get(feature) or "")


def _value(value: Json, most: Json) -> str:
    return str(value if value is not None else most if most is not None else "")


def _place(clean: CleanText, spot: Spot) -> tuple[str, str, str]:
    """The words of a number in the clean text with some of what stands around them, breaks as blanks."""
    start, end = clean.alignment.to_clean(spot.start, spot.end)
    text = clean.text
    before = text[max(0, start - AROUND) : start]
    after = text[end : end + AROUND]
    # A paragraph says nothing of the next one.
    return before.rpartition("\n")[2], text[start:end].replace("\n", " "), after.partition("\n")[0]


def numbers_in(lines: Sequence[Line]) -> dict[Key, int]:
    """Return where each line lies among some."""
    return {line.key: n for n, line in enumerate(lines)}
