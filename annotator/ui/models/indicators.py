"""Owns what each number of the report counts, in words: its own indicator, else the one it is linked with."""

from __future__ import annotations

from annotator.ui.models.desk import Desk
from annotator.ui.models.links import annotation_words
from annotator.ui.models.spots import Spot

_INDICATOR = ("number", "indicator")


class Indicators:
    """The indicators of the current report; looked for once, until told that something changed."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._linked: dict[str, str] | None = None

    def forget(self) -> None:
        """Something was linked, or another report or view is shown."""
        self._linked = None

    def words(self, spot: Spot) -> str:
        """Return the words of a number's indicator; "" when nobody has said what it counts."""
        own = spot.features.get("indicator")
        if own or spot.annotation is None:
            return str(own or "")
        if self._linked is None:
            self._linked = dict(self._found())
        return self._linked.get(spot.annotation.id, "")

    def _found(self) -> list[tuple[str, str]]:
        desk = self._desk
        if desk.document is None:
            return []
        found = []
        for relation in desk.session.relations(desk.document.id):
            target = desk.session.store.annotation(relation.target)
            if target is not None and (target.layer, target.label) == _INDICATOR:
                found.append((relation.source, annotation_words(desk, target)))
        return found
