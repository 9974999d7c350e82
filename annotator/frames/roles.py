"""Owns what a number is in its sentence: level, part, share, change, plan, duration or rank.

The numbers are gone through in text order; a part remembers its whole, so that the share after it finds
it.  Which level a rate or a change is measured against is ``annotator.frames.bases``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from annotator.frames.facts import Facts
from annotator.frames.frame import Period, Role
from annotator.frames.report import Report
from annotator.frames.terms import amount, is_counted, kind_of, patterns, unit_of
from annotator.numbers.lexicon import word_list
from annotator.numbers.mentions import Mention

CLAUSE = re.compile("[，,。；;：:（(\n！？]")
_LISTED = re.compile("[、和及与]|以及|或")
_BREAK = re.compile("[，,。；;：:\n！？]")
_STRONG = re.compile("[；;。\n！？]")
NEAR = 10
"""Numbers before one that are looked at for its whole or base."""
REACH = 60
"""Characters before a number, or after the one before, that are read for its role."""
_SHARED_KINDS = ("percent", "fraction")
_SHARE_AFTER = re.compile(
    "[^，,。；;、（(]{0,12}[，,、（(](?:约|仅|只)?占(?:比|总数|总量|全部|其中)?(?!地|道|用)(?P<whole>[^，,。；;]*?)的?(?:比例|比重)?[为达约近超]*\\Z"
)
_ROUNDED = Decimal("0.6")
"""How far a share as stated may be from the quotient, in points."""
_CHANGED_TO = re.compile("[一-鿿]{0,6}[到至为]\\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What a number is in its sentence; ``whole`` and ``bases`` are indexes of mentions."""

    role: Role
    whole: int | None = None
    bases: tuple[int, ...] = ()
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Portion:
    """An open portion: its whole, the unit and the sum of the parts so far."""

    whole: int | None
    unit: str
    total: Decimal
    is_bracketed: bool = False


class Places:
    """Goes through the mentions of a report; ``all`` are their places, in their order."""

    def __init__(self, report: Report, facts: Facts, periods: Sequence[Period]) -> None:
        self._flat = report.view.flat
        self._report = report
        self._facts = facts
        self._periods = periods
        self._mentions = report.mentions
        self._portion: _Portion | None = None
        self._is_planned = False
        self.all: list[Place] = []
        previous = (-1, -1)
        for n, mention in enumerate(self._mentions):
            sentence = report.sentence_of(mention.start)
            if sentence != previous:
                self._portion, self._is_planned = None, False
                self._add_up(previous[0], n)
            previous = sentence
            self.all.append(self._place(n, mention, sentence[0]))
        self._add_up(previous[0], len(self._mentions))

    # One number -----------------------------------------------------------------------------------

    def _place(self, n: int, mention: Mention, floor: int) -> Place:
        kind = kind_of(mention)
        if kind == "ordinal":
            return Place(role="rank")
        if kind == "table":
            return Place(role="level", doubts=("table",))
        if mention.features.get("direction"):
            return Place(role="change")
        if kind == "duration":
            return Place(role="duration")
        between = self._between(n, floor)
        clause = self._clause(mention.start, floor)
        if kind in _SHARED_KINDS or unit_of(mention) == "成":
            if self._is_share(n, mention, clause, between):
                return self._share(n, clause, floor)
            return Place(role="plan" if self._plans(n, clause, between) else "level")
        part = self._part(n, mention, clause, between, floor)
        if part:
            return part
        return Place(role="plan" if self._plans(n, clause, between) else "level")

    def _between(self, n: int, floor: int) -> str:
        """The words from the number before in the sentence, or from its beginning."""
        start = self._mentions[n - 1].end if n and self._mentions[n - 1].end > floor else floor
        return self._flat[max(start, self._mentions[n].start - 2 * REACH) : self._mentions[n].start]

    def _clause(self, place: int, floor: int) -> str:
        """The words of the clause before a place."""
        window = self._flat[max(floor, place - REACH) : place]
        found = [match.end() for match in CLAUSE.finditer(window)]
        return window[found[-1] :] if found else window

    def _has_before(self, n: int, floor: int) -> bool:
        return n > 0 and self._mentions[n - 1].end > floor

    # Plans ----------------------------------------------------------------------------------------

    def _plans(self, n: int, clause: str, between: str) -> bool:
        """Whether a number is planned: by a verb, as a target, by its year, or by the section it is in."""
        mention = self._mentions[n]
        plan = self._facts.plan_at(mention.start)
        period = self._periods[n]
        if plan or (period.first and self._facts.last and period.first > self._facts.last):
            return True
        own = clause if len(clause) < len(between) else between
        if patterns()["plan"].search(own) or patterns()["target"].search(own):
            self._is_planned = True
        elif self._is_planned and not (_LISTED.match(between) and not _BREAK.search(between)):
            self._is_planned = False
        return self._is_planned

    # Parts ----------------------------------------------------------------------------------------

    def _part(self, n: int, mention: Mention, clause: str, between: str, floor: int) -> Place | None:
        """The place of a number that is a portion of another; None when it is none."""
        if not (is_counted(mention) or (kind_of(mention) == "rate" and unit_of(mention))):
            return None
        opened = self._opened(n, mention, clause, between, floor)
        if opened is None and self._portion and self._goes_on(mention, between):
            portion = self._portion
            self._portion = replace(portion, total=portion.total + (amount(mention) or 0))
            return self._as_part(portion.whole)
        if opened is None:
            if self._portion and not self._portion.is_bracketed and _STRONG.search(between):
                self._portion = None
            single = self._single(n, mention, clause, between, floor)
            return self._as_part(*single) if single else None
        self._portion = opened
        return self._as_part(opened.whole)

    def _as_part(self, whole: int | None) -> Place:
        return Place(role="part", whole=whole, doubts=() if whole is not None else ("whole_unknown",))

    def _opened(self, n: int, mention: Mention, clause: str, between: str, floor: int) -> _Portion | None:
        """The portion that a number opens: 其中, (…), 12件中, 包括."""
        found = patterns()
        unit, value = unit_of(mention), amount(mention) or Decimal(0)
        start = (
            max(match.end() for match in found["opens"].finditer(between))
            if found["opens"].search(between)
            else -1
        )
        if start >= 0 and not _STRONG.search(between, start):
            return _Portion(whole=self._whole(n, floor, is_told=True), unit=unit, total=value)
        if not self._has_before(n, floor):
            return None
        before = self._mentions[n - 1]
        bracket = re.match("[^，,；;。（）()]{0,12}[（(]", between)
        if bracket and not re.search("[)）]", between[bracket.end() :]) and unit_of(before) == unit:
            return _Portion(whole=n - 1, unit=unit, total=value, is_bracketed=True)
        if found["among"].match(between) and is_counted(before) and self._could_hold(n - 1, n):
            return _Portion(whole=n - 1, unit=unit, total=value)
        if found["lists"].search(clause) or found["lists"].search(between[-REACH:]):
            whole = self._whole(n, floor, is_told=False)
            if whole is not None and whole == n - 1 and not _STRONG.search(between):
                return _Portion(whole=whole, unit=unit, total=value)
        return None

    def _goes_on(self, mention: Mention, between: str) -> bool:
        """Whether a number belongs to the open portion as well."""
        portion = self._portion
        assert portion is not None
        if portion.is_bracketed:
            if re.search("[)）]", between):
                self._portion = None
                return False
            return unit_of(mention) == portion.unit
        if _STRONG.search(between):
            return False
        value = amount(mention) or Decimal(0)
        whole = self._mentions[portion.whole] if portion.whole is not None else None
        is_alike = unit_of(mention) == portion.unit
        total = amount(whole) if whole is not None and unit_of(whole) == portion.unit else None
        fits = total is None or portion.total + value <= total
        if _LISTED.match(between) and not _BREAK.search(between):
            return (is_alike and fits) or total is None
        if not is_alike or not fits or patterns()["closes"].search(between):
            return False
        return total is not None or "分别" in between or bool(_LISTED.match(between))

    def _single(
        self, n: int, mention: Mention, clause: str, between: str, floor: int
    ) -> tuple[int | None] | None:
        """The whole of a number that words beside it make a part: 抽查, 存在问题, 第一批有, 占比 after it."""
        found, lists = patterns(), word_list("roles")["parts"]
        own = clause if len(clause) < len(between) else between
        whole = self._whole(n, floor, is_told=False)
        sample = found["samples"].search(own)
        if sample and unit_of(mention) not in lists["not_sampled"]:
            # 抽查30批次 counts the samplings, 抽检食品30批次 what was sampled.
            is_noun_between = sample.end() < len(own) or unit_of(mention) not in lists["sampled_if_named"]
            return (whole,) if is_noun_between else None
        rest = found["rest"].search(own)
        if rest:
            return (self._whole_of_rest(n, floor),)
        if found["part"].search(own):
            return (whole,) if whole is not None else None
        share = self._share_after(n, mention)
        if share is not None:
            return (self._whole_by_share(n, floor, share),)
        if whole is None:
            return None
        after = self._flat[mention.end : mention.end + 24]
        is_next = all(kind_of(each) in _SHARED_KINDS for each in self._mentions[whole + 1 : n])
        if is_next and found["found"].search(own):
            return (whole,)
        if is_next and own.strip("，,") in ("有", "已有", "共有") and found["chosen"].match(after):
            return (whole,)
        return None

    def _share_after(self, n: int, mention: Mention) -> re.Match[str] | None:
        """The words before the share that the next number says this one is: 即办件432项,占比96.64%."""
        following = self._mentions[n + 1 : n + 2]
        if not following or kind_of(following[0]) not in _SHARED_KINDS:
            return None
        if following[0].start - mention.end > REACH:
            return None
        return _SHARE_AFTER.match(self._flat[mention.end : following[0].start])

    def _whole_by_share(self, n: int, floor: int, words: re.Match[str]) -> int | None:
        """The number before of which this one is the share that is said; else, where no whole is named, the
        nearest that it can be a part of."""
        mine, share = amount(self._mentions[n]), amount(self._mentions[n + 1])
        for before in range(n - 1, max(-1, n - NEAR), -1):
            if self._mentions[before].end <= floor:
                break
            whole = amount(self._mentions[before])
            is_alike = unit_of(self._mentions[before]) == unit_of(self._mentions[n])
            if mine and whole and share and is_alike and abs(mine * 100 / whole - share) < _ROUNDED:
                return before
        return self._whole(n, floor, is_told=False) if not words["whole"] else None

    def _whole_of_rest(self, n: int, floor: int) -> int | None:
        """What 其余12件 is the rest of: the number that it makes up with the one before, else the first."""
        mine, others = amount(self._mentions[n]) or Decimal(0), Decimal(0)
        found: int | None = None
        for before in range(n - 1, max(-1, n - NEAR), -1):
            if self._mentions[before].end <= floor:
                break
            if unit_of(self._mentions[before]) != unit_of(self._mentions[n]):
                continue
            value = amount(self._mentions[before]) or Decimal(0)
            if others and value == others + mine:
                return before
            others += value
            found = before if self._could_hold(before, n) else found
        return found

    def _whole(self, n: int, floor: int, *, is_told: bool) -> int | None:
        """The number that another can be a part of: of the same unit and no smaller; where 其中 tells that
        there is one, else the nearest count, even at the end of the sentence before."""
        for before in range(n - 1, max(-1, n - NEAR), -1):
            if self._mentions[before].end <= floor:
                break
            if self._could_hold(before, n) and unit_of(self._mentions[before]) == unit_of(self._mentions[n]):
                return before
        if not is_told or n == 0:
            return None
        for before in range(n - 1, max(-1, n - 3), -1):
            if self._mentions[before].end <= floor and not self._is_straight_after(before, n, floor):
                return None
            is_alike = kind_of(self._mentions[before]) == kind_of(self._mentions[n])
            if self._could_hold(before, n) and is_alike and self.all[before].role != "part":
                return before
        return None

    def _is_straight_after(self, before: int, n: int, floor: int) -> bool:
        """Whether 其中 begins the sentence after that of another number."""
        is_first = bool(patterns()["opens"].match(self._flat, floor))
        return is_first and self._report.sentence_of(max(0, floor - 1))[0] <= self._mentions[before].start

    def _could_hold(self, before: int, n: int) -> bool:
        """Whether a number is a count that may be the whole of another."""
        mention, place = self._mentions[before], self.all[before]
        if not is_counted(mention) or place.role not in ("level", "part", "plan"):
            return False
        if unit_of(mention) != unit_of(self._mentions[n]):
            return True
        whole, part = amount(mention), amount(self._mentions[n])
        return whole is not None and part is not None and whole >= part

    def _add_up(self, floor: int, end: int) -> None:
        """Two or more numbers that add up to the one before them are its parts: 优秀96宗、合格198宗."""
        start = end
        while start > 0 and self._mentions[start - 1].start >= floor >= 0 and end - start < 4 * NEAR:
            start -= 1
        for whole in range(start, end - 2):
            total = amount(self._mentions[whole])
            if total is None or not is_counted(self._mentions[whole]) or self.all[whole].role != "level":
                continue
            parts = self._adding_up(whole, end, total)
            for part in parts:
                self.all[part] = Place(role="part", whole=whole)

    def _adding_up(self, whole: int, end: int, total: Decimal) -> list[int]:
        """The levels after a number that add up to it, [] when they do not."""
        found: list[int] = []
        left = total
        for n in range(whole + 1, min(end, whole + NEAR)):
            if _STRONG.search(self._flat, self._mentions[n - 1].end, self._mentions[n].start):
                break
            value = amount(self._mentions[n])
            if unit_of(self._mentions[n]) != unit_of(self._mentions[whole]) or value is None or value == 0:
                break
            if self.all[n].role != "level":
                break
            between = self._flat[self._mentions[n - 1].end : self._mentions[n].start]
            if found and (_BREAK.search(between) or not _LISTED.search(between)):
                break
            found.append(n)
            left -= value
            if left <= 0:
                break
        return found if left == 0 and len(found) > 1 else []

    # Shares ---------------------------------------------------------------------------------------

    def _is_share(self, n: int, mention: Mention, clause: str, between: str) -> bool:
        """Whether a percentage or a fraction is of a whole that the sentence names."""
        found = patterns()
        after = self._flat[mention.end : mention.end + 1]
        if found["of"].search(clause) or found["share"].search(clause):
            return True
        if clause.endswith("的"):
            return True
        if found["rate"].search(clause) or (found["rate"].search(between) and len(between) < 6):
            return False
        listed = (_LISTED.match(between) and not _BREAK.search(between)) or _CHANGED_TO.fullmatch(between)
        if listed and n and self.all[n - 1].role == "share":
            return True
        if kind_of(mention) != "percent":
            return not (found["reached"].search(clause) and re.search("[率度]", clause))
        if patterns()["opens"].search(clause):
            return True
        is_used = bool(after) and after not in word_list("roles")["shares"]["not_after"]
        return (
            is_used and not found["reached"].search(clause) and not re.search("[率度][^，]{0,8}\\Z", clause)
        )

    def _share(self, n: int, clause: str, floor: int) -> Place:
        whole = self._whole_of_share(n, clause, floor)
        if whole is None:
            return Place(role="share")
        return Place(role="share", whole=whole, bases=(whole,))

    def _whole_of_share(self, n: int, clause: str, floor: int) -> int | None:
        """What a share is of: the plan of a progress, the count it names, the whole of the part before it."""
        found = patterns()
        near = [
            before for before in range(n - 1, max(-1, n - NEAR), -1) if self._mentions[before].end > floor
        ]
        if found["progress"].search(clause) or re.search("(?:任务|计划|目标)的\\Z", clause):
            return next((before for before in near if self.all[before].role == "plan"), None)
        start = self._mentions[n].start - len(clause)
        within = [before for before in near if self._mentions[before].start >= start]
        of = found["of"].search(clause)
        if of:
            inside = [
                b
                for b in within
                if self._mentions[b].start >= start + of.end() and is_counted(self._mentions[b])
            ]
            if inside:
                return inside[0]
        elif within and is_counted(self._mentions[within[0]]):
            return within[0]
        for before in near:
            place = self.all[before]
            if place.role == "part":
                return place.whole
            if place.role in ("level", "plan") and is_counted(self._mentions[before]):
                return before if found["opens"].search(clause) else None
            if place.role == "share" and place.whole is not None:
                return place.whole
        return None
