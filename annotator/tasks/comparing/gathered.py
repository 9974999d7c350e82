"""Owns reading from a project what reviewers say and what they declared complete, and who is compared with
whom."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from annotator.model.annotations import GOLD, Annotation, Progress, Relation, reads_again, second_reading
from annotator.model.documents import Document
from annotator.store import Store
from annotator.tasks.comparing.declared import Ranges, begins_in, declared_by, parts, shared, whole
from annotator.tasks.comparing.figures import Pair
from annotator.text.reading import Reading, read


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Parts of one document that some owners all declared complete in one layer, with what they say there."""

    owners: tuple[str, ...]
    ranges: Ranges
    said: Mapping[str, tuple[Annotation, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One document: owner -> layer -> annotations that stand, owner -> relations, and layer -> owner -> what
    was declared complete."""

    document: Document
    reading: Reading
    said: Mapping[str, Mapping[str, tuple[Annotation, ...]]]
    relations: Mapping[str, tuple[Relation, ...]]
    declared: Mapping[str, Mapping[str, Ranges]]

    @property
    def owners(self) -> set[str]:
        """Who says something, or has declared something complete."""
        return {*self.said, *(owner for known in self.declared.values() for owner in known)}

    @property
    def length(self) -> int:
        """How many code points the text has."""
        return len(self.reading.original)

    def of(self, owner: str, layer: str) -> tuple[Annotation, ...]:
        """What somebody says in a layer."""
        return self.said.get(owner, {}).get(layer, ())

    def part(self, layer: str, owners: tuple[str, ...], ranges: Ranges) -> Part:
        """These parts with what these owners say there."""
        said = {
            owner: tuple(
                one for one in self.of(owner, layer) if begins_in(one.fragments, ranges, length=self.length)
            )
            for owner in owners
        }
        return Part(owners=owners, ranges=ranges, said=said)


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """Who is compared: two owners, or (``pair`` is None) all reviewers together."""

    owners: tuple[str, ...]
    pair: Pair | None = None

    @property
    def is_of_two_people(self) -> bool:
        """Whether two reviewers are compared; not gold, nor what one of them said a second time."""
        return self.pair is not None and not any(one == GOLD or reads_again(one) for one in self.pair)

    def parts(self, sheet: Sheet, layer: str) -> list[Part]:
        """What two of them or more declared complete of a document, none where there is none."""
        known = sheet.declared.get(layer, {})
        if self.pair is not None:
            both = shared(*(known.get(owner, ()) for owner in self.pair))
            return [sheet.part(layer, self.pair, both)] if both else []
        mine = {owner: ranges for owner, ranges in known.items() if owner in self.owners}
        return [sheet.part(layer, owners, ranges) for owners, ranges in parts(mine)]


def views(owners: Iterable[str]) -> list[View]:
    """Return all reviewers together, then every two of them, then each with themselves where they read
    something again, then each with gold.  A second reading counts nowhere else: it is no further opinion."""
    everybody = sorted(owner for owner in owners if owner != GOLD)
    people = tuple(owner for owner in everybody if not reads_again(owner))
    pairs: list[Pair] = list(combinations(people, 2))
    pairs += [(one, second_reading(one)) for one in people if second_reading(one) in everybody]
    if GOLD in owners:
        pairs += [(one, GOLD) for one in people]
    return [View(owners=people), *(View(owners=pair, pair=pair) for pair in pairs)]


def sheets(
    store: Store,
    documents: Sequence[Document],
    layers: Sequence[str],
    *,
    look: Callable[[Document], None],
) -> Iterator[Sheet]:
    """Yield the documents that anybody works at, by id; ``look`` is told each before it is read."""
    progress: dict[str, list[Progress]] = {}
    for record in store.records("progress"):
        each = Progress.from_record({key: value for key, value in record.items() if key != "id"})
        progress.setdefault(each.document, []).append(each)
    for document in sorted(documents, key=lambda each: each.id):
        look(document)
        found, done = store.annotations(document.id), progress.get(document.id, [])
        if found or done:
            yield _sheet(store, document, found, done, layers=layers)


def _sheet(
    store: Store,
    document: Document,
    annotations: Sequence[Annotation],
    progress: Sequence[Progress],
    *,
    layers: Sequence[str],
) -> Sheet:
    said: dict[str, dict[str, list[Annotation]]] = {}
    for one in annotations:
        # A suggestion rejected is what the reviewer does not say.
        if one.verdict != "rejected" and one.layer in layers:
            said.setdefault(one.owner, {}).setdefault(one.layer, []).append(one)
    relations: dict[str, list[Relation]] = {}
    for link in store.relations(document.id):
        relations.setdefault(link.owner, []).append(link)
    reading = read(store.original(document.id))
    length = len(reading.original)
    complete = declared_by(progress, layers, length=length, sections=lambda: reading.sections)
    if all(each.owner != GOLD and each.state != "in curation" for each in progress):
        # Gold is made by settling a document; only where that is still going on is it not all there.
        for layer in said.get(GOLD, {}):
            complete[layer][GOLD] = whole(length)
    return Sheet(
        document=document,
        reading=reading,
        said={
            owner: {layer: tuple(found) for layer, found in by_layer.items()}
            for owner, by_layer in said.items()
        },
        relations={owner: tuple(found) for owner, found in relations.items()},
        declared=complete,
    )
