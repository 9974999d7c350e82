"""Owns the verbs that need no project: read, extract, score."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import Any

from annotator.cli.output import Output
from annotator.errors import UserError
from annotator.formats import opened, told
from annotator.i18n import tr
from annotator.model.annotations import Suggestion
from annotator.model.strict_json import Schema, lines, misfit
from annotator.tasks.reading import ReadOutcome, find_files, read_all
from annotator.tasks.scoring import score
from annotator.tasks.suggesting import suggestions_for
from annotator.text.reading import read as read_text

NUMBER_EXTRACTORS = ("quantities", "dates")
FEATURES = (
    *("value", "value_max", "values", "unit", "unit_norm", "magnitude", "qualifier", "qualifier_norm"),
    *("kind", "indicator", "indicator_fragments", "period", "period_from", "period_to"),
    *("direction", "role", "scope", "aspect", "indicator_id", "more_indicators", "period_source"),
    *("whole", "bases"),
)
"""The features of a number, in the order of its line; a key that is unknown is null."""

_PLACE: Schema = {"type": "integer", "minimum": 0}
NUMBER: Schema = {
    "type": "object",
    "required": ["file", "start", "end"],
    "properties": {
        "file": {"type": "string"},
        "start": _PLACE,
        "end": _PLACE,
        "tier": {"type": ["string", "null"]},
        "values": {"type": ["array", "null"]},
    },
    "additionalProperties": True,
}
"""What a line must hold to be scored."""


def read_record(outcome: ReadOutcome) -> dict[str, object]:
    """The line of one file that was read, refused or skipped."""
    text = outcome.source_text
    return {
        "file": outcome.file,
        "status": outcome.status,
        "reason": None,
        "encoding": text.encoding if text else None,
        "chars": len(text.text) if text else None,
        "sha256": outcome.sha256 or None,
        "warnings": [tr(message, **values) for message, values in text.warnings] if text else [],
    }


def told_outcome(out: Output, outcome: ReadOutcome, record: dict[str, object], why: UserError | None) -> None:
    """Print the line of one file: a refusal raises the exit code, a text already there does not."""
    if why is not None and record["status"] == "refused":
        out.refuse(record, why)
        return
    if why is not None:
        record["reason"] = tr(why.message, **why.values)
        out.line(record, str(record["reason"]))
    else:
        words = {"file": outcome.file, "encoding": record["encoding"], "chars": record["chars"]}
        out.line(record, tr("cli.read", **words))
    if not out.is_json:
        for warning in outcome.source_text.warnings if outcome.source_text else ():
            out.remark(f"  {tr(warning[0], **warning[1])}")


def read(arguments: Namespace, out: Output) -> None:
    """Read files and folders and say what became of each."""
    folder = Path(arguments.text_dir) if arguments.text_dir else None
    if folder:
        with told(folder, message="cli.cannot_write"):
            folder.mkdir(parents=True, exist_ok=True)
    for outcome in read_all(find_files(arguments.paths)):
        if folder and outcome.source_text is not None:
            path = folder / f"{outcome.sha256}.txt"
            with told(path, message="cli.cannot_write"):
                path.write_bytes(outcome.source_text.text.encode("utf-8"))
        told_outcome(out, outcome, read_record(outcome), outcome.reason)


def number_record(file: str, text: str, suggestion: Suggestion) -> dict[str, Any]:
    """The line of one number."""
    features = suggestion.features
    return {
        "file": file,
        "start": suggestion.start,
        "end": suggestion.end,
        "text": text[suggestion.start : suggestion.end],
        **{key: features.get(key) for key in FEATURES},
        "confidence": round(suggestion.confidence, 3),
        "iso": features.get("iso"),
    }


def extract(arguments: Namespace, out: Output) -> None:
    """Print every number and date of the reports."""
    for outcome in read_all(sorted(find_files(arguments.paths))):
        if outcome.source_text is None:
            assert outcome.error is not None
            out.refuse({"file": outcome.file, "status": outcome.status}, outcome.error)
            continue
        reading = read_text(outcome.source_text.text)
        for suggestion in suggestions_for(reading, extractors=NUMBER_EXTRACTORS):
            record = number_record(outcome.file, reading.original, suggestion)
            parts = (record["value"], record["unit"], record["qualifier"], record["iso"])
            words = "\t".join("" if part is None else str(part) for part in parts)
            shown = record["text"].replace("\n", " ")
            out.line(record, f"{outcome.file}\t{record['start']}\t{record['end']}\t{shown}\t{words}")


def read_lines(path: str) -> list[dict[str, Any]]:
    """Return the numbers of a JSON Lines file; decimals stay as they were written.

    Raises:
        UserError: the file cannot be read, or a line is no number; with the line's number.
    """
    found = []
    with opened(Path(path)) as file:
        for line in lines(file, path, decimal=str):
            if line.error is not None:
                raise line.error
            where = misfit(line.value, NUMBER)
            if where is not None:
                raise UserError("jsonl.shape", file=path, line=line.number, where=where or "{}")
            found.append(line.value)
    return found


def score_files(arguments: Namespace, out: Output) -> None:
    """Compare extracted numbers with gold ones and print the figures."""
    for row in score(read_lines(arguments.pred), read_lines(arguments.gold)):
        figures = "  ".join(
            f"{key} {'-' if row[key] is None else format(row[key], '.4f')}"
            for key in ("precision", "recall", "f1")
        )
        out.line(row, f"{row['scope']:9} {row['name']:28} {row['measure']:16} {figures}")
