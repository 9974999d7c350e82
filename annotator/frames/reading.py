"""Owns putting a frame together: indicator, period, role, whole and bases, scope, aspect, how sure it is."""

from __future__ import annotations

from functools import cache

from annotator.frames.bases import Bases
from annotator.frames.facts import Facts, facts_of
from annotator.frames.frame import Frame, Indicator, Period
from annotator.frames.indicators import indicators
from annotator.frames.periods import periods
from annotator.frames.place import Place
from annotator.frames.report import Report
from annotator.frames.roles import Places
from annotator.frames.scopes import Standing, standings

LISTS = ("periods", "roles", "bodies")
"""The word lists that frames are read with, besides those of indicators."""

DOUBTS = {
    "no_indicator": 0.3,
    "several_indicators": 0.05,
    "no_year": 0.3,
    "inherited_period": 0.05,
    "heading_period": 0.15,
    "several_periods": 0.1,
    "whole_unknown": 0.1,
    "base_unknown": 0.05,
    "table": 0.5,
}
"""What lowers the confidence of a frame, by how much; their sentences are ``frame.doubt.*``."""
_SURE = 0.95


def frames(report: Report) -> tuple[Frame, ...]:
    """Return the frame of each mention of a report, in their order.  Linear."""
    facts = facts_of(report)
    told = periods(report, facts)
    places = Places(report, facts, told).all
    bases = Bases(report, facts, told, places)
    whose = standings(report, facts, [place.role for place in places])
    counted = indicators(report)
    return tuple(
        [_frame(facts, counted[n], told[n], place, bases.of(n), whose[n]) for n, place in enumerate(places)]
    )


def _frame(
    facts: Facts,
    counted: tuple[Indicator, ...],
    period: Period,
    place: Place,
    bases: tuple[int, ...],
    standing: Standing,
) -> Frame:
    doubts = list(place.doubts)
    if len(counted) != 1:
        doubts.append("several_indicators" if counted else "no_indicator")
    if not facts.year and not period.first:
        doubts.append("no_year")
    elif period.source == "inherited":
        doubts.append("heading_period" if period.first > facts.last else "inherited_period")
    elif len(period.fragments) > 1:
        doubts.append("several_periods")
    if place.role == "change" and not bases:
        doubts.append("base_unknown")
    sure, told = (_confidence(tuple(doubts)), tuple(dict.fromkeys(doubts))) if doubts else (_SURE, ())
    scope, aspect = standing.scope, standing.aspect
    return Frame(counted, period, place.role, place.whole, bases, scope, aspect, sure, told)


@cache
def _confidence(doubts: tuple[str, ...]) -> float:
    confidence = _SURE
    for doubt in doubts:
        confidence *= 1 - DOUBTS[doubt]
    return round(confidence, 2)
