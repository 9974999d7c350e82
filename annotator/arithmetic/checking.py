"""Owns the checks of one report: every relation asked, what is not worth saying dropped."""

from __future__ import annotations

from annotator.arithmetic.bonds import bonds_of
from annotator.arithmetic.check import Check, is_worth_saying
from annotator.arithmetic.figures import Page
from annotator.arithmetic.relations import RULES, Parts


def checks_of(page: Page) -> list[Check]:
    """Return the checks of a report by the place of what is stated, each once."""
    bonds = bonds_of(page)
    found: dict[object, Check] = {}
    for rule in RULES:
        for check in rule.find(bonds):
            before = found.get(check.key)
            if is_worth_saying(check) and (before is None or before.confidence < check.confidence):
                found[check.key] = check
    return sorted(found.values(), key=place_of)


def check_again(relation: str, parts: Parts) -> Check | None:
    """Return what comes of the numbers that a person put together for a relation; None where it cannot be
    told."""
    rule = next((each for each in RULES if each.name == relation), None)
    return rule.again(parts) if rule is not None else None


def place_of(check: Check) -> tuple[int, int, str]:
    """Return where a check is shown: beside its last number, the one that is stated."""
    own = [each for each in check.operands if not each.report]
    last = max(own, key=lambda each: (each.start, each.end))
    return last.start, last.end, check.relation
