"""Owns planting disagreements of every kind in a report: what three reviewers say of its numbers."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

JIA, YI, BING = REVIEWERS = ("jia", "yi", "bing")

Line = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A number of a report: where its digits begin and end; one character follows as its unit."""

    start: int
    end: int
    text: str

    def tag(self, who: str, *, label: str = "quantity", value: str | None = None, more: str = "") -> Line:
        """A line for ``annotate``; ``more`` says how far it reaches: the digits, the unit, one character
        beyond."""
        reach = {"bare": 0, "unit": 1, "beyond": 2}[more or "unit"]
        features = {"value": self.text if value is None else value, "unit": self.unit, "unit_norm": self.unit}
        return {
            "op": "tag",
            "layer": "number",
            "label": label,
            "fragments": [[self.start, self.end + reach]],
            "features": features if label == "quantity" else {},
            "as": who,
        }

    @property
    def unit(self) -> str:
        """The character behind the digits."""
        return self.following[:1]

    following: str = ""


def spots(text: str, pattern: str) -> Iterator[Spot]:
    """Numbers whose digits are followed by this."""
    for found in re.finditer(rf"(?<![\d.,，．%])([1-9]\d{{0,5}})({pattern})", text):
        yield Spot(start=found.start(1), end=found.end(1), text=found[1], following=found[2])


def told(spot: Spot, who: str, how: str) -> Line | None:
    """What one reviewer says of a number where this disagreement is planted; None where they say nothing."""
    differing = {
        ("missing", BING): None,
        ("boundary:punctuation", JIA): spot.tag(who, more="beyond"),
        ("boundary:unit", JIA): spot.tag(who, more="bare"),
        ("boundary", YI): spot.tag(who, more="beyond"),
        ("label", YI): spot.tag(who, label="indicator"),
        ("value:value", BING): spot.tag(who, value=f"{spot.text}0"),
    }
    if (how, who) in differing:
        return differing[how, who]
    line = spot.tag(who)
    if how == "feature:period" and who == JIA:
        line["features"]["period"] = "全年"
    if how == "alone" and who != YI:
        return None
    return line


PLANTED = (
    *("all agree", "missing", "boundary:unit", "boundary", "label", "value:value", "feature:period", "alone"),
    "all agree",
)


def planted(text: str) -> dict[str, list[tuple[Spot, str]]]:
    """Kind of disagreement -> numbers of a report that carry it; no two lie side by side."""
    found: list[tuple[Spot, str]] = []
    ends = -5
    stops = {spot.start for spot in spots(text, "[一-鿿][，。；、]")}
    ways = itertools.cycle(PLANTED)
    is_stopped = False
    for spot in spots(text, "[一-鿿][一-鿿，。；、]"):
        if spot.start < ends + 4:
            continue
        ends = spot.end
        if spot.start in stops and not is_stopped:
            found.append((spot, "boundary:punctuation"))
            is_stopped = True
        elif spot.start not in stops:
            found.append((spot, next(ways)))
    by_kind: dict[str, list[tuple[Spot, str]]] = {}
    for spot, how in found:
        by_kind.setdefault(how, []).append((spot, how))
    return by_kind


def headings(text: str) -> list[list[int]]:
    """Where the chapters' headings stand: lines that begin with 一、 and so on."""
    return [[found.start(), found.end()] for found in re.finditer(r"(?m)^[一二三四五]、[^\n。]{2,30}$", text)]


def work_of(who: str, document: str, text: str) -> list[Line]:
    """All that one reviewer says of one report."""
    lines: list[Line] = []
    for spot, how in (each for found in planted(text).values() for each in found):
        line = told(spot, who, how)
        if line is not None:
            lines.append(line)
    agreed = [spot for spot, _ in planted(text)["all agree"][:2]]
    if len(agreed) == 2 and who != BING:
        ends = [
            {"layer": "number", "label": "quantity", "fragments": spot.tag(who)["fragments"]}
            for spot in agreed
        ]
        lines.append({"op": "relate", "label": "part_of", "source": ends[0], "target": ends[1]})
    chapters = headings(text)
    if chapters:
        label = "achievements" if who != YI else "next_year"
        lines.append({"op": "tag", "layer": "section", "label": label, "fragments": [chapters[0]]})
    lines.append({"op": "state", "state": "finished"})
    return [{"document": document, **{key: v for key, v in line.items() if key != "as"}} for line in lines]
