"""Owns the id of an indicator: short, simplified, the same for the same thing in all reports."""

from __future__ import annotations

import re
from functools import cache

from annotator.numbers.lexicon import simplified, word_list

_OUTSIDE = re.compile(r"[(（][^()（）]*[)）]|[\s…，,；;。：:、·“”‘’\"'「」『』《》〈〉()（）\[\]【】\-—]+")


def identifier(text: str) -> str:
    """Return the id of an indicator as written: 办理12345便民服务热线事项 -> 办理12345热线事项.

    Of the list's other ways to write an indicator the longest at a place wins; brackets, stops and
    words without weight are left out.
    """
    bare = _OUTSIDE.sub("", simplified(text))
    names, pattern = _known()
    return pattern.sub(lambda found: names[found.group()], bare)


@cache
def _known() -> tuple[dict[str, str], re.Pattern[str]]:
    """Return what replaces each written form, and the pattern that finds them, longest first."""
    lists = word_list("indicators")
    names = dict.fromkeys(lists["ids"]["light"].split(), "")
    for name, aliases in lists["known"].items():
        # The id itself is listed too, so that no shorter form inside it is replaced.
        names.update(dict.fromkeys((_OUTSIDE.sub("", alias) for alias in (name, *aliases)), name))
    longest_first = sorted(names, key=len, reverse=True)
    return names, re.compile("|".join(map(re.escape, longest_first)))
