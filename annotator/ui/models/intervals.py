"""Owns reading the period a person writes or points at, and writing one short: 截至10月底, 2024.1–10."""

from __future__ import annotations

import calendar
import re
from datetime import date

from annotator.languages.chinese import simplify
from annotator.numbers.numerals import chinese
from annotator.ui.models.typed import folded

Interval = tuple[str, str]
"""First and last day, YYYY-MM-DD, both inside."""

_DAYS = 10
_DATE = re.compile(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?!\d)", re.ASCII)
_BETWEEN = re.compile(r"\s*(?:[—–~～/\-]+|至|到)\s*")
_CHINESE_PART = re.compile("[一二三四五六七八九十]{1,3}(?=[月日号])")
_SPELLED_YEAR = re.compile("[一二][〇零○一二三四五六七八九]{3}(?=年)")
_POINT = re.compile(r"(?:(\d{4})(?:年度?)?)?(?:(\d{1,2})月份?)?(?:(\d{1,2})[日号])?(?:底|末)?", re.ASCII)
_HALVES = {"上半年": (1, 6), "下半年": (7, 12), "前三季度": (1, 9)}
_QUARTER = re.compile("第?([一二三四1-4])季度")
_SO_FAR = re.compile("^(?:截至|截止到?|截止至)(?:目前|当前)?|(?:底|末)?(?:为止|止)$")
_SINCE = re.compile("(?:以来|起|开始)$")
_REPORT_YEAR = re.compile("^(?:全年|今年|本年度?|年内|当年|目前|本报告期|一年来|年度)?$")
_YEAR_BEFORE = re.compile("^(?:去年|上年度?|上一年度?)(?:同期|全年)?")


def compact(first: str, last: str) -> str:
    """Return an interval as the grid shows it: 2024, 2021–2022, 2024.10, 2024.1–10, 2024.3.1–2024.5.20.

    What is no interval of days comes back as it is.
    """
    if len(first) != _DAYS or len(last) != _DAYS:
        return "–".join(dict.fromkeys(one for one in (first, last) if one))
    (y1, m1, d1), (y2, m2, d2) = (tuple(map(int, one.split("-"))) for one in (first, last))
    is_from_first = d1 == 1
    is_to_last = d2 == calendar.monthrange(y2, m2)[1]
    if (m1, d1, m2, d2) == (1, 1, 12, 31):
        return str(y1) if y1 == y2 else f"{y1}–{y2}"
    if is_from_first and is_to_last and y1 == y2:
        return f"{y1}.{m1}" if m1 == m2 else f"{y1}.{m1}–{m2}"
    if first == last:
        return f"{y1}.{m1}.{d1}"
    return f"{y1}.{m1}.{d1}–{y2}.{m2}.{d2}"


def interval(words: str, *, year: int = 0) -> Interval | None:
    """Return the days that a phrase stands for; None when it cannot be read.

    ``year`` is the report's, for phrases that name none; 0 when it is not known.
    """
    plain = _spelled(simplify(folded(words))).strip(" ,，。、的")
    plain, so_far = _SO_FAR.sub("", plain).strip(), bool(_SO_FAR.search(plain))
    plain, since = _SINCE.sub("", plain).strip(), bool(_SINCE.search(plain))
    found = _named(plain, year) or _range(plain, year)
    if found is None:
        return None
    first, last = found
    if so_far:
        first = f"{first[:4]}-01-01"
    if since:
        last = max(last, f"{year or first[:4]}-12-31")
    return (first, last) if first <= last else None


def _spelled(words: str) -> str:
    """Spelled-out years, months and days in digits, dates with their signs."""
    words = _SPELLED_YEAR.sub(
        lambda m: "".join(str("〇一二三四五六七八九".find(_zero(c))) for c in m[0]), words
    )
    words = _CHINESE_PART.sub(lambda m: str(chinese(m[0]) or m[0]), words)
    return _DATE.sub(lambda m: f"{m[1]}年{m[2]}月{m[3]}日" if m[3] else f"{m[1]}年{m[2]}月", words)


def _zero(letter: str) -> str:
    return "〇" if letter in "零○" else letter


def _named(words: str, year: int) -> Interval | None:
    """Half years, quarters, this year and the year before."""
    before = _YEAR_BEFORE.match(words)
    if before is not None:
        year, words = year - 1 if year else 0, words[before.end() :]
    stated = re.match(r"(\d{4})年", words)
    if stated is not None:
        year, words = int(stated[1]), words[stated.end() :]
        if not words:
            return _months(year, 1, 12)
    if not year:
        return None
    if _REPORT_YEAR.match(words) or (before and not words):
        return _months(year, 1, 12)
    for name, (first, last) in _HALVES.items():
        if words.endswith(name):
            return _months(year, first, last)
    quarter = _QUARTER.search(words)
    if quarter is not None:
        n = "一二三四".find(quarter[1]) + 1 or int(quarter[1])
        return _months(year, 3 * n - 2, 3 * n)
    return None


def _months(year: int, first: int, last: int) -> Interval:
    return f"{year:04d}-{first:02d}-01", f"{year:04d}-{last:02d}-{calendar.monthrange(year, last)[1]:02d}"


def _range(words: str, year: int) -> Interval | None:
    parts = _BETWEEN.split(words)
    if len(parts) > 2 or not parts[0]:
        return None
    left, right = parts[0], parts[-1]
    if len(parts) == 2 and re.fullmatch(r"(?:\d{4}年)?\d{1,2}", left):
        # 1—10月: what the last one counts, the first one counts.
        left += right[-1:] if right[-1:] in "月日号" else ""
    elif len(parts) == 2 and re.fullmatch(r"\d{1,2}", right):
        right += left[-1:]
    first = _point(left, year, 1)
    if first is None:
        return None
    last = _point(right, first[0][0], first[0][1]) if len(parts) == 2 else first
    return (first[1][0], last[1][1]) if last is not None else None


def _point(words: str, year: int, month: int) -> tuple[tuple[int, int], Interval] | None:
    """A year, month or day with its first and last day; what it leaves out is taken from before."""
    found = _POINT.fullmatch(words)
    if found is None or not any(found.groups()):
        return None
    year = int(found[1] or year)
    if not year:
        return None
    try:
        if found[3]:
            day = date(year, int(found[2] or month), int(found[3])).isoformat()
            return (year, int(found[2] or month)), (day, day)
        if found[2]:
            return (year, int(found[2])), _months(year, int(found[2]), int(found[2]))
    except (ValueError, calendar.IllegalMonthError):
        return None
    return (year, 1), _months(year, 1, 12)
