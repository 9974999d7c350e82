"""Owns the verbs of working apart: plan, send, receive, merge, unmerge."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from annotator.cli.output import Output
from annotator.cli.projects import opened
from annotator.errors import UserError
from annotator.i18n import sentence, tr
from annotator.store import Store
from annotator.tasks import merging, planning, receiving, remerging, sending
from annotator.tasks.naming import Named


def plan(arguments: Namespace, out: Output) -> None:
    """Draw who reads what and print the plan; without reviewers, print the plan as it is."""
    with opened(arguments) as session:
        _plan(session.store, arguments)
        for line in planning.plan_lines(session.store):
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


_DRAWN = "1", "shown"
"""Overlap and suggestions of a plan where nothing is said of them."""


def _plan(store: Store, arguments: Namespace) -> None:
    """Draw a plan, give single reports, take them away, say who may see whose answers they are: all of it
    or nothing."""
    wish = None
    if arguments.reviewers is not None:
        wish = planning.wish_for(
            arguments.reviewers,
            overlap=arguments.overlap,
            calibration=arguments.calibration,
            repeats=arguments.repeats,
            seed=arguments.seed,
            is_hidden=arguments.suggestions == "hidden",
        )
    elif arguments.calibration or arguments.repeats or (arguments.overlap, arguments.suggestions) != _DRAWN:
        raise UserError("plan.needs_reviewers")
    named = Named(store)
    given, taken = (
        tuple((reviewer, named.document(words)) for reviewer, words in pairs)
        for pairs in (arguments.give, arguments.take)
    )
    is_blind = None if arguments.blind is None else arguments.blind == "yes"
    by_hand = planning.ByHand(given=given, taken=taken, is_blind=is_blind)
    if wish is not None or by_hand != planning.ByHand():
        planning.plan(store, wish, actor=arguments.actor, by_hand=by_hand, seed=arguments.seed)


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
        if arguments.again is not None:
            if arguments.bundles or arguments.is_dry_run:
                raise UserError("merge.again_alone")
            _merge_again(session.store, arguments, out)
            return
        if not arguments.bundles:
            raise UserError("merge.nothing_named")
        paths = [Path(one) for one in arguments.bundles]
        report = merging.merge(session.store, paths, actor=arguments.actor, is_dry_run=arguments.is_dry_run)
    for outcome in report.outcomes:
        record: dict[str, object] = {
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
        if arguments.is_attended:
            record |= _attended(outcome, report)
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


def _attended(outcome: merging.MergeOutcome, report: merging.MergeReport) -> dict[str, object]:
    """What whoever attends is told beside: a refusal as it is, to be said in its own language."""
    fault = next((reason for _, reason in _faults(outcome)), None)
    return {
        "status": "refused" if outcome.refused else "merged" if report.backup else "tried",
        "backup": str(report.backup) if report.backup else None,
        "why": fault.message if fault else None,
        "values": {
            key: value if isinstance(value, int) else str(value) for key, value in fault.values.items()
        }
        if fault
        else {},
    }


def _merge_again(store: Store, arguments: Namespace, out: Output) -> None:
    shown = remerging.merge_again(store, arguments.again, actor=arguments.actor)
    record = {"bundle": shown.id, "reviewer": shown.reviewer, "hidden": False}
    out.line(record, tr("cli.merged_again", bundle=shown.id[:12], reviewer=shown.reviewer))


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
    names = {"name": arguments.name, "other": arguments.other}
    told = tr("cli.same", **names)
    if found.clashes:
        told += "\n" + tr("cli.same_clashes", n=found.clashes, name=arguments.name)
    out.line({**names, "reviewer": found.same.reviewer, "clashes": found.clashes}, told)
