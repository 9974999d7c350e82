"""Owns the verbs on datasets: export, load, formats, verify-export."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable
from pathlib import Path

from annotator.cli.attended import told_progress
from annotator.cli.output import Output
from annotator.cli.projects import opened
from annotator.errors import UserError
from annotator.formats import ABOUT_LOST, all_formats
from annotator.i18n import tr
from annotator.tasks import exporting, loading


def export(arguments: Namespace, out: Output) -> None:
    """Write a dataset into a folder that is complete afterwards or absent."""
    with opened(arguments) as session:
        summary = exporting.export(
            session.store,
            format=arguments.format,
            out=Path(arguments.out),
            owners=arguments.of,
            layers=arguments.layer,
            text=arguments.text,
            split=arguments.split or "",
            seed=arguments.seed,
            group_by=arguments.group_by or "",
            options=dict(_options(arguments.option)),
            progress=told_progress(arguments),
        )
    written = ", ".join(f"{kind} {count}" for kind, count in summary.written.items())
    out.line(summary.to_record(), tr("cli.exported", out=summary.out, written=written))
    for kind, count in summary.lost.items():
        out.remark(tr("cli.lost", what=tr(f"{ABOUT_LOST}{kind}"), n=count))
    for message, values in summary.notes:
        out.remark(tr(message, **values))


def _options(words: Iterable[str]) -> Iterable[tuple[str, str]]:
    for word in words:
        key, equals, value = word.partition("=")
        if not equals or not key:
            raise UserError("cli.bad_option", option=word)
        yield key, value


def load_file(arguments: Namespace, out: Output) -> None:
    """Bring a dataset into a project, as one action; what is refused is listed."""
    with opened(arguments) as session:
        summary = loading.load(
            session.store,
            Path(arguments.file),
            format=arguments.format,
            owner=arguments.whose,
            actor=arguments.actor,
            progress=told_progress(arguments),
        )
    added = ", ".join(f"{kind} {count}" for kind, count in summary.new.items())
    known = ", ".join(f"{kind} {count}" for kind, count in summary.known.items())
    record = {**summary.to_record(), "refused": len(summary.refused)}
    out.line(record, tr("cli.loaded", added=added or "0", known=known or "0"))
    for refusal in summary.refused:
        place = {"kind": refusal.kind, "id": refusal.id, "line": refusal.line}
        out.refuse({"status": "refused", **place}, refusal.reason)


def list_formats(arguments: Namespace, out: Output) -> None:
    """List the dataset formats with what each needs and cannot carry."""
    for form in all_formats().values():
        needs = tr(form.needs) if form.needs else ""
        lost = [tr(f"{ABOUT_LOST}{kind}") for kind in form.cannot_carry]
        record = {
            "name": form.name,
            "reads": form.reads,
            "writes": form.writes,
            "needs": needs or None,
            "cannot_carry": lost,
        }
        verbs = " ".join(verb for verb, can in (("read", form.reads), ("write", form.writes)) if can)
        out.line(record, f"{form.name}\t{verbs}\t{needs}\t{tr('cli.without', what='、'.join(lost) or '-')}")


def verify_folder(arguments: Namespace, out: Output) -> None:
    """Prove that an exported folder is whole and its spans are right."""
    for check in exporting.verify_export(Path(arguments.folder)):
        record = {"check": check.name, "ok": check.is_ok, "detail": check.detail}
        out.line(record, f"{'✓' if check.is_ok else '✗'} {check.name}\t{check.detail}")
        if not check.is_ok:
            out.fail()
