"""Owns the checks across the reports of one body: what one year says of the year before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from annotator.arithmetic.bonds import FAIR, LOOSE, Bonds, bonds_of, do_fit
from annotator.arithmetic.changes import Change, changes
from annotator.arithmetic.check import Check, is_worth_saying, operand
from annotator.arithmetic.figures import Figure, Page
from annotator.arithmetic.percents import direction_of
from annotator.arithmetic.relations.difference import is_amount_of, subtracted
from annotator.arithmetic.relations.yoy_change import compared
from annotator.arithmetic.wording import alternatives, are_alike, lists, plan_words
from annotator.numbers.lexicon import simplified

_SHORTEST = 3
"""Characters of the shortest name that two reports must share to speak of the same thing."""
_PLANS = re.compile(
    "^[ \u3000]*(?:[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十]{1,3}[)）]|[0-9]{1,2}[.、])?"
    "[^\n]{0,16}(?:下一?步|下一?年|明年|今后|未来|工作(?:计划|安排|打算|思路|重点)|主要安排|初步安排)[^\n]{0,20}$",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Yearly:
    """One report: what names it, whose it is, of which year, and its figures."""

    name: str
    body: str
    year: int
    page: Page


def checks_across(reports: Sequence[Yearly]) -> dict[str, list[Check]]:
    """Return, by the name of the later report, its checks against the report of the year before.

    Reports without a body or a year, and years that two reports of a body claim, are passed over.
    """
    by_body: dict[tuple[str, int], list[Yearly]] = {}
    for report in reports:
        if report.body and report.year:
            by_body.setdefault((simplified(report.body), report.year), []).append(report)
    found: dict[str, list[Check]] = {}
    for (body, year), here in by_body.items():
        earlier = by_body.get((body, year - 1), [])
        if len(here) == len(earlier) == 1:
            kept = {each.key: each for each in _between(earlier[0], here[0]) if is_worth_saying(each)}
            if kept:
                found[here[0].name] = sorted(kept.values(), key=lambda check: check.operands[0].start)
    return found


def _between(earlier: Yearly, later: Yearly) -> Iterator[Check]:
    levels = _levels(earlier.page)
    bonds = bonds_of(later.page)
    for change in changes(bonds):
        before = _same(change.now, levels)
        if before is not None:
            yield from _of_change(change, before, earlier.name)
    for now, amount in _amounts(bonds):
        before = _same(now, levels)
        if before is not None:
            way, sure = direction_of(amount), FAIR * do_fit_across(now, before)
            yield subtracted(now, before, amount, way, confidence=sure, report=earlier.name)
    yield from _planned(earlier, later)


def do_fit_across(now: Figure, before: Figure) -> float:
    """Return how well two years' figures fit: by scope and 口径, whatever their periods."""
    return do_fit(replace(now, period=None), replace(before, period=None))


def _of_change(change: Change, before: Figure, report: str) -> Iterator[Check]:
    sure = min(change.confidence, FAIR) * do_fit_across(change.now, before)
    if change.before is not None:
        # This year's report repeats last year's number.
        yield _repeated(change.before, before, sure, report)
    elif _is_yearly(change.words) and before.value:
        if change.amount is None:
            yield compared(replace(change, confidence=sure), before, report=report)
        else:
            yield subtracted(
                change.now, before, change.amount, change.direction, confidence=sure, report=report
            )
            yield compared(replace(change, confidence=sure), before, report=report)


def _repeated(here: Figure, there: Figure, confidence: float, report: str) -> Check:
    is_equal = here.value == there.value
    fits = is_equal or here.wide.meets(there.wide)
    return Check(
        relation="equal",
        operands=(operand(here, "a"), operand(there, "b", report=report)),
        sum=f"{here.written} {'=' if is_equal else '≈' if fits else '≠'} {there.written}",
        computed=is_equal,
        stated=None,
        verdict="holds" if is_equal else "differs_in_rounding" if fits else "contradicts",
        confidence=confidence,
    )


@cache
def _yearly() -> tuple[re.Pattern[str], re.Pattern[str]]:
    changed = lists()["changes"]
    return re.compile(alternatives(changed["yearly"])), re.compile("|".join(changed["not_yearly"]))


def _is_yearly(words: str) -> bool:
    yearly, other = _yearly()
    return bool(yearly.search(words)) and not other.search(words)


def _amounts(bonds: Bonds) -> Iterator[tuple[Figure, Figure]]:
    """A level and by how much it differs from the year before: 98.7%, 较上年提高2.3个百分点."""
    for sentence in bonds.page.sentences:
        for now, amount in pairwise(sentence):
            words = bonds.page.between(now, amount)
            is_alone = len(words) <= 20 and not re.search("[；;]", words)
            if is_alone and is_amount_of(amount, now) and direction_of(amount) and _is_yearly(words):
                yield now, amount


def _levels(page: Page) -> dict[tuple[str, str], Figure | None]:
    """What a report states of its own year, by name and unit; None where it states it twice over."""
    plans_from = _plans_from(page)
    found: dict[tuple[str, str], Figure | None] = {}
    for figure in page.figures:
        key = _key(figure)
        is_level = figure.is_counted or (figure.is_percent and figure.label.endswith(("率", "度")))
        if not key[0] or not is_level or direction_of(figure) or figure.place[0] >= plans_from:
            continue
        if figure.role in ("", "level", "part"):
            known = found.get(key, figure)
            found[key] = figure if known is not None and known.value == figure.value else None
    return found


def _key(figure: Figure) -> tuple[str, str]:
    name = figure.id or figure.label.replace("的", "")
    return (name if len(name) >= _SHORTEST else ""), figure.unit


def _same(figure: Figure, levels: dict[tuple[str, str], Figure | None]) -> Figure | None:
    return levels.get(_key(figure)) if _key(figure)[0] else None


def _plans_from(page: Page) -> int:
    """Where the plans for the next year begin, the end of the text when nowhere."""
    flat = page.view.flat
    starts = [found.start() for found in _PLANS.finditer(flat) if found.start() > len(flat) // 3]
    return starts[-1] if starts else len(flat)


def _planned(earlier: Yearly, later: Yearly) -> Iterator[Check]:
    """Last year's plan for this year, repeated as this year's task: 50万平方米 both times."""
    start = _plans_from(earlier.page)
    words = plan_words()
    plans = [figure for figure in earlier.page.figures if figure.place[0] >= start and figure.is_counted]
    if not plans:
        return
    limit = _plans_from(later.page)
    for figure in later.page.figures:
        if figure.place[0] >= limit or not figure.is_counted or not words.search(figure.lead[-12:]):
            continue
        for plan in plans:
            if plan.value == figure.value and are_alike(plan.unit, figure.unit) and _is_about(plan, figure):
                yield _repeated(figure, plan, LOOSE, earlier.name)


def _is_about(one: Figure, other: Figure) -> bool:
    shared = set(one.label) & set(other.label)
    return len(shared) >= max(2, min(len(one.label), len(other.label)) // 2)
