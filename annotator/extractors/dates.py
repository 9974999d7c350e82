"""Owns the extractor of dates: every mention that names a month or a day, with its ISO form."""

from __future__ import annotations

from annotator.model.annotations import Suggestion
from annotator.model.canonical import Json
from annotator.numbers import calendar
from annotator.numbers.lexicon import fingerprint
from annotator.numbers.stops import titles
from annotator.numbers.view import view_of
from annotator.text.cleaning import clean
from annotator.text.reading import Reading

LISTS = ("variants",)


class Dates:
    """Layer ``number``, label ``quantity``, kind ``date``: features iso and, for 10月底, qualifier."""

    name = "dates"
    version = "2"
    layer = "number"

    @property
    def lexicon(self) -> str:
        """SHA-256 of the word lists."""
        return fingerprint(*LISTS)

    def extract(self, reading: Reading) -> list[Suggestion]:
        """Return the dates of a text in text order, offsets in the original; those in titles are names."""
        view = view_of(reading.clean)
        lexicon = self.lexicon
        named = titles(view.flat)
        found = []
        for when in view.dates:
            while named and named[0][1] <= when.start:
                named.pop(0)
            if named and named[0][0] <= when.start:
                continue
            features = _features(when)
            start, end = view.to_original(when.start, when.end)
            found.append(
                Suggestion(
                    extractor=self.name,
                    version=self.version,
                    lexicon=lexicon,
                    layer=self.layer,
                    label="quantity",
                    start=start,
                    end=end,
                    features=features,
                    confidence=0.9 if when.iso else 0.6,
                )
            )
        return found


def _features(when: calendar.When) -> dict[str, Json]:
    features: dict[str, Json] = {"kind": "date"}
    if when.iso:
        features["iso"] = when.iso
    if when.part:
        features["qualifier"] = when.part
    return features


def parse(text: str) -> dict[str, Json]:
    """Return the features of the date that a short text begins and ends with; else {}."""
    flat = view_of(clean(text.strip())).flat
    for when in calendar.dates(flat):
        if (when.start, when.end) == (0, len(flat)):
            return _features(when)
    return {}


EXTRACTOR = Dates()
