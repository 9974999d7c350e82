"""Owns the registry of languages: what a language must offer, and which ones there are."""

from __future__ import annotations

import sys
from functools import lru_cache
from typing import Protocol, runtime_checkable

from annotator.registry import plugins


@runtime_checkable
class Language(Protocol):
    """One language that reports are written in."""

    name: str

    def simplify(self, text: str) -> str:
        """Return the text in its plainest spelling, of the same length, for searching and comparing."""

    def words(self, text: str) -> list[str]:
        """Return the words in order; joined, they are the text again."""


def _check(candidate: object) -> Language:
    if not isinstance(candidate, Language):
        raise TypeError(f"{candidate!r} is no language: it needs name, simplify and words")
    return candidate


@lru_cache(maxsize=1)
def all_languages() -> dict[str, Language]:
    """Return the languages by name: the modules of this folder, then ``annotator.languages`` entry points."""
    return plugins(sys.modules[__name__], group="annotator.languages", attribute="LANGUAGE", check=_check)
