"""Owns bringing reports into a project: read, describe, record in batches of one action each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from annotator.commands import documents
from annotator.errors import UserError
from annotator.model.documents import Document
from annotator.store import Store
from annotator.tasks.acting import Progress, never, no_progress, perform
from annotator.tasks.reading import ReadOutcome, find_files, read_all
from annotator.text.facts import document_facts
from annotator.text.reading import read

BATCH = 100
"""How many documents one action brings in: bounds the memory, and how long whoever annotates meanwhile
waits for the file; one undo takes them back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOutcome:
    """What became of one file; ``document`` is its id when its text is in the project now.

    ``known`` says that the text was in the project before this run.
    """

    read: ReadOutcome
    document: str | None
    known: bool = False

    @property
    def status(self) -> str:
        """``imported``, ``refused`` or ``skipped``."""
        return "skipped" if self.known else self.read.status

    @property
    def reason(self) -> UserError | None:
        """Why it was refused or skipped; None when it was imported."""
        if self.known and self.read.status == "imported":
            return UserError("document.known", file=self.read.file)
        return self.read.reason


def import_paths(
    store: Store,
    paths: Sequence[str],
    *,
    actor: str,
    jobs: int = 1,
    progress: Progress = no_progress,
    cancelled: Callable[[], bool] = never,
) -> Iterator[ImportOutcome]:
    """Import files and folders; yield each file's outcome once its text is on the disk.

    Cancelled, it stops between two files; what was read until then is kept and told.

    Raises:
        UserError: the project cannot be written; the batches told before are in it.
    """
    batch: list[ReadOutcome] = []
    fresh = 0
    for outcome in read_all(find_files(paths), progress=progress, cancelled=cancelled, jobs=jobs):
        batch.append(outcome)
        fresh += outcome.status == "imported"
        if fresh >= BATCH:
            yield from _recorded(store, batch, actor)
            batch, fresh = [], 0
    yield from _recorded(store, batch, actor)


def _recorded(store: Store, batch: Sequence[ReadOutcome], actor: str) -> list[ImportOutcome]:
    now = datetime.now(UTC).isoformat(timespec="seconds")
    known = {
        outcome.sha256
        for outcome in batch
        if outcome.sha256 and store.record("document", outcome.sha256) is not None
    }
    wanted = [
        _described(outcome, now)
        for outcome in batch
        if outcome.status == "imported" and outcome.sha256 not in known
    ]
    if wanted:
        perform(store, documents.add, actor=actor, documents=wanted)
    return [
        ImportOutcome(read=outcome, document=outcome.sha256 or None, known=outcome.sha256 in known)
        for outcome in batch
    ]


def _described(outcome: ReadOutcome, now: str) -> tuple[Document, str]:
    assert outcome.source_text is not None
    text = outcome.source_text.text
    document = Document(
        id=outcome.sha256,
        source=outcome.file,
        encoding=outcome.source_text.encoding,
        bytes_sha256=outcome.bytes_sha256,
        imported_at=now,
        chars=len(text),
        features=document_facts(read(text).clean.text, source=outcome.file),
    )
    return document, text
