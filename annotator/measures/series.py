"""Owns one indicator across reports and years: which numbers may stand on one line, and which may not.

A line holds numbers of one body, one indicator id, one unit and one role; whatever lacks one of them, or
its period, is listed with what it lacks and never drawn.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from annotator.model.canonical import Json
from annotator.model.spans import Fragments


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """One number as it stands in a report, whoever says so; ``ref`` finds it again."""

    ref: str
    document: str
    body: str
    owner: str
    fragments: Fragments
    text: str
    features: Mapping[str, Json]

    def said(self, feature: str) -> str:
        """A feature in words, "" when it is not told."""
        value = self.features.get(feature)
        return "" if value is None else str(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A number on a line.  ``basis`` names what sets it off from the point before (口径): ``aspect``,
    ``scope``, ``period`` (another length), ``unit``; ``clashes`` whether another number says otherwise of
    the same period."""

    observation: Observation
    first: date
    last: date
    value: Decimal
    basis: tuple[str, ...] = ()
    clashes: bool = False

    @property
    def months(self) -> int:
        """Length of the period, in whole months."""
        return (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Numbers that measure one thing, in time order."""

    indicator: str
    body: str
    unit: str
    role: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A number that cannot be drawn, and what it lacks: ``body``, ``period``, ``value`` …"""

    observation: Observation
    lacks: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """All that the reports say of one indicator."""

    indicator: str
    lines: tuple[Line, ...]
    left_out: tuple[LeftOut, ...]


def indicators(observations: Iterable[Observation]) -> dict[str, int]:
    """Return indicator id -> how many numbers have it: first those with the longest line, then the most
    frequent."""
    counts: Counter[str] = Counter()
    lines: dict[str, Counter[tuple[str, ...]]] = {}
    for each in observations:
        key = each.body, each.said("unit_norm"), each.said("role")
        period = each.said("period_to")
        for id in ids(each):
            counts[id] += 1
            on_line = lines.setdefault(id, Counter())
            # Two numbers of one period make no line longer.
            if each.body and period and not on_line[(*key, period)]:
                on_line[(*key, period)] = 1
                on_line[key] += 1
    longest = {id: max(found.values(), default=0) for id, found in lines.items()}
    return dict(sorted(counts.items(), key=lambda pair: (-longest[pair[0]], -pair[1], pair[0])))


def ids(observation: Observation) -> list[str]:
    """Return the ids of all that a number measures: one number may state several indicators."""
    more = observation.features.get("more_indicators")
    others = more if isinstance(more, list) else []
    found = [observation.said("indicator_id")]
    found += [str(one.get("id", "")) for one in others if isinstance(one, dict)]
    return [id for id in dict.fromkeys(found) if id]


def series(observations: Iterable[Observation], *, indicator: str) -> Series:
    """Return the lines of one indicator, levels and the longest first, and what had to be left out."""
    lines: dict[tuple[str, str, str], list[Point]] = {}
    left_out: list[LeftOut] = []
    for each in observations:
        if indicator not in ids(each):
            continue
        point, lacks = _point(each)
        if point is None:
            left_out.append(LeftOut(observation=each, lacks=lacks))
        else:
            key = each.body, each.said("unit_norm"), each.said("role") or "level"
            lines.setdefault(key, []).append(point)
    return Series(
        indicator=indicator,
        lines=tuple(
            Line(indicator=indicator, body=body, unit=unit, role=role, points=_in_order(points))
            for (body, unit, role), points in sorted(lines.items(), key=_weight)
        ),
        left_out=tuple(left_out),
    )


def _weight(line: tuple[tuple[str, str, str], list[Point]]) -> tuple[bool, int, tuple[str, str, str]]:
    """What was counted comes before changes and shares, what goes over years before single figures."""
    key, points = line
    return key[2] != "level", -len(points), key


def _point(each: Observation) -> tuple[Point | None, tuple[str, ...]]:
    first, last = _day(each.said("period_from")), _day(each.said("period_to"))
    value = _decimal(each.said("value"))
    told = {"value": value, "period": first and last, "body": each.body or None}
    lacks = tuple(name for name, found in told.items() if found is None)
    if value is None or first is None or last is None or lacks:
        return None, lacks
    return Point(observation=each, first=first, last=last, value=value), ()


def _in_order(points: list[Point]) -> tuple[Point, ...]:
    points = sorted(points, key=lambda point: (point.last, point.first, point.observation.ref))
    made: list[Point] = []
    for point in points:
        same = [one for one in points if (one.first, one.last) == (point.first, point.last)]
        made.append(
            Point(
                observation=point.observation,
                first=point.first,
                last=point.last,
                value=point.value,
                basis=_basis(made[-1], point) if made else (),
                clashes=any(one.value != point.value for one in same),
            )
        )
    return tuple(made)


def _basis(before: Point, after: Point) -> tuple[str, ...]:
    found = [
        name
        for name in ("aspect", "scope", "qualifier_norm")
        if before.observation.said(name) != after.observation.said(name)
    ]
    if before.months != after.months:
        found.append("period")
    return tuple(found)


def _day(words: str) -> date | None:
    try:
        return date.fromisoformat(words)
    except ValueError:
        return None


def _decimal(words: str) -> Decimal | None:
    try:
        return Decimal(words) if words else None
    except InvalidOperation:
        return None
