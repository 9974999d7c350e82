"""Owns the phrases of time in a report, and the days that each stands for; not which number they govern."""

from __future__ import annotations

import re
from bisect import bisect_right
from calendar import monthrange
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from annotator.frames.facts import YEAR, Facts, year_of
from annotator.numbers.lexicon import by_first, word_list
from annotator.numbers.numerals import chinese
from annotator.numbers.stops import titles

_MONTH = "(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_DAY = "(?:3[01]|[12][0-9]|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])"
_TO = "(?:[—–~～至到\\-]{1,2})"
_NOT_A_MONTH = "(?<![0-9.个每数两几上本当次隔〇零一二三四五六七八九十])"
_HALF = "上半年|下半年|前[一二三123]个?季度|第?[一二三四1-4]季度"
_QUOTED = re.compile("“[^”\n]{1,40}”")
_DATED = re.compile(
    "(?P<bound>截[至止]到?|自|从|到|至|由|迄)?"
    # 2023年, 2023年度, 2021—2023年, 2023年上半年, 2023年1月1日至12月31日, 2022年11月至2023年10月, 2023年底
    f"(?:(?P<list>(?:(?:19|20)[0-9]{{2}}[、和与及])+)?(?P<y>{YEAR})(?:年度?|(?={_TO}{YEAR}年))(?P<edge>底|末|初(?!步|级|次|审))?"
    f"(?:(?P<whole>全年度?)|(?P<half>{_HALF})|(?P<m>{_MONTH})(?:月份?(?:(?P<d>{_DAY})[日号]|(?P<part>[底末初]|[上中下]旬))?"
    f"|(?={_TO}{_MONTH}月)))?"
    f"(?:{_TO}(?:(?P<y2>{YEAR})年度?)?(?:(?P<m2>{_MONTH})月份?(?:(?P<d2>{_DAY})[日号]|(?P<part2>[底末]))?|(?P<d3>{_DAY})日"
    f"|(?<=年)|(?<=年度)))?"
    # 上半年, 一季度
    f"|(?<![0-9每各])(?P<half1>{_HALF})"
    # 10月, 1-10月, 10月底, 1月1日至10月31日
    f"|{_NOT_A_MONTH}(?P<n>{_MONTH})(?:月份?(?:(?P<e>{_DAY})[日号]|(?P<q>[底末初]|[上中下]旬))?|(?={_TO}{_MONTH}月))"
    f"(?:{_TO}(?:(?P<n2>{_MONTH})月份?(?:(?P<e2>{_DAY})[日号]|(?P<q2>[底末]))?|(?P<e3>{_DAY})日))?)"
    "(?P<after>以来|来(?![源自信访电函人])|起(?![来草诉])|期间|同期|以前|之前|前(?![往来期置端])|以后|之后|后(?!续))?"
)
_UNITS = re.compile("[年月]|季度")
_LEAD = re.compile(
    "(?:截[至止]到?|自|从|到|至|由|迄)?[0-9〇零○一二三四五六七八九十民中上下前第]"
    "[0-9〇零○一二三四五六七八九十国华半季个、—–~～至到\\-]*\\Z"
)
_REACH = 20
"""How far before its 年 or 月 a phrase may begin."""


class Phrase(NamedTuple):
    """A phrase of time: its range in the view, its first and last day (ISO).

    ``is_year`` when it is nothing but a year, which may belong to a noun; ``is_brief`` when it is a month
    or less, which no later sentence inherits; ``is_same`` for the same months of an earlier year.
    """

    start: int
    end: int
    first: str
    last: str
    is_year: bool = False
    is_brief: bool = False
    is_same: bool = False
    is_relative: bool = False


def phrases(flat: str, facts: Facts) -> list[Phrase]:
    """Return the phrases of time in text order, none overlapping; those in titles and quotes are names."""
    found = sorted(_all(flat, facts), key=lambda phrase: (phrase.start, -phrase.end))
    named = sorted([*titles(flat), *(match.span() for match in _QUOTED.finditer(flat))])
    starts = [start for start, _ in named]
    kept: list[Phrase] = []
    for phrase in found:
        before = bisect_right(starts, phrase.start) - 1
        if before >= 0 and phrase.start < named[before][1] and phrase.end <= named[before][1]:
            continue
        if not kept or phrase.start >= kept[-1].end:
            kept.append(phrase)
    return kept


def _all(flat: str, facts: Facts) -> Iterator[Phrase]:
    yield from _words(flat, facts)
    if not facts.year:
        return
    for match in _matches(flat):
        dated = _dated(match, facts)
        if dated:
            yield dated


def _matches(flat: str) -> Iterator[re.Match[str]]:
    """The matches of phrases with 年, 月 or 季度, each once, in text order."""
    done = 0
    for unit in _UNITS.finditer(flat):
        start = max(done, unit.start() - _REACH)
        lead = _LEAD.search(flat, start, unit.start())
        place = lead.start() if lead else unit.start()
        while place < unit.start():
            match = _DATED.match(flat, place)
            if match and match.end() > unit.start():
                yield match
                done = match.end()
                break
            place += 1


@cache
def _word_begins() -> re.Pattern[str]:
    """Where a word of time may begin: a cheap test that spares asking for all of them everywhere."""
    lists = word_list("periods")
    last = lists["last_year"]
    words = [*lists["this_year"]["words"], *last["words"], *last["same"], *last["before_that"]]
    words += [word.partition("%N%")[0] for word in lists["spans"]["words"]]
    # The first two characters tell nearly all of them apart from other words.
    first = by_first(sorted({re.escape(word[:2]) for word in words if word}, key=len, reverse=True))
    numerals = "0123456789一二两三四五六七八九十"
    begins = "|".join([f"[{numerals}][{numerals}]?年", '[“"]?十.?五', *first.values()])
    # The letter is read first, so that all that nothing begins with is skipped at once, and then again.
    return re.compile(f'[“"{numerals}{"".join(first)}](?<=(?={begins}).)')


@cache
def _word_pattern() -> re.Pattern[str]:
    lists = word_list("periods")
    numeral = "(?:[0-9]{1,2}|[一二两三四五六七八九十]{1,2})"
    spans = [word.replace("%N%", numeral) for word in lists["spans"]["words"]]
    this_year = lists["this_year"]
    plans = [name for name in lists["plans"] if name != "words"]
    parts = {
        "same": _either(lists["last_year"]["same"]),
        "last": f"(?:{_either(lists['last_year']['words'])})(?!{_either(lists['last_year']['not_before'])})",
        "before": _either(lists["last_year"]["before_that"]),
        "this": f"(?<![{''.join(this_year['not_after'])}])(?:{_either(this_year['words'])})"
        f"(?!{_either(this_year['not_before'])})",
        "span": f"(?<!连续)(?<![0-9])(?:{'|'.join(sorted(spans, key=len, reverse=True))})",
        "plan": f'[“"]?(?P<plan_name>{_either(plans)})[”"]?(?P<plan_word>{_either(lists["plans"]["words"])})',
    }
    return re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in parts.items()))


def _either(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _word_matches(flat: str) -> Iterator[re.Match[str]]:
    """The matches of the words, none overlapping; asked only where one may begin, which is much faster."""
    pattern, done = _word_pattern(), 0
    for first in _word_begins().finditer(flat):
        match = pattern.match(flat, first.start()) if first.start() >= done else None
        if match:
            done = match.end()
            yield match


def _words(flat: str, facts: Facts) -> Iterator[Phrase]:
    year = facts.year
    for match in _word_matches(flat):
        start, end = match.span()
        of = _year_at(facts, start)
        if match["plan"] and year:
            since, until = word_list("periods")["plans"][match["plan_name"]]
            last = facts.last if match["plan_word"].startswith("以来") else f"{until}-12-31"
            yield Phrase(start=start, end=end, first=f"{since}-01-01", last=last)
        elif match["this"]:
            first, last = _whole(of, facts)
            yield Phrase(start=start, end=end, first=first, last=last, is_relative=True)
        elif match["span"]:
            count = _count(match["span"])
            if year and count:
                yield Phrase(start=start, end=end, first=f"{year - count + 1}-01-01", last=facts.last)
        elif match["same"] and year:
            last = f"{year - 1}{facts.last[4:]}"
            yield Phrase(start=start, end=end, first=f"{year - 1}-01-01", last=last, is_same=True)
        elif year:
            back = 2 if match["before"] else 1
            first, last = f"{year - back}-01-01", f"{year - back}-12-31"
            yield Phrase(start=start, end=end, first=first, last=last, is_year=True)


def _count(written: str) -> int:
    digits = "".join(c for c in written if c.isdigit() or c in "一二两三四五六七八九十")
    return int(digits) if digits.isdigit() and digits.isascii() else int(chinese(digits) or 0)


def _year_at(facts: Facts, place: int) -> int:
    """The year that 全年 means at a place: that of a section of plans is the one ahead."""
    plan = facts.plan_at(place)
    return (plan.year or facts.year + 1) if plan and facts.year else facts.year


def _whole(year: int, facts: Facts) -> tuple[str, str]:
    """A year's first and last day, no later than the report can count."""
    if not year:
        return "", ""
    return f"{year}-01-01", facts.last if year == facts.year else f"{year}-12-31"


_UNTIL = frozenset(("截至", "截止", "截至到", "截止到", "到", "至", "迄"))
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}


def _dated(match: re.Match[str], facts: Facts) -> Phrase | None:
    """The phrase of a match that names a year, a month or a quarter."""
    part = match.groupdict()
    if part["y"] and _is_short(part["y"]) and not facts.counts_from_1912:
        return None
    bound, after = part["bound"] or "", part["after"] or ""
    if (
        part["edge"] == "初"
        or after in ("以前", "以后", "之后", "后")
        or (after == "之前" and not part["edge"])
    ):
        return None
    if after in ("前", "之前", "以前") and any(part[day] for day in ("d", "d2", "e", "e2", "d3", "e3")):
        return None
    year = year_of(part["y"]) if part["y"] else _year_at(facts, match.start())
    last_year = year_of(part["y2"]) if part["y2"] else year
    start = match.start() + (len(bound) if bound in ("到", "至", "由") else 0)
    months = _months(part)
    first, last = _days(int(part["list"][:4]) if part["list"] else year, last_year, months, facts)
    is_until = bound in _UNTIL or any(part[name] in ("底", "末") for name in ("part", "q", "part2", "q2"))
    if after in ("以来", "来", "起") or (bound in ("自", "从") and not part["y2"]):
        last = facts.last or last
    elif is_until and not (part["m2"] or part["n2"] or part["y2"]):
        # 截至2024年1月 in the report of 2023 goes on from that year.
        first = f"{min(year, facts.year) if bound.startswith('截') else year}-01-01"
    is_same = after == "同期"
    if is_same:
        last = f"{year}{facts.last[4:]}"
    more = months or part["half"] or part["whole"] or part["edge"] or part["y2"] or part["list"]
    is_year = bool(part["y"]) and not more and not after and not bound
    is_brief = months is not None and not is_until and first[:7] == last[:7]
    return Phrase(
        start=start,
        end=match.end(),
        first=first,
        last=last,
        is_year=is_year,
        is_brief=is_brief,
        is_same=is_same,
    )


def _is_short(year: str) -> bool:
    return len(year) == 3 and year.isascii()


_Months = tuple[int, int, int, int]
"""First month and day, last month and day; 0 for the whole month."""


def _months(part: dict[str, str | None]) -> _Months | None:
    half = part["half"] or part["half1"]
    if half:
        if half.endswith("半年"):
            return (1, 0, 6, 0) if half[0] == "上" else (7, 0, 12, 0)
        quarter = next(_QUARTERS[c] for c in half if c in _QUARTERS)
        return (1, 0, 3 * quarter, 0) if half[0] == "前" else (3 * quarter - 2, 0, 3 * quarter, 0)
    month = _small(part["m"] or part["n"])
    if not month:
        return None
    day = _small(part["d"] or part["e"])
    last = _small(part["m2"] or part["n2"]) or month
    last_day = _small(part["d2"] or part["e2"] or part["d3"] or part["e3"]) or (day if last == month else 0)
    return month, day, last, last_day


def _small(written: str | None) -> int:
    if not written:
        return 0
    return int(written) if written.isascii() else int(chinese(written) or 0)


def _days(year: int, last_year: int, months: _Months | None, facts: Facts) -> tuple[str, str]:
    if months is None:
        return f"{year}-01-01", _whole(last_year, facts)[1]
    month, day, last, last_day = months
    final = monthrange(last_year, last)[1]
    return (
        f"{year}-{month:02d}-{min(day or 1, monthrange(year, month)[1]):02d}",
        f"{last_year}-{last:02d}-{min(last_day or final, final):02d}",
    )
