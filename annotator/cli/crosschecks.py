"""Owns the verb checks: of files, or of a project with the acting reviewer's answers."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import Any

from annotator.cli.output import Output
from annotator.cli.projects import opened
from annotator.i18n import tr
from annotator.model.crosschecks import Crosscheck
from annotator.session import Session
from annotator.tasks.checked import Answered, Checked
from annotator.tasks.crosschecks import check_record, checked_files
from annotator.tasks.reading import find_files
from annotator.tasks.recorded import explanation

_PROJECT = b"SQLite format 3\0"


def checks(arguments: Namespace, out: Output) -> None:
    """Print how the numbers of the reports fit together."""
    if len(arguments.paths) == 1 and _is_project(arguments.paths[0]):
        arguments.project = arguments.paths[0]
        _of_project(arguments, out)
        return
    for found in checked_files(sorted(find_files(arguments.paths))):
        outcome = found.outcome
        if outcome.source_text is None:
            assert outcome.error is not None
            out.refuse({"file": outcome.file, "status": outcome.status}, outcome.error)
            continue
        for check in found.checks:
            record = check_record(outcome.file, check)
            out.line(record, f"{outcome.file}\t{record['operands'][-1]['start']}\t{explanation(check)}")


def _is_project(path: str) -> bool:
    try:
        with Path(path).open("rb") as file:
            return file.read(len(_PROJECT)) == _PROJECT
    except OSError:
        return False


def _of_project(arguments: Namespace, out: Output) -> None:
    with opened(arguments) as session:
        checked = Checked(session.store, reviewer=session.reviewer)
        names = {each.id: each.source for each in session.store.documents()}
        for document in names:
            for each in checked.answered(document):
                _tell(session, document, names, each, out)


def _tell(session: Session, document: str, names: dict[str, str], each: Answered, out: Output) -> None:
    record: dict[str, Any] = {}
    if each.check is not None:
        record = check_record(names[document], each.check)
        words = explanation(each.check)
        for operand in record["operands"]:
            if "file" in operand:
                operand["document"], operand["file"] = operand["file"], names.get(operand["file"])
    else:
        assert each.answer is not None
        record = _by_hand(session, names[document], each.answer)
        words = record["explanation"]
    answer = each.answer
    record |= {
        "document": document,
        "answer": answer.answer if answer else None,
        "note": answer.note if answer else None,
        "answered_operands": [one.to_record() for one in answer.operands] if answer else None,
        "answered_sum": each.again.sum if each.again else None,
        "answered_verdict": each.again.verdict if each.again else None,
    }
    told = tr(f"check.answer.{answer.answer}") if answer else tr("check.answer.none")
    out.line(record, f"{names[document]}\t{record['operands'][-1]['start']}\t{words}\t{told}")


def _by_hand(session: Session, file: str, answer: Crosscheck) -> dict[str, Any]:
    """The line of an answer to what the machine does not ask, or asks no more."""
    texts = {"": session.store.original(answer.document)}
    operands = []
    for each in answer.operands:
        if each.document not in texts:
            texts[each.document] = session.store.original(each.document)
        text = texts[each.document][each.start : each.end]
        operands.append(
            {"start": each.start, "end": each.end, "text": text, "value": None, "role": each.role}
        )
    words = str((answer.machine or {}).get("sum", "")) or " · ".join(str(each["text"]) for each in operands)
    return {
        "file": file,
        "relation": answer.relation,
        "operands": operands,
        "computed": None,
        "stated": None,
        "verdict": None,
        "explanation": words,
        "sum": words,
        "confidence": None,
    }
