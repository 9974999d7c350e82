"""Owns figures of agreement as the window shows them: what the verb ``agreement`` printed, found by what each
is about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from annotator.i18n import tr
from annotator.model.annotations import GOLD, reads_again
from annotator.model.tagsets import Tagset
from annotator.tasks.comparing.figures import Pair, Scope
from annotator.ui.models.wording import grouped, named

FAMILIES: dict[str, tuple[str, ...]] = {
    "f1_exact": ("f1_exact", "f1_relations"),
    "f1_tolerant": ("f1_tolerant",),
    "f1_overlapping": ("f1_overlapping",),
    "observed": ("observed_tokens", "observed_units"),
    "kappa": ("kappa_tokens", "kappa_units"),
    "fleiss_kappa": ("fleiss_kappa_tokens", "fleiss_kappa_units"),
    "alpha_nominal": ("alpha_nominal_tokens", "alpha_nominal_units"),
    "alpha_u": ("alpha_u",),
    "alpha_masi": ("alpha_masi",),
    "spans_observed": ("observed_spans",),
    "spans_kappa": ("kappa_spans",),
}
"""What one may look at -> the measures that tell it: the first that a layer has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One figure; ``why`` and ``unsure`` are the ids of why it, or its interval, cannot be told."""

    about: Scope
    measure: str
    value: float | None
    n: int
    low: float | None = None
    high: float | None = None
    why: str = ""
    unsure: str = ""


def told(record: Mapping[str, Any]) -> Told:
    """Return a line of the verb as a figure."""
    pair = record["pair"]
    return Told(
        about=Scope(
            layer=record["layer"],
            label=record["label"],
            feature=record["feature"],
            document=record["document"],
            pair=as_pair(pair) if pair else None,
        ),
        measure=record["measure"],
        value=record["value"],
        n=record["n"],
        low=record["low"],
        high=record["high"],
        why=record["why"] or "",
        unsure=record["unsure"] or "",
    )


def as_pair(words: str) -> Pair:
    """Return whom the verb names with a comma between."""
    one, _, other = words.partition(",")
    return one, other


class Agreed:
    """All figures of a project at one moment."""

    def __init__(self, records: Iterable[Mapping[str, Any]] = (), *, is_quick: bool = False) -> None:
        """Of a quick reckoning the intervals are left out."""
        self.is_quick = is_quick
        self.all = [told(record) for record in records if "measure" in record]
        if is_quick:
            self.all = [replace(one, low=None, high=None, unsure="ui.agree.drawing_anew") for one in self.all]
        self._known = {(one.about, one.measure): one for one in self.all}
        self.pairs: list[Pair] = sorted(
            {one.about.pair for one in self.all if one.about.pair},
            key=lambda pair: (GOLD in pair, is_of_one(pair), pair),
        )
        everybody = {owner for pair in self.pairs for owner in pair if not reads_again(owner)}
        self.owners = sorted(everybody, key=lambda one: (one == GOLD, one))
        """Who is compared with others: reviewers, then gold; second readings are nobody's own."""
        self._labels: dict[tuple[str | None, Pair | None], dict[str, None]] = {}
        self._documents: dict[str, None] = {}
        for one in self.all:
            about = one.about
            if about.label is not None and about.feature is None:
                self._labels.setdefault((about.layer, about.pair), {})[about.label] = None
            if about.document is not None:
                self._documents[about.document] = None

    def get(self, about: Scope, measure: str) -> Told | None:
        """The figure of that measure about something, None where the verb told none."""
        return self._known.get((about, measure))

    def best(self, about: Scope, family: str) -> Told | None:
        """The figure of a family about something: of the measure that its layer has."""
        found = (self.get(about, measure) for measure in FAMILIES[family])
        return next((one for one in found if one is not None), None)

    def layers(self, tagset: Tagset) -> list[str | None]:
        """The layers there are figures of, in the tagset's order; None at the end stands for relations."""
        seen = {one.about.layer for one in self.all}
        found: list[str | None] = [layer.id for layer in tagset.layers if layer.id in seen]
        return [*found, None] if any(one.measure == "f1_relations" for one in self.all) else found

    def labels(self, layer: str | None, pair: Pair | None) -> list[str]:
        """The labels of a layer that anybody used, as the verb tells them."""
        return list(self._labels.get((layer, pair), ()))

    def documents(self) -> list[str]:
        """The reports that figures are told of singly."""
        return list(self._documents)

    def left_out(self, pair: Pair | None) -> tuple[int, int]:
        """How many annotations are not compared, because not both declared them complete, of how many."""
        found = [one for one in self.all if one.measure == "left_out" and one.about.pair == pair]
        return sum(int(one.value or 0) for one in found), sum(one.n for one in found)

    def families(self) -> list[str]:
        """What one may look at."""
        measures = {one.measure for one in self.all}
        return [name for name, known in FAMILIES.items() if measures & set(known)]


def is_of_one(pair: Pair) -> bool:
    """Whether somebody is compared with what they themselves said the second time."""
    return reads_again(pair[1]) == pair[0]


def pair_words(pair: Pair | None) -> str:
    """Who is compared, in words."""
    if pair is None:
        return tr("agreement.all_together")
    if is_of_one(pair):
        return tr("ui.agree.themselves", reviewer=pair[0])
    return " – ".join(owner_words(owner) for owner in pair)


def about_words(agreed: Agreed, tab: str, pair: Pair | None, *, is_old: bool) -> str:
    """How much is compared and how much is not, how a way of looking is read, whether anything has changed
    since; "" where there are no figures."""
    if not agreed.pairs:
        return ""
    whom = None if tab == "pairs" else pair
    left, of = agreed.left_out(whom)
    values = {"who": pair_words(whom), "left": grouped(str(left)), "of": grouped(str(of))}
    told = tr("ui.agree.left_out" if left else "ui.agree.compared", **values)
    if whom is None:
        # No name: a sentence begins with it.
        told = told[:1].upper() + told[1:]
    if tab == "confusion" or (tab == "pairs" and any(map(is_of_one, agreed.pairs))):
        told += tr(f"ui.agree.read.{tab}")
    return told + (tr("ui.agree.old") if is_old else "")


def owner_words(owner: str) -> str:
    """A reviewer's name, or what gold is called."""
    return tr("ui.agree.gold") if owner == GOLD else owner


def layer_words(tagset: Tagset, layer: str | None) -> str:
    """A layer's name; None are the relations."""
    known = tagset.layer(layer) if layer else None
    return named(known.names, known.id) if known else layer or tr("ui.agree.relations")


def label_words(tagset: Tagset, layer: str | None, label: str) -> str:
    """The name of a label, of whichever layer has it where none is named, or of a relation."""
    layers = [one.id for one in tagset.layers] if layer is None else [layer]
    known = next((found for one in layers if (found := tagset.label(one, label))), None)
    relation = next((one for one in tagset.relations if one.id == label), None) if layer is None else None
    spec = relation or known
    return named(spec.names, label) if spec else label


def feature_words(tagset: Tagset, layer: str, label: str, feature: str) -> str:
    """A feature's name."""
    known = tagset.label(layer, label)
    spec = known.feature(feature) if known else None
    return named(spec.names, feature) if spec else feature


def value_words(one: Told | None) -> str:
    """A figure as a table shows it: three decimals, — where it cannot be told."""
    if one is None or one.value is None:
        return "—"
    return f"{one.value:.3f}".replace("-", "\u2212")


def interval_words(one: Told | None) -> str:
    """Its interval, "" where there is none."""
    if one is None or one.low is None or one.high is None:
        return ""
    return f"{one.low:.3f} – {one.high:.3f}".replace("-", "\u2212")


def sentence_of(one: Told) -> str:
    """A figure with all that is to be said of it: value, interval, what it rests on, or why there is none."""
    measure = tr(f"ui.measure.{one.measure}")
    if one.value is None:
        return tr("ui.agree.untold", measure=measure, why=tr(one.why or "agreement.no_units"))
    values = {"measure": measure, "value": value_words(one), "n": grouped(str(one.n))}
    if one.low is not None:
        return tr("ui.agree.told", interval=interval_words(one), **values)
    return tr("ui.agree.told_bare", why=tr(one.unsure) if one.unsure else "", **values).strip("，, ")
