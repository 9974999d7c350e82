"""Owns the verb checks: of files, or of a project with the acting reviewer's answers."""

from __future__ import annotations

from argparse import Namespace

from annotator.cli.output import Output
from annotator.tasks.crosschecks import check_record, checked_files, explanation
from annotator.tasks.reading import find_files


def checks(arguments: Namespace, out: Output) -> None:
    """Print how the numbers of the reports fit together."""
    for found in checked_files(sorted(find_files(arguments.paths))):
        outcome = found.outcome
        if outcome.source_text is None:
            assert outcome.error is not None
            out.refuse({"file": outcome.file, "status": outcome.status}, outcome.error)
            continue
        for check in found.checks:
            record = check_record(outcome.file, check)
            out.line(record, f"{outcome.file}\t{record['operands'][-1]['start']}\t{explanation(check)}")
