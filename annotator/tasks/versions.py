"""Owns finding which text is a newer version of another, and reading in it what was said of the older one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from annotator.bundles import Bundle
from annotator.commands import versions as commands
from annotator.commands.context import Context
from annotator.errors import UserError
from annotator.model.canonical import Record
from annotator.model.documents import Document
from annotator.model.exchange import Merged
from annotator.model.ids import new_id
from annotator.model.versions import GRADES, Version
from annotator.store import Store
from annotator.tasks.acting import join, tagset_of, trial
from annotator.tasks.naming import Named
from annotator.text.versions import equal_sections, likeness, shared_pieces

ALIKE = 0.6
"""How much of the longer text must be shared for two texts of one name to be versions of one report."""

SAME_FACTS = ("body", "region", "year")
"""What two versions of one report cannot differ in, where it is known of both."""

SAID = ("annotation", "relation", "progress", "crosscheck", "decision")
"""Kinds of records that speak of places of a text."""

Brought = Callable[[str, int], bool]
"""(Replica, seq) -> whether a bundle brought that action."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Revised:
    """How many things said of an older text have which grade in the newer one; all grades are there."""

    version: Version
    grades: Mapping[str, int]


def version_of(store: Store, *, old: str, document: str) -> Version:
    """Return how one text is read in another, both by id.

    Raises:
        UserError: a text is not there.
    """
    texts = store.original(old), store.original(document)
    pieces = shared_pieces(*texts)
    return Version(
        old=old,
        document=document,
        chars=len(texts[1]),
        pieces=pieces,
        sections=equal_sections(*texts, pieces),
    )


class Family:
    """The reports that the project itself imported, by what a newer version of one would have in common
    with it: file name or address.

    What bundles brought does not count: it would depend on the order of merging.
    """

    def __init__(self, store: Store, *, is_brought: Brought) -> None:
        self._store = store
        self._is_brought = is_brought
        self._assigned = {each["document"] for each in store.records("assignment")}
        self._relatives: dict[str, list[Document]] = defaultdict(list)
        for document in store.documents():
            for name in _names(document):
                self._relatives[name].append(document)

    def newer(self, document: Document) -> Version | None:
        """Return the newest version of a report, None where it is that or no other is like it: they agree in
        what is known of them, and share most of their words."""
        mine = self._imported(document.id)
        found = []
        for other in {each.id: each for name in _names(document) for each in self._relatives[name]}.values():
            if other.id == document.id or not _do_agree(document, other):
                continue
            place = self._imported(other.id)
            # Where the plan gives people both, they are two reports to the project.
            are_both_read = mine is not None and {document.id, other.id} <= self._assigned
            if place is None or are_both_read or (mine is not None and place < mine):
                continue
            if self._store.record("version", other.id) is None:
                found.append((place, other))
        for _, other in sorted(found, key=lambda pair: pair[0], reverse=True):
            version = version_of(self._store, old=document.id, document=other.id)
            if likeness(version.pieces, old=document.chars, new=other.chars) >= ALIKE:
                return version
        return None

    def _imported(self, document: str) -> tuple[int, str, int] | None:
        """When the project itself imported it."""
        places = self._store.creations_of("document", document)
        return next((place for place in places if not self._is_brought(place[1], place[2])), None)


def _names(document: Document) -> set[str]:
    names = {document.source.replace("\\", "/").rsplit("/", 1)[-1], str(document.features.get("url") or "")}
    return names - {""}


def _do_agree(one: Document, other: Document) -> bool:
    facts = [(one.features.get(fact), other.features.get(fact)) for fact in SAME_FACTS]
    return all(not first or not second or first == second for first, second in facts)


def newer_versions(store: Store, bundles: Iterable[Bundle], *, beside: Iterable[Bundle]) -> list[Version]:
    """Return the newer versions of the texts that some bundles speak of, those that are known already aside;
    the bundles' texts are in the project.  ``beside`` are all bundles that are being merged."""
    known = [Merged.from_record(record).reaches for record in store.records("bundle")]
    reaches = [reach for each in (*known, *(one.manifest.reaches for one in beside)) for reach in each]

    def is_brought(replica: str, seq: int) -> bool:
        return any(each.replica == replica and each.first <= seq <= each.last for each in reaches)

    family = Family(store, is_brought=is_brought)
    found: dict[str, Version] = {}
    for bundle in bundles:
        described = _described(bundle)
        for document in sorted(_spoken_of(bundle)):
            record = described.get(document) or store.record("document", document)
            if record is None or document in found or store.record("version", document) is not None:
                continue
            version = family.newer(Document.from_record(record))
            if version is not None:
                found[document] = version
    return list(found.values())


def _described(bundle: Bundle) -> dict[str, Record]:
    """The documents as the bundle first describes them."""
    found: dict[str, Record] = {}
    for action in bundle.actions:
        for change in action.changes:
            if change.kind == "document" and change.after is not None:
                found.setdefault(change.id, change.after)
    return found


def _spoken_of(bundle: Bundle) -> set[str]:
    """The documents in which somebody did something."""
    images = (
        change.after or change.before or {}
        for action in bundle.actions
        for change in action.changes
        if change.kind in SAID
    )
    return {str(image["document"]) for image in images}


def reread(store: Store, bundle: Bundle) -> dict[str, Any]:
    """Return what became of what a merged bundle says of older texts: ``grades`` and ``versions``."""
    spoken = _spoken_of(bundle)
    found = {each["id"]: each["document"] for each in store.records("version") if each["id"] in spoken}
    if not found:
        return {}
    theirs = {
        _without_owner(change.kind, change.id)
        for action in bundle.actions
        for change in action.changes
        if change.kind in SAID
    }
    counts = Counter(
        each["grade"]
        for each in store.records("anchor")
        if _without_owner(each["kind"], each["id"]) in theirs
    )
    return {"grades": {grade: counts[grade] for grade in GRADES}, "versions": tuple(sorted(found.items()))}


def _without_owner(kind: str, record_id: str) -> tuple[str, str]:
    """What names a record also where its owner got another name: an answer to a check has the owner's in
    its id."""
    parts = record_id.split("/") if kind == "crosscheck" else [record_id]
    return kind, f"{parts[0]}/{parts[-1]}"


def revise(store: Store, *, old: str, new: str, actor: str, is_dry_run: bool = False) -> Revised:
    """Read in one document what bundles said, and will say, of an older version of it; both are named as the
    command line names documents.

    Raises:
        UserError: a document is unknown, they are one, the newer one is an older version itself, the actor
            does not own the project, or it is so already; nothing was changed.
    """
    named = Named(store)
    ids = named.document(old), named.document(new)
    if ids[0] == ids[1]:
        raise UserError("revise.same", document=store.document(ids[0]).name)
    if store.record("version", ids[1]) is not None:
        raise UserError("revise.older", document=store.document(ids[1]).name)
    # What was read in the one that is old now goes on to the newest.
    earlier = [each["id"] for each in store.records("version") if each["document"] == ids[0]]
    found = [version_of(store, old=each, document=ids[1]) for each in (ids[0], *earlier)]
    with trial(store, is_kept=not is_dry_run) as journal:
        join(store, journal, actor)
        context = Context(view=store, actor=actor, tagset=tagset_of(store), new_id=new_id)
        journal.record(commands.revise(context, versions=found), actor=actor)
        grades = graded(store, [version.old for version in found])
    return Revised(version=found[0], grades=grades)


def graded(store: Store, old: Sequence[str]) -> dict[str, int]:
    """Return how many things said of some older texts have which grade."""
    counts = Counter(each["grade"] for each in store.records("anchor") if each["old"] in old)
    return {grade: counts[grade] for grade in GRADES}
