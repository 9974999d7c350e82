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
def _variants() -> tuple[dict[str, str], dict[int, str], re.Pattern[str]]:
    """Return the simplified forms of variants, by letter and by code point, and the pattern of a variant."""
    pairs = _own_list("variants")["pairs"].split()
    forms = {pair[0]: pair[1] for pair in pairs}
    return forms, str.maketrans(forms), re.compile(f"[{''.join(forms)}]")


def as_read(words: Iterable[tuple[str, str, str]]) -> Words:
    """Return what a project adds as the grammar meets it: simplified, half-width, each once, sorted."""
    return tuple(sorted({(name, simplified(clean(word).text), sense) for name, word, sense in words}))


def simplified(text: str) -> str:
    """Return the text with the traditional forms that the lists know replaced, one for one."""
    forms, table, variant = _variants()
    # A text in simplified characters has few: replacing each takes a quarter of the time of str.translate,
    # in traditional characters twice of it.  Of a short text it is not worth asking.
    if len(text) > _SAMPLED and len(variant.findall(text, 0, _SAMPLED)) > _SAMPLED // 20:
        return text.translate(table)
    return variant.sub(lambda match: forms[match[0]], text)


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
        "_guards_wrapped",
        "_kinds",
        "_never_chinese",
        "_patterns",
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
        self._kinds.update(dict.fromkeys(lists["rates"]["numerators"], "count"))
        guards = by_first(lists["guards"]["always"])
        # Most places are no unit: the first character tells, and the longest of its units is one match.
        self._patterns = {
            first: re.compile((f"(?!{guards[first]})" if first in guards else "") + longest)
            for first, longest in by_first(map(_whole, _longest_first(self._kinds))).items()
        }
        self._guards_wrapped = {
            first: re.compile(guard) for first, guard in by_first(lists["guards"]["wrapped"]).items()
        }
        self.norms: dict[str, str] = {
            **{unit: _half_width(unit) for unit in self._kinds if "（" in unit},
            **lists["norms"],
        }

    def begins(self) -> frozenset[str]:
        """Return the characters that units begin with."""
        return frozenset(self._patterns)

    def at(self, text: str, position: int, *, is_wrapped: bool = False, numeral: int = 0) -> Unit | None:
        """Return the longest unit that begins at a place of a simplified text.

        ``is_wrapped``: a line break stands before it; ``numeral``: length of the Chinese numeral
        before it, 0 for digits; fewer units follow numerals, fewest those of one character.
        """
        first = text[position : position + 1]
        pattern = self._patterns.get(first)
        found = pattern.match(text, position) if pattern else None
        if found is None:
            return None
        guard = self._guards_wrapped.get(first) if is_wrapped else None
        if guard and guard.match(text, position):
            return None
        unit, end = found[0], found.end()
        kind, norm = self._kinds[unit], unit
        if text[end : end + 1] in _GROWS:
            end, kind = self._grown(text, end, unit, kind)
            norm = _half_width(text[position:end])
        if numeral and not self._may_follow(text, position, end, unit, numeral):
            return None
        return Unit(end, self.norms.get(norm, norm), kind)

    def _grown(self, text: str, end: int, unit: str, kind: str) -> tuple[int, str]:
        """Add 次 (人次), a second classifier in brackets (宗(次)), or a denominator (元/吨): end and kind."""
        is_classifier = unit in self._classifiers or (unit[:-1] in self._classifiers and unit[-1:] == "次")
        if is_classifier and unit[-1] != "次" and _TIMES.match(text, end):
            end += 1
        if is_classifier and text[end : end + 1] in ("(", "（"):
            bracket = text[end + 1 : end + 3]
            if bracket[:1] in self._classifiers and bracket[1:] in (")", "）"):
                end += 3
        per = self._per.match(text, end)
        return (per.end(), "rate") if per else (end, kind)

    def _may_follow(self, text: str, position: int, end: int, unit: str, numeral: int) -> bool:
        """Whether a unit that stands there counts behind a Chinese numeral of this length."""
        if unit in self._never_chinese:
            return False
        if numeral > 1 or unit in self._chinese:
            return True
        is_last = unit in self._postponed and _ENDS_CLAUSE.match(text, end)
        return bool(is_last and _NOUN.match(text, position - 2))


_GROWS = frozenset("次(（/")
_TIMES = re.compile("次(?![日年序生品要级]|数(?!字))")
_ENDS_CLAUSE = re.compile("[，。；,;\n]|\\Z")
_NOUN = re.compile("[一-鿿](?<![为成这那等共的有述分第上下中这各前后])")


def _half_width(unit: str) -> str:
    return unit.replace("（", "(").replace("）", ")")


def _longest_first(words: Iterable[str]) -> list[str]:
    return sorted(words, key=len, reverse=True)


def _whole(unit: str) -> str:
    """Return the pattern of a unit; one of letters ends where they end."""
    return re.escape(unit) + ("(?![A-Za-z0-9])" if unit[-1].isascii() and unit[-1].isalpha() else "")


def by_first(patterns: Iterable[str]) -> dict[str, str]:
    """Return patterns, which all begin with a character of their own, as one for each of these characters.

    One guard in a hundred can match at a place; trying only those takes a tenth of the time.
    """
    found: dict[str, list[str]] = {}
    for pattern in patterns:
        found.setdefault(pattern.lstrip("\\")[0], []).append(pattern)
    return {first: f"(?:{'|'.join(group)})" for first, group in found.items()}


def _alternatives(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in _longest_first(words))


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
