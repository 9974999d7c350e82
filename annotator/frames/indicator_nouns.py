"""Owns the noun beside a number: what is left of it without titles, years, lists, bodies and sums."""

from __future__ import annotations

import re

from annotator.frames.indicator_words import NOWHERE, Lexicon
from annotator.model.spans import Fragment

PERIOD = re.compile(
    "(?:民国)?[0-9]{2,4}(?:[-—–~～至、和与]{1,2}(?:19|20)?[0-9]{2})*年(?:度|全年|以来|上半年|下半年|[底末初中])?"
    "|(?:[到至]|截至到?)?[0-9]{1,2}月(?:份|[底末初中]|[0-9]{1,2}日)?|截[至止](?:到)?[^，,]{0,12}?(?:[底末初前]|[0-9]日|目前)"
    "|第?[一二三四1-4]季度|前[一二三123]个?季度|近?[两二三四五六七八九十]年[来间]?以?来?|[上下]半年"
)
_YEAR = re.compile("(?:19|20)[0-9]{2}(?:[-—–~～至、和与]{1,2}(?:19|20)?[0-9]{2})*年(?:度|全年)?")
_TITLES = re.compile("(?:《[^《》]*》[、和及与以]*)+(?:等)?|“[^“”]*”[、和及与]+(?:“[^“”]*”[、和及与]*)*等?")
_SPLIT = re.compile("、|以及|和(?!解)|(?<![涉惠普以])及(?!时|格)|(?<!参)与(?!会)")
_LIST_OF = re.compile(
    "等(?:[^，,、；]{0,4}?(?:单位|部门|机关|委办局|镇街|机构|组织|地区|企业|省市|平台|渠道|人员|外市|外省|地))"
)
_SENDERS = frozenset("局委办院厅处门关协大位府心组")
_LONGEST_SENDER = 14
_AMONG = re.compile("[当之]?中(?:[仍还已共约]?有|为|排名?|位列|位居|居|名列|列)?\\Z")
_SHIFT = re.compile("(?:压缩|压减|缩短|提升|提高|降低)[至到]")
_SUM = re.compile("共计|累计|共|已|先后|(?<![平人户日月年])均|(?<![统总合预会审设估累共])计(?!划)")
_OF_THEM = frozenset("具取持仅占")
_SUMMED = frozenset("共累已先均计")
_CUTTING = _SUMMED | frozenset("》”年等至到")
"""Characters without which nothing is taken out of a noun: most have none of them."""
_LONGEST_NOUN = 18


_NO_VERB_BEFORE = frozenset("率者员型")


def verb_end(words: Lexicon, flat: str, start: int, end: int) -> int:
    """The end of a verb that begins at a place, NOWHERE when it makes a noun with what follows: 办结|率."""
    if start >= end or flat[start] not in words.verbs.first:
        return NOWHERE
    stop = words.verbs.end(flat, start, end)
    return NOWHERE if NOWHERE < stop < end and flat[stop] in _NO_VERB_BEFORE else stop


def is_verbal(words: Lexicon, flat: str, start: int, end: int) -> bool:
    """Whether only verbs and their results stand there, so that what they govern is elided: 整改到位55处.

    An act behind a verb may be governed itself: 减免|罚款3万元.
    """
    count, first = 0, start
    while first < end:
        stop = words.verbs.end(flat, first, end) if flat[first] in words.verbs.first else NOWHERE
        if stop != NOWHERE:
            count += 1
        elif (
            flat[first] not in words.qualified.first
            or (stop := words.qualified.end(flat, first, end)) == NOWHERE
        ):
            return False
        last, first = first, stop
    return count == 1 or (count > 1 and not words.objects.is_whole(flat, (last, end)))


def named(
    words: Lexicon, flat: str, start: int, end: int, *, keeps_list: bool = False
) -> tuple[Fragment, ...]:
    """The fragments of a noun without titles, years, lists before 等 and sums: 禁毒、防火等|宣传活动."""
    start, end = _bare_edges(words, flat, start, end)
    if start >= end:
        return ()
    if end - start > _LONGEST_NOUN:
        start = max(start, _last_member(words, flat, start, end))
    written = flat[start:end]
    if _CUTTING.isdisjoint(written):
        return ((start, end),)
    cuts: list[Fragment] = []
    if "》" in written or "”、" in written or "”和" in written:
        cuts += [match.span() for match in _TITLES.finditer(flat, start, end)]
    years = [match.span() for match in _YEAR.finditer(flat, start, end)] if "年" in written else []
    cuts += [(start, years[-1][1])] if len(years) > 1 else years
    cuts += [] if keeps_list else _list_before_sum(words, flat, start, end)
    if (
        ("至" in written or "到" in written)
        and flat[end - 1] not in "至到"
        and (shift := _SHIFT.search(flat, start + 2, end - 1))
    ):
        # 审批时限压缩至法定时限的80%: what was brought down, and to what.
        cuts.append(shift.span())
    sum_word = None if _SUMMED.isdisjoint(written) else _SUM.search(flat, start + 2, end - 1)
    if sum_word is not None and verb_end(words, flat, sum_word.end(), end) != NOWHERE:
        cuts.append(sum_word.span())
    return without(start, end, cuts) if cuts else ((start, end),)


def _bare_edges(words: Lexicon, flat: str, start: int, end: int) -> Fragment:
    """Leave out joints and quotation marks and brackets whose partner is outside."""
    while start < end and flat[start] in _EDGES_BEFORE and words.kept.end(flat, start, end) == NOWHERE:
        start += 1
    while end > start and flat[end - 1] in _EDGES_BEHIND:
        end -= 1
    if start >= end or not (flat[start] in _PAIRED or flat[end - 1] in _PAIRED):
        return start, end
    for opening, closing in ("“”", "‘’", "「」", "()", "（）"):
        if start < end and flat[start] == closing:
            start += 1
        if start < end and flat[end - 1] == opening:
            end -= 1
        if start < end and flat[start] == opening and flat.find(closing, start, end) == -1:
            start += 1
        if start < end and flat[end - 1] == closing and flat.find(opening, start, end) == -1:
            end -= 1
    return start, end


_PAIRED = frozenset("“”‘’「」()（）")
_EDGES_BEFORE = frozenset("的、，,和及与)）]】 \t\u3000\u00a0")
_EDGES_BEHIND = frozenset("的、，,和与（([【:： \t\u3000\u00a0")


def _last_member(words: Lexicon, flat: str, start: int, end: int) -> int:
    """Where the last member of a long list of unlike things begins: …“两项清单”和本系统|标准化建设."""
    place = max(flat.rfind("”和", start, end - 4) + 1, flat.rfind("以及", start, end - 4) + 1)
    if place <= start:
        return start
    stop = words.agents.end(flat, place + 1, end)
    return stop if stop != NOWHERE else place + 1


def _list_before_sum(words: Lexicon, flat: str, start: int, end: int) -> list[Fragment]:
    """The list that 等 closes: bodies always, others when the word behind them says enough alone."""
    place = flat.rfind("等", start, end - 1)
    if place <= start or words.kept.start(flat, place + 1, start) != NOWHERE or flat[place + 1] in "级次候于":
        return []
    bodies = _LIST_OF.match(flat, place, end)
    if bodies is not None and bodies.end() < end:
        return [(start, bodies.end())]
    if (
        flat[place + 1 : end].removeprefix("各类").removeprefix("相关") in words.thin.listed
        or "、" not in flat[start:place]
    ):
        return []
    return [(start, place + 1)]


def sender_end(words: Lexicon, flat: str, start: int, end: int) -> int:
    """The end of what another body did to the thing before it came: 受理|市纪委移交|问题线索."""
    if _SENDERS.isdisjoint(flat[start:end]):
        return start
    for place in range(start + 2, min(end - 2, start + _LONGEST_SENDER)):
        stop = words.handing.end(flat, place, end) if flat[place - 1] in _SENDERS else NOWHERE
        if stop != NOWHERE and stop + 1 < end:
            return stop + (flat[stop] == "的")
    return start


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


def behind(
    words: Lexicon, flat: str, start: int, end: int, *, has_verb: bool, is_done: bool
) -> tuple[Fragment, ...]:
    """Cut the words behind a number down to the noun it counts: 75部|法规|的目录.

    ``is_done`` says that a verb before governs an act behind: 完成16个|村的文化站建设.
    """
    if flat[start : start + 1] == "的":
        start += 1
    if start >= end or flat[start] in "、和及与" or _is_cut(words, flat, start, end):
        return ()
    for place in range(start + 2, end):
        if flat[place] not in words.ends.first and not has_verb:
            continue
        if words.ends.end(flat, place, end) != NOWHERE or (
            has_verb and not is_done and breaks_noun(words, flat, place, end)
        ):
            end = place
            break
    place = flat.find("的", start, end)
    if place > start and not is_done:
        stop = words.agents.end(flat, start, place)
        if stop != NOWHERE or words.qualities.start(flat, place, start) != NOWHERE:
            start = place + 1
        elif all(verb_end(words, flat, at, place) == NOWHERE for at in range(start, place)):
            end = place
    inner = flat.find("中", start + 2, end - 1)
    if inner != -1 and flat[inner + 1] in _OF_THEM:
        end = inner
    among = _AMONG.search(flat, max(start, end - 5), end)
    return named(words, flat, start, among.start() if among else end, keeps_list=True)


def _is_cut(words: Lexicon, flat: str, start: int, end: int) -> bool:
    """Whether something else begins behind a number, and no word that only looks so: 在全市, but 在建工地."""
    stop = words.cuts.end(flat, start, end)
    return stop != NOWHERE and words.kept.end(flat, start, end) <= stop


def breaks_noun(words: Lexicon, flat: str, place: int, end: int) -> bool:
    """Whether a verb begins there that the noun before does not contain: 岗位|充实…, but 维权|援助工作站."""
    stop = verb_end(words, flat, place, end)
    if stop == NOWHERE or end - stop < 2 or flat[stop] == "的" or flat[place - 1] in "、和(（":
        return False
    if words.objects.is_whole(flat, (place, stop)) or words.acts.is_whole(flat, (place, stop)):
        return False
    return words.thin.end(flat, stop, end) == NOWHERE


def parts(flat: str, start: int, end: int) -> list[Fragment]:
    """The members of a list, quoted ones whole: 火灾起数|、|伤亡人数; “双随机、一公开”抽查."""
    found: list[Fragment] = []
    first = start
    for match in _SPLIT.finditer(flat, start, end):
        if flat.count("“", first, match.start()) != flat.count("”", first, match.start()):
            continue
        if match.start() > start:
            found.append((start, match.start()))
        start = match.end()
    return [*found, (start, end)]


def done_by(words: Lexicon, flat: str, start: int, end: int) -> bool:
    """Whether only a body that is spoken of and a verb stand there: 行政机关|败诉."""
    if flat[start] not in words.not_bodies.first:
        return False
    stop = words.not_bodies.end(flat, start, end)
    is_lawsuit = flat[end - 1] == "诉"
    return stop != NOWHERE and stop < end and not is_lawsuit and is_verbal(words, flat, stop, end)


def in_title(flat: str, start: int, place: int) -> bool:
    """Whether a place stands in 《》: 《城市|更新规划》."""
    return flat.rfind("《", start, place) > flat.rfind("》", start, place)


def without_agent(words: Lexicon, flat: str, start: int, end: int) -> Fragment:
    """Leave out whose the thing behind a verb is: 放宽|全市|…, 办理|我区|…."""
    if start >= end or flat[start] not in words.agents.first:
        return start, end
    stop = words.agents.end(flat, start, end)
    is_whose = (
        stop > words.kept.end(flat, start, end)
        and end - stop != 1
        and flat[stop - 1] not in "会议"
        and flat[start] != "各"
    )
    return (stop, end) if is_whose else (start, end)
