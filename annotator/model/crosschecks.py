"""Owns what a person says of a cross-check: which numbers, and whether they fit together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, Self

from annotator.model.canonical import Record, digest, dump

Answer = Literal["holds", "different_basis", "contradicts", "false_alarm"]
"""The numbers fit · they count differently (口径不同) · the report contradicts itself · they have nothing
to do with each other."""

ANSWERS: tuple[Answer, ...] = ("holds", "different_basis", "contradicts", "false_alarm")

Place = tuple[str, int, int]
"""Document ("" for the one that the check belongs to), start, end: code points of its original."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedNumber:
    """One number of a check: where it stands, and its part in the sum (part, whole, percent …).

    ``document`` is "" for the document that the check belongs to.
    """

    start: int
    end: int
    role: str
    document: str = ""

    @property
    def place(self) -> Place:
        """Where it stands."""
        return self.document, self.start, self.end

    def to_record(self) -> Record:
        """The journalled image."""
        return {"document": self.document, "start": self.start, "end": self.end, "role": self.role}


@dataclass(frozen=True, slots=True, kw_only=True)
class Crosscheck:
    """A person's answer to a check.

    ``operands`` are the numbers as the person leaves them.  ``machine`` is what the machine said, None
    for a check made by hand: ``operands`` as it had them, ``sum``, ``verdict``.
    """

    id: str
    document: str
    owner: str
    relation: str
    operands: tuple[CheckedNumber, ...]
    answer: Answer
    machine: Record | None = None
    note: str = ""

    @property
    def key(self) -> str:
        """What is answered: the machine's numbers, else the person's own."""
        operands = self.operands
        if self.machine is not None:
            operands = tuple(CheckedNumber(**each) for each in self.machine["operands"])
        return check_key(self.relation, (each.place for each in operands))

    def to_record(self) -> Record:
        """The journalled image."""
        return {
            "id": self.id,
            "document": self.document,
            "owner": self.owner,
            "relation": self.relation,
            "operands": [each.to_record() for each in self.operands],
            "answer": self.answer,
            "machine": self.machine,
            "note": self.note,
        }

    @classmethod
    def from_record(cls, record: Record) -> Self:
        """The answer that ``to_record`` described."""
        operands = tuple(CheckedNumber(**each) for each in record["operands"])
        return cls(**{**record, "operands": operands})


def check_key(relation: str, places: Iterable[Place]) -> str:
    """Return what names a check within its document: the relation and where its numbers stand."""
    return digest(dump([relation, sorted(list(place) for place in places)]))[:16]


def crosscheck_id(document: str, owner: str, key: str) -> str:
    """Return the id of an owner's answer to a check: one record, so that two writers of it clash."""
    return f"{document}/{owner}/{key}"
