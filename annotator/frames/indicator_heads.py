"""Owns how the words before and behind a number are cut down to the ones that name what is counted."""

from __future__ import annotations

import re
from typing import NamedTuple

from annotator.frames.indicator_nouns import (
    PERIOD,
    breaks_noun,
    done_by,
    in_title,
    is_verbal,
    named,
    sender_end,
    verb_end,
    without_agent,
)
from annotator.frames.indicator_words import NOWHERE, Lexicon
from annotator.model.spans import Fragment

_PERIOD_FIRST = frozenset("到至0123456789民截第前近一两二三四五六七八九十上下")
_FULL_NAME = re.compile(
    "(?:[一-鿿]{2,4})?[省市区县州旗](?!民|场主|级|直|域|容|政)[一-鿿]{1,8}?(?:局|委|(?<![查承主经督举开协领包申代帮补])办|厅|法院|检察院)(?![理结公法事案托员证学会刊赛展件])"
)
_FULL_LAST = frozenset("局委办厅院")
_ENUMERATING = frozenset("0123456789一二三四五六七八九十（(")
_ENUMERATOR = re.compile("[（(]?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})[)）.．、]")
_ASKED = re.compile(
    "(提请|报请|提交|呈报|呈请|报送|上报|报)[^，,、；;。]{1,14}(?:局|会|府|委|办|厅|部|院|部门|机关|会议)(审议|审定|审批|批准|备案|审核|审查|讨论|研究)"
)
_SKIPPED = frozenset("、，,；;。:：)）]】 \t\u3000")
_OPENING = frozenset("(（[【“「、 \t\u3000\u00a0")
_AFTER_VERB = frozenset("了过到至出为")
_SHORTEST_DEED = 4
_FARTHEST_JOINT = 6
_MEASURING = frozenset("率量额积数价值比")
_LONGEST_BODY = 20
_LONGEST_HEAD = 26
_TAKING_PART = 20


class Head(NamedTuple):
    """The words that name what is counted: verb and noun as fragments, each in text order.

    ``agent`` is what acted, left out unless nothing else names the number; ``light`` says that a verb without
    weight stood there, so none is shared; ``is_new`` that it begins with its own subject or with 其中.
    Made in this order where many are made: to name the fields takes as long again as to fill them.
    """

    verb: tuple[Fragment, ...] = ()
    noun: tuple[Fragment, ...] = ()
    agent: Fragment | None = None
    light: bool = False
    is_new: bool = False
    is_part: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing names the number."""
        return not self.verb and not self.noun


def lead(words: Lexicon, flat: str, start: int, end: int) -> tuple[int, Fragment | None, bool]:
    """Skip what stands before a head: time, sum, manner, body, phrase; the body, and whether 其中 was met.

    我局全年共|受理…, 在市政府网站|公开…, 县公安局|查处…
    """
    agent: Fragment | None = None
    is_part = False
    if flat[start : start + 1] in _ENUMERATING and (label := _ENUMERATOR.match(flat, start, end)):
        start = label.end()
    while start < end:
        letter = flat[start]
        if letter in _SKIPPED:
            start += 1
            continue
        stop = verb_end(words, flat, start, end) if letter in words.verbs.first else NOWHERE
        agent_end = NOWHERE
        if stop != NOWHERE and flat[stop : stop + 1] in words.bodies.first:
            agent_end = _body_of_act(words, flat, stop, end)
        if (
            agent_end == NOWHERE
            and letter in words.openers.first
            and words.openers.end(flat, start, end) != NOWHERE
        ):
            kept = max(stop, words.kept.end(flat, start, end))
            agent_end = words.agents.end(flat, start, end)
            skipped = words.before.end(flat, start, end)
            if agent_end <= max(skipped, kept):
                agent_end = NOWHERE
                if kept != NOWHERE and kept >= skipped:
                    break
                if skipped == NOWHERE:
                    skipped = _manner_or_phrase(words, flat, start, end)
                elif flat.startswith("率", skipped):
                    break
                if skipped != NOWHERE:
                    is_part = is_part or flat.startswith("其中", start)
                    start = skipped
                    continue
        elif agent_end == NOWHERE and stop != NOWHERE:
            break
        if agent_end == NOWHERE:
            if letter in _PERIOD_FIRST and (period := PERIOD.match(flat, start, end)):
                start = period.end()
                continue
            agent_end = _body(words, flat, start, end)
        if agent_end == NOWHERE:
            break
        if flat.startswith("会前", agent_end - 1, end):
            agent_end -= 1
        agent = (agent[0] if agent and agent[1] == start else start, agent_end)
        start = agent_end
    return start, agent, is_part


def _manner_or_phrase(words: Lexicon, flat: str, start: int, end: int) -> int:
    """The end of a word of manner before a verb, or of a preposition's phrase: 科学|制定, 在官网|公开."""
    stop = words.manner.end(flat, start, end) if flat[start] in words.manner.first else NOWHERE
    if stop != NOWHERE and (
        verb_end(words, flat, stop, end) != NOWHERE or words.light.end(flat, stop, end) != NOWHERE
    ):
        return stop
    stop = words.phrases.end(flat, start, end)
    return _phrase(words, flat, stop, end) if stop != NOWHERE and not flat.startswith("率", stop) else NOWHERE


def _begins_predicate(words: Lexicon, flat: str, place: int, end: int) -> bool:
    letter = flat[place]
    if letter in "日月周年" and flat.startswith("均", place + 1):
        return True
    if letter not in words.predicates.first:
        return False
    stop = words.predicates.end(flat, place, end)
    return stop != NOWHERE and not flat.startswith("率", stop)


def _body(words: Lexicon, flat: str, start: int, end: int) -> int:
    """The end of a body's name, full or before a verb or adverb: 区人民法院|审结, 县人社局|仲裁."""
    if flat[start] == "《":
        return NOWHERE
    written = flat[start:end]
    found = None if _FULL_LAST.isdisjoint(written) else _FULL_NAME.match(flat, start, end)
    if found is not None and found.end() < end:
        return found.end()
    if words.bodies.last.isdisjoint(written):
        return NOWHERE
    for place in range(start + 2, min(end, start + _LONGEST_BODY) - 1):
        if (
            flat[place - 1] not in words.bodies.last
            or _is_joint(flat, place)
            or words.bodies.start(flat, place, start) == NOWHERE
            or not (
                _begins_predicate(words, flat, place, end)
                or (
                    words.phrases.end(flat, place, end) != NOWHERE
                    and words.kept.end(flat, place, end) == NOWHERE
                )
                or (flat[place].isdigit() and PERIOD.match(flat, place, end))
            )
        ):
            continue
        if words.not_bodies.start(flat, place, start) == NOWHERE:
            return place
    return NOWHERE


def _body_of_act(words: Lexicon, flat: str, start: int, end: int) -> int:
    """The end of a body named by an act, whose words end at ``start``: 审批|局|承接…, 调解|委员会|受理…."""
    stop = words.bodies.end(flat, start, end)
    if stop == NOWHERE or not _begins_predicate(words, flat, stop, end):
        return NOWHERE
    return stop


def _is_joint(flat: str, place: int) -> bool:
    return flat[place] in "和与、" or flat.startswith(("以及", "及其"), place)


def _is_main_verb(words: Lexicon, flat: str, place: int, end: int) -> bool:
    """Whether the verb behind a phrase begins there, not an act inside it: 因申请|引发…, 通过…学习培训."""
    if words.light.end(flat, place, end) != NOWHERE:
        return True
    stop = verb_end(words, flat, place, end)
    if stop == NOWHERE or words.platforms.end(flat, stop, end) != NOWHERE:
        return False
    if end - stop < 2:
        return words.acts.end(flat, place, end) == NOWHERE
    return not words.objects.is_whole(flat, (place, stop)) or verb_end(words, flat, stop, end) == NOWHERE


def _phrase(words: Lexicon, flat: str, start: int, end: int) -> int:
    """Where the phrase of a preposition ends: at its last closing word, else at the first verb.

    A phrase without a verb behind it is itself what is counted (通过|读书班专题学习5次), unless it ends in
    a closing word (依托政务服务平台|).
    """
    if flat[start - 1] == "每" and flat[end - 1] in _MEASURING:
        # 每户面积 is a measure, 每个行政村 only says how the number is spread.
        return NOWHERE
    passive = flat.find("被", start, end)
    is_other_word = words.kept.end(flat, passive, end) != NOWHERE
    if passive != -1 and not is_other_word and verb_end(words, flat, passive + 1, end) != NOWHERE:
        return passive
    first = last = NOWHERE
    for place in range(start + 1, end - 1):
        if not _begins_predicate(words, flat, place, end):
            continue
        if words.platforms.start(flat, place, start) != NOWHERE:
            last = place
        elif first == NOWHERE and _is_main_verb(words, flat, place, end):
            first = place
    if last != NOWHERE:
        return last
    if first != NOWHERE:
        return first
    if flat[start - 1] == "每":
        return end
    return end if words.platforms.start(flat, end, start) not in (NOWHERE, end - 1) else start


def before(words: Lexicon, flat: str, start: int, end: int) -> Head:
    """Cut the words before a number (without its tail) down to verb and noun.

    2021年我局共查处违法用地案件|31宗 -> 查处, 违法用地案件; 开展消防演练|6场 -> 消防演练
    """
    deed = flat.find("后", start + _SHORTEST_DEED, end - 2)
    start = _after_deed(words, flat, start, deed, end) if deed != -1 else start
    start, agent, is_part = lead(words, flat, start, end)
    while end > start and flat[end - 1] in _OPENING:
        end -= 1
    if start >= end:
        # 其中市本级3万元: the body is the part.
        return Head(noun=(agent,) if is_part and agent else (), agent=agent, is_new=is_part, is_part=is_part)
    joint = flat.find("、", start, min(end, start + _FARTHEST_JOINT))
    start = _after_acts(words, flat, start, joint, end) if joint != -1 else start
    light_end = _light(words, flat, start, end)
    verb = verb_at(words, flat, start, end) if light_end == NOWHERE else None
    if light_end == NOWHERE and verb is None:
        first = start
        start, light_end, agent = _inner(words, flat, start, end, agent)
        verb = verb_at(words, flat, start, end) if start != first else None
    is_new = is_part or agent is not None
    if light_end == NOWHERE and is_verbal(words, flat, start, end):
        return Head(((start, end),), (), agent, False, is_new, is_part)
    if light_end != NOWHERE and flat.startswith("每", light_end) and flat[end - 1] not in _MEASURING:
        # 实现每个行政村|2户: what is spread was counted before.
        return Head(agent=agent, is_part=is_part)
    if light_end != NOWHERE:
        joined = verb_end(words, flat, light_end, end) if flat[light_end - 1] in "、和并" else NOWHERE
        start = joined if joined != NOWHERE else light_end
        place = flat.find("参加", start, min(end, start + _TAKING_PART))
        start = place + 2 if place != -1 else start
        noun = named(words, flat, *without_agent(words, flat, start, end))
        return Head((), noun, agent, True, is_new, is_part)
    if words.deeds.is_whole(flat, (start, end)):
        return Head(((start, end),), (), agent, False, is_new, is_part)
    if verb is None and done_by(words, flat, start, end):
        return Head(((start, end),), (), agent, False, is_new, is_part)
    if verb is None:
        return Head((), named(words, flat, start, end), agent, False, is_new, is_part)
    if words.light.is_whole(flat, (verb[1], end)):
        return Head(agent=verb, light=True, is_new=True, is_part=is_part)
    if (asked := _ASKED.match(flat, verb[0], end)) is not None:
        # 提请|市人大常委会|审议…: who is asked stands between two verbs.
        noun = named(words, flat, asked.end(), end)
        return Head(
            verb=(asked.span(1), asked.span(2)), noun=noun, agent=agent, is_new=is_new, is_part=is_part
        )
    rest = verb[1]
    if rest < end and flat[rest] in _AFTER_VERB and words.kept.end(flat, rest, end) == NOWHERE:
        rest += 1
    rest = sender_end(words, flat, rest, end)
    noun = named(words, flat, *without_agent(words, flat, rest, end))
    if flat.startswith("完成", verb[0]) and words.acts.start(flat, end, rest) != NOWHERE:
        return Head((), noun, agent, True, is_new, is_part)
    return Head((verb,), noun, agent, False, is_new, is_part)


def _after_deed(words: Lexicon, flat: str, start: int, place: int, end: int) -> int:
    """Skip what was done first, up to a 后: 推行“五证合一”后|日均新登记企业."""
    is_done = flat[place - 1] not in "前先最今以落之法"
    return place + 1 if is_done and _begins_predicate(words, flat, place + 1, end) else start


def _after_acts(words: Lexicon, flat: str, start: int, joint: int, end: int) -> int:
    """Skip a list of acts, the first one before a 、, and what sums them up: 撤销、变更等|直接纠错."""
    if not is_verbal(words, flat, start, joint):
        return start
    place = flat.rfind("等", joint, end - 2)
    return place + 1 if place != -1 and flat[place + 1 : end] not in words.thin.listed else start


def _light(words: Lexicon, flat: str, start: int, end: int) -> int:
    """The end of a light verb and what is coordinated with it (组织、参加…), else NOWHERE."""
    if flat[start] not in words.lights.first or words.lights.end(flat, start, end) == NOWHERE:
        return NOWHERE
    stop = words.light.end(flat, start, end)
    if stop == NOWHERE:
        stop = words.light_before_acts.end(flat, start, end)
        if stop == NOWHERE or words.acts.start(flat, end, stop) == NOWHERE:
            stop = words.light_before_gatherings.end(flat, start, end)
            if stop == NOWHERE or words.gatherings.start(flat, end, stop) == NOWHERE:
                return NOWHERE
    while stop < end and flat[stop] in "了过、和并":
        stop += 1
        further = words.light.end(flat, stop, end)
        stop = further if further != NOWHERE else stop
    return stop


def _inner(
    words: Lexicon, flat: str, start: int, end: int, agent: Fragment | None
) -> tuple[int, int, Fragment | None]:
    """Find the verb behind a subject: start of the head, end of a light verb, the subject."""
    may_hold = not words.light.first.isdisjoint(flat[start + 1 : end - 1])
    for place in range(end - 2, start, -1) if may_hold else ():
        stop = words.light.end(flat, place, end) if flat[place] in words.light.first else NOWHERE
        if stop != NOWHERE and end - stop != 1 and not flat.startswith("组织", place):
            return place, stop, (start, place)
    if end - start > _LONGEST_HEAD:
        for place in range(end - 4, start + 1, -1):
            if breaks_noun(words, flat, place, end) and not in_title(flat, start, place):
                return place, NOWHERE, (start, place)
    return start, NOWHERE, agent


def verb_at(words: Lexicon, flat: str, start: int, end: int) -> Fragment | None:
    """The verb that begins at a place, with the one joined to it: 审查并出具, 被采纳."""
    prefix = words.prefixed.end(flat, start, end) if flat[start] in words.prefixed.first else NOWHERE
    stop = verb_end(words, flat, prefix, end) if prefix != NOWHERE else NOWHERE
    if stop == NOWHERE:
        stop = verb_end(words, flat, start, end)
    if stop == NOWHERE:
        return None
    if flat[stop : stop + 1] in ("并", "、", "和"):
        joined = verb_end(words, flat, stop + 1, end)
        if joined != NOWHERE and (flat[stop] == "并" or end - joined >= 2):
            stop = joined
    return start, stop
