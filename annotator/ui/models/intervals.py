"""Owns reading the period a person writes or points at, and writing one short: 2024, 2024.1–10."""

from __future__ import annotations

import calendar
import re
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from annotator.text.cleaning import clean
from annotator.ui.models.typed import folded

if TYPE_CHECKING:
    from annotator.frames.facts import Facts

Interval = tuple[str, str]
"""First and last day, YYYY-MM-DD, both inside."""

_DAYS = 10
_POINT = r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?"
_TO = r"\s*(?:[—–~～]+|/|至|到|\s-\s)\s*"
_PAIR = re.compile(f"{_POINT}(?:{_TO}{_POINT})?", re.ASCII)
_MONTHS = re.compile(r"(\d{4})\.(\d{1,2})\s*[—–~～-]\s*(\d{1,2})", re.ASCII)
_IN_A_YEAR = re.compile(r"(\d{4})\.(\d{1,2})\.(\d{1,2})\s*[—–~～-]\s*(\d{1,2})\.(\d{1,2})", re.ASCII)
_YEARS = re.compile(r"(\d{4})-(\d{4})", re.ASCII)


def compact(first: str, last: str) -> str:
    """Return an interval as the grid shows it: 2024, 2021–2022, 2024.10, 2024.1–10, 2024.3.1–5.20.

    What is no interval of days comes back as it is.
    """
    if len(first) != _DAYS or len(last) != _DAYS:
        return "–".join(dict.fromkeys(one for one in (first, last) if one))
    try:
        (y1, m1, d1), (y2, m2, d2) = (tuple(map(int, one.split("-"))) for one in (first, last))
        is_to_last = d2 == calendar.monthrange(y2, m2)[1]
    except ValueError:
        return f"{first}–{last}"
    is_from_first = d1 == 1
    if (m1, d1, m2, d2) == (1, 1, 12, 31):
        return str(y1) if y1 == y2 else f"{y1}–{y2}"
    if is_from_first and is_to_last and y1 == y2:
        return f"{y1}.{m1}" if m1 == m2 else f"{y1}.{m1}–{m2}"
    if first == last:
        return f"{y1}.{m1}.{d1}"
    return f"{y1}.{m1}.{d1}–{m2}.{d2}" if y1 == y2 else f"{y1}.{m1}.{d1}–{y2}.{m2}.{d2}"


@lru_cache(maxsize=4)
def facts_in(original: str) -> Facts:
    """Return what a report says of itself: its year, and until when it counts."""
    # Imported here and below: the window starts without the grammar.
    from annotator.frames.facts import facts_of
    from annotator.frames.report import report_of
    from annotator.numbers.view import view_of

    return facts_of(report_of(view_of(clean(original)), ()))


def interval(words: str, facts: Facts) -> Interval | None:
    """Return the days that words stand for, in figures or as the report of these facts writes them; None
    when they cannot be read."""
    return _figures(folded(words).strip()) or _phrase(words, facts)


def _phrase(words: str, facts: Facts) -> Interval | None:
    from annotator.frames.phrases import phrases
    from annotator.numbers.view import view_of

    flat = view_of(clean(words.strip())).flat
    found = [one for one in phrases(flat, facts) if one.first and one.last]
    return (min(one.first for one in found), max(one.last for one in found)) if found else None


def _figures(words: str) -> Interval | None:
    months = _MONTHS.fullmatch(words)
    try:
        if (years := _YEARS.fullmatch(words)) is not None:
            found = (f"{years[1]}-01-01", f"{years[2]}-12-31")
        elif months is not None and int(months[3]) <= 12:
            found = _days(months[1], months[2])[0], _days(months[1], months[3])[1]
        elif (same := _IN_A_YEAR.fullmatch(words)) is not None:
            found = _days(*same.group(1, 2, 3))[0], _days(*same.group(1, 4, 5))[0]
        elif (pair := _PAIR.fullmatch(words)) is not None:
            first = _days(*pair.groups()[:3])
            found = first[0], (_days(*pair.groups()[3:]) if pair[4] else first)[1]
        else:
            return None
    except (ValueError, calendar.IllegalMonthError):
        return None
    return found if found[0] <= found[1] else None


def _days(year: str, month: str | None = None, day: str | None = None) -> Interval:
    """The first and the last day of a year, a month or a day."""
    if month is None:
        return f"{year}-01-01", f"{year}-12-31"
    if day is not None:
        one = date(int(year), int(month), int(day)).isoformat()
        return one, one
    last = calendar.monthrange(int(year), int(month))[1]
    return f"{year}-{int(month):02d}-01", f"{year}-{int(month):02d}-{last:02d}"
