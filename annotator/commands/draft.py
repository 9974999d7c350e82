"""Owns several commands as one step: each sees what those before it would change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping

from annotator.commands.context import View
from annotator.model.annotations import Annotation, Progress, Relation, Suggestion, progress_id
from annotator.model.canonical import Record
from annotator.model.changes import Change, Step
from annotator.model.documents import Document

Key = tuple[str, int, int]


class Draft:
    """A view of the project with changes that are not recorded yet laid over it.

    What is laid over can be asked for by place, by answered suggestion and by document without
    looking through it, so that a thousand steps cost a thousand times one.
    """

    def __init__(self, below: View) -> None:
        self._below = below
        self._over: dict[tuple[str, str], Change] = {}
        self._verbs: dict[str, None] = {}
        self._annotations: dict[str, Annotation] = {}
        self._filed: dict[Hashable, dict[str, Annotation]] = defaultdict(dict)
        self._relations: dict[str, Relation] = {}
        self._linked: dict[str, dict[str, Relation]] = defaultdict(dict)

    def add(self, step: Step) -> None:
        """Lay a step over what is there."""
        self._verbs[step.verb] = None
        for change in step.changes:
            key = change.kind, change.id
            before = self._over[key].before if key in self._over else change.before
            self._over[key] = Change(kind=change.kind, id=change.id, before=before, after=change.after)
            if change.kind == "annotation":
                self._file(change.id, change.after)
            elif change.kind == "relation":
                self._link(change.id, change.after)

    def _file(self, record_id: str, after: Record | None) -> None:
        old = self._annotations.pop(record_id, None)
        for drawer in _drawers(old) if old else ():
            del self._filed[drawer][record_id]
        if after is not None:
            new = self._annotations[record_id] = Annotation.from_record(after)
            for drawer in _drawers(new):
                self._filed[drawer][record_id] = new

    def _link(self, record_id: str, after: Record | None) -> None:
        old = self._relations.pop(record_id, None)
        for end in {old.source, old.target} if old else ():
            del self._linked[end][record_id]
        if after is not None:
            new = self._relations[record_id] = Relation.from_record(after)
            for end in {new.source, new.target}:
                self._linked[end][record_id] = new

    def step(self, verb: str) -> Step:
        """All that was laid over, as one step; named ``verb`` unless all had one name."""
        changes = tuple(change for change in self._over.values() if change.before != change.after)
        return Step(verb=next(iter(self._verbs)) if len(self._verbs) == 1 else verb, changes=changes)

    def record(self, kind: str, record_id: str) -> Record | None:
        """One record as it would be."""
        change = self._over.get((kind, record_id))
        return change.after if change else self._below.record(kind, record_id)

    def document(self, document: str) -> Document:
        """One document as it would be; drafts bring none."""
        change = self._over.get(("document", document))
        if change is not None and change.after is not None:
            return Document.from_record(change.after)
        return self._below.document(document)

    def annotation(self, annotation: str) -> Annotation | None:
        """One annotation as it would be."""
        if ("annotation", annotation) in self._over:
            return self._annotations.get(annotation)
        return self._below.annotation(annotation)

    def annotations(self, document: str, owner: str | None = None) -> list[Annotation]:
        """Annotations of a document as they would be."""
        found = self._laid_over(self._below.annotations(document, owner), document)
        wanted = [each for each in found.values() if owner in (None, each.owner)]
        return sorted(wanted, key=lambda each: (each.fragments, each.id))

    def annotations_at(self, document: str, owner: str, start: int | None) -> list[Annotation]:
        """An owner's annotations that would start there."""
        below = self._below.annotations_at(document, owner, start)
        return _by_id(self._laid_over(below, (document, owner, start)))

    def answer_to(self, document: str, owner: str, key: Key) -> Annotation | None:
        """What would be an owner's answer to a suggestion."""
        before = self._below.answer_to(document, owner, key)
        found = _by_id(self._laid_over([before] if before else [], (document, owner, key)))
        return found[0] if found else None

    def _laid_over(self, below: list[Annotation], drawer: Hashable) -> Mapping[str, Annotation]:
        unchanged = {each.id: each for each in below if ("annotation", each.id) not in self._over}
        return {**unchanged, **self._filed.get(drawer, {})}

    def suggestion(self, document: str, key: Key) -> Suggestion | None:
        """One suggestion; drafts bring none."""
        return self._below.suggestion(document, key)

    def relations_at(self, annotation: str) -> list[Relation]:
        """Relations that would leave or reach an annotation."""
        below = self._below.relations_at(annotation)
        unchanged = {each.id: each for each in below if ("relation", each.id) not in self._over}
        found = {**unchanged, **self._linked.get(annotation, {})}
        return sorted(found.values(), key=lambda each: each.id)

    def progress(self, document: str, owner: str) -> Progress:
        """How far an owner would be with a document."""
        found = self.record("progress", progress_id(document, owner))
        return Progress.from_record(found) if found else Progress(document=document, owner=owner)


def _drawers(annotation: Annotation) -> tuple[Hashable, ...]:
    """Under what an annotation may be looked for."""
    whose = annotation.document, annotation.owner
    start = annotation.fragments[0][0] if annotation.fragments else None
    found: tuple[Hashable, ...] = (annotation.document, (*whose, start))
    return (*found, (*whose, annotation.machine.key)) if annotation.machine else found


def _by_id(found: Mapping[str, Annotation]) -> list[Annotation]:
    return sorted(found.values(), key=lambda each: each.id)
