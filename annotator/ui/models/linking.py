"""Owns what the keys do with relations: begin one, end it, choose which, give it up, take one away."""

from __future__ import annotations

from annotator.commands import answers, relations
from annotator.i18n import tr
from annotator.model.annotations import Annotation
from annotator.ui.models.begun import settled
from annotator.ui.models.desk import Desk
from annotator.ui.models.linkage import Labelled, Offer, may_begin, may_link, offers_between
from annotator.ui.models.links import Link, annotation_words
from annotator.ui.models.spots import Spot
from annotator.ui.models.wording import named


def link(desk: Desk) -> None:
    """Take the current annotation in hand; at another one, link the two.  A suggestion nobody has
    answered is confirmed first, as a step of its own."""
    spot = desk.current
    if spot is None:
        desk.refused.emit(tr("ui.refused.no_current"))
        return
    annotation = spot.annotation or _confirmed(desk, spot)
    if annotation is None:
        return
    if desk.hand.source is None:
        _begin(desk, annotation)
    else:
        _end(desk, annotation)


def _confirmed(desk: Desk, spot: Spot) -> Annotation | None:
    """What a suggestion becomes when it is confirmed; None, and said, where no relation could reach it."""
    source = desk.hand.source
    if not may_begin(desk.tagset, spot):
        desk.refused.emit(tr("ui.refused.no_relation_of", label=_label_words(desk, spot)))
    elif source is not None and not may_link(desk.tagset, source, spot):
        names = {"source": _label_words(desk, source), "target": _label_words(desk, spot)}
        desk.refused.emit(tr("ui.refused.no_relation_between", **names))
    elif spot.machine is not None and desk.document is not None and settled(desk):
        desk.run(answers.confirm, document=desk.document.id, key=spot.machine.key)
        now = desk.spots.get(spot.ref)
        return now.annotation if now else None
    return None


def _begin(desk: Desk, source: Annotation) -> None:
    if may_begin(desk.tagset, source):
        # The status line tells what is in hand, as long as it is.
        desk.said.emit("")
        desk.hand.take(source)
    else:
        desk.refused.emit(tr("ui.refused.no_relation_of", label=_label_words(desk, source)))


def _end(desk: Desk, target: Annotation) -> None:
    known = desk.hand.source
    source = desk.session.store.annotation(known.id) if known else None
    if source is None:
        # It was deleted meanwhile: begin anew here.
        desk.hand.let_go()
        _begin(desk, target)
        return
    if source.id == target.id:
        desk.refused.emit(tr("ui.refused.link_to_itself"))
        return
    there = desk.session.store.relations_at(source.id)
    found = offers_between(desk.tagset, source, target, there=there)
    if not found:
        names = {"source": _label_words(desk, source), "target": _label_words(desk, target)}
        desk.refused.emit(tr("ui.refused.no_relation_between", **names))
    elif len(found) == 1 and found[0].is_likely:
        choose(desk, found[0])
    else:
        desk.hand.offer(found)


def choose(desk: Desk, offer: Offer) -> None:
    """Make one of the relations offered."""
    ends = {"source": offer.source.id, "target": offer.target.id}
    if desk.run(relations.relate, label=offer.spec.id, **ends) is not None:
        desk.hand.let_go()
    else:
        desk.hand.offer(())
    desk.page_wanted.emit()


def cancel(desk: Desk) -> None:
    """Give up linking; the page has the keyboard again."""
    if desk.hand.source is not None:
        desk.hand.let_go()
        desk.said.emit(tr("ui.said.link_given_up"))
    desk.page_wanted.emit()


def follow(desk: Desk, link: Link) -> None:
    """Go to the other end of a relation."""
    desk.go_to(link.other)
    desk.page_wanted.emit()


def remove(desk: Desk, link: Link) -> None:
    """Take a relation away."""
    desk.run(relations.delete, relation=link.relation.id)


def offer_words(desk: Desk, offer: Offer) -> str:
    """Say an offer with both its ends, from the one it leaves: 部分：74件 → 312件."""
    ends = (annotation_words(desk, one, most=16) for one in (offer.source, offer.target))
    return tr("ui.offers.relation", name=named(offer.spec.names, offer.spec.id), ends=" → ".join(ends))


def _label_words(desk: Desk, end: Labelled) -> str:
    label = desk.tagset.label(end.layer, end.label)
    return named(label.names, label.id) if label else end.label
