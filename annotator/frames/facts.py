"""Owns what a report says of itself that its numbers need: year, last day, body, sections of plans."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from annotator.frames.report import Report
from annotator.numbers.lexicon import simplified, word_list
from annotator.numbers.numerals import chinese
from annotator.numbers.stops import titles
from annotator.text.facts import document_facts

Level = Literal["province", "city", "county", "township", ""]

_SPELLED = "〇零○一二三四五六七八九"
YEAR = (
    f"(?:(?<![0-9.])(?:19|20)[0-9]{{2}}|[一二][{_SPELLED}]{{3}}"
    "|(?:中华)?民国[0-9]{2,3}|(?<![0-9.第])1[0-3][0-9])"
)
"""A year as written, without 年; two or three digits count from 1912."""
_YEAR = re.compile(f"({YEAR})年(?![0-9来])")
_ROC_YEAR = re.compile("民国[0-9]{2,3}年|(?<![0-9.第])1[01][0-9]年度?[^，。\n]{0,30}(?:报告|成果|绩效|总结)")
_SPAN = re.compile(f"{YEAR}年?[—–~～至到\\-]{{1,2}}{YEAR}年")
_PAGE_LINE = re.compile("发布|公布|公开|时间|日期|来源|浏览|索引|文号|字体|字号|作者|编辑|阅读")
_DATE_ALONE = re.compile("[（(]?((?:19|20)[0-9]{2})年([0-9]{1,2})月([0-9]{1,2})日[)）]?")
_ROC_DATE = re.compile("民国([0-9]{2,3})年([0-9]{1,2})月([0-9]{1,2})日")
_HEAD_LINES = 8
_HEAD, _TAIL = 2000, 200
"""Characters at either end in which a report says what it is."""
# The first blank is asked what stands before it: so all that is no blank is skipped at once.
_BLANK_IN_DATE = re.compile("[ \u00a0\u3000](?<=[0-9].)[ \u00a0\u3000]*(?=[年月日])")
_SPEAKS = 6000
"""Characters in which a report speaks of itself at least once."""
_SIGNED_BY = 9
"""A report whose title tells no year is of the year before when it is signed before this month."""

_LINE = re.compile("[^\n]+")
_HEADING = re.compile("(?m)^[一二三四五六七八九十]{1,3}、[^。；;\n]{0,60}$")
_HEADING_YEAR = re.compile(f"({YEAR})年")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """A section about what is still to be done: its range, the year it is for, and the words of that year.

    ``year`` is 0 where the heading names none.
    """

    start: int
    end: int
    year: int
    words: tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """``year`` is the year reported on, 0 when unknown; ``last`` its last day that can be counted (ISO).

    ``body`` is whose report it is, ``level`` how far its area reaches, ``is_area`` whether it speaks for
    an area (a government of a county or higher); ``counts_from_1912`` for years of Taiwan.
    """

    year: int
    last: str
    body: str
    level: Level
    is_area: bool
    counts_from_1912: bool
    plans: tuple[Ahead, ...]
    _plan_starts: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_plan_starts", tuple(plan.start for plan in self.plans))

    def plan_at(self, place: int) -> Ahead | None:
        """The section of plans that a place lies in."""
        if not self.plans:
            return None
        before = bisect_right(self._plan_starts, place) - 1
        return self.plans[before] if before >= 0 and place < self.plans[before].end else None


def year_of(written: str) -> int:
    """Return the year CE that is written without 年."""
    _, era, after = written.partition("民国")
    if era:
        return 1911 + int(after)
    if written.isdigit() and written.isascii():
        year = int(written)
    else:
        year = int(chinese(written.replace("○", "〇")) or 0)
    return 1911 + year if 0 < year < 1000 else year


def facts_of(report: Report) -> Facts:
    """Return what a report says of itself."""
    # The lines as written: the view has joined those that a page broke, and titles with what follows.
    text = _BLANK_IN_DATE.sub("", report.view.clean.text)
    told = document_facts(text)
    head, tail = simplified(text[:_HEAD]), simplified(text[-_TAIL:])
    from_1912 = _ROC_YEAR.search(head) is not None
    days = [day for day in (told.get("signed"), told.get("published"), *_other_days(head, tail)) if day]
    year = _year(head, told, days, from_1912=from_1912)
    last = min([f"{year}-12-31", *(day for day in days if day[:4] == str(year))])
    body = simplified(told.get("body", ""))
    level, is_area = _level(body, report.view.flat)
    return Facts(
        year=year,
        last=last if year else "",
        body=body,
        level=level,
        is_area=is_area,
        counts_from_1912=from_1912,
        plans=_plans(report, year),
    )


def _year(head: str, told: dict[str, str], days: list[str], *, from_1912: bool) -> int:
    """The first year of title or first line; else that of the signature, or the one before."""
    if told.get("year"):
        return int(told["year"])
    names = [*titles(head), *(match.span() for match in _SPAN.finditer(head))]
    seen = 0
    for line in _LINE.finditer(head):
        if not line[0].strip() or (_PAGE_LINE.search(line[0]) and len(line[0]) < 60):
            continue
        for match in _YEAR.finditer(head, line.start(), line.end()):
            is_inside = any(first <= match.start() < end for first, end in names)
            if not is_inside and (from_1912 or len(match[1]) != 3):
                return year_of(match[1])
        seen += 1
        if seen == _HEAD_LINES:
            break
    if not days:
        return 0
    day = min(days)
    return int(day[:4]) - (int(day[5:7]) < _SIGNED_BY)


def _other_days(head: str, tail: str) -> list[str]:
    """Days that stand alone near the head, and days of Taiwan in the last lines."""
    lines = [line.strip() for line in head.split("\n")[:_HEAD_LINES]]
    found = [match.groups() for line in lines if (match := _DATE_ALONE.fullmatch(line))]
    signed = _ROC_DATE.findall(tail)
    found += [(str(1911 + int(year)), month, day) for year, month, day in signed[-1:]]
    return [f"{year}-{int(month):02d}-{int(day):02d}" for year, month, day in found]


@cache
def _kinds(list_name: str) -> tuple[tuple[re.Pattern[str], Level, bool], ...]:
    lists = word_list("bodies")[list_name]
    return tuple((re.compile(kind["pattern"]), kind["level"], kind["area"]) for kind in lists)


def _level(body: str, flat: str) -> tuple[Level, bool]:
    """How far the area of a body reaches, and whether it speaks for it; by its name, else its own words."""
    if body:
        return next(
            ((level, area) for name, level, area in _kinds("reporter") if name.search(body)), ("", False)
        )
    said = [
        (found.start(), n)
        for n, kind in enumerate(_kinds("speaker"))
        if (found := kind[0].search(flat, 0, _SPEAKS))
    ]
    return _kinds("speaker")[min(said)[1]][1:] if said else ("", False)


@cache
def _plan_words() -> re.Pattern[str]:
    return re.compile("|".join(word_list("periods")["plan_headings"]["words"]))


def _plans(report: Report, year: int) -> tuple[Ahead, ...]:
    """The sections whose heading says that they are about what is to come."""
    found: list[Ahead] = []
    view = report.view
    headings = list(_HEADING.finditer(view.clean.text))
    for n, heading in enumerate(headings):
        words = simplified(heading[0])
        if not _plan_words().search(words):
            continue
        named = _HEADING_YEAR.search(words)
        of = year_of(named[1]) if named else 0
        is_late = heading.start() > len(view.clean.text) // 2
        if of <= year if named else not is_late:
            continue
        end = headings[n + 1].start() if n + 1 < len(headings) else len(view.clean.text)
        first = heading.start() + (named.start() if named else 0)
        words_end = heading.start() + named.end() if named else first
        start, stop = view.alignment.to_clean(heading.start(), end)
        found.append(Ahead(start=start, end=stop, year=of, words=view.alignment.to_clean(first, words_end)))
    return tuple(found)
