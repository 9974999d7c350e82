"""Owns what one step did: an action and the before/after images of the records it touched."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from annotator.model.canonical import Record

RECORD_VERSION = 1
"""Version of the records' form; a later one needs a step that reads this one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One record before and after; None means that it was, or is now, absent.

    ``v`` is the version of the records' form it was written in; it is part of the action's hash.
    """

    kind: str
    id: str
    before: Record | None
    after: Record | None
    v: int = RECORD_VERSION

    def inverse(self) -> Change:
        """The change that takes this one back."""
        return replace(self, before=self.after, after=self.before)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What a command wants done, before it is recorded: a verb and its changes.

    ``texts`` are original texts by document id, kept before the changes that speak of them.
    """

    verb: str
    changes: tuple[Change, ...]
    texts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One undoable step in the journal.

    ``seq`` counts a replica's actions without gaps from 1; ``clock`` is a Lamport clock and orders
    actions across replicas; ``at`` is UTC wall time (ISO 8601) and only ever shown; ``hash`` chains
    the replica's actions.
    """

    id: str
    replica: str
    seq: int
    clock: int
    actor: str
    at: str
    verb: str
    undoes: str | None
    hash: str
    changes: tuple[Change, ...]

    @property
    def documents(self) -> tuple[str, ...]:
        """Ids of the documents whose records the action touched, sorted."""
        found = set()
        for change in self.changes:
            image = change.after or change.before or {}
            document = change.id if change.kind == "document" else image.get("document")
            if document:
                found.add(document)
        return tuple(sorted(found))


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Told to listeners after COMMIT: which kinds of records and which documents changed, and why."""

    kinds: frozenset[str]
    documents: frozenset[str]
    action: Action | None
    initiator: str
