"""Owns the words of roles as patterns, and what of a number is compared: its value, whether it counts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from functools import cache

from annotator.frames.report import Report
from annotator.numbers.lexicon import word_list
from annotator.numbers.mentions import Mention

_DEGREES = frozenset(("岁", "周岁", "分", "度", "℃", "摄氏度", "分贝"))
"""Units of what is measured one by one: nothing is a part of 35岁."""


@cache
def patterns() -> dict[str, re.Pattern[str]]:
    """Return the word lists of roles as patterns, by what they tell."""
    lists = word_list("roles")
    parts, shares, plans = lists["parts"], lists["shares"], lists["plans"]
    rates = lists["rates"]
    return {
        "opens": re.compile(_either(parts["opens"])),
        "lists": re.compile(_either(parts["lists"])),
        "samples": re.compile(_either(parts["samples"])),
        "found": re.compile(_either(parts["found"])),
        "part": re.compile("(?:" + "|".join(parts["patterns"]) + ")\\Z"),
        "rest": re.compile(parts["rests"] + "\\Z"),
        # Whether one of these three is there: before most numbers none is.
        "single": re.compile(
            f"{_either(parts['samples'])}|(?:{'|'.join([*parts['patterns'], parts['rests']])})\\Z"
        ),
        "among": re.compile(parts["among"]),
        "chosen": re.compile(_either(parts["chosen"])),
        "closes": re.compile(_either(parts["closes"])),
        "of": re.compile(shares["of"]),
        "share": re.compile(f"(?:{shares['nouns']}|{shares['progress']})\\Z"),
        "progress": re.compile(f"(?:{shares['progress']})\\Z"),
        "rate": re.compile(f"{shares['rates']}\\Z"),
        "reached": re.compile(f"{shares['reached']}\\Z"),
        "plan": re.compile(f"(?:{_either(plans['words'])})(?!{plans['not_before']})"),
        "no_plan": re.compile(f"{plans['not_after']}\\Z"),
        "target": re.compile(f"{plans['targets']}\\Z"),
        "all": re.compile(_either(rates["all"])),
        "attendance": re.compile(_either(rates["attendance"])),
        "should": re.compile(_either(rates["should"])),
        "did": re.compile(_either(rates["did"])),
        "satisfaction": re.compile(_either(rates["satisfaction"])),
        "apart": re.compile(_either(rates["apart"])),
        "shortened": re.compile(_either(rates["shortened"])),
    }


def _either(words: Sequence[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def says_plan(words: str) -> bool:
    """Return whether a verb in some words says that what follows is planned."""
    found = patterns()
    return found["plan"].search(words) is not None and any(
        not found["no_plan"].search(words, 0, match.start()) for match in found["plan"].finditer(words)
    )


def amount(mention: Mention) -> Decimal | None:
    """Return the value of a mention, None where it has none."""
    try:
        return Decimal(str(mention.features["value"]))
    except (KeyError, InvalidOperation):
        return None


def is_counted(report: Report, n: int) -> bool:
    """Whether a number counts or measures things, so that it can be a whole or a part."""
    return report.kinds[n] in ("count", "money", "area") and report.units[n] not in _DEGREES
