"""Owns the relation pipeline: of the acts of one kind, no more are reviewed or published than were done."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from annotator.arithmetic.bonds import LOOSE, Bonds, do_fit
from annotator.arithmetic.check import SIGNS, Check, at_most, operand
from annotator.arithmetic.figures import Figure
from annotator.arithmetic.labels import first_clause, last_clause
from annotator.arithmetic.relations.rule import Example, Parts, Rule, only
from annotator.arithmetic.wording import alternatives, are_alike, lists

DECIDED, REVIEWED, PUBLISHED = range(3)


@cache
def _topics() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(topic) for topic in lists()["pipelines"]["topics"])


@cache
def _stages() -> tuple[re.Pattern[str], ...]:
    pipelines = lists()["pipelines"]
    return tuple(re.compile(alternatives(pipelines[name])) for name in ("reviewed", "published"))


@cache
def _not_acts() -> re.Pattern[str]:
    return re.compile(alternatives(lists()["pipelines"]["not_acts"]))


def stage_of(figure: Figure) -> tuple[int, int] | None:
    """Return what kind of act a number counts and at which stage, None when it counts none.

    The stage is named by a word of the clause, or of the list that the number stands in.
    """
    if not figure.is_counted or figure.direction or figure.kind == "money" or figure.role in ("part", "plan"):
        return None
    clause = last_clause(figure.lead)
    about = figure.label if figure.id else clause + first_clause(figure.tail)
    if _not_acts().search(clause[-8:] + figure.tail[:4]):
        return None
    topic = next((n for n, words in enumerate(_topics()) if words.search(about)), None)
    if topic is None:
        return None
    words = about + figure.tail[:12]
    said = (n for n, stage in enumerate(_stages(), start=REVIEWED) if stage.search(words))
    return topic, next(said, DECIDED)


def find(bonds: Bonds) -> Iterator[Check]:
    """Yield a later stage against the nearest earlier one of the same acts."""
    latest: dict[tuple[int, int], Figure] = {}
    for figure in bonds.page.figures:
        staged = stage_of(figure)
        if staged is None:
            continue
        topic, stage = staged
        for other_stage in range(3):
            other = latest.get((topic, other_stage))
            if other is None or other_stage == stage or other.value == figure.value:
                continue
            earlier, later = (other, figure) if other_stage < stage else (figure, other)
            # What is published may be of the year before, so that more of it contradicts nothing.
            if are_alike(earlier.unit, later.unit) and later.value <= earlier.value:
                yield _check(earlier, later)
        latest[topic, stage] = figure


def _check(earlier: Figure, later: Figure) -> Check:
    verdict = at_most(later, earlier)
    return Check(
        relation="pipeline",
        operands=(operand(later, "later"), operand(earlier, "earlier")),
        sum=f"{later.written} {SIGNS[verdict]} {earlier.written}",
        computed=verdict != "contradicts",
        stated=None,
        verdict=verdict,
        confidence=LOOSE * do_fit(earlier, later),
    )


def again(parts: Parts) -> Check | None:
    """Return the check of other numbers: of a later and an earlier stage."""
    found = only(parts, "later", "earlier")
    return _check(found[1], found[0]) if found is not None else None


RULE = Rule(
    name="pipeline",
    find=find,
    again=again,
    examples=(
        Example(
            text="全年办理行政处罚案件281宗。完成124宗行政处罚案件结果公示。",
            words=("124宗", "281宗"),
            verdict="holds",
        ),
        Example(text="全年作出行政处罚40宗，公示行政处罚信息52宗。"),
        Example(text="梳理行政处罚事项459项，作出行政处罚40项。"),
    ),
)
