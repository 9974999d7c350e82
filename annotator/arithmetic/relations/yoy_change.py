"""Owns the relation yoy_change: the level now, the level before, and the percent of change stated."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from annotator.arithmetic.bonds import FAIR, Bonds
from annotator.arithmetic.changes import Change, changes
from annotator.arithmetic.check import Check, operand, verdict_of
from annotator.arithmetic.figures import Figure
from annotator.arithmetic.intervals import Interval, point, shown
from annotator.arithmetic.percents import direction_of
from annotator.arithmetic.relations.rule import Example, Parts, Rule, only

_FULL = Fraction(100)


def find(bonds: Bonds) -> Iterator[Check]:
    """Yield (now − before) ÷ before against the percent stated, where both levels, or the amount, are."""
    for change in changes(bonds):
        if change.before is not None and change.before.value:
            yield compared(change, change.before, report="")
        elif change.amount is not None:
            check = _by_amount(change, change.amount)
            if check is not None:
                yield check


def compared(change: Change, before: Figure, *, report: str) -> Check:
    """Return the check of a change against the level before, which ``report`` states."""
    now, stated = change.now, change.figure
    nominal = (now.value / before.value - 1) * _FULL
    possible = now.wide.over(before.wide).minus(point(Fraction(1))).scaled(_FULL)
    sign = -1 if change.direction == "down" else 1
    roles = (
        operand(now, "now"),
        operand(before, "before", report=report),
        operand(stated, "percent"),
    )
    return Check(
        relation="yoy_change",
        operands=roles,
        sum=f"({now.written} − {before.written}) ÷ {before.written} = {_signed(nominal, stated)}%",
        computed=nominal,
        stated=stated.value * sign,
        verdict=verdict_of(nominal, possible, stated, sign=sign),
        confidence=change.confidence,
        message="check.stated",
        values={"stated": ("−" if sign < 0 else "+") + stated.text},
    )


def _by_amount(change: Change, amount: Figure) -> Check | None:
    sign = -1 if change.direction == "down" else 1
    now, stated = change.now, change.figure
    before = now.value - sign * amount.value
    if before <= 0:
        return None
    nominal = amount.value / before * _FULL * sign
    moved = amount.wide if sign > 0 else Interval(low=_minus(amount.wide.high), high=_minus(amount.wide.low))
    possible = moved.over(now.wide.minus(moved)) if sign > 0 else point(nominal)
    return Check(
        relation="yoy_change",
        operands=(operand(now, "now"), operand(amount, "amount"), operand(stated, "percent")),
        sum=f"{amount.written} ÷ ({now.written} {'−' if sign > 0 else '+'} {amount.written}) = "
        f"{_signed(nominal, stated)}%",
        computed=nominal,
        stated=stated.value * sign,
        verdict=verdict_of(nominal, possible, stated, sign=sign),
        confidence=change.confidence,
        message="check.stated",
        values={"stated": ("−" if sign < 0 else "+") + stated.text},
    )


def _minus(value: Fraction | None) -> Fraction | None:
    return None if value is None else -value


def _signed(value: Fraction, stated: Figure) -> str:
    return ("−" if value < 0 else "+") + shown(abs(value), max(2, stated.places))


def again(parts: Parts) -> Check | None:
    """Return the check of other numbers: the level now, and the level before or the amount of change."""
    found = only(parts, "now", "percent")
    if found is None:
        return None
    now, stated = found
    before, amount = only(parts, "before"), only(parts, "amount")
    # A rate that says no way by itself (压减率) is of the way that the levels go.
    way = "down" if before is not None and before[0].value > now.value else "up"
    change = Change(
        figure=stated,
        direction=direction_of(stated) or way,
        now=now,
        before=None,
        amount=None,
        confidence=FAIR,
        words="",
    )
    if before is not None and before[0].value:
        return compared(change, before[0], report="")
    return _by_amount(change, amount[0]) if amount is not None else None


RULE = Rule(
    name="yoy_change",
    find=find,
    again=again,
    examples=(
        Example(
            text="信访2022年全年总量409件，2021年全年456件，同比下降10.31%。",
            words=("409件", "456件", "10.31%"),
            verdict="holds",
        ),
        Example(
            text="审批时间由81个工作日压减至36个工作日，压减率55.6%。",
            words=("36个工作日", "81个工作日", "55.6%"),
            verdict="holds",
        ),
        Example(
            text="办理许可702件，较上年增加54件，增长8.3%。", words=("702件", "54件", "8.3%"), verdict="holds"
        ),
        Example(
            text="全年火災128次，較前一年減少32次，降幅20%。", words=("128次", "32次", "20%"), verdict="holds"
        ),
        Example(
            text="受理投诉380件，去年同期400件，同比下降15%。",
            words=("380件", "400件", "15%"),
            verdict="contradicts",
        ),
        Example(text="办理许可702件、处罚54件，同比增长8.3%。"),
        Example(text="按可比口径，收入由20亿元增至22亿元，增长率之外另计9%。"),
    ),
)
