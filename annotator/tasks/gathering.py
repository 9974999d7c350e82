"""Owns reading a project as a corpus: whose annotations, which layers, on which text."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from annotator.commands.project import PROJECT
from annotator.errors import UserError
from annotator.model.annotations import (
    ALL,
    GOLD,
    SUGGESTIONS,
    WHOLE,
    Annotation,
    Progress,
    Relation,
    Suggestion,
)
from annotator.model.canonical import Json
from annotator.model.corpus import (
    COUNTS,
    TEXT_VIEWS,
    Corpus,
    CorpusDocument,
    Division,
    ExtractorStamp,
    Header,
    Reviewer,
    TextView,
)
from annotator.model.crosschecks import CheckedNumber, Crosscheck, crosscheck_id
from annotator.model.curation import NO_LAYER, Decision, Rule, Source
from annotator.model.documents import Document
from annotator.model.spans import Fragment, Fragments, as_fragments
from annotator.model.terms import Term
from annotator.store import Store
from annotator.tasks.acting import tagset_of
from annotator.tasks.splitting import divide
from annotator.text.alignment import Alignment
from annotator.text.reading import read

_NUMBERS = "number"
"""The layer that answers to checks go with."""

_OFFSETS = re.compile(r"(?:^|_)fragments$|^bases$")
"""Names of features that hold places in the text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What is wanted of a project: ``owners`` is ``all``, ``gold``, ``suggestions`` or a reviewer's
    id; ``layers`` those of the tagset, empty for all; ``text`` which text the offsets count."""

    owners: str = ALL
    layers: tuple[str, ...] = ()
    text: TextView = "original"

    def check(self, store: Store) -> None:
        """Raise UserError when the project has no such reviewer or layer."""
        reviewers = [reviewer["id"] for reviewer in store.records("reviewer")]
        if self.owners not in (known := [ALL, GOLD, SUGGESTIONS, *reviewers]):
            raise UserError("export.unknown_owner", owner=self.owners, known=", ".join(known))
        layers = [layer.id for layer in tagset_of(store).layers]
        for layer in self.layers:
            if layer not in layers:
                raise UserError("export.unknown_layer", layer=layer, known=", ".join(layers))
        if self.text not in TEXT_VIEWS:
            raise UserError("export.unknown_text", text=self.text, known=", ".join(TEXT_VIEWS))

    def has(self, annotation: Annotation) -> bool:
        """Whether an annotation is wanted."""
        return self.has_owner(annotation.owner) and self.has_layer(annotation.layer)

    def has_owner(self, owner: str) -> bool:
        """Whether a person's (or gold's) work is wanted."""
        return self.owners in (ALL, owner)

    def has_layer(self, layer: str) -> bool:
        """Whether a layer is wanted."""
        return not self.layers or layer in self.layers

    @property
    def has_suggestions(self) -> bool:
        """Whether the machine's suggestions are wanted."""
        return self.owners in (ALL, SUGGESTIONS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """A project as a corpus.  ``lost`` is what the selection loses by kind (relations whose other end
    is not wanted, spans that the clean text has not), ``parts`` the part of each document when the
    corpus is divided, ``ungrouped`` how many documents lack the feature to group by."""

    corpus: Corpus
    lost: Mapping[str, int]
    parts: Mapping[str, str]
    ungrouped: int


def gather(
    store: Store,
    selection: Selection,
    *,
    division: Division | None = None,
    look: Callable[[Document], None] = lambda document: None,
) -> Gathered:
    """Return the project as a corpus, after one pass over it for the header.

    ``look`` is told each document before it is read, in this pass and every later one.

    Raises:
        UserError: no such owner, layer or feature.
    """
    selection.check(store)
    documents = store.documents()
    groups = _groups(documents, division) if division else {}
    parts = divide(groups, division) if division else {}
    gathering = _Gathering(store, selection)

    def stream(*, is_whole: bool = True) -> Iterator[CorpusDocument]:
        gathering.lost.clear()
        for document in documents:
            look(document)
            yield replace(gathering.document(document, is_whole=is_whole), split=parts.get(document.id, ""))

    header = _header(store, selection, division, stream(is_whole=False))
    return Gathered(
        corpus=Corpus(header=header, stream=stream),
        lost={kind: number for kind, number in gathering.lost.items() if number},
        parts=parts,
        ungrouped=sum(document == group for document, group in groups.items())
        if division and division.group_by
        else 0,
    )


def _groups(documents: Iterable[Document], division: Division) -> dict[str, str]:
    """Each document's group: the value of the feature, the document itself where it has none."""
    feature = division.group_by
    known = {each.id: str(each.features[feature]) for each in documents if each.features.get(feature)}
    if feature and not known:
        raise UserError("split.no_feature", feature=feature)
    return {each.id: f"={known[each.id]}" if each.id in known else each.id for each in documents}


def _header(
    store: Store,
    selection: Selection,
    division: Division | None,
    documents: Iterator[CorpusDocument],
) -> Header:
    counts = Counter(dict.fromkeys(COUNTS, 0))
    owners: set[str] = set()
    stamps: set[ExtractorStamp] = set()
    progress: dict[str, Counter[str]] = defaultdict(Counter)
    for document in documents:
        counts.update(document.counts())
        owners |= {annotation.owner for annotation in document.annotations}
        owners |= {relation.owner for relation in document.relations}
        stamps |= {
            ExtractorStamp(extractor=name, version=version, lexicon=lexicon)
            for name, (version, lexicon) in document.extractors.items()
        }
        owners |= {check.owner for check in document.crosschecks}
        for each in document.progress:
            owners.add(each.owner)
            progress[each.owner].update(_completeness(each))
    project = store.record("project", PROJECT) or {}
    return Header(
        project=str(project.get("name", "")),
        tagset=tagset_of(store),
        reviewers=tuple(
            Reviewer(id=each["id"], name=each["name"], role=each["role"])
            for each in store.records("reviewer")
            # Who has said nothing is no part of a corpus; a curator stands behind gold.
            if selection.has_owner(each["id"]) and (each["id"] in owners or each["role"] == "curator")
        ),
        extractors=tuple(sorted(stamps)),
        counts=dict(counts),
        progress={owner: dict(found) for owner, found in sorted(progress.items())},
        owners=selection.owners,
        layers=tuple(sorted(selection.layers)),
        text=selection.text,
        division=division,
        terms=tuple(
            term
            for term in map(Term.from_record, store.records("term"))
            # The machine's own answers depend on all of them.
            if selection.has_owner(term.owner) or selection.owners == SUGGESTIONS
        ),
        rules=tuple(map(Rule.from_record, store.records("rule") if selection.has_owner(GOLD) else ())),
    )


def _completeness(progress: Progress) -> Iterator[str]:
    yield f"state:{progress.state}"
    for layer, starts in progress.finished.items():
        if tuple(starts) == WHOLE:
            yield f"layer:{layer}"


class _Gathering:
    """Reads one document after another out of a project, counting what the selection loses."""

    def __init__(self, store: Store, selection: Selection) -> None:
        self._store = store
        self._selection = selection
        self.lost: Counter[str] = Counter()

    def document(self, document: Document, *, is_whole: bool) -> CorpusDocument:
        """One document; without its sections unless ``is_whole``, for they take longest."""
        store, wanted = self._store, self._selection
        text = store.original(document.id)
        annotations = [each for each in store.annotations(document.id) if wanted.has(each)]
        found = CorpusDocument(
            document=document,
            text=text,
            extractors=store.suggested(document.id) if wanted.has_suggestions else {},
            suggestions=tuple(
                each
                for each in (store.suggestions(document.id) if wanted.has_suggestions else ())
                if wanted.has_layer(each.layer)
            ),
            annotations=tuple(annotations),
            relations=tuple(self._relations(document, {each.id for each in annotations})),
            progress=tuple(self._progress(document)),
            crosschecks=tuple(self._crosschecks(document)),
        )
        found = replace(found, decisions=tuple(self._decisions(found)))
        if wanted.text == "original" and not is_whole:
            return found
        reading = read(text)
        if is_whole:
            found = replace(found, sections=reading.sections)
        if wanted.text == "original":
            return found
        return self._on_clean(found, reading.clean.text, reading.clean.alignment)

    def _relations(self, document: Document, here: set[str]) -> Iterator[Relation]:
        for relation in self._store.relations(document.id):
            if not self._selection.has_owner(relation.owner):
                continue
            if all(end in here or self._is_wanted(end) for end in (relation.source, relation.target)):
                yield relation
            else:
                self.lost["end_outside"] += 1

    def _is_wanted(self, end: str) -> bool:
        annotation = self._store.annotation(end)
        return annotation is not None and self._selection.has(annotation)

    def _progress(self, document: Document) -> Iterator[Progress]:
        for owner in self._store.owners(document.id):
            # Asked for the record: a state nobody has set is none.
            found = self._store.progress(document.id, owner)
            if self._selection.has_owner(owner) and self._store.record("progress", found.id) is not None:
                yield found

    def _crosschecks(self, document: Document) -> Iterator[Crosscheck]:
        """The answers to checks, which are about numbers."""
        for each in self._store.crosschecks(document.id) if self._selection.has_layer(_NUMBERS) else ():
            if self._selection.has_owner(each.owner):
                yield each

    def _decisions(self, found: CorpusDocument) -> Iterator[Decision]:
        """The decisions about what is wanted; a relation goes with both its ends."""
        links = {relation.id for relation in found.relations}
        wanted = self._selection
        for each in self._store.decisions(found.document.id) if wanted.has_owner(GOLD) else ():
            if each.layer != NO_LAYER:
                is_wanted = wanted.has_layer(each.layer)
            else:
                is_wanted = not wanted.layers or bool(links & set(each.gold))
            if is_wanted:
                yield each

    def _on_clean(self, found: CorpusDocument, text: str, alignment: Alignment) -> CorpusDocument:
        """The document with every place moved to the clean text."""
        moved = _Moved(alignment)
        annotations = tuple(moved.annotation(each) for each in found.annotations)
        # What nothing is left of, and what now lies just where another does, is one suggestion too many.
        suggestions = tuple(
            {
                each.key: each for each in map(moved.suggestion, found.suggestions) if each.start < each.end
            }.values()
        )
        for before, after in zip(found.annotations, annotations, strict=True):
            self.lost["deleted"] += _width(before.fragments) > 0 == _width(after.fragments)
        self.lost["deleted"] += len(found.suggestions) - len(suggestions)
        return replace(
            found,
            text=text,
            sections=tuple(
                replace(each, start=start, end=end, end_of_section=moved.position(each.end_of_section))
                for each in found.sections
                for start, end in [alignment.to_clean(each.start, each.end)]
            ),
            annotations=annotations,
            suggestions=suggestions,
            progress=tuple(moved.progress(each) for each in found.progress),
            crosschecks=tuple(moved.crosscheck(each) for each in found.crosschecks),
            decisions=tuple(moved.decision(each) for each in found.decisions),
        )


def _width(fragments: Fragments) -> int:
    return sum(end - start for start, end in fragments)


@dataclass(frozen=True, slots=True)
class _Moved:
    """Places of the original as places of the clean text."""

    alignment: Alignment

    def position(self, position: int) -> int:
        """A heading's start, which nothing has checked against the text."""
        position = min(position, self.alignment.original_length)
        return self.alignment.to_clean(position, position)[0]

    def fragments(self, fragments: Iterable[Fragment]) -> Fragments:
        """Fragments that have come to touch become one; of several empty ones none is left over."""
        found: list[Fragment] = []
        for start, end in (self.alignment.to_clean(start, end) for start, end in fragments):
            if found and start <= found[-1][1]:
                found[-1] = found[-1][0], max(end, found[-1][1])
            else:
                found.append((start, end))
        return tuple(found)

    def features(self, features: Mapping[str, Json]) -> dict[str, Json]:
        """The features, those that hold fragments moved."""
        return {key: self._feature(key, value) for key, value in features.items()}

    def _feature(self, key: str, value: Json) -> Json:
        if key == "whole":
            # One place, not a list of them.
            moved = self._feature("bases", [value])
            return moved[0] if len(moved) == 1 else value
        if key == "more_indicators" and isinstance(value, list):
            return [self.features(one) if isinstance(one, dict) else one for one in value]
        if not _OFFSETS.search(key) or not isinstance(value, list):
            return value
        try:
            pairs = as_fragments(value, length=self.alignment.original_length)
        except UserError:
            # Called like places, but none of this text.
            return value
        return [list(pair) for pair in self.fragments(pairs)]

    def suggestion(self, suggestion: Suggestion) -> Suggestion:
        start, end = self.alignment.to_clean(suggestion.start, suggestion.end)
        return replace(suggestion, start=start, end=end, features=self.features(suggestion.features))

    def annotation(self, annotation: Annotation) -> Annotation:
        return replace(
            annotation,
            fragments=self.fragments(annotation.fragments),
            features=self.features(annotation.features),
            machine=self.suggestion(annotation.machine) if annotation.machine else None,
        )

    def decision(self, decision: Decision) -> Decision:
        """The decision with what was said moved to where gold has moved."""
        return replace(decision, sources=tuple(map(self._source, decision.sources)))

    def _source(self, source: Source) -> Source:
        if source.said is None:
            return source
        fragments, features = self.fragments(source.said.fragments), self.features(source.said.features)
        return replace(source, said=replace(source.said, fragments=fragments, features=features))

    def progress(self, progress: Progress) -> Progress:
        finished = {
            layer: tuple(start if start < 0 else self.position(start) for start in starts)
            for layer, starts in progress.finished.items()
        }
        return replace(progress, finished=finished)

    def crosscheck(self, crosscheck: Crosscheck) -> Crosscheck:
        """The answer with the places of its own document moved; those of others are as they were."""
        machine = crosscheck.machine
        if machine is not None:
            numbers = (CheckedNumber(**each) for each in machine["operands"])
            machine = {**machine, "operands": [self._checked(each).to_record() for each in numbers]}
        operands = tuple(self._checked(each) for each in crosscheck.operands)
        after = replace(crosscheck, operands=operands, machine=machine)
        # The id says which places are answered, and so moves with them.
        return replace(after, id=crosscheck_id(after.document, after.owner, after.key))

    def _checked(self, number: CheckedNumber) -> CheckedNumber:
        if number.document:
            return number
        start, end = self.alignment.to_clean(number.start, number.end)
        return replace(number, start=start, end=end)
