"""Owns settling many cases of one kind alike: the groups there are, and the ways to settle one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from annotator.agreement.spans import trimmed
from annotator.errors import UserError
from annotator.model.annotations import Annotation
from annotator.model.curation import Case, Proposal, Said
from annotator.model.spans import Fragments
from annotator.store import Store
from annotator.tasks.acting import tagset_of
from annotator.tasks.curating import proposing
from annotator.tasks.curating.asked import refuse_unknown_people
from annotator.tasks.curating.differing import told
from annotator.tasks.curating.policies import Policy, answers_alike, words_of

WAYS = ("longest", "shortest", "trimmed", "machine", "nothing", "take:")
"""The names of the ways; the last is followed by whose answer is taken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Cases of one layer that differ in the same way."""

    layer: str
    differences: tuple[str, ...]
    cases: tuple[Case, ...]


def groups(found: Iterable[Case]) -> list[Group]:
    """Return the disputed cases in groups, the largest first."""
    by_kind: dict[tuple[str, tuple[str, ...]], list[Case]] = {}
    for case in found:
        if case.is_disputed:
            by_kind.setdefault((case.layer, case.differences), []).append(case)
    made = [
        Group(layer=layer, differences=differences, cases=tuple(cases))
        for (layer, differences), cases in by_kind.items()
    ]
    return sorted(made, key=lambda each: (-len(each.cases), each.layer, each.differences))


def way_named(name: str, store: Store) -> Policy:
    """Return a way to settle cases alike.

    ``longest`` and ``shortest`` take the answer with most and fewest characters, ``trimmed`` the answers'
    place without punctuation and blanks at its ends where they are the same but for that, ``machine`` what
    the machine suggests, ``nothing`` rejects all, ``take:NAME`` takes somebody's answer.  A case that a way
    does not fit is left.

    Raises:
        UserError: there is no such way, or nobody of that name.
    """
    if name in ("longest", "shortest"):
        return Policy(words=name, propose=_by_width(is_longest=name == "longest"))
    if name == "trimmed":
        return Policy(words=name, propose=_trimmed(store))
    if name == "machine":
        return Policy(words=name, propose=_machine(store))
    if name == "nothing":
        return Policy(words=name, propose=proposing.nothing)
    if name.startswith("take:"):
        owner = name.removeprefix("take:")
        refuse_unknown_people(store, [owner])
        return Policy(words=name, propose=lambda case: _taken(case, owner), names_people=True)
    raise UserError("curation.unknown_way", name=name, known=", ".join(WAYS))


def _taken(case: Case, owner: str) -> Proposal | None:
    return proposing.take(case, owner) if owner in case.answers else None


def _width(said: Sequence[Said]) -> int:
    spans = [one.fragments for one in said if isinstance(one, Annotation)]
    return sum(end - start for fragments in spans for start, end in fragments)


def _by_width(*, is_longest: bool) -> Callable[[Case], Proposal | None]:
    def propose(case: Case) -> Proposal | None:
        groups = [owners for owners in answers_alike(case).values() if case.answers[owners[0]]]
        if case.is_relation or not groups:
            return None
        widths = {tuple(owners): _width(case.answers[owners[0]]) for owners in groups}
        best = (max if is_longest else min)(widths.values())
        chosen = [owners for owners in groups if widths[tuple(owners)] == best]
        if len(chosen) > 1:
            # As long as one another, and yet different: that is for a person to say.
            return None
        return Proposal(choice="curator", contents=words_of(case, chosen[0]), taken=tuple(chosen[0]))

    return propose


def _trimmed(store: Store) -> Callable[[Case], Proposal | None]:
    text = cache(store.original)

    def propose(case: Case) -> Proposal | None:
        given = {owner: said for owner, said in case.answers.items() if said}
        if case.is_relation or not given or any(len(said) != 1 for said in given.values()):
            return None
        bare = {owner: _bare(said[0], text(case.document)) for owner, said in given.items()}
        if len({told([one]) for one in bare.values()}) != 1:
            return None
        owners = sorted(given)
        place = next(iter(bare.values())).fragments
        exact = tuple(owner for owner in owners if _fragments(given[owner][0]) == place)
        (content,) = words_of(case, list(exact) or owners)
        choice = "curator" if exact else "edited"
        contents = (replace(content, fragments=place),)
        return Proposal(choice=choice, contents=contents, taken=exact or tuple(owners))  # type: ignore[arg-type]

    return propose


def _fragments(one: Said) -> Fragments:
    return one.fragments if isinstance(one, Annotation) else ()


def _bare(one: Said, text: str) -> Annotation:
    assert isinstance(one, Annotation)
    return replace(one, fragments=trimmed(one.fragments, text))


def _machine(store: Store) -> Callable[[Case], Proposal | None]:
    tagset = tagset_of(store)

    def propose(case: Case) -> Proposal | None:
        suggestion = proposing.machine_at(store, case)
        if suggestion is None or tagset.label(suggestion.layer, suggestion.label) is None:
            return None
        return proposing.take_machine(suggestion, tagset=tagset)

    return propose
