"""Owns finding claims without digits: a zero (未发生行政诉讼案件) or a whole (均已备案).

Precision first: a wish, a norm or a condition in the same clause, or a section of plans, makes it no claim.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from annotator.numbers.lexicon import word_list
from annotator.numbers.stops import titles

LISTS = ("claims",)
_CLAUSE_START = re.compile("[，,。；;：:！？\n]")
_REACH = 30
"""Characters of the clause before a claim in which a wish or a norm is looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A claim as found in a simplified text: its range, its label, and the words that name what it is of."""

    start: int
    end: int
    label: str
    noun: str


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], re.Pattern[str] | None, str], ...]:
    return tuple(
        (
            re.compile(each.get("starts", "") + each["pattern"]),
            re.compile(each["not_noun"]) if "not_noun" in each else None,
            each["label"],
        )
        for each in word_list("claims")["claim"]
    )


@cache
def _not_after() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, word_list("claims")["not_after"]["words"])))


def claims(flat: str) -> list[Claim]:
    """Return the claims of a simplified text in text order, none overlapping another.  Linear."""
    named = titles(flat)
    found: list[Claim] = []
    for claim in sorted(_all(flat), key=lambda each: (each.start, -each.end)):
        is_title = any(start <= claim.start < end for start, end in named)
        if not is_title and (not found or claim.start >= found[-1].end):
            found.append(claim)
    return found


def _all(flat: str) -> Iterator[Claim]:
    for pattern, not_noun, label in _patterns():
        for match in pattern.finditer(flat):
            noun = match.groupdict().get("noun") or ""
            if not_noun and not_noun.match(noun):
                continue
            before = flat[max(0, match.start() - _REACH) : match.start()]
            clause = _CLAUSE_START.split(before)[-1]
            if _not_after().search(clause + noun if label == "full_claim" else clause):
                continue
            yield Claim(start=match.start(), end=match.end(), label=label, noun=noun.strip("的、和及"))
