"""Owns settling many cases by a policy or alike: what it would do, and doing it as one action."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from annotator.commands import curating
from annotator.commands.context import Context
from annotator.commands.draft import Draft
from annotator.errors import UserError
from annotator.model.changes import Action
from annotator.model.curation import BY_HAND, Case, Proposal
from annotator.model.ids import new_id
from annotator.store import Journal, Store
from annotator.tasks.acting import join, never, tagset_of
from annotator.tasks.curating.blinding import blinding_of
from annotator.tasks.curating.differing import say_the_same
from annotator.tasks.curating.policies import Policy

Status = Literal["settled", "confirmed", "changed", "kept", "left", "refused"]
"""Nothing was decided before · what was decided stands, also with what came since · gold says something else
now · a curator's own decision, which no policy changes · the policy cannot tell · it may not, and why."""

STATUSES: tuple[Status, ...] = ("settled", "confirmed", "changed", "kept", "left", "refused")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became, or would become, of one case; ``proposal`` is None where the policy cannot tell."""

    case: Case
    status: Status
    proposal: Proposal | None = None
    reason: UserError | None = None

    @property
    def changes_gold(self) -> bool:
        """Whether it makes gold say something else than it says now, or something for the first time."""
        return self.is_done and self.proposal is not None and self.proposal.changes_gold(self.case)

    @property
    def is_done(self) -> bool:
        """Whether a decision is, or would be, recorded."""
        return self.status in ("settled", "confirmed", "changed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What became, or would become, of all cases; ``action`` is None where nothing was recorded."""

    outcomes: tuple[Outcome, ...]
    action: Action | None = None

    def counts(self) -> dict[str, int]:
        """How many of each status."""
        counted = Counter(each.status for each in self.outcomes)
        return {status: counted[status] for status in STATUSES}


def simulate(store: Store, found: Iterable[Case], policy: Policy, *, actor: str) -> Settled:
    """Return what a policy, or a way of settling alike, would do to cases; nothing is changed.

    Raises:
        UserError: the actor is no curator, or the policy names people where names are hidden.
    """
    draft = Draft(store)
    return Settled(outcomes=tuple(_settle(store, draft, found, policy, actor=actor)))


def settle(
    store: Store,
    found: Iterable[Case],
    policy: Policy,
    *,
    actor: str,
    told: Callable[[Proposal], Proposal] = lambda proposal: proposal,
    cancelled: Callable[[], bool] = never,
) -> Settled:
    """Do what ``simulate`` tells, as one action; ``told`` adds reason, rule or note to each proposal.

    Raises:
        UserError: as ``simulate``, the project cannot be written, or ``cancelled()``; nothing was
            changed.
    """
    wanted = replace(policy, propose=lambda case: _with(told, policy.propose(case)))
    with store.transaction() as journal:
        draft = Draft(store)
        outcomes = []
        for outcome in _settle(store, draft, found, wanted, actor=actor):
            if cancelled():
                raise UserError("curation.cancelled")
            outcomes.append(outcome)
        action = recorded(store, journal, draft, actor=actor)
    return Settled(outcomes=tuple(outcomes), action=action)


def recorded(store: Store, journal: Journal, draft: Draft, *, actor: str) -> Action | None:
    """Record what was decided over a draft as one action; None where nothing was."""
    step = replace(draft.step("settle"), verb="settle")
    if not step.changes:
        return None
    join(store, journal, actor)
    return journal.record(step, actor=actor)


def _with(told: Callable[[Proposal], Proposal], proposal: Proposal | None) -> Proposal | None:
    return None if proposal is None else told(proposal)


def _settle(
    store: Store, draft: Draft, found: Iterable[Case], policy: Policy, *, actor: str
) -> Iterable[Outcome]:
    context = Context(view=store, actor=actor, tagset=tagset_of(store), new_id=new_id)
    curating.refuse_others(context)
    if policy.names_people and blinding_of(store).is_blind:
        # What it would settle would tell who is behind which letter.
        raise UserError("curation.names_hidden")
    wanted: Sequence[Case] = sorted(found, key=lambda case: case.is_relation)
    for case in wanted:
        proposal = policy.propose(case)
        status = _status(case, proposal)
        if status is None:
            continue
        reason = None
        if proposal is not None and status in ("settled", "confirmed", "changed"):
            try:
                curating.decide_in(draft, context, case, proposal)
            except UserError as refusal:
                status, reason = "refused", refusal
        yield Outcome(case=case, status=status, proposal=proposal, reason=reason)


def _status(case: Case, proposal: Proposal | None) -> Status | None:
    """What is to become of a case; None where nothing is: it is settled, and nothing is said against it."""
    decision = case.decision
    if proposal is None:
        return "left" if case.state != "settled" else None
    changes = proposal.changes_gold(case)
    if decision is None:
        return "changed" if changes and case.gold else "settled"
    if decision.choice in BY_HAND and proposal.choice not in BY_HAND:
        # What a curator said stays; it is only told where the policy would have said otherwise.
        return "kept" if changes or case.state == "reopened" else None
    if changes and not say_the_same(case.gold, proposal.contents):
        # A number that is only written otherwise is no other one.
        return "changed"
    return "confirmed" if case.state == "reopened" else None
