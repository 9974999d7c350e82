"""Owns how a set of actions becomes rows: order, hash chain, fold, clashes.  Pure: no SQL here."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from annotator.model.canonical import Record, dump
from annotator.model.changes import Action, Change
from annotator.model.exchange import Merged, SamePerson
from annotator.model.versions import Anchoring, Version
from annotator.store.relabelling import Relabelling
from annotator.store.rereading import Rereading
from annotator.store.standing import Standing, governs

Key = tuple[str, str]
"""(kind, id) of a record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """An action that was left out, by its first change that did not fit what others had done."""

    action: str
    n: int
    kind: str
    id: str


def chain(previous: str, action: Action) -> str:
    """Return the action's link in its replica's hash chain: SHA-256 over the previous link and all
    that the action says."""
    body = dump(
        [
            action.id,
            action.replica,
            action.seq,
            action.clock,
            action.actor,
            action.at,
            action.verb,
            action.undoes,
            [[c.kind, c.id, c.v, c.before, c.after] for c in action.changes],
        ]
    )
    return hashlib.sha256(f"{previous}\n{body}".encode()).hexdigest()


def order(action: Action) -> tuple[int, str, int]:
    """Sort key of the total order: Lamport clock, then replica, then seq.  A reader sees causes
    before effects, and every machine sees the same order."""
    return action.clock, action.replica, action.seq


def needs(kind: str, record: Record | None) -> list[Key]:
    """Return the records that a record points at and cannot be without."""
    if record is None:
        return []
    if kind in ("annotation", "progress", "crosscheck", "assignment", "anchor", "decision"):
        return [("document", record["document"])]
    if kind == "relation":
        return [("annotation", record["source"]), ("annotation", record["target"])]
    return []


def is_taken_over(change: Change, current: Record | None) -> bool:
    """Whether a change that did not find its ``before`` says what is there already: the same words,
    or the import of a report that somebody else imported first."""
    if current is None:
        return change.after is None
    is_second_import = change.kind == "document" and change.before is None and change.after is not None
    return current == change.after or is_second_import


def agreement(changes: Iterable[tuple[str, Change]]) -> frozenset[str]:
    """Return which replicas have said again what one record says now, from its applied changes in
    order, each with its replica."""
    current: Record | None = None
    agreed: frozenset[str] = frozenset()
    for replica, change in changes:
        if current == change.before:
            current, agreed = change.after, frozenset()
        else:
            agreed |= {replica}
    return agreed


class Fold:
    """Applies actions in the total order; each is applied whole, or listed as a clash and left out.

    A change fits when its record equals its ``before``, or says already what the change says.  An undo
    does not fit when another replica has said the same since: their word would go with it in silence.
    No action may leave a record pointing at nothing.  So the result depends on the set of actions
    alone, not on how they came together, and nobody's work is overwritten without a word.
    """

    def __init__(self) -> None:
        self.records: dict[Key, Record] = {}
        self.clashes: list[Clash] = []
        self.left_out: set[str] = set()
        self._users: Counter[Key] = Counter()
        self._agreed: dict[Key, frozenset[str]] = {}

    def of(self, kind: str) -> list[Record]:
        """The records of a kind so far, by id."""
        return [record for (each, _), record in sorted(self.records.items()) if each == kind]

    def prepare(self, actions: Iterable[Action], documents: Collection[str]) -> None:
        """Let documents be there from the beginning, as whoever brought them first described them: what
        was said of an older version of one may have been said before it came."""
        for action in actions:
            for change in action.changes:
                key = change.kind, change.id
                is_first = change.before is None and change.after is not None and key not in self.records
                if change.kind == "document" and change.id in documents and is_first:
                    self._set(key, change.after)

    def apply(self, action: Action) -> Clash | None:
        """Apply the action, the next in order; return the clash when it was left out."""
        misfit = self._misfit(action)
        if misfit is None:
            found = [self.records.get((change.kind, change.id)) for change in action.changes]
            for change, current in zip(action.changes, found, strict=True):
                if current == change.before:
                    self._set((change.kind, change.id), change.after)
            misfit = self._orphan(action)
            if misfit is None:
                self._agree(action, found)
                return None
            for change, current in zip(action.changes, found, strict=True):
                self._set((change.kind, change.id), current)
        n, change = misfit
        clash = Clash(action=action.id, n=n, kind=change.kind, id=change.id)
        self.clashes.append(clash)
        return clash

    def _misfit(self, action: Action) -> tuple[int, Change] | None:
        for n, change in enumerate(action.changes):
            current = self.records.get((change.kind, change.id))
            if current == change.before:
                agreed = self._agreed.get((change.kind, change.id), frozenset())
                if action.undoes is not None and agreed - {action.replica}:
                    return n, change
            elif not is_taken_over(change, current):
                return n, change
        return None

    def _orphan(self, action: Action) -> tuple[int, Change] | None:
        for n, change in enumerate(action.changes):
            key = change.kind, change.id
            record = self.records.get(key)
            is_missed = record is None and self._users[key] > 0
            if is_missed or any(need not in self.records for need in needs(change.kind, record)):
                return n, change
        return None

    def _set(self, key: Key, record: Record | None) -> None:
        before = self.records.pop(key, None)
        self._users.subtract(needs(key[0], before))
        if record is not None:
            self.records[key] = record
        self._users.update(needs(key[0], record))

    def _agree(self, action: Action, found: list[Record | None]) -> None:
        for change, current in zip(action.changes, found, strict=True):
            key = change.kind, change.id
            if current == change.before:
                self._agreed.pop(key, None)
            else:
                self._agreed[key] = self._agreed.get(key, frozenset()) | {action.replica}


def standing_of(actions: Sequence[Action], records: Callable[[str], Iterable[Record]]) -> Standing:
    """Return what bundles and persons say of the actions; ``records`` are the current ones of a kind."""
    return Standing(
        actions,
        map(Merged.from_record, records("bundle")),
        map(SamePerson.from_record, records("person")),
    )


def fold(actions: Iterable[Action]) -> Fold:
    """Return what the actions amount to, whatever order they come in.

    First what was merged and un-merged and which texts are versions of others: it says what counts of the
    rest, under whose name, and where it stands.  All of it is read with the present tagset.
    """
    folded = Fold()
    ordered = sorted(actions, key=order)
    for action in filter(governs, ordered):
        folded.apply(action)
    standing = standing_of(ordered, folded.of)
    reading = Rereading(
        map(Version.from_record, folded.of("version")), map(Anchoring.from_record, folded.of("anchoring"))
    )
    relabelling = Relabelling(ordered, standing)
    counting = []
    for action in ordered:
        if governs(action):
            continue
        if standing.is_left_out(action):
            folded.left_out.add(action.id)
        else:
            counting.append(relabelling.read(standing.as_named(action)))
    if reading:
        brought = {action.id for action in counting if standing.is_brought(action)}
        reading.look(action for action in counting if action.id in brought)
        folded.prepare(counting, reading.targets)
        counting = [reading.read(action) if action.id in brought else action for action in counting]
    for action in counting:
        folded.apply(action)
    for reviewer, record in standing.newcomers.items():
        folded.records.setdefault(("reviewer", reviewer), record)
    return folded
