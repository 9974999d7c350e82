"""Owns the extractor of document titles in 《…》."""

from __future__ import annotations

from annotator.model.annotations import Suggestion
from annotator.numbers.lexicon import fingerprint
from annotator.numbers.stops import titles
from annotator.text.reading import Reading


class Titles:
    """Layer ``entity``, label ``document_ref``; the range holds the brackets, nested titles belong to it."""

    name = "titles"
    version = "1"
    layer = "entity"

    @property
    def lexicon(self) -> str:
        """SHA-256 of the word lists, of which it reads none."""
        return fingerprint()

    def extract(self, reading: Reading) -> list[Suggestion]:
        """Return the titles of a text in text order, offsets in the original; none runs across a line."""
        text = reading.clean.text
        found = []
        for first, last in titles(text):
            if not text[first + 1 : last - 1].strip():
                continue
            start, end = reading.clean.alignment.to_original(first, last)
            found.append(
                Suggestion(
                    extractor=self.name,
                    version=self.version,
                    lexicon=self.lexicon,
                    layer=self.layer,
                    label="document_ref",
                    start=start,
                    end=end,
                )
            )
        return found


EXTRACTOR = Titles()
