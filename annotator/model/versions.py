"""Owns how one version of a text is read in another: the pieces they share, and what is said of a place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, Self

from annotator.model.canonical import Record
from annotator.model.spans import Fragments

PieceKind = Literal["kept", "moved", "unsure", "blank"]
"""Same words in the same order · same words elsewhere · same words, in more than one place ·
only blanks differ between two kept pieces."""

Grade = Literal["exact", "moved", "doubtful", "lost"]
"""Same words among the same words · same words, elsewhere or with other blanks inside · words that changed,
or that may be meant elsewhere · words that are gone."""

GRADES: tuple[Grade, ...] = ("exact", "moved", "doubtful", "lost")
"""From the best to the worst."""

UNSETTLED: tuple[Grade, ...] = ("doubtful", "lost")
"""Grades that wait for a person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of the older text and the stretch of the newer one that answers to it, in code points.

    All but blank pieces are as long in both.
    """

    old: int
    old_length: int
    new: int
    new_length: int
    kind: PieceKind = "kept"

    @property
    def old_end(self) -> int:
        """Where it ends in the older text."""
        return self.old + self.old_length

    @property
    def new_end(self) -> int:
        """Where it ends in the newer text."""
        return self.new + self.new_length


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """That one document is an older version of another's text, and what the two texts share.

    What bundles say of ``old`` is read in ``document``.  ``sections`` are the headings whose sections are
    the same to the letter: start in the older text, start in the newer one.  ``chars`` is the newer text's
    length.
    """

    old: str
    document: str
    chars: int
    pieces: tuple[Piece, ...]
    sections: tuple[tuple[int, int], ...] = ()

    def to_record(self) -> Record:
        """The journalled image."""
        return {
            "id": self.old,
            "document": self.document,
            "chars": self.chars,
            "pieces": [[p.old, p.old_length, p.new, p.new_length, p.kind] for p in self.pieces],
            "sections": [list(pair) for pair in self.sections],
        }

    @classmethod
    def from_record(cls, record: Record) -> Self:
        """The version that ``to_record`` described."""
        return cls(
            old=record["id"],
            document=record["document"],
            chars=record["chars"],
            pieces=tuple(
                Piece(old=old, old_length=long, new=new, new_length=wide, kind=kind)
                for old, long, new, wide, kind in record["pieces"]
            ),
            sections=tuple((old, new) for old, new in record["sections"]),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchoring:
    """What a person decided of one annotation, or answer to a check, of an older version of a text.

    It holds as long as the reviewer leaves the annotation at ``fragments`` (of the older text) and it is
    read in ``document``.  ``place`` is where it stands there, None when it is dropped; ``grade`` is what it
    was given without the person.
    """

    id: str
    document: str
    fragments: Fragments
    grade: Grade
    place: Fragments | None
    note: str = ""

    def to_record(self) -> Record:
        """The journalled image."""
        return {
            "id": self.id,
            "document": self.document,
            "fragments": [list(pair) for pair in self.fragments],
            "grade": self.grade,
            "place": None if self.place is None else [list(pair) for pair in self.place],
            "note": self.note,
        }

    @classmethod
    def from_record(cls, record: Record) -> Self:
        """The decision that ``to_record`` described."""
        place = record["place"]
        return cls(
            **{
                **record,
                "fragments": tuple((start, end) for start, end in record["fragments"]),
                "place": None if place is None else tuple((start, end) for start, end in place),
            }
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """Where something that was said of an older version of a text stands in the newer one.

    ``id`` is that of the annotation, relation or answer to a check, ``kind`` which of them it is.
    ``fragments`` are the original anchor, in the older text; ``place`` is where it stands in the newer one,
    or would stand, None where nothing answers to it.  While ``is_waiting`` or ``is_dropped``, ``record`` is
    all that was said, and no row of its own kind says it.
    """

    id: str
    kind: str
    document: str
    old: str
    owner: str
    grade: Grade
    fragments: Fragments = ()
    place: Fragments | None = None
    is_waiting: bool = False
    is_dropped: bool = False
    is_settled: bool = False
    record: Mapping[str, object] | None = field(default=None)

    def to_record(self) -> Record:
        """The image that the fold keeps; it stands in no journal, since the journal gives it."""
        return {
            "id": self.id,
            "kind": self.kind,
            "document": self.document,
            "old": self.old,
            "owner": self.owner,
            "grade": self.grade,
            "fragments": [list(pair) for pair in self.fragments],
            "place": None if self.place is None else [list(pair) for pair in self.place],
            "is_waiting": self.is_waiting,
            "is_dropped": self.is_dropped,
            "is_settled": self.is_settled,
            "record": None if self.record is None else dict(self.record),
        }

    @classmethod
    def from_record(cls, record: Record) -> Self:
        """The anchor that ``to_record`` described."""
        place = record["place"]
        return cls(
            **{
                **record,
                "fragments": tuple((start, end) for start, end in record["fragments"]),
                "place": None if place is None else tuple((start, end) for start, end in place),
            }
        )


def worst(grades: tuple[Grade, ...]) -> Grade:
    """Return the worst of some grades; exact when there is none."""
    return max(grades, key=GRADES.index, default="exact")
