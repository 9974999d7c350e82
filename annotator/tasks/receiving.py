"""Owns turning a package into a work project, or bringing another package into one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from annotator.bundles import Package, read_package
from annotator.commands import receiving
from annotator.commands.project import PROJECT, TAGSET, refuse_name
from annotator.errors import UserError
from annotator.formats import opened
from annotator.model.canonical import digest, dump
from annotator.model.documents import Document
from annotator.model.exchange import Assignment, Receipt
from annotator.model.ids import new_id
from annotator.settings import installation_id
from annotator.store import Store
from annotator.tagsets import parse_tagset
from annotator.tasks.acting import receipt_of

OF_OTHERS = frozenset(
    {
        *("annotation", "relation", "progress", "crosscheck", "receipt", "bundle"),
        *("decision", "rule", "blinding"),
    }
)
"""Kinds of records that no package brings: nobody sees another's work, nor what became of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """What came: whose project, for whom, and how many documents, of which how many are new here."""

    project: str
    reviewer: str
    documents: int
    new: int
    suggestions: int


def receive(package: Path, project: Path, *, actor: str) -> Received:
    """Make a work project of a package, or bring a newer package into the one that is there.

    Raises:
        UserError: the package is broken or for somebody else, the file is no work project of the same
            project and reviewer, or it cannot be written; nothing was changed.
    """
    refuse_name(actor)
    with opened(package) as file:
        found = read_package(file, name=str(package))
    if found.manifest.reviewer != actor:
        raise UserError("receive.other_reviewer", reviewer=found.manifest.reviewer, actor=actor)
    _refuse_broken(found, str(package))
    if project.exists():
        store = Store.open(project, installation=installation_id())
        try:
            _refuse_unfit(store, found, str(package))
            return _kept(store, found)
        finally:
            store.close()
    store = Store.create(project, installation=installation_id())
    try:
        received = _kept(store, found)
    except BaseException:
        store.discard()
        raise
    store.close()
    return received


def _refuse_broken(package: Package, name: str) -> None:
    """Raise unless the package is one project's, and all that its parts need is in it."""
    by_kind: dict[str, dict[str, dict[str, object]]] = {}
    for kind, record in package.records:
        by_kind.setdefault(kind, {})[str(record["id"])] = record
    about = package.manifest
    documents = {
        record_id: Document.from_record(one) for record_id, one in by_kind.get("document", {}).items()
    }
    assigned = [Assignment.from_record(one) for one in by_kind.get("assignment", {}).values()]
    is_whole = (
        by_kind.get("project", {}).get(PROJECT, {}).get("identity") == about.identity
        and by_kind.get("tagset", {}).keys() == {TAGSET}
        and by_kind.get("reviewer", {}).keys() == {about.reviewer}
        and not by_kind.keys() & OF_OTHERS
        and {each.document for each in assigned} == set(about.documents) == documents.keys()
        and all(each.reviewer == about.reviewer for each in assigned)
        and package.texts.keys() == documents.keys()
        and all(len(package.texts[one.id]) == one.chars for one in documents.values())
        and all(
            document in documents and all(0 <= s.start < s.end <= documents[document].chars for s in found)
            for document, _, found in package.suggestions
        )
    )
    if not is_whole or by_kind["reviewer"][about.reviewer].get("role") == "owner":
        raise UserError("receive.incomplete", file=name)
    parse_tagset(str(by_kind["tagset"][TAGSET]["source"]), name=name)


def _refuse_unfit(store: Store, package: Package, name: str) -> None:
    receipt = receipt_of(store)
    if receipt is None:
        if store.count_actions() == 0:
            return  # a receiving that was cut short leaves an empty file behind
        raise UserError("project.exists", path=str(store.path))
    about = package.manifest
    if (receipt.identity, receipt.reviewer) != (about.identity, about.reviewer):
        raise UserError("receive.other_project", file=name, project=about.project)
    known = {each["package"] for each in store.records("receipt")}
    if package.id in known:
        raise UserError("receive.known", file=name)
    if about.clock < receipt.clock:
        raise UserError("receive.older", file=name)


def _kept(store: Store, package: Package) -> Received:
    about = package.manifest
    receipt = Receipt(
        id=new_id(),
        identity=about.identity,
        package=package.id,
        reviewer=about.reviewer,
        person=_person(store, about.reviewer),
        clock=about.clock,
        known={reach.replica: reach.last for reach in about.reaches},
    )
    unpacked = receiving.unpack(store.record, records=package.records, receipt=receipt, texts=package.texts)
    there = {kind: store.records(kind) for kind in receiving.REPLACED}
    with store.transaction() as journal:
        journal.record(unpacked, actor=about.reviewer, after=about.clock)
        try:
            step = receiving.receive(
                store.record, records=package.records, there=there, reviewer=about.reviewer
            )
        except UserError as nothing:
            if nothing.message != "action.changes_nothing":
                raise
        else:
            journal.record(step, actor=about.reviewer, after=about.clock)
        suggestions = _suggestions(store, package)
    return Received(
        project=about.project,
        reviewer=about.reviewer,
        documents=len(about.documents),
        new=Counter(change.kind for change in unpacked.changes)["document"],
        suggestions=suggestions,
    )


def _person(store: Store, reviewer: str) -> str:
    """Who receives: as the project already knows them, else what is the same for all that one person on
    this machine receives, and tells nothing of the machine."""
    known: Sequence[dict[str, object]] = sorted(store.records("receipt"), key=lambda each: str(each["id"]))
    return str(known[0]["person"]) if known else digest(dump([installation_id(), reviewer]))[:32]


def _suggestions(store: Store, package: Package) -> int:
    """Suggestions are not journalled, and yet come with the action or not at all: a package is received once.
    What the reviewer has stays."""
    count = 0
    for document, made, found in package.suggestions:
        if made[0] not in store.suggested(document):
            store.keep_suggestions(document, [(made, found)])
            count += len(found)
    return count
