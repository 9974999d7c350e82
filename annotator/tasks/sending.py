"""Owns what leaves a project: a work package for one reviewer, or a reviewer's bundle for the owner."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from annotator.bundles import BUNDLE, PACKAGE, Bundle, Manifest, Package, write_bundle, write_package
from annotator.bundles.archive import sha256
from annotator.bundles.content import Made, reaches_of
from annotator.commands.project import PROJECT, TAGSET
from annotator.errors import UserError
from annotator.formats import write_whole
from annotator.model.annotations import Suggestion
from annotator.model.canonical import Record, digest
from annotator.model.changes import Action
from annotator.model.exchange import Assignment, Merged, Reach, Receipt
from annotator.store import Store
from annotator.store.standing import UNPACK
from annotator.tasks.acting import receipt_of
from annotator.tasks.planning import assignments_of, identity_of

OWNER = "owner"
"""Who a bundle goes to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What was written: ``kind`` package or bundle, ``id`` what names it, how many of what."""

    file: Path
    kind: str
    to: str
    id: str
    documents: int
    actions: int = 0


def send(store: Store, *, to: str, out: Path, actor: str) -> Sent:
    """Write a package for a reviewer, or from a work project the bundle for the owner, into a folder.

    Raises:
        UserError: nobody of that name has anything to read, there is nothing to send, the actor does not
            own the project, or the folder cannot be written.
    """
    receipt = receipt_of(store)
    if receipt is not None:
        if to != OWNER:
            raise UserError("send.only_to_owner", to=to)
        return _send_bundle(store, receipt, out)
    identity = identity_of(store, actor=actor)
    if (store.record("reviewer", actor) or {}).get("role") != OWNER:
        raise UserError("project.not_yours", actor=actor)
    if (store.record("reviewer", to) or {}).get("role") == OWNER:
        raise UserError("send.to_the_owner", reviewer=to)
    with store.reading():
        package = _package(store, to, identity)
    content = write_package(package)
    name = f"{_word(package.manifest.project)}-{_word(to)}-{sha256(content)[:8]}.package.zip"
    file = _written(out, name, content)
    return Sent(
        file=file, kind="package", to=to, id=sha256(content), documents=len(package.manifest.documents)
    )


# To a reviewer ------------------------------------------------------------------------------------


def _package(store: Store, reviewer: str, identity: str) -> Package:
    assigned = sorted(assignments_of(store, reviewer), key=lambda each: each.id)
    if not assigned:
        raise UserError("send.nothing_planned", reviewer=reviewer)
    records = [
        (kind, _one(store, kind, record_id))
        for kind, record_id in (("project", PROJECT), ("tagset", TAGSET), ("reviewer", reviewer))
    ]
    records += [("term", record) for record in _terms(store, reviewer)]
    records += [("document", store.document(each.document).to_record()) for each in assigned]
    records += [("assignment", each.to_record()) for each in assigned]
    tagset = _one(store, "tagset", TAGSET)
    project = _one(store, "project", PROJECT)
    manifest = Manifest(
        format=PACKAGE,
        identity=identity,
        project=str(project["name"]),
        tagset=digest(str(tagset["source"])),
        reviewer=reviewer,
        clock=max((action.clock for action in store.actions(limit=1)), default=0),
        reaches=_known(store, reviewer),
        documents=tuple(each.document for each in assigned),
    )
    return Package(
        manifest=manifest,
        records=tuple(records),
        texts={each.document: store.original(each.document) for each in assigned},
        suggestions=tuple(_suggested(store, assigned)),
    )


def _one(store: Store, kind: str, record_id: str) -> Record:
    found = store.record(kind, record_id)
    if found is None:
        raise UserError("project.no_tagset", path=str(store.path))
    return found


def _terms(store: Store, reviewer: str) -> list[Record]:
    """The project's words.  Those that other reviewers added go as the owner's: no package names them."""
    owner = next(each["id"] for each in store.records("reviewer") if each["role"] == OWNER)
    found: dict[str, Record] = {}
    for record in store.records("term"):
        own = record["owner"] if record["owner"] == reviewer else owner
        record_id = f"{record['list']}/{record['word']}/{own}"
        found.setdefault(record_id, {**record, "id": record_id, "owner": own})
    return [found[record_id] for record_id in sorted(found)]


def _known(store: Store, reviewer: str) -> tuple[Reach, ...]:
    """How far this project has the replicas of the reviewer's bundles, hidden or not."""
    bundles = [Merged.from_record(record) for record in store.records("bundle")]
    ends: dict[str, Reach] = {}
    for reach in (reach for bundle in bundles if bundle.reviewer == reviewer for reach in bundle.reaches):
        known = ends.get(reach.replica)
        if known is None or known.last < reach.last:
            ends[reach.replica] = Reach(replica=reach.replica, first=1, last=reach.last, hash=reach.hash)
    return tuple(ends[replica] for replica in sorted(ends))


def _suggested(
    store: Store, assigned: Iterable[Assignment]
) -> Iterable[tuple[str, Made, tuple[Suggestion, ...]]]:
    for each in assigned:
        if each.suggestions == "hidden":
            continue
        found = store.suggestions(each.document)
        for name, (version, lexicon) in sorted(store.suggested(each.document).items()):
            yield each.document, (name, version, lexicon), tuple(s for s in found if s.extractor == name)


# To the owner -------------------------------------------------------------------------------------


def bundle_of(store: Store, receipt: Receipt) -> Bundle:
    """Return what a work project has to tell: the actions that the project did not have when it sent the
    last package, the texts that no package brought, and how far each report is.

    Raises:
        UserError: there is nothing to tell.
    """
    with store.reading():
        journal = store.actions()
        actions = tuple(a for a in journal if a.seq > receipt.known.get(a.replica, 0))
        if not actions:
            raise UserError("send.nothing_new")
        first = min(store.records("receipt"), key=lambda each: str(each["id"]))
        documents = [document.id for document in store.documents()]
        manifest = Manifest(
            format=BUNDLE,
            identity=receipt.identity,
            project=str(_one(store, "project", PROJECT)["name"]),
            tagset=digest(str(_one(store, "tagset", TAGSET)["source"])),
            reviewer=receipt.reviewer,
            person=receipt.person,
            receipt=str(first["id"]),
            clock=max(action.clock for action in actions),
            reaches=reaches_of(actions),
            documents=tuple(sorted(documents)),
        )
        return Bundle(
            manifest=manifest,
            actions=actions,
            texts={document: store.original(document) for document in _own_documents(actions, journal)},
            completeness=tuple(store.progress(document, receipt.reviewer) for document in documents),
        )


def _own_documents(actions: Iterable[Action], known: Iterable[Action]) -> set[str]:
    """The documents that no package brought, those taken out again among them: actions speak of them."""
    brought = {c.id for action in known if action.verb == UNPACK for c in action.changes}
    changes = (change for action in actions for change in action.changes)
    return {c.id for c in changes if c.kind == "document" and c.after is not None} - brought


def _send_bundle(store: Store, receipt: Receipt, out: Path) -> Sent:
    bundle = bundle_of(store, receipt)
    stem = f"{_word(bundle.manifest.project)}-{_word(receipt.reviewer)}-{bundle.id[:8]}"
    file = _written(out, f"{stem}.bundle.zip", write_bundle(bundle))
    return Sent(
        file=file,
        kind="bundle",
        to=OWNER,
        id=bundle.id,
        documents=len(_touched(bundle.actions)),
        actions=len(bundle.actions),
    )


def _touched(actions: Iterable[Action]) -> set[str]:
    return {document for action in actions for document in action.documents}


def _word(name: str) -> str:
    """A part of a file's name that every system takes."""
    return re.sub(r"[^\w.()-]+", "_", name).strip(".")[:40] or "_"


def _written(out: Path, name: str, content: bytes) -> Path:
    """The file, which is whole or not there; whoever may read the folder may read it."""
    write_whole({out / name: content}, is_replacing=True)
    return out / name
