"""What the tests of the checks share: the checks of a text, as (relation, verdict, words)."""

from __future__ import annotations

from typing import Any

from annotator.arithmetic.check import Check
from annotator.arithmetic.checking import checks_of
from annotator.arithmetic.figures import Numbered, Page, page_of
from annotator.tasks.suggesting import suggestions_for
from annotator.text.reading import read


def page(text: str, **features: dict[str, Any]) -> Page:
    """The figures of a text; ``features`` add to what the machine says of a number, by its words."""
    reading = read(text)
    numbers = []
    for each in suggestions_for(reading, extractors=("quantities",)):
        words = text[each.start : each.end]
        said = {**each.features, **features.get(words, {})}
        numbers.append(Numbered(start=each.start, end=each.end, features=said))
    return page_of(text, reading.clean, numbers)


def checks(text: str, **features: dict[str, Any]) -> list[Check]:
    """The checks of a text."""
    return checks_of(page(text, **features))


def said(text: str, **features: dict[str, Any]) -> set[tuple[str, str, tuple[str, ...]]]:
    """The checks of a text as (relation, verdict, sorted words)."""
    return {
        (each.relation, each.verdict, tuple(sorted(one.text for one in each.operands)))
        for each in checks(text, **features)
    }
