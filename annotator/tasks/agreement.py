"""Owns agreement in a project: which figures there are, of whom, and in what order they come."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

from annotator.agreement.bootstrap import ROUNDS
from annotator.errors import UserError
from annotator.languages.chinese import words
from annotator.model.annotations import GOLD
from annotator.model.documents import Document
from annotator.model.spans import Fragment, hull
from annotator.model.tagsets import Layer, Tagset
from annotator.store import Store
from annotator.tasks.acting import Progress, never, no_progress, tagset_of
from annotator.tasks.comparing.features import compared, feature_tallies, numeric
from annotator.tasks.comparing.figures import Chance, Figure, Pair, Scope, Tally
from annotator.tasks.comparing.gathered import Part, Sheet, View, sheets, views
from annotator.tasks.comparing.links import Links, link_tallies, links_outside
from annotator.tasks.comparing.outside import Outside
from annotator.tasks.comparing.spans import SpanLayer
from annotator.tasks.comparing.units import PlaceLayer
from annotator.tasks.naming import Named
from annotator.tasks.watching import Watch

CANCELLED = "agreement.cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which figures: of ``layers`` (all where empty), of one ``pair`` (of every two, and of all reviewers
    together, where None), of one ``document``.  ``with_gamma`` adds the slow measure gamma."""

    layers: tuple[str, ...] = ()
    pair: Pair | None = None
    document: str | None = None
    seed: int = 0
    rounds: int = ROUNDS
    with_gamma: bool = False


def agreement(
    store: Store,
    wanted: Wanted | None = None,
    *,
    progress: Progress = no_progress,
    cancelled: Callable[[], bool] = never,
) -> Iterator[Figure]:
    """Yield the figures of agreement, layer by layer, then those of relations.

    What is compared is what both (of more: two at least) declared complete, by layer and section; how much
    lies outside is told by ``left_out``.  The project is read at the first figure, at one moment.

    Raises:
        UserError: no such layer, reviewer or document, or it was cancelled.
    """
    wanted = wanted or Wanted()
    tagset = tagset_of(store)
    layers = _layers(tagset, wanted)
    with store.reading():
        documents = _documents(store, wanted)
        watch = Watch(progress, cancelled, total=2 * len(documents), message=CANCELLED)
        found = list(sheets(store, documents, [layer.id for layer in layers], look=watch))
    chosen = _views(store, found, wanted)
    comparison = _Comparison(tagset=tagset, views=chosen, layers=layers)
    for sheet in found:
        watch(sheet.document)
        comparison.add(sheet)
    comparison.link(found)
    chance = Chance(seed=wanted.seed, rounds=wanted.rounds)
    for make in comparison.figures(chance, with_gamma=wanted.with_gamma):
        if cancelled():
            raise UserError(CANCELLED)
        yield from make()
    watch.finish()


def _layers(tagset: Tagset, wanted: Wanted) -> list[Layer]:
    known = [layer.id for layer in tagset.layers]
    for layer in wanted.layers:
        if layer not in known:
            raise UserError("agreement.unknown_layer", layer=layer, known=", ".join(known))
    return [layer for layer in tagset.layers if not wanted.layers or layer.id in wanted.layers]


def _documents(store: Store, wanted: Wanted) -> Sequence[Document]:
    if wanted.document is None:
        return store.documents()
    return [store.document(Named(store).document(wanted.document))]


def _views(store: Store, found: Sequence[Sheet], wanted: Wanted) -> list[View]:
    working = set().union(*(sheet.owners for sheet in found))
    if wanted.pair is None:
        return views(working)
    known = {*working, *(str(record["id"]) for record in store.records("reviewer"))}
    one, other = wanted.pair
    for reviewer in wanted.pair:
        if reviewer not in known:
            raise UserError("agreement.unknown_reviewer", reviewer=reviewer, known=", ".join(sorted(known)))
    if one == other:
        raise UserError("agreement.same_reviewer", reviewer=one)
    # Gold comes second, and otherwise the order of the names: the same pair is called the same.
    pair = (one, other) if (one == GOLD, one) < (other == GOLD, other) else (other, one)
    return [View(owners=pair, pair=pair)]


@dataclass(slots=True, kw_only=True)
class _Of:
    """What is counted of one view."""

    view: View
    spans: dict[str, SpanLayer] = field(default_factory=dict)
    places: dict[str, PlaceLayer] = field(default_factory=dict)
    outside: dict[str, Outside] = field(default_factory=dict)
    here: dict[str, tuple[int, int]] = field(default_factory=dict)
    documents: set[str] = field(default_factory=set)
    links: list[Links] = field(default_factory=list)


class _Comparison:
    """Everything that is counted, view by view and layer by layer."""

    def __init__(self, *, tagset: Tagset, views: Sequence[View], layers: Sequence[Layer]) -> None:
        self._tagset = tagset
        self._features = compared(tagset)
        self._layers = layers
        self._seen: set[str] = set()
        depths: dict[str, set[int]] = {layer.id: set() for layer in layers}
        self._of = [_Of(view=view) for view in views]
        # Pairs first: the view of all reviewers is made up of them.
        pairs = [one for one in self._of if one.view.is_of_two_people]
        for one in self._of:
            for layer in layers:
                one.outside[layer.id] = Outside()
                if layer.target == "span":
                    one.spans[layer.id] = SpanLayer(
                        layer=layer, view=one.view, features=self._features[layer.id]
                    )
                else:
                    one.places[layer.id] = PlaceLayer(layer=layer, view=one.view, depths=depths[layer.id])
        for one in self._of:
            if one.view.pair is None:
                for name, spans in one.spans.items():
                    spans.pairs = [pair.spans[name] for pair in pairs]
                for name, places in one.places.items():
                    places.pairs = [pair.places[name] for pair in pairs]
        self._pairs = pairs

    def add(self, sheet: Sheet) -> None:
        """Count one document."""
        tokens: list[Fragment] | None = None
        for layer in self._layers:
            if sheet.declared[layer.id] or any(sheet.of(owner, layer.id) for owner in sheet.owners):
                self._seen.add(layer.id)
            for one in self._of:
                parts = one.view.parts(sheet, layer.id)
                one.outside[layer.id].add(sheet, one.view.owners, layer.id, parts)
                if not parts:
                    continue
                one.documents.add(sheet.document.id)
                one.here |= _places(parts)
                if layer.target != "span":
                    one.places[layer.id].add(sheet, parts)
                    continue
                if tokens is None:
                    tokens = _tokens(sheet.reading.original)
                one.spans[layer.id].add(sheet, parts, tokens)

    def link(self, found: Sequence[Sheet]) -> None:
        """Pair the relations, once all annotations are paired: they reach across layers and documents."""
        for one in self._of:
            if one.view.pair is None:
                continue
            ends: dict[str, str] = {}
            for spans in one.spans.values():
                ends |= spans.paired.ends
            for places in one.places.values():
                ends |= places.paired.ends
            links = Links(pair=one.view.pair, ends=ends, here=one.here)
            for sheet in found:
                if sheet.document.id in one.documents:
                    links.add(sheet)
            one.links = [links]
        for one in self._of:
            if one.view.pair is None:
                one.links = [links for pair in self._pairs for links in pair.links]

    def figures(self, chance: Chance, *, with_gamma: bool) -> Iterator[Callable[[], Iterable[Figure]]]:
        """What makes the figures, in the order they are told."""
        for layer in self._layers:
            if layer.id not in self._seen:
                continue
            for one in self._of:
                outside = one.outside[layer.id]
                yield partial(outside.figures, Scope(layer=layer.id, pair=one.view.pair))
                for tally in self._tallies(one, layer):
                    yield partial(tally.figures, chance)
                if with_gamma and layer.target == "span":
                    yield partial(one.spans[layer.id].gamma, seed=chance.seed)
        for one in self._of:
            if any(links.total for links in one.links):
                yield partial(links_outside, one.links, pair=one.view.pair)
                for tally in link_tallies(one.links, pair=one.view.pair):
                    yield partial(tally.figures, chance)

    def _tallies(self, one: _Of, layer: Layer) -> Iterator[Tally]:
        counted = one.spans[layer.id] if layer.target == "span" else one.places[layer.id]
        yield from counted.tallies()
        for label, couples in counted.coupled().items():
            yield from feature_tallies(
                couples,
                scope=Scope(layer=layer.id, label=label, pair=one.view.pair),
                features=self._features[layer.id].get(label, ()),
                as_numbers=numeric(self._tagset, layer.id, label),
            )


def _places(parts: Sequence[Part]) -> dict[str, tuple[int, int]]:
    """Where each annotation begins and ends, -1 for those of the whole document."""
    return {
        each.id: hull(each.fragments) if each.fragments else (-1, -1)
        for part in parts
        for said in part.said.values()
        for each in said
    }


def _tokens(text: str) -> list[Fragment]:
    found: list[Fragment] = []
    at = 0
    for word in words(text):
        found.append((at, at + len(word)))
        at += len(word)
    return found
