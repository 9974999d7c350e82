"""Owns the steps of curation that hang on all cases or all decisions: they are read in the very transaction
that records the step, so that nobody can say anything between the looking and the doing."""

from __future__ import annotations

from annotator.commands import curating
from annotator.commands.context import Context
from annotator.model.changes import Step
from annotator.store import Store
from annotator.tasks.acting import Command
from annotator.tasks.curating.cases import cases


def finishing(store: Store) -> Command:
    """Return the command ``(document=)`` that declares a document curated, once all its cases are settled;
    it raises as ``curating.finish_curation``."""

    def finish(context: Context, /, *, document: str) -> Step:
        return curating.finish_curation(context, document=document, cases=cases(store, [document]))

    return finish


def dropping(store: Store) -> Command:
    """Return the command ``(rule=)`` that takes a rule out of the casebook, where no decision names it; it
    raises as ``curating.drop_rule``."""

    def drop(context: Context, /, *, rule: str) -> Step:
        used = sum(decision.rule == rule for decision in store.decisions())
        return curating.drop_rule(context, rule=rule, used=used)

    return drop
