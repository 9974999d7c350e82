"""Owns the relation difference: two levels and how far apart they are said to be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from annotator.arithmetic.bonds import FAIR, STRONG, Bonds
from annotator.arithmetic.changes import are_from_and_to, is_said_of
from annotator.arithmetic.check import Check, operand, verdict_of
from annotator.arithmetic.figures import Figure, Page, as_written
from annotator.arithmetic.percents import direction_of
from annotator.arithmetic.relations.rule import Example, Parts, Rule, only
from annotator.arithmetic.wording import are_alike


def find(bonds: Bonds) -> Iterator[Check]:
    """Yield now − before against the amount stated, where the sentence states all three."""
    for sentence in bonds.page.sentences:
        for at in range(2, len(sentence)):
            check = _moved(bonds.page, sentence, at)
            if check is not None:
                yield check


def _moved(page: Page, sentence: Sequence[Figure], at: int) -> Check | None:
    """由96.4%提高到98.7%, 提高2.3个百分点."""
    before, now, amount = sentence[at - 2 : at + 1]
    direction = direction_of(amount)
    if not direction or not is_amount_of(amount, now) or not are_alike(before.unit, now.unit):
        return None
    if not are_from_and_to(page, before, now) or not is_said_of(page.between(now, amount), now):
        return None
    return subtracted(now, before, amount, direction, confidence=STRONG if "由" in before.lead else FAIR)


def is_amount_of(amount: Figure, level: Figure) -> bool:
    """Whether a number can be by how much a level changed: points of a percent, else the same unit."""
    if level.is_percent:
        return amount.kind == "points"
    return amount.kind == level.kind and are_alike(amount.unit, level.unit) and not amount.is_percent


def subtracted(
    now: Figure, before: Figure, amount: Figure, direction: str, *, confidence: float, report: str = ""
) -> Check:
    """Return the check of now − before (or before − now, for down) against an amount; ``report`` states
    the level before."""
    upper, lower = (before, now) if direction == "down" else (now, before)
    nominal = upper.value - lower.value
    possible = upper.wide.minus(lower.wide)
    return Check(
        relation="difference",
        operands=(
            operand(now, "now"),
            operand(before, "before", report=report),
            operand(amount, "amount"),
        ),
        sum=f"{upper.written} − {lower.written} = {as_written(nominal, upper)}",
        computed=nominal,
        stated=amount.value,
        verdict=verdict_of(nominal, possible, amount),
        confidence=confidence,
        message="check.stated",
        values={"stated": amount.text},
    )


def again(parts: Parts) -> Check | None:
    """Return the check of other numbers: the level now, the level before, and by how much it changed."""
    found = only(parts, "now", "before", "amount")
    if found is None:
        return None
    now, before, amount = found
    return subtracted(now, before, amount, direction_of(amount), confidence=FAIR)


RULE = Rule(
    name="difference",
    find=find,
    again=again,
    examples=(
        Example(
            text="满意率由96.4%提高到98.7%，提高2.3个百分点。",
            words=("98.7%", "96.4%", "2.3个百分点"),
            verdict="holds",
        ),
        Example(
            text="办理时限由20个工作日压缩至5个工作日，缩短了15个工作日。",
            words=("5个工作日", "20个工作日", "15个工作日"),
            verdict="holds",
        ),
        Example(
            text="满意率从96.4%提升至98.7%，提升3.3个百分点。",
            words=("98.7%", "96.4%", "3.3个百分点"),
            verdict="contradicts",
        ),
        Example(text="满意率98.7%，参评率由90%提高到95%，满意率提高2.3个百分点。"),
    ),
)
