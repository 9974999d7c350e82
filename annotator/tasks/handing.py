"""Owns changing a plan by hand: one report given to a reviewer or taken away, with suggestions or without."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from annotator.model.exchange import Assignment, Visibility, assignment_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """A change of some assignments: what is wanted instead of what was there ``before``."""

    wanted: tuple[Assignment, ...]
    before: tuple[Assignment, ...]

    def over(self, plan: Iterable[Assignment]) -> list[Assignment]:
        """The plan with this change, which is of it."""
        there = {each.id: each for each in plan}
        for each in self.before:
            del there[each.id]
        return list((there | {each.id: each for each in self.wanted}).values())


def given(plan: Sequence[Assignment], *, document: str, reviewer: str) -> Handed:
    """Give a report to a reviewer, as the others of that reviewer are given; nothing where it is theirs."""
    if _find(plan, document, reviewer) is not None:
        return Handed(wanted=(), before=())
    usual = [each for each in plan if each.reviewer == reviewer] or list(plan)
    fresh = Assignment(
        document=document,
        reviewer=reviewer,
        suggestions=_most(each.suggestions for each in usual),
        seed=usual[0].seed if usual else 0,
    )
    return Handed(wanted=(fresh,), before=())


def taken(plan: Sequence[Assignment], *, document: str, reviewer: str) -> Handed:
    """Take a report away from a reviewer.  What not everybody reads any more is no calibration."""
    gone = _find(plan, document, reviewer)
    if gone is None:
        return Handed(wanted=(), before=())
    others = [each for each in plan if each.document == document and each is not gone]
    starred = tuple(each for each in others if each.is_calibration)
    return Handed(
        wanted=tuple(replace(each, is_calibration=False) for each in starred), before=(gone, *starred)
    )


def shown(plan: Sequence[Assignment], *, document: str, reviewer: str, suggestions: Visibility) -> Handed:
    """Show a reviewer the suggestions in a report, or hide them; nothing where it is not theirs."""
    there = _find(plan, document, reviewer)
    if there is None or there.suggestions == suggestions:
        return Handed(wanted=(), before=())
    return Handed(wanted=(replace(there, suggestions=suggestions),), before=(there,))


def _find(plan: Iterable[Assignment], document: str, reviewer: str) -> Assignment | None:
    wanted = assignment_id(document, reviewer)
    return next((each for each in plan if each.id == wanted), None)


def _most(said: Iterable[Visibility]) -> Visibility:
    counts = Counter(said)
    return "hidden" if counts["hidden"] > counts["shown"] else "shown"
