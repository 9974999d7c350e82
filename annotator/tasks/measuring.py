"""Owns gathering from a project what figures are made of, report by report: people's answers, and the
numbers as they stand.  The window and the command line read the same here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from annotator.measures.quality import Case, Counted, cases, counted
from annotator.measures.series import Indexed, Observation, ids, indexed
from annotator.measures.steps import Steps, drained
from annotator.model.annotations import ALL, GOLD, MACHINE
from annotator.model.answering import answered
from annotator.model.canonical import Json
from annotator.model.documents import Document
from annotator.model.spans import Fragments, text_of
from annotator.store import Store

LAYER, LABEL = "number", "quantity"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What one report gives to the figures: its answers counted, its numbers by indicator."""

    answers: Counted
    numbers: Indexed


def measured(store: Store, document: Document, *, reviewer: str) -> Steps[Measured]:
    """Read one report: everybody's answers, and the numbers as they stand for one reviewer.

    Raises:
        UserError: it is in the project no more, or the project cannot be read.
    """
    answers = yield from _answers(store, document.id, of=ALL)
    return Measured(answers=answers, numbers=(yield from _numbers(store, document, reviewer)))


def answers_in(store: Store, *, of: str = ALL) -> Iterator[Counted]:
    """Yield what people's answers say of the machine, report by report: of everybody, or of one reviewer."""
    for document in store.documents():
        yield drained(_answers(store, document.id, of=of))


def cases_in(store: Store, *, of: str = ALL) -> Iterator[Case]:
    """Yield every answer as evidence, the right ones too."""
    for document in store.documents():
        for owner in _people(store, document.id, of):
            yield from cases(store.annotations(document.id, owner), layer=LAYER, label=LABEL)


def numbers_in(store: Store, *, reviewer: str) -> Iterator[Indexed]:
    """Yield the numbers as they stand for one reviewer by indicator, report by report."""
    for document in store.documents():
        yield drained(_numbers(store, document, reviewer))


def _people(store: Store, document: str, of: str) -> list[str]:
    return [owner for owner in store.owners(document) if owner != GOLD and of in (ALL, owner)]


def _answers(store: Store, document: str, *, of: str) -> Steps[Counted]:
    found: list[Case] = []
    complete = set()
    for owner in _people(store, document, of):
        found += cases(store.annotations(document, owner), layer=LAYER, label=LABEL)
        if -1 in store.progress(document, owner).finished.get(LAYER, ()):
            complete.add(owner)
        yield
    yield
    return counted(found, document=document, complete=frozenset(complete))


def _numbers(store: Store, document: Document, reviewer: str) -> Steps[Indexed]:
    text, body = store.original(document.id), str(document.features.get("body") or "")
    mine = [one for one in store.annotations(document.id, reviewer) if one.layer == LAYER]
    yield
    machine = [one for one in store.suggestions(document.id) if one.layer == LAYER]
    yield
    done = answered(machine, mine)
    yield

    def seen(ref: str, owner: str, fragments: Fragments, features: Mapping[str, Json]) -> Observation:
        return Observation(
            ref=ref,
            document=document.id,
            body=body,
            owner=owner,
            fragments=fragments,
            text=text_of(text, fragments),
            features=features,
        )

    found = [
        seen(each.id, reviewer, each.fragments, each.features)
        for each in mine
        if each.label == LABEL and each.verdict != "rejected" and each.fragments and ids(each.features)
    ]
    found += [
        seen(f"{each.extractor}:{each.start}:{each.end}", MACHINE, each.fragments, each.features)
        for each in machine
        if each.label == LABEL and each.key not in done and ids(each.features)
    ]
    yield
    return indexed(found, document=document.id, body=body)
