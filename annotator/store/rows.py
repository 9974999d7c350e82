"""Owns the form of a current record as a table row: its canonical JSON and the columns queries need."""

from __future__ import annotations

from annotator.model.canonical import Record, dump
from annotator.store.kinds import RECORDS

Row = tuple[str | int | None, ...]


def as_row(kind: str, record: Record) -> Row:
    """Return (body, columns …) of a record, the columns in the order of ``RECORDS``."""
    return (dump(record), *(_column(record, column) for column in RECORDS[kind]))


def answer_column(extractor: str, start: int, end: int) -> str:
    """Return the column by which the answer to a suggestion is found."""
    return f"{extractor}:{start}:{end}"


def _column(record: Record, column: str) -> str | int | None:
    if column == "start":
        return record["fragments"][0][0] if record["fragments"] else None
    if column == "answers":
        machine = record["machine"]
        return answer_column(machine["extractor"], machine["start"], machine["end"]) if machine else None
    return str(record[column])
