"""Owns what one has in hand while linking: the source, and the relations there are to choose from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from annotator.model.annotations import Annotation, Relation
from annotator.model.tagsets import RelationSpec, Tagset


class Labelled(Protocol):
    """What relations are between: an annotation, or a suggestion that may become one."""

    @property
    def layer(self) -> str: ...
    @property
    def label(self) -> str: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One relation that may be made between two annotations."""

    spec: RelationSpec
    source: Annotation
    target: Annotation

    @property
    def is_of_likes(self) -> bool:
        """Whether the relation links like with like (the same thing named twice)."""
        return len(self.spec.sources) > 1 and set(self.spec.sources) == set(self.spec.targets)

    @property
    def is_likely(self) -> bool:
        """Whether it may be made unasked: not between unlike labels when it links like with like."""
        ends = {(end.layer, end.label) for end in (self.source, self.target)}
        return len(ends) == 1 or not self.is_of_likes


class LinkInHand(QObject):
    """The annotation that a relation is to leave, kept while one goes to the other end.

    ``offers`` are the relations to choose from; empty until the other end is named.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.source: Annotation | None = None
        self.offers: tuple[Offer, ...] = ()

    def take(self, source: Annotation) -> None:
        """Begin at an annotation."""
        self.source, self.offers = source, ()
        self.changed.emit()

    def offer(self, offers: Iterable[Offer]) -> None:
        """Ask which of these is meant; none takes the question back."""
        self.offers = tuple(offers)
        self.changed.emit()

    def let_go(self) -> None:
        """Link nothing."""
        if self.source is not None or self.offers:
            self.source, self.offers = None, ()
            self.changed.emit()


def may_begin(tagset: Tagset, end: Labelled) -> bool:
    """Whether the tagset has any relation that leaves or reaches something so labelled."""
    return any(_fits(end, spec.sources) or _fits(end, spec.targets) for spec in tagset.relations)


def may_link(tagset: Tagset, one: Labelled, other: Labelled) -> bool:
    """Whether the tagset has any relation between two so labelled, either way."""
    return any(
        _fits(source, spec.sources) and _fits(target, spec.targets)
        for source, target in ((one, other), (other, one))
        for spec in tagset.relations
    )


def offers_between(
    tagset: Tagset, source: Annotation, target: Annotation, *, there: Iterable[Relation] = ()
) -> list[Offer]:
    """Return the relations the tagset allows from one annotation to another and that are not there yet.

    Where none goes that way, those that go the other way: who began at the wrong end need not begin
    again.  Unlikely ones only where there are no others.
    """
    made = {(one.label, one.source, one.target) for one in there}
    found = [
        Offer(spec=spec, source=one, target=other)
        for one, other in ((source, target), (target, source))
        for spec in tagset.relations
        if _fits(one, spec.sources) and _fits(other, spec.targets)
    ]
    for is_likely in (True, False):
        for begins in (source.id, target.id):
            wanted = [one for one in found if one.is_likely == is_likely and one.source.id == begins]
            if wanted:
                return [one for one in wanted if (one.spec.id, one.source.id, one.target.id) not in made]
    return []


def _fits(end: Labelled, allowed: tuple[str, ...]) -> bool:
    return not allowed or f"{end.layer}/{end.label}" in allowed or end.layer in allowed
