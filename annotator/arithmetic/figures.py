"""Owns the figure: a number with its frame, as the checks see it, and the report it stands in."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from functools import lru_cache
from typing import Any, Literal

from annotator.arithmetic.intervals import Interval, near_interval, shown, wide_interval
from annotator.arithmetic.labels import label_of
from annotator.model.canonical import Json
from annotator.model.spans import Fragment
from annotator.numbers.lexicon import simplified
from annotator.numbers.view import View, view_of
from annotator.text.cleaning import CleanText

_SENTENCE = re.compile("[^。！？\n]*[。！？\n]?")
_NUMERAL = re.compile("[0-9][0-9,，]*(?:[.][0-9]+)?")
_POWERS = {"十": 1, "百": 2, "千": 3, "万": 4, "十万": 5, "百万": 6, "千万": 7, "亿": 8, "万亿": 12}
_COUNTED = frozenset({"count", "money", "area"})
_LONGEST_CLAUSE = 60
"""Characters around a number in which its own words are looked for."""
_BRACKETS = str.maketrans("（）", "()")

By = Literal["machine", "person"]

LINKED = "linked"
"""The feature by which a number comes in whose whole and bases a person linked it with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """A number as it comes in: its place in the original, its features (decimals as strings), who says so."""

    start: int
    end: int
    features: Mapping[str, Json]
    by: By = "machine"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number that can be reckoned with.

    ``n`` is its place among the figures of its report; ``start`` and ``end`` are code points of the
    original, ``place`` those of the view.  ``stated`` is the value as the feature has it, ``value`` the
    same to reckon with (成, ‰ and fractions as percent), ``high`` the end of a range, ``step`` the worth
    of its last digit, ``places`` the decimals written, ``written`` the number with its ``magnitude``
    (68万).  ``lead`` and ``tail`` are the words of its own sentence between it and its neighbours;
    ``label`` is what is counted, ``id`` the same for the same thing in all reports, "" when no frame says
    so.  ``period`` is (from, to) as ISO days.  ``whole`` and ``bases`` are figures by ``n``;
    ``is_linked`` when a person said so.
    """

    n: int
    start: int
    end: int
    place: Fragment
    text: str
    stated: str
    value: Fraction
    high: Fraction | None
    step: Fraction
    places: int
    written: str
    magnitude: str
    unit: str
    kind: str
    qualifier: str
    lead: str
    tail: str
    label: str
    id: str = ""
    role: str = ""
    direction: str = ""
    period: tuple[str, str] | None = None
    whole: int | None = None
    bases: tuple[int, ...] = ()
    aspect: str = ""
    scope: str = ""
    sentence: int = 0
    paragraph: int = 0
    confidence: float = 1.0
    is_linked: bool = False
    by: By = "machine"

    @property
    def near(self) -> Interval:
        """What its digits leave open."""
        if self.high is not None:
            return Interval(low=self.value, high=self.high)
        is_rounded = bool(self.magnitude) or self.places > 0 or self.kind == "percent"
        return near_interval(self.value, self.step, is_rounded=is_rounded)

    @property
    def wide(self) -> Interval:
        """What its qualifier leaves open too."""
        near = self.near
        if self.high is not None:
            return near
        wide = wide_interval(self.value, self.step, qualifier=self.qualifier, near=near, places=self.places)
        # 三分之二 says no more than 60 to 73 %.
        return wide.widened(Fraction(5)) if self.kind == "percent" and self.unit == "" else wide

    @property
    def is_percent(self) -> bool:
        """Whether it is so many hundredths of something."""
        return self.kind == "percent" and self.unit != "个百分点"

    @property
    def is_counted(self) -> bool:
        """Whether it says how many or how much: no rate, time, rank or percent."""
        return self.kind in _COUNTED

    @property
    def is_whole_number(self) -> bool:
        """Whether it is an exact count: nothing rounded, nothing 约."""
        is_plain = not self.magnitude and not self.places and self.high is None
        return self.is_counted and is_plain and self.qualifier == "exact"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A report as the checks see it: its view and its figures in text order."""

    view: View
    figures: tuple[Figure, ...]
    sentences: tuple[tuple[Figure, ...], ...] = field(repr=False)
    original: str = field(repr=False)

    def between(self, one: Figure, other: Figure) -> str:
        """The words of the view between two figures, the first of them before the second."""
        return self.view.flat[one.place[1] : other.place[0]]


def as_written(value: Fraction, like: Figure) -> str:
    """Return a value in the magnitude of a figure: 3.42亿 beside 3.40亿."""
    scale = Fraction(10) ** _POWERS.get(like.magnitude, 0)
    return shown(value / scale, max(2, like.places)) + like.magnitude


def page_of(
    original: str, clean: CleanText, numbers: Iterable[Numbered], *, view: View | None = None
) -> Page:
    """Return the report of an original text and the numbers found in it, whoever found them.

    What has no single value (a date, a table's row, a ratio) is no figure.  Linear.
    """
    view = view or view_of(clean)
    borders = [match.end() for match in _SENTENCE.finditer(view.flat) if match.end() > match.start()]
    lines = [match.end() for match in re.finditer("\n", view.flat)]
    usable = sorted((each for each in numbers if _is_usable(each)), key=lambda each: (each.start, each.end))
    by_span = {(each.start, each.end): n for n, each in enumerate(usable)}
    places = [view.alignment.to_clean(*clean.alignment.to_clean(each.start, each.end)) for each in usable]
    figures = tuple(
        _figure(n, each, places, view=view, original=original, by_span=by_span, borders=borders, lines=lines)
        for n, each in enumerate(usable)
    )
    grouped: dict[int, list[Figure]] = {}
    for figure in figures:
        grouped.setdefault(figure.sentence, []).append(figure)
    sentences = tuple(tuple(group) for group in grouped.values())
    return Page(view=view, figures=figures, sentences=sentences, original=original)


def _is_usable(number: Numbered) -> bool:
    kind = number.features.get("kind")
    return kind not in ("date", "table", "ratio") and _decimal(number.features.get("value")) is not None


def _decimal(value: Json) -> Decimal | None:
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number.adjusted()) < 30 else None


def _figure(
    n: int,
    number: Numbered,
    places: Sequence[Fragment],
    *,
    view: View,
    original: str,
    by_span: Mapping[Fragment, int],
    borders: list[int],
    lines: list[int],
) -> Figure:
    features, place = number.features, places[n]
    unit = _simple(str(features.get("unit_norm") or features.get("unit") or ""))
    value, step, decimals, written = _stated(view.flat[slice(*place)], features, unit)
    kind = _kind(str(features.get("kind") or "count"), unit)
    high = _decimal(features.get("value_max"))
    sentence = bisect_right(borders, place[0])
    lead, tail = _around(view.flat, n, places, borders, sentence)
    return Figure(
        n=n,
        start=number.start,
        end=number.end,
        place=place,
        text=original[number.start : number.end],
        stated=str(features["value"]),
        value=value,
        high=None if high is None else max(value, Fraction(high)),
        step=step,
        places=decimals,
        written=written,
        magnitude=written.lstrip("0123456789.-"),
        unit=unit,
        kind=kind,
        qualifier=str(features.get("qualifier_norm") or "exact"),
        lead=lead,
        tail=tail,
        sentence=sentence,
        paragraph=bisect_right(lines, place[0]),
        by=number.by,
        **_frame(features, by_span, otherwise=label_of(lead, tail)),
    )


def _frame(
    features: Mapping[str, Json], by_span: Mapping[Fragment, int], *, otherwise: str
) -> dict[str, Any]:
    """Return the members that the frame fills; ``otherwise`` is the label where it has no indicator."""
    named = _simple(str(features.get("indicator") or "")).replace("…", "").translate(_BRACKETS)
    period = str(features.get("period_from") or ""), str(features.get("period_to") or "")
    bases = (_pointed(base, by_span) for base in _listed(features.get("bases")))
    return {
        "label": named or otherwise,
        "id": str(features.get("indicator_id") or ""),
        "role": str(features.get("role") or ""),
        "direction": str(features.get("direction") or ""),
        "period": period if all(period) else None,
        "whole": _pointed(features.get("whole"), by_span),
        "bases": tuple(base for base in bases if base is not None),
        "aspect": str(features.get("aspect") or ""),
        "scope": str(features.get("scope") or ""),
        "is_linked": bool(features.get(LINKED)),
        "confidence": float(_decimal(features.get("frame_confidence")) or 1),
    }


@lru_cache(maxsize=4096)
def _simple(word: str) -> str:
    """The word in simplified characters; a report says the same ones again and again."""
    return simplified(word)


def _listed(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []


def _pointed(span: Json, by_span: Mapping[Fragment, int]) -> int | None:
    if not isinstance(span, (list, tuple)) or len(span) != 2 or not all(isinstance(at, int) for at in span):
        return None
    return by_span.get((span[0], span[1]))


def _kind(kind: str, unit: str) -> str:
    if unit in ("个百分点", "百分点"):
        return "points"
    return "percent" if kind == "fraction" else kind


def _stated(words: str, features: Mapping[str, Json], unit: str) -> tuple[Fraction, Fraction, int, str]:
    """Return value, worth of the last digit, decimals written, and how the number is shown in a sum."""
    value = _decimal(features.get("value")) or Decimal(0)
    magnitude = _simple(str(features.get("magnitude") or ""))
    power = _POWERS.get(magnitude, 0)
    mantissa = value.scaleb(-power)
    numeral = _NUMERAL.search(words)
    digits = re.sub("[,，]", "", numeral[0]) if numeral else ""
    if not digits or Decimal(digits) != mantissa:
        digits = f"{mantissa.normalize():f}"
    decimals = len(digits.partition(".")[2])
    exact, step = Fraction(value), Fraction(10) ** (power - decimals)
    # Tenths and fractions are reckoned as percents.
    factor = 10 if unit == "成" else 100 if features.get("kind") == "fraction" and not unit else 1
    if unit == "‰":
        exact, step = exact / 10, step / 10
    percent = factor > 1 or unit in ("%", "‰")
    exact, step = exact * factor, step * factor
    return exact, step, decimals, shown(exact, 6) if percent else f"{digits}{magnitude}"


def _around(
    flat: str, n: int, places: Sequence[Fragment], borders: list[int], sentence: int
) -> tuple[str, str]:
    """Return the words between the figure before and this one, and between this one and the next,
    inside its sentence."""
    start, end = places[n]
    first = borders[sentence - 1] if sentence else 0
    last = borders[sentence] if sentence < len(borders) else len(flat)
    if n:
        first = max(first, places[n - 1][1])
    if n + 1 < len(places):
        last = min(last, places[n + 1][0])
    before = flat[max(first, start - _LONGEST_CLAUSE) : start]
    after = flat[end : max(end, min(last, end + _LONGEST_CLAUSE))]
    return before.translate(_BRACKETS), after.translate(_BRACKETS)
