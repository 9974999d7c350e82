"""Owns a figure of agreement as it is shown, the cases behind it, and making figures of what was counted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from annotator.agreement.bootstrap import ROUNDS, Interval, intervals
from annotator.agreement.results import Counts, Result, added
from annotator.model.canonical import Json

Pair = tuple[str, str]
"""Two owners, in the order of their names; gold is always the second."""

Outcome = Literal["both", "only_one", "only_other"]

NOT_DECLARED = "agreement.not_declared"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One line of the list behind a figure: two things that were paired, or one without a partner.

    ``start`` and ``end`` are where the first one's begins and ends (the other's where only that is there),
    None for the whole document.  ``one`` and ``other`` are ids of annotations or relations, several where a
    place has several labels.  ``differs`` says in what a pair does: ``boundary``, ``label``, or a feature;
    ``said`` what each says.
    """

    document: str
    pair: Pair
    outcome: Outcome
    start: int | None = None
    end: int | None = None
    one: tuple[str, ...] = ()
    other: tuple[str, ...] = ()
    differs: tuple[str, ...] = ()
    said: tuple[Json, Json] = (None, None)


Behind = Callable[[str | None], Iterable[Case]]
"""The cases of one document, or of all."""


def no_cases(document: str | None) -> Iterable[Case]:
    """There is no list."""
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What a figure is about; None where it is about all of that kind together."""

    layer: str | None = None
    label: str | None = None
    feature: str | None = None
    document: str | None = None
    pair: Pair | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure of agreement.

    ``value`` is None where it cannot be told, and ``reason`` the message id of why.  ``low`` and ``high``
    are the 95 % interval, None where there is none, and ``unsure`` the message id of why: figures of one
    document have none and say nothing.  ``n`` is how many units, characters, pairs or spans it rests on.
    """

    scope: Scope
    measure: str
    value: float | None
    n: int
    low: float | None = None
    high: float | None = None
    reason: str = ""
    unsure: str = ""
    behind: Behind = field(default=no_cases, repr=False, compare=False)

    def cases(self) -> tuple[Case, ...]:
        """The list behind the figure, by document and place; worked out when asked for."""
        found = self.behind(self.scope.document)
        return tuple(sorted(found, key=_place))


def _place(case: Case) -> tuple[str, int, int, Pair, tuple[str, ...], tuple[str, ...]]:
    start, end = (-1 if place is None else place for place in (case.start, case.end))
    return case.document, start, end, case.pair, case.one, case.other


Statistic = Callable[[Counts], Result]
Drawn = Callable[[Mapping[str, Counts], "Chance"], tuple[Result, Interval]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chance:
    """How documents are drawn anew for the intervals."""

    seed: int = 0
    rounds: int = ROUNDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What was counted for some figures: document -> its counts, and the figure made of them by name.

    ``drawn`` makes figure and interval in a way of its own.  ``has_documents``: each document gets a figure
    too.
    """

    scope: Scope
    counts: Mapping[str, Counts]
    statistics: Mapping[str, Statistic]
    behind: Behind = field(default=no_cases, compare=False)
    drawn: Mapping[str, Drawn] = field(default_factory=dict)
    has_documents: bool = False

    def figures(self, chance: Chance) -> Iterator[Figure]:
        """The figures of all documents together with their intervals, then those of each."""
        total, names = added(self.counts.values()), list(self.statistics)
        told = {name: self.statistics[name](total) for name in names if name not in self.drawn}
        # What cannot be told at all needs no thousand rounds.
        sure = [name for name in told if told[name].value is not None]
        statistics = [self.statistics[name] for name in sure]
        found = dict(
            zip(
                sure,
                intervals(self.counts, statistics, seed=chance.seed, rounds=chance.rounds) if sure else (),
                strict=True,
            )
        )
        for name in names:
            if name in self.drawn and self.counts:
                result, interval = self.drawn[name](self.counts, chance)
                yield self._figure(name, result, interval)
            else:
                yield self._figure(name, told.get(name) or self.statistics[name](total), found.get(name))
        if self.has_documents:
            yield from self._of_documents()

    def _of_documents(self) -> Iterator[Figure]:
        for document in sorted(self.counts):
            for name, statistic in self.statistics.items():
                figure = self._figure(name, statistic(self.counts[document]), None)
                yield replace(figure, scope=replace(self.scope, document=document))

    def _figure(self, measure: str, result: Result, interval: Interval | None) -> Figure:
        return Figure(
            scope=self.scope,
            measure=measure,
            value=result.value,
            n=result.n,
            low=interval.low if interval else None,
            high=interval.high if interval else None,
            reason=result.reason if self.counts else NOT_DECLARED,
            unsure=interval.reason if interval else "",
            behind=self.behind,
        )


def behind_documents(cases: Mapping[str, Sequence[Callable[[], Iterable[Case]]]]) -> Behind:
    """Return the list behind a figure from the lists of each document."""

    def behind(document: str | None) -> Iterator[Case]:
        for name in cases if document is None else (document,):
            for each in cases.get(name, ()):
                yield from each()

    return behind


def only_pairs(behind: Behind) -> Behind:
    """Return a list without those that have no partner."""
    return lambda document: (case for case in behind(document) if case.outcome == "both")
