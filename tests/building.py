"""Owns making small projects for tests, through the same doors that the program uses."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from annotator.commands import documents, project
from annotator.model.annotations import Suggestion
from annotator.model.answering import still_open
from annotator.model.canonical import digest
from annotator.model.documents import Document
from annotator.model.tagsets import Tagset
from annotator.session import Session
from annotator.store import Store
from annotator.tagsets import default_tagset

TEXT = "一、主要举措\n全年办理案件12件，同比上升3%。出动执法人员约1.2万人次，𠮷祥街道办结率达100%。\n"


def new_store(path: Path, *, tagset: Tagset | None = None, installation: str = "here") -> Store:
    """Make an empty project file and open it."""
    store = Store.create(path, installation=installation)
    with store.transaction() as journal:
        step = project.create(tagset or default_tagset(), name=path.stem, owner="owner")
        journal.record(step, actor="owner")
    return store


def new_session(path: Path, *, reviewer: str = "jia") -> Session:
    """Make an empty project and open it for one reviewer."""
    return Session(new_store(path), reviewer=reviewer)


def a_document(text: str = TEXT, *, source: str = "report.txt") -> tuple[Document, str]:
    """A document of that text, with the text."""
    document = Document(
        id=digest(text),
        source=source,
        encoding="utf-8",
        bytes_sha256=digest(text),
        imported_at="2026-01-01T00:00:00+00:00",
        chars=len(text),
    )
    return document, text


def add_document(session: Session, text: str = TEXT, *, source: str = "report.txt") -> str:
    """Import a text; return the document's id."""
    document = a_document(text, source=source)
    session.run(documents.add, documents=[document])
    return document[0].id


def suggest(session: Session, document: str, found: Sequence[Suggestion]) -> None:
    """Keep suggestions as if the extractor ``quantities`` had found them."""
    session.store.keep_suggestions(document, [(("quantities", "1", "lexicon"), found)])


def open_in(session: Session, document: str) -> list[Suggestion]:
    """What the machine suggests and the reviewer has not answered, by place."""
    return still_open(session.suggestions(document), session.annotations(document))


def a_number(text: str, words: str, *, value: str, unit: str = "件") -> Suggestion:
    """The suggestion that ``words``, where they first stand, are a number."""
    start = text.index(words)
    return Suggestion(
        extractor="quantities",
        version="1",
        lexicon="lexicon",
        layer="number",
        label="quantity",
        start=start,
        end=start + len(words),
        features={"value": value, "unit": unit, "unit_norm": unit, "kind": "count"},
    )
