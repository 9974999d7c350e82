"""Owns the cases of a project: what reviewers say of one place, how it differs, what was decided of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from annotator.agreement.spans import Span
from annotator.model.annotations import GOLD, Annotation, Progress, Relation, reads_again
from annotator.model.canonical import digest, dump
from annotator.model.curation import NO_LAYER, Case, Content, Decision, Said
from annotator.model.documents import Document
from annotator.model.spans import Fragments
from annotator.model.tagsets import Layer
from annotator.store import Store
from annotator.tasks.acting import tagset_of
from annotator.tasks.comparing.declared import Ranges, begins_in, declared_by
from annotator.tasks.curating.deciding import Answers, Decided, settled
from annotator.tasks.curating.differing import differences
from annotator.tasks.curating.grouping import together
from annotator.text.reading import read

Look = Callable[[Document], None]


def cases(
    store: Store, documents: Iterable[str] | None = None, *, look: Look = lambda document: None
) -> list[Case]:
    """Return the cases of these documents, or of all, in the order of the documents and places.

    A case is what all who declared a part complete say of one place; whoever has nothing there says so.
    Also without a dispute: ``is_disputed`` tells those that differ, ``state`` those that want a decision.
    ``look`` is told each document before it is read.

    Raises:
        UserError: a document is unknown, or the project cannot be read.
    """
    with store.reading():
        wanted = store.documents() if documents is None else [store.document(one) for one in documents]
        reading = _Reading(store, None if documents is None else [document.id for document in wanted])
        for document in wanted:
            look(document)
            reading.read(document)
        return [case for document in wanted for case in reading.cases(document)]


def disputed(found: Iterable[Case]) -> list[Case]:
    """Return the cases that a curator has to look at: disputed ones without a decision, and the re-opened."""
    return [one for one in found if one.state == "reopened" or (one.is_disputed and one.state == "open")]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Group:
    """A case in the making; ``place`` is what it is about, the same on every machine."""

    layer: str
    place: str
    answers: Mapping[str, tuple[Said, ...]]
    differences: tuple[str, ...]
    source: Case | None = None
    target: Case | None = None

    @property
    def said(self) -> tuple[Said, ...]:
        """All answers."""
        return tuple(one for answer in self.answers.values() for one in answer)


def _about(layer: str, ends: Sequence[str], said: Iterable[Said]) -> str:
    places: set[tuple[Any, ...]] = {
        (one.label,) if isinstance(one, Relation) else (one.label, one.target, one.fragments) for one in said
    }
    return dump([layer, ends, sorted(places)])


class _Reading:
    """Reads documents once each; relations need the cases of both their ends, in whatever document."""

    def __init__(self, store: Store, documents: Sequence[str] | None) -> None:
        self._store = store
        self._tagset = tagset_of(store)
        self._progress: dict[str, list[Progress]] = defaultdict(list)
        self._layers = [layer.id for layer in self._tagset.layers]
        for record in store.records("progress"):
            each = Progress.from_record(record)
            # Whoever reads something again says nothing that another has not said.
            if each.owner != GOLD and not reads_again(each.owner):
                self._progress[each.document].append(each)
        self._decisions: dict[str, list[Decision]] = defaultdict(list)
        one = documents[0] if documents is not None and len(documents) == 1 else None
        for decision in store.decisions(one):
            self._decisions[decision.document].append(decision)
        self._found: dict[str, list[Case]] = {}
        self._case_of: dict[str, Case] = {}

    def read(self, document: Document) -> None:
        """Find the cases about annotations of a document."""
        if document.id in self._found:
            return
        known = self._decisions.get(document.id, ())
        if not known and not self._progress.get(document.id):
            self._found[document.id] = []
            return
        sheet = _Sheet(self._store, document, self._progress.get(document.id, ()), self._layers)
        groups = [group for layer in self._tagset.layers for group in self._groups(sheet, layer)]
        gold = [one for one in sheet.annotations if one.owner == GOLD]
        of_spans = [one for one in known if one.layer != NO_LAYER]
        found = self._settled(document.id, groups, gold, of_spans, silent=sheet.silent)
        self._found[document.id] = sorted(found, key=self._order)
        for case in found:
            self._case_of |= {one.id: case for one in case.said}

    def cases(self, document: Document) -> list[Case]:
        """All cases of a document, those about relations behind those about their first end."""
        groups = list(self._links(document))
        known = [one for one in self._decisions.get(document.id, ()) if one.layer == NO_LAYER]
        if not groups and not known:
            return self._found[document.id]
        gold = self._store.relations(document.id, GOLD)
        found = self._settled(document.id, groups, gold, known, silent=lambda decision, gold: ())
        return sorted([*self._found[document.id], *found], key=self._order)

    def _order(self, case: Case) -> tuple[int, int, bool, int, str]:
        start, end = case.place or (-1, -1)
        layer = self._layers.index(case.layer) if case.layer in self._layers else -1
        return start, end, case.is_relation, layer, case.key

    def _groups(self, sheet: _Sheet, layer: Layer) -> Iterator[_Group]:
        ranges = sheet.declared(layer.id)
        known: dict[str, Annotation] = {}
        said: dict[str, list[Span]] = {}
        for owner, mine in ranges.items():
            here = [one for one in sheet.of(owner, layer.id) if sheet.is_in(one, mine)]
            known |= {one.id: one for one in here}
            said[owner] = [_span(one, is_span=layer.target == "span") for one in here]
        for group in together(said):
            found = {owner: tuple(known[span.ref] for span in spans) for owner, spans in group.items()}
            first = min((one for said_here in found.values() for one in said_here), key=_where)
            answers = {
                owner: tuple(sorted(found.get(owner, ()), key=_where))
                for owner in sorted(ranges)
                if owner in found or sheet.is_in(first, ranges[owner])
            }
            how = differences(answers, tagset=self._tagset, text=sheet.text)
            about = _about(layer.id, (), (one for said_here in found.values() for one in said_here))
            yield _Group(layer=layer.id, place=about, answers=answers, differences=how)

    def _links(self, document: Document) -> Iterator[_Group]:
        """The relations that leave a document, by the cases of their ends; each label for itself where two
        use it."""
        between: dict[tuple[str, str], dict[str, list[Relation]]] = {}
        ends: dict[tuple[str, str], tuple[Case, Case]] = {}
        for relation in self._store.relations(document.id):
            source, target = self._case_at(relation.source), self._case_at(relation.target)
            if relation.owner == GOLD or source is None or target is None:
                continue
            key = source.key, f"{target.document}/{target.key}"
            ends[key] = source, target
            between.setdefault(key, {}).setdefault(relation.owner, []).append(relation)
        for key, said in sorted(between.items()):
            source, target = ends[key]
            readers = sorted(source.answers.keys() & target.answers.keys())
            links = {one.id: one for found in said.values() for one in found}
            spans = {
                owner: [Span(fragments=((0, 0),), label=one.label, ref=one.id) for one in found]
                for owner, found in said.items()
                if owner in readers
            }
            for group in together(spans):
                answers: dict[str, tuple[Said, ...]] = {
                    owner: tuple(links[span.ref] for span in group.get(owner, ())) for owner in readers
                }
                how = differences(answers, tagset=self._tagset, text=str)
                about = _about(NO_LAYER, key, (one for said_here in answers.values() for one in said_here))
                yield _Group(
                    layer=NO_LAYER,
                    place=about,
                    answers=answers,
                    differences=how,
                    source=source,
                    target=target,
                )

    def _case_at(self, annotation: str) -> Case | None:
        if annotation not in self._case_of:
            there = self._store.annotation(annotation)
            if there is None or there.document in self._found:
                return None
            if there.document not in self._decisions:
                for decision in self._store.decisions(there.document):
                    self._decisions[there.document].append(decision)
            self.read(self._store.document(there.document))
        return self._case_of.get(annotation)

    def _settled(
        self,
        document: str,
        groups: Sequence[_Group],
        gold: Sequence[Said],
        decisions: Sequence[Decision],
        *,
        silent: Callable[[Decision, Sequence[Said]], Iterable[str]],
    ) -> list[Case]:
        made = Decided(decisions, gold)
        answers = [Answers(layer=each.layer, place=each.place, said=each.said) for each in groups]
        given, loose = made.given(answers), made.loose(answers)
        taken = {decision.id for decision in decisions}
        found = []
        for n, group in sorted(enumerate(groups), key=lambda each: each[1].place):
            mine = given.get(n, ())
            key = _key(document, group.place, taken - {one.id for one in mine})
            taken.add(key)
            case = Case(
                key=key,
                document=document,
                layer=group.layer,
                answers=group.answers,
                differences=group.differences,
                source=group.source,
                target=group.target,
            )
            found.append(settled(case, mine, made, loose=loose.get(n, ())))
        for decision in made.alone:
            # Its answers are all gone.  What was decided stays, to be looked at; only who still declares
            # that part complete says by it that there is nothing: of others nobody knows.
            nothing: dict[str, tuple[Said, ...]] = dict.fromkeys(silent(decision, made.gold_of(decision)), ())
            bare = Case(key=decision.id, document=document, layer=decision.layer, answers=nothing)
            found.append(settled(bare, (decision,), made))
        return found


def _key(document: str, place: str, taken: set[str]) -> str:
    number = 0
    while (key := digest(f"{document}\n{place}\n{number}")[:32]) in taken:
        number += 1
    return key


def _where(one: Said) -> tuple[Fragments, str, str]:
    return (one.fragments if isinstance(one, Annotation) else (), one.label, one.id)


def _span(one: Annotation, *, is_span: bool) -> Span:
    if is_span:
        return Span(fragments=one.fragments, label=one.label, ref=one.id)
    start = one.fragments[0][0] if one.fragments else -1
    return Span(fragments=((start, start),), label=one.label, ref=one.id)


class _Sheet:
    """What is said in one document, and who declared which parts of it complete."""

    def __init__(
        self, store: Store, document: Document, progress: Iterable[Progress], layers: Sequence[str]
    ) -> None:
        self._store = store
        self._document = document
        self._text: str | None = None
        self.annotations = store.annotations(document.id)
        self._said: dict[tuple[str, str], list[Annotation]] = defaultdict(list)
        for one in self.annotations:
            # A suggestion rejected is what the reviewer does not say.
            if one.verdict != "rejected":
                self._said[one.owner, one.layer].append(one)
        self._declared = declared_by(
            progress, layers, length=document.chars, sections=lambda: read(self.text()).sections
        )

    def text(self) -> str:
        """The original text, read where it is needed."""
        if self._text is None:
            self._text = self._store.original(self._document.id)
        return self._text

    def of(self, owner: str, layer: str) -> Sequence[Annotation]:
        """What somebody says in a layer."""
        return self._said.get((owner, layer), ())

    def declared(self, layer: str) -> Mapping[str, Ranges]:
        """Who declared which parts complete."""
        return self._declared.get(layer, {})

    def is_in(self, one: Annotation | Content, ranges: Ranges) -> bool:
        """Whether an annotation belongs to these parts."""
        return begins_in(one.fragments, ranges, length=self._document.chars)

    def silent(self, decision: Decision, gold: Sequence[Said]) -> list[str]:
        """Who declares the part complete that a decision lies in, whose answers are gone."""
        places: list[Annotation | Content] = [one for one in gold if isinstance(one, Annotation)]
        places += [each.said for each in decision.sources if each.said is not None]
        ranges = self.declared(decision.layer)
        return [owner for owner in sorted(ranges) if places and self.is_in(places[0], ranges[owner])]
