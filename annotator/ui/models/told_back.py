"""Owns what became of each reviewer's answers, counted a little at a time: what the pack of feedback will
tell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from annotator.measures.steps import Steps
from annotator.model.curation import Case, content_of
from annotator.ui.models.answer_rows import key_of


@dataclass(slots=True, kw_only=True)
class Becoming:
    """Of one reviewer: how many answers gold agrees with, the cases where it does not, and how many wait."""

    kept: int = 0
    changed: list[Case] = field(default_factory=list)
    waiting: int = 0


def becoming(found: Iterable[Case]) -> Steps[dict[str, Becoming]]:
    """Return what became of the answers of each reviewer, by id."""
    told: dict[str, Becoming] = {}
    for n, case in enumerate(found):
        gold = tuple(map(content_of, case.gold))
        for owner, said in case.answers.items():
            mine = told.setdefault(owner, Becoming())
            if case.decision is None:
                mine.waiting += 1
            elif key_of(tuple(map(content_of, said))) == key_of(gold):
                mine.kept += 1
            else:
                mine.changed.append(case)
        if n % 20 == 0:
            yield
    return dict(sorted(told.items()))
