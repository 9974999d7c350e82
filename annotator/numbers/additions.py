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


def use(words: Words) -> None:
    """From now on, in this thread, the lists hold these words too; () for none."""
    _current.set(words)


@contextmanager
def using(words: Words) -> Iterator[None]:
    """Within the block the lists hold these words too."""
    token = _current.set(words)
    try:
        yield
    finally:
        _current.reset(token)


def following(make: Callable[[], T]) -> Callable[[], T]:
    """Make once what is built from word lists, and once more for each project that adds words."""
    own: list[T] = []
    kept: dict[Words, T] = {}

    @wraps(make)
    def found() -> T:
        words = _current.get()
        if not words:
            if not own:
                own.append(make())
            return own[0]
        if words not in kept:
            if len(kept) >= _KEPT:
                kept.clear()
            kept[words] = make()
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


_GROW: dict[str, tuple[str, Callable[[dict[str, Any], str, str], None]]] = {
    "units": ("unit", _grow_units),
    "stops": ("not_a_number", _grow_stops),
    "qualifiers": ("qualifier", _grow_qualifiers),
}
"""File of lists -> which of a project's words belong there, and how."""


def added(name: str) -> Words:
    """What is added now to the lists of one file."""
    if name not in _GROW:
        return ()
    return tuple(one for one in _current.get() if one[0] == _GROW[name][0])


def grown(name: str, lists: dict[str, Any]) -> dict[str, Any]:
    """The lists of one file with what is added to them; themselves where nothing is."""
    more = added(name)
    if not more:
        return lists
    grow, larger = _GROW[name][1], deepcopy(lists)
    for _, word, sense in more:
        grow(larger, word, sense)
    return larger
