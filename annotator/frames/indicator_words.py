"""Owns the words that tell an indicator from what stands around it, ready to be asked at a place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from annotator.numbers.additions import following
from annotator.numbers.lexicon import word_list

NOWHERE = -1


class Words:
    """A list of words that is asked what begins or ends at a place of a simplified text; the longest wins."""

    __slots__ = ("_beginnings", "_endings", "_single", "first", "last", "listed")

    def __init__(self, words: Iterable[str]) -> None:
        self.listed = frozenset(words)
        # By its first two letters, and by its last two, each longer word; the longest first.
        self._beginnings: dict[str, tuple[str, ...]] = {}
        self._endings: dict[str, tuple[str, ...]] = {}
        for word in sorted(self.listed, key=len, reverse=True):
            if len(word) > 1:
                self._beginnings[word[:2]] = (*self._beginnings.get(word[:2], ()), word)
                self._endings[word[-2:]] = (*self._endings.get(word[-2:], ()), word)
        # A look at one character spares most calls where every place of a stretch is tried.
        self.first = frozenset(word[0] for word in self.listed)
        self.last = frozenset(word[-1] for word in self.listed)
        self._single = self.first & self.listed

    def end(self, text: str, start: int, limit: int) -> int:
        """The end of the longest word that begins at ``start`` and ends by ``limit``, else NOWHERE."""
        for word in self._beginnings.get(text[start : start + 2], ()):
            if text.startswith(word, start, limit):
                return start + len(word)
        return start + 1 if self._single and start < limit and text[start] in self._single else NOWHERE

    def start(self, text: str, end: int, limit: int) -> int:
        """The start of the longest word that ends at ``end`` and begins from ``limit``, else NOWHERE."""
        if end <= limit:
            return NOWHERE
        for word in self._endings.get(text[end - 2 : end], ()):
            if text.endswith(word, limit, end):
                return end - len(word)
        return end - 1 if self._single and text[end - 1] in self._single else NOWHERE

    def ends(self, text: str, place: tuple[int, int]) -> bool:
        """Whether a range ends in one of the words."""
        return self.start(text, place[1], place[0]) != NOWHERE

    def is_whole(self, text: str, place: tuple[int, int]) -> bool:
        """Whether a range is one of the words."""
        return text[slice(*place)] in self.listed


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """The lists of ``indicators.toml`` by what they do to the words around a number.

    ``predicates`` are all words that what is said of a body or a phrase may begin with, ``openers`` all that
    may stand before a head, ``lights`` all verbs that may have no weight, ``qualified`` all that may stand
    with a verb alone, ``shared`` what a list of acts may share at its end.
    """

    verbs: Words
    predicates: Words
    openers: Words
    lights: Words
    light: Words
    light_before_acts: Words
    light_before_gatherings: Words
    gatherings: Words
    acts: Words
    prefixed: Words
    before: Words
    manner: Words
    behind: Words
    agents: Words
    bodies: Words
    not_bodies: Words
    phrases: Words
    kept: Words
    handing: Words
    platforms: Words
    cuts: Words
    ends: Words
    results: Words
    qualified: Words
    shared: Words
    qualities: Words
    alone: Words
    grades: Words
    deeds: Words
    punished: Words
    anybody: Words
    vague: Words
    found: Words
    means: Words
    measures: Words
    bare: Words
    begins: Words
    audiences: Words
    benefits: Words
    belongings: Words
    holders: Words
    short_begins: Words
    institutions: Words
    shares: Words
    modifiers: Words
    of_exams: Words
    of_cases: Words
    cases: Words
    kinds: Words
    exams: Words
    sitters: Words
    rank_words: Words
    contests: Words
    thin: Words
    objects: Words


@following
def lexicon() -> Lexicon:
    """Return the lists, read once."""
    lists = word_list("indicators")
    groups = {
        "verbs": lists["verbs"]["stay"],
        "light": lists["verbs"]["light"],
        **{
            name: lists["verbs"][name]
            for name in ("light_before_acts", "light_before_gatherings", "gatherings", "acts", "prefixed")
        },
        **lists["outside"],
        **lists["after"],
        **lists["heads"],
    }
    split = {name: words.split() for name, words in groups.items()}
    split["predicates"] = [
        word for name in ("verbs", "light", "light_before_acts", "before") for word in split[name]
    ]
    split["openers"] = [
        word for name in ("before", "manner", "kept", "phrases", "agents") for word in split[name]
    ]
    split["lights"] = split["light"] + split["light_before_acts"] + split["light_before_gatherings"]
    split["shared"] = split["acts"] + split["gatherings"]
    split["qualified"] = split["results"] + split["prefixed"]
    return Lexicon(**{name: Words(words) for name, words in split.items()})
