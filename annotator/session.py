"""Owns one person's open project: the one way to change it, undo and redo, and who is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Self

from annotator.errors import UserError
from annotator.model.annotations import Annotation, DocumentState, Progress, Relation, Suggestion
from annotator.model.answering import answered
from annotator.model.changes import Action, Notice
from annotator.model.crosschecks import Crosscheck
from annotator.model.documents import Document
from annotator.model.renaming import in_own_name
from annotator.model.tagsets import Tagset
from annotator.settings import installation_id
from annotator.store import Journal, Store
from annotator.store.queries import Sources
from annotator.tasks.acting import Command, perform, refuse_curated, refuse_locked, tagset_of
from annotator.tasks.suggesting import suggest_again
from annotator.text.reading import Reading, read

Listener = Callable[[Notice], None]

_MANY = 200
"""How many documents it takes until reading the whole list at once is quicker than one by one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRow:
    """One line of the list of documents, as the acting reviewer sees it.

    ``answered`` counts the suggestions this reviewer has answered, of ``suggestions``.
    """

    document: Document
    state: DocumentState
    suggestions: int
    answered: int
    annotations: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    """How far the journal and the suggestions were at the last look."""

    clock: int
    actions: int
    suggestions: dict[str, Sources]


class Session:
    """One reviewer at work in one project.  Use from one thread."""

    def __init__(self, store: Store, *, reviewer: str) -> None:
        self._store = store
        self.reviewer = reviewer
        self._listeners: list[Listener] = []
        self._readings: dict[str, Reading] = {}
        self._rows: dict[str, tuple[Sources, DocumentRow]] = {}
        self._version = store.version()
        self._seen = self._look()

    @classmethod
    def open(cls, path: Path | str, *, reviewer: str) -> Self:
        """Open an existing project.

        Raises:
            UserError: it is missing, not ours, newer than this program, or cannot be read.
        """
        return cls(Store.open(Path(path), installation=installation_id()), reviewer=reviewer)

    def close(self) -> None:
        """Let the project file go."""
        self._listeners.clear()
        self._store.close()

    @property
    def path(self) -> Path:
        """The project file."""
        return self._store.path

    @property
    def store(self) -> Store:
        """The open file, for the tasks that read it."""
        return self._store

    @property
    def tagset(self) -> Tagset:
        """The project's own tagset."""
        return tagset_of(self._store)

    # Doing ---------------------------------------------------------------------------------------

    def run(self, command: Command, **arguments: Any) -> Action:
        """Do one thing; return when it is on the disk, after everyone was told.

        Raises:
            UserError: it was refused; nothing was changed.
        """
        joins = self._store.record("reviewer", self.reviewer) is None
        action = perform(self._store, command, actor=self.reviewer, **arguments)
        self._tell(action, written=1 + joins)
        return action

    def undo(self, action: str | None = None) -> Action | None:
        """Take back the reviewer's last action, or an older one by id; None when there is none.

        Raises:
            UserError: something it touched has been changed since, its document is declared finished,
                it is somebody else's, or no step that can be taken back.
        """
        wanted = self._store.last_undoable(self.reviewer) if action is None else self._own(action)
        return self._reverse(wanted, Journal.undo)

    def redo(self) -> Action | None:
        """Do again what was undone last; None when there is nothing.

        Raises:
            UserError: something it touched has been changed since, or its document is declared finished.
        """
        return self._reverse(self._store.last_redoable(self.reviewer), Journal.redo)

    def _own(self, action: str) -> Action:
        found = self._store.action(action)
        if found is None:
            raise UserError("undo.unknown", action=action)
        if found.actor != self.reviewer:
            raise UserError("undo.not_yours", actor=found.actor)
        return found

    def _reverse(self, wanted: Action | None, do: Callable[..., Action]) -> Action | None:
        if wanted is None:
            return None
        with self._store.transaction() as journal:
            if not any(change.kind == "progress" for change in wanted.changes):
                said = [image for image in in_own_name(wanted) if "document" in image]
                for document in {str(image["document"]) for image in said}:
                    refuse_locked(self._store, document, self.reviewer)
            refuse_curated(self._store, wanted)
            done = do(journal, wanted, actor=self.reviewer)
        self._tell(done)
        return done

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Tell the listener after every change; call what comes back to stop."""
        self._listeners.append(listener)

        def stop() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return stop

    def look_again(self) -> bool:
        """Tell everyone when another window or task has written since the last look; whether so."""
        version = self._store.version()
        if version == self._version:
            return False
        before, now = self._seen, self._look()
        actions = self._store.actions_since(before.clock)
        kinds = {change.kind for action in actions for change in action.changes}
        documents = {document for action in actions for document in action.documents}
        if before.actions + len(actions) != now.actions:
            # Colleagues' actions came in between: their clocks lie before what was seen.
            kinds, documents = {"*"}, {document.id for document in self._store.documents()}
        # Only now: a look that failed is looked again.
        self._version, self._seen = version, now
        suggested = before.suggestions.items() ^ now.suggestions.items()
        documents |= {document for document, _ in suggested}
        kinds |= {"suggestion"} if suggested else set()
        self._notify(
            Notice(kinds=frozenset(kinds), documents=frozenset(documents), action=None, initiator="")
        )
        return True

    def _look(self) -> _Seen:
        with self._store.reading():
            return _Seen(
                clock=max((action.clock for action in self._store.actions(limit=1)), default=0),
                actions=self._store.count_actions(),
                suggestions=self._store.suggestion_sources(),
            )

    def _tell(self, action: Action, *, written: int = 1) -> None:
        kinds = frozenset(change.kind for change in action.changes)
        documents = frozenset(action.documents)
        # Counted, not looked up: what others wrote meanwhile must still be missed at the next look.
        self._seen = replace(self._seen, clock=action.clock, actions=self._seen.actions + written)
        self._notify(Notice(kinds=kinds, documents=documents, action=action, initiator=self.reviewer))

    def _notify(self, notice: Notice) -> None:
        for document in notice.documents:
            self._rows.pop(document, None)
        troubles = []
        for listener in tuple(self._listeners):
            # The action is on the disk: whoever comes after a listener that fails is told all the same.
            try:
                listener(notice)
            except Exception as error:
                troubles.append(error)
        if troubles:
            # Not as it was: a refusal would say that nothing was changed.
            raise RuntimeError("the action is on the disk; whoever was told of it failed") from troubles[0]

    def suggest_again(self, document: str) -> bool:
        """Make anew the suggestions that other word lists or versions made of a document, and tell
        everyone; return whether there were any.  Answers stay as they are.

        Raises:
            UserError: there is no such document, or the project cannot be written.
        """
        if not suggest_again(self._store, document):
            return False
        sources = self._seen.suggestions | self._store.suggestion_sources(document)
        self._seen = replace(self._seen, suggestions=sources)
        kinds = frozenset({"suggestion"})
        self._notify(
            Notice(kinds=kinds, documents=frozenset({document}), action=None, initiator=self.reviewer)
        )
        return True

    # Looking -------------------------------------------------------------------------------------

    def documents(self) -> list[DocumentRow]:
        """All documents with the reviewer's progress, in the order they were imported."""
        sources = self._store.suggestion_sources()
        touched = set(self._store.annotation_counts(self.reviewer))
        touched |= self._store.documents_with_progress(self.reviewer)
        return [
            self._row(document, sources=sources.get(document.id, ()), is_touched=document.id in touched)
            for document in self._store.documents()
        ]

    def documents_after(self, notice: Notice, before: list[DocumentRow]) -> list[DocumentRow]:
        """All documents with the reviewer's progress, as they are after a notice; ``before`` as they were."""
        if notice.kinds & {"document", "*"} or len(notice.documents) > _MANY:
            return self.documents()
        # One key must not cost a look at every report of a large project.
        changed = notice.documents
        return [self.row(row.document.id) if row.document.id in changed else row for row in before]

    def row(self, document: str) -> DocumentRow:
        """One document with the reviewer's progress.

        Raises:
            UserError: there is none of that id.
        """
        sources = self._store.suggestion_sources(document).get(document, ())
        return self._row(self._store.document(document), sources=sources, is_touched=True)

    def _row(self, document: Document, *, sources: Sources, is_touched: bool) -> DocumentRow:
        known = self._rows.get(document.id)
        if known is not None and (known[0], known[1].document) == (sources, document):
            return known[1]
        # Only documents that the reviewer has touched are looked into.
        mine = self.annotations(document.id) if is_touched else []
        done = answered(self.suggestions(document.id), mine) if mine else {}
        state = self._store.progress(document.id, self.reviewer).state if is_touched else "new"
        row = DocumentRow(
            document=document,
            state="in progress" if state == "new" and mine else state,
            suggestions=sum(count for *_, count in sources),
            answered=len(done),
            annotations=len(mine),
        )
        self._rows[document.id] = sources, row
        return row

    def document(self, document: str) -> Document:
        """One document.

        Raises:
            UserError: there is none of that id.
        """
        return self._store.document(document)

    def reading(self, document: str) -> Reading:
        """A document's texts, sections and paragraphs; kept for the last few documents."""
        if document not in self._readings:
            while len(self._readings) >= 8:
                del self._readings[next(iter(self._readings))]
            self._readings[document] = read(self._store.original(document))
        return self._readings[document]

    def annotations(self, document: str, owner: str | None = None) -> list[Annotation]:
        """Annotations of one owner, the reviewer unless named, by place."""
        return self._store.annotations(document, owner or self.reviewer)

    def suggestions(self, document: str) -> list[Suggestion]:
        """Everything the machine suggests, by place."""
        return self._store.suggestions(document)

    def relations(self, document: str, owner: str | None = None) -> list[Relation]:
        """Relations of one owner, the reviewer unless named, that leave this document."""
        return self._store.relations(document, owner or self.reviewer)

    def crosschecks(self, document: str) -> list[Crosscheck]:
        """The reviewer's answers to the checks of this document."""
        return self._store.crosschecks(document, self.reviewer)

    def progress(self, document: str) -> Progress:
        """How far the reviewer is with a document."""
        return self._store.progress(document, self.reviewer)

    def history(
        self,
        *,
        limit: int | None = None,
        before: Action | None = None,
        actor: str | None = None,
        document: str | None = None,
    ) -> list[Action]:
        """The journal in its order: with a limit its last actions only, with ``before`` those before
        another one; of one actor, of one document."""
        return self._store.actions(limit=limit, before=before, actor=actor, document=document)

    def last_step_on(self, annotation: str) -> Action | None:
        """The latest step that touched an annotation and still stands, with what it did to that one: who was
        at it last, and when."""
        return self._store.last_step_on("annotation", annotation)

    def setting(self, key: str) -> str | None:
        """A setting of this copy of the project (not journalled), or None."""
        return self._store.setting(key)

    def remember(self, key: str, value: str) -> None:
        """Keep a setting of this copy of the project: where one was reading, what is folded."""
        self._store.remember(key, value)
