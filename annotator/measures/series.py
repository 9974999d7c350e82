"""Owns one indicator across reports and years: which numbers may stand on one line, and which may not.

A line holds numbers of one body, one indicator id, one unit and one role; whatever lacks one of them, or
its period, is listed with what it lacks and never drawn.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from sys import intern
from typing import Any

from annotator.measures.steps import Steps
from annotator.model.canonical import Json
from annotator.model.spans import Fragments

LEVEL = "level"
"""The role of what was counted; a number without a role is taken for one."""
SAID = (
    "value",
    "unit_norm",
    "role",
    "period_from",
    "period_to",
    "aspect",
    "scope",
    "qualifier_norm",
)
"""The features of a number that its place on the line of its indicator depends on."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Indexed:
    """The numbers of one report by indicator id.

    ``on_lines`` tells on which lines they would stand, each with its period.  The numbers are kept as plain
    tuples: a project has 300,000, and what looks for garbage would look at each of them again and again.
    """

    document: str
    body: str
    kept: Mapping[str, tuple[Kept, ...]]
    on_lines: Mapping[str, frozenset[OnLine]]

    def count(self) -> Iterator[tuple[str, int]]:
        """Yield each indicator id with how many numbers have it."""
        return ((id, len(found)) for id, found in self.kept.items())

    def numbers(self, indicator: str) -> Iterator[Observation]:
        """Yield the numbers of one indicator."""
        for ref, owner, fragments, text, *said in self.kept.get(indicator, ()):
            yield Observation(
                ref=ref,
                document=self.document,
                body=self.body,
                owner=owner,
                fragments=fragments,
                text=text,
                features=dict(zip(SAID, said, strict=True)),
            )


Kept = tuple[Any, ...]
"""A number's ref, owner, fragments and text, and what it says of each of ``SAID``."""
OnLine = tuple[str, str, str, str]
"""Body, unit, role, end of the period."""


def indexed(observations: Iterable[Observation], *, document: str, body: str) -> Indexed:
    """Sort the numbers of one report by what they measure; those that measure nothing are left out."""
    kept: dict[str, list[Kept]] = {}
    on_lines: dict[str, set[OnLine]] = {}
    for each in observations:
        # One copy of words that come again and again.
        said = [intern(each.said(name)) for name in SAID]
        period = each.said("period_to")
        place = (
            intern(body),
            intern(each.said("unit_norm")),
            intern(each.said("role") or LEVEL),
            intern(period),
        )
        for id in ids(each.features):
            kept.setdefault(id, []).append((each.ref, each.owner, each.fragments, each.text, *said))
            if body and period:
                on_lines.setdefault(id, set()).add(place)
    return Indexed(
        document=document,
        body=body,
        kept={id: tuple(found) for id, found in kept.items()},
        on_lines={id: frozenset(found) for id, found in on_lines.items()},
    )


def indicators(reports: Iterable[Indexed]) -> Steps[dict[str, int]]:
    """Return indicator id -> how many numbers have it: first those with the longest line, then the most
    frequent."""
    counts: Counter[str] = Counter()
    places: dict[str, set[OnLine]] = {}
    for report in reports:
        for id, count in report.count():
            counts[id] += count
        for id, more in report.on_lines.items():
            # Two numbers of one period make no line longer.
            places.setdefault(id, set()).update(more)
        yield
    alike: dict[tuple[int, int], list[str]] = {}
    for n, (id, count) in enumerate(counts.items()):
        longest = max(Counter(place[:3] for place in places.get(id, ())).values(), default=0)
        alike.setdefault((-longest, -count), []).append(id)
        if n % _AT_ONCE == 0:
            yield
    made: dict[str, int] = {}
    for weight in sorted(alike):
        made.update((id, counts[id]) for id in sorted(alike[weight]))
        yield
    return made


_AT_ONCE = 200
"""How many are looked at between two pauses."""


def ids(features: Mapping[str, Json]) -> list[str]:
    """Return the ids of all that a number measures: one number may state several indicators."""
    more = features.get("more_indicators")
    others = more if isinstance(more, list) else []
    found = [str(features.get("indicator_id") or "")]
    found += [str(one.get("id", "")) for one in others if isinstance(one, dict)]
    return [id for id in dict.fromkeys(found) if id]


def series(reports: Iterable[Indexed], *, indicator: str) -> Steps[Series]:
    """Return the lines of one indicator, levels and the longest first, and what had to be left out."""
    lines: dict[tuple[str, str, str], list[Point]] = {}
    left_out: list[LeftOut] = []
    for report in reports:
        for each in report.numbers(indicator):
            point, lacks = _point(each)
            if point is None:
                left_out.append(LeftOut(observation=each, lacks=lacks))
            else:
                key = each.body, each.said("unit_norm"), each.said("role") or LEVEL
                lines.setdefault(key, []).append(point)
        yield
    made: list[Line] = []
    for (body, unit, role), points in sorted(lines.items(), key=_weight):
        made.append(Line(indicator=indicator, body=body, unit=unit, role=role, points=_in_order(points)))
        yield
    return Series(indicator=indicator, lines=tuple(made), left_out=tuple(left_out))


def _weight(line: tuple[tuple[str, str, str], list[Point]]) -> tuple[bool, int, tuple[str, str, str]]:
    """What was counted comes before changes and shares, what goes over years before single figures."""
    key, points = line
    return key[2] != LEVEL, -len(points), key


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
    said: dict[tuple[date, date], set[Decimal]] = {}
    for point in points:
        said.setdefault((point.first, point.last), set()).add(point.value)
    made: list[Point] = []
    for point in points:
        made.append(
            Point(
                observation=point.observation,
                first=point.first,
                last=point.last,
                value=point.value,
                basis=_basis(made[-1], point) if made else (),
                clashes=len(said[point.first, point.last]) > 1,
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
