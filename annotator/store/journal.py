"""Owns the writing of annotations: actions and changes are appended, rows follow.

The only writer of the record tables.  Used inside one ``Store.transaction()``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from sqlite_utils import Database

from annotator.errors import UserError
from annotator.model.canonical import Record, dump
from annotator.model.changes import Action, Change, Step
from annotator.model.ids import new_id
from annotator.store import queries
from annotator.store.fold import RECORD_VERSION, chain, fold_record
from annotator.store.migrations.m0001_house import RECORDS
from annotator.store.rows import as_row

FIXED_VERBS = ("undo", "redo", "create", "join")
"""Verbs that undo passes over."""


class Journal:
    """Appends actions of one replica to a project file, inside an open transaction."""

    def __init__(self, db: Database, *, replica: str) -> None:
        self._db = db
        self._replica = replica

    def record(self, step: Step, *, actor: str, undoes: str | None = None) -> Action:
        """Append what ``actor`` did and bring the rows up to date; return the action.

        Raises:
            UserError: a record is no longer as the step saw it, or something would be left
                pointing at nothing.
        """
        if not step.changes:
            raise UserError("action.changes_nothing", verb=step.verb)
        for document, original in step.texts.items():
            self._keep_text(document, original)
        action = self._numbered(step, actor=actor, undoes=undoes)
        for change in step.changes:
            if queries.record(self._db, change.kind, change.id) != change.before:
                raise UserError("action.record_moved", kind=change.kind, id=change.id)
        self._append(action)
        for change in step.changes:
            self._write(change.kind, change.id, change.after)
        for change in step.changes:
            self._refuse_orphans(change)
        return action

    def undo(self, action: Action, *, actor: str) -> Action:
        """Append the action that takes ``action`` back.

        Raises:
            UserError: a record it touched has been changed since; the sentence names by what.
        """
        self._refuse_changed(action.changes, action)
        changes = tuple(change.inverse() for change in reversed(action.changes))
        return self.record(Step(verb="undo", changes=changes), actor=actor, undoes=action.id)

    def redo(self, action: Action, *, actor: str) -> Action:
        """Append the action that does an undone ``action`` again.

        Raises:
            UserError: as ``undo``.
        """
        self._refuse_changed([change.inverse() for change in action.changes], action)
        step = Step(verb="redo", changes=action.changes)
        return self.record(step, actor=actor, undoes=action.id)

    def absorb(self, actions: Iterable[Action], *, texts: Mapping[str, str]) -> list[Action]:
        """Append the actions of other replicas that are not here yet; return those that were new.

        ``texts`` are the originals of the documents they bring.  The rows of every record they
        touch are folded anew from all its changes in the total order, so the result depends on
        the union alone.  The caller has checked the chains.
        """
        for document, original in texts.items():
            self._keep_text(document, original)
        fresh = [action for action in actions if not queries.has_action(self._db, action.id)]
        touched: dict[tuple[str, str], None] = {}
        for action in fresh:
            self._append(action)
            touched.update({(change.kind, change.id): None for change in action.changes})
        for kind, record_id in touched:
            self._refold(kind, record_id)
        return fresh

    def _numbered(self, step: Step, *, actor: str, undoes: str | None) -> Action:
        seq, previous = queries.head(self._db, self._replica)
        action = Action(
            id=new_id(),
            replica=self._replica,
            seq=seq + 1,
            clock=queries.clock(self._db) + 1,
            actor=actor,
            at=datetime.now(UTC).isoformat(timespec="milliseconds"),
            verb=step.verb,
            undoes=undoes,
            hash="",
            changes=step.changes,
        )
        return replace(action, hash=chain(previous, action))

    def _keep_text(self, document: str, original: str) -> None:
        """A text once kept stays: undoing an import hides the document, redoing finds its text."""
        self._db.execute("insert or ignore into text (id, original) values (?, ?)", [document, original])

    def _append(self, action: Action) -> None:
        self._db.execute(
            "insert into action (id, replica, seq, clock, actor, at, verb, undoes, hash)"
            " values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                action.id,
                action.replica,
                action.seq,
                action.clock,
                action.actor,
                action.at,
                action.verb,
                action.undoes,
                action.hash,
            ],
        )
        for n, change in enumerate(action.changes):
            self._db.execute(
                "insert into change (action, n, kind, id, v, before, after) values (?, ?, ?, ?, ?, ?, ?)",
                [
                    action.id,
                    n,
                    change.kind,
                    change.id,
                    RECORD_VERSION,
                    _dumped(change.before),
                    _dumped(change.after),
                ],
            )

    def _write(self, kind: str, record_id: str, record: Record | None) -> None:
        table = queries.table_of(kind)
        if record is None:
            self._db.execute(f"delete from {table} where id = ?", [record_id])
            return
        row = as_row(kind, record)
        columns = ("id", "body", *RECORDS[kind])
        self._db.execute(
            f"insert or replace into {table} ({', '.join(columns)})"
            f" values ({', '.join('?' for _ in columns)})",
            [record_id, *row],
        )

    def _refold(self, kind: str, record_id: str) -> None:
        record, clashes = fold_record(queries.changes_of(self._db, kind, record_id))
        self._write(kind, record_id, record)
        self._db.execute("delete from clash where kind = ? and id = ?", [kind, record_id])
        for clash in clashes:
            self._db.execute(
                "insert into clash (kind, id, action, n) values (?, ?, ?, ?)",
                [clash.kind, clash.id, clash.action, clash.n],
            )

    def _refuse_changed(self, changes: Sequence[Change], action: Action) -> None:
        for change in changes:
            if queries.record(self._db, change.kind, change.id) != change.after:
                later = queries.last_action_on(self._db, change.kind, change.id)
                raise UserError(
                    "undo.changed_since",
                    verb=action.verb,
                    later=later.verb if later else "?",
                    actor=later.actor if later else "?",
                    at=later.at[:19].replace("T", " ") if later else "?",
                )

    def _refuse_orphans(self, change: Change) -> None:
        """Checked after all rows of the step are written, so that a step may bring both ends."""
        if change.after is None:
            if change.kind == "document" and queries.is_document_used(self._db, change.id):
                raise UserError("document.in_use", document=change.id[:12])
            if change.kind == "annotation" and queries.relations_at(self._db, change.id):
                raise UserError("annotation.in_relation", annotation=change.id)
        elif change.kind in ("annotation", "progress"):
            if queries.record(self._db, "document", change.after["document"]) is None:
                raise UserError("document.unknown", document=change.after["document"][:12])
        elif change.kind == "relation":
            for end in (change.after["source"], change.after["target"]):
                if queries.record(self._db, "annotation", end) is None:
                    raise UserError("annotation.unknown", annotation=end)


def _dumped(record: Record | None) -> str | None:
    return None if record is None else dump(record)
