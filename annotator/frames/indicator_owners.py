"""Owns how a noun that was counted is cut down to what a later number may be of: 各类|案件, 案件|受理."""

from __future__ import annotations

from annotator.frames.indicator_nouns import breaks_noun, parts, verb_end
from annotator.frames.indicator_words import NOWHERE, Lexicon
from annotator.model.spans import Fragment, Fragments


def core(words: Lexicon, flat: str, noun: Fragments) -> Fragments:
    """A noun without what describes it: 由本级起草的|文件, 各类|案件."""
    start, end = noun[-1]
    vague = words.vague.end(flat, start, end - 2)
    if vague != NOWHERE:
        noun = (*noun[:-1], (vague, end))
    place = flat.rfind("的", start, end - 2)
    if place == -1 or all(verb_end(words, flat, at, place) == NOWHERE for at in range(start, place)):
        return noun
    return ((place + 1, end),)


def without_act(words: Lexicon, flat: str, noun: Fragments) -> Fragments:
    """A noun without what was done with it: 复议案件|受理, but 执法|检查 is an act as a whole."""
    start, end = noun[-1]
    stop = words.verbs.start(flat, end, start)
    if stop == start and len(noun) > 1:
        return noun[:-1]
    if stop - start < 2 or any(
        listed.is_whole(flat, (stop, end)) for listed in (words.acts, words.objects, words.cases)
    ):
        return noun
    return (*noun[:-1], (start, stop))


def measured(words: Lexicon, flat: str, noun: Fragments) -> Fragments:
    """The thing that a measure measures: 棉花|种植面积; () when there is none."""
    start, end = noun[-1]
    stop = words.measures.start(flat, end, start)
    return (*noun[:-1], (start, stop)) if stop != NOWHERE and stop - start >= 2 else ()


def to_verb(words: Lexicon, flat: str, noun: Fragment) -> Fragment:
    """A noun up to the verb behind it: 审批事项|纳入“一网通办”, but 政务服务事项."""
    start, end = noun
    for place in range(max(start, flat.rfind("的", start, end)) + 2, end - 1):
        if flat[place] == "“" or breaks_noun(words, flat, place, end):
            return start, place
    return noun


def named_by(words: Lexicon, flat: str, noun: Fragment) -> Fragment:
    """What a clause without a number is about: 合同|合法性审查制度、备案制度."""
    start, end = parts(flat, *noun)[0]
    if words.institutions.ends(flat, (start, end)):
        for place in range(start + 4, end - 1):
            if words.verbs.end(flat, place, end) != NOWHERE:
                return start, place
    return to_verb(words, flat, (start, end))
