"""Owns what reviewers who work apart agree on: who reads what, what was received, what was merged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, Self

from annotator.model.canonical import Record, digest, dump

Visibility = Literal["shown", "hidden"]
"""Whether a reviewer sees the machine's suggestions in a document."""

VISIBILITIES: tuple[Visibility, ...] = ("shown", "hidden")


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """That one reviewer is to read one document; the plan is the set of these, owned by the project's owner.

    ``is_calibration``: everybody reads it.  ``seed`` is the one that drew it.
    """

    document: str
    reviewer: str
    is_calibration: bool = False
    suggestions: Visibility = "shown"
    seed: int = 0

    @property
    def id(self) -> str:
        """One record per document and reviewer."""
        return assignment_id(self.document, self.reviewer)

    def to_record(self) -> Record:
        """The journalled image."""
        return {
            "id": self.id,
            "document": self.document,
            "reviewer": self.reviewer,
            "is_calibration": self.is_calibration,
            "suggestions": self.suggestions,
            "seed": self.seed,
        }

    @classmethod
    def from_record(cls, record: Record) -> Self:
        """The assignment that ``to_record`` described."""
        return cls(**{key: value for key, value in record.items() if key != "id"})


def assignment_id(document: str, reviewer: str) -> str:
    """Return the id of the record by which a reviewer is given a document."""
    return f"{document}/{reviewer}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """That a reviewer received a package into a work project; the first one tells persons apart.

    ``person`` is the same for what one person on one machine receives, and goes along when the work
    project is copied.  ``clock`` is the project's Lamport clock when the package was made; ``known`` is how
    far the project had each of this reviewer's replicas then.
    """

    id: str
    identity: str
    package: str
    reviewer: str
    person: str
    clock: int
    known: Mapping[str, int] = field(default_factory=dict)

    def to_record(self) -> Record:
        """The journalled image."""
        return {
            "id": self.id,
            "identity": self.identity,
            "package": self.package,
            "reviewer": self.reviewer,
            "person": self.person,
            "clock": self.clock,
            "known": dict(self.known),
        }

    @classmethod
    def from_record(cls, record: Record) -> Self:
        """The receipt that ``to_record`` described."""
        return cls(**record)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """A stretch of one replica's journal: its actions ``first`` to ``last``, and the hash of the last."""

    replica: str
    first: int
    last: int
    hash: str

    def to_record(self) -> Record:
        """The journalled image."""
        return {"replica": self.replica, "first": self.first, "last": self.last, "hash": self.hash}


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """That a bundle was merged, and whether what only it and other hidden bundles brought is hidden.

    All but ``is_hidden`` depends on the bundle alone, so that whoever merges it says the same.  ``receipt``
    is the first one of the work project it comes from.
    """

    id: str
    reviewer: str
    person: str
    receipt: str
    reaches: tuple[Reach, ...]
    is_hidden: bool = False

    def to_record(self) -> Record:
        """The journalled image."""
        return {
            "id": self.id,
            "reviewer": self.reviewer,
            "person": self.person,
            "receipt": self.receipt,
            "reaches": [reach.to_record() for reach in self.reaches],
            "is_hidden": self.is_hidden,
        }

    @classmethod
    def from_record(cls, record: Record) -> Self:
        """The merged bundle that ``to_record`` described."""
        return cls(**{**record, "reaches": tuple(Reach(**each) for each in record["reaches"])})


@dataclass(frozen=True, slots=True, kw_only=True)
class SamePerson:
    """That two who received packages for one reviewer's id are one person: on two machines, say.

    ``person`` and ``same_as`` are as in their receipts; "" is who works in the project itself under the id.
    """

    reviewer: str
    person: str
    same_as: str

    def to_record(self) -> Record:
        """The journalled image."""
        return {
            "id": f"{self.reviewer}/{self.person}",
            "reviewer": self.reviewer,
            "person": self.person,
            "same_as": self.same_as,
        }

    @classmethod
    def from_record(cls, record: Record) -> Self:
        """What ``to_record`` described."""
        return cls(**{key: value for key, value in record.items() if key != "id"})


def bundle_id(*, identity: str, reviewer: str, receipt: str, reaches: Iterable[Reach]) -> str:
    """Return a bundle's id, 64 hex digits: equal journals of one work project have equal ids."""
    return digest(dump([identity, reviewer, receipt, [reach.to_record() for reach in reaches]]))
