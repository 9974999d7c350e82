"""Reads sentences with the indicators a person gave them, and compares those with what the rules say."""

from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from annotator.frames.frame import Indicator
from annotator.frames.indicators import indicators
from annotator.frames.report import Report, report_of
from annotator.numbers.grammar import mentions
from annotator.numbers.lexicon import simplified
from annotator.numbers.stops import Stops
from annotator.numbers.view import view_of
from annotator.text.cleaning import clean

GOOD = 0.7


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A number and its indicators; ``is_missed`` when the rules are known not to find them."""

    number: str
    indicators: tuple[str, ...]
    is_missed: bool


def report(text: str) -> Report:
    """Return a report of a text."""
    view = view_of(clean(text))
    return report_of(view, mentions(view, Stops(view.flat)))


def found(text: str) -> list[tuple[str, tuple[Indicator, ...]]]:
    """Return the numbers of a text as written, each with its indicators."""
    read = report(text)
    written = [read.view.text[mention.start : mention.end] for mention in read.mentions]
    return list(zip(written, indicators(read), strict=True))


@cache
def sentences() -> list[tuple[str, list[Answer]]]:
    """Return the sentences of the files beside this module with their answers."""
    listed: list[tuple[str, list[Answer]]] = []
    for path in sorted(Path(__file__).parent.glob("*indicator_sentences.txt")):
        for line in path.read_text(encoding="utf-8").split("\n"):
            if not line or line.startswith("#"):
                continue
            if not line.startswith("    "):
                listed.append((line.replace("⏎", "\n"), []))
                continue
            number, _, said = line.strip().partition(" = ")
            answer = Answer(
                number=number.removeprefix("~ "),
                indicators=tuple(said.split(" ; ")),
                is_missed=number.startswith("~ "),
            )
            listed[-1][1].append(answer)
    return listed


def likeness(said: str, expected: str) -> float:
    """Return the F1 over the characters of two indicators, without punctuation, blanks and 的."""
    first, second = (Counter(_bare(text)) for text in (said, expected))
    common = (first & second).total()
    return 2 * common / (first.total() + second.total()) if common else 0.0


def _bare(text: str) -> str:
    kept = (
        letter
        for letter in simplified(text)
        if not letter.isspace() and letter != "的" and not unicodedata.category(letter).startswith("P")
    )
    return "".join(kept)
