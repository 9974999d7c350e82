"""Owns how good the machine is, by what people answered: precision, recall, and what was wrong.

Precision is the share of answered suggestions that stand, recall the share of the numbers people let stand
or added that the machine had found.  Intervals are Wilson's at 95 %: E. B. Wilson, JASA 22 (1927), 209-212.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from math import sqrt
from typing import Literal

from annotator.measures.steps import Steps
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
    it cannot be told.  Recall counts ``complete`` of ``reports`` only, those declared finished; the missed
    numbers of the others are ``left_aside``.
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
    left_aside: int = 0
    reports: int = 0
    complete: int = 0


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """The answers in one report, counted: (unit, kind, reviewer) -> counts in the order of ``_COUNTS``.

    ``wrong`` are the cases that are not right, by place; ``complete`` the reviewers who declared the numbers
    finished as a whole.
    """

    document: str
    counts: Mapping[Group, Sequence[int]]
    wrong: tuple[Case, ...]
    complete: frozenset[str]


def counted(found: Iterable[Case], *, document: str, complete: frozenset[str]) -> Counted:
    """Count the cases of one report."""
    counts: dict[Group, list[int]] = {}
    wrong: list[Case] = []
    for case in found:
        one = counts.setdefault((case.unit, case.kind, case.reviewer), [0] * len(_COUNTS))
        is_complete = case.reviewer in complete
        one[_ANSWERED] += case.outcome != "missed"
        one[_STANDING] += case.outcome in ("right", "corrected")
        one[_TOLD] += is_complete and case.outcome != "rejected"
        one[_ASIDE] += not is_complete and case.outcome == "missed"
        if case.outcome != "right":
            wrong.append(case)
            for measure in counts_against(case, is_complete=is_complete):
                one[_AT[measure]] += 1
    wrong.sort(key=lambda case: (case.start, case.end, case.reviewer))
    return Counted(document=document, counts=counts, wrong=tuple(wrong), complete=complete)


def counts_against(case: Case, *, is_complete: bool) -> tuple[str, ...]:
    """Return the measures that a case counts against.

    ``is_complete``: its report was declared finished by its reviewer.  Only there is a number that nobody
    added one that was not missed, so recall is told of those alone.
    """
    if case.outcome == "missed":
        return ("recall",) if is_complete else ()
    if case.outcome == "rejected":
        return "precision", "exact"
    return ("exact", *case.wrong) if case.outcome == "corrected" else ()


def figures(reports: Iterable[Counted], *, by: By) -> Steps[list[Figure]]:
    """Return precision, exactness, recall and every field's share of right ones, for each group: reports in
    their order, other groups by name."""
    groups: dict[str, _Sum] = {} if by != "all" else {"": _Sum()}
    for report in reports:
        met: dict[str, int] = {}
        for group, counts in report.counts.items():
            name = _name(by, group, report.document)
            if (sums := groups.get(name)) is None:
                sums = groups[name] = _Sum()
            sums.counts = [one + more for one, more in zip(sums.counts, counts, strict=True)]
            met[name] = met.get(name, 0) + counts[_TOLD]
        for name, told in met.items():
            groups[name].reports += 1
            groups[name].complete += told > 0
        yield
    made: list[Figure] = []
    for name in groups if by == "document" else sorted(groups):
        made += _of_group(groups[name], by=by, name=name)
        yield
    return made


def provisos(figure: Figure) -> list[tuple[str, dict[str, int]]]:
    """Return what must be said beside a figure, as message ids with their values: recall is counted in some
    reports only, and numbers known to be missed may lie in the others."""
    said: list[tuple[str, dict[str, int]]] = []
    if figure.measure == "recall" and figure.of:
        said.append(("figure.only_finished", {"n": figure.complete, "of": figure.reports}))
    if figure.left_aside:
        said.append(("figure.left_aside", {"n": figure.left_aside}))
    return said


def against(reports: Iterable[Counted], *, measure: str, by: By, name: str) -> Steps[list[Case]]:
    """Return the cases that count against a figure, report by report."""
    found: list[Case] = []
    for report in reports:
        for case in report.wrong:
            group = case.unit, case.kind, case.reviewer
            if _name(by, group, report.document) == name and measure in counts_against(
                case, is_complete=case.reviewer in report.complete
            ):
                found.append(case)
        yield
    return found


def evidence(reports: Iterable[Counted], *, by: By) -> dict[tuple[str, str], list[Case]]:
    """Return (name, measure) -> the cases that count against it, of all figures at once."""
    found: dict[tuple[str, str], list[Case]] = {}
    for report in reports:
        for case in report.wrong:
            name = _name(by, (case.unit, case.kind, case.reviewer), report.document)
            for measure in counts_against(case, is_complete=case.reviewer in report.complete):
                found.setdefault((name, measure), []).append(case)
    return found


Group = tuple[str, str, str]
"""Unit, kind, reviewer."""
_COUNTS = ("answered", "standing", "told", "aside", "precision", "exact", "recall", "span", *FIELDS)
"""What is counted: cases of four sorts, then those against each measure."""
_AT: Mapping[str, int] = {name: n for n, name in enumerate(_COUNTS)}
_ANSWERED, _STANDING, _TOLD, _ASIDE = range(4)


class _Sum:
    """The counts of a group, of how many reports, and how many of those were declared finished."""

    __slots__ = ("complete", "counts", "reports")

    def __init__(self) -> None:
        self.counts: Sequence[int] = [0] * len(_COUNTS)
        self.reports = self.complete = 0


def _name(by: By, group: Group, document: str) -> str:
    if by == "all":
        return ""
    return document if by == "document" else group[("unit", "kind", "reviewer").index(by)]


def _of_group(sums: _Sum, *, by: By, name: str) -> list[Figure]:
    counts = sums.counts

    def share(measure: str, of: int) -> Figure:
        return _figure(measure, by, name, of=of, bad=counts[_AT[measure]])

    recall = replace(
        share("recall", counts[_TOLD]),
        left_aside=counts[_ASIDE],
        reports=sums.reports,
        complete=sums.complete,
    )
    fields = [share(field, counts[_STANDING]) for field in ("span", *FIELDS)]
    return [
        share("precision", counts[_ANSWERED]),
        share("exact", counts[_ANSWERED]),
        recall if recall.of else replace(recall, why="not_finished"),
        *fields,
    ]


def _figure(measure: str, by: By, name: str, *, of: int, bad: int) -> Figure:
    low, high = wilson(of - bad, of) if of else (None, None)
    return Figure(
        measure=measure,
        by=by,
        name=name,
        right=of - bad,
        of=of,
        share=(of - bad) / of if of else None,
        low=low,
        high=high,
        why="" if of else "nothing",
    )


def wilson(right: int, of: int) -> tuple[float, float]:
    """Return Wilson's 95 % interval of a share, both ends 0 to 1; ``of`` > 0."""
    share, z2 = right / of, _Z * _Z
    middle = (share + z2 / (2 * of)) / (1 + z2 / of)
    half = _Z * sqrt(share * (1 - share) / of + z2 / (4 * of * of)) / (1 + z2 / of)
    return max(0.0, middle - half), min(1.0, middle + half)


def reasons(reports: Iterable[Counted]) -> Steps[dict[str, int]]:
    """Return the mix of errors: reason -> how many cases have it, the most frequent first."""
    mix: Counter[str] = Counter()
    for report in reports:
        mix.update(case.reason for case in report.wrong)
        yield
    return dict(sorted(mix.items(), key=lambda pair: (-pair[1], pair[0])))


def because(reports: Iterable[Counted], reason: str) -> Steps[list[Case]]:
    """Return the cases of one reason, report by report."""
    found: list[Case] = []
    for report in reports:
        found += [case for case in report.wrong if case.reason == reason]
        yield
    return found
