"""Owns the id of an indicator: short, simplified, the same for the same thing in all reports."""

from __future__ import annotations

import re

from annotator.numbers.additions import following
from annotator.numbers.lexicon import by_first, simplified, word_list

_OUTSIDE = re.compile(r"[(（][^()（）]*[)）]|[\s…，,；;。：:、·“”‘’\"'「」『』《》〈〉()（）\[\]【】\-—]+")


def identifier(text: str) -> str:
    """Return the id of an indicator as written: 受理12345政府热线来电 -> 受理12345热线来电."""
    return shortened(simplified(text))


def shortened(letters: str) -> str:
    """Return the id of an indicator in simplified characters.

    Of the list's other ways to write an indicator the longest at a place wins; brackets, stops and
    words without weight are left out.
    """
    # What is letters and digits only has nothing outside.
    bare = letters if letters.isalnum() else _OUTSIDE.sub("", letters)
    names, pattern = _known()
    return pattern.sub(lambda found: names[found.group()], bare)


def thing_id(name: str, first: str, second: str) -> str:
    """Return the id of the second of two numbers against each other, by their units: 两批|60项清单.

    It is another one when the first counts acts and the second the things in them.
    """
    lists = word_list("indicators")["ids"]
    return name + lists["things"].get(second, "") if first in lists["batches"].split() else name


@following
def _known() -> tuple[dict[str, str], re.Pattern[str]]:
    """Return what replaces each written form, and the pattern that finds them, longest first."""
    lists = word_list("indicators")
    names = dict.fromkeys(lists["ids"]["light"].split(), "")
    for name, aliases in lists["known"].items():
        # The id itself is listed too, so that no shorter form inside it is replaced.
        names.update(dict.fromkeys((_OUTSIDE.sub("", alias) for alias in (name, *aliases)), name))
    longest_first = sorted(filter(None, names), key=len, reverse=True)
    return names, re.compile("|".join(by_first(map(re.escape, longest_first)).values()))
