"""Owns reading a project file: records, journal, suggestions.  Returns values, never rows."""

from __future__ import annotations

from collections.abc import Iterator

from sqlite_utils import Database

from annotator.model.annotations import Annotation, Relation, Suggestion
from annotator.model.canonical import Record, load
from annotator.model.changes import Action, Change
from annotator.model.documents import Document
from annotator.store.fold import Clash
from annotator.store.migrations.m0001_house import RECORDS
from annotator.store.rows import Row, answer_column

_ACTION = "select id, replica, seq, clock, actor, at, verb, undoes, hash from action"
_SUGGESTION = (
    "select extractor, version, lexicon, layer, label, start, end, features, confidence from suggestion"
)


def table_of(kind: str) -> str:
    """Return the table that holds a kind's current records."""
    if kind not in RECORDS:
        raise ValueError(f"no records of kind {kind!r}")
    return kind


def record(db: Database, kind: str, record_id: str) -> Record | None:
    """Return one current record, or None."""
    found = db.execute(f"select body from {table_of(kind)} where id = ?", [record_id]).fetchone()
    return load(found[0]) if found else None


def records(db: Database, kind: str) -> Iterator[tuple[str, Record]]:
    """Yield every current record of a kind with its id, by id."""
    for record_id, body in db.execute(f"select id, body from {table_of(kind)} order by id"):
        yield record_id, load(body)


def documents(db: Database) -> list[Document]:
    """Return all documents in the order they were imported (by time, then source name)."""
    found = [Document.from_record(body) for _, body in records(db, "document")]
    return sorted(found, key=lambda document: (document.imported_at, document.source))


def original(db: Database, document: str) -> str | None:
    """Return a document's original text, or None when there is none."""
    found = db.execute("select original from text where id = ?", [document]).fetchone()
    return str(found[0]) if found else None


def annotations_in(db: Database, document: str, owner: str | None = None) -> list[Annotation]:
    """Return the annotations of a document, of one owner or of all, by place then id."""
    sql, values = "select body from annotation where document = ?", [document]
    if owner is not None:
        sql, values = sql + " and owner = ?", [document, owner]
    found = [Annotation.from_record(load(body)) for (body,) in db.execute(sql, values)]
    return sorted(found, key=lambda annotation: (annotation.fragments, annotation.id))


def annotations_at(db: Database, document: str, owner: str, start: int | None) -> list[Annotation]:
    """Return an owner's annotations whose first fragment starts there (None: of the whole
    document), by id."""
    sql = "select body from annotation where document = ? and owner = ? and start is ? order by id"
    rows = db.execute(sql, [document, owner, start])
    return [Annotation.from_record(load(body)) for (body,) in rows]


def answer_to(db: Database, document: str, owner: str, key: tuple[str, int, int]) -> Annotation | None:
    """Return an owner's answer to the suggestion of that key, or None."""
    sql = "select body from annotation where document = ? and answers = ? and owner = ? order by id"
    found = db.execute(sql, [document, answer_column(*key), owner]).fetchone()
    return Annotation.from_record(load(found[0])) if found else None


def owners(db: Database, document: str) -> list[str]:
    """Return who has annotations, relations or progress in a document, sorted."""
    sql = " union ".join(
        f"select owner from {kind} where document = :document"
        for kind in ("annotation", "relation", "progress")
    )
    return sorted(row[0] for row in db.execute(sql, {"document": document}))


def relations_in(db: Database, document: str, owner: str | None = None) -> list[Relation]:
    """Return the relations whose source lies in a document, by id."""
    sql, values = "select body from relation where document = ?", [document]
    if owner is not None:
        sql, values = sql + " and owner = ?", [document, owner]
    rows = db.execute(sql + " order by id", values)
    return [Relation.from_record(load(body)) for (body,) in rows]


def relations_at(db: Database, annotation: str) -> list[Relation]:
    """Return the relations that leave or reach an annotation, by id."""
    sql = "select body from relation where source = :id or target = :id order by id"
    return [Relation.from_record(load(body)) for (body,) in db.execute(sql, {"id": annotation})]


def is_document_used(db: Database, document: str) -> bool:
    """Whether anyone has annotations, relations or progress in a document."""
    return any(
        db.execute(f"select 1 from {kind} where document = ? limit 1", [document]).fetchone()
        for kind in ("annotation", "relation", "progress")
    )


def suggestions_in(db: Database, document: str) -> list[Suggestion]:
    """Return a document's suggestions by place."""
    rows = db.execute(f"{_SUGGESTION} where document = ? order by start, end, extractor", [document])
    return [_suggestion(row) for row in rows]


def suggestion(db: Database, document: str, key: tuple[str, int, int]) -> Suggestion | None:
    """Return one suggestion by its key, or None."""
    sql = f"{_SUGGESTION} where document = ? and extractor = ? and start = ? and end = ?"
    row = db.execute(sql, [document, *key]).fetchone()
    return _suggestion(row) if row else None


def suggested(db: Database, document: str) -> dict[str, tuple[str, str]]:
    """Return extractor -> (version, lexicon hash) of the suggestions kept for a document."""
    sql = "select extractor, version, lexicon from suggested where document = ?"
    return {name: (version, lexicon) for name, version, lexicon in db.execute(sql, [document])}


def suggestion_counts(db: Database) -> dict[str, int]:
    """Return document -> how many suggestions it has."""
    return dict(db.execute("select document, sum(count) from suggested group by document").fetchall())


def annotation_counts(db: Database, owner: str) -> dict[str, int]:
    """Return document -> how many annotations an owner has there."""
    sql = "select document, count(*) from annotation where owner = ? group by document"
    return dict(db.execute(sql, [owner]).fetchall())


def _suggestion(row: tuple[str, ...]) -> Suggestion:
    extractor, version, lexicon, layer, label, start, end, features, confidence = row
    return Suggestion(
        extractor=extractor,
        version=version,
        lexicon=lexicon,
        layer=layer,
        label=label,
        start=int(start),
        end=int(end),
        features=load(features),
        confidence=float(confidence),
    )


def head(db: Database, replica: str) -> tuple[int, str]:
    """Return a replica's last seq and hash; (0, "") before its first action."""
    sql = "select seq, hash from action where replica = ? order by seq desc limit 1"
    found = db.execute(sql, [replica]).fetchone()
    return (int(found[0]), str(found[1])) if found else (0, "")


def clock(db: Database) -> int:
    """Return the highest Lamport clock seen, 0 before the first action."""
    return int(db.execute("select coalesce(max(clock), 0) from action").fetchone()[0])


def has_action(db: Database, action: str) -> bool:
    """Whether the journal has an action of that id."""
    return db.execute("select 1 from action where id = ?", [action]).fetchone() is not None


def actions(db: Database, *, limit: int | None = None) -> list[Action]:
    """Return the journal in the total order; with a limit, its last actions only."""
    rows = db.execute(
        f"{_ACTION} order by clock desc, replica desc, seq desc limit ?",
        [-1 if limit is None else limit],
    ).fetchall()
    return [_action(db, row) for row in reversed(rows)]


def action(db: Database, action_id: str) -> Action | None:
    """Return one action, or None."""
    row = db.execute(f"{_ACTION} where id = ?", [action_id]).fetchone()
    return _action(db, row) if row else None


def _action(db: Database, row: tuple[str, ...]) -> Action:
    changes = db.execute("select kind, id, before, after from change where action = ? order by n", [row[0]])
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
        changes=tuple(
            Change(kind=kind, id=record_id, before=_loaded(before), after=_loaded(after))
            for kind, record_id, before, after in changes
        ),
    )


def _loaded(body: str | None) -> Record | None:
    return None if body is None else load(body)


def changes_of(db: Database, kind: str, record_id: str) -> list[tuple[str, int, Change]]:
    """Return every change of one record as (action, n, change), in the total order."""
    rows = db.execute(
        "select c.action, c.n, c.before, c.after from change c join action a on a.id = c.action"
        " where c.kind = ? and c.id = ? order by a.clock, a.replica, a.seq, c.n",
        [kind, record_id],
    )
    return [
        (
            action_id,
            int(n),
            Change(kind=kind, id=record_id, before=_loaded(before), after=_loaded(after)),
        )
        for action_id, n, before, after in rows
    ]


def last_action_on(db: Database, kind: str, record_id: str) -> Action | None:
    """Return the latest action that touched a record, or None."""
    row = db.execute(
        f"{_ACTION} where id = (select a.id from change c join action a on a.id = c.action"
        " where c.kind = ? and c.id = ? order by a.clock desc, a.replica desc, a.seq desc limit 1)",
        [kind, record_id],
    ).fetchone()
    return _action(db, row) if row else None


def clashes(db: Database) -> list[Clash]:
    """Return the changes that were not applied, by record."""
    rows = db.execute("select action, n, kind, id from clash order by kind, id, action, n")
    return [Clash(action=a, n=int(n), kind=kind, id=record_id) for a, n, kind, record_id in rows]


_UNDONE = (
    "coalesce((select u.verb from action u where u.undoes = a.id"
    " order by u.clock desc, u.replica desc, u.seq desc limit 1), 'redo') = 'undo'"
)
"""Whether action ``a`` is undone now: the latest action about it is an undo."""


def last_undoable(db: Database, actor: str, passed_over: tuple[str, ...]) -> Action | None:
    """Return the actor's latest action that is not undone, or None."""
    marks = ", ".join("?" for _ in passed_over)
    row = db.execute(
        f"{_ACTION} a where a.actor = ? and a.verb not in ({marks}) and not {_UNDONE}"
        " order by a.clock desc, a.replica desc, a.seq desc limit 1",
        [actor, *passed_over],
    ).fetchone()
    return _action(db, row) if row else None


def last_redoable(db: Database, actor: str, passed_over: tuple[str, ...]) -> Action | None:
    """Return the action that the actor undid last and has not done again, or None.

    A new action closes the way forward: only undos after the actor's last new one count.
    """
    marks = ", ".join("?" for _ in passed_over)
    row = db.execute(
        f"{_ACTION} a where a.id = (select u.undoes from action u join action a on a.id = u.undoes"
        " where u.actor = ? and u.verb = 'undo' and u.clock > coalesce((select max(n.clock)"
        f" from action n where n.actor = ? and n.verb not in ({marks})), 0) and {_UNDONE}"
        " order by u.clock desc, u.replica desc, u.seq desc limit 1)",
        [actor, actor, *passed_over],
    ).fetchone()
    return _action(db, row) if row else None


def setting(db: Database, key: str) -> str | None:
    """Return a setting of this copy of the project, or None."""
    found = db.execute("select value from setting where key = ?", [key]).fetchone()
    return str(found[0]) if found else None


def rows(db: Database, kind: str) -> dict[str, Row]:
    """Return id -> (body, columns …) of a kind's rows as they stand, for comparing with the journal."""
    columns = ", ".join(("id", "body", *RECORDS[kind]))
    return {row[0]: tuple(row[1:]) for row in db.execute(f"select {columns} from {table_of(kind)}")}
