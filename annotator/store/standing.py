"""Owns which actions count and under whose name: hidden bundles, receipts, two people of one id.  Pure.

What it says depends on the set of actions alone, so that merging stays commutative and un-merging takes a
bundle back whole.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from annotator.model.canonical import Record
from annotator.model.changes import Action
from annotator.model.exchange import Merged, Reach, SamePerson
from annotator.model.renaming import in_own_name, renamed

RECEIVE = "receive"
"""Verb of the action that repeats the project's own records in a work project: it says nothing where the
project's own history is."""

CREATE = "create"
"""Verb of the action that a project's own history begins with."""

UNPACK = "unpack"
"""Verb of the action that brings a package's documents into a work project."""


GOVERNING = frozenset({"bundle", "person", "version", "anchoring"})
"""Kinds of records that say how actions are read: which count, under whose name, in which version of a text,
at which place."""


def governs(action: Action) -> bool:
    """Whether an action says how others are read, and does nothing else."""
    return bool(action.changes) and all(change.kind in GOVERNING for change in action.changes)


class Standing:
    """Tells of each action of a journal whether it counts, and under which name it is folded."""

    def __init__(
        self, actions: Sequence[Action], bundles: Iterable[Merged], persons: Iterable[SamePerson] = ()
    ) -> None:
        self._same = {(each.reviewer, each.person): each.same_as for each in persons}
        self._has_history = any(action.verb == CREATE for action in actions)
        self._reaches: dict[str, list[tuple[int, int, Merged]]] = defaultdict(list)
        for bundle in bundles:
            for reach in bundle.reaches:
                self._reaches[reach.replica].append((reach.first, reach.last, bundle))
        self._names = self._named(actions)

    @property
    def newcomers(self) -> dict[str, Record]:
        """Reviewer records, by id, of those who got another id than their own."""
        return {
            given: {"id": given, "name": reviewer, "role": "reviewer"}
            for (reviewer, _), given in sorted(self._names.items())
            if given != reviewer
        }

    @property
    def names(self) -> Mapping[tuple[str, str], str]:
        """(Reviewer, person) -> the name that this person has here."""
        return self._names

    def is_left_out(self, action: Action) -> bool:
        """Whether only hidden bundles brought the action, or it repeats what is here first hand."""
        if action.verb == RECEIVE and self._has_history:
            return True
        brought = self._brought(action)
        return bool(brought) and all(bundle.is_hidden for bundle in brought)

    def is_brought(self, action: Action) -> bool:
        """Whether a bundle brought the action."""
        return bool(self._brought(action))

    def person_of(self, action: Action) -> tuple[str, str] | None:
        """Reviewer and person whose bundle brought the action, None where none did."""
        brought = self._brought(action)
        return (brought[0].reviewer, brought[0].person) if brought else None

    def as_named(self, action: Action) -> Action:
        """Return the action under the name that its person has here."""
        for bundle in self._brought(action):
            given = self._name_of(bundle)
            if given != bundle.reviewer:
                return renamed(action, {bundle.reviewer: given})
        return action

    def called_otherwise(self, reviewer: str) -> tuple[Reach, ...]:
        """Return what bundles brought of people with the id of a reviewer who have another name here."""
        return tuple(
            Reach(replica=replica, first=first, last=last, hash="")
            for replica, reaches in sorted(self._reaches.items())
            for first, last, bundle in reaches
            if bundle.reviewer == reviewer and self._name_of(bundle) != reviewer
        )

    def _name_of(self, bundle: Merged) -> str:
        person = bundle.reviewer, self._person(bundle.reviewer, bundle.person)
        return self._names.get(person, bundle.reviewer)

    def _brought(self, action: Action) -> list[Merged]:
        reaches = self._reaches.get(action.replica, ())
        return [bundle for first, last, bundle in reaches if first <= action.seq <= last]

    def _person(self, reviewer: str, person: str) -> str:
        """Who somebody was said to be, and that one again."""
        seen = set()
        while (reviewer, person) in self._same and person not in seen:
            seen.add(person)
            person = self._same[reviewer, person]
        return person

    def _named(self, actions: Sequence[Action]) -> Mapping[tuple[str, str], str]:
        """(Reviewer, person) -> name.  Who received first keeps the id, and whoever worked here before all;
        the others get it with a number that nobody else has."""
        people: dict[str, dict[str, str]] = defaultdict(dict)
        for reaches in self._reaches.values():
            for _, _, bundle in reaches:
                if not bundle.is_hidden:
                    person = self._person(bundle.reviewer, bundle.person)
                    known = people[bundle.reviewer].get(person, bundle.receipt)
                    people[bundle.reviewer][person] = min(known, bundle.receipt)
        if not people:
            return {}
        here = [action for action in actions if not self._brought(action)]
        own = {
            str(change.after["reviewer"]): str(change.after["person"])
            for action in here
            for change in action.changes
            if change.kind == "receipt" and change.after is not None
        }
        at_work = {action.actor for action in here if in_own_name(action)}
        for reviewer in (at_work | own.keys()) & people.keys():
            people[reviewer][self._person(reviewer, own.get(reviewer, ""))] = ""
        counting = [action for action in actions if not self.is_left_out(action)]
        taken = {action.actor for action in counting}
        taken |= {c.id for action in counting for c in action.changes if c.kind == "reviewer"}
        names = {}
        for reviewer, receipts in sorted(people.items()):
            first, *others = sorted(receipts, key=lambda each: (receipts[each], each))
            names[reviewer, first] = reviewer
            for person in others:
                names[reviewer, person] = _next(reviewer, taken)
                taken.add(names[reviewer, person])
        return names


def _next(reviewer: str, taken: set[str]) -> str:
    number = 2
    while f"{reviewer} ({number})" in taken:
        number += 1
    return f"{reviewer} ({number})"
