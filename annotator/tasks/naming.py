"""Owns finding what a command line or a line of a script names: a document, the suggestion at a place in it,
a merged bundle."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence

from annotator.arithmetic.check import Check
from annotator.errors import UserError
from annotator.model.annotations import Suggestion
from annotator.model.canonical import Record
from annotator.model.spans import Fragments, do_overlap, hull
from annotator.store import Store
from annotator.tasks.checked import Checked
from annotator.tasks.recorded import key_of

SHORTEST = 8
"""Fewest characters that the beginning of an id may be named by."""

KEPT = 16
"""Documents whose suggestions are kept at hand: a script goes from one to the next."""


def bundle_named(store: Store, wanted: str) -> Record:
    """Return the record of the merged bundle of that id, or that beginning of one.

    Raises:
        UserError: there is none, or several.
    """
    found = [each for each in store.records("bundle") if str(each["id"]).startswith(wanted)]
    if len(found) != 1 or not wanted:
        raise UserError("unmerge.unknown", bundle=wanted[:64], n=len(found))
    return found[0]


class Named:
    """What a project's documents and suggestions are called, looked up once for many lines."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._names: Mapping[str, Sequence[str]] | None = None
        self._ids: Sequence[str] = ()
        self._suggested: dict[str, _Suggested] = {}
        self._checks: dict[tuple[str, str], dict[str, Check]] = {}

    def document(self, wanted: str) -> str:
        """The id of the document of that id, that beginning of an id, or that name or path.

        Raises:
            UserError: there is none, or several.
        """
        if self._store.record("document", wanted) is not None:
            return wanted
        if self._names is None:
            self._look()
        assert self._names is not None
        found = {*self._names.get(wanted, ()), *self._beginning(wanted)}
        if len(found) > 1:
            ids = ", ".join(each[:12] for each in sorted(found))
            raise UserError("document.several", document=wanted[:40], ids=ids)
        if not found:
            raise UserError("document.unknown", document=wanted[:40])
        return found.pop()

    def _look(self) -> None:
        names: dict[str, list[str]] = defaultdict(list)
        documents = self._store.documents()
        for each in documents:
            for name in {each.source, each.source.rsplit("/", 1)[-1]}:
                names[name].append(each.id)
        self._names, self._ids = names, sorted(each.id for each in documents)

    def _beginning(self, wanted: str) -> Sequence[str]:
        """The ids that begin so; two are as good as many."""
        if len(wanted) < SHORTEST:
            return ()
        first = bisect_left(self._ids, wanted)
        return [each for each in self._ids[first : first + 2] if each.startswith(wanted)]

    def suggestion(self, document: str, fragments: Fragments, *, layer: str | None) -> Suggestion | None:
        """The first suggestion of exactly this place, of any layer when None."""
        return self._of(document).at(fragments, layer)

    def overlapping(self, document: str, fragments: Fragments, *, layer: str | None) -> Suggestion | None:
        """The suggestion that shares most characters with the place, the first of equal ones."""
        return self._of(document).over(fragments, layer)

    def check(self, document: str, reviewer: str, key: str) -> Check | None:
        """The check of that key that the machine finds among a reviewer's numbers, or None."""
        if (document, reviewer) not in self._checks:
            while len(self._checks) >= KEPT:
                del self._checks[next(iter(self._checks))]
            found = Checked(self._store, reviewer=reviewer).checks(document)
            self._checks[document, reviewer] = {key_of(each): each for each in found}
        return self._checks[document, reviewer].get(key)

    def _of(self, document: str) -> _Suggested:
        if document not in self._suggested:
            while len(self._suggested) >= KEPT:
                del self._suggested[next(iter(self._suggested))]
            self._suggested[document] = _Suggested(self._store.suggestions(document))
        return self._suggested[document]


class _Suggested:
    """One document's suggestions, by place."""

    def __init__(self, found: Sequence[Suggestion]) -> None:
        self._found = found
        self._widest = max((each.end - each.start for each in found), default=0)
        self._at: dict[Fragments, list[Suggestion]] = defaultdict(list)
        for each in found:
            self._at[each.fragments].append(each)

    def at(self, fragments: Fragments, layer: str | None) -> Suggestion | None:
        here = self._at.get(fragments, ())
        return next((each for each in here if layer in (None, each.layer)), None)

    def over(self, fragments: Fragments, layer: str | None) -> Suggestion | None:
        start, end = hull(fragments)
        first = bisect_left(self._found, start - self._widest, key=lambda each: each.start)
        last = bisect_left(self._found, end, key=lambda each: each.start)
        near = [
            each
            for each in self._found[first:last]
            if layer in (None, each.layer) and do_overlap(each.fragments, fragments)
        ]
        return max(near, key=lambda each: _shared(each, fragments), default=None)


def _shared(suggestion: Suggestion, fragments: Fragments) -> int:
    return sum(max(0, min(end, suggestion.end) - max(start, suggestion.start)) for start, end in fragments)
