"""Owns the words by which numbers are known to belong together, out of ``lexicons/checks.toml``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from annotator.numbers.lexicon import word_list


def lists() -> dict[str, Any]:
    """Return the word lists of the checks."""
    return word_list("checks")


def alternatives(words: Iterable[str]) -> str:
    """Return a regular expression's choice of words, the longest tried first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@cache
def unit_classes() -> dict[str, str]:
    """Return, for each unit that others count alike, the name of its class."""
    return {unit: alike for alike in lists()["units"]["alike"] for unit in alike}


def are_alike(one: str, other: str) -> bool:
    """Whether numbers of two units may be compared: the same, or both of one class."""
    classes = unit_classes()
    return one == other or (one in classes and classes[one] == classes.get(other))


@cache
def among() -> re.Pattern[str]:
    """Return the pattern of the words that announce parts."""
    return re.compile(alternatives(lists()["parts"]["among"]))


@cache
def strange() -> re.Pattern[str]:
    """Return the pattern of the words after which a part belongs to something else."""
    return re.compile(alternatives(lists()["parts"]["strange"]))


@cache
def compared() -> re.Pattern[str]:
    """Return the pattern of the words that compare with an earlier time."""
    return re.compile(
        alternatives(lists()["changes"]["compared"]) + "|(?:比|较|相比)[^，。；、]{0,10}?年[^，。；、]{0,6}"
    )


@cache
def change_names() -> re.Pattern[str]:
    """Return the pattern of the names that an amount of change has, straight before it: 压减率为."""
    return re.compile(f"(?:{alternatives(lists()['changes']['names'])})(?:了|约|近|达到?|为|分别)*\\Z")


@cache
def other_base() -> re.Pattern[str]:
    """Return the pattern of the words after which a percent has another base than the numbers beside it."""
    return re.compile(alternatives(lists()["shares"]["other_base"]))


@cache
def plan_words() -> re.Pattern[str]:
    """Return the pattern of the words for what is to be done."""
    return re.compile(alternatives(lists()["shares"]["plan"]))


@cache
def done_words() -> re.Pattern[str]:
    """Return the pattern of the words for what was done."""
    return re.compile(alternatives(lists()["shares"]["done"]))


@cache
def rest_words() -> re.Pattern[str]:
    """Return the pattern of the words for all that was not named."""
    return re.compile(alternatives(lists()["sums"]["rest"]))


@cache
def exhaustive() -> tuple[tuple[tuple[re.Pattern[str], bool], ...], ...]:
    """Return the sets of names that together are all there is: (pattern, whether it must be there)."""
    return tuple(
        tuple((re.compile(name.strip("()")), not name.startswith("(")) for name in names)
        for names in lists()["sums"]["exhaustive"]
    )


def is_exhaustive(labels: Iterable[str]) -> bool:
    """Whether what these labels name is all there is of its kind."""
    names = list(labels)
    for members in exhaustive():
        found = [_closest(label, members) for label in names]
        needed = {n for n, (_, must) in enumerate(members) if must}
        if -1 not in found and needed <= set(found) and len(set(found)) == len(found):
            return True
    return False


def _closest(label: str, members: tuple[tuple[re.Pattern[str], bool], ...]) -> int:
    # The longest name counts: 不合格 is no 合格.
    best, longest = -1, 0
    for n, (name, _) in enumerate(members):
        match = name.search(label)
        if match and len(match[0]) > longest:
            best, longest = n, len(match[0])
    return best
