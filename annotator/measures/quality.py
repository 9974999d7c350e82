"""Owns how good the machine is, by what people answered: precision, recall, and what was wrong.

Precision is the share of answered suggestions that stand, recall the share of the numbers people let stand
or added that the machine had found.  Intervals are Wilson's at 95 %: E. B. Wilson, JASA 22 (1927), 209-212.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import sqrt
from typing import Literal

from annotator.model.annotations import Annotation
from annotator.model.canonical import Json

Outcome = Literal["right", "corrected", "rejected", "missed"]
By = Literal["all", "unit", "kind", "document", "reviewer"]

FIELDS: Mapping[str, tuple[str, ...]] = {
    "value": ("value", "value_max", "values"),
    "unit": ("unit_norm",),
    "magnitude": ("magnitude",),
    "qualifier": ("qualifier_norm",),
    "kind": ("kind",),
    "direction": ("direction",),
    "indicator": ("indicator", "indicator_id"),
    "period": ("period_from", "period_to"),
    "role": ("role",),
}
"""What can be wrong of a number beside its place -> the features that say it."""

_Z = 1.959963984540054
"""Two-sided 95 % quantile of the normal distribution."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One answer as evidence: ``wrong`` names what differs from what the machine said, ``reason`` is what
    the person gave, or the first of ``wrong``."""

    annotation: str
    document: str
    reviewer: str
    start: int
    end: int
    unit: str
    kind: str
    outcome: Outcome
    wrong: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A share with what it is made of.

    ``share`` is 0 to 1 with its interval ``low`` to ``high``; None where ``of`` is 0 or ``why`` says that
    it cannot be told.  ``cases`` are those that count against it.
    """

    measure: str
    by: By
    name: str
    right: int
    of: int
    share: float | None
    low: float | None
    high: float | None
    why: str = ""
    cases: tuple[Case, ...] = ()


def cases(annotations: Iterable[Annotation], *, layer: str, label: str) -> list[Case]:
    """Return what the answers of people say of the machine, for one label, in the order given."""
    return [
        _case(each)
        for each in annotations
        if each.layer == layer
        and each.label == label
        and each.fragments
        # A number added by hand where the machine saw none, or an answer to it.
        and (each.machine is not None or each.verdict is None)
    ]


def _case(each: Annotation) -> Case:
    machine = each.machine
    wrong = () if machine is None or each.verdict == "rejected" else tuple(_wrong(each))
    outcome: Outcome = "missed" if machine is None else "right"
    if each.verdict == "rejected":
        outcome = "rejected"
    elif wrong:
        outcome = "corrected"
    features = machine.features if each.verdict == "rejected" and machine else each.features
    reason = str(each.features.get("reason") or "")
    usual = {"missed": "missed", "rejected": "not_a_number"}.get(outcome, wrong[0] if wrong else "")
    return Case(
        annotation=each.id,
        document=each.document,
        reviewer=each.owner,
        start=each.fragments[0][0],
        end=each.fragments[-1][1],
        unit=str(features.get("unit_norm") or ""),
        kind=str(features.get("kind") or ""),
        outcome=outcome,
        wrong=wrong,
        reason=reason or usual,
    )


def _wrong(each: Annotation) -> Iterable[str]:
    machine = each.machine
    assert machine is not None
    if each.fragments != machine.fragments:
        yield "span"
    for field, features in FIELDS.items():
        if any(_differs(machine.features, each.features, feature) for feature in features):
            yield field


def _differs(machine: Mapping[str, Json], person: Mapping[str, Json], feature: str) -> bool:
    said, told = machine.get(feature), person.get(feature)
    if feature in ("value", "value_max") and said and told:
        return Decimal(str(said)) != Decimal(str(told))
    return (said or None) != (told or None)


def figures(found: Sequence[Case], *, by: By, complete: frozenset[tuple[str, str]]) -> list[Figure]:
    """Return precision, exactness, recall and every field's share of right ones, for each group.

    ``complete`` are the (document, reviewer) whose layer was declared finished: only there is a number that
    nobody added one that was not missed, so recall is told of those alone.
    """
    group = _GROUPS[by]
    names = sorted({group(case) for case in found}) if by != "all" else [""]
    made: list[Figure] = []
    for name in names:
        chosen = [case for case in found if by == "all" or group(case) == name]
        made += _of_group(chosen, by=by, name=name, complete=complete)
    return made


_GROUPS: Mapping[By, Callable[[Case], str]] = {
    "all": lambda case: "",
    "unit": lambda case: case.unit,
    "kind": lambda case: case.kind,
    "document": lambda case: case.document,
    "reviewer": lambda case: case.reviewer,
}


def _of_group(chosen: list[Case], *, by: By, name: str, complete: frozenset[tuple[str, str]]) -> list[Figure]:
    answered = [case for case in chosen if case.outcome != "missed"]
    standing = [case for case in answered if case.outcome != "rejected"]
    made = [
        _figure("precision", by, name, answered, against=lambda case: case.outcome == "rejected"),
        _figure("exact", by, name, answered, against=lambda case: case.outcome != "right"),
    ]
    told = [
        case for case in chosen if (case.document, case.reviewer) in complete and case.outcome != "rejected"
    ]
    recall = _figure("recall", by, name, told, against=lambda case: case.outcome == "missed")
    made.append(recall if told else _untold(recall, why="not_finished"))
    for field in ("span", *FIELDS):
        made.append(_figure(field, by, name, standing, against=_has_wrong(field)))
    return made


def _has_wrong(field: str) -> Callable[[Case], bool]:
    return lambda case: field in case.wrong


def _untold(figure: Figure, *, why: str) -> Figure:
    return Figure(
        measure=figure.measure,
        by=figure.by,
        name=figure.name,
        right=0,
        of=0,
        share=None,
        low=None,
        high=None,
        why=why,
    )


def _figure(
    measure: str, by: By, name: str, chosen: Sequence[Case], *, against: Callable[[Case], bool]
) -> Figure:
    bad = tuple(case for case in chosen if against(case))
    of, right = len(chosen), len(chosen) - len(bad)
    low, high = wilson(right, of) if of else (None, None)
    return Figure(
        measure=measure,
        by=by,
        name=name,
        right=right,
        of=of,
        share=right / of if of else None,
        low=low,
        high=high,
        why="" if of else "nothing",
        cases=bad,
    )


def wilson(right: int, of: int) -> tuple[float, float]:
    """Return Wilson's 95 % interval of a share, both ends 0 to 1; ``of`` > 0."""
    share, z2 = right / of, _Z * _Z
    middle = (share + z2 / (2 * of)) / (1 + z2 / of)
    half = _Z * sqrt(share * (1 - share) / of + z2 / (4 * of * of)) / (1 + z2 / of)
    return max(0.0, middle - half), min(1.0, middle + half)


def reasons(found: Iterable[Case]) -> dict[str, list[Case]]:
    """Return the mix of errors: reason -> its cases, the most frequent first."""
    mix: dict[str, list[Case]] = {}
    for case in found:
        if case.outcome != "right":
            mix.setdefault(case.reason, []).append(case)
    return dict(sorted(mix.items(), key=lambda pair: (-len(pair[1]), pair[0])))
