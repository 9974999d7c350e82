"""Owns what every relation is: a name, how it is found, and examples."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from annotator.arithmetic.bonds import Bonds
from annotator.arithmetic.check import Check, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A text, the words of the numbers compared in it, and what comes of it; None: nothing is said."""

    text: str
    words: tuple[str, ...] = ()
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One relation: its name, the reader that finds it in a report, and examples, traps among them."""

    name: str
    find: Callable[[Bonds], Iterator[Check]]
    examples: tuple[Example, ...]
