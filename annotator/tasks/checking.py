"""Owns proving a whole project: what the store can prove of itself, and the suggestions made anew."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from annotator.errors import UserError
from annotator.extractors import all_extractors
from annotator.numbers import additions
from annotator.store import Check, Store
from annotator.tasks.acting import Progress, never, no_progress, tagset_of
from annotator.tasks.suggesting import words_of
from annotator.text.reading import read


def check_project(
    store: Store, *, progress: Progress = no_progress, cancelled: Callable[[], bool] = never
) -> Iterator[Check]:
    """Yield every proof in a fixed order; cancelled, it ends between two documents."""
    yield from store.check()
    yield _tagset(store)
    try:
        with additions.using(words_of(store)):
            altered, seen = _altered(store, progress, cancelled)
    except UserError as error:
        yield Check(name="suggestions", is_ok=False, detail=str(error))
        return
    detail = "; ".join(altered[:5]) + (f" (+{len(altered) - 5})" if len(altered) > 5 else "")
    yield Check(name="suggestions", is_ok=not altered, detail=detail or str(seen))


def _tagset(store: Store) -> Check:
    try:
        tagset = tagset_of(store)
    except UserError as error:
        return Check(name="tagset", is_ok=False, detail=str(error))
    return Check(name="tagset", is_ok=True, detail=tagset.id)


def _altered(store: Store, progress: Progress, cancelled: Callable[[], bool]) -> tuple[list[str], int]:
    """Documents whose kept suggestions are not what the same extractor finds now, and how many
    documents were compared: suggestions of another version cannot be."""
    altered, seen = [], 0
    documents = store.documents()
    for done, document in enumerate(documents):
        if cancelled():
            break
        progress(done, len(documents), document.name)
        # Another program may make them anew meanwhile.
        with store.reading():
            kept, suggestions = store.suggested(document.id), store.suggestions(document.id)
        current = {
            name: extractor
            for name, extractor in all_extractors().items()
            if kept.get(name) == (extractor.version, extractor.lexicon)
        }
        if not current:
            continue
        seen += 1
        reading = read(store.original(document.id))
        wanted = {each.key: each.to_record() for one in current.values() for each in one.extract(reading)}
        found = [each for each in suggestions if each.extractor in current]
        if wanted != {each.key: each.to_record() for each in found}:
            altered.append(document.source)
    return altered, seen
