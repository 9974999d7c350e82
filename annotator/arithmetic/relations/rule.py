"""Owns what every relation is: a name, how it is found, and examples."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from annotator.arithmetic.bonds import Bonds
from annotator.arithmetic.check import Check, Verdict
from annotator.arithmetic.figures import Figure

Parts = Mapping[str, tuple[Figure, ...]]
"""Role in a sum -> the figures that have it, in their order."""


def untold(parts: Parts) -> Check | None:
    """What comes of other numbers where their parts in the sum alone do not tell."""
    return None


def only(parts: Parts, *roles: str) -> tuple[Figure, ...] | None:
    """Return the one figure of each of these roles; None where one is missing or stands twice."""
    found = [parts.get(role, ()) for role in roles]
    return tuple(each[0] for each in found) if all(len(each) == 1 for each in found) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A text, the words of the numbers compared in it, and what comes of it; None: nothing is said."""

    text: str
    words: tuple[str, ...] = ()
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One relation: its name, the reader that finds it in a report, and examples, traps among them.

    ``again`` returns the check of the numbers that a person put in the place of those found, None where
    it cannot be told.
    """

    name: str
    find: Callable[[Bonds], Iterator[Check]]
    examples: tuple[Example, ...]
    again: Callable[[Parts], Check | None] = untold
