"""Owns which documents are in sight and in what order: words that must match, states, sorting."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

from annotator.languages.chinese import simplify
from annotator.model.documents import Document
from annotator.session import DocumentRow
from annotator.ui.models.wording import document_words

ORDERS = ("imported", "name", "region", "year", "progress", "state")
"""What a list of documents may be sorted by."""

GROUPS = ("new", "in_progress", "finished")
"""The states that are told apart when filtering; what is being curated is finished for its reviewer."""

_BETWEEN = "\x1e"

_GROUP = {"new": "new", "in progress": "in_progress"}


def folded(text: str) -> str:
    """Return text for comparing: simplified, of one width and one case; the stored text stays as it is."""
    return simplify(unicodedata.normalize("NFKC", text)).casefold()


def group_of(row: DocumentRow) -> str:
    """Return which of ``GROUPS`` a document belongs to."""
    return _GROUP.get(row.state, "finished")


def share(row: DocumentRow) -> float:
    """How much of a document is answered, 0 to 1."""
    return 1.0 if group_of(row) == "finished" else answered_share(row)


def answered_share(row: DocumentRow) -> float:
    """How much of a document's suggestions are answered, 0 to 1, whatever was declared."""
    if not row.suggestions:
        return 1.0 if group_of(row) == "finished" else 0.0
    return row.answered / row.suggestions


def open_of(row: DocumentRow) -> int:
    """How many suggestions of a document nobody has answered."""
    return max(0, row.suggestions - row.answered)


def is_locked(row: DocumentRow) -> bool:
    """Whether the document is declared finished, so that nothing in it is changed by a slip."""
    return group_of(row) == "finished"


def _stack(document: Document) -> str:
    known = document.features.get
    title, body, region, year = known("title"), known("body"), known("region"), known("year")
    name = document.source.replace("\\", "/").rsplit("/", 1)[-1]
    return f"{title or ''}\n{body or ''}\n{region or ''}\n{year or ''}\n{name}"


def haystacks(documents: Sequence[Document]) -> list[str]:
    """Return all that the words of a filter may match of each document, folded: one line each."""
    return fold_together([_stack(document) for document in documents])


def fold_together(texts: Sequence[str]) -> list[str]:
    """Return several texts folded (see ``folded``), each by itself, much faster than one by one."""
    if not texts:
        return []
    joined = _BETWEEN.join(text.replace(_BETWEEN, " ") for text in texts)
    joined = unicodedata.normalize("NFKC", joined)
    simpler = {letter: simplify(letter) for letter in set(joined)}
    for letter, other in simpler.items():
        if letter != other:
            joined = joined.replace(letter, other)
    return joined.casefold().split(_BETWEEN)


class Sieve:
    """Finds the documents that words match.  What it compares is folded once for each document."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[Document, str]] = {}

    def haystacks(self, rows: Sequence[DocumentRow]) -> list[str]:
        """Return the folded words of each document; only what is new or changed is folded."""
        known = self._known
        fresh = [
            row.document
            for row in rows
            if (found := known.get(row.document.id)) is None or found[0] is not row.document
        ]
        if fresh:
            for document, words in zip(fresh, haystacks(fresh), strict=True):
                known[document.id] = (document, words)
        return [known[row.document.id][1] for row in rows]

    def passing(self, rows: Sequence[DocumentRow], words: str) -> list[int]:
        """Return the numbers of the documents in which every word occurs, in order."""
        needles = folded(words).split()
        if not needles:
            return list(range(len(rows)))
        passing = enumerate(self.haystacks(rows))
        for needle in needles:
            passing = [(n, words) for n, words in passing if needle in words]  # type: ignore[assignment]
        return [n for n, _ in passing]


def order_of(rows: Sequence[DocumentRow], order: str) -> list[int]:
    """Return the numbers of the documents, sorted; equal ones stay as they were imported.

    Years go from the newest to the oldest, progress from what is least done; what lacks the feature
    comes last.
    """
    numbers = list(range(len(rows)))
    if order == "name":
        numbers.sort(key=lambda n: _by_sound(document_words(rows[n].document)))
    elif order == "region":
        regions = [str(row.document.features.get("region") or "") for row in rows]
        numbers.sort(key=lambda n: (not regions[n], _by_sound(regions[n])))
    elif order == "year":
        years = [str(row.document.features.get("year") or "") for row in rows]
        numbers.sort(key=lambda n: years[n], reverse=True)
    elif order == "progress":
        numbers.sort(key=lambda n: share(rows[n]))
    elif order == "state":
        numbers.sort(key=lambda n: GROUPS.index(group_of(rows[n])))
    return numbers


def _by_sound(words: str) -> bytes:
    """GB 2312 orders the common characters by their pinyin, and its successor keeps that."""
    return folded(words).encode("gb18030", errors="replace")


def counts(rows: Iterable[DocumentRow]) -> dict[str, int]:
    """Return how many documents there are of each group."""
    found = Counter(group_of(row) for row in rows)
    return {group: found[group] for group in GROUPS}
