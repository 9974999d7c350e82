"""Owns several commands as one step: each sees what those before it would change."""

from __future__ import annotations

from collections.abc import Callable

from annotator.commands.context import View
from annotator.model.annotations import Annotation, Progress, Relation, Suggestion, progress_id
from annotator.model.canonical import Record
from annotator.model.changes import Change, Step
from annotator.model.documents import Document


class Draft:
    """A view of the project with changes that are not recorded yet laid over it."""

    def __init__(self, below: View) -> None:
        self._below = below
        self._over: dict[tuple[str, str], Change] = {}
        self._verbs: dict[str, None] = {}

    def add(self, step: Step) -> None:
        """Lay a step over what is there."""
        self._verbs[step.verb] = None
        for change in step.changes:
            key = change.kind, change.id
            before = self._over[key].before if key in self._over else change.before
            self._over[key] = Change(kind=change.kind, id=change.id, before=before, after=change.after)

    def step(self, verb: str) -> Step:
        """All that was laid over, as one step; named ``verb`` unless all had one name."""
        changes = tuple(change for change in self._over.values() if change.before != change.after)
        return Step(verb=next(iter(self._verbs)) if len(self._verbs) == 1 else verb, changes=changes)

    def record(self, kind: str, record_id: str) -> Record | None:
        """One record as it would be."""
        change = self._over.get((kind, record_id))
        return change.after if change else self._below.record(kind, record_id)

    def document(self, document: str) -> Document:
        """One document; drafts bring none."""
        return self._below.document(document)

    def annotation(self, annotation: str) -> Annotation | None:
        """One annotation as it would be."""
        found = self.record("annotation", annotation)
        return Annotation.from_record(found) if found else None

    def annotations(self, document: str, owner: str | None = None) -> list[Annotation]:
        """Annotations of a document as they would be."""
        found = self._laid_over(
            self._below.annotations(document, owner),
            lambda each: each.document == document and owner in (None, each.owner),
        )
        return sorted(found, key=lambda each: (each.fragments, each.id))

    def annotations_at(self, document: str, owner: str, start: int | None) -> list[Annotation]:
        """An owner's annotations that would start there."""
        place = document, owner, start
        return self._laid_over(
            self._below.annotations_at(document, owner, start),
            lambda each: place == (each.document, each.owner, _start(each)),
        )

    def answer_to(self, document: str, owner: str, key: tuple[str, int, int]) -> Annotation | None:
        """What would be an owner's answer to a suggestion."""
        before = self._below.answer_to(document, owner, key)
        sought = document, owner, key
        found = self._laid_over(
            [before] if before else [],
            lambda each: each.machine is not None and sought == (each.document, each.owner, each.machine.key),
        )
        return found[0] if found else None

    def _laid_over(self, below: list[Annotation], fits: Callable[[Annotation], bool]) -> list[Annotation]:
        found = {each.id: each for each in below}
        for (kind, record_id), change in self._over.items():
            if kind == "annotation":
                found.pop(record_id, None)
                after = Annotation.from_record(change.after) if change.after else None
                if after and fits(after):
                    found[record_id] = after
        return sorted(found.values(), key=lambda each: each.id)

    def suggestion(self, document: str, key: tuple[str, int, int]) -> Suggestion | None:
        """One suggestion; drafts bring none."""
        return self._below.suggestion(document, key)

    def relations_at(self, annotation: str) -> list[Relation]:
        """Relations that would leave or reach an annotation."""
        found = {each.id: each for each in self._below.relations_at(annotation)}
        for (kind, record_id), change in self._over.items():
            if kind != "relation":
                continue
            found.pop(record_id, None)
            if change.after and annotation in (change.after["source"], change.after["target"]):
                found[record_id] = Relation.from_record(change.after)
        return sorted(found.values(), key=lambda each: each.id)

    def progress(self, document: str, owner: str) -> Progress:
        """How far an owner would be with a document."""
        found = self.record("progress", progress_id(document, owner))
        return Progress.from_record(found) if found else Progress(document=document, owner=owner)


def _start(annotation: Annotation) -> int | None:
    return annotation.fragments[0][0] if annotation.fragments else None
