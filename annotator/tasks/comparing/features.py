"""Owns the figures about what paired annotations say, feature by feature; numbers also as numbers."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from random import Random

from annotator.agreement import numbers
from annotator.agreement.alpha import (
    NEGATIVE,
    distance_statistic,
    interval_alpha,
    interval_counts,
    nominal_alpha,
    nominal_counts,
    ratio_alpha,
    ratio_counts,
    ratio_distance,
)
from annotator.agreement.bootstrap import Interval, resampled
from annotator.agreement.categories import cohen_kappa
from annotator.agreement.results import Counts, Result, added, group
from annotator.model.annotations import Annotation
from annotator.model.curation import UNSAID
from annotator.model.tagsets import UNTYPED, Label, Tagset
from annotator.tasks.comparing.figures import (
    Behind,
    Case,
    Chance,
    Pair,
    Scope,
    Statistic,
    Tally,
    behind_documents,
)
from annotator.tasks.comparing.matched import Compared, Couple, Couples, paired

NUMBER = ("number", "quantity")

UNIT = "unit_norm"

MOST_VALUES = 500
"""Different values beyond which alpha on the ratio scale is told of a sample of documents: it compares each
with each."""


def compared(tagset: Tagset) -> dict[str, Compared]:
    """Return the features that are compared, by layer and label, in the order they are told."""
    return {
        layer.id: {
            label.id: _of_number(label) if (layer.id, label.id) == NUMBER else _typed(label)
            for label in layer.labels
        }
        for layer in tagset.layers
    }


def _typed(label: Label) -> tuple[str, ...]:
    return tuple(spec.id for spec in label.features if spec.type not in UNTYPED)


def _of_number(label: Label) -> tuple[str, ...]:
    """What makes it up, then what a tagset adds to it or calls otherwise."""
    read = {words for name, words in numbers.READ_FROM.items() if label.feature(name)}
    typed = [name for name in _typed(label) if name not in read | {"period_source"} | UNSAID]
    known = [name for name in numbers.FEATURES if name in typed]
    return (*known, *(name for name in typed if name not in known))


def numeric(tagset: Tagset, layer: str, label: str) -> frozenset[str]:
    """Return the features of a label that state one number each."""
    known = tagset.label(layer, label)
    typed = {spec.id for spec in known.features if spec.type in ("decimal", "integer")} if known else set()
    return frozenset(typed)


def feature_tallies(
    couples: Couples, *, scope: Scope, features: Sequence[str], as_numbers: frozenset[str]
) -> Iterator[Tally]:
    """Yield what figures are made of: each feature, and of numbers the whole quantity."""
    if (scope.layer, scope.label) == NUMBER:
        couples = _read(couples)
        yield Tally(
            scope=scope,
            counts=_counted(couples, numbers.quantity_counts),
            statistics={"exact_quantity": numbers.exact_share},
            behind=_behind(couples, numbers.WHOLE),
        )
    for feature in features:
        here = replace(scope, feature=feature)
        for counts, statistics in _of_feature(couples, feature, is_number=feature in as_numbers):
            yield Tally(scope=here, counts=counts, statistics=statistics, behind=_behind(couples, [feature]))
        if feature in as_numbers:
            yield Tally(
                scope=here,
                counts=_counted(couples, partial(_ratio, feature=feature)),
                statistics={"alpha_ratio": ratio_alpha},
                behind=_behind(couples, [feature]),
                drawn={"alpha_ratio": _drawn_ratio},
            )


def _read(couples: Couples) -> Couples:
    return {
        document: [(owners, (_with_words(one), _with_words(other))) for owners, (one, other) in found]
        for document, found in couples.items()
    }


def _with_words(one: Annotation) -> Annotation:
    features = numbers.read(one.features)
    return one if features is one.features else replace(one, features=features)


def _of_feature(
    couples: Couples, feature: str, *, is_number: bool
) -> Iterator[tuple[Mapping[str, Counts], Mapping[str, Statistic]]]:
    yield (
        _counted(couples, lambda pairs: numbers.feature_counts(pairs, feature)),
        {"exact": numbers.exact_share},
    )
    if is_number:
        yield (
            _counted(couples, lambda pairs: numbers.error_counts(pairs, feature=feature)),
            {"relative_error": numbers.mean_error},
        )
        yield (
            _counted(couples, lambda pairs: interval_counts(numbers.value_units(pairs, feature=feature))),
            {"alpha_interval": interval_alpha},
        )
        return
    yield (
        _counted(couples, lambda pairs: nominal_counts(_said(pairs, feature))),
        {"alpha_nominal": nominal_alpha},
    )
    if feature == UNIT:
        yield _counted(couples, numbers.unit_table), {"kappa": cohen_kappa}


def _said(pairs: Iterable[numbers.Pair], feature: str) -> Iterator[tuple[Hashable, Hashable]]:
    for one, other in pairs:
        yield numbers.normal(feature, one.get(feature)), numbers.normal(feature, other.get(feature))


def _ratio(pairs: Sequence[numbers.Pair], *, feature: str) -> Counts:
    return ratio_counts(numbers.value_units(pairs, feature=feature))


def _counted(couples: Couples, count: Callable[[list[numbers.Pair]], Counts]) -> dict[str, Counts]:
    return {
        document: count([(one.features, other.features) for _, (one, other) in found])
        for document, found in couples.items()
    }


def _drawn_ratio(counts: Mapping[str, Counts], chance: Chance) -> tuple[Result, Interval]:
    """Alpha on the ratio scale with its interval, of a sample of documents where values are too many."""
    kept: list[str] = []
    values: set[Hashable] = set()
    names = sorted(counts)
    for name in Random(chance.seed).sample(names, len(names)):
        fresh = values | set(group(counts[name], "value"))
        if kept and len(fresh) > MOST_VALUES:
            continue
        kept.append(name)
        values = fresh
    documents = [counts[name] for name in sorted(kept)]
    result = ratio_alpha(added(documents))
    if result.reason == NEGATIVE or result.value is None:
        return result, Interval(low=None, high=None, n=len(documents), rounds=0)
    statistic = distance_statistic(documents, ratio_distance)
    return result, resampled(len(documents), statistic, seed=chance.seed, rounds=chance.rounds)


def _behind(couples: Couples, features: Sequence[str]) -> Behind:
    return behind_documents(
        {
            document: [partial(_cases, document, found, features)] if found else []
            for document, found in couples.items()
        }
    )


def _cases(document: str, found: Sequence[tuple[Pair, Couple]], features: Sequence[str]) -> Iterator[Case]:
    """The pairs where one at least states the feature, with what each says of it."""
    for owners, (one, other) in found:
        said = [{name: each.features.get(name) for name in features} for each in (one, other)]
        if any(numbers.normal(name, value) is not None for each in said for name, value in each.items()):
            case = paired(document, owners, (one, other), {one.label: features})
            told = said if len(features) > 1 else [each[features[0]] for each in said]
            yield replace(case, said=(told[0], told[1]))
