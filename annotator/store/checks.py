"""Owns the proofs that a project file is sound: pages, texts, hash chains, rows against journal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from annotator.model.annotations import GOLD, Annotation, Relation
from annotator.model.canonical import digest
from annotator.model.curation import FROM_ANSWERS, Said, content_of, decision_behind
from annotator.store import queries, steps
from annotator.store.database import ProjectFile
from annotator.store.fold import chain, fold
from annotator.store.kinds import RECORDS
from annotator.store.rows import as_row


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One proof: its name, whether it holds, and what was seen (first troubles, or a count)."""

    name: str
    is_ok: bool
    detail: str


def check_all(db: ProjectFile) -> list[Check]:
    """Run every proof, all on what the file was at one moment; one that cannot run (a corrupt page) has
    failed."""
    with db.snapshot():
        return [_run(name, proof, db) for name, proof in _PROOFS.items()]


def _run(name: str, proof: Callable[[ProjectFile], tuple[list[str], str]], db: ProjectFile) -> Check:
    try:
        troubles, seen = proof(db)
    except Exception as error:  # whatever a damaged file brings up is a proof that failed
        troubles, seen = [f"{type(error).__name__}: {error}"], ""
    detail = "; ".join(troubles[:5]) + (f" (+{len(troubles) - 5})" if len(troubles) > 5 else "")
    return Check(name=name, is_ok=not troubles, detail=detail if troubles else seen)


def _pages(db: ProjectFile) -> tuple[list[str], str]:
    said = [row[0] for row in db.all("pragma integrity_check(5)")]
    return ([] if said == ["ok"] else said), "ok"


def _references(db: ProjectFile) -> tuple[list[str], str]:
    broken = [f"{row[0]} row {row[1]}" for row in db.all("pragma foreign_key_check")]
    return broken, "ok"


def _schema(db: ProjectFile) -> tuple[list[str], str]:
    return db.schema_differences(), "ok"


def _texts(db: ProjectFile) -> tuple[list[str], str]:
    troubles, seen = [], 0
    for document in queries.documents(db):
        text = queries.original(db, document.id)
        seen += 1
        if text is None:
            troubles.append(f"{document.source}: no text")
        elif digest(text) != document.id or len(text) != document.chars:
            troubles.append(f"{document.source}: text does not match its sha256")
    return troubles, str(seen)


def _chains(db: ProjectFile) -> tuple[list[str], str]:
    troubles, seen = [], 0
    last: dict[str, tuple[int, str]] = {}
    for action in sorted(steps.actions(db), key=lambda a: (a.replica, a.seq)):
        seq, previous = last.get(action.replica, (0, ""))
        if action.seq != seq + 1:
            troubles.append(f"{action.replica[:8]}: gap before action {action.seq}")
        elif action.hash != chain(previous, action):
            troubles.append(f"{action.replica[:8]}: hash of action {action.seq}")
        last[action.replica] = action.seq, action.hash
        seen += 1
    return troubles, str(seen)


def _rows(db: ProjectFile) -> tuple[list[str], str]:
    folded = fold(steps.actions(db))
    troubles = []
    for kind in RECORDS:
        rows = queries.rows(db, kind)
        wanted = {record_id: as_row(k, body) for (k, record_id), body in folded.records.items() if k == kind}
        troubles += [f"{kind} {i}: not in the journal" for i in sorted(rows.keys() - wanted.keys())]
        troubles += [f"{kind} {i}: missing" for i in sorted(wanted.keys() - rows.keys())]
        both = rows.keys() & wanted.keys()
        troubles += [f"{kind} {i}: differs" for i in sorted(both) if rows[i] != wanted[i]]
    listed = [(clash.action, clash.n) for clash in steps.clashes(db)]
    if sorted(listed) != sorted((clash.action, clash.n) for clash in folded.clashes):
        troubles.append("clashes differ")
    if steps.left_out(db) != folded.left_out:
        troubles.append("what is left out differs")
    return troubles, str(len(folded.records))


def _spans(db: ProjectFile) -> tuple[list[str], str]:
    """Every annotation and suggestion lies within its text."""
    troubles, seen = [], 0
    for document in queries.documents(db):
        for annotation in queries.annotations_in(db, document.id):
            seen += 1
            ends = [n for pair in annotation.fragments for n in pair]
            if ends != sorted(ends) or (ends and not 0 <= ends[0] <= ends[-1] <= document.chars):
                troubles.append(f"annotation {annotation.id}")
        for suggestion in queries.suggestions_in(db, document.id):
            seen += 1
            if not 0 <= suggestion.start < suggestion.end <= document.chars:
                troubles.append(f"suggestion {suggestion.key} of {document.source}")
    return troubles, str(seen)


def _ends(db: ProjectFile) -> tuple[list[str], str]:
    """Both ends of every relation are there, and the document of every annotation."""
    known = {record_id for record_id, _ in queries.records(db, "annotation")}
    texts = {record_id for record_id, _ in queries.records(db, "document")}
    troubles = [
        f"relation {record_id}"
        for record_id, body in queries.records(db, "relation")
        if not {body["source"], body["target"]} <= known
    ]
    troubles += [
        f"annotation {record_id}"
        for record_id, body in queries.records(db, "annotation")
        if body["document"] not in texts
    ]
    return troubles, "ok"


def _gold(db: ProjectFile) -> tuple[list[str], str]:
    """Gold is what was decided: each decision's is there, says what was taken, and belongs to no other.
    What stood in an older version of a text may wait, be dropped, or be where a person has put it."""
    anchors = dict(queries.records(db, "anchor"))
    away = {one for one, body in anchors.items() if body["is_waiting"] or body["is_dropped"]}
    put = {one for one, body in anchors.items() if body["is_settled"]}
    gold: dict[str, Said] = {}
    for _, body in queries.records(db, "annotation"):
        if body["owner"] == GOLD:
            gold[body["id"]] = Annotation.from_record(body)
    for _, body in queries.records(db, "relation"):
        if body["owner"] == GOLD:
            gold[body["id"]] = Relation.from_record(body)
    troubles, seen, total = [], set(), 0
    for decision in queries.decisions_in(db, None):
        total += 1
        taken = {each.said.hash for each in decision.sources if each.is_taken and each.said is not None}
        for one in decision.gold:
            there = gold.get(one)
            if there is None and one in away:
                pass
            elif there is None or there.document != decision.document or one in seen:
                troubles.append(f"decision {decision.id}: no gold {one}")
            elif one not in put and decision.choice in FROM_ANSWERS and content_of(there).hash not in taken:
                troubles.append(f"gold {one} says what nobody said")
            seen.add(one)
        if decision.choice == "nothing" and decision.gold:
            troubles.append(f"decision {decision.id}: gold where there should be none")
    decided = {decision.id for decision in queries.decisions_in(db, None)}
    stray = [one for one in gold if one not in seen and decision_behind(one) in decided]
    troubles += [f"gold {one}: its decision does not know it" for one in stray]
    return troubles, f"{total} ({len(gold.keys() - seen)} without)" if gold.keys() - seen else str(total)


_PROOFS: dict[str, Callable[[ProjectFile], tuple[list[str], str]]] = {
    "pages": _pages,
    "references": _references,
    "schema": _schema,
    "texts": _texts,
    "chains": _chains,
    "rows": _rows,
    "spans": _spans,
    "ends": _ends,
    "gold": _gold,
}
