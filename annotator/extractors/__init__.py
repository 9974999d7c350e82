"""Owns the extractors: pure readers of one text that answer with suggestions, one module each."""

from __future__ import annotations

import sys
from functools import cache
from typing import Protocol, runtime_checkable

from annotator.model.annotations import Suggestion
from annotator.model.canonical import Json
from annotator.registry import plugins
from annotator.text.reading import Reading

GROUP = "annotator.extractors"


@runtime_checkable
class Extractor(Protocol):
    """Finds one kind of span: the same text, version and lexicon always give the same answer."""

    @property
    def name(self) -> str:
        """By which suggestions say whose they are."""
        ...

    @property
    def version(self) -> str:
        """Changes whenever the answer to any text may."""
        ...

    @property
    def layer(self) -> str:
        """The layer of the tagset that the suggestions belong to."""
        ...

    @property
    def lexicon(self) -> str:
        """SHA-256 over the word lists it reads."""
        ...

    def extract(self, reading: Reading) -> list[Suggestion]:
        """Return the suggestions sorted by start, none overlapping, offsets in the original text."""
        ...


def _checked(candidate: object) -> Extractor:
    if not isinstance(candidate, Extractor):
        raise TypeError(f"{candidate!r} is no extractor")
    return candidate


@cache
def all_extractors() -> dict[str, Extractor]:
    """Return the extractors by name, sorted: ours and those of the entry points ``annotator.extractors``."""
    return plugins(sys.modules[__name__], group=GROUP, attribute="EXTRACTOR", check=_checked)


def parse_number(text: str) -> dict[str, Json]:
    """Return the features of the number or date that a person selected or typed; {} when there is none.

    Forgiving: blanks around it, words beside it, and a lone number or 一 with a unit, which reading
    a whole report would pass over, are all accepted.
    """
    from annotator.extractors import dates, quantities

    return dates.parse(text) or quantities.parse(text)
