"""Owns reading a project file: records, journal, suggestions.  Returns values, never rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any, TypeVar

from annotator.errors import UserError
from annotator.model.annotations import Annotation, Relation, Suggestion
from annotator.model.canonical import Record, load
from annotator.model.changes import Action, Change
from annotator.model.documents import Document
from annotator.store.database import ProjectFile
from annotator.store.fold import Clash
from annotator.store.migrations.m0001_house import RECORDS
from annotator.store.rows import Row, answer_column

_ACTION = "select id, replica, seq, clock, actor, at, verb, undoes, hash from action"
_APPLIED = "a.id not in (select action from clash)"
"""Whether action ``a`` was applied."""

_UNDONE = (
    "coalesce((select u.verb from action u where u.undoes = a.id"
    " and u.id not in (select action from clash)"
    " order by u.clock desc, u.replica desc, u.seq desc limit 1), 'redo') = 'undo'"
)
"""Whether action ``a`` is undone now: the latest action about it is an undo."""

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
        features=_a_record(load(features)),
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


def _record(body: str) -> Record:
    return _a_record(load(body))


def _a_record(value: Any) -> Record:
    if not isinstance(value, dict):
        raise TypeError("a record is an object")
    return value


def _relation(body: str) -> Relation:
    return Relation.from_record(load(body))


def table_of(kind: str) -> str:
    """Return the table that holds a kind's current records."""
    if kind not in RECORDS:
        raise ValueError(f"no records of kind {kind!r}")
    return kind


def record(db: ProjectFile, kind: str, record_id: str) -> Record | None:
    """Return one current record, or None."""
    found = db.one(f"select body from {table_of(kind)} where id = ?", [record_id])
    return made(db, _record, found[0]) if found else None


def records(db: ProjectFile, kind: str) -> Iterator[tuple[str, Record]]:
    """Yield every current record of a kind with its id, by id."""
    for record_id, body in db.all(f"select id, body from {table_of(kind)} order by id"):
        yield record_id, made(db, _record, body)


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
    """Return who has annotations, relations or progress in a document, sorted."""
    sql = " union ".join(
        f"select owner from {kind} where document = :document"
        for kind in ("annotation", "relation", "progress")
    )
    return sorted(row[0] for row in db.all(sql, {"document": document}))


def relations_in(db: ProjectFile, document: str, owner: str | None = None) -> list[Relation]:
    """Return the relations whose source lies in a document, by id."""
    sql, values = "select body from relation where document = ?", [document]
    if owner is not None:
        sql, values = sql + " and owner = ?", [document, owner]
    rows = db.all(sql + " order by id", values)
    return [made(db, _relation, body) for (body,) in rows]


def relations_at(db: ProjectFile, annotation: str) -> list[Relation]:
    """Return the relations that leave or reach an annotation, by id."""
    sql = "select body from relation where source = :id or target = :id order by id"
    return [made(db, _relation, body) for (body,) in db.all(sql, {"id": annotation})]


def is_document_used(db: ProjectFile, document: str) -> bool:
    """Whether anyone has annotations, relations or progress in a document."""
    return any(
        db.one(f"select 1 from {kind} where document = ? limit 1", [document])
        for kind in ("annotation", "relation", "progress")
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


def head(db: ProjectFile, replica: str) -> tuple[int, str]:
    """Return a replica's last seq and hash; (0, "") before its first action."""
    sql = "select seq, hash from action where replica = ? order by seq desc limit 1"
    found = db.one(sql, [replica])
    return (int(found[0]), str(found[1])) if found else (0, "")


def clock_now(db: ProjectFile) -> int:
    """Return the highest Lamport clock seen, 0 before the first action."""
    (clock,) = db.all("select coalesce(max(clock), 0) from action")[0]
    return int(clock)


def hash_of(db: ProjectFile, action: str) -> str | None:
    """Return the hash of an action that the journal has, or None."""
    found = db.one("select hash from action where id = ?", [action])
    return str(found[0]) if found else None


def count_actions(db: ProjectFile) -> int:
    """Return how many actions the journal has."""
    (count,) = db.all("select count(*) from action")[0]
    return int(count)


def actions(db: ProjectFile, *, limit: int | None = None, after: int = 0) -> list[Action]:
    """Return the journal in the total order: the actions after a Lamport clock, the last ones only
    with a limit."""
    window = [after, -1 if limit is None else limit]
    last = f"{_ACTION} where clock > ? order by clock desc, replica desc, seq desc limit ?"
    rows = db.all(last, window)
    changes: dict[str, list[Change]] = {row[0]: [] for row in rows}
    sql = f"select action, kind, id, v, before, after from change where action in (select id from ({last}))"
    for owner, *change in db.all(f"{sql} order by action, n", window):
        changes[owner].append(_change(db, change))
    return [_action(row, changes[row[0]]) for row in reversed(rows)]


def action(db: ProjectFile, action_id: str) -> Action | None:
    """Return one action, or None."""
    return _one_action(db, f"{_ACTION} where id = ?", [action_id])


def _one_action(db: ProjectFile, sql: str, values: list[str]) -> Action | None:
    row = db.one(sql, values)
    if row is None:
        return None
    sql = "select kind, id, v, before, after from change where action = ? order by n"
    return _action(row, [_change(db, change) for change in db.all(sql, [row[0]])])


def _action(row: tuple[str, ...], changes: list[Change]) -> Action:
    return Action(
        id=row[0],
        replica=row[1],
        seq=int(row[2]),
        clock=int(row[3]),
        actor=row[4],
        at=row[5],
        verb=row[6],
        undoes=row[7],
        hash=row[8],
        changes=tuple(changes),
    )


def _change(db: ProjectFile, row: Sequence[Any]) -> Change:
    kind, record_id, v, before, after = row
    return Change(kind=kind, id=record_id, v=int(v), before=_loaded(db, before), after=_loaded(db, after))


def _loaded(db: ProjectFile, body: str | None) -> Record | None:
    return None if body is None else made(db, _record, body)


def applied_changes_of(db: ProjectFile, kind: str, record_id: str) -> list[tuple[str, Change]]:
    """Return the changes of one record that were applied, each with its replica, in the total order."""
    rows = db.all(
        "select a.replica, c.kind, c.id, c.v, c.before, c.after from change c"
        " join action a on a.id = c.action"
        " where c.kind = ? and c.id = ? and a.id not in (select action from clash)"
        " order by a.clock, a.replica, a.seq, c.n",
        [kind, record_id],
    )
    return [(row[0], _change(db, row[1:])) for row in rows]


def last_standing_on(db: ProjectFile, kind: str, record_id: str) -> Action | None:
    """Return the latest step that touched a record, was applied and is not undone, or None."""
    return _one_action(
        db,
        f"{_ACTION} where id = (select a.id from change c join action a on a.id = c.action"
        f" where c.kind = ? and c.id = ? and a.undoes is null and {_APPLIED} and not {_UNDONE}"
        " order by a.clock desc, a.replica desc, a.seq desc limit 1)",
        [kind, record_id],
    )


def clashes(db: ProjectFile) -> list[Clash]:
    """Return the changes that were not applied, by record."""
    rows = db.all("select action, n, kind, id from clash order by kind, id, action, n")
    return [Clash(action=a, n=int(n), kind=kind, id=record_id) for a, n, kind, record_id in rows]


def is_undone(db: ProjectFile, action_id: str) -> bool:
    """Whether a step is undone now."""
    sql = f"select 1 from action a where a.id = ? and {_UNDONE}"
    return db.one(sql, [action_id]) is not None


def last_undoable(db: ProjectFile, actor: str, passed_over: tuple[str, ...]) -> Action | None:
    """Return what the actor did last, or did again last, that was applied and is not undone.

    Two searches from the end, each of which stops at its first find: the last step itself, and the
    last redo of a step that still stands.
    """
    marks = ", ".join("?" for _ in passed_over)
    last = f"a.actor = ? and {_APPLIED} and not {_UNDONE}"
    order = "order by {0}.clock desc, {0}.replica desc, {0}.seq desc limit 1"
    done = db.one(
        f"select a.id, a.clock from action a where a.verb not in ({marks}) and {last} {order.format('a')}",
        [*passed_over, actor],
    )
    again = db.one(
        "select a.id, r.clock from action r join action a on a.id = r.undoes"
        f" where r.actor = ? and r.verb = 'redo' and {last} {order.format('r')}",
        [actor, actor],
    )
    found = max((row for row in (done, again) if row is not None), key=lambda row: row[1], default=None)
    return action(db, found[0]) if found else None


def last_redoable(db: ProjectFile, actor: str, passed_over: tuple[str, ...]) -> Action | None:
    """Return the action that the actor undid last and has not done again, or None.

    A new action closes the way forward: only undos after the actor's last new one count.
    """
    marks = ", ".join("?" for _ in passed_over)
    return _one_action(
        db,
        f"{_ACTION} where id = (select u.undoes from action u join action a on a.id = u.undoes"
        " where u.actor = ? and u.verb = 'undo' and u.clock > coalesce((select max(n.clock)"
        f" from action n where n.actor = ? and n.verb not in ({marks})), 0) and {_UNDONE}"
        " order by u.clock desc, u.replica desc, u.seq desc limit 1)",
        [actor, actor, *passed_over],
    )


def setting(db: ProjectFile, key: str) -> str | None:
    """Return a setting of this copy of the project, or None."""
    found = db.one("select value from setting where key = ?", [key])
    return str(found[0]) if found else None


def rows(db: ProjectFile, kind: str) -> dict[str, Row]:
    """Return id -> (body, columns …) of a kind's rows as they stand, for comparing with the journal."""
    columns = ", ".join(("id", "body", *RECORDS[kind]))
    return {row[0]: tuple(row[1:]) for row in db.all(f"select {columns} from {table_of(kind)}")}
