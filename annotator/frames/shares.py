"""Owns telling shares from levels among percentages and fractions, and what a share is of."""

from __future__ import annotations

import re
from collections.abc import Sequence

from annotator.frames.place import BREAK, LISTED, NEAR, Place
from annotator.frames.report import Report
from annotator.frames.terms import is_counted, patterns
from annotator.numbers.lexicon import word_list
from annotator.numbers.mentions import Mention

_CHANGED_TO = re.compile("[一-鿿]{0,6}[到至为]\\Z")


class Shares:
    """Reads the percentages of a report; ``places`` are those of the numbers before, and grow."""

    def __init__(self, report: Report, places: Sequence[Place]) -> None:
        self._flat = report.view.flat
        self._report = report
        self._mentions = report.mentions
        self._places = places

    def is_share(self, n: int, mention: Mention, clause: str, between: str) -> bool:
        """Whether a percentage or a fraction is of a whole that the sentence names."""
        found = patterns()
        after = self._flat[mention.end : mention.end + 1]
        if found["of"].search(clause) or found["share"].search(clause):
            return True
        if clause.endswith("的"):
            return True
        if found["rate"].search(clause) or (found["rate"].search(between) and len(between) < 6):
            return False
        listed = (LISTED.match(between) and not BREAK.search(between)) or _CHANGED_TO.fullmatch(between)
        if listed and n and self._places[n - 1].role == "share":
            return True
        if self._report.kinds[n] != "percent":
            return not (found["reached"].search(clause) and re.search("[率度]", clause))
        if patterns()["opens"].search(clause):
            return True
        is_used = bool(after) and after not in word_list("roles")["shares"]["not_after"]
        return (
            is_used and not found["reached"].search(clause) and not re.search("[率度][^，]{0,8}\\Z", clause)
        )

    def share(self, n: int, clause: str, floor: int) -> Place:
        """The place of a share with its whole, where that is known."""
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
            return next((before for before in near if self._places[before].role == "plan"), None)
        start = self._mentions[n].start - len(clause)
        within = [before for before in near if self._mentions[before].start >= start]
        of = found["of"].search(clause)
        if of:
            inside = [
                b
                for b in within
                if self._mentions[b].start >= start + of.end() and is_counted(self._report, b)
            ]
            if inside:
                return inside[0]
        elif within and is_counted(self._report, within[0]):
            return within[0]
        for before in near:
            place = self._places[before]
            if place.role == "part":
                return place.whole
            if place.role in ("level", "plan") and is_counted(self._report, before):
                return before if found["opens"].search(clause) else None
            if place.role == "share" and place.whole is not None:
                return place.whole
        return None
