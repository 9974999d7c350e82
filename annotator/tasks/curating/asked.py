"""Owns refusing what a curator names that the project has not: a slip of the pen would settle otherwise than
meant, or nothing, without a word."""

from __future__ import annotations

from collections.abc import Iterable

from annotator.errors import UserError
from annotator.model.curation import KINDS
from annotator.model.tagsets import Tagset
from annotator.store import Store
from annotator.tasks.curating.policies import EVERYTHING, RELATION


def refuse_unknown_layers(tagset: Tagset, layers: Iterable[str]) -> None:
    """Raise unless all are layers of the tagset, or ``relation``."""
    known = [*(layer.id for layer in tagset.layers), RELATION]
    for layer in layers:
        if layer not in known:
            raise UserError("agreement.unknown_layer", layer=layer, known=", ".join(known))


def refuse_unknown_kinds(kinds: Iterable[str]) -> None:
    """Raise unless all are kinds of difference, alone or with what they are about, maybe behind ``only:``."""
    for kind in kinds:
        if kind.removeprefix("only:").partition(":")[0] not in KINDS:
            raise UserError("curation.unknown_kind", kind=kind, known=", ".join(KINDS))


def refuse_unknown_people(store: Store, names: Iterable[str]) -> None:
    """Raise unless all are reviewers of the project; the sentence names nobody else, who may be hidden."""
    for name in names:
        if store.record("reviewer", name) is None:
            raise UserError("curation.unknown_person", name=name)


def refuse_unknown_labels(tagset: Tagset, labels: Iterable[str]) -> None:
    """Raise unless all are ``layer/label``, a layer, ``relation``, ``relation/NAME``, or ``*``."""
    for label in labels:
        layer, _, name = label.partition("/")
        is_known = label == EVERYTHING or (
            (not name or tagset.relation(name) is not None)
            if layer == RELATION
            else (tagset.layer(layer) is not None and (not name or tagset.label(layer, name) is not None))
        )
        if not is_known:
            raise UserError("curation.unknown_label", label=label)
