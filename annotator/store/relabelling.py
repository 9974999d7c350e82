"""Owns how what was said with an earlier tagset is read with the present one, change by change.  Pure.

A person's work is of the tagset that their package brought, the project's own work of the tagset it had then.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from annotator.model.canonical import Record
from annotator.model.changes import Action, Change
from annotator.model.relabelling import TagsetStep, hash_of, relabelled, steps_since
from annotator.store.standing import RECEIVE, Standing

READ = ("annotation", "relation", "progress", "decision")
"""Kinds whose records use the tagset's words."""


class Relabelling:
    """Reads the actions of a journal, which are in the total order."""

    def __init__(self, actions: Sequence[Action], standing: Standing) -> None:
        self._tagset = _present(actions, standing)
        has_changed = bool(self._tagset and self._tagset.get("changes"))
        self._of = _tagsets(actions, standing) if has_changed else {}
        self._steps: dict[str, tuple[TagsetStep, ...]] = {}

    def read(self, action: Action) -> Action:
        """Return the action as it is read with the present tagset; as it was where no steps lead there."""
        before = self._of.get(action.id)
        if self._tagset is None or before is None:
            return action
        if before not in self._steps:
            self._steps[before] = steps_since(self._tagset, before) or ()
        steps = self._steps[before]
        return replace(action, changes=tuple(_read(c, steps) for c in action.changes)) if steps else action


def _read(change: Change, steps: Sequence[TagsetStep]) -> Change:
    if change.kind not in READ:
        return change
    before, after = (
        None if image is None else relabelled(change.kind, image, steps)
        for image in (change.before, change.after)
    )
    return replace(change, before=before, after=after)


def _own(action: Action, standing: Standing) -> Change | None:
    """The project's own change of the tagset in an action."""
    change = next((change for change in action.changes if change.kind == "tagset"), None)
    if change is None or standing.is_brought(action) or standing.is_left_out(action):
        return None
    return change


def _present(actions: Sequence[Action], standing: Standing) -> Record | None:
    tagset: Record | None = None
    for action in actions:
        change = _own(action, standing)
        if change is not None and change.before == tagset:
            tagset = change.after
    return tagset


def _tagsets(actions: Sequence[Action], standing: Standing) -> Mapping[str, str]:
    """Action -> the hash of the tagset that it was done with."""
    found: dict[str, str] = {}
    theirs: dict[object, str] = {}
    present = ""
    for action in actions:
        change = next((change for change in action.changes if change.kind == "tagset"), None)
        person = standing.person_of(action)
        if person is None:
            if change is not None and change.after is not None and _own(action, standing) is not None:
                present = hash_of(change.after)
            found[action.id] = present
            continue
        if action.verb == RECEIVE and change is not None and change.after is not None:
            theirs[person] = theirs[action.replica] = hash_of(change.after)
        # A copy of a work project goes on with what the copied one had.
        found[action.id] = theirs.get(action.replica, theirs.get(person, ""))
    return found
