"""Owns one open project file: its transactions and everything that may be asked of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import Any, Self

from annotator.errors import UserError
from annotator.model.annotations import Annotation, Progress, Relation, Suggestion, progress_id
from annotator.model.canonical import Record
from annotator.model.changes import Action
from annotator.model.crosschecks import Crosscheck
from annotator.model.curation import Decision
from annotator.model.documents import Document
from annotator.store import database, queries, steps
from annotator.store.checks import Check, check_all
from annotator.store.database import ProjectFile
from annotator.store.fold import Clash, order
from annotator.store.journal import FIXED_VERBS, PASSED_OVER, Journal
from annotator.store.namesakes import Namesakes
from annotator.store.replicas import Replicas
from annotator.store.suggested import Source, write_suggestions

_KEPT = 8
"""Of how many documents suggestions are kept in memory."""


class Store:
    """A project file.  Hands out values and transactions, never its connection.

    Use from one thread; another thread or program opens its own.  ``installation`` names the
    machine's settings: a copy of the file opened elsewhere becomes a replica of its own, so two
    machines never number actions alike.
    """

    def __init__(self, db: ProjectFile, *, installation: str) -> None:
        self._db = db
        self._replicas = Replicas(db, installation=installation)
        self._namesakes = Namesakes(db)
        self._suggestions: dict[str, tuple[int, list[Suggestion]]] = {}
        # What was made of which stored text, of the last few documents: nothing of it can be out of date.
        self._made: dict[tuple[str, str | None], dict[Any, Any]] = {}

    @classmethod
    def create(cls, path: Path, *, installation: str) -> Self:
        """Make an empty project file and open it.

        Raises:
            UserError: see ``database.create``.
        """
        return cls(database.create(path), installation=installation)

    @classmethod
    def open(cls, path: Path, *, installation: str) -> Self:
        """Open an existing project file.

        Raises:
            UserError: see ``database.open_existing``.
        """
        return cls(database.open_existing(path), installation=installation)

    @property
    def path(self) -> Path:
        """The project file."""
        return self._db.path

    def close(self) -> None:
        """Let the file go; SQLite folds the write-ahead log back in."""
        # Where it cannot be read any more, the next time begins a fresh replica.
        with suppress(UserError):
            self._replicas.remember()
        self._db.close()

    def discard(self) -> None:
        """Take away a project file that never came to be; one that somebody else has written into stays."""
        is_empty = False
        # Where it cannot be read, why it never came to be is what counts.
        with suppress(UserError), self._db.transaction():
            is_empty = self.count_actions() == 0
        self._db.close()
        if is_empty:
            database.remove(self.path)

    @contextmanager
    def transaction(self) -> Iterator[Journal]:
        """One action's worth of writing: all of it is on the disk when the block has ended, or
        none of it is there.

        Raises:
            UserError: disk full, read-only, busy; nothing was changed.
        """
        try:
            with self._db.transaction():
                yield Journal(self._db, replica=self._replicas.own)
        except BaseException:
            self._replicas.forget()
            self._suggestions.clear()
            raise
        self._replicas.keep()

    def back_up(self, path: Path) -> None:
        """Write a copy of the project as it is on the disk, whole or not at all.

        Raises:
            UserError: the place cannot be written, or the disk is full.
        """
        self._db.copy_to(path)

    def reading(self) -> AbstractContextManager[None]:
        """Everything read in the block is of one moment, whatever others write meanwhile; in a transaction
        it is of that one."""
        return self._db.snapshot()

    def version(self) -> int:
        """A number that changes when another connection has written; compare for equality only."""
        return self._db.version()

    # What is there ---------------------------------------------------------------------------

    def record(self, kind: str, record_id: str) -> Record | None:
        """One current record, or None."""
        return queries.record(self._db, kind, record_id)

    def records(self, kind: str) -> list[Record]:
        """All current records of a kind, by id."""
        return [body for _, body in queries.records(self._db, kind)]

    def documents(self) -> list[Document]:
        """All documents in the order they were imported."""
        return queries.documents(self._db)

    def document(self, document: str) -> Document:
        """One document.

        Raises:
            UserError: there is none of that id.
        """
        found = queries.record(self._db, "document", document)
        if found is None:
            raise UserError("document.unknown", document=document[:12])
        return Document.from_record(found)

    def original(self, document: str) -> str:
        """A document's original text.

        Raises:
            UserError: there is none of that id.
        """
        found = queries.original(self._db, document)
        if found is None:
            raise UserError("document.unknown", document=document[:12])
        return found

    def annotations(self, document: str, owner: str | None = None) -> list[Annotation]:
        """Annotations of a document, of one owner or of all, by place."""
        return queries.annotations_in(self._db, document, owner, known=self._known(document, owner))

    def _known(self, document: str, owner: str | None) -> dict[Any, Any]:
        if (document, owner) not in self._made and len(self._made) >= 2 * _KEPT:
            self._made.clear()
        return self._made.setdefault((document, owner), {})

    def annotations_at(self, document: str, owner: str, start: int | None) -> list[Annotation]:
        """An owner's annotations that start there (None: of the whole document), by id."""
        return queries.annotations_at(self._db, document, owner, start)

    def answer_to(self, document: str, owner: str, key: tuple[str, int, int]) -> Annotation | None:
        """An owner's answer to the suggestion (extractor, start, end), or None."""
        return queries.answer_to(self._db, document, owner, key)

    def annotation(self, annotation: str) -> Annotation | None:
        """One annotation, or None."""
        found = queries.record(self._db, "annotation", annotation)
        return Annotation.from_record(found) if found else None

    def relations(self, document: str, owner: str | None = None) -> list[Relation]:
        """Relations whose source lies in a document, by id."""
        return queries.relations_in(self._db, document, owner)

    def crosschecks(self, document: str, owner: str | None = None) -> list[Crosscheck]:
        """Answers to the checks of a document, of one owner or of all, by id."""
        return queries.crosschecks_in(self._db, document, owner)

    def decisions(self, document: str | None = None) -> list[Decision]:
        """Curators' decisions, of a document or all, by id."""
        return queries.decisions_in(self._db, document)

    def relations_at(self, annotation: str) -> list[Relation]:
        """Relations that leave or reach an annotation, by id."""
        return queries.relations_at(self._db, annotation)

    def owners(self, document: str) -> list[str]:
        """Who has annotated a document, sorted."""
        return queries.owners(self._db, document)

    def progress(self, document: str, owner: str) -> Progress:
        """How far an owner is with a document."""
        found = queries.record(self._db, "progress", progress_id(document, owner))
        return Progress.from_record(found) if found else Progress(document=document, owner=owner)

    def documents_with_progress(self, owner: str) -> set[str]:
        """Ids of the documents that an owner has said anything of as a whole."""
        return queries.documents_with_progress(self._db, owner)

    def annotation_counts(self, owner: str) -> dict[str, int]:
        """Document -> how many annotations an owner has there."""
        return queries.annotation_counts(self._db, owner)

    # Suggestions: computed, so written outside the journal --------------------------------------

    def suggestions(self, document: str) -> list[Suggestion]:
        """Suggestions of a document, by place.

        Read again only when they may have changed: another connection has written anything (SQLite
        counts that), or this one has written suggestions.
        """
        version = self.version()
        kept = self._suggestions.get(document)
        if kept is None or kept[0] != version:
            if len(self._suggestions) >= _KEPT:
                self._suggestions.clear()
            found = queries.suggestions_in(self._db, document, known=self._known(document, ""))
            kept = self._suggestions[document] = version, found
        return list(kept[1])

    def suggestion(self, document: str, key: tuple[str, int, int]) -> Suggestion | None:
        """One suggestion by (extractor, start, end), or None."""
        return queries.suggestion(self._db, document, key)

    def suggested(self, document: str) -> dict[str, tuple[str, str]]:
        """Extractor -> (version, lexicon hash) of what is kept for a document."""
        return queries.suggested(self._db, document)

    def suggestion_sources(self, document: str | None = None) -> dict[str, queries.Sources]:
        """Document -> which suggestions it has; others have another source."""
        return queries.suggestion_sources(self._db, document)

    def suggestion_counts(self, document: str | None = None) -> dict[str, int]:
        """Document -> how many suggestions it has; of all documents or of one."""
        return queries.suggestion_counts(self._db, document)

    def keep_suggestions(self, document: str, found: Iterable[tuple[Source, Sequence[Suggestion]]]) -> None:
        """Replace what extractors, each (name, version, lexicon hash), found in a document, together; in a
        transaction that is open they are of it."""
        with self._forgetting(), self._db.joined():
            write_suggestions(self._db, document, found)

    @contextmanager
    def _forgetting(self) -> Iterator[None]:
        """What is in memory of suggestions is of another time, before and after."""
        self._suggestions.clear()
        try:
            yield
        finally:
            self._suggestions.clear()

    # The journal --------------------------------------------------------------------------------

    def actions(
        self,
        *,
        limit: int | None = None,
        before: Action | None = None,
        actor: str | None = None,
        document: str | None = None,
    ) -> list[Action]:
        """The journal in its total order: with a limit the last actions only, with ``before`` those
        before another one; of one actor, of one document."""
        end = order(before) if before is not None else None
        return steps.actions(self._db, limit=limit, before=end, actor=actor, document=document)

    def in_the_way(self, action: Action, *, most: int = 200) -> Action | None:
        """The latest step that stands on a record of an action, so that it must be undone first, or
        None.  Of a large step only the first ``most`` records are looked at: undoing looks at all."""
        for change in action.changes[:most]:
            later = steps.last_standing_on(self._db, change.kind, change.id)
            if later is not None and later.id != action.id and order(later) > order(action):
                return self.action(later.id)
        return None

    def actions_since(self, clock: int) -> list[Action]:
        """The actions after a Lamport clock, in the total order."""
        return steps.actions(self._db, after=clock)

    def count_actions(self) -> int:
        """How many actions the journal has."""
        return steps.count_actions(self._db)

    def action(self, action: str) -> Action | None:
        """One action, or None."""
        return steps.action(self._db, action)

    def last_step_on(self, kind: str, record_id: str) -> Action | None:
        """The latest step that touched a record, was applied and still stands, with what it did to that
        record; None when there is none."""
        return steps.last_standing_on(self._db, kind, record_id)

    def creations_of(self, kind: str, record_id: str) -> list[tuple[int, str, int]]:
        """The actions that brought a record, in order: clock, replica and seq of each."""
        return steps.creations_of(self._db, kind, record_id)

    def last_undoable(self, actor: str) -> Action | None:
        """What undo would take back for that actor, or what it stops at; None where there is nothing."""
        return steps.last_undoable(self._db, actor, PASSED_OVER, self._namesakes.of(actor))

    def last_redoable(self, actor: str) -> Action | None:
        """What redo would do again for that actor, or None."""
        return steps.last_redoable(self._db, actor, FIXED_VERBS, self._namesakes.of(actor))

    def clashes(self) -> list[Clash]:
        """Changes that were not applied because two writers disagreed."""
        return steps.clashes(self._db)

    def check(self) -> list[Check]:
        """Every check of the file's soundness, in a fixed order."""
        return check_all(self._db)

    # Settings of this copy, not journalled -------------------------------------------------------

    def setting(self, key: str) -> str | None:
        """A setting of this copy of the project, or None."""
        return queries.setting(self._db, key)

    def remember(self, key: str, value: str) -> None:
        """Keep a setting of this copy of the project (where one was reading, what is folded)."""
        self._db.execute("insert or replace into setting (key, value) values (?, ?)", [key, value])
