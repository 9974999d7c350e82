"""Owns the relation bound: a rate of so many out of so many is no more than 100 %."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from annotator.arithmetic.bonds import STRONG, Bonds
from annotator.arithmetic.check import Check, operand
from annotator.arithmetic.labels import last_clause
from annotator.arithmetic.percents import direction_of
from annotator.arithmetic.relations.rule import Example, Rule
from annotator.arithmetic.wording import alternatives, lists

_FULL = 100


@cache
def _bounded() -> re.Pattern[str]:
    names = alternatives(lists()["shares"]["bounded"])
    return re.compile(f"(?:{names})(?:均|都|达到?了?|高达|约|为|超过?|保持在|提升[至到]|提高[至到])*\\Z")


@cache
def _unbounded() -> re.Pattern[str]:
    return re.compile(alternatives(lists()["shares"]["unbounded"]))


def find(bonds: Bonds) -> Iterator[Check]:
    """Yield only what is out of bounds: that a rate lies inside them is not worth a word."""
    for figure in bonds.page.figures:
        low = figure.wide.low
        if not figure.is_percent or low is None or low <= _FULL or direction_of(figure):
            continue
        clause = last_clause(figure.lead)
        if _bounded().search(clause) and not _unbounded().search(clause):
            yield Check(
                relation="bound",
                operands=(operand(figure, "percent"),),
                sum=f"{figure.written}% > 100%",
                computed=False,
                stated=None,
                verdict="contradicts",
                confidence=STRONG,
            )


RULE = Rule(
    name="bound",
    find=find,
    examples=(
        Example(text="受理工单按期办结率达103.5%。", words=("103.5%",), verdict="contradicts"),
        Example(text="群众满意率为198.7%。", words=("198.7%",), verdict="contradicts"),
        Example(text="年度任务完成率达103.5%。"),
        Example(text="办结率100%。"),
        Example(text="固定资产投资增长率为112%。"),
        Example(text="办结率同比提高120%。"),
    ),
)
