"""Owns the values that say what a number is about; places are code points of the view they were read from.

They are tuples, as all that is made for each number: a frozen dataclass takes three times as long to make.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from annotator.model.spans import Fragments

Role = Literal["level", "part", "share", "change", "plan", "duration", "rank"]
Scope = Literal["本机关", "全系统", "全辖区", "其他机关"]
Aspect = Literal["当年", "累计", "新增", "存量"]
Source = Literal["stated", "inherited", "report_year"]


class Indicator(NamedTuple):
    """What is counted: the fragments of the text that name it, in text order, and its id.

    ``text`` is as written, fragments joined by ``…``, glosses left out; ``id`` is short, simplified and
    the same for the same thing in all reports.
    """

    fragments: Fragments
    text: str
    id: str


class Period(NamedTuple):
    """When: the phrase that says so (no fragments for the report's own year) and the days it stands for.

    ``first`` and ``last`` are YYYY-MM-DD, both inside the period; "" when no year is known.
    """

    fragments: Fragments
    text: str
    first: str
    last: str
    source: Source


class Frame(NamedTuple):
    """All that is known of one number beyond its value.

    ``whole`` and ``bases`` are indexes into the mentions of the report: what it is a part or share of,
    and what it is measured against.  ``confidence`` is 0 to 1, ``doubts`` name what lowers it.
    """

    indicators: tuple[Indicator, ...] = ()
    period: Period | None = None
    role: Role = "level"
    whole: int | None = None
    bases: tuple[int, ...] = ()
    scope: Scope | None = None
    aspect: Aspect | None = None
    confidence: float = 1.0
    doubts: tuple[str, ...] = ()
