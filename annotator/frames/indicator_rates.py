"""Owns the indicators of rates and ranks, which say nothing alone: 案件|办结率, 考评|全市排."""

from __future__ import annotations

import re

from annotator.frames.indicator_chain import SHORT_NOUN, Around, Chain, Counted, in_order
from annotator.frames.indicator_heads import Head
from annotator.frames.indicator_nouns import PERIOD, parts, verb_end
from annotator.frames.indicator_owners import to_verb
from annotator.frames.indicator_tails import Tail
from annotator.frames.indicator_words import NOWHERE
from annotator.model.spans import Fragment, Fragments

_MEASURING = frozenset("率度额量积数价值")
_LONGEST_DONE = 5
_LONGEST_SHARER = 6
_MEASURED = re.compile("[率度](?!假)|指数|总量|得分|总分|成绩")
_BARE_ENDINGS = ("占", "占比", "比例")


def is_rate(chain: Chain, head: Head) -> bool:
    """Whether a head is a rate or a word like 存在问题, 参加人员, 总量 that needs an owner."""
    words, flat = chain.words, chain.flat
    if not head.noun:
        return bool(head.verb) and _is_bare(chain, head.verb[0])
    start, end = (head.verb or head.noun)[0][0], head.noun[-1][1]
    if flat[start] in words.begins.first and words.begins.end(flat, start, end) != NOWHERE:
        return False
    if flat[end - 1] == "率" or _is_bare(chain, (start, end)):
        return True
    return not head.verb and end - start > SHORT_NOUN and words.bare.ends(flat, (start, end))


def takes_owner(chain: Chain, around: Around, own: Fragment) -> bool:
    """涉及金额, 占…, 女性占, and 参与群众, but not 参与森林防火专项行动."""
    start, end = own
    if around.is_share and chain.flat.startswith("完成", start):
        return True
    if around.is_share and end - start <= SHORT_NOUN and chain.flat[start:end].endswith(_BARE_ENDINGS):
        return True
    words, letter = chain.words, chain.flat[start]
    if letter in words.begins.first and words.begins.end(chain.flat, start, end) != NOWHERE:
        return True
    if letter not in words.short_begins.first:
        return False
    stop = words.short_begins.end(chain.flat, start, end)
    return stop != NOWHERE and end - stop <= SHORT_NOUN


def share_of_part(chain: Chain, head: Head) -> Counted | None:
    """其中醉驾7起，占9%; 其中女性7人，占总数的9%: the share is named as the part is."""
    fragments = head.verb + head.noun
    if not fragments or not chain.flat.startswith("占", fragments[0][0]):
        return None
    level, written = chain.previous, chain.flat[fragments[0][0] : fragments[-1][1]]
    if level is None or not level.named:
        return None
    if level.is_rate and level.noun and chain.words.bare.is_whole(chain.flat, level.noun[-1]):
        # 抽查案卷9份，存在问题3份，占总数的33%.
        return (
            level._replace(named=level.named[:1])
            if chain.words.found.ends(chain.flat, level.noun[-1])
            else None
        )
    if level.is_rate and chain.levels:
        level = chain.levels[-1]
    if written != "占" and (not level.is_part or written.startswith("占比")):
        return None
    return Counted(verb=level.verb, noun=level.noun, named=level.named[:1], is_rate=True)


def is_rate_word(chain: Chain, head: Fragment) -> bool:
    """Whether a head is a single rate, bare or with its own noun: 满意率, 代表委员满意率."""
    return chain.flat[head[1] - 1] in "率度" and chain.words.bare.ends(chain.flat, head)


def _is_bare(chain: Chain, head: Fragment) -> bool:
    """Whether a head says nothing alone: 办结率, 按时办结率, 治理进度, 占比."""
    start, end = head
    listed, flat = chain.words.bare.listed, chain.flat
    if flat[end - 1] not in chain.words.bare.last and flat[end - 1] not in "率占度":
        return False
    written = flat[start:end]
    while written not in listed and flat[start] in chain.words.modifiers.first:
        stop = chain.words.modifiers.end(flat, start, end)
        if stop in (NOWHERE, end):
            break
        start, written = stop, flat[stop:end]
    is_short = len(written) <= 3 and written.endswith("率")
    if written in listed or is_short or (written.endswith("占") and len(written) <= _LONGEST_SHARER):
        return True
    if not flat.endswith("进度", start, end):
        return False
    stop = chain.words.verbs.end(flat, start, end)
    return stop != NOWHERE and flat[stop:end] in listed and flat.endswith("进度", stop, end)


def _is_done(chain: Chain, member: Fragment) -> bool:
    """报送备案率, which says enough alone, but not in a list of rates."""
    stop = verb_end(chain.words, chain.flat, *member)
    return stop != NOWHERE and chain.words.bare.is_whole(chain.flat, (stop, member[1]))


def rate(chain: Chain, around: Around, head: Head, ending: Tail) -> Counted:
    """办结率100%, 参考率、合格率均达100%: one indicator for each member, with its owner."""
    flat = chain.flat
    fragments = head.verb + head.noun
    start, end = fragments[0][0], fragments[-1][1]
    while (wider := chain.words.modifiers.start(flat, start, around.left)) != NOWHERE:
        start = wider
    members = parts(flat, start, end)
    if not ending.is_each and not all(flat[stop - 1] in "率度" for _, stop in members):
        members = [(start, end)]
    named: list[Fragments] = []
    owner: Fragments = ()
    is_any_bare = any(
        _is_bare(chain, member) or (ending.is_each and _is_done(chain, member)) for member in members
    )
    for member in members:
        own: Fragments = (member,)
        if flat[end - 1] == "率" and flat[member[1] - 1] != "率":
            own = (member, (end - 1, end))
        is_bare = _is_bare(chain, member)
        if is_bare and ending.is_each and len(chain.listed) > 1:
            named += [in_order(listed + own) for listed in chain.listed]
        elif is_bare or (is_any_bare and member[1] - member[0] <= _LONGEST_DONE):
            owner = _first_owner(chain, members, member) or chain.owner(around.first, flat[slice(*member)])
            owner = owner or ((head.agent,) if head.agent else ())
            named.append(in_order(owner + own))
        else:
            named.append(head.noun if len(members) == 1 and not head.verb else own)
    is_thing = not (head.verb or owner or around.is_share or flat[end - 1] in _MEASURING)
    return Counted(noun=named[0], named=tuple(named), is_rate=not is_thing, owner=owner)


def _first_owner(chain: Chain, members: list[Fragment], member: Fragment) -> Fragments:
    """学法考试参考率、|合格率: the first of a list of rates names whose they are."""
    start, end = members[0]
    if member == members[0] or _is_bare(chain, members[0]) or end - start <= _LONGEST_DONE:
        return ()
    stop = chain.words.bare.start(chain.flat, end, start)
    if stop == NOWHERE:
        stop = to_verb(chain.words, chain.flat, (start, end))[1]
    return ((start, stop),) if 2 <= stop - start < end - start else ()


def rank(chain: Chain, around: Around, end: int) -> Counted:
    """考评在全市排第2名: the contest before, or the rate before, and the field."""
    words, flat = chain.words, chain.flat
    start = _field(chain, around.left, end)
    own: Fragments = ((start, end),) if start < end else ()
    if _MEASURED.search(flat, start, end) or any(
        words.contests.start(flat, place, start) != NOWHERE for place in range(start + 2, end + 1)
    ):
        return Counted(noun=own, named=(own,), is_rate=True)
    contest = _contest(chain, start)
    if contest:
        whole = in_order((contest, *own))
    else:
        whole = in_order(chain.previous.named[0] + own) if chain.previous and chain.previous.named else own
    return Counted(noun=own, named=(whole,) if whole else (), is_rate=True)


def _field(chain: Chain, start: int, end: int) -> int:
    """Where the field of a rank begins, behind who is ranked and 位列: 我局位列|县级公安机关; 中|排名."""
    words, flat = chain.words, chain.flat
    among = flat.rfind("中", start, end - 1)
    if among > start and _is_rank_word(chain, among + 1, end):
        start = among + 1
    while start < end:
        if flat[start] in " 、，,并且在":
            start += 1
            continue
        stop = words.before.end(flat, start, end)
        if stop == NOWHERE and flat[start] in "我本":
            stop = words.agents.end(flat, start, end)
        if stop == NOWHERE:
            stop = words.rank_words.end(flat, start, end)
        if stop in (NOWHERE, end):
            break
        start = stop
    return start


def _is_rank_word(chain: Chain, start: int, end: int) -> bool:
    """Whether only a word of rank stands there."""
    return chain.words.rank_words.is_whole(chain.flat, (start, end))


def _contest(chain: Chain, first: int) -> Fragment | None:
    """The nearest contest before a place in the sentence: 在|全省年度考核|中, 我市在|营商环境评价|中."""
    found = chain.nearest_end(chain.words.contests, first)
    if found is None:
        return None
    start, end = found
    start = max(start, chain.flat.rfind("在", start, end) + 1)
    took_part = chain.flat.rfind("参加", start, end)
    start = took_part + 2 if took_part != -1 else start
    while start < end and (period := PERIOD.match(chain.flat, start, end)):
        start = period.end()
    start, end = parts(chain.flat, start, end)[-1]
    return (start, end) if start < end else None
