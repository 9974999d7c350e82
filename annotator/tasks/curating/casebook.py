"""Owns the casebook: its rules, what each settled, and looking those places up again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from annotator.errors import UserError
from annotator.model.curation import Decision, Rule
from annotator.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One rule with the decisions that name it, by document and id."""

    rule: Rule
    decisions: tuple[Decision, ...]


def rules(store: Store) -> list[Rule]:
    """Return the rules, by title."""
    found = [Rule.from_record(record) for record in store.records("rule")]
    return sorted(found, key=lambda rule: (rule.title, rule.id))


def casebook(store: Store) -> list[Page]:
    """Return the rules with what they settled, by title."""
    by_rule: dict[str, list[Decision]] = {}
    for decision in store.decisions():
        by_rule.setdefault(decision.rule, []).append(decision)
    return [
        Page(
            rule=rule,
            decisions=tuple(sorted(by_rule.get(rule.id, ()), key=lambda each: (each.document, each.id))),
        )
        for rule in rules(store)
    ]


def rule_named(known: Iterable[Rule], named: str) -> Rule:
    """Return the rule of that id, or of that title.

    Raises:
        UserError: there is none, or several have that title.
    """
    found = [rule for rule in known if named in (rule.id, rule.title)]
    if not found:
        raise UserError("curation.unknown_rule", rule=named)
    if len(found) > 1:
        # Written by curators who did not know of each other.
        ids = ", ".join(rule.id for rule in found)
        raise UserError("curation.rules_of_one_title", title=named, ids=ids)
    return found[0]
