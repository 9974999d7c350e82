"""Owns running the extractors over a project's documents and keeping what they find."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from annotator.extractors import Extractor, all_extractors
from annotator.model.annotations import Suggestion
from annotator.model.exchange import Assignment
from annotator.model.terms import Term
from annotator.numbers import additions
from annotator.numbers.lexicon import as_read
from annotator.store import Store
from annotator.tasks.acting import Progress, never, no_progress, receipt_of
from annotator.text.reading import Reading, read


def suggest_all(
    store: Store,
    *,
    only: Iterable[str] | None = None,
    progress: Progress = no_progress,
    cancelled: Callable[[], bool] = never,
) -> Iterator[tuple[str, int]]:
    """Compute the suggestions of all documents, or of ``only`` those ids; yield (document, count).

    In a work project none are made of what is to be read without them.
    A document whose suggestions this version with these word lists made already is left as it is.
    Cancelled, it stops between two documents; each is whole or as it was before.

    Raises:
        UserError: the project cannot be written.
    """
    wanted = store.documents() if only is None else [store.document(d) for d in only]
    words = words_of(store)
    unseen = hidden_from(store)
    for done, document in enumerate(wanted):
        if cancelled():
            return
        progress(done, len(wanted), document.name)
        if document.id not in unseen:
            with additions.using(words):
                _refresh(store, document.id)
        yield document.id, store.suggestion_counts(document.id).get(document.id, 0)
    progress(len(wanted), len(wanted), "")


def hidden_from(store: Store) -> frozenset[str]:
    """Return the documents that the plan wants read without suggestions, in a work project."""
    if receipt_of(store) is None:
        return frozenset()
    assigned = (Assignment.from_record(record) for record in store.records("assignment"))
    return frozenset(each.document for each in assigned if each.suggestions == "hidden")


def words_of(store: Store) -> additions.Words:
    """Return what a project adds to the word lists."""
    return as_read(Term.from_record(record).words for record in store.records("term"))


def suggest_again(store: Store, document: str) -> bool:
    """Compute anew what other word lists or versions made of one document; return whether anything was.

    What never was suggested to is left so.

    Raises:
        UserError: there is no such document, or the project cannot be written.
    """
    with additions.using(words_of(store)):
        return is_stale(store, document) and _refresh(store, document)


def is_stale(store: Store, document: str) -> bool:
    """Whether suggestions of a document were made by other word lists, or versions, than those in use."""
    kept = store.suggested(document)
    return any(kept[each.name] != _made_by(each) for each in all_extractors().values() if each.name in kept)


def _made_by(extractor: Extractor) -> tuple[str, str]:
    return extractor.version, extractor.lexicon


def _refresh(store: Store, document: str) -> bool:
    kept = store.suggested(document)
    stale = [each for name, each in all_extractors().items() if kept.get(name) != _made_by(each)]
    if stale:
        reading = read(store.original(document))
        found = (((each.name, *_made_by(each)), each.extract(reading)) for each in stale)
        store.keep_suggestions(document, list(found))
    return bool(stale)


def suggestions_for(reading: Reading, *, extractors: Iterable[str]) -> list[Suggestion]:
    """Return what the named extractors find in a text, by place; nothing is kept."""
    known = all_extractors()
    found = [suggestion for name in extractors for suggestion in known[name].extract(reading)]
    return sorted(found, key=lambda suggestion: (suggestion.start, suggestion.end))
