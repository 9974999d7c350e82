"""Owns the extractor of quantities: every kind of number in a report but dates."""

from __future__ import annotations

from annotator.model.annotations import Suggestion
from annotator.model.canonical import Json
from annotator.numbers import grammar
from annotator.numbers.lexicon import fingerprint
from annotator.numbers.stops import Stops
from annotator.numbers.view import view_of
from annotator.text.cleaning import clean
from annotator.text.reading import Reading

LISTS = ("units", "qualifiers", "directions", "stops", "variants")


class Quantities:
    """Layer ``number``, label ``quantity``; features value, unit, qualifier, kind and the like."""

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
        for mention in grammar.mentions(view, Stops(view.flat, view.dates)):
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
                    features=mention.features,
                    confidence=mention.confidence,
                )
            )
        return found


def parse(text: str) -> dict[str, Json]:
    """Return the features of the widest quantity in a short text, else of its first number; else {}."""
    view = view_of(clean(text.strip()))
    found = list(grammar.mentions(view, Stops(view.flat, view.dates)))
    mention = max(found, key=lambda m: m.end - m.start) if found else grammar.first_number(view)
    return dict(mention.features) if mention else {}


EXTRACTOR = Quantities()
