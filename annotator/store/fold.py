"""Owns how a set of actions becomes rows: order, hash chain, fold, clashes.  Pure: no SQL here."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from annotator.model.canonical import Record, dump
from annotator.model.changes import Action, Change

RECORD_VERSION = 1
"""Version of the records' form (``change.v``); a later one needs a step that reads this one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """A change that did not find the record as its writer saw it, and so was not applied."""

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
            [[c.kind, c.id, RECORD_VERSION, c.before, c.after] for c in action.changes],
        ]
    )
    return hashlib.sha256(f"{previous}\n{body}".encode()).hexdigest()


def order(action: Action) -> tuple[int, str, int]:
    """Sort key of the total order: Lamport clock, then replica, then seq.  A reader sees causes
    before effects, and every machine sees the same order."""
    return action.clock, action.replica, action.seq


def fold_record(
    changes: Iterable[tuple[str, int, Change]],
) -> tuple[Record | None, list[Clash]]:
    """Return what one record is after its ordered ``(action, n, change)``, and the clashes.

    A change applies when the record equals its ``before``; when the record already equals its
    ``after`` the writers agree; else it is a clash, listed and left out, so that nobody's work is
    overwritten in silence.  Depends on the set of actions alone, not on how they came together.
    """
    record: Record | None = None
    clashes = []
    for action, n, change in changes:
        if record == change.before:
            record = change.after
        elif record != change.after:
            clashes.append(Clash(action=action, n=n, kind=change.kind, id=change.id))
    return record, clashes


def fold(actions: Iterable[Action]) -> tuple[dict[tuple[str, str], Record], list[Clash]]:
    """Return all records by (kind, id), and all clashes, that the actions amount to."""
    touched: dict[tuple[str, str], list[tuple[str, int, Change]]] = {}
    for action in sorted(actions, key=order):
        for n, change in enumerate(action.changes):
            touched.setdefault((change.kind, change.id), []).append((action.id, n, change))
    records: dict[tuple[str, str], Record] = {}
    clashes: list[Clash] = []
    for key, changes in touched.items():
        record, found = fold_record(changes)
        clashes += found
        if record is not None:
            records[key] = record
    return records, clashes
