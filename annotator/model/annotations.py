"""Owns what people and machines say about a document: suggestions, annotations, relations, states."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, Self

from annotator.model.canonical import Json, Record
from annotator.model.spans import Fragments

Target = Literal["span", "paragraph", "section", "document"]
"""What an annotation labels; paragraphs and sections are named by the fragment of their text or
heading, the document by no fragment."""

Verdict = Literal["confirmed", "corrected", "rejected"]

DocumentState = Literal["new", "in progress", "finished", "in curation", "curated"]

TARGETS: tuple[Target, ...] = ("span", "paragraph", "section", "document")
VERDICTS: tuple[Verdict, ...] = ("confirmed", "corrected", "rejected")
STATES: tuple[DocumentState, ...] = ("new", "in progress", "finished", "in curation", "curated")
GOLD = "gold"
"""Owner of the adjudicated annotations."""
MACHINE = "machine"
"""Owner of the suggestions."""
ALL = "all"
"""Whose: everybody's, and the machine's suggestions."""
SUGGESTIONS = "suggestions"
"""Whose: the machine's."""

RESERVED = frozenset({ALL, GOLD, MACHINE, SUGGESTIONS})
"""Words for whose work is meant, so nobody's id."""


def can_name_a_reviewer(reviewer: str) -> bool:
    """Whether this may be a person's id: no reserved word in any case of its letters, not blank, no sign that
    is not seen, breaks lines or turns their direction, and nothing that no file can hold."""
    word = reviewer.strip()
    is_seen = not any(unicodedata.category(letter) in _UNSEEN for letter in word)
    return bool(word) and is_seen and word.casefold() not in RESERVED


_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Unicode's categories: control and format characters, halves of surrogate pairs, ends of lines."""


AGAIN = "#2"
"""Ends the name under which somebody annotates reports a second time, to be compared with themselves."""


def second_reading(reviewer: str) -> str:
    """Return the name under which a reviewer annotates reports a second time."""
    return reviewer + AGAIN


def reads_again(reviewer: str) -> str | None:
    """Return whose second reading goes by this name; None where it is nobody's."""
    return reviewer.removesuffix(AGAIN) or None if reviewer.endswith(AGAIN) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """What an extractor found: recomputable, never an annotation.

    Identified within its document by ``key``.  ``lexicon`` is the SHA-256 of the word lists the
    extractor read, so (text, extractor, version, lexicon) determines the answer.  ``confidence`` is
    0 to 1.  Decimal features are strings.
    """

    extractor: str
    version: str
    lexicon: str
    layer: str
    label: str
    start: int
    end: int
    features: Mapping[str, Json] = field(default_factory=dict)
    confidence: float = 1.0

    @property
    def key(self) -> tuple[str, int, int]:
        """Extractor, start, end: the identity within one document."""
        return self.extractor, self.start, self.end

    @property
    def fragments(self) -> Fragments:
        """The suggestion's range as a span."""
        return ((self.start, self.end),)

    def to_record(self) -> Record:
        """The machine's image, as kept beside a person's answer and in exports."""
        return {
            "extractor": self.extractor,
            "version": self.version,
            "lexicon": self.lexicon,
            "layer": self.layer,
            "label": self.label,
            "start": self.start,
            "end": self.end,
            "features": dict(self.features),
            "confidence": f"{self.confidence:.3f}",
        }

    @classmethod
    def from_record(cls, record: Record) -> Self:
        """The suggestion that ``to_record`` described."""
        return cls(**{**record, "confidence": float(record["confidence"])})


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotation:
    """What one owner says about one place; a person stands behind it.

    ``machine`` is the image of the suggestion it answers and ``verdict`` the answer; both None for
    an annotation made by hand.  A corrected annotation may carry the reason among its features
    (``reason``).
    """

    id: str
    document: str
    owner: str
    layer: str
    label: str
    target: Target = "span"
    fragments: Fragments = ()
    features: Mapping[str, Json] = field(default_factory=dict)
    verdict: Verdict | None = None
    machine: Suggestion | None = None
    note: str = ""

    @property
    def place(self) -> tuple[str, str, Target, Fragments]:
        """What and where: two of one owner that share it are twins unless one is rejected."""
        return self.layer, self.label, self.target, self.fragments

    def to_record(self) -> Record:
        """The journalled image."""
        return {
            "id": self.id,
            "document": self.document,
            "owner": self.owner,
            "layer": self.layer,
            "label": self.label,
            "target": self.target,
            "fragments": [list(pair) for pair in self.fragments],
            "features": dict(self.features),
            "verdict": self.verdict,
            "machine": self.machine.to_record() if self.machine else None,
            "note": self.note,
        }

    @classmethod
    def from_record(cls, record: Record) -> Self:
        """The annotation that ``to_record`` described."""
        machine = record["machine"]
        return cls(
            **{
                **record,
                "fragments": tuple((start, end) for start, end in record["fragments"]),
                "machine": Suggestion.from_record(machine) if machine else None,
            }
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A directed, labelled link between two annotations, possibly of two documents.

    ``document`` is that of the source.
    """

    id: str
    document: str
    owner: str
    label: str
    source: str
    target: str
    features: Mapping[str, Json] = field(default_factory=dict)
    note: str = ""

    def to_record(self) -> Record:
        """The journalled image."""
        return {
            "id": self.id,
            "document": self.document,
            "owner": self.owner,
            "label": self.label,
            "source": self.source,
            "target": self.target,
            "features": dict(self.features),
            "note": self.note,
        }

    @classmethod
    def from_record(cls, record: Record) -> Self:
        """The relation that ``to_record`` described."""
        return cls(**record)


WHOLE = (-1,)
"""What a layer is finished in that is finished in the whole document, instead of headings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far one owner is with one document.

    ``finished`` maps a layer to the headings (code point starts) of its finished sections; the
    list ``[-1]`` means the whole document.  Exports carry it, so that an unfinished layer is not
    read as a file of negatives.
    """

    document: str
    owner: str
    state: DocumentState = "new"
    finished: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    note: str = ""

    @property
    def id(self) -> str:
        """One record per document and owner."""
        return progress_id(self.document, self.owner)

    def to_record(self) -> Record:
        """The journalled image."""
        return {
            "id": self.id,
            "document": self.document,
            "owner": self.owner,
            "state": self.state,
            "finished": {layer: list(starts) for layer, starts in self.finished.items()},
            "note": self.note,
        }

    @classmethod
    def from_record(cls, record: Record) -> Self:
        """The progress that ``to_record`` described."""
        finished = {layer: tuple(starts) for layer, starts in record["finished"].items()}
        rest = {key: value for key, value in record.items() if key not in ("id", "finished")}
        return cls(**rest, finished=finished)


def progress_id(document: str, owner: str) -> str:
    """Return the id of the progress record of one owner in one document."""
    return f"{document}/{owner}"
