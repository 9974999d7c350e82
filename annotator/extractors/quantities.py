"""Owns the extractor of quantities: every kind of number in a report but dates, each with its frame."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from annotator.frames import reading as frame_reading
from annotator.frames.frame import Frame, Indicator
from annotator.frames.report import report_of
from annotator.model.annotations import Suggestion
from annotator.model.canonical import Json
from annotator.model.spans import Fragment
from annotator.numbers import grammar
from annotator.numbers.lexicon import fingerprint
from annotator.numbers.mentions import Features
from annotator.numbers.stops import Stops
from annotator.numbers.view import view_of
from annotator.text.cleaning import clean
from annotator.text.reading import Reading

LISTS = ("units", "qualifiers", "directions", "stops", "variants", "indicators", *frame_reading.LISTS)


class Quantities:
    """Layer ``number``, label ``quantity``; features value, unit, kind, indicator, period, role …"""

    name = "quantities"
    version = "3"
    layer = "number"

    @property
    def lexicon(self) -> str:
        """SHA-256 of the word lists."""
        return fingerprint(*LISTS)

    def extract(self, reading: Reading) -> list[Suggestion]:
        """Return the quantities of a text in text order, offsets in the original, none overlapping."""
        view = view_of(reading.clean)
        mentions = tuple(grammar.mentions(view, Stops(view.flat, view.dates)))
        framed = frame_reading.frames(report_of(view, mentions))
        places = _places(view.origins, [(mention.start, mention.end) for mention in mentions])
        lexicon = self.lexicon
        return [
            Suggestion(
                extractor=self.name,
                version=self.version,
                lexicon=lexicon,
                layer=self.layer,
                label="quantity",
                start=start,
                end=end,
                features=_features(view.origins, places, mention.features, frame),
                confidence=mention.confidence,
            )
            for mention, frame, (start, end) in zip(mentions, framed, places, strict=True)
        ]


_Origins = Sequence[int]
"""Where each character of a view stands in the original."""


def _features(origins: _Origins, places: list[list[int]], stated: Features, frame: Frame) -> dict[str, Json]:
    """The features of a number with those of its frame; what is unknown is absent.

    ``places`` are those of all numbers in the original, ``stated`` is what this one says itself.
    """
    features: dict[str, Json] = dict(stated)
    indicators, period, role, whole, bases, scope, aspect, confidence, doubts = frame
    if role != "change":
        features.pop("direction", None)
    if indicators:
        first, *more = indicators
        features["indicator"] = first.text
        features["indicator_id"] = first.id
        features["indicator_fragments"] = _places(origins, first.fragments)
        if more:
            features["more_indicators"] = [_record(origins, one) for one in more]
    if period is not None and period.fragments:
        features["period"] = period.text
        features["period_fragments"] = _places(origins, period.fragments)
    if period is not None and period.first:
        features["period_from"] = period.first
        features["period_to"] = period.last
        features["period_source"] = period.source
    features["role"] = role
    if scope:
        features["scope"] = scope
    if aspect:
        features["aspect"] = aspect
    if whole is not None:
        features["whole"] = list(places[whole])
    if bases:
        features["bases"] = [list(places[base]) for base in bases]
    features["frame_confidence"] = _written(confidence)
    if doubts:
        features["frame_doubts"] = list(doubts)
    return features


@cache
def _written(confidence: float) -> str:
    """A confidence with two places; there are few."""
    return f"{confidence:.2f}"


def _record(origins: _Origins, indicator: Indicator) -> dict[str, Json]:
    places = _places(origins, indicator.fragments)
    return {"text": indicator.text, "id": indicator.id, "fragments": places}


def _places(origins: _Origins, fragments: Iterable[Fragment]) -> list[list[int]]:
    """The ranges of the original that fragments of the view were made from, none of them empty."""
    return [[origins[start], origins[end - 1] + 1] for start, end in fragments]


def parse(text: str) -> dict[str, Json]:
    """Return the features of the widest quantity in a short text, else of its first number; else {}."""
    view = view_of(clean(text.strip()))
    found = list(grammar.mentions(view, Stops(view.flat, view.dates)))
    mention = max(found, key=lambda m: m.end - m.start) if found else grammar.first_number(view)
    return dict(mention.features) if mention else {}


EXTRACTOR = Quantities()
