"""Owns which words name what a number counts (its indicators), matched along lists, clauses and sentences."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from annotator.frames.clauses import Clauses
from annotator.frames.frame import Indicator
from annotator.frames.indicator_heads import Head, Tail, before, lead, tail
from annotator.frames.indicator_nouns import behind, breaks_noun, is_verbal, named, parts, verb_end
from annotator.frames.indicator_ids import identifier
from annotator.frames.indicator_words import NOWHERE, Lexicon, Words, lexicon
from annotator.frames.report import Report
from annotator.model.spans import Fragment
from annotator.numbers.mentions import Mention

_Fragments = tuple[Fragment, ...]

_JOINED = re.compile("[”」]?[（(]?[^，,、；;。和及（(]{0,2}[)）]?[、和及与以]|[，,]")
_ONLY_JOINED = re.compile("[、，,和及与以]*")
_DONE = re.compile(
    "(?:进行|开展|予以|给予)(?:了|过)?(?:全面|集中|专项|逐一|统一|现场|重点|一次|系统|深入)*([^，,；;。、\\n]{2,14})"
)
_GOVERNING = re.compile("[对将把就]")
_SHORT_NOUN = 4
_LONGEST_DONE = 5
_ALIKE = 4
_NEAREST_WITHIN = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What one number was found to count, as the numbers after it may take it up."""

    verb: _Fragments = ()
    noun: _Fragments = ()
    named: tuple[_Fragments, ...] = ()
    behind_end: int = -1
    is_rate: bool = False
    is_verbal: bool = False
    is_part: bool = False
    agent: Fragment | None = None
    owner: _Fragments = ()


def indicators(report: Report) -> list[tuple[Indicator, ...]]:
    """Return the indicators of each mention, () where none can be told.  Linear in the text."""
    reader = _Reader(report)
    counted = [reader.read(number) for number in range(len(report.mentions))]
    _tell_apart(counted, report.view.flat)
    text = report.view.text
    return [tuple(_indicator(text, fragments) for fragments in found.named if fragments) for found in counted]


def _tell_apart(counted: list[Counted], flat: str) -> None:
    """Add who acted where two rows differ in nothing else: 法律顾问|审查合同, 法治机构|审查合同."""
    rows: dict[str, list[int]] = {}
    for number, found in enumerate(counted):
        if found.agent and len(found.named) == 1 and not lexicon().agents.is_whole(flat, found.agent):
            rows.setdefault("".join(flat[slice(*part)] for part in found.named[0]), []).append(number)
    for numbers in rows.values():
        agents = [counted[number].agent for number in numbers]
        if len({flat[slice(*agent)] for agent in agents if agent}) < 2:
            continue
        for number in numbers:
            found = counted[number]
            if found.agent:
                counted[number] = replace(found, named=(_in_order((found.agent, *found.named[0])),))


class _Reader:
    """Reads the mentions of a report in order and remembers what the ones before in the sentence counted."""

    __slots__ = ("chain", "clauses", "flat", "is_money", "last", "levels", "mentions", "order", "outer", "previous", "report", "segment", "sentence", "topic", "words")

    def __init__(self, report: Report) -> None:
        self.report = report
        self.flat = report.view.flat
        self.mentions = report.mentions
        self.words: Lexicon = lexicon()
        self.clauses = Clauses(report)
        self.sentence: Fragment = (0, 0)
        self.segment = 0
        self.is_money = False
        self.topic: _Fragments = ()
        self._forget()

    def _forget(self) -> None:
        self.last: Counted | None = None
        self.outer: Counted | None = None
        self.previous: Counted | None = None
        self.chain: list[_Fragments] = []
        self.levels: list[Counted] = []
        self.order: list[_Fragments] = []

    def read(self, number: int) -> Counted:
        """What a mention counts; mentions are read in text order."""
        mention = self.mentions[number]
        if not self.sentence[0] <= mention.start < self.sentence[1]:
            self.sentence = self.report.sentence_of(mention.start)
            self.segment = self.sentence[0]
            self._forget()
            self.topic = self._topic(mention)
        elif (stop := self._segment(number, mention)) != NOWHERE:
            self.segment = stop + 1
            outer = self.last or self.outer
            self._forget()
            self.outer = outer
        counted = self._counted(number, mention)
        self.previous, self.is_money = counted, mention.features.get("kind") == "money"
        if counted.named and not counted.is_rate:
            self.levels.append(counted)
            if self.last is None or not (
                counted.is_verbal or counted.is_part or mention.features.get("kind") in ("money", "duration")
            ):
                self.last = counted if counted.noun else self.last
        return counted

    def _segment(self, number: int, mention: Mention) -> int:
        """The place of a ； since the number before: what was counted is not taken up across it."""
        gap = self.mentions[number - 1].end
        return max(self.flat.rfind(stop, gap, mention.start) for stop in "；;")

    def _topic(self, mention: Mention) -> _Fragments:
        """行政处罚案件中，适用简易程序30件: whose the numbers of a sentence are."""
        first, _ = self.clauses.bounds(mention.start, mention.end, len(self.flat))
        start, end = self.clauses.earlier(first, self.segment)
        if end - start < 3 or self.flat[end - 1] != "中" or self.flat.startswith("其中", start):
            return ()
        head = before(self.words, self.flat, start, end - 1)
        return head.noun if not head.verb else ()

    def _counted(self, number: int, mention: Mention) -> Counted:
        first, stop = self.clauses.bounds(mention.start, mention.end, len(self.flat))
        left = first
        if number and self.mentions[number - 1].end > first:
            left = self.mentions[number - 1].end
        if self.previous and self.previous.behind_end > left:
            if self.previous.behind_end > mention.start:
                return self.previous
            left = self._after_noun(left, mention.start)
        is_change = "direction" in mention.features
        ending = tail(self.words, self.flat, left, mention.start, is_change=is_change)
        if self.order and _ONLY_JOINED.fullmatch(self.flat, left, mention.start):
            fragments = self.order.pop(0)
            return Counted(noun=fragments, named=(fragments,), is_rate=ending.is_change)
        self.order = []
        members = parts(self.flat, lead(self.words, self.flat, left, ending.end)[0], ending.end) if ending.is_in_order else []
        if ending.is_in_order and len(members) > 1:
            return self._first_in_order(members)
        if ending.is_in_order and ending.is_change and ending.end <= left and self._orders_levels(number):
            return Counted(named=(self.order.pop(0),), is_rate=True)
        if mention.features.get("kind") == "ordinal":
            return self._rank(number, mention, left, ending.end)
        head = before(self.words, self.flat, left, ending.end)
        if ending.is_change:
            return self._change(head)
        if not head.noun or ending.is_open:
            found = self._attributive(number, mention, head, first=first, stop=stop)
            if found is not None:
                return found
        if not head.verb and not head.light and self._ends_in_verb(head.noun):
            found = self._attributive(number, mention, head, first=first, stop=stop)
            if found is not None and found.behind_end - mention.end > _SHORT_NOUN:
                return found
        if head.is_empty:
            return self._elided(first, left, mention)
        if self._is_rate(head):
            return self._rate(head, ending, first, left)
        return self._counted_before(number, head, mention, stop, first=first)

    def _ends_in_verb(self, noun: _Fragments) -> bool:
        return bool(noun) and self.words.verbs.start(self.flat, noun[-1][1], noun[-1][0]) != NOWHERE

    def _after_noun(self, left: int, end: int) -> int:
        """Where the words of a number begin when the number before took the noun: 2793名劳动者|追回工资."""
        taken = self.previous.behind_end if self.previous else left
        if taken < end and self.flat[taken] in "、和及并与":
            return taken
        for place in range(left + 1, end):
            if verb_end(self.words, self.flat, place, end) != NOWHERE:
                return place
        return end

    def _first_in_order(self, members: list[Fragment]) -> Counted:
        """A、B分别下降1%、2%: the first number takes A, B waits for the next."""
        start, _, _ = self._led(members[0])
        members[0] = (start, members[0][1])
        self.order = [(member,) for member in members[1:]]
        fragments = (members[0],)
        return Counted(noun=fragments, named=(fragments,), is_rate=True)

    def _orders_levels(self, number: int) -> bool:
        """打掉团伙4个，破获案件6起，同比分别上升3%、5%: the changes follow the levels in order."""
        count = 1
        while number + count < len(self.mentions) and _ONLY_JOINED.fullmatch(
            self.flat, self.mentions[number + count - 1].end, self.mentions[number + count].start
        ):
            count += 1
        if not 1 < count <= len(self.levels):
            return False
        self.order = [level.named[0] for level in self.levels[-count:]]
        return True

    def _led(self, part: Fragment) -> tuple[int, int, Head]:
        head = before(self.words, self.flat, *part)
        fragments = head.verb + head.noun
        return (fragments[0][0] if fragments else part[0]), part[1], head

    def _change(self, head: Head) -> Counted:
        """同比上升12%: what rose is named before it, or is what the number before counts."""
        if head.is_empty:
            source = self.previous
            return replace(source, is_rate=True) if source else Counted()
        fragments = head.verb + head.noun
        return Counted(verb=head.verb, noun=head.noun, named=(fragments,), is_rate=True)

    def _attributive(
        self, number: int, mention: Mention, head: Head, *, first: int, stop: int
    ) -> Counted | None:
        """公布…等2项决策目录: the noun stands behind the number; None when there is none."""
        start, end = self._room_behind(number, mention, stop)
        is_done = bool(head.verb) and self.flat.startswith("完成", head.verb[0][0])
        noun = behind(self.words, self.flat, start, end, has_verb=bool(head.verb), is_done=is_done)
        if not noun:
            return None
        needs_owner = self._needs_owner(head) or is_verbal(self.words, self.flat, noun[0][0], noun[-1][1])
        owner = self._owner(first, "") if needs_owner else ()
        if not owner and head.light and number and not head.noun and mention.features.get("kind") == "percent":
            owner = self._owner(first, "")
        done: _Fragments = ()
        if not head.verb and _GOVERNING.search(self.flat, first, mention.start):
            found = _DONE.search(self.flat, noun[-1][1], stop)
            done = (found.span(1),) if found else ()
        is_act = is_done and self.words.acts.start(self.flat, noun[-1][1], noun[0][0]) != NOWHERE
        verb = () if is_act else head.verb
        if not verb and not head.light and not head.is_new and self.previous and self._is_joined(number):
            verb = self.previous.verb if self.previous.behind_end != -1 else ()
        if not owner and not verb:
            owner = self._topic_of(head, mention)
        whole = _in_order(owner + verb + noun + done)
        behind_end = noun[-1][1]
        noun = (self._to_verb(noun[0]), *noun[1:])
        return Counted(verb=verb, noun=noun + done, named=(whole,), behind_end=behind_end, is_verbal=needs_owner and not head.verb)

    def _topic_of(self, head: Head, mention: Mention) -> _Fragments:
        """百姓宣讲实现123个村全覆盖: the subject that is no body is named as well."""
        if not head.light:
            return head.noun if self.flat[mention.start - 1] == "在" else ()
        if head.noun or not head.agent:
            return ()
        start, end = head.agent
        if self.words.bodies.start(self.flat, end, start) != NOWHERE or self.words.agents.is_whole(self.flat, head.agent):
            return ()
        return named(self.words, self.flat, start, end)

    def _room_behind(self, number: int, mention: Mention, stop: int) -> Fragment:
        """The words behind a number, over the numbers that stand against it, up to the next one's own."""
        start, following = mention.end, number + 1
        while following < len(self.mentions) and self.mentions[following].start < stop:
            other = self.mentions[following]
            between = self.flat[start : other.start]
            if between not in ("", "共", "共计", "合计", "计", "累计"):
                cut = max(self.flat.rfind(joint, start, other.start) for joint in "、和及并与")
                return start, cut if cut != -1 else other.start
            start, following = other.end, following + 1
        return start, stop

    def _is_joined(self, number: int) -> bool:
        """Whether a number follows the one before in a list: 5件、|3件."""
        between = self.flat[self.mentions[number - 1].end : self.mentions[number].start]
        return len(between) < 40 and ("、" in between or "和" in between or between[:1] in ("，", ","))

    def _elided(self, first: int, left: int, mention: Mention) -> Counted:
        """No head of its own: what the number before counts, else what the clause before names."""
        if self.previous and self.previous.named:
            return self.previous
        start, end = self.clauses.earlier(first, self.segment)
        if start >= end:
            return Counted()
        head = before(self.words, self.flat, start, tail(self.words, self.flat, start, end).end)
        if head.is_empty:
            return Counted()
        return Counted(verb=head.verb, noun=head.noun, named=(head.verb + head.noun,))

    def _is_rate(self, head: Head) -> bool:
        if not head.noun:
            return self._is_bare(*head.verb[0])
        start, end = (head.verb + head.noun)[0][0], head.noun[-1][1]
        return self.flat[end - 1] == "率" or self._is_bare(start, end) or (
            not head.verb
            and end - start > _SHORT_NOUN
            and self.words.bare.start(self.flat, end, start) != NOWHERE
        )

    def _is_bare(self, start: int, end: int) -> bool:
        """Whether a head says nothing alone: 办结率, 按时办结率, 治理进度, 占比."""
        written = self.flat[start:end]
        while written not in self.words.bare.listed:
            stop = self.words.modifiers.end(self.flat, start, end)
            if stop in (NOWHERE, end):
                break
            start, written = stop, self.flat[stop:end]
        if written in self.words.bare.listed or (len(written) <= 3 and written.endswith("率")):
            return True
        stop = self.words.verbs.end(self.flat, start, end)
        rest = self.flat[stop:end]
        return stop != NOWHERE and rest in self.words.bare.listed and rest.endswith("进度")

    def _first_owner(self, members: list[Fragment], member: Fragment) -> _Fragments:
        """学法考试参考率、|合格率: the first of a list of rates names whose they are."""
        start, end = members[0]
        if member == members[0] or self._is_bare(start, end) or end - start <= _LONGEST_DONE:
            return ()
        stop = self.words.bare.start(self.flat, end, start)
        if stop == NOWHERE:
            stop = self._to_verb((start, end))[1]
        return ((start, stop),) if 2 <= stop - start < end - start else ()

    def _is_done(self, start: int, end: int) -> bool:
        """报送备案率, in a list of rates."""
        stop = verb_end(self.words, self.flat, start, end)
        return stop != NOWHERE and self.words.bare.is_whole(self.flat, (stop, end))

    def _rate(self, head: Head, ending: Tail, first: int, left: int) -> Counted:
        """办结率100%, 参考率、合格率均达100%: one indicator for each member, with its owner."""
        fragments = head.verb + head.noun
        start, end = fragments[0][0], fragments[-1][1]
        while (wider := self.words.modifiers.start(self.flat, start, left)) != NOWHERE:
            start = wider
        members = parts(self.flat, start, end)
        if not ending.is_each and not all(self.flat[stop - 1] in "率度" for _, stop in members):
            members = [(start, end)]
        named: list[_Fragments] = []
        owner: _Fragments = ()
        has_bare = any(self._is_bare(*member) or (ending.is_each and self._is_done(*member)) for member in members)
        for member in members:
            own: _Fragments = (member,)
            if self.flat[end - 1] == "率" and self.flat[member[1] - 1] != "率":
                own = (member, (end - 1, end))
            if ending.is_each and len(self.chain) > 1 and self._is_bare(*member):
                named += [_in_order(owner + own) for owner in self.chain]
            elif self._is_bare(*member) or (has_bare and member[1] - member[0] <= _LONGEST_DONE):
                owner = self._first_owner(members, member) or self._owner(first, self.flat[slice(*member)])
                owner = owner or ((head.agent,) if head.agent else ())
                named.append(_in_order(owner + own))
            else:
                named.append(head.noun if len(members) == 1 and not head.verb else own)
        return Counted(noun=named[0], named=tuple(named), is_rate=True, owner=owner)

    def _needs_owner(self, head: Head) -> bool:
        if head.noun or not head.verb:
            return False
        start, end = head.verb[0][0], head.verb[-1][1]
        return self.words.begins.end(self.flat, start, end) != NOWHERE

    def _owner(self, first: int, own: str) -> _Fragments:
        """Whose a head is that says nothing alone: what was counted before, else what the clause before names."""
        if self.words.of_exams.end(own, 0, len(own)) != NOWHERE:
            exam = self._exam(first)
            if exam is not None:
                return (exam,)
        if self.words.of_cases.start(own, len(own), 0) != NOWHERE:
            for level in reversed(self.levels):
                if level.noun and self.words.cases.start(self.flat, level.noun[-1][1], level.noun[-1][0]) != NOWHERE:
                    return level.noun
        if self.last and self.last.noun:
            return self.last.noun
        if self.previous and self.previous.owner:
            return self.previous.owner
        start, end = self.clauses.earlier(first, self.segment)
        if start < end and not self.previous:
            head = before(self.words, self.flat, start, tail(self.words, self.flat, start, end).end)
            if head.noun:
                return tuple(self._named_by(fragment) for fragment in head.noun[:1])
        return self.outer.noun if self.outer else ()

    def _to_verb(self, noun: Fragment) -> Fragment:
        """A noun up to the verb behind it: 行政许可事项|纳入“一窗办理”, but 政务服务事项."""
        start, end = noun
        for place in range(start + 2, end - 1):
            if self.flat[place] == "“" or breaks_noun(self.words, self.flat, place, end):
                return start, place
        return noun

    def _named_by(self, noun: Fragment) -> Fragment:
        """What a clause without a number is about: 行政规范性文件|合法性审查制度、备案审查制度."""
        start, end = parts(self.flat, *noun)[0]
        if self.words.institutions.start(self.flat, end, start) != NOWHERE:
            for place in range(start + 4, end - 1):
                if self.words.verbs.end(self.flat, place, end) != NOWHERE:
                    return start, place
        return self._to_verb((start, end))

    def _exam(self, first: int) -> Fragment | None:
        """The nearest examination in the sentence, without who sat it: 国家工作人员|学法考试."""
        found = self._nearest(self.words.exams, first)
        if found is None:
            return None
        start, end = found
        for word in ("人员", "干部", "公务员", "参加", "年度"):
            place = self.flat.rfind(word, start, end - 2)
            start = place + len(word) if place != -1 else start
        return start, end

    def _nearest(self, listed: Words, first: int) -> Fragment | None:
        """The nearest noun before a place that ends in a listed word, in the sentence."""
        for end in range(first, max(self.sentence[0], first - _NEAREST_WITHIN), -1):
            if listed.start(self.flat, end, self.sentence[0]) != NOWHERE:
                break
        else:
            return None
        start, _ = self.clauses.bounds(end - 1, end, len(self.flat))
        head = before(self.words, self.flat, start, end)
        if not head.noun:
            return None
        return parts(self.flat, head.noun[-1][0], end)[-1]

    def _counted_before(
        self, number: int, head: Head, mention: Mention, stop: int, *, first: int
    ) -> Counted:
        """受理案件30件: head and number in that order; verbs and nouns are taken over along a list."""
        verb, noun, owner = head.verb, head.noun, ()
        gap = self.mentions[number - 1].end if self.previous else mention.start
        left = max(first, gap)
        is_joined = not head.is_new and bool(_JOINED.match(self.flat, gap, mention.start))
        if not noun:
            if self.flat[first - 1 : first] in ("(", "（") and self.last:
                verb = ((self._after_words(first, left), verb[-1][1]),)
            owner = self._owner(first, "")
            if not owner and head.agent:
                owner = (head.agent,)
            whole = _in_order(owner + verb)
            return Counted(verb=verb, noun=owner, named=(whole,), is_verbal=True, agent=head.agent)
        is_percent = mention.features.get("kind") in ("percent", "fraction")
        if self._takes_owner((verb + noun)[0][0], noun[-1][1], is_percent=is_percent):
            owner = self.levels[-1].noun if is_percent and self.levels else self._owner(first, "")
        elif self._is_part(head, gap) and self._is_kind(verb + noun):
            owner = self.last.noun if self.last else ()
        elif mention.features.get("unit_norm") == "倍" and self.last:
            owner = self.last.noun
        elif self.topic:
            owner = self.topic
        elif not verb and not head.light and is_joined and self.previous and self._shares(noun, gap, mention):
            verb = self.previous.verb
        after = self._short_behind(mention, stop)
        whole = _in_order(owner + verb + noun + after)
        if not is_joined or self.flat[gap] in "，,":
            self.chain = []
        self.chain.append(noun)
        return Counted(
            verb=verb,
            noun=(self.topic if owner == self.topic else ()) + noun + after,
            named=(whole,),
            is_rate=is_percent,
            is_part=self._is_part(head, gap),
            agent=head.agent,
        )

    def _rank(self, number: int, mention: Mention, left: int, end: int) -> Counted:
        """全市排第2名: the contest before and the field."""
        start = left
        while start < end and self.flat[start] in " 、，,并且":
            start += 1
        while (stop := self.words.before.end(self.flat, start, end)) != NOWHERE:
            start = stop
        if start < end and self.flat[start] == "在":
            start += 1
        own: _Fragments = ((start, end),) if start < end else ()
        if any(self.words.contests.start(self.flat, place, start) != NOWHERE for place in range(start + 2, end + 1)):
            return Counted(noun=own, named=(own,), is_rate=True)
        contest = self._nearest(self.words.contests, start)
        whole = _in_order((contest, *own) if contest else own)
        return Counted(noun=own, named=(whole,) if whole else (), is_rate=True)

    def _after_words(self, first: int, left: int) -> int:
        """Where a member in a bracket begins: 问题线索92条(其中|向市级部门报送58条)."""
        start = max(first, left)
        while self.flat[start] in "、，,和" or self.flat.startswith("其中", start):
            start += 2 if self.flat[start] == "其" else 1
        return start

    def _takes_owner(self, start: int, end: int, *, is_percent: bool) -> bool:
        """涉及金额, 占…, 女性占, and 参与群众, but not 参与安全隐患排查专项执法."""
        if is_percent and end - start <= _SHORT_NOUN and self.flat[start:end].endswith(("占", "占比", "比例")):
            return True
        if self.words.begins.end(self.flat, start, end) != NOWHERE:
            return True
        stop = self.words.short_begins.end(self.flat, start, end)
        return stop != NOWHERE and end - stop <= _SHORT_NOUN

    def _is_part(self, head: Head, gap: int) -> bool:
        """Whether 其中 or a bracket says that a number is part of one before, also along a list."""
        if head.is_part or self.flat[gap : gap + 1] in ("(", "（"):
            return True
        return self.previous is not None and self.previous.is_part and self.flat[gap : gap + 1] in ("、", "和")

    def _is_kind(self, own: _Fragments) -> bool:
        """其中即办件432项: only a kind of what was counted before, or what was done with it."""
        other = self.last.noun if self.last else ()
        if not other:
            return False
        start, end, stop = own[0][0], own[-1][1], other[-1][1]
        if self.flat[stop - 2 : stop] in self.flat[start:end]:
            return False
        return end - start <= _ALIKE or any(
            listed.start(self.flat, end, start) != NOWHERE for listed in (self.words.verbs, self.words.kinds)
        )

    def _shares(self, noun: _Fragments, gap: int, mention: Mention) -> bool:
        """Whether a noun in a list takes the verb before it: 作出行政处罚40项、行政强制1项."""
        previous = self.previous
        if previous is None or not previous.verb or not previous.noun:
            return False
        if self.is_money != (mention.features.get("kind") == "money"):
            return False
        if self.flat[previous.verb[0][0]] == "被" or noun[0][0] < previous.verb[0][0]:
            return False
        if self.flat[gap] not in "，,":
            return True
        start, end = noun[0][0], noun[-1][1]
        other = previous.noun
        return (
            end - start <= _ALIKE
            or self.flat[end - 2 : end] == self.flat[other[-1][1] - 2 : other[-1][1]]
            or self.flat[start : start + 2] == self.flat[other[0][0] : other[0][0] + 2]
        )

    def _short_behind(self, mention: Mention, stop: int) -> _Fragments:
        """出庭应诉30宗|案件: a short noun that ends the clause belongs as well."""
        if not 2 <= stop - mention.end <= _SHORT_NOUN:
            return ()
        if verb_end(self.words, self.flat, mention.end, stop) != NOWHERE:
            return ()
        return behind(self.words, self.flat, mention.end, stop, has_verb=False, is_done=False)


def _indicator(text: str, fragments: _Fragments) -> Indicator:
    written = "…".join(text[start:end] for start, end in fragments)
    return Indicator(fragments=fragments, text=written, id=identifier(written))


def _in_order(fragments: _Fragments) -> _Fragments:
    """Fragments in text order, those that touch joined."""
    joined: list[Fragment] = []
    for start, end in sorted(set(fragments)):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)
