"""Owns how extracted numbers are scored against gold: precision, recall and F1 by what must agree.

Lines are dicts as ``extract --json`` and the gold files have them: file, start, end, value, unit_norm,
qualifier_norm, kind, iso, and in gold tier.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

Line = Mapping[str, Any]

COUNTED = frozenset({"core"})
"""Tiers of gold that the default score rewards and punishes; soft and date are left out of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """Matches out of predictions and gold mentions.  The shares are None where nothing was there."""

    matched: int
    predicted: int
    gold: int

    @property
    def precision(self) -> float | None:
        """Matched of predicted."""
        return self.matched / self.predicted if self.predicted else None

    @property
    def recall(self) -> float | None:
        """Matched of gold."""
        return self.matched / self.gold if self.gold else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall: 2·matched / (predicted + gold)."""
        return 2 * self.matched / (self.predicted + self.gold) if self.predicted + self.gold else None


def _number(value: object) -> object:
    """Return a number comparable whatever its JSON type: 4, 4.0 and "4" are one value."""
    if value is None or isinstance(value, bool):
        return None
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return str(value)


def _values(line: Line) -> object:
    listed = line.get("values")
    return _number(line.get("value")), [_number(value) for value in listed] if listed else None


def _has_same_span(one: Line, other: Line) -> bool:
    return bool(one["start"] == other["start"] and one["end"] == other["end"])


def _has_same_value(one: Line, other: Line) -> bool:
    if (
        "value_max" in one
        and "value_max" in other
        and _number(one["value_max"]) != _number(other["value_max"])
    ):
        return False
    return _values(one) == _values(other)


def _has_same_unit(one: Line, other: Line) -> bool:
    return _has_same_value(one, other) and (one.get("unit_norm") or None) == (other.get("unit_norm") or None)


def _has_same_qualifier(one: Line, other: Line) -> bool:
    exactness = [line.get("qualifier_norm") or "exact" for line in (one, other)]
    return _has_same_unit(one, other) and exactness[0] == exactness[1]


def _has_same_date(one: Line, other: Line) -> bool:
    return one.get("iso") == other.get("iso")


MEASURES: dict[str, Callable[[Line, Line], bool]] = {
    "span": _has_same_span,
    "value": _has_same_value,
    "value+unit": _has_same_unit,
    "value+unit+qualifier": _has_same_qualifier,
}
"""What must agree for a prediction to match, besides lying over the gold mention."""


def score(
    predicted: Iterable[Line], gold: Iterable[Line], *, tiers: frozenset[str] = COUNTED
) -> list[dict[str, Any]]:
    """Return the figures as lines: scope (all, kind, document, dates), name, measure, counts, shares.

    Files join on their base name.  Each gold mention is matched by at most one prediction, and by one
    that overlaps it; ``span`` asks for equal borders, the other measures for equal readings.  Gold of
    other tiers is neither rewarded nor punished: it is left out, and so are the predictions that
    overlap nothing else.  Dates are scored apart, on their ISO form.
    """
    guessed, known = _by_file(predicted), _by_file(gold)
    pairs: dict[str, tuple[list[Line], list[Line]]] = {}
    dates: list[tuple[list[Line], list[Line]]] = []
    for file in sorted(guessed.keys() | known.keys()):
        right = [
            line for line in known[file] if line.get("tier", "core") in tiers and line.get("kind") != "date"
        ]
        aside = [line for line in known[file] if line not in right]
        left = [
            line for line in guessed[file] if line.get("kind") != "date" and _is_judged(line, right, aside)
        ]
        pairs[file] = left, right
        dates.append((_dated(guessed[file]), _dated(known[file])))
    lines = _figures("all", "", list(pairs.values()))
    kinds = {str(line.get("kind")) for both in pairs.values() for side in both for line in side}
    for kind in sorted(kinds):
        lines += _figures(
            "kind", kind, [(_of(kind, left), _of(kind, right)) for left, right in pairs.values()]
        )
    for file, both in pairs.items():
        lines += _figures("document", file, [both])
    if any(right for _, right in dates):
        lines.append(_line("dates", "", "span", dates, _has_same_span))
        lines.append(_line("dates", "", "iso", dates, _has_same_date))
    return lines


def _by_file(lines: Iterable[Line]) -> defaultdict[str, list[Line]]:
    found: defaultdict[str, list[Line]] = defaultdict(list)
    for line in lines:
        found[str(line["file"]).replace("\\", "/").rsplit("/", 1)[-1]].append(line)
    return found


def _dated(lines: Sequence[Line]) -> list[Line]:
    return [line for line in lines if line.get("kind") == "date"]


def _of(kind: str, lines: Sequence[Line]) -> list[Line]:
    return [line for line in lines if str(line.get("kind")) == kind]


def _do_overlap(one: Line, other: Line) -> bool:
    return bool(one["start"] < other["end"] and other["start"] < one["end"])


def _is_judged(line: Line, counted: Sequence[Line], aside: Sequence[Line]) -> bool:
    if any(_do_overlap(line, other) for other in counted):
        return True
    return not any(_do_overlap(line, other) for other in aside)


def _figures(scope: str, name: str, pairs: list[tuple[list[Line], list[Line]]]) -> list[dict[str, Any]]:
    return [_line(scope, name, measure, pairs, agrees) for measure, agrees in MEASURES.items()]


def _line(
    scope: str,
    name: str,
    measure: str,
    pairs: list[tuple[list[Line], list[Line]]],
    agrees: Callable[[Line, Line], bool],
) -> dict[str, Any]:
    figure = Figure(
        matched=sum(_matches(left, right, agrees) for left, right in pairs),
        predicted=sum(len(left) for left, _ in pairs),
        gold=sum(len(right) for _, right in pairs),
    )
    shares = {"precision": figure.precision, "recall": figure.recall, "f1": figure.f1}
    return {
        "scope": scope,
        "name": name,
        "measure": measure,
        "matched": figure.matched,
        "predicted": figure.predicted,
        "gold": figure.gold,
        **{key: None if share is None else round(share, 6) for key, share in shares.items()},
    }


def _matches(left: Sequence[Line], right: Sequence[Line], agrees: Callable[[Line, Line], bool]) -> int:
    """Count gold mentions that get a prediction of their own, in text order, equal borders first."""
    free = sorted(left, key=lambda line: (line["start"], line["end"]))
    count = 0
    for wanted in sorted(right, key=lambda line: (line["start"], line["end"])):
        over = [line for line in free if _do_overlap(line, wanted) and agrees(line, wanted)]
        if not over:
            continue
        best = next((line for line in over if _has_same_span(line, wanted)), over[0])
        free.remove(best)
        count += 1
    return count
