"""Owns changing a project's tagset step by step, and whether bundles made with an earlier one can follow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from annotator.bundles import Bundle
from annotator.commands import retagging as commands
from annotator.commands.context import Context
from annotator.commands.project import TAGSET
from annotator.errors import UserError
from annotator.model.canonical import Record
from annotator.model.changes import Action
from annotator.model.ids import new_id
from annotator.model.relabelling import (
    TagsetChange,
    TagsetStep,
    changes_of,
    hash_of,
    relabelled,
    steps_since,
)
from annotator.model.tagsets import Tagset
from annotator.store import Store
from annotator.store.fold import order
from annotator.store.standing import RECEIVE
from annotator.tasks.acting import join, tagset_of, trial


@dataclass(frozen=True, slots=True, kw_only=True)
class Retagged:
    """What became of the tagset: the change with all its steps, and how many records of each kind say
    something else for it."""

    change: TagsetChange
    changed: Mapping[str, int]


def retag(
    store: Store, tagset: Tagset, *, steps: Sequence[TagsetStep], actor: str, is_dry_run: bool = False
) -> Retagged:
    """Give the project another tagset; everything said with the old one is read with it from now on.

    Raises:
        UserError: the actor does not own the project, the tagset is the same, a step cannot be taken, or
            something that is used has no place in the new tagset; nothing was changed.
    """
    with trial(store, is_kept=not is_dry_run) as journal:
        join(store, journal, actor)
        said = list(_said(store))
        context = Context(view=store, actor=actor, tagset=tagset_of(store), new_id=new_id)
        journal.record(commands.retag(context, tagset=tagset, steps=steps, said=said), actor=actor)
        change = history(store)[-1]
    changed = Counter(kind for kind, image in said if relabelled(kind, image, change.steps) != image)
    return Retagged(change=change, changed=dict(changed))


def history(store: Store) -> tuple[TagsetChange, ...]:
    """Return how the project's tagset came to be, the oldest change first."""
    return changes_of(_tagset(store))


def _tagset(store: Store) -> Record:
    found = store.record("tagset", TAGSET)
    if found is None:
        raise UserError("project.no_tagset", path=str(store.path))
    return found


def _said(store: Store) -> Iterator[tuple[str, Record]]:
    """All that uses the tagset, what waits for its place in a newer text among it."""
    for kind in ("annotation", "relation", "progress"):
        yield from ((kind, record) for record in store.records(kind))
    for anchor in store.records("anchor"):
        if anchor["record"] is not None and anchor["kind"] != "crosscheck":
            yield anchor["kind"], anchor["record"]


def lost_of(store: Store, bundle: Bundle) -> tuple[str, UserError] | None:
    """Return the first action of a bundle that says what has no place in the project's tagset, and why; None
    where all of it has one.  What its reviewer has taken back or said otherwise since does not count.
    """
    present = _tagset(store)
    if _tagsets(bundle) <= {hash_of(present)}:
        return None
    last: dict[tuple[str, str], tuple[Action, Record | None, str]] = {}
    actions = sorted(bundle.actions, key=order)
    now = _first_tagset(bundle, actions)
    for action in actions:
        for change in action.changes:
            if change.kind == "tagset" and action.verb == RECEIVE and change.after is not None:
                now = hash_of(change.after)
            elif change.kind in ("annotation", "relation"):
                last[change.kind, change.id] = action, change.after, now
    for (kind, _), (action, image, tagset) in last.items():
        if image is None or tagset == hash_of(present):
            continue
        about = {"verb": action.verb, "seq": action.seq}
        steps = steps_since(present, tagset)
        if steps is None:
            return action.id, UserError("merge.unknown_tagset", **about, tagset=tagset[:12])
        lost = commands.lost_by(kind, image, steps, tagset_of(store))
        if lost is not None:
            return action.id, UserError("merge.tagset_step", **about, step=lost)
    return None


def _tagsets(bundle: Bundle) -> set[str]:
    """All that something in it may have been done with."""
    images = [
        image
        for action in bundle.actions
        for change in action.changes
        if change.kind == "tagset" and action.verb == RECEIVE
        for image in (change.before, change.after)
    ]
    return {bundle.manifest.tagset} | {hash_of(image) for image in images if image is not None}


def _first_tagset(bundle: Bundle, actions: Sequence[Action]) -> str:
    """The tagset that the work project had when the bundle begins."""
    for action in actions:
        for change in action.changes:
            if change.kind == "tagset" and action.verb == RECEIVE and change.before is not None:
                return hash_of(change.before)
    return bundle.manifest.tagset
