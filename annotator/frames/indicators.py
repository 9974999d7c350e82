"""Owns what is counted: the indicators of each number."""

from __future__ import annotations

from annotator.frames.frame import Indicator
from annotator.frames.report import Report


def indicators(report: Report) -> list[tuple[Indicator, ...]]:
    """Return the indicators of each mention of a report, the first one first; none where none is named."""
    return [() for _ in report.mentions]
