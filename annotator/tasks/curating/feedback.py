"""Owns telling each reviewer what became of their answers: what gold says instead, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial

from annotator.model.canonical import Json
from annotator.model.curation import Case, Decision, Rule, Said, content_of
from annotator.model.documents import Document
from annotator.model.spans import text_of
from annotator.model.tagsets import PLACED, Tagset, places_in
from annotator.store import Store
from annotator.tasks.acting import tagset_of
from annotator.tasks.curating.casebook import rules
from annotator.tasks.curating.cases import cases
from annotator.tasks.curating.differing import differences

AROUND = 30
"""Characters of the text shown on either side of a place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What somebody says of a place: label, the words it lies on, features; of features that are places, the
    words there."""

    layer: str
    label: str
    words: str
    features: Mapping[str, Json]


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """What became of one answer: how it differs from gold, what both say, the words around the place, and the
    decision behind it."""

    case: Case
    decision: Decision
    mine: tuple[Answer, ...]
    gold: tuple[Answer, ...]
    differences: tuple[str, ...]
    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """What became of one reviewer's answers: ``kept`` counts those that gold agrees with, ``remarks`` are the
    others, by document and place; ``waiting`` counts those that nobody has decided on."""

    reviewer: str
    kept: int
    waiting: int
    remarks: tuple[Remark, ...]
    documents: tuple[Document, ...]
    rules: tuple[Rule, ...]
    tagset: Tagset


def feedback(store: Store) -> list[Feedback]:
    """Return what became of the answers of each reviewer who has declared anything complete, by id."""
    found = cases(store)
    tagset = tagset_of(store)
    book = {rule.id: rule for rule in rules(store)}
    documents = {each.id: each for each in store.documents()}
    readers = sorted({owner for case in found for owner in case.answers})
    made = []
    for reviewer in readers:
        mine = [case for case in found if reviewer in case.answers]
        decided = [case for case in mine if case.decision is not None]
        remarks = tuple(_remarks(store, reviewer, decided, tagset))
        used = {remark.decision.rule for remark in remarks} & book.keys()
        made.append(
            Feedback(
                reviewer=reviewer,
                kept=len(decided) - len(remarks),
                waiting=len(mine) - len(decided),
                remarks=remarks,
                documents=tuple(
                    documents[one] for one in dict.fromkeys(remark.case.document for remark in remarks)
                ),
                rules=tuple(sorted((book[one] for one in used), key=lambda rule: rule.title)),
                tagset=tagset,
            )
        )
    return made


def _remarks(store: Store, reviewer: str, found: Sequence[Case], tagset: Tagset) -> Iterator[Remark]:
    text = cache(store.original)
    for case in found:
        mine, decision, original = case.answers[reviewer], case.decision, partial(text, case.document)
        how = differences({"mine": mine, "gold": case.gold}, tagset=tagset, text=original)
        # Who has nothing where gold has nothing is right.
        if decision is None or not how or not (mine or case.gold):
            continue
        start, end = case.place or (0, 0)
        yield Remark(
            case=case,
            decision=decision,
            mine=tuple(_answer(one, original(), tagset) for one in mine),
            gold=tuple(_answer(one, original(), tagset) for one in case.gold),
            differences=how,
            before=original()[max(0, start - AROUND) : start],
            words=original()[start:end],
            after=original()[end : end + AROUND],
        )


def _answer(said: Said, text: str, tagset: Tagset) -> Answer:
    content = content_of(said)
    label = tagset.label(content.layer, content.label)
    features = dict(content.features)
    for name, value in features.items():
        spec = label.feature(name) if label else None
        if spec is not None and spec.type in PLACED and value:
            features[name] = text_of(text, places_in(value))
    return Answer(
        layer=content.layer,
        label=content.label,
        words=text_of(text, content.fragments),
        features=features,
    )
