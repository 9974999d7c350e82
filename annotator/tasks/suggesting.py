"""Owns running the extractors over a project's documents and keeping what they find."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from annotator.extractors import all_extractors
from annotator.model.annotations import Suggestion
from annotator.model.terms import Term
from annotator.numbers import additions
from annotator.numbers.lexicon import as_read
from annotator.store import Store
from annotator.tasks.acting import Progress, never, no_progress
from annotator.text.reading import Reading, read


def suggest_all(
    store: Store,
    *,
    only: Iterable[str] | None = None,
    progress: Progress = no_progress,
    cancelled: Callable[[], bool] = never,
) -> Iterator[tuple[str, int]]:
    """Compute the suggestions of all documents, or of ``only`` those ids; yield (document, count).

    A document whose suggestions this version with these word lists made already is left as it is.
    Cancelled, it stops between two documents; each is whole or as it was before.

    Raises:
        UserError: the project cannot be written.
    """
    wanted = store.documents() if only is None else [store.document(d) for d in only]
    words = words_of(store)
    for done, document in enumerate(wanted):
        if cancelled():
            return
        progress(done, len(wanted), document.name)
        with additions.using(words):
            _refresh(store, document.id)
        yield document.id, store.suggestion_counts(document.id).get(document.id, 0)
    progress(len(wanted), len(wanted), "")


def words_of(store: Store) -> additions.Words:
    """Return what a project adds to the word lists."""
    return as_read(Term.from_record(record).words for record in store.records("term"))


def _refresh(store: Store, document: str) -> None:
    kept = store.suggested(document)
    stale = [
        extractor
        for name, extractor in all_extractors().items()
        if kept.get(name) != (extractor.version, extractor.lexicon)
    ]
    if stale:
        reading = read(store.original(document))
        found = (((each.name, each.version, each.lexicon), each.extract(reading)) for each in stale)
        store.keep_suggestions(document, list(found))


def suggestions_for(reading: Reading, *, extractors: Iterable[str]) -> list[Suggestion]:
    """Return what the named extractors find in a text, by place; nothing is kept."""
    known = all_extractors()
    found = [suggestion for name in extractors for suggestion in known[name].extract(reading)]
    return sorted(found, key=lambda suggestion: (suggestion.start, suggestion.end))
