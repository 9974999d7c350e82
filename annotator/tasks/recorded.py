"""Owns a check as people see and answer it: its key, its numbers, what the machine said, in which words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.i18n import tr
from annotator.model.canonical import Record
from annotator.model.crosschecks import CheckedNumber, check_key

if TYPE_CHECKING:
    # Not brought in: the window shows what was answered before it reckons.
    from annotator.arithmetic.check import Check


def key_of(check: Check) -> str:
    """Return what names a check within its document, as answers do."""
    return check_key(check.relation, ((each.report, each.start, each.end) for each in check.operands))


def numbers_of(check: Check) -> tuple[CheckedNumber, ...]:
    """Return a check's numbers as an answer has them."""
    return tuple(
        CheckedNumber(start=each.start, end=each.end, role=each.role, document=each.report)
        for each in check.operands
    )


def image_of(check: Check) -> Record:
    """Return what the machine said, as it is kept beside an answer."""
    return {
        "operands": [each.to_record() for each in numbers_of(check)],
        "sum": check.sum,
        "verdict": check.verdict,
    }


def explanation(check: Check) -> str:
    """Return one sentence in the language in use: the sum spelled out, and whether it fits."""
    about = {"sum": check.sum, "verdict": tr(f"check.verdict.{check.verdict}"), **check.values}
    return tr(check.message, relation=tr(f"check.relation.{check.relation}"), **about)
