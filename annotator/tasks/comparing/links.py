"""Owns the figures about relations: whether both link what was paired."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from annotator.agreement.relations import Link, LinkMatching, match_relations
from annotator.agreement.results import Counts, added
from annotator.agreement.spans import f1
from annotator.model.annotations import Relation
from annotator.tasks.comparing.figures import Case, Figure, Pair, Scope, Tally, behind_documents
from annotator.tasks.comparing.gathered import Sheet

Places = Mapping[str, tuple[int, int]]
"""Annotation -> where it begins and ends."""


@dataclass(slots=True, kw_only=True)
class Links:
    """Two owners' relations: a relation counts where both its ends are compared.  ``ends`` maps what one
    says to what it is paired with, ``here`` are all annotations that are compared, with their places."""

    pair: Pair
    ends: Mapping[str, str]
    here: Places
    found: dict[str, LinkMatching] = field(init=False, default_factory=dict)
    outside: int = 0
    total: int = 0

    def add(self, sheet: Sheet) -> None:
        """Pair the relations that leave one document."""
        one, other = (self._compared(sheet.relations.get(owner, ())) for owner in self.pair)
        self.found[sheet.document.id] = match_relations(one, other, ends=self.ends)

    def _compared(self, relations: Sequence[Relation]) -> list[Link]:
        kept = [one for one in relations if one.source in self.here and one.target in self.here]
        self.total += len(relations)
        self.outside += len(relations) - len(kept)
        return [Link(source=one.source, target=one.target, label=one.label, ref=one.id) for one in kept]

    def labels(self) -> set[str]:
        """The relations that somebody drew."""
        return {link.label for matching in self.found.values() for link in _all(matching)}

    def counts(self, document: str, label: str | None) -> Counts:
        """Pairs and loners of a document."""
        matching = self.found.get(document)
        return _only(matching, label).counts if matching else {}

    def cases(self, document: str, label: str | None) -> Iterator[Case]:
        """The list behind it."""
        matching = self.found.get(document)
        if matching is None:
            return
        only = _only(matching, label)
        for one, other in only.pairs:
            yield self._case(document, one, other)
        for one in only.only_one:
            yield self._case(document, one, None)
        for other in only.only_other:
            yield self._case(document, None, other)

    def _case(self, document: str, one: Link | None, other: Link | None) -> Case:
        first = one or other
        assert first is not None
        start, end = self.here[first.source]
        is_placed = start >= 0
        return Case(
            document=document,
            pair=self.pair,
            outcome="both" if one and other else "only_one" if one else "only_other",
            start=start if is_placed else None,
            end=end if is_placed else None,
            one=(one.ref,) if one else (),
            other=(other.ref,) if other else (),
            said=(one.label if one else None, other.label if other else None),
        )


def _all(matching: LinkMatching) -> Iterator[Link]:
    yield from (one for one, _ in matching.pairs)
    yield from matching.only_one
    yield from matching.only_other


def _only(matching: LinkMatching, label: str | None) -> LinkMatching:
    if label is None:
        return matching
    return LinkMatching(
        pairs=tuple(pair for pair in matching.pairs if pair[0].label == label),
        only_one=tuple(one for one in matching.only_one if one.label == label),
        only_other=tuple(one for one in matching.only_other if one.label == label),
    )


def links_outside(links: Sequence[Links], *, pair: Pair | None) -> Iterator[Figure]:
    """Yield how many relations are left out, of how many."""
    outside, total = sum(one.outside for one in links), sum(one.total for one in links)
    yield Figure(scope=Scope(pair=pair), measure="left_out_relations", value=float(outside), n=total)


def link_tallies(links: Sequence[Links], *, pair: Pair | None) -> Iterator[Tally]:
    """Yield what figures are made of, of all relations and of each; several pairs are added up."""
    documents: Iterable[str] = sorted({document for one in links for document in one.found})
    for label in (None, *sorted({label for one in links for label in one.labels()})):
        yield Tally(
            scope=Scope(label=label, pair=pair),
            counts={document: added(one.counts(document, label) for one in links) for document in documents},
            statistics={"f1_relations": partial(f1, rule="relations")},
            behind=behind_documents(
                {document: [partial(one.cases, document, label) for one in links] for document in documents}
            ),
            has_documents=label is None,
        )
