"""Owns where to look after a step was taken back or done again."""

from __future__ import annotations

from annotator.model.annotations import Annotation, Relation
from annotator.model.changes import Action
from annotator.session import Session


def place_of_step(session: Session, action: Action, *, current: Annotation | None) -> Annotation | None:
    """Return the annotation that a step was about, as it is now or was; None to stay where one is.

    Of a relation, the end that is ``current``, else its source.
    """
    ids = {document.id for document in session.store.documents()}
    # An annotation that was taken back with its relations counts for more than they.
    for change in sorted(action.changes, key=lambda one: one.kind != "annotation"):
        image = change.after or change.before
        if image is None or image.get("document") not in ids:
            continue
        if change.kind == "annotation":
            return Annotation.from_record(image)
        if change.kind == "relation":
            return _end_of(session, Relation.from_record(image), current)
    return None


def _end_of(session: Session, relation: Relation, current: Annotation | None) -> Annotation | None:
    if current is not None and current.id in (relation.source, relation.target):
        return None
    source = session.store.annotation(relation.source)
    return source if source is not None and source.owner == session.reviewer else None
