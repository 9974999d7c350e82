"""Owns the proposals a curator makes by hand: somebody's answer, the machine's, field by field, nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from annotator.commands.context import fitting
from annotator.errors import UserError
from annotator.model.annotations import Suggestion, Target
from annotator.model.canonical import Json, digest, dump
from annotator.model.curation import Case, Content, Proposal, content_of, suggested
from annotator.model.spans import Fragments, do_overlap
from annotator.model.tagsets import Tagset
from annotator.store import Store


def take(case: Case, owner: str) -> Proposal:
    """Take somebody's answer, also where it is that there is nothing.

    Raises:
        UserError: nobody of that name has an answer here.
    """
    if owner not in case.answers:
        raise UserError("curation.no_answer", owner=owner)
    contents = tuple(content_of(one) for one in case.answers[owner])
    return Proposal(choice="curator", contents=contents, taken=(owner,))


def nothing(case: Case) -> Proposal:
    """Reject all answers: gold says nothing there."""
    return Proposal(choice="nothing")


def machine_at(store: Store, case: Case) -> Suggestion | None:
    """Return what the machine suggests in the layer and at the place of a case, whether or not anybody saw
    it: the suggestion that somebody answered, else the one that most of an answer lies on; or None."""
    if case.is_relation or case.place is None:
        return None
    found = [one for one in store.suggestions(case.document) if one.layer == case.layer]
    image = case.image
    if image is not None:
        return next((one for one in found if one.key == image.key), image)
    places = [content_of(one).fragments for one in (*case.said, *case.gold)]
    near = [one for one in found if any(do_overlap(one.fragments, place) for place in places)]
    return max(near, key=lambda one: (_shared(one, places), -one.start, one.extractor), default=None)


def _shared(suggestion: Suggestion, places: Sequence[Fragments]) -> int:
    pairs = [pair for place in places for pair in place]
    return max((min(suggestion.end, end) - max(suggestion.start, start) for start, end in pairs), default=0)


def take_machine(suggestion: Suggestion, *, tagset: Tagset) -> Proposal:
    """Take what the machine says, as far as the tagset has room for it."""
    content = suggested(suggestion)
    label = tagset.label(content.layer, content.label)
    features = fitting(label, content.features) if label is not None else {}
    return Proposal(choice="machine", contents=(replace(content, features=features),))


def edited(
    case: Case,
    *,
    label: str,
    fragments: Fragments = (),
    features: Mapping[str, Json] | None = None,
    target: Target | None = None,
) -> Proposal:
    """What the curator writes instead; ``target`` where nobody says anything that tells it."""
    known: Target = next((content_of(one).target for one in (*case.said, *case.gold)), "span")
    content = Content(
        layer=case.layer,
        label=label,
        target=target or known,
        fragments=fragments,
        features=dict(features or {}),
    )
    return Proposal(choice="edited", contents=(content,))


def unseen(case_of: Iterable[Case], *, document: str, layer: str, label: str, fragments: Fragments) -> Case:
    """Return a case where nobody says anything, for a place that all have missed; ``case_of`` are the cases
    of the document, which tell who has read it.

    Raises:
        UserError: somebody says something of just that place.
    """
    readers: set[str] = set()
    for case in case_of:
        readers |= case.answers.keys()
        places = [content_of(one) for one in (*case.said, *case.gold)]
        if any((one.layer, one.label, one.fragments) == (layer, label, fragments) for one in places):
            raise UserError("curation.seen")
    place = [document, layer, label, [list(pair) for pair in fragments]]
    return Case(
        key=digest(dump(["unseen", *place]))[:32],
        document=document,
        layer=layer,
        answers=dict.fromkeys(sorted(readers), ()),
    )


NO_FEATURES = ("label", "fragments")
"""Fields of an answer that are no features."""

MACHINE = "machine"
"""Whose field it is where the machine's is taken."""


def put_together(
    case: Case,
    *,
    base: str,
    fields: Mapping[str, str],
    machine: Suggestion | None = None,
) -> Proposal:
    """Take the answer of ``base``, and some of its fields from others: ``fields`` maps a feature, ``label``
    or ``fragments`` to whose it is to be (``machine`` for the machine's).

    Raises:
        UserError: one of them has no answer, or several, so that it is not to be told which is meant.
    """
    whole = _one(case, base, machine)
    features = dict(whole.features)
    for name, owner in fields.items():
        other = _one(case, owner, machine)
        if name == "label":
            whole = replace(whole, label=other.label)
        elif name == "fragments":
            whole = replace(whole, fragments=other.fragments)
        elif name in other.features:
            features[name] = other.features[name]
        else:
            features.pop(name, None)
    people = {base, *fields.values()} - {MACHINE}
    given = dict(sorted(fields.items()))
    content = replace(whole, features=features)
    return Proposal(choice="edited", contents=(content,), taken=tuple(sorted(people)), fields=given)


def _one(case: Case, owner: str, machine: Suggestion | None) -> Content:
    if owner == MACHINE and machine is not None:
        return suggested(machine)
    answers = case.answers.get(owner, ())
    if len(answers) != 1:
        raise UserError("curation.no_answer", owner=owner)
    return content_of(answers[0])
