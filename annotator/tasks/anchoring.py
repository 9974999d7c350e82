"""Owns the queue of what is doubtful or lost in the newer version of a text, and settling it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from annotator.commands import versions as commands
from annotator.errors import UserError
from annotator.model.canonical import Record
from annotator.model.changes import Action
from annotator.model.spans import Fragments, as_fragments, text_of
from annotator.model.versions import Anchor
from annotator.store import Store
from annotator.tasks.acting import perform
from annotator.tasks.naming import SHORTEST

AROUND = 12
"""Letters shown on either side of a place."""

MOST_PLACES = 5
"""How many other places with the same words are told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnchorLine:
    """One thing that was said of an older text: what of, its words then and at its place now, and where else
    in the newer text the same words stand."""

    anchor: Anchor
    file: str
    layer: str
    label: str
    words: str
    before: str
    after: str
    place_words: str
    elsewhere: tuple[tuple[int, int], ...]


def anchors(
    store: Store, *, grades: Collection[str] = (), is_everything: bool = False
) -> Iterator[AnchorLine]:
    """Yield what waits to be settled, by document and place; with ``is_everything`` also what is settled or
    was sure.  ``grades`` are the ones wanted, all when empty."""
    for each in anchored(store):
        if (each.is_waiting or is_everything) and (not grades or each.grade in grades):
            yield line_of(store, each)


def anchored(store: Store) -> list[Anchor]:
    """Return all that was read in newer texts, whether it waits or not, by document and place."""
    found = [Anchor.from_record(record) for record in store.records("anchor")]
    return sorted(found, key=lambda each: (each.document, each.fragments, each.id))


def line_of(store: Store, anchor: Anchor) -> AnchorLine:
    """Return what is told of one of them."""
    old, new = store.original(anchor.old), store.original(anchor.document)
    said: Record = dict(anchor.record or store.record(anchor.kind, anchor.id) or {})
    words = text_of(old, anchor.fragments)
    start, end = (anchor.fragments[0][0], anchor.fragments[-1][1]) if anchor.fragments else (0, 0)
    place = anchor.place or ()
    return AnchorLine(
        anchor=anchor,
        file=store.document(anchor.document).source,
        layer=str(said.get("layer", "")),
        label=str(said.get("label", said.get("relation", ""))),
        words=words,
        before=old[max(0, start - AROUND) : start],
        after=old[end : end + AROUND],
        place_words=_words(store, anchor),
        elsewhere=tuple(_elsewhere(words, new, place)) if len(anchor.fragments) == 1 else (),
    )


def _words(store: Store, anchor: Anchor) -> str:
    """What stands at its place in the newer text."""
    return text_of(store.original(anchor.document), anchor.place or ())


def has_place(store: Store, anchor: Anchor) -> bool:
    """Whether a place is proposed at which something stands, or it is said of the report as a whole."""
    return anchor.place == () or bool(_words(store, anchor).strip())


def _elsewhere(words: str, text: str, place: Fragments) -> Iterator[tuple[int, int]]:
    told, at = 0, text.find(words) if words else -1
    while at >= 0 and told < MOST_PLACES:
        if ((at, at + len(words)),) != place:
            told += 1
            yield at, at + len(words)
        at = text.find(words, at + 1)


def accept(store: Store, ids: Sequence[str], *, actor: str, note: str = "") -> Action:
    """Let them stand at the places that are proposed.

    Raises:
        UserError: an id is unknown, or something has no place; nothing was changed.
    """
    found = [_anchor(store, each) for each in ids]
    for each in found:
        if each.kind != "relation" and not has_place(store, each):
            raise UserError("anchor.no_place", id=each.id[:12])
    places = [(each, each.place) for each in found]
    return perform(store, commands.anchor, actor=actor, places=places, note=note)


def move(store: Store, wanted: str, *, to: Sequence[Sequence[int]], actor: str, note: str = "") -> Action:
    """Let an annotation stand somewhere else in the newer text: code points, half-open.

    Raises:
        UserError: the id is unknown or no annotation's, or the place is none of the text; nothing was
            changed.
    """
    anchor = _anchor(store, wanted)
    if anchor.kind != "annotation":
        raise UserError("anchor.only_annotations", id=anchor.id[:12])
    place = as_fragments(to, length=store.document(anchor.document).chars)
    if bool(place) != bool(anchor.fragments) or any(start == end for start, end in place):
        raise UserError("anchor.no_place", id=anchor.id[:12])
    return perform(store, commands.anchor, actor=actor, places=[(anchor, place)], note=note)


def drop(store: Store, ids: Sequence[str], *, actor: str, note: str = "") -> Action:
    """Let them stand nowhere; they stay in the journal and in the list.

    Raises:
        UserError: an id is unknown; nothing was changed.
    """
    places = [(_anchor(store, each), None) for each in ids]
    return perform(store, commands.anchor, actor=actor, places=places, note=note)


def _anchor(store: Store, wanted: str) -> Anchor:
    """The one of that id, or whose id begins so."""
    known = [each for each in store.records("anchor") if each["id"] == wanted] or [
        each for each in store.records("anchor") if len(wanted) >= SHORTEST and each["id"].startswith(wanted)
    ]
    if len(known) != 1:
        raise UserError("anchor.unknown", id=wanted[:40], n=len(known))
    return Anchor.from_record(known[0])
