"""Owns which lines of the grid are in sight: what must hold of them, and how many there are of each group."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, fields, replace

from annotator.ui.grid.lines import Line
from annotator.ui.models.numbers import GROUPS
from annotator.ui.models.sifting import folded

NONE = "-"
"""The group of lines that have no such feature."""
FACETS = ("state", "kind", "unit", "role", "indicator", "confidence")
"""What lines are told apart by."""
CONFIDENCES = ("0.95", "0.9", "0.8", "0.7", "0.5")
"""The confidences that one may stay below."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sieve:
    """What must hold of a line; "" and nothing let all pass.

    ``indicator`` is "yes" or NONE, ``confidence`` a decimal that lines stay below, ``text`` words that
    must all occur in the number, its surroundings or its indicator.
    """

    states: frozenset[str] = frozenset()
    kind: str = ""
    unit: str = ""
    role: str = ""
    indicator: str = ""
    confidence: str = ""
    text: str = ""
    _needles: tuple[str, ...] = field(init=False, repr=False, compare=False)
    _below: float = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_needles", tuple(folded(self.text).split()))
        object.__setattr__(self, "_below", float(self.confidence) if self.confidence else 2.0)

    @property
    def is_open(self) -> bool:
        """Whether every line passes."""
        return self == Sieve()

    def failing(self, line: Line) -> list[str]:
        """Return the facets that keep a line out, "text" among them; none when it passes."""
        failed = []
        if self.states and line.group not in self.states:
            failed.append("state")
        for facet, wanted, has in (
            ("kind", self.kind, line.kind),
            ("unit", self.unit, line.unit),
            ("role", self.role, line.role),
        ):
            if wanted and wanted != (has or NONE):
                failed.append(facet)
        if self.indicator and self.indicator != ("yes" if line.indicator else NONE):
            failed.append("indicator")
        if line.confidence >= self._below:
            failed.append("confidence")
        if any(needle not in line.folded for needle in self._needles):
            failed.append("text")
        return failed

    def passes(self, line: Line) -> bool:
        """Whether a line is in sight."""
        return not self.failing(line)

    def without(self, facet: str) -> Sieve:
        """Return it with one facet letting all pass."""
        name = "states" if facet == "state" else facet
        default = next(one.default for one in fields(Sieve) if one.name == name)
        return replace(self, **{name: default})  # type: ignore[arg-type]


_LIMITS = sorted(float(limit) for limit in CONFIDENCES)
_GROUP_OF: dict[str, Callable[[Line], str | int]] = {
    "state": lambda line: line.group,
    "kind": lambda line: line.kind or NONE,
    "unit": lambda line: line.unit or NONE,
    "role": lambda line: line.role or NONE,
    "indicator": lambda line: "yes" if line.indicator else NONE,
    "confidence": lambda line: bisect_right(_LIMITS, line.confidence),
}


class Tally:
    """How many lines there are of each group, as far as everything but that facet lets them pass."""

    def __init__(self) -> None:
        self.total = 0
        self.passing = 0
        self._counts: dict[str, Counter[str | int]] = {facet: Counter() for facet in FACETS}

    def add(self, line: Line, failed: list[str]) -> None:
        """Count a line that these facets keep out."""
        self.total += 1
        counts = self._counts
        if not failed:
            self.passing += 1
            for facet, group_of in _GROUP_OF.items():
                counts[facet][group_of(line)] += 1
        elif len(failed) == 1 and failed[0] != "text":
            (facet,) = failed
            counts[facet][_GROUP_OF[facet](line)] += 1

    def of(self, facet: str) -> Counter[str]:
        """The groups of a facet with their counts."""
        found = self._counts[facet]
        if facet != "confidence":
            return Counter({str(group): n for group, n in found.items()})
        # In each stretch lie the lines that are not below its lower limit: below one lie all before it.
        return Counter(
            {limit: sum(found[at] for at in range(_LIMITS.index(float(limit)) + 1)) for limit in CONFIDENCES}
        )

    def states(self) -> dict[str, int]:
        """The states with their counts, those that no line has among them."""
        return {group: self._counts["state"][group] for group in GROUPS}


def sift(lines: Iterable[Line], sieve: Sieve, tally: Tally) -> list[Line]:
    """Return the lines that pass; all are counted."""
    found = []
    for line in lines:
        failed = sieve.failing(line)
        tally.add(line, failed)
        if not failed:
            found.append(line)
    return found
