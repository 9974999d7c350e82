"""Owns the words of roles as patterns, and what of a mention is compared: value, unit, kind."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from functools import cache

from annotator.numbers.lexicon import word_list
from annotator.numbers.mentions import Mention


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
        "among": re.compile(parts["among"]),
        "chosen": re.compile(_either(parts["chosen"])),
        "closes": re.compile(_either(parts["closes"])),
        "of": re.compile(shares["of"]),
        "share": re.compile(f"(?:{shares['nouns']}|{shares['progress']})\\Z"),
        "progress": re.compile(f"(?:{shares['progress']})\\Z"),
        "rate": re.compile(f"{shares['rates']}\\Z"),
        "reached": re.compile(f"{shares['reached']}\\Z"),
        "plan": re.compile(
            f"(?<!{')(?<!'.join(_alternatives(plans['not_after']))})(?:{_either(plans['words'])})(?!{plans['not_before']})"
        ),
        "target": re.compile(f"{plans['targets']}\\Z"),
        "all": re.compile(_either(rates["all"])),
        "attendance": re.compile(_either(rates["attendance"])),
        "should": re.compile(_either(rates["should"])),
        "did": re.compile(_either(rates["did"])),
        "satisfaction": re.compile(_either(rates["satisfaction"])),
        "shortened": re.compile(_either(rates["shortened"])),
    }


def _either(words: Sequence[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _alternatives(pattern: str) -> list[str]:
    """The words of (?:a|b|c): a look-behind takes one length at a time."""
    return pattern.removeprefix("(?:").removesuffix(")").split("|")


def amount(mention: Mention) -> Decimal | None:
    """Return the value of a mention, None where it has none."""
    try:
        return Decimal(str(mention.features["value"]))
    except (KeyError, InvalidOperation):
        return None


def unit_of(mention: Mention) -> str:
    """Return its unit as it is compared, "" for none."""
    return str(mention.features.get("unit_norm", ""))


def kind_of(mention: Mention) -> str:
    """Return its kind."""
    return str(mention.features.get("kind", ""))


def is_counted(mention: Mention) -> bool:
    """Whether it counts or measures things, so that it can be a whole or a part."""
    return kind_of(mention) in ("count", "money", "area")
