"""Owns what the keys do with relations: begin one, end it, choose which, give it up, take one away."""

from __future__ import annotations

from annotator.commands import relations
from annotator.i18n import tr
from annotator.model.annotations import Annotation
from annotator.ui.models.desk import Desk
from annotator.ui.models.linkage import Offer, may_begin, offers_between
from annotator.ui.models.links import Link, annotation_words
from annotator.ui.models.wording import named


def link(desk: Desk) -> None:
    """Take the current annotation in hand; at another one, link the two."""
    spot = desk.current
    if spot is None:
        desk.refused.emit(tr("ui.refused.no_current"))
    elif spot.annotation is None:
        desk.refused.emit(tr("ui.refused.not_answered"))
    elif desk.hand.source is None:
        _begin(desk, spot.annotation)
    else:
        _end(desk, spot.annotation)


def _begin(desk: Desk, source: Annotation) -> None:
    if may_begin(desk.tagset, source):
        desk.hand.take(source)
        desk.said.emit(tr("ui.said.link_begun", words=annotation_words(desk, source, most=24)))
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
    """Say an offer: 部分 → “312件”."""
    is_forward = desk.hand.source is None or offer.source.id == desk.hand.source.id
    other = offer.target if is_forward else offer.source
    arrow = "→" if is_forward else "←"
    name = named(offer.spec.names, offer.spec.id)
    return f"{name} {arrow} {annotation_words(desk, other, most=16)}"


def _label_words(desk: Desk, annotation: Annotation) -> str:
    label = desk.tagset.label(annotation.layer, annotation.label)
    return named(label.names, label.id) if label else annotation.label
