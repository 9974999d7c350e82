"""Owns the verb on a project's tagset: tagset."""

from __future__ import annotations

from argparse import Namespace

from annotator.cli.output import Output
from annotator.cli.projects import opened
from annotator.errors import UserError
from annotator.i18n import tr
from annotator.model.relabelling import StepKind, TagsetChange, TagsetStep
from annotator.tagsets import tagset_named
from annotator.tasks import retagging


def tagset(arguments: Namespace, out: Output) -> None:
    """Give the project another tagset step by step; without one, print how it came to be what it is."""
    steps = _steps(arguments)
    with opened(arguments) as session:
        if arguments.tagset is None:
            if steps:
                raise UserError("tagset.steps_alone")
            for change in retagging.history(session.store):
                _told(out, change, {})
            return
        done = retagging.retag(
            session.store,
            tagset_named(arguments.tagset),
            steps=steps,
            actor=arguments.actor,
            is_dry_run=arguments.is_dry_run,
        )
    _told(out, done.change, {"changed": dict(done.changed)})


def _told(out: Output, change: TagsetChange, more: dict[str, object]) -> None:
    record = {**change.to_record(), **more}
    steps = ", ".join(step.words for step in change.steps) or "—"
    out.line(record, tr("cli.retagged", version=change.version, steps=steps))


def _steps(arguments: Namespace) -> list[TagsetStep]:
    """The steps in the order in which they stand on the command line."""
    return [_step(kind, words) for kind, words in arguments.steps or ()]


def _step(kind: StepKind, words: str) -> TagsetStep:
    path, equals, to = words.partition("=")
    if not path or (kind != "retire") != bool(equals and to):
        raise UserError("tagset.bad_step", step=f"{kind} {words}"[:60])
    return TagsetStep(kind=kind, path=path, to=to)
