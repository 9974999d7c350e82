"""Owns what is known of a document: its identity, where it came from, its sections."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, Self

from annotator.model.canonical import Json, Record

FEATURES: Mapping[str, Literal["text", "date"]] = {
    "title": "text",
    "body": "text",
    "region": "text",
    "year": "date",
    "published": "date",
    "signed": "date",
    "data_until": "date",
    "url": "text",
}
"""What may be known of a document itself, with its type; dates are ISO days, months or years."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceText:
    """What a reader made of one file's bytes.

    ``text`` is the original text: decoded, BOM dropped, CRLF and lone CR turned to LF, nothing
    else.  ``warnings`` are message ids with values, for the person who imports.
    """

    text: str
    encoding: str
    warnings: tuple[tuple[str, Mapping[str, object]], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One report.  ``id`` is the SHA-256 of the original text's UTF-8, the same on every machine.

    ``source`` is the name it was imported under, ``bytes_sha256`` the hash of the bytes it was read
    from, ``imported_at`` UTC (ISO 8601), ``chars`` its length in code points.  ``features`` are the
    document's own (see ``FEATURES``): guessed from the text, then edited.
    """

    id: str
    source: str
    encoding: str
    bytes_sha256: str
    imported_at: str
    chars: int
    features: Mapping[str, Json] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """What to call it on screen: its title when known, else the last part of its source."""
        title = self.features.get("title")
        return str(title) if title else self.source.replace("\\", "/").rsplit("/", 1)[-1]

    def to_record(self) -> Record:
        """The journalled image."""
        return {
            "id": self.id,
            "source": self.source,
            "encoding": self.encoding,
            "bytes_sha256": self.bytes_sha256,
            "imported_at": self.imported_at,
            "chars": self.chars,
            "features": dict(self.features),
        }

    @classmethod
    def from_record(cls, record: Record) -> Self:
        """The document that ``to_record`` described."""
        return cls(**record)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading and the text it governs.

    ``depth`` 1 is 一、, 2 （一）, 3 1., 4 一是; ``start``/``end`` bound the heading's words and
    ``end_of_section`` is where the next heading of the same or a lower depth begins.  Code points
    into the original.  ``marker`` is the number as written (``一、``), ``title`` the clean words
    after it.
    """

    depth: int
    marker: str
    title: str
    start: int
    end: int
    end_of_section: int

    def to_record(self) -> Record:
        """The exported image."""
        return {
            "depth": self.depth,
            "marker": self.marker,
            "title": self.title,
            "start": self.start,
            "end": self.end,
            "end_of_section": self.end_of_section,
        }
