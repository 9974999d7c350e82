"""Owns the extractor of quantities: every kind of number in a report but dates, each with its frame."""

from __future__ import annotations

from annotator.frames import reading as frame_reading
from annotator.frames.frame import Frame, Indicator
from annotator.frames.report import report_of
from annotator.model.annotations import Suggestion
from annotator.model.canonical import Json
from annotator.model.spans import Fragments
from annotator.numbers import grammar
from annotator.numbers.lexicon import fingerprint
from annotator.numbers.mentions import Mention
from annotator.numbers.stops import Stops
from annotator.numbers.view import View, view_of
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
        lexicon = self.lexicon
        found = []
        mentions = tuple(grammar.mentions(view, Stops(view.flat, view.dates)))
        framed = frame_reading.frames(report_of(view, mentions))
        for mention, frame in zip(mentions, framed, strict=True):
            start, end = view.to_original(mention.start, mention.end)
            found.append(
                Suggestion(
                    extractor=self.name,
                    version=self.version,
                    lexicon=lexicon,
                    layer=self.layer,
                    label="quantity",
                    start=start,
                    end=end,
                    features=_features(view, mentions, mention, frame),
                    confidence=mention.confidence,
                )
            )
        return found


def _features(view: View, mentions: tuple[Mention, ...], mention: Mention, frame: Frame) -> dict[str, Json]:
    """The features of a number with those of its frame; what is unknown is absent."""
    features: dict[str, Json] = dict(mention.features)
    if frame.role != "change":
        features.pop("direction", None)
    if frame.indicators:
        first, *more = frame.indicators
        features["indicator"] = first.text
        features["indicator_id"] = first.id
        features["indicator_fragments"] = _places(view, first.fragments)
        if more:
            features["more_indicators"] = [_record(view, one) for one in more]
    period = frame.period
    if period is not None and period.fragments:
        features["period"] = period.text
        features["period_fragments"] = _places(view, period.fragments)
    if period is not None and period.first:
        features["period_from"] = period.first
        features["period_to"] = period.last
        features["period_source"] = period.source
    features["role"] = frame.role
    if frame.scope:
        features["scope"] = frame.scope
    if frame.aspect:
        features["aspect"] = frame.aspect
    if frame.whole is not None:
        features["whole"] = _place(view, mentions[frame.whole])
    if frame.bases:
        features["bases"] = [_place(view, mentions[base]) for base in frame.bases]
    features["frame_confidence"] = f"{frame.confidence:.2f}"
    if frame.doubts:
        features["frame_doubts"] = list(frame.doubts)
    return features


def _record(view: View, indicator: Indicator) -> dict[str, Json]:
    places = _places(view, indicator.fragments)
    return {"text": indicator.text, "id": indicator.id, "fragments": places}


def _places(view: View, fragments: Fragments) -> list[Json]:
    return [list(view.to_original(start, end)) for start, end in fragments]


def _place(view: View, mention: Mention) -> list[int]:
    return list(view.to_original(mention.start, mention.end))


def parse(text: str) -> dict[str, Json]:
    """Return the features of the widest quantity in a short text, else of its first number; else {}."""
    view = view_of(clean(text.strip()))
    found = list(grammar.mentions(view, Stops(view.flat, view.dates)))
    mention = max(found, key=lambda m: m.end - m.start) if found else grammar.first_number(view)
    return dict(mention.features) if mention else {}


EXTRACTOR = Quantities()
