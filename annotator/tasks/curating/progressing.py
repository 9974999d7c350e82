"""Owns how far the curation of each document is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from annotator.model.annotations import GOLD, DocumentState
from annotator.model.curation import Case
from annotator.model.documents import Document
from annotator.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class CurationRow:
    """One document: its state in curation (new, in curation, curated), how many cases it has, how many of
    them are disputed, wait for a decision (disputed or not), and are re-opened."""

    document: Document
    state: DocumentState
    cases: int
    disputed: int
    waiting: int
    reopened: int

    @property
    def is_locked(self) -> bool:
        """Whether its gold is locked."""
        return self.state == "curated"


def curation_rows(store: Store, found: Iterable[Case]) -> list[CurationRow]:
    """Return how far each document is that has cases, in the order of the cases."""
    by_document: dict[str, list[Case]] = {}
    for case in found:
        by_document.setdefault(case.document, []).append(case)
    return [
        CurationRow(
            document=store.document(document),
            state=store.progress(document, GOLD).state,
            cases=len(cases),
            disputed=sum(case.is_disputed for case in cases),
            waiting=sum(case.state != "settled" for case in cases),
            reopened=sum(case.state == "reopened" for case in cases),
        )
        for document, cases in by_document.items()
    ]
