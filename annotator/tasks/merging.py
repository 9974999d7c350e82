"""Owns bringing bundles into a project: tried first, then a backup, then all of it or nothing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from annotator.bundles import Bundle, read_bundle
from annotator.commands import merging, versions
from annotator.commands.project import PROJECT, refuse_name
from annotator.errors import UserError
from annotator.formats import opened
from annotator.model.changes import Action
from annotator.model.exchange import Merged, SamePerson
from annotator.model.versions import Version
from annotator.store import Journal, Store
from annotator.store.fold import Clash, standing_of
from annotator.tasks.acting import TriedError, join, perform, receipt_of, trial
from annotator.tasks.naming import bundle_named
from annotator.tasks.retagging import lost_of
from annotator.tasks.versions import newer_versions, reread


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeOutcome:
    """What became of one bundle.

    ``new`` and ``known`` count its actions, ``kinds`` the records that the new ones change, by kind.
    ``clashes`` are actions that do not fit what others did since, of this bundle or because of it.
    ``refused`` are the actions that did not come in, or one without an id when the file could not be read.
    ``grades`` count what it says of older versions of texts, by how surely its place in the newer one is
    known; ``versions`` are the ids of those texts, each with the newer one's.
    """

    file: str
    bundle: str | None = None
    reviewer: str = ""
    new: int = 0
    known: int = 0
    clashes: int = 0
    refused: tuple[tuple[str | None, UserError], ...] = ()
    kinds: Mapping[str, int] = field(default_factory=dict)
    documents: tuple[str, ...] = ()
    grades: Mapping[str, int] = field(default_factory=dict)
    versions: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeReport:
    """What became of all bundles; ``backup`` is the copy of the project as it was, where anything changed."""

    outcomes: tuple[MergeOutcome, ...]
    backup: Path | None = None


WAITING = ("merge.gap", "merge.no_text")
"""Refusals that another bundle of the same merge may mend."""


def merge(store: Store, paths: Sequence[Path], *, actor: str, is_dry_run: bool = False) -> MergeReport:
    """Merge bundles in any order; ``is_dry_run`` tells what would happen and changes nothing.

    A bundle that is broken or says what it may not is refused whole; the others go on.

    Raises:
        UserError: the project cannot be written, or nobody may have the actor's name; nothing was changed.
    """
    refuse_name(actor)
    read = [_read(path) for path in paths]
    merge_of = _Merge(store, actor, read)
    tried = merge_of.run(is_kept=False)
    if is_dry_run or not merge_of.changes_anything:
        return MergeReport(outcomes=tried)
    outcomes = merge_of.run(is_kept=True)
    return MergeReport(outcomes=outcomes, backup=merge_of.backup)


def unmerge(store: Store, bundle: str, *, actor: str) -> Merged:
    """Hide a merged bundle, named by its id or the beginning of it.

    Raises:
        UserError: no bundle or several begin so, or it is hidden already.
    """
    with store.transaction() as journal:
        found = bundle_named(store, bundle)
        join(store, journal, actor)
        journal.record(merging.unmerge(found), actor=actor)
    return Merged.from_record({**found, "is_hidden": True})


@dataclass(frozen=True, slots=True, kw_only=True)
class OnePerson:
    """Two who are one person from now on; ``clashes`` are the steps that do not fit what the other one did,
    and so no longer count."""

    same: SamePerson
    clashes: int


def same_person(store: Store, name: str, other: str, *, actor: str) -> OnePerson:
    """Let two who came under one id, as ``甲`` and ``甲 (2)``, be one person, called by the first name.

    Raises:
        UserError: they are no two people of one id, or the actor does not own the project.
    """
    with store.reading():
        names = standing_of(store.actions(), store.records).names
    people = {given: person for person, given in names.items()}
    if name == other or name not in people or other not in people or people[name][0] != people[other][0]:
        raise UserError("person.no_namesakes", name=name, other=other)
    (reviewer, same_as), (_, person) = people[name], people[other]
    same = SamePerson(reviewer=reviewer, person=person, same_as=same_as)
    before = set(store.clashes())
    perform(store, merging.same_person, actor=actor, person=same)
    return OnePerson(same=same, clashes=len(set(store.clashes()) - before))


def _read(path: Path) -> tuple[str, Bundle | UserError]:
    try:
        with opened(path) as file:
            return str(path), read_bundle(file, name=str(path))
    except UserError as refusal:
        return str(path), refusal


def _back_up(store: Store) -> Path:
    """Copy the project as it is, and return where to.  Inside the transaction that merges: what is copied is
    what was merged into, and two merges at one time neither clear nor take each other's copy."""
    _clear_cut_short(store.path)
    place = _backup_place(store.path)
    store.back_up(place)
    return place


def _backup_place(project: Path) -> Path:
    now = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    place, number = project.with_name(f"{project.stem}.backup-{now}{project.suffix}"), 1
    while place.exists():
        number += 1
        place = project.with_name(f"{project.stem}.backup-{now}-{number}{project.suffix}")
    return place


def _clear_cut_short(project: Path) -> None:
    """Take away what a merge that was killed left of its backup; the project itself was not touched yet."""
    stem, suffix = re.escape(project.stem), re.escape(project.suffix)
    # Not what somebody makes of a backup that was opened as a project of its own.
    ours = re.compile(rf"{stem}\.backup-\d{{8}}-\d{{6}}(-\d+)?{suffix}\.partial(-journal)?", re.ASCII)
    for path in project.parent.iterdir():
        if ours.fullmatch(path.name):
            path.unlink(missing_ok=True)


_FAILING = ("store.disk_error", "store.corrupt")


class _Merge:
    """One merge of several bundles, tried and then done."""

    def __init__(self, store: Store, actor: str, read: Sequence[tuple[str, Bundle | UserError]]) -> None:
        self._store = store
        self._actor = actor
        self._read = read
        self._lengths: dict[str, int] = {}
        self._versions: list[Version] | None = None
        self.changes_anything = False
        self.backup: Path | None = None

    def run(self, *, is_kept: bool) -> tuple[MergeOutcome, ...]:
        """Do it in one transaction, kept after a backup, or taken back; the outcomes are the same."""
        outcomes: tuple[MergeOutcome, ...] = ()
        try:
            with trial(self._store, is_kept=is_kept) as journal:
                self.backup = _back_up(self._store) if is_kept else None
                outcomes = self._run(journal)
                if not self.changes_anything:
                    # Another merge brought the same in after it was tried.
                    self._drop_backup()
                    raise TriedError
        except BaseException as error:
            # The project is as it was, and a full disk must not lose more with each attempt.  Where the disk
            # fails, the copy may be what is left.
            is_failing = isinstance(error, UserError) and error.message in _FAILING
            with suppress(OSError):
                if not is_failing:
                    self._drop_backup()
            raise
        return outcomes

    def _drop_backup(self) -> None:
        if self.backup is not None:
            self.backup.unlink()
            self.backup = None

    def _run(self, journal: Journal) -> tuple[MergeOutcome, ...]:
        before = set(self._store.clashes())
        outcomes: dict[int, MergeOutcome] = {}
        taken: dict[int, tuple[Bundle, list[Action]]] = {}
        waiting = dict(enumerate(self._read))
        is_going_on = True
        # A bundle may go on from another one that was named after it.
        while waiting and is_going_on:
            is_going_on = False
            for n, (file, bundle) in list(waiting.items()):
                if isinstance(bundle, UserError):
                    outcomes[n] = MergeOutcome(file=file, refused=((None, bundle),))
                else:
                    try:
                        taken[n] = bundle, self._take(journal, bundle)
                    except UserError as refusal:
                        outcomes[n] = _refused(file, bundle, refusal)
                        if refusal.message in WAITING:
                            continue
                is_going_on = True
                del waiting[n]
        merged = [bundle for bundle, _ in taken.values()]
        self._reread(journal, merged)
        self._show(journal, merged)
        clashes = set(self._store.clashes()) - before
        for n, (bundle, fresh) in taken.items():
            about = _outcome(self._read[n][0], bundle, fresh, clashes)
            outcomes[n] = replace(about, **reread(self._store, bundle))
        return tuple(outcomes[n] for n in range(len(self._read)))

    def _reread(self, journal: Journal, bundles: Sequence[Bundle]) -> None:
        """Find the newer versions of the texts that bundles which were not shown before speak of."""
        shown = {each["id"] for each in self._store.records("bundle") if not each["is_hidden"]}
        if self._versions is None:
            fresh = [bundle for bundle in bundles if bundle.id not in shown]
            self._versions = newer_versions(self._store, fresh, beside=bundles)
        if self._versions:
            join(self._store, journal, self._actor)
            step = versions.revised(self._store.record, versions=self._versions)
            # Bundles that were not shown before are recorded next.
            journal.record(step, actor=self._actor, is_followed=True)

    def _show(self, journal: Journal, bundles: Iterable[Bundle]) -> None:
        merged = {bundle.id: _merged(bundle) for bundle in bundles}
        try:
            step = merging.merge(lambda one: self._store.record("bundle", one), bundles=merged.values())
        except UserError as nothing:
            if nothing.message != "action.changes_nothing":
                raise
            self.changes_anything = False
            return
        self.changes_anything = True
        join(self._store, journal, self._actor)
        journal.record(step, actor=self._actor)

    def _take(self, journal: Journal, bundle: Bundle) -> list[Action]:
        """Append what is new of a bundle; nothing of it when anything is wrong."""
        about = bundle.manifest
        project = self._store.record("project", PROJECT) or {}
        if project.get("identity") != about.identity:
            raise UserError("merge.foreign_project", project=about.project)
        if receipt_of(self._store) is not None:
            raise UserError("merge.blind")
        role = (self._store.record("reviewer", about.reviewer) or {}).get("role")
        actors = {action.id: action.actor for action in bundle.actions}
        judge = merging.Judge(
            reviewer=about.reviewer,
            is_curator=role == "curator",
            length=lambda document: self._length(bundle, document),
            actor_of=lambda one: actors.get(one) or self._actor_of(one),
        )
        for action in bundle.actions:
            try:
                judge.refuse(action)
            except UserError as refusal:
                raise _ObjectionError(refusal, action.id) from refusal
        known = self._store.record("bundle", bundle.id)
        if known is None or known["is_hidden"]:
            found = lost_of(self._store, bundle)
            if found is not None:
                raise _ObjectionError(found[1], found[0])
        return journal.append_foreign(bundle.actions, texts=bundle.texts)

    def _actor_of(self, action: str) -> str | None:
        found = self._store.action(action)
        return found.actor if found else None

    def _length(self, bundle: Bundle, document: str) -> int | None:
        if document in bundle.texts:
            return len(bundle.texts[document])
        if document not in self._lengths:
            try:
                self._lengths[document] = len(self._store.original(document))
            except UserError:
                return None
        return self._lengths[document]


class _ObjectionError(UserError):
    """A refusal of one action by its id."""

    def __init__(self, refusal: UserError, action: str) -> None:
        super().__init__(refusal.message, **refusal.values)
        self.action = action


def _merged(bundle: Bundle) -> Merged:
    about = bundle.manifest
    return Merged(
        id=bundle.id,
        reviewer=about.reviewer,
        person=about.person,
        receipt=about.receipt,
        reaches=about.reaches,
    )


def _outcome(file: str, bundle: Bundle, fresh: Sequence[Action], clashes: Iterable[Clash]) -> MergeOutcome:
    theirs = {action.id for action in bundle.actions}
    touched = {(change.kind, change.id) for action in fresh for change in action.changes}
    return MergeOutcome(
        file=file,
        bundle=bundle.id,
        reviewer=bundle.manifest.reviewer,
        new=len(fresh),
        known=len(bundle.actions) - len(fresh),
        clashes=sum(one.action in theirs or (one.kind, one.id) in touched for one in clashes),
        kinds=dict(Counter(change.kind for action in fresh for change in action.changes)),
        documents=tuple(sorted({document for action in fresh for document in action.documents})),
    )


def _refused(file: str, bundle: Bundle, refusal: UserError) -> MergeOutcome:
    """All of a bundle is refused: the action at fault with its own reason, the others with it."""
    fault = refusal.action if isinstance(refusal, _ObjectionError) else _at_fault(bundle, refusal)
    others = UserError("merge.with_the_rest")
    refused: list[tuple[str | None, UserError]] = []
    if fault is None:
        refused.append((None, refusal))
    refused += [(action.id, refusal if action.id == fault else others) for action in bundle.actions]
    return MergeOutcome(
        file=file, bundle=bundle.id, reviewer=bundle.manifest.reviewer, refused=tuple(refused)
    )


def _at_fault(bundle: Bundle, refusal: UserError) -> str | None:
    place = refusal.values.get("replica"), refusal.values.get("seq")
    found = [action.id for action in bundle.actions if (action.replica[:8], action.seq) == place]
    return found[0] if found else None
