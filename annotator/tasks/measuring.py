"""Owns gathering from a project what figures are made of: people's answers, and the numbers as they stand."""

from __future__ import annotations

from collections.abc import Iterator

from annotator.measures.quality import Case, cases
from annotator.measures.series import Observation
from annotator.model.annotations import ALL, GOLD, MACHINE
from annotator.model.answering import answered
from annotator.model.documents import Document
from annotator.model.spans import text_of
from annotator.store import Store

LAYER, LABEL = "number", "quantity"


def gathered_cases(store: Store, *, of: str = ALL) -> list[Case]:
    """Return what people's answers say of the machine: of everybody, or of one reviewer."""
    found: list[Case] = []
    for document in store.documents():
        for owner in store.owners(document.id):
            if owner != GOLD and of in (ALL, owner):
                found += cases(store.annotations(document.id, owner), layer=LAYER, label=LABEL)
    return found


def finished(store: Store) -> frozenset[tuple[str, str]]:
    """Return the (document, reviewer) that have the numbers declared finished as a whole."""
    return frozenset(
        (record["document"], record["owner"])
        for record in store.records("progress")
        if -1 in record["finished"].get(LAYER, ())
    )


def observations(store: Store, *, reviewer: str) -> Iterator[Observation]:
    """Yield every number as it stands for one reviewer: their answer, else the machine's suggestion."""
    for document in store.documents():
        yield from _of_document(store, document, reviewer)


def _of_document(store: Store, document: Document, reviewer: str) -> Iterator[Observation]:
    text = store.original(document.id)
    mine = [one for one in store.annotations(document.id, reviewer) if one.layer == LAYER]
    machine = store.suggestions(document.id)
    body = str(document.features.get("body") or "")
    done = answered(machine, mine)
    for each in mine:
        if each.label == LABEL and each.verdict != "rejected" and each.fragments:
            yield Observation(
                ref=each.id,
                document=document.id,
                body=body,
                owner=reviewer,
                fragments=each.fragments,
                text=text_of(text, each.fragments),
                features=each.features,
            )
    for suggestion in machine:
        if suggestion.layer == LAYER and suggestion.label == LABEL and suggestion.key not in done:
            yield Observation(
                ref=f"{suggestion.extractor}:{suggestion.start}:{suggestion.end}",
                document=document.id,
                body=body,
                owner=MACHINE,
                fragments=suggestion.fragments,
                text=text_of(text, suggestion.fragments),
                features=suggestion.features,
            )
