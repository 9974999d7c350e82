"""Owns the numbers told in turn: 分别 over a list or over numbers before, 由 one number 到 the next."""

from __future__ import annotations

import re

from annotator.frames.indicator_chain import LONGEST_LIST, Around, Chain, Counted, in_order
from annotator.frames.indicator_heads import lead
from annotator.frames.indicator_nouns import named, parts
from annotator.frames.indicator_rates import is_rate_word
from annotator.frames.indicator_tails import Tail
from annotator.frames.indicator_words import NOWHERE
from annotator.model.spans import Fragment, Fragments

_SHORT_MEMBER = 3
_FROM = re.compile("(?:已|也|再|又)?[由从自](?:[^，,、；;。：:由从自]{0,12})\\Z")
_TO = re.compile(
    "[^，,、；;。：:\n]{0,14}?(?:[到至为成])(?:了|(?:19|20)[0-9]{2}年[底末初]?的?|今年的?|目前的?|现在的?|如今的?|约|近)*\\Z"
)
_BECOMES = frozenset("到至为成")
_FARTHEST_FROM = 16
_IN_TURN = re.compile("分别|依次|各")
_COMPARED = ("同比", "环比", "分别", "较", "比", "均", "都")
_ALL_OF_THEM = re.compile(
    "(?:以上|上述|前述|这|该)?(?:[0-9一二三四五六七八九十两几各]{0,3}[项个类大种]?(?:主要)?(?:指标|数据|数值|指数|数字)|[两二三四五六七八九十]者|[两二三四五六七八九十]项)(?:数|均)?"
)
_SHARE_IN_TURN = re.compile(
    "[，,、]?(?:[^，,、；;。]{0,4})?(?:分别|各|依次)(?:约|仅)?占(?:到|比)?(?:[^，,、；;。]{0,10}的)?(?:为|约|达)*\\Z"
)
_DONE_IN_TURN = re.compile(
    "(?:等(?:[^，,、；;。等]{0,4}))?(?:领域|方面|行业|系统|类别|部门|环节)?(?:分别|依次)(?=[^，,、；;。]{2,4}\\Z)"
)


def each_of(chain: Chain, noun: Fragments) -> list[Fragments]:
    """The members of a list that has as many of each: 甲、乙培训班|各2期; () when it is no list."""
    start, end = noun[-1]
    members = parts(chain.flat, start, end)
    shared = chain.words.shared.start(chain.flat, end, members[-1][0])
    if len(members) < 2 or len(noun) > 1 or shared == NOWHERE:
        return []
    return [in_order((member, (shared, end))) for member in members]


def stands_for_all(chain: Chain, around: Around) -> Counted | None:
    """两项|指标同比分别…: a number that only sums up the ones before it; None when it is none."""
    found = _ALL_OF_THEM.match(chain.flat, around.mention.end, around.stop) if chain.levels else None
    if not found or not chain.flat.startswith(_COMPARED, found.end()):
        return None
    return Counted(named=(((found.span()),),), is_rate=True)


def start_of_change(chain: Chain, around: Around) -> int:
    """Where 由 begins before a number that the next one follows with 到: 环节|由7个减到4个; else NOWHERE."""
    number, mention = around.number, around.mention
    if number + 1 >= len(chain.mentions):
        return NOWHERE
    following = chain.mentions[number + 1].start
    if following - mention.end > _FARTHEST_FROM or _BECOMES.isdisjoint(chain.flat[mention.end : following]):
        return NOWHERE
    if not _TO.match(chain.flat, mention.end, following):
        return NOWHERE
    found = _FROM.search(chain.flat, max(around.left, mention.start - _FARTHEST_FROM), mention.start)
    return found.start() if found else NOWHERE


def in_turn(chain: Chain, around: Around, ending: Tail) -> Counted | None:
    """What a number counts by its turn; None when it is not told so."""
    left, end = around.left, around.mention.start
    if chain.order and chain.is_only_joined(left, end):
        fragments = chain.order.pop(0)
        return Counted(noun=fragments, named=(fragments,), is_rate=chain.is_rate_order)
    chain.order = []
    chain.is_rate_order = True
    if not _IN_TURN.search(chain.flat, left, end):
        return None
    if _SHARE_IN_TURN.match(chain.flat, left, end):
        chain.order = _of_levels(chain, around)
    elif ending.is_in_order:
        chain.order = _in_order(chain, around, ending)
    elif found := _DONE_IN_TURN.search(chain.flat, left, end):
        chain.is_rate_order = False
        chain.order = _done(chain, around, found.span())
    if not chain.order:
        return None
    fragments = chain.order.pop(0)
    return Counted(noun=fragments, named=(fragments,), is_rate=chain.is_rate_order)


def _in_order(chain: Chain, around: Around, ending: Tail) -> list[Fragments]:
    """A、B分别下降1%、2%; 甲4个、乙6件，同比分别上升3%、5%; 满意率分别为99%和98%."""
    left = around.left
    start = lead(chain.words, chain.flat, left, ending.end)[0]
    members = parts(chain.flat, start, ending.end)
    if len(members) == 1:
        if ending.end <= left or _ALL_OF_THEM.fullmatch(chain.flat, *_last_clause(chain, start, ending.end)):
            return _of_levels(chain, around) if ending.is_change else []
        if is_rate_word(chain, (start, ending.end)) and 1 < len(chain.listed) == _together(chain, around):
            return [in_order((*listed, (start, ending.end))) for listed in chain.listed]
        return []
    order: list[Fragments] = [(member,) for member in members]
    shortest, longest = min(last - first for (first, last) in members), members[-1][1] - members[-1][0]
    if shortest <= 2 and longest >= _SHORT_MEMBER + 1:
        # 盗窃、诈骗类警情: the members share the end of the last.
        end = members[-1][1]
        order = [in_order((*fragments, (end - 2, end))) for fragments in order]
    whole = chain.whole_noun()
    if whole and all(last - first <= _SHORT_MEMBER for (first, last), *_ in order):
        order = [in_order(whole + fragments) for fragments in order]
    return order


def _last_clause(chain: Chain, start: int, end: int) -> Fragment:
    while start < end and chain.flat[start] in "，,、 ":
        start += 1
    return start, end


def _of_levels(chain: Chain, around: Around) -> list[Fragments]:
    """The indicators of as many numbers before as there are numbers now."""
    count = _together(chain, around)
    if not 1 < count <= len(chain.told):
        return []
    return [told.named[0] for told in list(chain.told)[-count:]]


def _together(chain: Chain, around: Around) -> int:
    """How many numbers stand in the list that begins with one, up to as many as can be matched."""
    count, number = 1, around.number
    while count <= LONGEST_LIST and number + count < len(chain.mentions):
        if not chain.is_only_joined(
            chain.mentions[number + count - 1].end, chain.mentions[number + count].start
        ):
            break
        count += 1
    return count


def _done(chain: Chain, around: Around, joint: Fragment) -> list[Fragments]:
    """甲、乙等领域分别办理3件、4件: each member, with the word they share."""
    flat = chain.flat
    start = lead(chain.words, flat, around.left, joint[0])[0]
    members = parts(flat, start, joint[0])
    if len(members) < 2 or len(members) != _together(chain, around):
        return []
    last = flat.rfind("分别" if "分别" in flat[slice(*joint)] else "依次", *joint)
    shared = (joint[0] + (flat[joint[0]] == "等"), last)
    kept = named(chain.words, flat, *shared) if shared[0] < shared[1] else ()
    whole = chain.whole_noun()
    return [in_order((*whole, member, *kept)) for member in members]
