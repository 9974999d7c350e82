"""Owns the relations of the current place as Qt shows them, and how the other ends are worded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from annotator.languages.chinese import simplify
from annotator.model.annotations import Annotation, Relation
from annotator.model.spans import Fragments
from annotator.model.tagsets import RelationSpec
from annotator.text.reading import Reading
from annotator.ui.models.desk import Desk
from annotator.ui.models.spots import Spot
from annotator.ui.models.wording import closed_up, document_words, named, one_line, plain_tip

Index = QModelIndex | QPersistentModelIndex

LINK = Qt.ItemDataRole.UserRole
"""The Link itself."""

CARET = "‸"
"""Stands where a span without words lies."""
_AROUND = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One relation seen from one of its ends.

    ``other`` is the annotation at the other end, ``where`` the name of its document when that is
    another one; ``hue`` the colour family of its label.
    """

    relation: Relation
    is_outgoing: bool
    other: Annotation
    name: str
    words: str
    where: str
    hue: str

    @property
    def arrow(self) -> str:
        """Which way it goes, seen from here."""
        return "→" if self.is_outgoing else "←"


def links_of(desk: Desk, spot: Spot | None) -> list[Link]:
    """Return the relations that leave a place, then those that reach it, the oldest first."""
    if spot is None or spot.annotation is None:
        return []
    here = spot.annotation.id
    found = []
    for relation in desk.session.store.relations_at(here):
        ends = ((True, relation.target),) if relation.source == here else ((False, relation.source),)
        for is_outgoing, end in ends:
            other = desk.session.store.annotation(end)
            if other is not None:
                found.append(_link(desk, relation, other, is_outgoing=is_outgoing))
    return sorted(found, key=lambda link: (not link.is_outgoing, link.relation.id))


def _link(desk: Desk, relation: Relation, other: Annotation, *, is_outgoing: bool) -> Link:
    spec = desk.tagset.relation(relation.label)
    layer, label = desk.tagset.layer(other.layer), desk.tagset.label(other.layer, other.label)
    is_here = desk.document is not None and other.document == desk.document.id
    return Link(
        relation=relation,
        is_outgoing=is_outgoing,
        other=other,
        name=_name(spec, is_outgoing=is_outgoing) if spec else relation.label,
        words=annotation_words(desk, other),
        where="" if is_here else document_words(desk.session.document(other.document)),
        hue=(label.hue if label else "") or (layer.hue if layer else ""),
    )


def _name(spec: RelationSpec, *, is_outgoing: bool) -> str:
    """How a relation reads from the end one is at: part of, or has part."""
    inverse = "" if is_outgoing else named(spec.inverse)
    return inverse or named(spec.names, spec.id)


def annotation_words(desk: Desk, annotation: Annotation, *, most: int = 60) -> str:
    """Return the words of an annotation of any document, in the view that is on the desk."""
    if not annotation.fragments:
        return document_words(desk.session.document(annotation.document))
    reading = desk.session.reading(annotation.document)
    words = place_words(reading, annotation.fragments, is_clean=desk.is_clean)
    if (annotation.layer, annotation.label) == ("number", "quantity"):
        words = closed_up(words)
    return one_line(simplify(words) if desk.is_simplified else words, most=most)


def place_words(reading: Reading, fragments: Fragments, *, is_clean: bool) -> str:
    """Return the words of a place; of one without words, those around it with a ‸ where it lies."""
    if fragments[0][0] == fragments[-1][1]:
        at, text = fragments[0][0], reading.original
        before, after = text[max(0, at - _AROUND) : at], text[at : at + _AROUND]
        return f"{before.rpartition(chr(10))[2]}{CARET}{after.partition(chr(10))[0]}"
    if not is_clean:
        return "…".join(reading.original[start:end] for start, end in fragments)
    places = (reading.clean.alignment.to_clean(start, end) for start, end in fragments)
    return "…".join(reading.clean.text[start:end] for start, end in places)


class LinksModel(QAbstractListModel):
    """One line for each relation of one place."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.links: list[Link] = []

    def show_links(self, links: list[Link]) -> None:
        """Show these instead."""
        if links != self.links:
            self.beginResetModel()
            self.links = links
            self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own default)
        """How many relations there are."""
        return 0 if parent.isValid() else len(self.links)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a line shows."""
        if not index.isValid():
            return None
        link = self.links[index.row()]
        words = f"{link.arrow} {link.name} {link.words}" + (f" · {link.where}" if link.where else "")
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return words
        if role == Qt.ItemDataRole.ToolTipRole:
            note = one_line(link.relation.note)
            return plain_tip(f"{words}\n{note}" if note else words)
        return link if role == LINK else None
