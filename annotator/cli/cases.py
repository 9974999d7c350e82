"""Owns what is printed of a case, of what gold says there, and of a decision."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from annotator.i18n import tr
from annotator.model.annotations import Annotation
from annotator.model.curation import Case, Content, Decision, Proposal, Said, content_of
from annotator.model.spans import text_of
from annotator.store import Store
from annotator.tasks.curating.blinding import Names
from annotator.tasks.curating.policies import nameless
from annotator.tasks.curating.proposing import machine_at
from annotator.tasks.curating.settling import Outcome

_SHOWN = 40
"""Characters of a text that a line for a person shows."""


class Told:
    """Tells of the cases of a project, under the names that the curator is to see."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._names = Names(store)
        self._files = {each.id: each.source for each in store.documents()}
        self._text: tuple[str, str] = ("", "")

    def case(self, case: Case) -> dict[str, Any]:
        """The line of a case."""
        start, end = case.place or (None, None)
        decision, machine = case.decision, machine_at(self._store, case)
        return {
            "case": case.key,
            "document": case.document,
            "file": self._files.get(case.document, ""),
            "layer": case.layer or "relation",
            "start": start,
            "end": end,
            "text": "" if start is None else self._original(case.document)[start:end],
            "state": case.state,
            "differences": list(case.differences),
            "answers": [
                {"owner": self._shown(case, owner), "said": [self.said(one) for one in case.answers[owner]]}
                for owner in sorted(case.answers, key=lambda one: self._shown(case, one))
            ],
            "machine": machine.to_record() if machine is not None else None,
            "gold": [self.said(one) for one in case.gold],
            "decision": self.decision(decision) if decision is not None else None,
        }

    def said(self, one: Said) -> dict[str, Any]:
        """What one annotation or relation says."""
        record = {"id": one.id, **self.content(one.document, content_of(one)), "note": one.note}
        if isinstance(one, Annotation):
            return {**record, "verdict": one.verdict}
        return {**record, "source": one.source, "target": one.target}

    def content(self, document: str, content: Content) -> dict[str, Any]:
        """What is said of a place, whoever says it."""
        if content.layer == "":
            return {"label": content.label, "features": dict(content.features)}
        return {
            "layer": content.layer,
            "label": content.label,
            "fragments": [list(pair) for pair in content.fragments],
            "text": text_of(self._original(document), content.fragments),
            "features": dict(content.features),
        }

    def decision(self, decision: Decision) -> dict[str, Any]:
        """How a case was settled."""
        document = decision.document
        return {
            "id": decision.id,
            "choice": decision.choice,
            "from": sorted(self._names.shown(document, owner) for owner in decision.taken),
            "fields": self._fields(document, decision.fields),
            "policy": self._policy(decision.policy),
            "reason": decision.reason,
            "rule": decision.rule,
            "confidence": decision.confidence,
            "note": decision.note,
            "reopened": decision.is_reopened,
            "gold": list(decision.gold),
        }

    def outcome(self, outcome: Outcome, *, is_simulated: bool) -> dict[str, Any]:
        """The line of what became, or would become, of a case."""
        case, proposal = outcome.case, outcome.proposal
        return {
            **self.case(case),
            "status": outcome.status,
            "simulated": is_simulated,
            "changes_gold": outcome.changes_gold,
            "proposal": None if proposal is None else self._proposal(case, proposal),
        }

    def _proposal(self, case: Case, proposal: Proposal) -> dict[str, Any]:
        return {
            "choice": proposal.choice,
            "from": sorted(self._shown(case, owner) for owner in proposal.taken),
            "policy": self._policy(proposal.policy),
            "confidence": proposal.confidence,
            "gold": [self.content(case.document, content) for content in proposal.contents],
        }

    def words(self, case: Case) -> str:
        """A line for a person."""
        record = self.case(case)
        place = "" if record["start"] is None else f"{record['start']}–{record['end']}"
        shown = " ".join(str(record["text"]).split())[:_SHOWN]
        said = " | ".join(
            f"{each['owner']}: {'; '.join(map(_brief, each['said'])) or '—'}" for each in record["answers"]
        )
        alike = "curation.all_agree" if case.answers else "curation.nobody_there"
        how = ", ".join(told_difference(one) for one in case.differences) or tr(alike)
        state = tr(f"curation.state.{case.state}")
        return f"{case.key[:8]}\t{state}\t{record['file']}\t{place}\t{shown}\t{how}\t{said}"

    def _shown(self, case: Case, owner: str) -> str:
        return self._names.shown(case.document, owner)

    def _policy(self, words: str) -> str:
        return nameless(words) if self._names.are_hidden else words

    def _fields(self, document: str, fields: Mapping[str, str]) -> dict[str, str]:
        return {name: self._names.shown(document, owner) for name, owner in fields.items()}

    def _original(self, document: str) -> str:
        if self._text[0] != document:
            self._text = document, self._store.original(document)
        return self._text[1]


def told_difference(difference: str) -> str:
    """A difference in the language in use: its kind, and what it is about."""
    kind, _, about = difference.partition(":")
    words = tr(f"curation.kind.{kind}")
    if kind in ("boundary", "relation") and about:
        about = tr(f"curation.about.{about}")
    return f"{words} ({about})" if about else words


def _brief(said: Mapping[str, Any]) -> str:
    features = said["features"]
    value = features.get("value")
    words = f" {value}{features.get('unit_norm') or features.get('unit') or ''}" if value else ""
    return f"{said['label']}{words}" + (f" “{said['text'][:_SHOWN]}”" if said.get("text") else "")
