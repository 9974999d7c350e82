"""Owns the verbs on one project: new, import, suggest, list, annotate, history, undo, redo, verify."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from annotator.cli.attended import cancelled, told_progress
from annotator.cli.output import Output, UnusableError
from annotator.cli.texts import read_record, told_outcome
from annotator.errors import UserError
from annotator.formats import opened as opened_file
from annotator.i18n import tr
from annotator.model.changes import Action
from annotator.session import Session
from annotator.tagsets import DEFAULT, tagset_named
from annotator.tasks.annotating import annotate as annotate_lines
from annotator.tasks.checking import check_project
from annotator.tasks.creating import create_project
from annotator.tasks.importing import import_paths
from annotator.tasks.suggesting import suggest_all


@contextmanager
def opened(arguments: Namespace) -> Iterator[Session]:
    """The project of the command line, open for the acting reviewer.

    Raises:
        UnusableError: it is missing, not ours, newer than this program, or damaged.
    """
    try:
        session = Session.open(arguments.project, reviewer=arguments.actor)
    except UserError as error:
        raise UnusableError(error) from error
    try:
        yield session
    finally:
        session.close()


def new(arguments: Namespace, out: Output) -> None:
    """Make an empty project with its own copy of a tagset."""
    tagset = tagset_named(arguments.tagset or DEFAULT)
    path = Path(arguments.project)
    create_project(path, tagset=tagset, actor=arguments.actor)
    record = {"project": str(path), "tagset": tagset.id, "version": tagset.version}
    out.line(record, tr("cli.new", project=path, tagset=tagset.id))


def import_files(arguments: Namespace, out: Output) -> None:
    """Bring reports in and say what became of each file."""
    with opened(arguments) as session:
        outcomes = import_paths(
            session.store,
            arguments.paths,
            actor=arguments.actor,
            jobs=arguments.jobs,
            progress=told_progress(arguments),
            cancelled=cancelled(arguments),
        )
        for outcome in outcomes:
            record = read_record(outcome.read) | {
                "status": outcome.status,
                "document": outcome.document,
            }
            told_outcome(out, outcome.read, record, outcome.reason)


def suggest(arguments: Namespace, out: Output) -> None:
    """Run the extractors over all documents."""
    with opened(arguments) as session:
        sources = {each.id: each.source for each in session.store.documents()}
        counted = suggest_all(
            session.store, progress=told_progress(arguments), cancelled=cancelled(arguments)
        )
        for document, count in counted:
            record = {"document": document, "file": sources[document], "suggestions": count}
            out.line(record, tr("cli.suggested", file=sources[document], n=count))


def list_documents(arguments: Namespace, out: Output) -> None:
    """List the documents with the acting reviewer's progress."""
    with opened(arguments) as session:
        for row in session.documents():
            record = {
                "document": row.document.id,
                "file": row.document.source,
                "sha256": row.document.id,
                "chars": row.document.chars,
                "state": row.state,
                "suggestions": row.suggestions,
                "answered": row.answered,
            }
            share = f"{row.answered}/{row.suggestions}"
            out.line(record, f"{row.document.id[:12]}  {share}\t{row.state}\t{row.document.name}")


def annotate(arguments: Namespace, out: Output) -> None:
    """Record tags and verdicts from a file of JSON Lines, as one action."""
    with opened(arguments) as session, opened_file(Path(arguments.file)) as file:
        _, outcomes = annotate_lines(
            session.store,
            file,
            name=arguments.file,
            actor=arguments.actor,
            progress=told_progress(arguments),
            cancelled=cancelled(arguments),
        )
    for outcome in outcomes:
        record = {"line": outcome.line, "op": outcome.op, "status": "recorded"}
        if outcome.error is not None:
            out.refuse({**record, "status": "refused"}, outcome.error)
        else:
            record["reason"] = None
            out.line(record, tr("cli.recorded", line=outcome.line, op=outcome.op))


def action_record(action: Action) -> dict[str, object]:
    """The line of one action."""
    return {
        "seq": action.seq,
        "clock": action.clock,
        "actor": action.actor,
        "at": action.at,
        "verb": action.verb,
        "undoes": action.undoes,
        "documents": list(action.documents),
    }


def _told_action(out: Output, action: Action, *, has_id: bool = False) -> None:
    documents = " ".join(document[:12] for document in action.documents[:3])
    record = action_record(action)
    told = f"{action.clock}\t{action.at}\t{action.actor}\t{action.verb}\t{documents}"
    if has_id:
        record, told = {**record, "id": action.id}, f"{told}\t{action.id}"
    out.line(record, told)


def history(arguments: Namespace, out: Output) -> None:
    """Print the journal, oldest first."""
    with opened(arguments) as session:
        for action in session.history():
            _told_action(out, action, has_id=arguments.ids)


def undo(arguments: Namespace, out: Output) -> None:
    """Take back the acting reviewer's last action, or an older one."""
    with opened(arguments) as session:
        _told_or_refused(
            out, session.undo(arguments.action), UserError("undo.nothing", actor=arguments.actor)
        )


def redo(arguments: Namespace, out: Output) -> None:
    """Do again what the acting reviewer undid last."""
    with opened(arguments) as session:
        _told_or_refused(out, session.redo(), UserError("redo.nothing", actor=arguments.actor))


def _told_or_refused(out: Output, action: Action | None, nothing: UserError) -> None:
    if action is None:
        out.refuse({"status": "refused"}, nothing)
    else:
        _told_action(out, action)


def verify(arguments: Namespace, out: Output) -> None:
    """Prove that the project file is sound."""
    with opened(arguments) as session:
        for check in check_project(session.store, progress=told_progress(arguments)):
            record = {"check": check.name, "ok": check.is_ok, "detail": check.detail}
            out.line(record, f"{'✓' if check.is_ok else '✗'} {check.name}\t{check.detail}")
            if not check.is_ok:
                out.fail()
