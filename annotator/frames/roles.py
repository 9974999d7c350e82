"""Owns what a number is in its sentence: level, part, share, change, plan, duration or rank.

The numbers are gone through in text order; a part remembers its whole, so that the share after it finds
it.  Which level a rate or a change is measured against is ``annotator.frames.bases``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from annotator.frames.facts import Facts
from annotator.frames.frame import Period
from annotator.frames.place import (
    BREAK,
    CHANGE,
    DURATION,
    LEVEL,
    LISTED,
    NEAR,
    PLAN,
    RANK,
    REACH,
    SHARED_KINDS,
    STRONG,
    Place,
)
from annotator.frames.report import Report
from annotator.frames.shares import Shares
from annotator.frames.terms import amount, is_counted, patterns, says_plan
from annotator.numbers.lexicon import word_list
from annotator.numbers.mentions import Mention

_SHARE_AFTER = re.compile(
    "[^，,。；;、（(]{0,12}[，,、（(](?:约|仅|只)?占(?:比|总数|总量|全部|其中)?(?!地|道|用)(?P<whole>[^，,。；;]*?)的?(?:比例|比重)?[为达约近超]*\\Z"
)
_BRACKET = re.compile("[^，,；;。（）()]{0,12}[（(]")
_CLOSING = re.compile("[)）]")
_ROUNDED = Decimal("0.6")
"""How far a share as stated may be from the quotient, in points."""


class _Portion(NamedTuple):
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
        self._kinds = report.kinds
        self._units = report.units
        self._amounts = [amount(mention) for mention in report.mentions]
        self._portion: _Portion | None = None
        self._is_planned = False
        self.all: list[Place] = []
        self._shares = Shares(report, self.all)
        first, previous = 0, (-1, -1)
        for n, (mention, sentence) in enumerate(zip(self._mentions, report.homes, strict=True)):
            if sentence != previous:
                self._portion, self._is_planned = None, False
                self._add_up(first, n)
                first, previous = n, sentence
            self.all.append(self._place(n, mention, sentence[0]))
        self._add_up(first, len(self._mentions))

    # One number -----------------------------------------------------------------------------------

    def _place(self, n: int, mention: Mention, floor: int) -> Place:
        kind = self._kinds[n]
        if kind == "ordinal":
            return RANK
        if kind == "table":
            return Place(role="level", doubts=("table",))
        if mention.features.get("direction"):
            return CHANGE
        if kind == "duration":
            return DURATION
        before = self._mentions[n - 1].end if n else 0
        between = self._flat[max(before, floor, mention.start - 2 * REACH) : mention.start]
        clause = self._flat[max(self._report.words[n], mention.start - REACH) : mention.start]
        own = clause if len(clause) < len(between) else between
        if kind in SHARED_KINDS or self._units[n] == "成":
            part = (
                self._shares.share(n, clause, floor)
                if self._shares.is_share(n, mention, clause, between)
                else None
            )
        else:
            part = self._part(n, mention, own, between, floor)
        return part or (PLAN if self._plans(n, own, between) else LEVEL)

    # Plans ----------------------------------------------------------------------------------------

    def _plans(self, n: int, own: str, between: str) -> bool:
        """Whether a number is planned: by a verb, as a target, by its year, or by the section it is in."""
        first, last = self._periods[n].first, self._facts.last
        if (last and first > last) or self._facts.plan_at(self._mentions[n].start):
            return True
        if says_plan(own) or patterns()["target"].search(own):
            self._is_planned = True
        elif self._is_planned and not (LISTED.match(between) and not BREAK.search(between)):
            self._is_planned = False
        return self._is_planned

    # Parts ----------------------------------------------------------------------------------------

    def _part(self, n: int, mention: Mention, own: str, between: str, floor: int) -> Place | None:
        """The place of a number that is a portion of another; None when it is none."""
        if not (is_counted(self._report, n) or (self._kinds[n] == "rate" and self._units[n])):
            return None
        opened = self._opened(n, between, floor)
        if opened is None and self._portion and self._goes_on(n, between):
            portion = self._portion
            self._portion = portion._replace(total=portion.total + (self._amounts[n] or 0))
            return self._as_part(portion.whole)
        if opened is None:
            if self._portion and not self._portion.is_bracketed and STRONG.search(between):
                self._portion = None
            single = self._single(n, mention, own, floor)
            return self._as_part(*single) if single else None
        self._portion = opened
        return self._as_part(opened.whole)

    def _as_part(self, whole: int | None) -> Place:
        return Place(role="part", whole=whole, doubts=() if whole is not None else ("whole_unknown",))

    def _opened(self, n: int, between: str, floor: int) -> _Portion | None:
        """The portion that a number opens: 其中, (…), 12件中, 包括."""
        found = patterns()
        if found["opens"].search(between):
            opened = max(match.end() for match in found["opens"].finditer(between))
            if not STRONG.search(between, opened):
                return self._portion_of(self._whole(n, floor, is_told=True), n)
        if n == 0 or self._mentions[n - 1].end <= floor:
            return None
        bracket = _BRACKET.match(between)
        is_alike = self._units[n - 1] == self._units[n]
        if bracket and is_alike and not _CLOSING.search(between, bracket.end()):
            return self._portion_of(n - 1, n)._replace(is_bracketed=True)
        if found["among"].match(between) and is_counted(self._report, n - 1) and self._could_hold(n - 1, n):
            return self._portion_of(n - 1, n)
        if found["lists"].search(between[-REACH:]):
            whole = self._whole(n, floor, is_told=False)
            if whole is not None and whole == n - 1 and not STRONG.search(between):
                return self._portion_of(whole, n)
        return None

    def _portion_of(self, whole: int | None, n: int) -> _Portion:
        """The portion whose first part a number is."""
        return _Portion(whole=whole, unit=self._units[n], total=self._amounts[n] or Decimal(0))

    def _goes_on(self, n: int, between: str) -> bool:
        """Whether a number belongs to the open portion as well."""
        portion = self._portion
        assert portion is not None
        if portion.is_bracketed:
            if _CLOSING.search(between):
                self._portion = None
                return False
            return self._units[n] == portion.unit
        if STRONG.search(between):
            return False
        value = self._amounts[n] or Decimal(0)
        is_alike = self._units[n] == portion.unit
        whole = portion.whole
        total = self._amounts[whole] if whole is not None and self._units[whole] == portion.unit else None
        fits = total is None or portion.total + value <= total
        if LISTED.match(between) and not BREAK.search(between):
            return (is_alike and fits) or total is None
        if not is_alike or not fits or patterns()["closes"].search(between):
            return False
        return total is not None or "分别" in between or bool(LISTED.match(between))

    def _single(self, n: int, mention: Mention, own: str, floor: int) -> tuple[int | None] | None:
        """The whole of a number that words beside it make a part: 抽查, 存在问题, 第一批有, 占比 after it."""
        found = patterns()
        if found["single"].search(own):
            sample = found["samples"].search(own)
            if sample and self._units[n] not in (lists := word_list("roles")["parts"])["not_sampled"]:
                # 抽查30批次 counts the samplings, 抽检食品30批次 what was sampled.
                is_noun_between = sample.end() < len(own) or self._units[n] not in lists["sampled_if_named"]
                return (self._whole(n, floor, is_told=False),) if is_noun_between else None
            if found["rest"].search(own):
                return (self._whole_of_rest(n, floor),)
            if found["part"].search(own):
                whole = self._whole(n, floor, is_told=False)
                return (whole,) if whole is not None else None
        share = self._share_after(n, mention)
        if share is not None:
            return (self._whole_by_share(n, floor, share),)
        is_chosen = own.strip("，,") in ("有", "已有", "共有") and found["chosen"].match(
            self._flat, mention.end
        )
        if not (is_chosen or found["found"].search(own)):
            return None
        whole = self._whole(n, floor, is_told=False)
        if whole is None or any(kind not in SHARED_KINDS for kind in self._kinds[whole + 1 : n]):
            return None
        return (whole,)

    def _share_after(self, n: int, mention: Mention) -> re.Match[str] | None:
        """The words before the share that the next number says this one is: 即办件432项,占比96.64%."""
        if n + 1 == len(self._mentions) or self._kinds[n + 1] not in SHARED_KINDS:
            return None
        following = self._mentions[n + 1].start
        if following - mention.end > REACH:
            return None
        return _SHARE_AFTER.match(self._flat, mention.end, following)

    def _whole_by_share(self, n: int, floor: int, words: re.Match[str]) -> int | None:
        """The number before of which this one is the share that is said; else, where no whole is named, the
        nearest that it can be a part of."""
        mine, share = self._amounts[n], self._amounts[n + 1]
        for before in range(n - 1, max(-1, n - NEAR), -1):
            if self._mentions[before].end <= floor:
                break
            whole = self._amounts[before]
            is_alike = self._units[before] == self._units[n]
            if mine and whole and share and is_alike and abs(mine * 100 / whole - share) < _ROUNDED:
                return before
        return self._whole(n, floor, is_told=False) if not words["whole"] else None

    def _whole_of_rest(self, n: int, floor: int) -> int | None:
        """What 其余12件 is the rest of: the number that it makes up with the one before, else the first."""
        mine, others = self._amounts[n] or Decimal(0), Decimal(0)
        found: int | None = None
        for before in range(n - 1, max(-1, n - NEAR), -1):
            if self._mentions[before].end <= floor:
                break
            if self._units[before] != self._units[n]:
                continue
            value = self._amounts[before] or Decimal(0)
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
            if self._units[before] == self._units[n] and self._could_hold(before, n):
                return before
        if not is_told or n == 0:
            return None
        before = n - 1
        while before > 0 and self._kinds[before] in SHARED_KINDS:
            before -= 1
        if self._mentions[before].end <= floor and not self._is_straight_after(before, n, floor):
            return None
        is_alike = self._kinds[before] == self._kinds[n]
        could = self._could_hold(before, n) and is_alike and self.all[before].role != "part"
        return before if could else None

    def _is_straight_after(self, before: int, n: int, floor: int) -> bool:
        """Whether 其中 begins the sentence after that of another number."""
        is_first = bool(patterns()["opens"].match(self._flat, floor))
        return is_first and self._report.sentence_of(max(0, floor - 1))[0] <= self._mentions[before].start

    def _could_hold(self, before: int, n: int) -> bool:
        """Whether a number is a count that may be the whole of another."""
        if not is_counted(self._report, before) or self.all[before].role not in ("level", "part", "plan"):
            return False
        if self._units[before] != self._units[n]:
            return True
        whole, part = self._amounts[before], self._amounts[n]
        return whole is not None and part is not None and whole >= part

    def _add_up(self, first: int, end: int) -> None:
        """Numbers of a sentence that add up to the one before them are its parts: 优秀96宗、合格198宗."""
        for whole in range(max(first, end - 4 * NEAR), end - 2):
            total = self._amounts[whole]
            if total is None or self.all[whole].role not in ("level", "part"):
                continue
            if not is_counted(self._report, whole):
                continue
            for part in self._adding_up(whole, end, total):
                self.all[part] = Place(role="part", whole=whole)

    def _adding_up(self, whole: int, end: int, total: Decimal) -> list[int]:
        """The levels after a number that add up to it, [] when they do not."""
        found: list[int] = []
        left = total
        for n in range(whole + 1, min(end, whole + NEAR)):
            if STRONG.search(self._flat, self._mentions[n - 1].end, self._mentions[n].start):
                break
            value = self._amounts[n]
            if self._units[n] != self._units[whole] or self.all[n].role != "level" or not value:
                break
            between = self._flat[self._mentions[n - 1].end : self._mentions[n].start]
            if found and (BREAK.search(between) or not LISTED.search(between)):
                break
            found.append(n)
            left -= value
            if left <= 0:
                break
        return found if left == 0 and len(found) > 1 else []
