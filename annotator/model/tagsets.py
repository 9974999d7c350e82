"""Owns the shape of a tagset: layers, labels, typed features, relations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from annotator.model.annotations import Target
from annotator.model.spans import Fragments

FeatureType = Literal[
    "text", "decimal", "integer", "choice", "choices", "boolean", "date", "place", "places", "records"
]
"""``decimal`` is a plain decimal string without exponent; ``date`` an ISO string of a day, month or
year; ``choice`` one of ``options``, ``choices`` a list of them; ``place`` is a fragment of the original
(``[start, end]``), ``places`` a list of them, ``records`` a list of records (JSON)."""

FEATURE_TYPES: tuple[FeatureType, ...] = (
    "text",
    "decimal",
    "integer",
    "choice",
    "choices",
    "boolean",
    "date",
    "place",
    "places",
    "records",
)
UNTYPED: frozenset[FeatureType] = frozenset({"place", "places", "records"})
"""What nobody types: it is kept and carried, and set by pointing at words."""

PLACED: frozenset[FeatureType] = frozenset({"place", "places"})
"""What points at words of the report: one fragment, or several."""


def places_in(value: Any) -> Fragments:
    """Return the fragments that a feature which points at words holds: [start, end], or several of them."""
    pairs = [value] if value and isinstance(value[0], int) else value
    return tuple((start, end) for start, end in pairs)


Names = Mapping[str, str]
"""Words for one thing by language (``zh``, ``en``)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeatureSpec:
    """One feature of a label: its id, words, type and, for choices, its options with their words."""

    id: str
    names: Names
    type: FeatureType = "text"
    options: Mapping[str, Names] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """One label of a layer; ``key`` is the key that tags with it, "" for none.

    ``hue`` is its own colour family, "" for the layer's.
    """

    id: str
    names: Names
    key: str = ""
    hue: str = ""
    description: Names = field(default_factory=dict)
    features: tuple[FeatureSpec, ...] = ()

    def feature(self, feature_id: str) -> FeatureSpec | None:
        """The feature of that id, or None."""
        return next((spec for spec in self.features if spec.id == feature_id), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """A kind of annotation with its labels; ``target`` is what its annotations label.

    ``hue`` names the colour family of the theme (numbers, results, measures, problems, legal …);
    ``style`` how it is painted (fill, underline, bracket, bar).
    """

    id: str
    names: Names
    target: Target = "span"
    hue: str = "numbers"
    style: Literal["fill", "underline", "bracket", "bar"] = "fill"
    labels: tuple[Label, ...] = ()

    def label(self, label_id: str) -> Label | None:
        """The label of that id, or None."""
        return next((label for label in self.labels if label.id == label_id), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationSpec:
    """A directed relation: which labels (``layer/label``) it may leave and reach.

    ``inverse`` is how it reads from its target, by language; empty where nobody said.
    """

    id: str
    names: Names
    inverse: Names = field(default_factory=dict)
    sources: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tagset:
    """Everything a project may annotate with; ``source`` is the TOML it was read from."""

    id: str
    version: str
    names: Names
    layers: tuple[Layer, ...]
    relations: tuple[RelationSpec, ...]
    source: str

    _layers: Mapping[str, Layer] = field(init=False, repr=False, compare=False)
    _labels: Mapping[tuple[str, str], Label] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Know layers and labels by id: they are looked up for every place of a report."""
        object.__setattr__(self, "_layers", {layer.id: layer for layer in self.layers})
        labels = {(layer.id, label.id): label for layer in self.layers for label in layer.labels}
        object.__setattr__(self, "_labels", labels)

    def layer(self, layer_id: str) -> Layer | None:
        """The layer of that id, or None."""
        return self._layers.get(layer_id)

    def label(self, layer_id: str, label_id: str) -> Label | None:
        """The label of that layer, or None."""
        return self._labels.get((layer_id, label_id))

    def relation(self, relation_id: str) -> RelationSpec | None:
        """The relation of that id, or None."""
        return next((spec for spec in self.relations if spec.id == relation_id), None)
