"""Owns the verbs that print figures of a project: quality, series."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from typing import Any

from annotator.cli.output import Output
from annotator.cli.projects import opened
from annotator.i18n import tr
from annotator.measures import quality as measured
from annotator.measures.quality import Case, Figure
from annotator.measures.series import LeftOut, Line, Observation, Point, indicators
from annotator.measures.series import series as lines_of
from annotator.measures.steps import drained
from annotator.tasks.measuring import answers_in, cases_in, numbers_in


def quality(arguments: Namespace, out: Output) -> None:
    """Print how good the machine is, by people's answers, and what was wrong."""
    with opened(arguments) as session:
        names = {each.id: each.name for each in session.store.documents()}
        if arguments.cases:
            for case in cases_in(session.store, of=arguments.of):
                out.line(_case(case), _told_case(case, names))
            return
        reports = list(answers_in(session.store, of=arguments.of))
        behind = measured.evidence(reports, by=arguments.by)
        for figure in drained(measured.figures(reports, by=arguments.by)):
            cases = behind.get((figure.name, figure.measure), [])
            out.line(_figure(figure, cases), _told(figure, names))
        for reason, n in drained(measured.reasons(reports)).items():
            found = [_case(case) for case in drained(measured.because(reports, reason))]
            record = {"measure": "reason", "name": reason, "n": n, "cases": found}
            out.line(record, f"{tr('cli.reason')}\t{reason}\t{n}")


def _figure(figure: Figure, cases: Sequence[Case]) -> dict[str, Any]:
    told = {
        "measure": figure.measure,
        "by": figure.by,
        "name": figure.name,
        "right": figure.right,
        "of": figure.of,
        "value": _rounded(figure.share),
        "low": _rounded(figure.low),
        "high": _rounded(figure.high),
        "reason": tr(f"figure.{figure.why}") if figure.why else None,
        "cases": [_case(case) for case in cases],
    }
    if figure.measure == "recall":
        # What it is a share of is not what the others are shares of.
        told |= {"reports": figure.complete, "of_reports": figure.reports, "left_aside": figure.left_aside}
    return told


def _rounded(share: float | None) -> str | None:
    return None if share is None else f"{share:.4f}"


def _told(figure: Figure, names: dict[str, str]) -> str:
    name = names.get(figure.name, figure.name)
    if figure.share is None or figure.low is None or figure.high is None:
        told = f"{name}\t{figure.measure}\t—\t{tr(f'figure.{figure.why}')}"
    else:
        told = (
            f"{name}\t{figure.measure}\t{figure.share:.1%}\t[{figure.low:.1%}, {figure.high:.1%}]"
            f"\t{figure.right}/{figure.of}"
        )
    return "\t".join([told, *(tr(message, **values) for message, values in measured.provisos(figure))])


def _case(case: Case) -> dict[str, Any]:
    return {
        "annotation": case.annotation,
        "document": case.document,
        "reviewer": case.reviewer,
        "start": case.start,
        "end": case.end,
        "unit": case.unit,
        "kind": case.kind,
        "outcome": case.outcome,
        "wrong": list(case.wrong),
        "reason": case.reason or None,
    }


def _told_case(case: Case, names: dict[str, str]) -> str:
    return f"{names[case.document]}\t{case.start}\t{case.end}\t{case.reviewer}\t{case.outcome}\t{case.reason}"


def series(arguments: Namespace, out: Output) -> None:
    """Print one indicator across reports and years; without one, which indicators there are."""
    with opened(arguments) as session:
        reports = numbers_in(session.store, reviewer=arguments.of or arguments.actor)
        if arguments.indicator is None:
            for id, count in drained(indicators(reports)).items():
                out.line({"indicator": id, "n": count}, f"{count}\t{id}")
            return
        told = drained(lines_of(reports, indicator=arguments.indicator))
        for line in told.lines:
            for point in line.points:
                out.line(_point(line, point), _told_point(line, point))
        for one in told.left_out:
            out.line(_left_out(told.indicator, one), _told_left_out(one))


def _place(each: Observation) -> dict[str, Any]:
    return {
        "document": each.document,
        "owner": each.owner,
        "fragments": [list(pair) for pair in each.fragments],
        "text": each.text,
    }


def _point(line: Line, point: Point) -> dict[str, Any]:
    return {
        "indicator": line.indicator,
        "body": line.body,
        "unit": line.unit,
        "role": line.role,
        "period_from": point.first.isoformat(),
        "period_to": point.last.isoformat(),
        "value": str(point.value),
        "basis": list(point.basis),
        "clashes": point.clashes,
        "lacks": [],
        **_place(point.observation),
    }


def _told_point(line: Line, point: Point) -> str:
    signs = [tr(f"series.basis.{one}") for one in point.basis]
    signs += [tr("series.clash")] if point.clashes else []
    return (
        f"{line.body}\t{point.first}–{point.last}\t{point.value} {line.unit}\t{line.role}\t{' '.join(signs)}"
    )


def _left_out(indicator: str, one: LeftOut) -> dict[str, Any]:
    each = one.observation
    return {
        "indicator": indicator,
        "body": each.body or None,
        "unit": each.said("unit_norm") or None,
        "role": each.said("role") or None,
        "period_from": each.said("period_from") or None,
        "period_to": each.said("period_to") or None,
        "value": each.said("value") or None,
        "basis": [],
        "clashes": False,
        "lacks": list(one.lacks),
        **_place(each),
    }


def _told_left_out(one: LeftOut) -> str:
    lacks = tr("series.lacks", what=" ".join(tr(f"series.lack.{name}") for name in one.lacks))
    return f"{one.observation.body or '—'}\t{one.observation.text}\t{lacks}"
