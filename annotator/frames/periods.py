"""Owns which phrase of time governs a number, and so its period.

The latest phrase before a number in its sentence governs it, else the last one of the sentences before it
in the paragraph, else the number is of the report's year.  A year that what follows is compared with, or
that belongs to a noun, governs its own number only, or none.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from annotator.frames.facts import Facts
from annotator.frames.frame import Period, Source
from annotator.frames.phrases import Phrase, phrases
from annotator.frames.report import Report
from annotator.model.spans import Fragment
from annotator.numbers.additions import following
from annotator.numbers.lexicon import word_list
from annotator.numbers.mentions import Mention

_CLAUSE_END = re.compile("[，,。；;：:\n！？（(]")
_BREAK = re.compile("[，,。；;\n！？]")
_MOST = 24
"""Phrases before a number that are looked at."""
_FAR = 200
"""Characters after a year beyond which it is no number's own."""
_LONGEST = 2500
"""Characters of the longest paragraph that anybody writes."""
_HEADING = re.compile(
    "[（(][一二三四五六七八九十]{1,3}[)）]|(?<![0-9第])[0-9]{1,2}[.．](?![0-9])|(?<=[。\n])[一二三四五六七八九十]{1,3}、"
)
_LISTED = re.compile("[、和与及]|以及")
_ENUMERATOR = "[（(]?[一二三四五六七八九十0-9]{1,3}[)）.、]|[一二三四五六七八九十]+是|第[一二三四五六]"
_TIMES = re.compile("(?:全年|同期)?的(?:近|约|超)?[0-9一二两三四五六七八九十]")
"""是上年的2倍: the year before is only what it is compared with."""
_ATTRIBUTE = re.compile("[^，,。；;、：:的0-9]{1,8}的")


class Governor(NamedTuple):
    """A phrase with its bearing: ``governs`` what follows, only its ``own`` number, or a noun ``names`` it.

    ``is_event``: the noun is held or measured in that year, so the clauses after it are about it.
    """

    phrase: Phrase
    bearing: str
    is_event: bool = False


def periods(report: Report, facts: Facts) -> list[Period]:
    """Return the period of each mention of a report, in their order.  Linear but for long sentences."""
    reader = _Reader(report, facts)
    return [
        reader.period_of(mention, home) for mention, home in zip(report.mentions, report.homes, strict=True)
    ]


class _Lists(NamedTuple):
    """The words beside a phrase that tell how it bears, as patterns and as what strings are asked for."""

    leads: re.Pattern[str]
    lead_ends: frozenset[str]
    names: re.Pattern[str]
    targets: re.Pattern[str]
    events: re.Pattern[str]
    sources: tuple[str, ...]
    compared_before: tuple[str, ...]
    compared_before_if_after: tuple[str, ...]
    compared_after: tuple[str, ...]


@following
def _lists() -> _Lists:
    lists = word_list("periods")
    bodies = word_list("bodies")
    own = [*bodies["own"]["words"], *bodies["area"]["words"], *bodies["system"]["words"]]
    leads = _either([*lists["leads"]["words"], *own])
    names, compared = lists["names"], lists["compared"]
    return _Lists(
        leads=re.compile(f"(?:{_ENUMERATOR}|{leads})*"),
        lead_ends=frozenset(lists["leads"]["ends"]),
        names=re.compile(_either(names["words"])),
        targets=re.compile(_either(names["targets"])),
        events=re.compile(_either(names["events"])),
        sources=tuple(names["sources"]),
        compared_before=tuple(compared["before"]),
        compared_before_if_after=tuple(compared["before_when_compared"]),
        compared_after=tuple(compared["after"]),
    )


def _either(words: Sequence[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


class _Reader:
    """Goes through the mentions in text order and keeps what the sentences before have said."""

    def __init__(self, report: Report, facts: Facts) -> None:
        self._flat = report.view.flat
        self._report = report
        self._facts = facts
        self._governors = _weighed(report, facts)
        self._starts = [each.phrase.start for each in self._governors]
        self._sentence = (-1, -1)
        self._stated_here = (0, 0)
        self._group: list[Governor] = []
        # By governor: the last one up to it that later sentences inherit.
        self._heirs: list[int] = []
        for n, each in enumerate(self._governors):
            is_inherited = each.bearing == "governs" and not each.phrase.is_brief
            self._heirs.append(n if is_inherited else self._heirs[-1] if n else -1)

    @cached_property
    def _headings(self) -> list[int]:
        return [match.start() for match in _HEADING.finditer(self._flat)]

    @cached_property
    def _own_year(self) -> Period:
        """The period of all numbers that nothing gives another."""
        facts = self._facts
        first = f"{facts.year}-01-01" if facts.year else ""
        return Period(fragments=(), text="", first=first, last=facts.last, source="report_year")

    def period_of(self, mention: Mention, sentence: Fragment) -> Period:
        """Return the period of a mention in a sentence."""
        self._group = self._near(mention, sentence)
        found = self._stated(mention) if self._group else []
        if found:
            return self._made(found, "stated")
        inherited = self._inherited(mention)
        if inherited:
            return self._made([inherited], "inherited")
        return self._of_the_report(mention)

    def _near(self, mention: Mention, sentence: Fragment) -> list[Governor]:
        """The phrases of a sentence near a mention, the one after it as well."""
        if sentence != self._sentence:
            self._sentence = sentence
            self._stated_here = bisect_left(self._starts, sentence[0]), bisect_left(self._starts, sentence[1])
        first, last = self._stated_here
        if first == last:
            return []
        here = bisect_left(self._starts, mention.start)
        return self._governors[max(first, here - _MOST) : min(last, here + 1)]

    def _stated(self, mention: Mention) -> list[Phrase]:
        """The phrases of its own sentence that govern a mention: the nearest before it that can."""
        for each in reversed(self._group):
            phrase = each.phrase
            if phrase.start >= mention.end:
                if self._follows(mention, each):
                    return [phrase]
            elif phrase.end > mention.start:
                continue
            elif each.bearing == "governs":
                return self._with_neighbours(mention, phrase)
            elif mention.start - phrase.end <= _FAR and self._is_its_own(mention, each):
                if phrase.is_same:
                    return [self._same_months(each)]
                return self._distributed(mention, self._alike(mention, each))
        return []

    def _same_months(self, each: Governor) -> Phrase:
        """The same months of the earlier year as those that govern the sentence before it."""
        for other in reversed(self._group):
            governing = other.phrase
            if other.bearing == "governs" and governing.end <= each.phrase.start:
                year = each.phrase.first[:4]
                first, last = year + governing.first[4:], year + governing.last[4:]
                return each.phrase._replace(first=first, last=last)
        return each.phrase

    def _alike(self, mention: Mention, each: Governor) -> list[Phrase]:
        """The years of a noun as long as they are listed: 2021年批发业、2022年零售业新入库企业6家."""
        return [
            other.phrase
            for other in self._group
            if other.bearing == each.bearing
            and other.phrase.start <= each.phrase.start
            and not _BREAK.search(self._flat, other.phrase.end, mention.start)
            and not self._has_number(other.phrase.end, mention.start)
        ] or [each.phrase]

    def _follows(self, mention: Mention, each: Governor) -> bool:
        """Whether a phrase straight after a number belongs to it: 2项2022年度…目录, 30件(截至10月底)."""
        gap = self._flat[mention.end : each.phrase.start]
        if not gap:
            return each.phrase.is_year
        return gap in ("（", "(") and self._flat[each.phrase.end : each.phrase.end + 1] in ("）", ")")

    def _is_its_own(self, mention: Mention, each: Governor) -> bool:
        """Whether a number is that of a year which governs no further."""
        phrase = each.phrase
        between = self._flat[phrase.end : mention.start]
        if each.bearing == "own":
            return not _BREAK.search(between) and not self._has_breaking_number(phrase.end, mention.start)
        lists = _lists()
        if each.is_event and "；" not in between and ";" not in between:
            return True
        if _BREAK.search(between) or lists.targets.search(between):
            return False
        found = list(lists.names.finditer(between))
        return not found or not between[found[-1].end() :].strip("等共计的了约近达到为超过余、和及")

    def _has_number(self, start: int, end: int) -> bool:
        mentions = self._report.mentions
        before = bisect_left(mentions, start, key=lambda mention: mention.start)
        return before < len(mentions) and mentions[before].end <= end

    def _has_breaking_number(self, start: int, end: int) -> bool:
        """Whether another number stands between that this one is not listed with."""
        mentions = self._report.mentions
        before = bisect_left(mentions, start, key=lambda mention: mention.start)
        return before < len(mentions) and mentions[before].end <= end and "、" not in self._flat[start:end]

    def _with_neighbours(self, mention: Mention, phrase: Phrase) -> list[Phrase]:
        """A list of phrases governs as one: 2021年、2022年, 7月、9月; or one number each: 分别."""
        joined = [phrase]
        for each in reversed(self._group):
            if each.phrase.end <= joined[0].start and self._is_list(each.phrase, joined[0]):
                joined.insert(0, each.phrase)
        return self._distributed(mention, joined)

    def _is_list(self, one: Phrase, other: Phrase) -> bool:
        return _LISTED.fullmatch(self._flat, one.end, other.start) is not None

    def _distributed(self, mention: Mention, joined: list[Phrase]) -> list[Phrase]:
        if len(joined) < 2 or "分别" not in self._flat[joined[-1].end : mention.start]:
            return joined
        mentions = self._report.mentions
        first = bisect_left(mentions, joined[-1].end, key=lambda each: each.start)
        group = mentions[first : first + len(joined)]
        is_listed = all(
            len(self._flat[a.end : b.start]) < 12 and re.match("[、和与及]|以及", self._flat[a.end : b.start])
            for a, b in pairwise(group)
        )
        if len(group) == len(joined) and is_listed and mention in group:
            return [joined[group.index(mention)]]
        return joined

    def _inherited(self, mention: Mention) -> Phrase | None:
        """The last governing phrase in an earlier sentence of the paragraph, if no mere month or day."""
        last = self._stated_here[0] - 1
        heir = self._heirs[last] if last >= 0 else -1
        if heir < 0 or self._starts[heir] < self._paragraph_start(mention.start):
            return None
        return self._governors[heir].phrase

    def _paragraph_start(self, place: int) -> int:
        """Where the paragraph of a place begins; one far too long has only lost its line breaks."""
        start, end = self._report.paragraph_of(place)
        if end - start <= _LONGEST:
            return start
        before = bisect_left(self._headings, place) - 1
        return max(start, self._headings[before]) if before >= 0 else start

    def _made(self, found: list[Phrase], source: Source) -> Period:
        if len(found) == 1:
            start, end, first, last, *_ = found[0]
            return Period(((start, end),), self._report.view.text[start:end], first, last, source)
        fragments = tuple([(phrase.start, phrase.end) for phrase in found])
        return Period(
            fragments=fragments,
            text="…".join([self._report.view.text[start:end] for start, end in fragments]),
            first=min([phrase.first for phrase in found]),
            last=max([phrase.last for phrase in found]),
            source=source,
        )

    def _of_the_report(self, mention: Mention) -> Period:
        """The year of the heading of a section of plans, else the report's."""
        facts = self._facts
        plan = facts.plan_at(mention.start)
        if plan and plan.year:
            start, end = plan.words
            return Period(
                fragments=(plan.words,),
                text=self._report.view.text[start:end],
                first=f"{plan.year}-01-01",
                last=f"{plan.year}-12-31",
                source="inherited",
            )
        return self._own_year


def _weighed(report: Report, facts: Facts) -> list[Governor]:
    """The phrases of a report that bear on numbers, with how they do."""
    flat = report.view.flat
    found: list[Governor] = []
    last_sentence = (-1, -1)
    is_governed = False
    for phrase in phrases(flat, facts):
        sentence = report.sentence_of(phrase.start)
        if sentence != last_sentence:
            last_sentence, is_governed = sentence, False
        if _is_compared(flat, phrase, facts):
            continue
        previous = found[-1] if found else None
        if previous and _LISTED.fullmatch(flat, previous.phrase.end, phrase.start):
            weighed: Governor | None = previous._replace(phrase=phrase)
        else:
            weighed = _weigh(report, phrase, facts, is_governed=is_governed)
        if weighed:
            found.append(weighed)
            is_governed = is_governed or weighed.bearing == "governs"
    return found


def _is_compared(flat: str, phrase: Phrase, facts: Facts) -> bool:
    """Whether a phrase only says what something is compared with: 较2021年, 与去年同期相比."""
    lists = _lists()
    before, after = flat[max(0, phrase.start - 4) : phrase.start], flat[phrase.end : phrase.end + 6]
    if before.endswith(lists.compared_before):
        return True
    is_past = phrase.last < f"{facts.year}-01-01"
    if is_past and _TIMES.match(after):
        return True
    is_followed = after.lstrip("同期全年度").startswith(lists.compared_after)
    return is_followed and (is_past or before.endswith(lists.compared_before_if_after))


def _weigh(report: Report, phrase: Phrase, facts: Facts, *, is_governed: bool) -> Governor | None:
    lists = _lists()
    flat = report.view.flat
    # A line break that was taken out, between a title and the first words, parts them nonetheless.
    start = phrase.start if phrase.start in report.view.breaks else _clause_start(flat, phrase.start)
    lead = flat[start : phrase.start]
    is_past = phrase.first < f"{facts.year}-01-01" if facts.year else False
    # 全年任务的80%: the task's year, not when it was done.
    if (phrase.is_year or phrase.is_relative) and lists.targets.match(flat, phrase.end):
        return None
    if phrase.is_same or (phrase.last < f"{facts.year}-01-01" and is_governed):
        return Governor(phrase=phrase, bearing="own")
    if lead.startswith(lists.sources):
        return None
    is_free = lists.leads.fullmatch(lead) is not None or lead[-1:] in lists.lead_ends
    if phrase.is_relative or not (phrase.is_year or phrase.is_brief):
        is_free = is_free or not flat.startswith("的", phrase.end)
    # 2019年以来制定的规范性文件: when they were made, not when they were counted.
    is_free = is_free and not (is_past and _ATTRIBUTE.match(flat, phrase.end))
    if not is_free:
        is_event = bool(lists.events.search(flat, phrase.end, min(len(flat), phrase.end + 14)))
        return Governor(phrase=phrase, bearing="names", is_event=is_event)
    if phrase.is_year and is_past:
        clause = flat[phrase.end : phrase.end + 20]
        event = lists.events.search(_BREAK.split(clause, maxsplit=1)[0])
        if event and not re.match("我|全|本|共|累计|开展|组织|完成|参加", clause):
            return Governor(phrase=phrase, bearing="names", is_event=True)
    return Governor(phrase=phrase, bearing="governs")


def _clause_start(flat: str, place: int) -> int:
    """Where the clause begins that a place lies in, as far as 40 characters before it."""
    first = max(0, place - 40)
    found = [match.end() for match in _CLAUSE_END.finditer(flat, first, place)]
    return found[-1] if found else first
