"""Owns what stands between a head and its number and is no part of it: …率均达|100%, 同比上升|12%."""

from __future__ import annotations

import re
from typing import NamedTuple

from annotator.frames.indicator_words import NOWHERE, Lexicon

_CHANGE = re.compile(
    "(?:分别|均)?(?:同比|环比)?(?:[较比](?!例|重)[^，,、；]{1,10}?)?(?:同比|环比)?(?:分别|平均|年均|月均|均|各|再|又|也|略|大幅|明显|有所|总体|进一步)*"
    "(?:上升|增长|增加|增多|提高|提升|上涨|成长|扩大|升高|递增|新增|下降|减少|降低|下滑|回落|缩短|压减|压缩|缩减|减低|减免|下跌|递减|提速|提前|前移|后移|上移|跃升|攀升|调增|调减|精简|翻|降|增|升|减)"
    "(?:幅度?)?(?:了|到|至|为|达到?|约|近)?\\Z|(?:同比|环比)(?:分别|均)?[增降减升+\\-↑↓]?\\Z"
    "|[较比](?!例|重)[^，,、；]{1,10}[少多低高快慢短长]\\Z|(?:低于|高于|优于|超出|落后|领先|落后于|领先于)[^，,、；]{1,12}\\Z"
)
_COMPARED = re.compile("同比|环比|[较比](?!例|重)|幅|[低高优]于|超出|落后|领先")
_ASIDE = re.compile(
    "[(（](?:[含即如]|包括|不含|其中|以下)?[^()（）]{8,}[)）]\\Z|[(（](?:[含即如]|包括|不含|其中)[^()（）]+[)）]\\Z"
)
_NUMERALS = frozenset("一二三四五六七八九十")
_CHANGE_LAST = frozenset(
    "速前移少多快慢短升免简翻平值准数国省市县区升长加多高涨成大增降少低滑落短减缩跌幅了到至为达约近比别均+-↑↓"
)
_OTHER_LAST = _CHANGE_LAST | frozenset(")）")


class Tail(NamedTuple):
    """What stands between a head and its number: where the head ends, how they belong together."""

    end: int
    is_change: bool = False
    is_each: bool = False
    is_in_order: bool = False
    is_open: bool = False


def tail(words: Lexicon, flat: str, start: int, end: int, *, is_change: bool = False) -> Tail:
    """Read backwards from a number what is not part of its head: …率均达|100%, 同比上升|12%, 等|21项.

    ``is_change`` says that the number is known as a change; else only 同比 and the like make it one, for
    改造提升6座桥 raises nothing.
    """
    if end <= start or not _is_behind(words, flat[end - 1]):
        return Tail(end)
    each = in_order = is_open = change = False
    while end > start:
        last = flat[end - 1]
        if not _is_behind(words, last):
            break
        if last in ")）" and (bracket := _ASIDE.search(flat, start, end)):
            end = bracket.start()
            continue
        if last == "是" and flat[end - 2] in _NUMERALS:
            break
        cut = words.behind.start(flat, end, start)
        if cut == NOWHERE or NOWHERE != words.kept.start(flat, end, start) <= cut:
            window = max(start, end - 24)
            found = _CHANGE.search(flat, window, end) if not change and last in _CHANGE_LAST else None
            if found is None or not (is_change or _COMPARED.search(flat, found.start(), end)):
                break
            written = found.group()
            change, cut = True, found.start()
        else:
            written = flat[cut:end]
        each = each or written[0] in "均双皆各都" or "均" in written
        in_order = in_order or "分别" in written
        is_open = is_open or written[-1] in "等的了过有在对将把就"
        end = cut
    if end > start and flat[end - 1] in "到至" and words.verbs.start(flat, end - 1, start) != NOWHERE:
        is_open = True
    return Tail(end, change, each, in_order, is_open)


def _is_behind(words: Lexicon, last: str) -> bool:
    """Whether words that are not part of a head may end with a letter: most numbers stand behind none."""
    return last in words.behind.last or last in _OTHER_LAST
