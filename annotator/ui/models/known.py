"""Owns the values a field may offer: those used before, and the units that the word lists know."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from time import monotonic

from annotator.model.annotations import Annotation
from annotator.model.tagsets import FeatureSpec
from annotator.numbers.additions import following
from annotator.numbers.lexicon import word_list
from annotator.ui.models.desk import Desk
from annotator.ui.models.typed import begins

_UNITS = "unit"
"""The feature whose values the word list of units knows."""
_COMMON = ("件", "起", "宗", "次", "人次", "人", "户", "家", "个", "名", "场", "份", "项")
_READING_SECONDS = 0.03
_MOST = 7

_Counts = Counter[tuple[str, str, str, str]]
"""How often: layer, label, feature, value."""


class KnownValues:
    """What the reviewer has written before in this project, the most frequent first.

    Other documents are read a few at a time, so that a key never waits for a large project.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._read: dict[str, _Counts] = {}

    def offers(self, layer: str, label: str, *, spec: FeatureSpec, typed: str) -> list[str]:
        """Return at most seven values that begin as typed, but are not what is typed already."""
        if spec.type != "text":
            return []
        used = [value for value in self._used(layer, label, spec.id) if begins(value, typed)]
        if spec.id == _UNITS and typed.strip():
            used += [unit for unit in units_known() if begins(unit, typed)]
        return [value for value in dict.fromkeys(used) if value != typed.strip()][:_MOST]

    def _used(self, layer: str, label: str, feature: str) -> list[str]:
        desk = self._desk
        here = desk.document.id if desk.document else ""
        own = (spot.annotation for spot in desk.spots.all if spot.annotation is not None)
        # What was read of this document is old as soon as one works in it.
        self._read[here] = _counted(own)
        self._read_more()
        total: Counter[str] = Counter()
        for counts in self._read.values():
            for (a_layer, a_label, a_feature, value), times in counts.items():
                if (a_layer, a_label, a_feature) == (layer, label, feature):
                    total[value] += times
        return sorted(total, key=lambda value: (-total[value], value))

    def _read_more(self) -> None:
        until = monotonic() + _READING_SECONDS
        for row in self._desk.rows:
            if row.annotations and row.document.id not in self._read:
                self._read[row.document.id] = _counted(self._desk.session.annotations(row.document.id))
                if monotonic() > until:
                    return


def _counted(annotations: Iterable[Annotation]) -> _Counts:
    counts: _Counts = Counter()
    for one in annotations:
        for feature, value in one.features.items():
            if isinstance(value, str):
                counts[one.layer, one.label, feature, value] += 1
    return counts


@following
def units_known() -> tuple[str, ...]:
    """Return every unit of the word list, the common ones first."""
    lists = word_list("units")
    classifiers = "".join(lists["classifiers"]["arabic"].split())
    kinds = [unit for units in lists["kinds"].values() for unit in units]
    return tuple(dict.fromkeys([*_COMMON, *kinds, *classifiers, *lists["measures"]["count"]]))
