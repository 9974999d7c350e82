"""Owns what a cell offers while one writes in it: what was used before, and what the report knows."""

from __future__ import annotations

from annotator.model.tagsets import FeatureSpec
from annotator.ui.models.desk import Desk
from annotator.ui.models.known import KnownValues
from annotator.ui.models.spots import Spot
from annotator.ui.models.typed import begins

_MOST = 7
_INDICATOR = "indicator"
_PERIOD = "period"


class Offers:
    """Values for a cell: those written before in the project, then those of the report."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._used = KnownValues(desk)

    def offers(self, spot: Spot, spec: FeatureSpec, typed: str) -> list[str]:
        """Return at most seven values that begin as typed, but are not what is typed already."""
        found = self._used.offers(spot.layer, spot.label, spec=spec, typed=typed)
        if spec.id in (_INDICATOR, _PERIOD):
            # What the machine found elsewhere in the report is often what it missed here.
            names = (spec.id, f"{spec.id}_id")
            said = [str(one.features.get(name) or "") for one in self._desk.spots.numbers for name in names]
            found += [one for one in said if one and begins(one, typed)]
            found += [one for one in said if typed.strip() and typed.strip() in one]
        return [one for one in dict.fromkeys(found) if one != typed.strip()][:_MOST]
