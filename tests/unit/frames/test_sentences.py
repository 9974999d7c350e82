"""Frames of invented reports are read as told."""

from __future__ import annotations

import pytest

from tests.unit.frames.sentences import FILES, Invented, invented, misread

REPORTS = [
    pytest.param(report, id=f"{path.stem}-{report.text[:12]}") for path in FILES for report in invented(path)
]


def test_there_are_many_sentences() -> None:
    assert sum(len(report.told) for path in FILES for report in invented(path)) >= 300


@pytest.mark.parametrize("report", REPORTS)
def test_numbers_are_read_as_told(report: Invented) -> None:
    found = [
        f"line {told.line} {told.number}: {what} {wanted!r}, not {said!r}"
        for told, what, wanted, said in misread(report)
    ]
    assert found == []
