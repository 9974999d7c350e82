"""Owns the relation zero: 未发生 something, against a count of the very same thing."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache

from annotator.arithmetic.bonds import FAIR, Bonds
from annotator.arithmetic.check import Check, Operand, operand
from annotator.arithmetic.figures import Figure, Page
from annotator.arithmetic.labels import last_clause
from annotator.arithmetic.relations.rule import Example, Rule
from annotator.arithmetic.wording import alternatives, lists

_CASES = re.compile("(?:类)?(?:案件|事件|事项|情况|问题)\\Z")


@cache
def _claim() -> re.Pattern[str]:
    none = alternatives(lists()["zeros"]["none"])
    return re.compile(f"(?:{none})(?P<what>[^，。；、,;:()\n0-9]{{2,16}}?)(?=[，。；,;:\n]|\\Z)")


@cache
def _some() -> re.Pattern[str]:
    return re.compile(alternatives(lists()["zeros"]["some"]))


def find(bonds: Bonds) -> Iterator[Check]:
    """Yield the claims that a count of the same report denies, and those that a 0 repeats."""
    page = bonds.page
    claims = [(each, _name(each["what"])) for each in _claim().finditer(page.view.flat)]
    claims = [(each, name) for each, name in claims if len(name) >= 4 and not _some().search(each["what"])]
    if not claims:
        return
    counted: dict[str, list[Figure]] = {}
    for figure in page.figures:
        if figure.is_counted and figure.role in ("", "level") and not figure.direction:
            counted.setdefault(_name(figure.label), []).append(figure)
    for claim, name in claims:
        if name in counted:
            # The nearest count of it; every one would be the same contradiction again.
            at = bisect_left(counted[name], claim.start(), key=lambda figure: figure.place[0])
            near = counted[name][max(0, at - 1) : at + 1]
            yield _check(page, claim, min(near, key=lambda figure: abs(figure.place[0] - claim.start())))


def _name(what: str) -> str:
    return _CASES.sub("", last_clause(what))


def _check(page: Page, claim: re.Match[str], figure: Figure) -> Check:
    start, end = page.view.to_original(*claim.span())
    text = page.original[start:end]
    is_none = figure.value == 0
    return Check(
        relation="zero",
        operands=(
            Operand(start=start, end=end, text=text, value="0", role="claim"),
            operand(figure, "count"),
        ),
        sum=f"0 {'=' if is_none else '≠'} {figure.written}",
        computed=is_none,
        stated=None,
        verdict="holds" if is_none else "contradicts",
        confidence=FAIR,
        message="check.claimed",
        values={"claim": text, "count": figure.text},
    )


RULE = Rule(
    name="zero",
    find=find,
    examples=(
        Example(
            text="全年行政诉讼案件2件。我局未发生行政诉讼案件。",
            words=("未发生行政诉讼案件", "2件"),
            verdict="contradicts",
        ),
        Example(
            text="行政诉讼案件0件，未发生行政诉讼案件。", words=("未发生行政诉讼案件", "0件"), verdict="holds"
        ),
        Example(text="行政诉讼案件2件，未发生行政败诉案件。"),
        Example(text="被申请行政复议案件5宗，未发生行政诉讼案件。"),
        Example(text="办理信息公开申请10件，未发生相关行政复议案件。行政复议案件3件。"),
    ),
)
