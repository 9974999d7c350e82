"""Owns which words name what a number counts: its indicators, matched along clauses, lists and sentences."""

from __future__ import annotations

import re
from itertools import pairwise

from annotator.frames.frame import Indicator
from annotator.frames.indicator_chain import SHORT_NOUN, Around, Chain, Counted, in_order
from annotator.frames.indicator_heads import Head, before
from annotator.frames.indicator_ids import identifier, shortened, thing_id
from annotator.frames.indicator_nouns import behind, is_verbal, named, verb_end
from annotator.frames.indicator_owners import to_verb
from annotator.frames.indicator_rates import is_rate, rank, rate, share_of_part, takes_owner
from annotator.frames.indicator_tails import tail
from annotator.frames.indicator_turns import each_of, in_turn, stands_for_all, start_of_change
from annotator.frames.indicator_words import NOWHERE, lexicon
from annotator.frames.report import Report
from annotator.model.spans import Fragment, Fragments
from annotator.numbers.view import View

_DONE = re.compile(
    "(?:进行|开展|予以|给予|作(?!出|为|用|业))(?:了|过)?(?:全面|集中|专项|逐一|统一|现场|重点|一次|系统|深入)*([^，,；;。、\n]{2,14})"
)
_ACHIEVED = re.compile("([一-鿿]{2}了[一-鿿]{2,10})")
_GOVERNING = re.compile("[对将把就]")
_AGAINST = re.compile("(?<![同环])[较比](?!例|重)[^，,、；]{1,10}(?<![减增升降提缩延])[少多低高快慢短长]")
_SHARE = "占比"
_JOINTS = "、和及并与"
_HELPED = re.compile("[为使让帮助促对将把就]|组织|推动")
_LISTED = ("", "、", "和", "及", "与", "以及", "，", ",")
_FIELD = re.compile("[在于]全(?:国|省|市|区|县|州|盟|旗|系统|兵团)\\Z")
_LONGEST_FIELD = 6
_OCCASIONS = ("场", "场次", "期", "人次", "堂", "课时", "学时")
_SUMS = ("", "共", "共计", "合计", "计", "累计")


def indicators(report: Report) -> list[tuple[Indicator, ...]]:
    """Return the indicators of each mention, () where none can be told.  Linear in the text."""
    chain = Chain(report)
    found: list[Counted] = []
    for number in range(len(report.mentions)):
        around = chain.begin(number)
        counted = _counted(chain, around)
        chain.remember(around, counted)
        found.append(counted)
    _tell_apart(found, report.view.flat)
    view = report.view
    told = [tuple([_indicator(view, fragments) for fragments in one.named if fragments]) for one in found]
    for number, (first, second) in enumerate(pairwise(report.mentions), 1):
        if first.end == second.start and told[number] and told[number] == told[number - 1]:
            units = report.units[number - 1 : number + 1]
            told[number] = tuple(one._replace(id=thing_id(one.id, *units)) for one in told[number])
    return told


def _indicator(view: View, fragments: Fragments) -> Indicator:
    """The indicator that fragments name."""
    written, letters = _words(view.text, fragments), _words(view.flat, fragments)
    # What was folded as well, full-width letters, the id keeps as written.
    return Indicator(fragments, written, shortened(letters) if letters == written else identifier(written))


def _words(text: str, fragments: Fragments) -> str:
    """The words under fragments, most often one, joined by …."""
    if len(fragments) == 1:
        start, end = fragments[0]
        return text[start:end]
    return "…".join([text[start:end] for start, end in fragments])


def _tell_apart(found: list[Counted], flat: str) -> None:
    """Add who acted where two rows differ in nothing else: 法律顾问|审查文书, 法制机构|审查文书."""
    rows: dict[str, list[int]] = {}
    for number, counted in enumerate(found):
        if counted.agent and len(counted.named) == 1 and not lexicon().agents.is_whole(flat, counted.agent):
            rows.setdefault("".join(flat[slice(*part)] for part in counted.named[0]), []).append(number)
    for numbers in rows.values():
        agents = [(number, found[number].agent) for number in numbers]
        if len({flat[slice(*agent)] for _, agent in agents if agent}) > 1:
            for number, agent in agents:
                if agent:
                    whole = in_order((agent, *found[number].named[0]))
                    found[number] = found[number]._replace(named=(whole,))


def _counted(chain: Chain, around: Around) -> Counted:
    """What a mention counts, by its turn in a list, the words around it, or the number before."""
    if chain.previous and chain.previous.behind_end > around.left:
        is_batch = chain.report.units[around.number - 1] == "批"
        if chain.previous.behind_end + is_batch > around.mention.start:
            return chain.previous
        around = around._replace(left=_after_noun(chain, around))
    mention, left = around.mention, around.left
    end = start_of_change(chain, around)
    is_from = end != NOWHERE
    if chain.changing == around.number and chain.previous:
        # 由7个减到|4个: the same as the number it is changed from.
        return chain.previous
    chain.changing = around.number + 1 if is_from else NOWHERE
    ending = tail(
        chain.words,
        chain.flat,
        left,
        end if is_from else mention.start,
        is_change="direction" in mention.features or around.kind == "percent",
    )
    told = None if is_from else in_turn(chain, around, ending)
    if told is not None:
        return told
    if around.kind == "table":
        return Counted()
    if (all_before := stands_for_all(chain, around)) is not None:
        return all_before
    if around.kind == "ordinal":
        return rank(chain, around, ending.end)
    head = before(chain.words, chain.flat, left, ending.end)
    field = max(left, mention.start - _LONGEST_FIELD)
    if (
        not ending.is_change
        and "全" in chain.flat[field : mention.start]
        and _FIELD.search(chain.flat, field, mention.start)
    ):
        # 评价在全省|16个市中…: only the noun behind is counted.
        counted = _behind(chain, around, Head(light=True, is_new=True))
        if counted:
            return counted
    if ending.is_change:
        is_bare = is_rate(chain, head) and chain.flat[ending.end - 1] != "率"
        return rate(chain, around, head, ending) if is_bare else _change(chain, around, head, ending.end)
    may_follow = not is_from and (not head.noun or ending.is_open)
    if may_follow or (
        not is_from and not head.verb and not head.light and chain.words.verbs.ends(chain.flat, head.noun[-1])
    ):
        counted = _behind(chain, around, head)
        if counted and (may_follow or counted.behind_end - mention.end > SHORT_NOUN):
            return counted
    if not head.noun and chain.flat.startswith("》", ending.end - 1):
        head = head._replace(noun=_title(chain, left, ending.end))
    if head.is_empty:
        return _elided(chain, around)
    if around.is_share and (whose := share_of_part(chain, head)):
        return whose
    if is_rate(chain, head):
        return rate(chain, around, head, ending)
    return _before_verb_only(chain, around, head) if not head.noun else _before(chain, around, head)


def _title(chain: Chain, left: int, end: int) -> Fragments:
    """印发《执法建议书》|8份: a title that nothing else names is what is counted."""
    start = chain.flat.rfind("《", left, end)
    return ((start, end),) if start != -1 else ()


def _after_noun(chain: Chain, around: Around) -> int:
    """Where the words of a number begin when the number before took the noun: 80名工人|拿回工资."""
    end = around.mention.start
    taken = chain.previous.behind_end if chain.previous else around.left
    if taken < end and (
        chain.flat[taken] in _JOINTS or chain.words.bare.end(chain.flat, taken, end) != NOWHERE
    ):
        return taken
    for place in range(around.left + 1, end):
        if verb_end(chain.words, chain.flat, place, end) != NOWHERE:
            return place
    return end


def _change(chain: Chain, around: Around, head: Head, end: int) -> Counted:
    """同比上升12%: what rose is named before it, or is what the number before counts.

    What it is measured against belongs to it: 败诉率9%，比全省低|2个百分点.
    """
    if head.is_empty:
        if chain.previous is None:
            return Counted()
        against = _AGAINST.search(chain.flat, end, around.mention.start)
        named = tuple(in_order((*one, against.span())) for one in chain.previous.named if against)
        return chain.previous._replace(named=named or chain.previous.named, is_rate=True)
    return Counted(verb=head.verb, noun=head.noun, named=(in_order(head.verb + head.noun),), is_rate=True)


def _elided(chain: Chain, around: Around) -> Counted:
    """No head of its own: what the number before counts, else what the clause before names."""
    if chain.previous and chain.previous.named:
        return chain.previous
    head = chain.clause_before(around.first)
    return Counted(
        verb=head.verb, noun=head.noun, named=() if head.is_empty else (in_order(head.verb + head.noun),)
    )


def _behind(chain: Chain, around: Around, head: Head) -> Counted | None:
    """公布…等3项目录: the noun stands behind the number; None when there is none."""
    words, flat, mention = chain.words, chain.flat, around.mention
    start, end = _room_behind(chain, around)
    is_done = bool(head.verb) and flat.startswith("完成", head.verb[0][0])
    noun = behind(words, flat, start, end, has_verb=bool(head.verb), is_done=is_done)
    if not noun:
        return None
    if end < around.stop and not head.verb and not _HELPED.search(flat, around.first, mention.start):
        # 38个单位|录入人员9名: what the subject did is counted next.
        noun = (to_verb(chain.words, chain.flat, noun[0]), *noun[1:])
    behind_end = noun[-1][1]
    while end < around.stop and (bare := words.bare.start(flat, behind_end, noun[-1][0] + 2)) != NOWHERE:
        # 7个国控断面水质|优良率100%: the rate is the next number's.
        behind_end = bare
        noun = (*noun[:-1], (noun[-1][0], bare))
    is_governed = bool(_GOVERNING.search(flat, around.first, mention.start))
    is_governed = is_governed and not head.verb
    if is_governed and (done_with := _DONE.search(flat, noun[-1][0] + 2, behind_end)):
        # 对9个工地|开展检查: what was done with them is told apart.
        behind_end = done_with.start()
        noun = (*noun[:-1], (noun[-1][0], behind_end))
    is_act = is_done and words.acts.ends(flat, noun[-1])
    verb = () if is_act else head.verb
    is_elided = is_verbal(words, flat, noun[0][0], behind_end)
    owner: Fragments = ()
    previous = chain.previous
    if previous and around.gap == mention.start and previous.behind_end == NOWHERE and not head.verb:
        # 监测4批次1320个样品: of what the number before counts.
        owner = previous.noun
    elif is_elided or _needs_owner(chain, head) or (head.light and around.is_share and not head.noun):
        owner = chain.owner(around.first)
    done: Fragments = ()
    if is_governed:
        found = _DONE.search(flat, behind_end, around.stop) or _ACHIEVED.search(flat, behind_end, around.stop)
        done = (found.span(1),) if found else ()
    if not verb and not head.light and not head.is_new and previous and previous.behind_end != NOWHERE:
        gap = flat[previous.behind_end : mention.start]
        verb = previous.verb if gap in _LISTED or chain.is_joined(around) else ()
    if head.verb and head.noun and flat[mention.start - 1] == "的":
        # 进驻市民中心的9个事项: where, as it was said.
        owner = in_order(owner + head.noun)
    if not owner and not verb:
        owner = _subject(chain, head, mention.start)
    whole = in_order(owner + verb + noun + done + _of_second(chain, around, end))
    taken = (to_verb(chain.words, chain.flat, noun[0]), *noun[1:], *done)
    return Counted(
        verb=verb,
        noun=taken,
        named=(whole,),
        governed=noun if done else (),
        behind_end=behind_end,
        is_verbal=is_elided,
    )


def _of_second(chain: Chain, around: Around, end: int) -> Fragments:
    """8个部门的|213项|业务: the first number counts what the second does."""
    number = around.number + 1
    if end >= around.stop or chain.flat[end - 1] != "的" or number >= len(chain.mentions):
        return ()
    start, stop = chain.mentions[number].end, around.stop
    if chain.mentions[number].start != end:
        return ()
    noun = behind(chain.words, chain.flat, start, stop, has_verb=False, is_done=False)
    return (to_verb(chain.words, chain.flat, noun[0]),) if noun else ()


def _needs_owner(chain: Chain, head: Head) -> bool:
    """涉及20宗合同."""
    if head.noun or not head.verb:
        return False
    words, verb = chain.words, head.verb[0]
    return words.begins.end(chain.flat, *verb) != NOWHERE or chain.flat.startswith("覆盖", verb[0])


def _subject(chain: Chain, head: Head, place: int) -> Fragments:
    """宣讲实现12个村全覆盖: the subject that is no body is named as well."""
    if not head.light:
        return head.noun if chain.flat[place - 1] == "在" else ()
    if head.noun or not head.agent:
        return ()
    if chain.words.bodies.ends(chain.flat, head.agent) or chain.words.agents.is_whole(chain.flat, head.agent):
        return ()
    return named(chain.words, chain.flat, *head.agent)


def _room_behind(chain: Chain, around: Around) -> Fragment:
    """The words behind a number, over the numbers that stand against it, up to the next one's own."""
    flat, mentions = chain.flat, chain.mentions
    start, following = around.mention.end, around.number + 1
    while following < len(mentions) and mentions[following].start < around.stop:
        end = mentions[following].start
        is_batch = around.unit == "批" and start < end
        if is_batch and following == around.number + 1:
            # 分三批取消、下放事项73项: what came in batches is what the next number counts.
            return start, end
        if flat[start:end] not in _SUMS:
            for cut in range(end - 1, start - 1, -1):
                if flat[cut] in _JOINTS:
                    return start, cut
            return start, end
        start, following = mentions[following].end, following + 1
    return start, around.stop


def _before_verb_only(chain: Chain, around: Around, head: Head) -> Counted:
    """办结50件, (向市级报送8条): what was done with what was counted before."""
    verb = head.verb
    if chain.flat[around.first - 1 : around.first] in ("(", "（") and chain.whole_noun():
        verb = ((_in_bracket(chain.flat, around.left), verb[-1][1]),)
    is_alone = chain.words.alone.is_whole(chain.flat, head.verb[-1]) or (
        around.unit in _OCCASIONS and chain.words.acts.is_whole(chain.flat, head.verb[-1])
    )
    owner = () if is_alone else chain.acted_on(around, head.verb[-1])
    owner = owner or ((head.agent,) if head.agent else ())
    whole = in_order(owner + verb)
    return Counted(
        verb=verb,
        noun=owner,
        named=(whole,),
        is_verbal=True,
        is_part=chain.is_part(around, head),
        agent=head.agent,
    )


def _in_bracket(flat: str, start: int) -> int:
    """Where a member in a bracket begins: 线索9条(其中|向市级报送8条)."""
    while flat[start] in "、，,和" or flat.startswith("其中", start):
        start += 2 if flat[start] == "其" else 1
    return start


def _before(chain: Chain, around: Around, head: Head) -> Counted:
    """受理案件30件: head and number in that order; verbs and nouns are taken over along a list."""
    verb, noun = head.verb, head.noun
    owner: Fragments = ()
    topic: Fragments = ()
    is_part = chain.is_part(around, head)
    is_joined = not head.is_new and chain.is_joined(around)
    if (
        verb
        and is_joined
        and not chain.follows_comma(around)
        and chain.words.objects.is_whole(chain.flat, verb[0])
    ):
        # 颁发证书2本、登记证明3份: in a list an act names a thing.
        verb, noun = (), in_order(verb + noun)
    if chain.previous and is_joined and chain.words.grades.is_whole(chain.flat, noun[0]):
        owner = chain.whole_noun(around.kind) if chain.previous.is_part else chain.previous.noun
        verb = () if chain.previous.is_part else chain.previous.verb
    elif takes_owner(chain, around, ((verb + noun)[0][0], noun[-1][1])):
        is_of_plan = chain.flat.startswith("完成", (verb + noun)[0][0])
        is_benefit = chain.words.benefits.end(chain.flat, *(verb + noun)[0]) != NOWHERE
        own = ("惠及" if is_benefit else "") if not around.is_share else "完成" if is_of_plan else _SHARE
        owner = chain.owner(around.first, own)
    elif verb and (owner := chain.holder(around, noun)):
        pass
    elif is_part and not verb and chain.is_kind(noun, around):
        owner = topic = chain.whole_noun(around.kind)
    elif around.unit == "倍":
        owner = chain.whole_noun(around.kind)
    elif is_part and not verb and (before_whole := chain.whole_before(noun)):
        owner = before_whole
    elif chain.topic:
        owner = topic = chain.topic
    elif not verb and not head.light and is_joined:
        verb = chain.shared_verb(around, noun)
    if chain.flat[around.mention.start - 1] == "各" and (members := each_of(chain, noun)):
        return Counted(verb=verb, noun=noun, named=tuple(in_order(verb + member) for member in members))
    after = _short_noun_behind(chain, around)
    if not is_joined or chain.follows_comma(around):
        chain.listed.clear()
    chain.listed.append(noun)
    return Counted(
        verb=verb,
        noun=topic + noun + after,
        named=(in_order(owner + verb + noun + after),),
        governed=owner if verb else (),
        is_rate=around.is_share,
        is_part=is_part,
        agent=head.agent,
    )


def _short_noun_behind(chain: Chain, around: Around) -> Fragments:
    """出庭应诉8宗|案件: a short noun that ends the clause belongs as well."""
    if chain.changing == around.number + 1 or around.stop - around.mention.end < 2:
        return ()
    start, stop = _room_behind(chain, around)
    if not 2 <= stop - start <= SHORT_NOUN or verb_end(chain.words, chain.flat, start, stop) != NOWHERE:
        return ()
    return behind(chain.words, chain.flat, start, stop, has_verb=False, is_done=False)
