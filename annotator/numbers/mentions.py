"""Owns what a mention states beyond its number: qualifier, direction, and whether it is a rate."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from annotator.numbers.additions import following
from annotator.numbers.lexicon import qualifiers, word_list
from annotator.numbers.numerals import plain
from annotator.numbers.view import View

Features = dict[str, str | list[str]]


class Mention(NamedTuple):
    """A quantity found in a view: range, features as in a suggestion, how sure the rule is (0 to 1)."""

    start: int
    end: int
    features: Features
    confidence: float = 0.9


_RATED = re.compile(
    "每(?:半?[周月年季日天秒]|个?(?:季度|工作日|星期|小时|月|人|户)|[人户案件次]|十?万人|千人|百[人户])[^，。；、：,;:0-9”’」\\n]{0,14}\\Z"
    "|(?:[人户年月日周]均|平均)[^，。；、：,;:\\n]{0,10}\\Z"
)
_PER_TIME = re.compile("每(?:半年|[周月年季]|个?(?:季度|星期|月))(?!均)[^，。；、：,;:0-9”’」\\n]{0,14}\\Z")
_LEVELS = ("岁", "周岁", "分", "℃", "度", "摄氏度", "分贝")
_BREAKS_THROUGH = Decimal(100)
_SHARES = ("percent", "rate", "fraction")


def stated(
    view: View,
    *,
    start: int,
    end: int,
    value: Decimal,
    kind: str,
    unit: str = "",
    unit_norm: str = "",
    magnitude: str = "",
    inside: int = -1,
    after: str | None = None,
    confidence: float = 0.9,
) -> Mention:
    """Return the mention of a number whose digits begin at ``start`` and whose unit ends at ``end``.

    ``unit`` and ``magnitude`` are as written; ``inside`` is the place of a 余 or 多, -1 for none; ``after``
    is what was found behind the unit, None where nobody looked.

    The qualifiers around it are added to its range and features, direction and rate are read from
    the clause before it.
    """
    flat = view.flat
    lists = qualifiers()
    before = lists.before_number(flat, start)
    if before == "近" and kind == "duration":
        before = ""  # 近三年 is "the last three years"
    if before == "突破" and not magnitude and kind == "count" and value < _BREAKS_THROUGH:
        before = ""  # 突破3个难点 breaks through them
    if after is None:
        after = lists.after_unit(flat, end)
    first, last = start - len(before), end + len(after)
    if kind in ("count", "duration") and _is_rate(flat, first, kind, unit_norm):
        kind = "rate"
    features: Features = {"value": plain(value)}
    if unit:
        features["unit"] = unit
        features["unit_norm"] = unit_norm
    if magnitude:
        features["magnitude"] = magnitude
    if before or inside >= 0 or after:
        words = [view.text[first:start], view.text[inside] if inside >= 0 else "", view.text[end:last]]
        features["qualifier"] = "…".join(word for word in words if word)
        features["qualifier_norm"] = _class_of(before, flat[inside] if inside >= 0 else "", after)
    else:
        features["qualifier_norm"] = "exact"
    features["kind"] = kind
    direction = _direction(flat, first, is_share=kind in _SHARES or kind == "duration")
    if direction:
        features["direction"] = direction
    return Mention(first, last, features, confidence)


def _is_rate(flat: str, position: int, kind: str, unit_norm: str) -> bool:
    """Whether a number is so much for each: 每周2次, 人均3件; 每月8小时, but 每件8小时 is a time."""
    window = max(0, position - 24)
    # Looking for the two letters first saves most of the searches, each of them 2 µs.
    if flat.find("每", window, position) < 0 and flat.find("均", window, position) < 0:
        return False
    if kind == "duration":
        return bool(_PER_TIME.search(flat, window, position))
    # The mean of an age or of a score is one more of them.
    return unit_norm not in _LEVELS and bool(_RATED.search(flat, window, position))


def _class_of(before: str, inside: str, after: str) -> str:
    """Return approx, at_least, at_most or exact; 近…余 together are approx."""
    lists = qualifiers()
    classes = [
        words[word]
        for words, word in ((lists.before, before), (lists.inside, inside), (lists.after, after))
        if word
    ]
    return "approx" if "approx" in classes else classes[0] if classes else "exact"


_CHANGING = ("always", "shares", "nouns", "acts")
"""The lists of ``directions.toml`` that what is said of a change begins with, or it compares first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Directions:
    """The patterns by direction and whether the number is a share, and the letters they may end with."""

    patterns: dict[tuple[str, bool], re.Pattern[str]]
    last: frozenset[str]


@following
def _directions() -> _Directions:
    lists = word_list("directions")
    between = "(?:" + _alternatives(lists["between"]["words"]) + "){0,2}"
    compared = "(?:同比|环比|[比较](?:上年|去年|前年|上月|上一年|上季)[^，。；、]{0,4})(?:分别)?"
    patterns = {}
    last = {word[-1] for word in lists["between"]["words"]} | set("为到达约")
    for way in ("up", "down"):
        words = lists[way]
        last.update(word[-1] for word in (*words["always"], *words["shares"], *words["nouns"]))
        last.update(words["short"], words["signs"], (word[-1] for word in words["objects"]))
        for is_share in (False, True):
            verbs = _alternatives(words["always"] + (words["shares"] if is_share else []))
            objects = (
                f"(?:{_alternatives(words['acts'])})[一-鿿]{{1,10}}(?:{_alternatives(words['objects'])})"
            )
            by_share = f"|{objects}" if is_share else ""
            # One look at a letter spares most places the question.
            first = "".join(sorted({word[0] for name in _CHANGING for word in words[name]}))
            patterns[way, is_share] = re.compile(
                f"(?=[{first}同环比较])(?:(?<!新)(?:{verbs}){between}|(?:{_alternatives(words['nouns'])})(?:为|达到?|约为?)?"
                f"|{compared}(?:[{words['short']}]|[{re.escape(words['signs'])}]){by_share})\\Z"
            )
    return _Directions(patterns=patterns, last=frozenset(last))


def _alternatives(words: list[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


def _direction(flat: str, position: int, *, is_share: bool) -> str:
    """Return up or down when a word straight before a place says so, else ""."""
    directions = _directions()
    if flat[position - 1 : position] not in directions.last:
        return ""  # without this question a third of the time of a mention goes into the searches
    window = max(0, position - 20)
    for way in ("up", "down"):
        if directions.patterns[way, is_share].search(flat, window, position):
            return way
    return ""
