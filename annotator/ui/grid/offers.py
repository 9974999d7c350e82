"""Owns what a cell offers while one writes in it: what is known of indicators, and what was used before."""

from __future__ import annotations

from functools import cache

from annotator.model.tagsets import FeatureSpec
from annotator.ui.models.desk import Desk
from annotator.ui.models.known import KnownValues
from annotator.ui.models.spots import Spot
from annotator.ui.models.typed import begins

_MOST = 7
_INDICATOR = "indicator"
_PERIOD = "period"


class Offers:
    """Values for a cell: those written before in the project, then those of the report and the lists."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._used = KnownValues(desk)

    def offers(self, spot: Spot, spec: FeatureSpec, typed: str) -> list[str]:
        """Return at most seven values that begin as typed, but are not what is typed already."""
        found = self._used.offers(spot.layer, spot.label, spec=spec, typed=typed)
        if spec.id in (_INDICATOR, _PERIOD):
            # What the machine found elsewhere in the report is often what it missed here.
            said = [str(one.features.get(spec.id) or "") for one in self._desk.spots.numbers]
            found += [one for one in said if one and begins(one, typed)]
        if spec.id == _INDICATOR and typed.strip():
            found += [one for one in indicators_known() if begins(one, typed) or typed.strip() in one]
        return [one for one in dict.fromkeys(found) if one != typed.strip()][:_MOST]


@cache
def indicators_known() -> tuple[str, ...]:
    """Return the ids of the indicators that the word list knows."""
    return ()
