"""Owns how the words before and behind a number are cut down to the ones that name what is counted."""

from __future__ import annotations

import re
from dataclasses import dataclass

from annotator.frames.indicator_words import NOWHERE, Lexicon
from annotator.model.spans import Fragment

_PERIOD = re.compile(
    "(?:民国)?[0-9]{2,4}(?:[-—–~～至、和与]{1,2}(?:19|20)?[0-9]{2})*年(?:度|全年|以来|上半年|下半年|[底末初中])?"
    "|[0-9]{1,2}月(?:份|[底末初中]|[0-9]{1,2}日)?|截[至止](?:到)?[^，,]{0,12}?(?:[底末初前]|[0-9]日|目前)"
    "|第?[一二三四1-4]季度|前[一二三123]个?季度|近?[两二三四五六七八九十]年[来间]?以?来?|[上下]半年"
)
_PERIOD_FIRST = frozenset("0123456789民截第前近一两二三四五六七八九十上下")
_TITLES = re.compile("(?:《[^《》]*》[、和及与以]*)+(?:等)?|“[^“”]*”[、和及与]+(?:“[^“”]*”[、和及与]*)*等?")
_CHANGE = re.compile(
    "(?:同比|环比)?(?:[较比](?!例|重)[^，,、；]{1,10}?)?(?:同比|环比)?(?:分别|均|各|再|又|也|略|大幅|明显|有所|总体|进一步)*"
    "(?:上升|增长|增加|增多|提高|提升|上涨|成长|扩大|升高|递增|新增|下降|减少|降低|下滑|回落|缩短|压减|压缩|缩减|减低|下跌|递减|降|增|升|减)"
    "(?:幅度?)?(?:了|到|至|为|达到?|约|近)?\\Z|(?:同比|环比)(?:分别|均)?[增降减升+\\-↑↓]?\\Z"
)
_SPLIT = re.compile("、|和|及|与|以及")
_LIST_OF = re.compile("等(?:[^，,、；]{0,4}?(?:单位|部门|机关|委办局|镇街|机构|组织|地区|企业|省市|平台|渠道|人员))")
_SKIPPED = frozenset("、，,；;。:：)）]】 \t\u3000")
_LONGEST_BODY = 16
_LONGEST_HEAD = 18
_SUMS = ("共计", "累计", "共", "已", "先后", "均")


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The words that name what is counted: verb and noun as fragments, each in text order.

    ``agent`` is what acted, left out unless nothing else names the number; ``light`` says that a verb without
    weight stood there, so none is shared; ``is_new`` that it begins with its own subject or with 其中.
    """

    verb: tuple[Fragment, ...] = ()
    noun: tuple[Fragment, ...] = ()
    agent: Fragment | None = None
    light: bool = False
    is_new: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing names the number."""
        return not self.verb and not self.noun


@dataclass(frozen=True, slots=True, kw_only=True)
class Tail:
    """What stands between a head and its number: where the head ends, and the words that say how they belong."""

    end: int
    is_change: bool = False
    is_each: bool = False
    is_in_order: bool = False
    is_open: bool = False


def tail(words: Lexicon, flat: str, start: int, end: int) -> Tail:
    """Read backwards from a number what is not part of its head: …率均达|100%, 同比上升|12%, 等|21项."""
    each = in_order = is_open = change = False
    while end > start:
        cut = words.behind.start(flat, end, start)
        if cut == NOWHERE:
            window = max(start, end - 24)
            found = _CHANGE.search(flat, window, end) if not change and flat[end - 1] in _CHANGE_LAST else None
            if found is None or found.end() != end:
                break
            written = found.group()
            change, cut = True, found.start()
        else:
            written = flat[cut:end]
        each = each or written[0] in "均双皆各都" or "均" in written
        in_order = in_order or "分别" in written
        is_open = is_open or written[-1] in "等的了过有"
        end = cut
    return Tail(end=end, is_change=change, is_each=each, is_in_order=in_order, is_open=is_open)


_CHANGE_LAST = frozenset("升长加多高涨成大增降少低滑落短减缩跌幅了到至为达约近比别均+-↑↓")


def lead(words: Lexicon, flat: str, start: int, end: int) -> tuple[int, Fragment | None, bool]:
    """Skip what stands before a head: time, sum, manner, body, phrase; the body, and whether 其中 was met.

    我局全年共|受理…, 在市政府网站|公开…, 县公安局|查处…
    """
    agent: Fragment | None = None
    is_part = False
    while start < end:
        first = flat[start]
        if first in _SKIPPED:
            start += 1
            continue
        stop = words.verbs.end(flat, start, end)
        longest = words.before.end(flat, start, end)
        if stop != NOWHERE and stop >= longest:
            break
        if longest != NOWHERE:
            is_part = is_part or flat.startswith("其中", start)
            start = longest
            continue
        if first in _PERIOD_FIRST and (period := _PERIOD.match(flat, start, end)):
            start = period.end()
            continue
        stop = words.agents.end(flat, start, end)
        if stop == NOWHERE:
            stop = _body(words, flat, start, end)
        if stop != NOWHERE:
            agent = (agent[0] if agent and agent[1] == start else start, stop)
            start = stop
            continue
        stop = words.phrases.end(flat, start, end)
        stop = _phrase(words, flat, stop, end) if stop != NOWHERE else NOWHERE
        if stop == NOWHERE:
            break
        start = stop
    return start, agent, is_part


def _begins_predicate(words: Lexicon, flat: str, place: int, end: int) -> bool:
    return (
        words.verbs.end(flat, place, end) != NOWHERE
        or words.light.end(flat, place, end) != NOWHERE
        or words.light_before_acts.end(flat, place, end) != NOWHERE
        or words.before.end(flat, place, end) != NOWHERE
    )


def _body(words: Lexicon, flat: str, start: int, end: int) -> int:
    """The end of a body's name that a verb or an adverb follows: 区人民法院|审结, 各调解组织|共."""
    for place in range(start + 2, min(end, start + _LONGEST_BODY) - 1):
        if flat[place] in "、，和及":
            continue
        if words.bodies.start(flat, place, start) == NOWHERE or not _begins_predicate(words, flat, place, end):
            continue
        if words.not_bodies.start(flat, place, start) == NOWHERE:
            return place
    return NOWHERE


def _phrase(words: Lexicon, flat: str, start: int, end: int) -> int:
    """Where the phrase of a preposition ends: at its last closing word, else at the first verb."""
    first = NOWHERE
    last = NOWHERE
    for place in range(start + 1, end - 1):
        if not _begins_predicate(words, flat, place, end):
            continue
        if words.platforms.start(flat, place, start) != NOWHERE:
            last = place
        elif first == NOWHERE and words.before.end(flat, place, end) == NOWHERE:
            if words.platforms.end(flat, words.verbs.end(flat, place, end), end) == NOWHERE:
                first = place
    return last if last != NOWHERE else first


def before(words: Lexicon, flat: str, start: int, end: int) -> Head:
    """Cut the words before a number (without its tail) down to verb and noun.

    2023年我街共办理综合行政执法处罚案件|281宗 -> 办理, 综合行政执法处罚案件; 开展应急演练|15场 -> 应急演练
    """
    start, agent, is_part = lead(words, flat, start, end)
    if start >= end:
        return Head(agent=agent, is_new=is_part)
    light_end = _light(words, flat, start, end)
    if light_end == NOWHERE and words.verbs.end(flat, start, end) == NOWHERE:
        start, light_end, agent = _inner(words, flat, start, end, agent)
    is_new = is_part or agent is not None
    if light_end != NOWHERE:
        verb_end = words.verbs.end(flat, light_end, end) if flat[light_end - 1] in "、和并" else NOWHERE
        start = verb_end if verb_end != NOWHERE else light_end
        noun = named(words, flat, *_without_agent(words, flat, start, end))
        return Head(noun=noun, agent=agent, light=True, is_new=is_new)
    verb = verb_at(words, flat, start, end)
    if verb is None:
        return Head(noun=named(words, flat, start, end), agent=agent, is_new=is_new)
    rest = verb[1] + (flat[verb[1] : verb[1] + 1] in ("了", "过"))
    noun = named(words, flat, *_without_agent(words, flat, rest, end))
    if flat.startswith("完成", verb[0]) and words.acts.start(flat, end, rest) != NOWHERE:
        return Head(noun=noun, agent=agent, light=True, is_new=is_new)
    return Head(verb=(verb,), noun=noun, agent=agent, is_new=is_new)


def _without_agent(words: Lexicon, flat: str, start: int, end: int) -> Fragment:
    """Leave out whose the thing behind a verb is: 放宽|全市|…, 办理|我区|…."""
    stop = words.agents.end(flat, start, end)
    return (stop, end) if stop != NOWHERE and end - stop != 1 else (start, end)


def _light(words: Lexicon, flat: str, start: int, end: int) -> int:
    """The end of a light verb and what is coordinated with it (组织、参加…), else NOWHERE."""
    stop = words.light.end(flat, start, end)
    if stop == NOWHERE:
        stop = words.light_before_acts.end(flat, start, end)
        if stop == NOWHERE or words.acts.start(flat, end, stop) == NOWHERE:
            return NOWHERE
    while stop < end and flat[stop] in "了过、和并":
        stop += 1
        further = words.light.end(flat, stop, end)
        stop = further if further != NOWHERE else stop
    return stop


def _inner(
    words: Lexicon, flat: str, start: int, end: int, agent: Fragment | None
) -> tuple[int, int, Fragment | None]:
    """Find the verb of a clause that begins with its subject: start of the head, end of a light verb, subject."""
    for place in range(end - 3, start, -1):
        stop = words.light.end(flat, place, end)
        if stop != NOWHERE and end - stop >= 2 and not flat.startswith("组织", place):
            return place, stop, (start, place)
    if end - start > _LONGEST_HEAD:
        for place in range(end - 4, start + 1, -1):
            if words.verbs.end(flat, place, end) != NOWHERE and flat[place - 1] not in "、和":
                return place, NOWHERE, (start, place)
    return start, NOWHERE, agent


def verb_at(words: Lexicon, flat: str, start: int, end: int) -> Fragment | None:
    """The verb that begins at a place, with the one joined to it: 审查并出具, 被采纳."""
    passive = words.passive.end(flat, start, end)
    stop = words.verbs.end(flat, passive, end) if passive != NOWHERE else NOWHERE
    if stop == NOWHERE:
        stop = words.verbs.end(flat, start, end)
    if stop == NOWHERE:
        return None
    if flat[stop : stop + 1] in ("并", "、"):
        joined = words.verbs.end(flat, stop + 1, end)
        if joined != NOWHERE and (flat[stop] == "并" or end - joined >= 2):
            stop = joined
    return start, stop


def named(words: Lexicon, flat: str, start: int, end: int) -> tuple[Fragment, ...]:
    """The fragments of a noun without titles, years, lists before 等 and sums: 打假、维权等|宣传活动."""
    while start < end and flat[start] in "的、，,和及与 ":
        start += 1
    while end > start and flat[end - 1] in "的、，,和及与（( ":
        end -= 1
    if start >= end:
        return ()
    cuts: list[Fragment] = []
    if "》" in flat[start:end] or "”、" in flat[start:end] or "”和" in flat[start:end]:
        cuts += [match.span() for match in _TITLES.finditer(flat, start, end)]
    cuts += [match.span() for match in _PERIOD.finditer(flat, start, end) if "年" in match.group()]
    place = flat.rfind("等", start, end - 1)
    if place > start and flat[place - 1] != "平" and flat[place + 1] not in "级次候":
        bodies = _LIST_OF.match(flat, place, end)
        if bodies is not None and bodies.end() < end:
            cuts.append((start, bodies.end()))
        elif flat[place + 1 : end] not in words.thin.listed and end - place > 4 and "、" in flat[start:place]:
            cuts.append((start, place + 1))
    for sum_word in _SUMS:
        place = flat.find(sum_word, start + 2, end - 1)
        if place != -1 and words.verbs.end(flat, place + len(sum_word), end) != NOWHERE:
            cuts.append((place, place + len(sum_word)))
    return without(start, end, cuts)


def without(start: int, end: int, cuts: list[Fragment]) -> tuple[Fragment, ...]:
    """What is left of a range when others are taken out of it."""
    kept: list[Fragment] = []
    for first, last in sorted(cuts):
        if first > start:
            kept.append((start, first))
        start = max(start, last)
    if start < end:
        kept.append((start, end))
    return tuple(kept)


def behind(words: Lexicon, flat: str, start: int, end: int, *, has_verb: bool) -> tuple[Fragment, ...]:
    """Cut the words behind a number down to the noun it counts: 193部|法规文件|的目录汇编."""
    if flat[start : start + 1] == "的":
        start += 1
    if start >= end or words.cuts.end(flat, start, end) != NOWHERE:
        return ()
    place = start + 1
    while place < end:
        if has_verb and place > start + 1 and words.verbs.end(flat, place, end) != NOWHERE:
            if words.acts.end(flat, place, end) == NOWHERE:
                end = place
                break
        if words.ends.end(flat, place, end) != NOWHERE:
            end = place
            break
        place += 1
    place = flat.find("的", start, end)
    if place > start:
        stop = words.agents.end(flat, start, place)
        if stop != NOWHERE:
            start = place + 1
        elif not any(words.verbs.end(flat, at, place) != NOWHERE for at in range(start, place)):
            end = place
    return named(words, flat, start, end)


def parts(flat: str, start: int, end: int) -> list[Fragment]:
    """The members of a list: 刑事警情|、|治安警情."""
    found: list[Fragment] = []
    for match in _SPLIT.finditer(flat, start, end):
        found.append((start, match.start()))
        start = match.end()
    return [*found, (start, end)]
