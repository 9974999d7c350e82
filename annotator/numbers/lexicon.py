"""Owns the word lists an extractor reads: units, qualifiers, directions, stops, and their fingerprint."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from annotator.model.canonical import digest, dump
from annotator.numbers.additions import Words, added, following, grown
from annotator.resources import read_text
from annotator.text.cleaning import clean

LONGEST_UNIT = 24
"""Characters of the longest unit there may be; unit lookups stay bounded by it."""


_SAMPLED = 1000
"""Characters at the beginning of a text that tell in which forms it is written."""


@cache
def _own_list(name: str) -> dict[str, Any]:
    return tomllib.loads(read_text("lexicons", f"{name}.toml"))


def word_list(name: str) -> dict[str, Any]:
    """Return a word list of ``resources/lexicons`` as TOML reads it, with what the project adds to it."""
    return grown(name, _own_list(name))


@cache
def _own_fingerprint(*names: str) -> str:
    return digest("\n".join(read_text("lexicons", f"{name}.toml") for name in names))


def fingerprint(*names: str) -> str:
    """Return the SHA-256 over the word lists of these names, with what the project adds to them."""
    more = [words for name in names for words in added(name)]
    own = _own_fingerprint(*names)
    return digest(own + dump([list(words) for words in more])) if more else own


@cache
def _variants() -> tuple[dict[int, str], re.Pattern[str]]:
    """Return the simplified form of each variant, and what a run of variants is."""
    pairs = _own_list("variants")["pairs"].split()
    return {ord(pair[0]): pair[1] for pair in pairs}, re.compile(f"[{''.join(pair[0] for pair in pairs)}]+")


def as_read(words: Iterable[tuple[str, str, str]]) -> Words:
    """Return what a project adds as the grammar meets it: simplified, half-width, each once, sorted."""
    return tuple(sorted({(name, simplified(clean(word).text), sense) for name, word, sense in words}))


def simplified(text: str) -> str:
    """Return the text with the traditional forms that the lists know replaced, one for one."""
    forms, run = _variants()
    # A text in simplified characters has few: replacing runs takes a third of the time of str.translate,
    # in traditional characters twice of it.
    if len(run.findall(text, 0, _SAMPLED)) > _SAMPLED // 20:
        return text.translate(forms)
    return run.sub(lambda match: match[0].translate(forms), text)


class Unit(NamedTuple):
    """A unit as found: where it ends, how it is written for comparison, what kind of number it makes.

    A tuple, as all that is made for each number on the way to a mention: a frozen dataclass takes three
    times as long to make.
    """

    end: int
    norm: str
    kind: str


class Units:
    """The unit lists, ready to be asked what unit stands at a place."""

    __slots__ = (
        "_chinese",
        "_classifiers",
        "_guards",
        "_guards_wrapped",
        "_kinds",
        "_lengths",
        "_never_chinese",
        "_per",
        "_postponed",
        "norms",
    )

    def __init__(self) -> None:
        lists = word_list("units")
        self._kinds: dict[str, str] = dict.fromkeys(lists["measures"]["count"], "count")
        self._classifiers = frozenset("".join(lists["classifiers"]["arabic"].split()))
        self._kinds.update(dict.fromkeys(self._classifiers, "count"))
        for kind, units in lists["kinds"].items():
            self._kinds.update(dict.fromkeys(units, kind))
        self._chinese = frozenset("".join(lists["classifiers"]["chinese"].split())) | {
            unit for unit in self._kinds if len(unit) > 1 or unit in "元年天周岁倍成番亩吨米%"
        }
        self._never_chinese = frozenset(lists["classifiers"]["never_chinese"])
        self._postponed = lists["classifiers"]["postponed"]
        self._per = re.compile("/(?:" + _alternatives(lists["rates"]["denominators"]) + ")(?![A-Za-z])")
        self._kinds.update(dict.fromkeys(lists["rates"]["numerators"], "rate"))
        # By first character, which lengths to try, longest first: most places are no unit at all.
        by_first: dict[str, set[int]] = {}
        for unit in self._kinds:
            by_first.setdefault(unit[0], set()).add(len(unit))
        self._lengths = {first: tuple(sorted(found, reverse=True)) for first, found in by_first.items()}
        self._guards = _by_first(lists["guards"]["always"])
        self._guards_wrapped = _by_first(lists["guards"]["wrapped"])
        self.norms: dict[str, str] = lists["norms"]

    def at(self, text: str, position: int, *, is_wrapped: bool = False, numeral: int = 0) -> Unit | None:
        """Return the longest unit that begins at a place of a simplified text.

        ``is_wrapped``: a line break stands before it; ``numeral``: length of the Chinese numeral
        before it, 0 for digits; fewer units follow numerals, fewest those of one character.
        """
        first = text[position : position + 1]
        lengths = self._lengths.get(first)
        if lengths is None:
            return None
        guard = self._guards.get(first)
        if guard and guard.match(text, position):
            return None
        guard = self._guards_wrapped.get(first) if is_wrapped else None
        if guard and guard.match(text, position):
            return None
        window = text[position : position + LONGEST_UNIT]
        for length in lengths:
            unit = window[:length]
            kind = self._kinds.get(unit)
            if kind is None:
                continue
            if unit[-1].isascii() and _IN_LATIN_WORD.match(text, position + length - 1):
                continue
            return self._grown(text, position, unit, kind, numeral)
        return None

    def _grown(self, text: str, position: int, unit: str, kind: str, numeral: int) -> Unit | None:
        """Add 次 (人次), a second classifier in brackets (宗(次)), or a denominator (元/吨)."""
        end = position + len(unit)
        is_classifier = unit in self._classifiers or (unit[:-1] in self._classifiers and unit[-1:] == "次")
        if is_classifier and unit[-1] != "次" and _TIMES.match(text, end):
            end += 1
        if is_classifier and text[end : end + 1] in ("(", "（"):
            bracket = text[end + 1 : end + 3]
            if bracket[:1] in self._classifiers and bracket[1:] in (")", "）"):
                end += 3
        per = self._per.match(text, end) if text.startswith("/", end) else None
        if per:
            end, kind = per.end(), "rate"
        written = text[position:end]
        if numeral and unit in self._never_chinese:
            return None
        if numeral == 1 and unit not in self._chinese:
            is_last = unit in self._postponed and _ENDS_CLAUSE.match(text, end)
            if not (is_last and _NOUN.match(text, position - 2)):
                return None
        if unit in ("微克", "毫克", "μg", "ug", "mg", "μs") and not per:
            kind = "count"
        norm = written.replace("（", "(").replace("）", ")") if len(written) > 3 else written
        return Unit(end=end, norm=self.norms.get(norm, norm), kind=kind)


_TIMES = re.compile("次(?![日年序生品要级]|数(?!字))")
_ENDS_CLAUSE = re.compile("[，。；,;\n]|\\Z")
_NOUN = re.compile("[一-鿿](?<![为成这那等共的有述分第上下中这各前后])")
_IN_LATIN_WORD = re.compile("[A-Za-z][A-Za-z0-9]")


def _by_first(patterns: Iterable[str]) -> dict[str, re.Pattern[str]]:
    """Return patterns, which all begin with a letter of their own, as one for each of these letters.

    One guard in a hundred can match at a place; trying only those takes a tenth of the time.
    """
    found: dict[str, list[str]] = {}
    for pattern in patterns:
        found.setdefault(pattern[0], []).append(pattern)
    return {first: re.compile("|".join(group)) for first, group in found.items()}


def _alternatives(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@following
def units() -> Units:
    """Return the unit lists, read once."""
    return Units()


@dataclass(frozen=True, slots=True, kw_only=True)
class Qualifiers:
    """The words of approximation by where they stand, each with its class."""

    before: dict[str, str]
    inside: dict[str, str]
    after: dict[str, str]
    not_after: dict[str, str]
    not_after_words: dict[str, tuple[str, ...]]
    after_some: tuple[re.Pattern[str], ...]
    after_first: frozenset[str]
    before_last: frozenset[str]

    def before_number(self, text: str, position: int) -> str:
        """Return the qualifier that ends at a place of a simplified text, or ""."""
        if text[position - 1 : position] not in self.before_last:
            return ""
        for length in range(min(4, position), 0, -1):
            word = text[position - length : position]
            if word in self.before:
                start = position - length
                if start and text[start - 1] in self.not_after.get(word, ""):
                    return ""
                return "" if text.endswith(self.not_after_words.get(word, ()), 0, start) else word
        return ""

    def after_unit(self, text: str, position: int) -> str:
        """Return the qualifier that begins at a place of a simplified text, or ""."""
        if text[position : position + 1] not in self.after_first:
            return ""
        for length in (3, 2):
            word = text[position : position + length]
            if word in self.after:
                return word
        is_one = any(pattern.match(text, position) for pattern in self.after_some)
        return text[position] if is_one else ""


@following
def qualifiers() -> Qualifiers:
    """Return the qualifier lists, read once."""
    lists = word_list("qualifiers")
    by_place = {
        place: {word: norm for norm, words in lists[place].items() for word in words}
        for place in ("before", "inside", "after")
    }
    some = lists["after_some"]
    by_place["after"].update(dict.fromkeys("多余", "at_least"), 内="at_most")
    return Qualifiers(
        **by_place,
        not_after=lists["not_after"],
        not_after_words={word: tuple(words) for word, words in lists["not_after_words"].items()},
        after_some=tuple(re.compile(pattern) for patterns in some.values() for pattern in patterns),
        after_first=frozenset(word[0] for word in by_place["after"]),
        before_last=frozenset(word[-1] for word in by_place["before"]),
    )
