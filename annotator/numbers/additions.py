"""Owns what a project adds to the word lists, while its reports are read: who asks gets the grown list."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from copy import deepcopy
from functools import lru_cache, wraps
from typing import Any, TypeVar

Words = tuple[tuple[str, str, str], ...]
"""(list, word, sense), sorted, without doubles; simplified and half-width."""

T = TypeVar("T")

_KEPT = 4
"""Of how many projects the grown lists are kept."""


class _Project:
    """The words of one project, told apart by what it is and not by comparing thousands of words."""

    __slots__ = ("words",)

    def __init__(self, words: Words) -> None:
        self.words = words


_NONE = _Project(())
_current: ContextVar[_Project] = ContextVar("additions", default=_NONE)
_project = lru_cache(maxsize=_KEPT)(_Project)
_larger: dict[str, tuple[Words, dict[str, Any]]] = {}
"""File of lists -> the words asked for last, and its lists grown by them."""


def _known(words: Words) -> _Project:
    return _project(words) if words else _NONE


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

    @lru_cache(maxsize=_KEPT + 1)
    def made(project: _Project) -> T:
        return make()

    # What was asked for last is asked for thousands of times in each report.
    last: tuple[_Project, T] | None = None

    @wraps(make)
    def found() -> T:
        nonlocal last
        project, known = _current.get(), last
        if known is None or known[0] is not project:
            last = known = project, made(project)
        return known[1]

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
    return tuple(one for one in _current.get().words if one[0] in grow)


def grown(name: str, lists: dict[str, Any]) -> dict[str, Any]:
    """The lists of one file with what is added to them; themselves where nothing is."""
    words = _current.get().words
    if not words or name not in _GROW:
        return lists
    if name not in _larger or _larger[name][0] is not words:
        larger = deepcopy(lists)
        for which, word, sense in added(name):
            _GROW[name][which](larger, word, sense)
        _larger[name] = words, larger
    return _larger[name][1]
