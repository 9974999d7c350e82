"""Owns the verb that prints how far reviewers agree: agreement."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from annotator.cli.attended import cancelled, told_progress
from annotator.cli.output import Output
from annotator.cli.projects import opened
from annotator.errors import UserError
from annotator.i18n import tr
from annotator.model.tagsets import Tagset
from annotator.tasks.acting import tagset_of
from annotator.tasks.agreement import Wanted, agreement
from annotator.tasks.comparing.figures import Case, Figure, Pair

_COUNTS = ("left_out", "left_out_relations")
"""Figures that are a number of things, and no share of anything."""


def agree(arguments: Namespace, out: Output) -> None:
    """Print the figures of agreement, each with the cases behind it when these are asked for."""
    wanted = Wanted(
        layers=tuple(arguments.layer),
        pair=_pair(arguments.pair),
        document=arguments.document,
        seed=arguments.seed,
        rounds=arguments.rounds,
        with_gamma=arguments.gamma,
    )
    with opened(arguments) as session:
        _refuse_unknown(arguments, tagset_of(session.store))
        names = {each.id: each.name for each in session.store.documents()}
        figures = agreement(
            session.store, wanted, progress=told_progress(arguments), cancelled=cancelled(arguments)
        )
        measures: dict[str, None] = {}
        for figure in figures:
            measures[figure.measure] = None
            if not _is_wanted(figure, arguments):
                continue
            record = _record(figure)
            if arguments.is_attended:
                # Whoever attends says it in its own language.
                record |= {"why": figure.reason, "unsure": figure.unsure}
            cases = figure.cases() if arguments.cases else ()
            if arguments.cases:
                record["cases"] = [_case(case) for case in cases]
            out.line(record, "\n".join([_told(figure, names), *(_told_case(case, names) for case in cases)]))
        if measures and arguments.measure and arguments.measure not in measures:
            known = ", ".join(sorted(measures))
            raise UserError("agreement.unknown_measure", measure=arguments.measure, known=known)


def _refuse_unknown(arguments: Namespace, tagset: Tagset) -> None:
    """Raise unless label and feature are the tagset's: no figure is about others, and nothing is said."""
    every = [label for layer in tagset.layers for label in layer.labels]
    labels = sorted({*(label.id for label in every), *(relation.id for relation in tagset.relations)})
    features = sorted({spec.id for label in every for spec in label.features})
    if arguments.label and arguments.label not in labels:
        raise UserError("agreement.unknown_label", label=arguments.label, known=", ".join(labels))
    if arguments.feature and arguments.feature not in features:
        raise UserError("agreement.unknown_feature", feature=arguments.feature, known=", ".join(features))


def _is_wanted(figure: Figure, arguments: Namespace) -> bool:
    """Whether a figure is about what was asked for; "" asks for those of all labels, or features."""
    scope = figure.scope
    if arguments.is_overall and scope.document is not None:
        return False
    asked = (
        (arguments.label, scope.label or ""),
        (arguments.feature, scope.feature or ""),
        (arguments.measure, figure.measure),
    )
    return all(wanted is None or wanted == told for wanted, told in asked)


def _pair(words: str | None) -> Pair | None:
    if words is None:
        return None
    named = [name.strip() for name in words.split(",")]
    if len(named) != 2 or not all(named):
        raise UserError("agreement.bad_pair", pair=words)
    return named[0], named[1]


def _record(figure: Figure) -> dict[str, Any]:
    scope = figure.scope
    return {
        "layer": scope.layer,
        "label": scope.label,
        "feature": scope.feature,
        "document": scope.document,
        "pair": ",".join(scope.pair) if scope.pair else None,
        "measure": figure.measure,
        "value": _rounded(figure.value),
        "low": _rounded(figure.low),
        "high": _rounded(figure.high),
        "n": figure.n,
        "reason": tr(figure.reason) if figure.reason else None,
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 6)


def _case(case: Case) -> dict[str, Any]:
    return {
        "document": case.document,
        "pair": ",".join(case.pair),
        "outcome": case.outcome,
        "start": case.start,
        "end": case.end,
        "one": list(case.one),
        "other": list(case.other),
        "differs": list(case.differs),
        "said": list(case.said),
    }


def _told(figure: Figure, names: dict[str, str]) -> str:
    scope = figure.scope
    document = names.get(scope.document, scope.document) if scope.document else None
    about = [scope.layer, scope.label, scope.feature, document]
    who = "–".join(scope.pair) if scope.pair else tr("agreement.all_together")
    words = ["/".join(part for part in about if part) or "—", who, figure.measure]
    if figure.value is None:
        return "\t".join([*words, "—", tr(figure.reason)])
    if figure.measure in _COUNTS:
        return "\t".join([*words, tr("agreement.out_of", count=int(figure.value), n=figure.n)])
    if figure.low is not None and figure.high is not None:
        sure = f"[{figure.low:.3f}, {figure.high:.3f}]"
    else:
        sure = tr(figure.unsure) if figure.unsure else ""
    return "\t".join([*words, f"{figure.value:.3f}", f"n={figure.n}", sure]).rstrip()


def _told_case(case: Case, names: dict[str, str]) -> str:
    place = "" if case.start is None else f"{case.start}–{case.end}"
    said = " / ".join("—" if one is None else str(one) for one in case.said)
    outcome = tr(f"agreement.outcome.{case.outcome}")
    return (
        f"    {names.get(case.document, case.document)}\t{place}\t{outcome}\t{said}\t{' '.join(case.differs)}"
    )
