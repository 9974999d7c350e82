"""Owns what a project adds to the word lists, while its reports are read: who asks gets the grown list."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from copy import deepcopy
from functools import wraps
from typing import Any, TypeVar

Words = tuple[tuple[str, str, str], ...]
"""(list, word, sense), sorted, without doubles; simplified and half-width."""

T = TypeVar("T")

_current: ContextVar[Words] = ContextVar("additions", default=())
_KEPT = 4
"""Of how many projects the grown lists are kept."""


_one: dict[Words, Words] = {}
"""The words themselves: the same ones are one value, so that looking them up costs no comparison."""
_larger: dict[str, tuple[Words, dict[str, Any]]] = {}
"""File of lists -> the words asked for last, and its lists grown by them."""


def _known(words: Words) -> Words:
    if words not in _one and len(_one) >= _KEPT:
        _one.clear()
    return _one.setdefault(words, words)


def use(words: Words) -> None:
    """From now on, in this thread, the lists hold these words too; () for none."""
    _current.set(_known(words))


@contextmanager
def using(words: Words) -> Iterator[None]:
    """Within the block the lists hold these words too."""
    token = _current.set(_known(words))
    try:
        yield
    finally:
        _current.reset(token)


def following(make: Callable[[], T]) -> Callable[[], T]:
    """Make once what is built from word lists, and once more for each project that adds words."""
    own: list[T] = []
    last: list[tuple[Words, T]] = []
    kept: dict[Words, T] = {}

    @wraps(make)
    def found() -> T:
        words = _current.get()
        if not words:
            if not own:
                own.append(make())
            return own[0]
        # It is asked at every number: a hash of all words would cost more than what is done with them.
        if last and last[0][0] is words:
            return last[0][1]
        if words not in kept:
            if len(kept) >= _KEPT:
                kept.clear()
            kept[words] = make()
        last[:] = [(words, kept[words])]
        return kept[words]

    return found


def _grow_units(lists: dict[str, Any], word: str, sense: str) -> None:
    if sense == "count":
        lists["measures"]["count"].append(word)
    else:
        lists["kinds"][sense].append(word)


def _grow_stops(lists: dict[str, Any], word: str, sense: str) -> None:
    lists["stop"].append({"name": "added", "pattern": re.escape(word)})


def _grow_qualifiers(lists: dict[str, Any], word: str, sense: str) -> None:
    lists["before"].setdefault(sense, []).append(word)


def _grow_names(lists: dict[str, Any], word: str, sense: str) -> None:
    lists["known"].setdefault(sense, []).append(word)


def _grow_agents(lists: dict[str, Any], word: str, sense: str) -> None:
    # Who acts is no part of what is counted.
    lists["outside"]["agents"] += f" {word}"


_SCOPES = {
    "本机关": ("own", "words"),
    "全系统": ("system", "words"),
    "全辖区": ("area", "words"),
    "其他机关": ("other", "alone"),
}


def _grow_bodies(lists: dict[str, Any], word: str, sense: str) -> None:
    table, words = _SCOPES[sense]
    lists[table][words].append(word)


_Grow = Callable[[dict[str, Any], str, str], None]

_GROW: dict[str, dict[str, _Grow]] = {
    "units": {"unit": _grow_units},
    "stops": {"not_a_number": _grow_stops},
    "qualifiers": {"qualifier": _grow_qualifiers},
    "indicators": {"indicator": _grow_names, "body": _grow_agents},
    "bodies": {"body": _grow_bodies},
}
"""File of lists -> which of a project's words belong there, and how."""


def added(name: str) -> Words:
    """What is added now to the lists of one file."""
    grow = _GROW.get(name, {})
    return tuple(one for one in _current.get() if one[0] in grow)


def grown(name: str, lists: dict[str, Any]) -> dict[str, Any]:
    """The lists of one file with what is added to them; themselves where nothing is."""
    words = _current.get()
    if not words or name not in _GROW:
        return lists
    if name not in _larger or _larger[name][0] is not words:
        larger = deepcopy(lists)
        for which, word, sense in added(name):
            _GROW[name][which](larger, word, sense)
        _larger[name] = words, larger
    return _larger[name][1]
