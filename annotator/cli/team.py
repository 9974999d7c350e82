"""Owns the verbs of working apart: plan, send, receive, merge, unmerge."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from annotator.cli.output import Output
from annotator.cli.projects import opened
from annotator.errors import UserError
from annotator.i18n import sentence, tr
from annotator.tasks import merging, planning, receiving, sending
from annotator.tasks.curating.blinding import blind


def plan(arguments: Namespace, out: Output) -> None:
    """Draw who reads what and print the plan; without reviewers, print the plan as it is."""
    with opened(arguments) as session:
        if arguments.blind is not None:
            blind(session.store, arguments.blind == "yes", seed=arguments.seed, actor=arguments.actor)
        if arguments.reviewers is None:
            lines = planning.plan_lines(session.store)
        else:
            wish = planning.wish_for(
                arguments.reviewers,
                overlap=arguments.overlap,
                calibration=arguments.calibration,
                seed=arguments.seed,
                is_hidden=arguments.suggestions == "hidden",
            )
            lines = planning.plan(session.store, wish, actor=arguments.actor)
        for line in lines:
            given = line.assignment
            record = {
                "document": given.document,
                "file": line.file,
                "reviewer": given.reviewer,
                "calibration": given.is_calibration,
                "chars": line.chars,
                "suggestions": line.suggestions,
                "shown": given.suggestions == "shown",
            }
            star = "*" if given.is_calibration else " "
            out.line(record, f"{given.reviewer}\t{star} {line.chars}\t{line.suggestions}\t{line.file}")


def send(arguments: Namespace, out: Output) -> None:
    """Write a package for a reviewer, or a bundle for the owner."""
    with opened(arguments) as session:
        sent = sending.send(session.store, to=arguments.to, out=Path(arguments.out), actor=arguments.actor)
    record = {
        "file": str(sent.file),
        "kind": sent.kind,
        "to": sent.to,
        "id": sent.id,
        "documents": sent.documents,
        "actions": sent.actions,
    }
    out.line(record, tr("cli.sent", file=sent.file, to=sent.to, documents=sent.documents))


def receive(arguments: Namespace, out: Output) -> None:
    """Make a work project of a package, or bring another package into one."""
    received = receiving.receive(Path(arguments.package), Path(arguments.project), actor=arguments.actor)
    record = {
        "project": str(arguments.project),
        "of": received.project,
        "reviewer": received.reviewer,
        "documents": received.documents,
        "new": received.new,
        "suggestions": received.suggestions,
    }
    words = tr("cli.received", project=arguments.project, of=received.project, documents=received.documents)
    out.line(record, words)


def merge(arguments: Namespace, out: Output) -> None:
    """Bring bundles in, or tell what would happen; what is refused is listed with its reason."""
    with opened(arguments) as session:
        paths = [Path(one) for one in arguments.bundles]
        report = merging.merge(session.store, paths, actor=arguments.actor, is_dry_run=arguments.is_dry_run)
    for outcome in report.outcomes:
        record = {
            "bundle": outcome.bundle,
            "file": outcome.file,
            "reviewer": outcome.reviewer,
            "new": outcome.new,
            "known": outcome.known,
            "clashes": outcome.clashes,
            "refused": [{"action": one, "reason": sentence(reason)} for one, reason in outcome.refused],
            "kinds": dict(outcome.kinds),
            "documents": list(outcome.documents),
            "grades": dict(outcome.grades),
            "versions": [{"old": old, "document": new} for old, new in outcome.versions],
        }
        words = tr(
            "cli.merged",
            file=outcome.file,
            bundle=(outcome.bundle or "?")[:12],
            added=outcome.new,
            known=outcome.known,
            clashes=outcome.clashes,
            refused=len(outcome.refused),
        )
        # One sentence of its own for each file; the actions that go with it would all say the same.
        why = next((sentence(reason) for _, reason in _faults(outcome)), "")
        graded = tr("cli.graded", **outcome.grades) if outcome.grades else ""
        out.line(record, " ".join(filter(None, (words, graded, why))))
        if outcome.refused:
            out.fail()
    if report.backup is not None:
        out.remark(tr("cli.backed_up", file=report.backup))


def _faults(outcome: merging.MergeOutcome) -> list[tuple[str | None, UserError]]:
    return [each for each in outcome.refused if each[1].message != "merge.with_the_rest"]


def unmerge(arguments: Namespace, out: Output) -> None:
    """Hide a merged bundle."""
    with opened(arguments) as session:
        hidden = merging.unmerge(session.store, arguments.bundle, actor=arguments.actor)
    record = {"bundle": hidden.id, "reviewer": hidden.reviewer, "hidden": True}
    out.line(record, tr("cli.unmerged", bundle=hidden.id[:12], reviewer=hidden.reviewer))


def same(arguments: Namespace, out: Output) -> None:
    """Let two who came under one id be one person."""
    with opened(arguments) as session:
        found = merging.same_person(session.store, arguments.name, arguments.other, actor=arguments.actor)
    record = {"name": arguments.name, "other": arguments.other, "reviewer": found.reviewer}
    out.line(record, tr("cli.same", name=arguments.name, other=arguments.other))
