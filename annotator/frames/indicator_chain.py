"""Owns what the numbers of a sentence counted so far, as the ones after them take it up."""

from __future__ import annotations

import re
from collections import deque
from typing import NamedTuple

from annotator.frames.clauses import Clauses
from annotator.frames.indicator_heads import Head, before
from annotator.frames.indicator_nouns import parts
from annotator.frames.indicator_owners import core, measured, named_by, without_act
from annotator.frames.indicator_tails import tail
from annotator.frames.indicator_words import NOWHERE, Lexicon, Words, lexicon
from annotator.frames.report import Report
from annotator.model.spans import Fragment, Fragments
from annotator.numbers.mentions import Mention

SHORT_NOUN = 4
"""Characters of a noun that rather completes another than stands alone."""
LONGEST_LIST = 12
_NEAREST_WITHIN = 80
_JOINED = re.compile("[”」]?[（(]?[^，,、；;。和及（(]{0,2}[)）]?[、和及与以]|[，,]")
_ONLY_JOINED = re.compile("[、，,和及与以]*")
_COMMAS = "，,"
_OF_ALL = ("人", "名", "元", "人员")


class Counted(NamedTuple):
    """What one number was found to count: ``named`` are its indicators, the rest is for the numbers after it.

    ``governed`` is the thing that 对 named when an act was told with it, ``behind_end`` is where a noun
    behind the number ends, ``owner`` whose a rate is.  A tuple, like all that is made for each number here:
    a frozen dataclass takes three times as long to make.
    """

    verb: Fragments = ()
    noun: Fragments = ()
    named: tuple[Fragments, ...] = ()
    governed: Fragments = ()
    owner: Fragments = ()
    agent: Fragment | None = None
    behind_end: int = NOWHERE
    is_rate: bool = False
    is_verbal: bool = False
    is_part: bool = False


class Around(NamedTuple):
    """A mention with the bounds of its clause, and where its own words begin behind the number before.

    ``gap`` is the end of the number before in the sentence, the mention's own start when there is none;
    ``is_share`` says that the number is a percentage or a fraction.
    """

    number: int
    mention: Mention
    first: int
    stop: int
    left: int
    gap: int
    kind: str
    unit: str
    is_share: bool


class Chain:
    """The numbers of a sentence in order; it is told of each and answers whose the next one is."""

    __slots__ = (
        *("_clauses", "_counts", "_kind", "_last", "_outer", "_segment", "_sentence", "_wholes"),
        *("changing", "flat", "is_rate_order", "levels", "listed", "mentions", "order"),
        *("previous", "report", "told", "topic", "words"),
    )

    def __init__(self, report: Report) -> None:
        self.report = report
        self.flat = report.view.flat
        self.mentions = report.mentions
        self.words: Lexicon = lexicon()
        self.topic: Fragments = ()
        self.changing = NOWHERE
        self._clauses = Clauses(report)
        self._sentence: Fragment = (0, 0)
        self._segment = 0

        self.levels: deque[Counted] = deque(maxlen=LONGEST_LIST)
        self.told: deque[Counted] = deque(maxlen=LONGEST_LIST)
        self.listed: deque[Fragments] = deque(maxlen=LONGEST_LIST)
        self._counts: list[tuple[str, str, Counted]] = []
        self._wholes: dict[str, Counted] = {}
        self._forget()

    def _forget(self) -> None:
        self.previous: Counted | None = None
        self.order: list[Fragments] = []
        self.is_rate_order = True
        for kept in (self.levels, self.told, self.listed, self._counts, self._wholes):
            kept.clear()
        self._last: Counted | None = None
        self._outer: Counted | None = None
        self._kind = ""

    def begin(self, number: int) -> Around:
        """Go on to a mention; a new sentence and a ； end what is taken up."""
        mention = self.mentions[number]
        first, stop = self._clauses.bounds(mention.start, mention.end)
        home = self.report.homes[number]
        if home != self._sentence:
            self._sentence = home
            self._segment = home[0]
            self._forget()
            self.topic = self._topic_before(first)
        elif (end := self._semicolon(number)) != NOWHERE:
            self._segment = end + 1
            outer = self._last or self._outer
            self._forget()
            self._outer = outer
        kind, unit = self.report.kinds[number], self.report.units[number]
        before_it = self.mentions[number - 1].end if number else 0
        left, gap = max(first, before_it), before_it if self.previous else mention.start
        is_share = kind in ("percent", "fraction")
        # In this order: to name nine fields takes as long again as to fill them.
        return Around(number, mention, first, stop, left, gap, kind, unit, is_share)

    def remember(self, around: Around, counted: Counted) -> None:
        """Keep what a mention counts for the ones after it."""
        self.previous, self._kind = counted, around.kind
        if around.unit == "倍":
            return
        noun, kind = counted.noun, around.kind
        if noun and counted.is_rate and self.words.found.ends(self.flat, noun[-1]):
            self._last = counted._replace(noun=noun[-1:])
        if counted.named and (noun or counted.verb) and "direction" not in around.mention.features:
            self.told.append(counted)
        if noun and not counted.is_part and not around.is_share:
            self._counts.append((_base(around.unit), kind, counted))
        if not counted.named or counted.is_rate:
            return
        self.levels.append(counted)
        is_aside = counted.is_verbal or counted.is_part
        if not is_aside or kind not in self._wholes:
            self._wholes[kind] = counted
        if noun and (self._last is None or not (is_aside or kind in ("money", "duration"))):
            self._last = counted

    def _semicolon(self, number: int) -> int:
        gap, start = self.mentions[number - 1].end, self.mentions[number].start
        if self.report.clauses[number] <= gap:
            return NOWHERE
        return max(self.flat.rfind("；", gap, start), self.flat.rfind(";", gap, start))

    def _topic_before(self, first: int) -> Fragments:
        """行政处罚案件中，适用简易程序30件: whose all numbers of a sentence are."""
        start, end = self._clauses.earlier(first, self._segment)
        if end - start < 3 or self.flat[end - 1] != "中" or self.flat.startswith("其中", start):
            return ()
        head = before(self.words, self.flat, start, end - 1)
        return head.noun if not head.verb else ()

    def clause_before(self, first: int) -> Head:
        """The head of the clause before the one that begins at ``first``."""
        start, end = self._clauses.earlier(first, self._segment)
        if start >= end:
            return Head()
        return before(self.words, self.flat, start, tail(self.words, self.flat, start, end).end)

    def whole_noun(self, kind: str = "count") -> Fragments:
        """The thing counted last in the same kind of number, of which a part or a multiple is told."""
        whole = self._wholes.get(kind, self._last) if kind == "money" else self._last
        return whole.noun if whole else ()

    def owner(self, first: int, own: str = "") -> Fragments:
        """Whose a head is that says nothing alone: what was counted, else what the clause before names."""
        if self.words.of_exams.end(own, 0, len(own)) != NOWHERE and (exam := self._exam(first)):
            return (exam,)
        if self.levels and own == "完成":
            return self.levels[-1].noun
        if self.levels and own in self.words.shares.listed:
            level = self.levels[-1]
            return level.named[0] if level.is_verbal else level.noun
        if self.words.of_cases.start(own, len(own), 0) != NOWHERE:
            outer = (self._outer,) if self._outer else ()
            for level in (*reversed(self.levels), *outer):
                noun = without_act(self.words, self.flat, level.noun) if level.noun else ()
                if noun and self.words.cases.ends(self.flat, noun[-1]):
                    return core(self.words, self.flat, noun)
        if own.endswith("率") and self.previous and self.previous.is_part and not self.previous.is_verbal:
            # 其中食用农产品8批次，合格率98%: the part's own.
            return self.previous.noun
        if own in self.words.audiences.listed and self.previous and not self.previous.noun:
            return self.previous.verb
        if own == "惠及" and self.levels and self.levels[-1].noun:
            # 发放补贴资金|3万元，惠及8户, but not bare 资金.
            noun = core(self.words, self.flat, self.levels[-1].noun)
            if noun[-1][1] - noun[0][0] > 2:
                return noun
        if self._last:
            noun = core(self.words, self.flat, self._last.noun)
            return measured(self.words, self.flat, noun) or noun
        if self.previous and self.previous.owner:
            return self.previous.owner
        if self.previous and self.previous.noun:
            return measured(self.words, self.flat, self.previous.noun)
        if not self.previous:
            noun = self.clause_before(first).noun
            if noun:
                return (named_by(self.words, self.flat, noun[0]),)
        return self._outer.noun if self._outer else ()

    def acted_on(self, around: Around, verb: Fragment) -> Fragments:
        """What a verb alone was done to: what was last counted in its unit, else what was counted first.

        检查企业9家，发现隐患7处，整改6处，警告2家.
        """
        if self.words.benefits.is_whole(self.flat, verb) and self.levels and self.levels[-1].noun:
            return core(self.words, self.flat, self.levels[-1].noun)
        if not around.is_share:
            is_deed = self.words.deeds.is_whole(self.flat, verb)
            own = _base(around.unit)
            counts = [] if is_deed and (own in _OF_ALL or around.kind == "money") else self._counts[::-1]
            if is_deed:
                for _, _, counted in self._counts[::-1]:
                    is_case = "案" in self.flat[counted.noun[-1][1] - 2 : counted.noun[-1][1]]
                    if is_case or (counted.verb and self.words.punished.is_whole(self.flat, counted.verb[0])):
                        return self._thing(counted)
            for unit, _, counted in counts:
                if unit == own and unit:
                    return self._thing(counted)
            for _, kind, counted in self._counts:
                if counted.is_rate or (kind == "money" != around.kind):
                    continue
                if not (counted.verb and self.words.means.is_whole(self.flat, counted.verb[0])):
                    return self._thing(counted)
            if self._counts or is_deed:
                return ()
        return self.owner(around.first)

    def holder(self, around: Around, noun: Fragments) -> Fragments:
        """Who was counted before in the same unit, of whom a belonging is told: 企业9家，|建立体系8家."""
        unit = _base(around.unit)
        if unit not in self.words.holders.listed or not self.words.belongings.ends(self.flat, noun[-1]):
            return ()
        alike = [counted for other, _, counted in self._counts if other == unit]
        return self._thing(alike[-1]) if alike else ()

    def _thing(self, counted: Counted) -> Fragments:
        """What was counted, () when it is nobody in particular."""
        noun = core(
            self.words, self.flat, counted.governed or without_act(self.words, self.flat, counted.noun)
        )
        return () if self.words.anybody.is_whole(self.flat, noun[-1]) else noun

    def _exam(self, first: int) -> Fragment | None:
        """The nearest examination in the sentence, without who sat it: 新任干部|学法考试."""
        found = self.nearest(self.words.exams, first)
        if found is None:
            return None
        start, end = found
        for word in self.words.sitters.listed:
            place = self.flat.rfind(word, start, end - 2)
            start = place + len(word) if place != -1 else start
        return start, end

    def nearest_end(self, listed: Words, first: int) -> Fragment | None:
        """Where the nearest listed word before a place ends in the sentence, and where its clause begins."""
        for end in range(first, max(self._sentence[0], first - _NEAREST_WITHIN), -1):
            if listed.start(self.flat, end, self._sentence[0]) != NOWHERE:
                return self._clauses.bounds(end - 1, end)[0], end
        return None

    def nearest(self, listed: Words, first: int) -> Fragment | None:
        """The nearest noun before a place that ends in a listed word, in the sentence."""
        found = self.nearest_end(listed, first)
        if found is None:
            return None
        start, end = found
        noun = before(self.words, self.flat, start, end).noun
        return parts(self.flat, noun[-1][0], end)[-1] if noun else None

    def is_joined(self, around: Around) -> bool:
        """Whether a number follows the one before in a list: 5件、|3件; 5件，|3件."""
        return bool(_JOINED.match(self.flat, around.gap, around.mention.start))

    def is_only_joined(self, start: int, end: int) -> bool:
        """Whether nothing but joints stands there."""
        return bool(_ONLY_JOINED.fullmatch(self.flat, start, end))

    def follows_comma(self, around: Around) -> bool:
        """Whether a comma parts a number from the one before."""
        return self.flat[around.gap] in _COMMAS

    def is_part(self, around: Around, head: Head) -> bool:
        """Whether 其中 or a bracket says that a number is part of one before, also along a list."""
        joint = self.flat[around.gap]
        if head.is_part or joint in "(（":
            return True
        return self.previous is not None and self.previous.is_part and joint in "、和"

    def is_kind(self, own: Fragments, around: Around) -> bool:
        """其中公安类32件: a kind of what was counted before, what was done with it, or a measure of it."""
        other = self.whole_noun(around.kind)
        if not other:
            return False
        start, end, stop = own[0][0], own[-1][1], other[-1][1]
        if self.flat[stop - 2 : stop] in self.flat[start:end]:
            return False
        if not self.words.agents.is_whole(self.flat, (start, end)) and any(
            listed.ends(self.flat, (start, end))
            for listed in (self.words.verbs, self.words.kinds, self.words.results)
        ):
            return True
        units = {
            unit
            for unit, _, counted in self._counts
            if not self.words.measures.ends(self.flat, counted.noun[-1])
        }
        return end - start <= SHORT_NOUN and bool(units) and _base(around.unit) not in units

    def whole_before(self, noun: Fragments) -> Fragments:
        """What stands before the noun of the whole when a part is a kind of it: 办理|案件，其中一般案件."""
        whole = self._last
        if whole is None or not whole.verb or not whole.named:
            return ()
        own, other = (self.flat[part[0][0] : part[-1][1]] for part in (noun, whole.noun))
        is_new = self.flat[whole.verb[0][0]] == "新"  # 新登记市场主体, 其中企业: the new ones of them.
        if not is_new and own[-2:] != other[-2:] and own not in other:
            return ()
        first = whole.noun[0][0]
        return tuple((start, min(end, first)) for start, end in whole.named[0] if start < first)

    def shared_verb(self, around: Around, noun: Fragments) -> Fragments:
        """The verb before that a noun in a list takes: 作出行政许可60项、行政强制2项.

        Behind a comma only when the nouns are alike, and never between money and counts.
        """
        previous = self.previous
        if previous is None or previous.is_verbal or not previous.verb or not previous.noun:
            return ()
        if (self._kind == "money") != (around.kind == "money") or around.kind == "duration":
            return ()
        if self.flat[previous.verb[0][0]] == "被" or noun[0][0] < previous.verb[0][0]:
            return ()
        if not self.follows_comma(around):
            return previous.verb
        start, end = noun[0][0], noun[-1][1]
        first, last = previous.noun[0][0], previous.noun[-1][1]
        is_alike = (
            self.flat[end - 2 : end] == self.flat[last - 2 : last]
            or self.flat[start : start + 2] == self.flat[first : first + 2]
        )
        return previous.verb if is_alike else ()


def _base(unit: str) -> str:
    """The unit that says what is counted: 家次 counts what 家 does."""
    return unit.removesuffix("次")


def in_order(fragments: Fragments) -> Fragments:
    """Fragments in text order, those that touch joined."""
    if len(fragments) < 2:
        return fragments
    joined: list[Fragment] = []
    for start, end in sorted(fragments):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)
