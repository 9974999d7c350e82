"""Owns the writing of annotations: actions and changes are appended, rows follow.

The only writer of the record tables.  Used inside one ``Store.transaction()``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from annotator.errors import UserError
from annotator.model.canonical import Record, digest, dump
from annotator.model.changes import Action, Change, Step
from annotator.model.exchange import Merged
from annotator.model.ids import new_id
from annotator.model.renaming import in_own_name
from annotator.store import queries, steps
from annotator.store.database import ProjectFile
from annotator.store.fold import agreement, chain, fold, order
from annotator.store.kinds import RECORDS
from annotator.store.rows import as_row
from annotator.store.standing import CREATE, RECEIVE, UNPACK, governs

PASSED_OVER = ("undo", "redo", CREATE, "join", "identify", RECEIVE, UNPACK)
"""Verbs that undo passes over: what nobody did on purpose, or others build on."""

BARRIERS = ("merge", "unmerge", "retag")
"""Verbs with a way back of their own.  Undo stops at them: an older step goes back by its id alone, never
because somebody meant the merge."""

FIXED_VERBS = (*PASSED_OVER, *BARRIERS)


class Journal:
    """Appends actions of one replica to a project file, inside an open transaction.

    ``replica`` is asked for when the first action is written.
    """

    def __init__(self, db: ProjectFile, *, replica: Callable[[], str]) -> None:
        self._db = db
        self._replica = replica

    def record(
        self,
        step: Step,
        *,
        actor: str,
        undoes: str | None = None,
        after: int = 0,
        is_followed: bool = False,
    ) -> Action:
        """Append what ``actor`` did and bring the rows up to date; return the action.

        ``after`` is a Lamport clock that the actor has seen elsewhere: the action comes later.
        ``is_followed``: another one that says how actions are read comes in the same transaction, and the
        rows of all others are folded then.

        Raises:
            UserError: a record is no longer as the step saw it, something would be left pointing at
                nothing, a text is not the one its document is named after, or a string holds half a
                character (a lone surrogate).
        """
        if not step.changes:
            raise UserError("action.changes_nothing", verb=step.verb)
        try:
            for document, original in step.texts.items():
                self._keep_text(document, original)
            action = self._numbered(step, actor=actor, undoes=undoes, after=after)
        except UnicodeEncodeError as error:
            raise UserError("action.half_character", verb=step.verb) from error
        for change in step.changes:
            if queries.record(self._db, change.kind, change.id) != change.before:
                raise UserError("action.record_moved", kind=change.kind, id=change.id)
        self._append(action)
        if governs(action) and not is_followed:
            # Which of the others count, and where, depends on it.
            self._refold()
            return action
        for change in step.changes:
            self._write(change.kind, change.id, change.after)
        for change in step.changes:
            self._refuse_orphans(change)
        is_retagged = any(change.kind == "tagset" and change.before is not None for change in step.changes)
        if is_retagged or self._takes_a_name(action):
            # What was said before is read with the new one; what bundles brought, under other names.
            self._refold()
        return action

    def _takes_a_name(self, action: Action) -> bool:
        """Whether somebody begins to work here under the name of one whose bundles were merged: whoever works
        here keeps it (see ``Standing``)."""
        if not in_own_name(action):
            return False
        merged = (Merged.from_record(record) for _, record in queries.records(self._db, "bundle"))
        reaches = [reach for bundle in merged if bundle.reviewer == action.actor for reach in bundle.reaches]
        return bool(reaches) and not steps.has_worked(self._db, action.actor, but=action.id, others=reaches)

    def undo(self, action: Action, *, actor: str) -> Action:
        """Append the action that takes ``action`` back.

        Raises:
            UserError: it is no step that can be taken back, is taken back already, or a record it
                touched has been changed since; the sentence names by what.
        """
        if action.verb in BARRIERS:
            raise UserError(f"undo.barrier.{action.verb}")
        if action.verb in PASSED_OVER:
            raise UserError("undo.fixed", verb=action.verb)
        if steps.is_undone(self._db, action.id):
            raise UserError("undo.undone_already", verb=action.verb)
        self._refuse_changed(action, action.changes)
        changes = tuple(change.inverse() for change in reversed(action.changes))
        return self.record(Step(verb="undo", changes=changes), actor=actor, undoes=action.id)

    def redo(self, action: Action, *, actor: str) -> Action:
        """Append the action that does an undone ``action`` again.

        Raises:
            UserError: it is not undone, or a record it touched has been changed since.
        """
        if not steps.is_undone(self._db, action.id):
            raise UserError("redo.not_undone", verb=action.verb)
        self._refuse_changed(action, [change.inverse() for change in action.changes])
        step = Step(verb="redo", changes=action.changes)
        return self.record(step, actor=actor, undoes=action.id)

    def absorb(self, actions: Iterable[Action], *, texts: Mapping[str, str]) -> list[Action]:
        """Append the actions of other replicas that are not here yet; return those that were new.

        ``texts`` are the originals of the documents they bring.  All rows are folded anew from the
        whole journal, so the result depends on the union alone.

        Raises:
            UserError: a chain is broken or has a gap, an action known here says something else there,
                a replica has two actions of one number, or a record is of no known form.
        """
        fresh = self.append_foreign(actions, texts=texts)
        if fresh:
            self._refold()
        return fresh

    def append_foreign(self, actions: Iterable[Action], *, texts: Mapping[str, str]) -> list[Action]:
        """Append as ``absorb`` does, and leave the rows as they are: the same transaction must end with
        a merged bundle being recorded, which folds them anew.

        Raises:
            UserError: as ``absorb``; nothing was appended.
        """
        fresh = [action for action in actions if not self._is_known(action)]
        self._refuse_broken_chains(fresh)
        for document, original in texts.items():
            self._keep_text(document, original)
        for action in fresh:
            self._append(action)
        return fresh

    def _is_known(self, action: Action) -> bool:
        known = steps.hash_of(self._db, action.id)
        if known is not None and known != action.hash:
            raise UserError("merge.altered_action", replica=action.replica[:8], seq=action.seq)
        return known is not None

    def _refuse_broken_chains(self, fresh: Sequence[Action]) -> None:
        heads: dict[str, tuple[int, str]] = {}
        # A work project begins at the clock of the package it was made from.
        most = max(steps.count_actions(self._db), steps.clock_now(self._db)) + len(fresh)
        for action in sorted(fresh, key=lambda each: (each.replica, each.seq)):
            if action.replica not in heads:
                heads[action.replica] = steps.head(self._db, action.replica)
            seq, previous = heads[action.replica]
            where = {"replica": action.replica[:8], "seq": action.seq}
            if action.seq <= seq:
                raise UserError("merge.forked_replica", **where)
            if action.seq != seq + 1:
                raise UserError("merge.gap", **where)
            # A Lamport clock counts one up from what was known: it cannot exceed their number.
            is_sound = 0 < action.clock <= most and all(
                change.kind in RECORDS and change.id == image.get("id", change.id)
                for change in action.changes
                for image in (change.before, change.after)
                if image is not None
            )
            if not is_sound or action.hash != chain(previous, action):
                raise UserError("merge.broken_chain", **where)
            heads[action.replica] = action.seq, action.hash

    def _keep_text(self, document: str, original: str) -> None:
        """A text once kept stays: undoing an import hides the document, redoing finds its text."""
        if digest(original) != document:
            raise UserError("document.wrong_text", document=document[:12])
        if queries.original(self._db, document) is None:
            self._db.execute("insert into text (id, original) values (?, ?)", [document, original])

    def _numbered(self, step: Step, *, actor: str, undoes: str | None, after: int) -> Action:
        replica = self._replica()
        seq, previous = steps.head(self._db, replica)
        action = Action(
            id=new_id(),
            replica=replica,
            seq=seq + 1,
            clock=max(steps.clock_now(self._db), after) + 1,
            actor=actor,
            at=datetime.now(UTC).isoformat(timespec="milliseconds"),
            verb=step.verb,
            undoes=undoes,
            hash="",
            changes=step.changes,
        )
        return replace(action, hash=chain(previous, action))

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
                    change.v,
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

    def _refold(self) -> None:
        folded = fold(steps.actions(self._db))
        for kind in RECORDS:
            rows = queries.rows(self._db, kind)
            wanted = {i: record for (k, i), record in folded.records.items() if k == kind}
            for record_id in rows.keys() - wanted.keys():
                self._write(kind, record_id, None)
            for record_id, record in wanted.items():
                if rows.get(record_id) != as_row(kind, record):
                    self._write(kind, record_id, record)
        self._db.execute("delete from left_out")
        for action in sorted(folded.left_out):
            self._db.execute("insert into left_out (action) values (?)", [action])
        self._db.execute("delete from clash")
        for clash in folded.clashes:
            self._db.execute(
                "insert into clash (action, n, kind, id) values (?, ?, ?, ?)",
                [clash.action, clash.n, clash.kind, clash.id],
            )

    def _refuse_changed(self, action: Action, changes: Iterable[Change]) -> None:
        """Raise when a later step that still stands touched one of the records, or when another
        replica has said the same since; ``changes`` say what must be there now."""
        for change in changes:
            later = steps.last_standing_on(self._db, change.kind, change.id)
            is_later = later is not None and later.id != action.id and order(later) > order(action)
            is_other = queries.record(self._db, change.kind, change.id) != change.after
            if is_other and later is not None and later.id == action.id:
                # Nobody changed it: it is read with another tagset, or in another text.
                raise UserError("undo.read_anew", verb=action.verb)
            if is_later or is_other:
                self._refuse_naming(action, later)
            agreed = agreement(steps.applied_changes_of(self._db, change.kind, change.id))
            if agreed - {self._replica()}:
                raise UserError("undo.others_agreed", verb=action.verb)

    def _refuse_naming(self, action: Action, later: Action | None) -> None:
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
        elif change.kind in ("annotation", "progress", "crosscheck", "assignment", "decision"):
            if queries.record(self._db, "document", change.after["document"]) is None:
                raise UserError("document.unknown", document=change.after["document"][:12])
        elif change.kind == "relation":
            for end in (change.after["source"], change.after["target"]):
                if queries.record(self._db, "annotation", end) is None:
                    raise UserError("annotation.unknown", annotation=end)


def _dumped(record: Record | None) -> str | None:
    return None if record is None else dump(record)
