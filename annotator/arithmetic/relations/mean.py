"""Owns the relation mean: so much for each, against how much there is and how many share it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from annotator.arithmetic.bonds import LOOSE, Bonds
from annotator.arithmetic.check import Check, operand, verdict_of
from annotator.arithmetic.figures import Figure
from annotator.arithmetic.intervals import shown
from annotator.arithmetic.relations.rule import Example, Rule
from annotator.arithmetic.wording import are_alike

_EACH = re.compile(
    "(?:平均)?每个?(?P<unit>[家件宗起户人名所棟栋个处场份])[^，。；、,;0-9]{0,6}?(?:平均|为|约|达)*\\Z"
)
_REACH = 6


def find(bonds: Bonds) -> Iterator[Check]:
    """Yield total ÷ number against the mean stated, only where it comes out: a mean may be of anything."""
    for sentence in bonds.page.sentences:
        for at, figure in enumerate(sentence):
            each = _EACH.search(figure.lead) if not figure.is_percent else None
            if each is not None and "平均" in figure.lead[-12:]:
                yield from _checks(sentence, at, each["unit"].replace("棟", "栋"))


def _checks(sentence: Sequence[Figure], at: int, unit: str) -> Iterator[Check]:
    figure = sentence[at]
    earlier = [f for f in sentence[max(0, at - _REACH) : at] if f.is_counted and f.value]
    number = next((f for f in reversed(earlier) if are_alike(f.unit, unit)), None)
    total = next(
        (f for f in reversed(earlier) if f is not number and f.unit in (figure.unit, f"{unit}次")), None
    )
    if total is None:
        total = next(
            (f for f in reversed(earlier) if f is not number and are_alike(f.unit, figure.unit)), None
        )
    if number is None or total is None:
        return
    nominal = total.value / number.value
    if verdict_of(nominal, total.wide.over(number.wide), figure) == "holds" or nominal == figure.value:
        yield Check(
            relation="mean",
            operands=(operand(total, "total"), operand(number, "number"), operand(figure, "mean")),
            sum=f"{total.written} ÷ {number.written} = {shown(nominal)}",
            computed=nominal,
            stated=figure.value,
            verdict="holds",
            confidence=LOOSE,
            message="check.stated",
            values={"stated": figure.text},
        )


RULE = Rule(
    name="mean",
    find=find,
    examples=(
        Example(
            text="列管场所1,286家，检查2,572家次，每家平均检查2次。",
            words=("2,572家次", "1,286家", "2次"),
            verdict="holds",
        ),
        Example(
            text="裁罚16件，罚款96万元，平均每件6万元。", words=("96万元", "16件", "6万元"), verdict="holds"
        ),
        Example(text="裁罚16件，罚款96万元，平均每件10万元。"),
    ),
)
