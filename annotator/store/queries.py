"""Owns reading a project file: records, journal, suggestions.  Returns values, never rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Any, TypeVar

from annotator.errors import UserError
from annotator.model.annotations import Annotation, Relation, Suggestion
from annotator.model.canonical import Record, load
from annotator.model.crosschecks import Crosscheck
from annotator.model.curation import Decision
from annotator.model.documents import Document
from annotator.store.database import ProjectFile
from annotator.store.kinds import RECORDS
from annotator.store.rows import Row, answer_column

_SUGGESTION = (
    "select extractor, version, lexicon, layer, label, start, end, features, confidence from suggestion"
)


T = TypeVar("T")


def _annotation(body: str) -> Annotation:
    return Annotation.from_record(load(body))


@lru_cache(maxsize=20_000)
def _document(body: str) -> Document:
    """A value depends on its text alone: what was read before need not be made anew."""
    return Document.from_record(load(body))


def _suggestion(row: tuple[Any, ...]) -> Suggestion:
    extractor, version, lexicon, layer, label, start, end, features, confidence = row
    return Suggestion(
        extractor=extractor,
        version=version,
        lexicon=lexicon,
        layer=layer,
        label=label,
        start=int(start),
        end=int(end),
        features=_mapping(load(features)),
        confidence=float(confidence),
    )


def made(db: ProjectFile, make: Callable[[Any], T], body: Any) -> T:
    """Return the value that a stored text, or row, stands for.

    Raises:
        UserError: it stands for none; the file is damaged.
    """
    try:
        return make(body)
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError) as error:
        reason = f"{type(error).__name__}: {str(error)[:80]}"
        raise UserError("store.corrupt", path=str(db.path), reason=reason) from error


def _again(db: ProjectFile, make: Callable[[Any], T], bodies: Iterable[Any], known: dict[Any, T]) -> list[T]:
    """Return the values of stored texts; what was made of the same text before is taken from ``known``,
    which holds those of this reading afterwards."""
    fresh = {body: known[body] if body in known else made(db, make, body) for body in bodies}
    known.clear()
    known.update(fresh)
    return list(fresh.values())


def as_record(body: str) -> Record:
    """Return the record that a stored JSON text stands for.

    Raises:
        TypeError: it stands for something else.
    """
    return _mapping(load(body))


def _mapping(value: Any) -> Record:
    if not isinstance(value, dict):
        raise TypeError("a record is an object")
    return value


def _relation(body: str) -> Relation:
    return Relation.from_record(load(body))


def _crosscheck(body: str) -> Crosscheck:
    return Crosscheck.from_record(load(body))


def _decision(body: str) -> Decision:
    return Decision.from_record(load(body))


def table_of(kind: str) -> str:
    """Return the table that holds a kind's current records."""
    if kind not in RECORDS:
        raise ValueError(f"no records of kind {kind!r}")
    return kind


def record(db: ProjectFile, kind: str, record_id: str) -> Record | None:
    """Return one current record, or None."""
    found = db.one(f"select body from {table_of(kind)} where id = ?", [record_id])
    return made(db, as_record, found[0]) if found else None


def records(db: ProjectFile, kind: str) -> Iterator[tuple[str, Record]]:
    """Yield every current record of a kind with its id, by id."""
    for record_id, body in db.all(f"select id, body from {table_of(kind)} order by id"):
        yield record_id, made(db, as_record, body)


def documents(db: ProjectFile) -> list[Document]:
    """Return all documents in the order they were imported (by time, then source name)."""
    rows = db.all("select body from document")
    found = [made(db, _document, body) for (body,) in rows]
    return sorted(found, key=lambda document: (document.imported_at, document.source))


def original(db: ProjectFile, document: str) -> str | None:
    """Return a document's original text, or None when there is none."""
    found = db.one("select original from text where id = ?", [document])
    return str(found[0]) if found else None


def annotations_in(
    db: ProjectFile, document: str, owner: str | None = None, *, known: dict[str, Annotation] | None = None
) -> list[Annotation]:
    """Return the annotations of a document, of one owner or of all, by place then id (see ``_again``)."""
    sql, values = "select body from annotation where document = ?", [document]
    if owner is not None:
        sql, values = sql + " and owner = ?", [document, owner]
    bodies = (body for (body,) in db.all(sql, values))
    found = _again(db, _annotation, bodies, {} if known is None else known)
    return sorted(found, key=lambda annotation: (annotation.fragments, annotation.id))


def annotations_at(db: ProjectFile, document: str, owner: str, start: int | None) -> list[Annotation]:
    """Return an owner's annotations whose first fragment starts there (None: of the whole
    document), by id."""
    sql = "select body from annotation where document = ? and owner = ? and start is ? order by id"
    rows = db.all(sql, [document, owner, start])
    return [made(db, _annotation, body) for (body,) in rows]


def answer_to(db: ProjectFile, document: str, owner: str, key: tuple[str, int, int]) -> Annotation | None:
    """Return an owner's answer to the suggestion of that key, or None."""
    sql = "select body from annotation where document = ? and answers = ? and owner = ? order by id"
    found = db.one(sql, [document, answer_column(*key), owner])
    return made(db, _annotation, found[0]) if found else None


def owners(db: ProjectFile, document: str) -> list[str]:
    """Return who has annotations, relations, progress or answers to checks in a document, sorted."""
    sql = " union ".join(
        f"select owner from {kind} where document = :document"
        for kind in ("annotation", "relation", "progress", "crosscheck")
    )
    return sorted(row[0] for row in db.all(sql, {"document": document}))


def relations_in(db: ProjectFile, document: str, owner: str | None = None) -> list[Relation]:
    """Return the relations whose source lies in a document, by id."""
    sql, values = "select body from relation where document = ?", [document]
    if owner is not None:
        sql, values = sql + " and owner = ?", [document, owner]
    rows = db.all(sql + " order by id", values)
    return [made(db, _relation, body) for (body,) in rows]


def crosschecks_in(db: ProjectFile, document: str, owner: str | None = None) -> list[Crosscheck]:
    """Return the answers to the checks of a document, by id."""
    sql, values = "select body from crosscheck where document = ?", [document]
    if owner is not None:
        sql, values = sql + " and owner = ?", [document, owner]
    rows = db.all(sql + " order by id", values)
    return [made(db, _crosscheck, body) for (body,) in rows]


def decisions_in(db: ProjectFile, document: str | None) -> list[Decision]:
    """Return the decisions of a document, or all, by id."""
    where, values = ("", []) if document is None else (" where document = ?", [document])
    rows = db.all(f"select body from decision{where} order by id", values)
    return [made(db, _decision, body) for (body,) in rows]


def relations_at(db: ProjectFile, annotation: str) -> list[Relation]:
    """Return the relations that leave or reach an annotation, by id."""
    sql = "select body from relation where source = :id or target = :id order by id"
    return [made(db, _relation, body) for (body,) in db.all(sql, {"id": annotation})]


def is_document_used(db: ProjectFile, document: str) -> bool:
    """Whether anyone has annotations, relations, progress, answers to checks or decisions in a document, or
    is to read it, or something is read in it."""
    return any(
        db.one(f"select 1 from {kind} where document = ? limit 1", [document])
        for kind in (
            "annotation",
            "relation",
            "progress",
            "crosscheck",
            "assignment",
            "version",
            "anchor",
            "decision",
        )
    )


def suggestions_in(
    db: ProjectFile, document: str, *, known: dict[Any, Suggestion] | None = None
) -> list[Suggestion]:
    """Return a document's suggestions by place (see ``_again``)."""
    rows = db.all(f"{_SUGGESTION} where document = ? order by start, end, extractor", [document])
    return _again(db, _suggestion, rows, {} if known is None else known)


def suggestion(db: ProjectFile, document: str, key: tuple[str, int, int]) -> Suggestion | None:
    """Return one suggestion by its key, or None."""
    sql = f"{_SUGGESTION} where document = ? and extractor = ? and start = ? and end = ?"
    row = db.one(sql, [document, *key])
    return made(db, _suggestion, row) if row else None


def suggested(db: ProjectFile, document: str) -> dict[str, tuple[str, str]]:
    """Return extractor -> (version, lexicon hash) of the suggestions kept for a document."""
    sql = "select extractor, version, lexicon from suggested where document = ?"
    return {name: (version, lexicon) for name, version, lexicon in db.all(sql, [document])}


Sources = tuple[tuple[str, str, str, int], ...]
"""What was suggested in a document: extractor, version, hash of its word lists, and how many it found."""


def suggestion_sources(db: ProjectFile, document: str | None = None) -> dict[str, Sources]:
    """Return document -> which suggestions it has, of all documents or of one."""
    where, values = ("", []) if document is None else ("where document = ?", [document])
    found: dict[str, Sources] = {}
    sql = f"select document, extractor, version, lexicon, count from suggested {where} order by extractor"
    for name, *source in db.all(sql, values):
        found[name] = (*found.get(name, ()), tuple(source))
    return found


def suggestion_counts(db: ProjectFile, document: str | None = None) -> dict[str, int]:
    """Return document -> how many suggestions it has, of all documents or of one."""
    where, values = ("", []) if document is None else ("where document = ?", [document])
    return dict(db.all(f"select document, sum(count) from suggested {where} group by document", values))


def documents_with_progress(db: ProjectFile, owner: str) -> set[str]:
    """Return the ids of the documents that an owner has a progress record in."""
    return {document for (document,) in db.all("select document from progress where owner = ?", [owner])}


def annotation_counts(db: ProjectFile, owner: str) -> dict[str, int]:
    """Return document -> how many annotations an owner has there."""
    sql = "select document, count(*) from annotation where owner = ? group by document"
    return dict(db.all(sql, [owner]))


def setting(db: ProjectFile, key: str) -> str | None:
    """Return a setting of this copy of the project, or None."""
    found = db.one("select value from setting where key = ?", [key])
    return str(found[0]) if found else None


def rows(db: ProjectFile, kind: str) -> dict[str, Row]:
    """Return id -> (body, columns …) of a kind's rows as they stand, for comparing with the journal."""
    columns = ", ".join(("id", "body", *RECORDS[kind]))
    return {row[0]: tuple(row[1:]) for row in db.all(f"select {columns} from {table_of(kind)}")}
