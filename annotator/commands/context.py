"""Owns what a command may look at, and the rules every command shares."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Protocol

from annotator.errors import UserError
from annotator.model.annotations import GOLD, Annotation, Progress, Relation, Suggestion
from annotator.model.canonical import Json, Record
from annotator.model.changes import Change
from annotator.model.curation import decision_behind
from annotator.model.documents import Document
from annotator.model.tagsets import Label, Layer, Tagset
from annotator.tagsets import check_features


class View(Protocol):
    """The project as a command sees it: reading only."""

    def record(self, kind: str, record_id: str) -> Record | None: ...
    def document(self, document: str) -> Document: ...
    def annotation(self, annotation: str) -> Annotation | None: ...
    def annotations(self, document: str, owner: str | None = None) -> list[Annotation]: ...
    def annotations_at(self, document: str, owner: str, start: int | None) -> list[Annotation]: ...
    def answer_to(self, document: str, owner: str, key: tuple[str, int, int]) -> Annotation | None: ...
    def suggestion(self, document: str, key: tuple[str, int, int]) -> Suggestion | None: ...
    def relations_at(self, annotation: str) -> list[Relation]: ...
    def progress(self, document: str, owner: str) -> Progress: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """Who acts, on what, with which tagset.  ``new_id`` makes record ids."""

    view: View
    actor: str
    tagset: Tagset
    new_id: Callable[[], str]

    @property
    def role(self) -> str:
        """The actor's role in the project; "reviewer" for who has not joined yet."""
        reviewer = self.view.record("reviewer", self.actor) or {}
        return str(reviewer.get("role", "reviewer"))

    @property
    def is_curator(self) -> bool:
        """Whether the actor may write gold: a curator, or who owns the project."""
        return self.role in ("curator", "owner")

    def layer(self, layer: str) -> Layer:
        """The layer of that id.

        Raises:
            UserError: the tagset has none.
        """
        found = self.tagset.layer(layer)
        if found is None:
            raise UserError("layer.unknown", layer=layer)
        return found

    def label(self, layer: str, label: str) -> Label:
        """The label of that layer.

        Raises:
            UserError: the tagset has none.
        """
        found = self.tagset.label(layer, label)
        if found is None:
            raise UserError("label.unknown", layer=layer, label=label)
        return found

    def own(self, annotation: str) -> Annotation:
        """An annotation that the actor may change.

        Raises:
            UserError: there is none, or it is somebody else's.
        """
        found = self.view.annotation(annotation)
        if found is None:
            raise UserError("annotation.unknown", annotation=annotation)
        self.refuse_foreign(found.owner)
        if found.owner == GOLD:
            self.refuse_curated(found.document)
        return found

    def refuse_curated(self, document: str) -> None:
        """Raise when a document is curated: its gold is locked until it is opened again."""
        if self.view.progress(document, GOLD).state == "curated":
            raise UserError("curation.locked", document=self.view.document(document).name)

    def refuse_foreign(self, owner: str) -> None:
        """Raise unless the actor may change what ``owner`` owns."""
        if owner != self.actor and not (owner == GOLD and self.is_curator):
            raise UserError("annotation.not_yours", owner=owner)

    def refuse_locked(self, document: str) -> None:
        """Raise when the actor has declared the document finished: it is opened again first."""
        state = self.view.progress(document, self.actor).state
        if state in ("finished", "in curation", "curated"):
            raise UserError("document.finished", document=self.view.document(document).name)

    def refuse_decided(self, gold: str) -> None:
        """Raise when a decision stands behind a gold annotation or relation: it is changed by deciding anew,
        so that gold and what is told of its origin stay one."""
        if self.view.record("decision", decision_behind(gold)) is not None:
            raise UserError("curation.decided")

    def refuse_twin(
        self, before: Annotation | None, after: Annotation, *, going: Collection[str] = ()
    ) -> None:
        """Raise when a change would give the owner two equal labels on one place: a slip of the
        finger, not an annotation.  Rejections do not count, nor does what was so before, nor the annotations
        that are ``going``, by id."""
        was_there = before is not None and before.verdict != "rejected" and before.place == after.place
        if after.verdict == "rejected" or was_there:
            return
        start = after.fragments[0][0] if after.fragments else None
        for other in self.view.annotations_at(after.document, after.owner, start):
            is_other = other.id != after.id and other.id not in going
            if is_other and other.verdict != "rejected" and other.place == after.place:
                raise UserError("annotation.twin", label=after.label)

    def checked(self, layer: str, label: str, features: Mapping[str, Json]) -> dict[str, Json]:
        """The features, None and "" dropped, once each fits its type.

        Raises:
            UserError: an unknown feature or a value of the wrong type.
        """
        kept = {key: value for key, value in features.items() if value is not None and value != ""}
        check_features(self.label(layer, label), kept)
        return kept

    def fitting(self, layer: str, label: str, features: Mapping[str, Json]) -> dict[str, Json]:
        """What the label has room for of features that came with another label or from the machine.

        Raises:
            UserError: the tagset has no such label.
        """
        return fitting(self.label(layer, label), features)


def fitting(label: Label, features: Mapping[str, Json]) -> dict[str, Json]:
    """Return what a label has room for of features that came with another one or from the machine: those it
    lacks, values that do not fit its types, and those that state nothing are dropped."""
    return {key: value for key, value in features.items() if _fits(label, key, value)}


def _fits(label: Label, key: str, value: Json) -> bool:
    try:
        check_features(label, {key: value})
    except UserError:
        return False
    return value is not None and value != ""


def written(before: Annotation | None, after: Annotation | None) -> Change:
    """The change from one image of an annotation to the next."""
    return _change("annotation", before, after)


def related(before: Relation | None, after: Relation | None) -> Change:
    """The change from one image of a relation to the next."""
    return _change("relation", before, after)


def _change(kind: str, before: Annotation | Relation | None, after: Annotation | Relation | None) -> Change:
    either = after or before
    assert either is not None
    return Change(
        kind=kind,
        id=either.id,
        before=before.to_record() if before else None,
        after=after.to_record() if after else None,
    )
