"""Owns the relation equal: the same thing stated twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from annotator.arithmetic.bonds import FAIR, LOOSE, Bonds, do_fit
from annotator.arithmetic.check import SURE, Check, Verdict, operand
from annotator.arithmetic.figures import Figure
from annotator.arithmetic.percents import percents
from annotator.arithmetic.relations.pipeline import stage_of
from annotator.arithmetic.relations.rule import Example, Parts, Rule, only
from annotator.arithmetic.wording import are_alike

_DUE = re.compile("应([考到参还办缴收检报训结])")
_TELLING = 20
"""A number from which two that are equal are hardly so by chance."""
_LONG_NAME = 5
"""Characters of a name that says enough to be the same thing wherever it stands."""
_HEAD = re.compile("[^，。；、,;:()\n0-9]{1,8}")
_FULL = 100


def find(bonds: Bonds) -> Iterator[Check]:
    """Yield pairs that state the same: by name, by stage of the same acts, by a share of 100 %."""
    seen: set[tuple[int, int]] = set()
    for found in (_due(bonds), _wholly(bonds), _staged(bonds), _same_head(bonds), _same_name(bonds)):
        for check, pair in found:
            if pair not in seen:
                seen.add(pair)
                yield check


_Found = Iterator[tuple[Check, tuple[int, int]]]


def _due(bonds: Bonds) -> _Found:
    for sentence in bonds.page.sentences:
        for one, other in pairwise(sentence):
            due = _DUE.search(one.lead[-8:])
            is_pair = due and f"实{due[1]}" in bonds.page.between(one, other)
            if is_pair and one.value == other.value and are_alike(one.unit, other.unit):
                yield _pair(one, other, FAIR)


def _wholly(bonds: Bonds) -> _Found:
    """447项, 占比100%: all of them."""
    for percent in percents(bonds):
        part, whole = percent.part, percent.whole
        if percent.figure.value == _FULL and part and whole and part.value == whole.value:
            yield _pair(whole, part, percent.confidence)


def _staged(bonds: Bonds) -> _Found:
    """审核行政处罚信息40条, 作出行政处罚40项."""
    latest: dict[tuple[int, Fraction], tuple[int, Figure]] = {}
    for figure in bonds.page.figures:
        staged = stage_of(figure)
        if staged is None or not figure.value:
            continue
        topic, stage = staged
        before = latest.get((topic, figure.value))
        if before is not None and before[0] != stage:
            yield _pair(before[1], figure, LOOSE)
        latest[topic, figure.value] = stage, figure


def _same_head(bonds: Bonds) -> _Found:
    """123个村(社区) … 123个行政村(社区): one number, one noun behind it."""
    latest: dict[tuple[Fraction, str, str], Figure] = {}
    for figure in bonds.page.figures:
        if not figure.is_counted or figure.value < _TELLING or figure.direction:
            continue
        noun = _HEAD.match(figure.tail)
        if noun is None:
            continue
        # With a bracket behind it the end of the noun is its head: 行政村(社区).
        head = noun[0][-1:] + figure.tail[noun.end() : noun.end() + 3]
        key = figure.value, figure.unit, head if "(" in head else noun[0]
        other = latest.get(key)
        if other is not None and other.sentence != figure.sentence:
            yield _pair(other, figure, LOOSE)
        latest[key] = figure


def _same_name(bonds: Bonds) -> _Found:
    """The same name, unit, time and scope once more: the same number, or one of the two is wrong."""
    latest: dict[tuple[str, str], Figure] = {}
    for figure in bonds.page.figures:
        name = figure.id or figure.label
        if (
            not figure.is_counted
            or figure.direction
            or figure.role not in ("", "level")
            or len(name) < _LONG_NAME
        ):
            continue
        key = name, figure.unit
        other = latest.get(key)
        latest[key] = figure
        if other is None or other.sentence == figure.sentence or _is_another_time(other, figure):
            continue
        if other.value == figure.value:
            yield _pair(other, figure, FAIR)
        elif figure.id and _is_framed_alike(other, figure):
            yield _pair(other, figure, _confidence(other, figure))


def _is_another_time(one: Figure, other: Figure) -> bool:
    return one.period is not None and other.period is not None and one.period != other.period


def _is_framed_alike(one: Figure, other: Figure) -> bool:
    """Whether frames say of both numbers that they are the very same measure."""
    return (
        one.period is not None
        and one.period == other.period
        and one.scope == other.scope
        and one.aspect == other.aspect
        and one.label == other.label
        and one.is_whole_number
        and other.is_whole_number
        and {one.role, other.role} == {"level"}
        and one.paragraph != other.paragraph
    )


def _confidence(one: Figure, other: Figure) -> float:
    if one.by == other.by == "person":
        return FAIR
    return SURE if min(one.confidence, other.confidence) >= 0.9 else LOOSE


def _pair(one: Figure, other: Figure, confidence: float) -> tuple[Check, tuple[int, int]]:
    is_equal = one.value == other.value
    unequal: Verdict = "differs_in_rounding" if one.wide.meets(other.wide) else "contradicts"
    check = Check(
        relation="equal",
        operands=(operand(one, "a"), operand(other, "b")),
        sum=f"{one.written} {'=' if is_equal else '≠'} {other.written}",
        computed=is_equal,
        stated=None,
        verdict="holds" if is_equal else unequal,
        confidence=confidence * do_fit(one, other),
    )
    return check, (one.n, other.n)


def again(parts: Parts) -> Check | None:
    """Return the check of other numbers: two that should be one."""
    found = only(parts, "a", "b")
    return _pair(found[0], found[1], FAIR)[0] if found is not None else None


RULE = Rule(
    name="equal",
    find=find,
    again=again,
    examples=(
        Example(text="学法考试应考166人，实考166人，通过率100%。", words=("166人", "166人"), verdict="holds"),
        Example(
            text="公开行政处罚决定信息40条，强制执行信息1条。全年审核行政处罚信息40条。作出行政处罚40项、行政强制1项。",
            words=("40条", "40条"),
            verdict="holds",
        ),
        Example(
            text="实现123个村（社区）全覆盖。自助服务机在123个行政村（社区）完成全覆盖。",
            words=("123个", "123个"),
            verdict="holds",
        ),
        Example(
            text="许可清单447项，其中即办件432项，占比96.64%；最多跑一次事项447项，占比100%。",
            words=("447项", "447项"),
            verdict="holds",
        ),
        Example(text="举办培训4期。开展普法宣传活动12场次。全年开展普法宣传活动15场次。"),
        Example(text="下发通知27次，函复处理情况27次。", words=("27次", "27次"), verdict=None),
    ),
)
