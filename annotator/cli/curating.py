"""Owns the verb of the curator: the queue, policies, decisions, the casebook, states, feedback."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Iterable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from annotator.cli.attended import cancelled
from annotator.cli.cases import Told, told_difference
from annotator.cli.output import Output
from annotator.cli.projects import opened
from annotator.commands import curating, project
from annotator.errors import UserError
from annotator.formats import opened as opened_file
from annotator.i18n import sentence, tr
from annotator.model.changes import Action
from annotator.model.curation import Case, Proposal
from annotator.session import Session
from annotator.tasks.acting import tagset_of
from annotator.tasks.curating.alike import groups, way_named
from annotator.tasks.curating.asked import (
    refuse_unknown_kinds,
    refuse_unknown_labels,
    refuse_unknown_layers,
    refuse_unknown_people,
)
from annotator.tasks.curating.casebook import casebook, rule_named, rules
from annotator.tasks.curating.cases import cases, disputed
from annotator.tasks.curating.feedback_pack import write_feedback
from annotator.tasks.curating.headless import decide_lines
from annotator.tasks.curating.inside import finishing
from annotator.tasks.curating.policies import Policy, policy_named
from annotator.tasks.curating.progressing import curation_rows
from annotator.tasks.curating.settling import settle, simulate
from annotator.tasks.naming import Named


def curate(arguments: Namespace, out: Output) -> None:
    """Do what the options say; without any, tell how far each document is."""
    if arguments.is_simulated and not (arguments.policy or arguments.alike):
        raise UserError("curation.nothing_to_simulate")
    with opened(arguments) as session:
        for name, run in _RUNS.items():
            if getattr(arguments, name):
                run(arguments, session, out)
                return
        _tell_documents(arguments, session, out)


def _wanted(arguments: Namespace, session: Session) -> list[Case]:
    """The cases that the options name."""
    refuse_unknown_layers(tagset_of(session.store), arguments.layer)
    refuse_unknown_kinds(arguments.kind)
    only = None if arguments.document is None else [Named(session.store).document(arguments.document)]
    found: Iterable[Case] = cases(session.store, only)
    if arguments.layer:
        found = [case for case in found if (case.layer or "relation") in arguments.layer]
    if arguments.kind:
        found = [case for case in found if any(_is_kind(case, kind) for kind in arguments.kind)]
    return list(found)


def _is_kind(case: Case, kind: str) -> bool:
    """Whether a case differs in this, alone or not: a kind, or a kind with what it is about; ``only:`` before
    it where it must be the one difference."""
    wanted = kind.removeprefix("only:")
    fits = [one == wanted or one.startswith(f"{wanted}:") for one in case.differences]
    return any(fits) and (wanted == kind or all(fits))


def _tell_documents(arguments: Namespace, session: Session, out: Output) -> None:
    for row in curation_rows(session.store, _wanted(arguments, session)):
        record = {
            "document": row.document.id,
            "file": row.document.source,
            "state": row.state,
            "locked": row.is_locked,
            "cases": row.cases,
            "disputed": row.disputed,
            "waiting": row.waiting,
            "reopened": row.reopened,
        }
        words = tr("cli.curation_row", waiting=row.waiting, cases=row.cases, reopened=row.reopened)
        out.line(record, f"{row.document.id[:12]}\t{row.state}\t{words}\t{row.document.name}")


def _queue(arguments: Namespace, session: Session, out: Output) -> None:
    told = Told(session.store)
    found = _wanted(arguments, session)
    for case in found if arguments.is_all else disputed(found):
        out.line(told.case(case), told.words(case))


def _groups(arguments: Namespace, session: Session, out: Output) -> None:
    for group in groups(disputed(_wanted(arguments, session))):
        record = {
            "layer": group.layer or "relation",
            "differences": list(group.differences),
            "cases": len(group.cases),
        }
        how = ", ".join(map(told_difference, group.differences))
        out.line(record, f"{len(group.cases)}\t{record['layer']}\t{how}")


def _policy(arguments: Namespace, session: Session, out: Output) -> None:
    weights = {name: _weight(name, words) for name, words in _pairs(arguments.weight)}
    trusted = dict(_pairs(arguments.trust))
    refuse_unknown_people(session.store, [*weights, *trusted.values()])
    refuse_unknown_labels(tagset_of(session.store), trusted)
    policy = policy_named(arguments.policy, least=arguments.least, weights=weights, trusted=trusted)
    _settle(arguments, session, out, policy, _wanted(arguments, session))


def _alike(arguments: Namespace, session: Session, out: Output) -> None:
    found = disputed(_wanted(arguments, session))
    _settle(arguments, session, out, way_named(arguments.alike, session.store), found)


def _settle(arguments: Namespace, session: Session, out: Output, policy: Policy, found: list[Case]) -> None:
    if arguments.is_simulated:
        settled = simulate(session.store, found, policy, actor=arguments.actor)
    else:
        settled = settle(
            session.store,
            found,
            policy,
            actor=arguments.actor,
            told=_why(arguments, session),
            cancelled=cancelled(arguments),
        )
    told = Told(session.store)
    for outcome in settled.outcomes:
        record = told.outcome(outcome, is_simulated=arguments.is_simulated)
        record["reason"] = sentence(outcome.reason) if outcome.reason else None
        status = tr(f"curation.status.{outcome.status}")
        out.line(record, f"{status}\t{told.words(outcome.case)}")
    counts = settled.counts()
    gold = sum(outcome.changes_gold and bool(outcome.case.gold) for outcome in settled.outcomes)
    message = "cli.curate_simulated" if arguments.is_simulated else "cli.curate_settled"
    done = counts["settled"] + counts["confirmed"] + counts["changed"]
    left = counts["left"] + counts["refused"]
    if counts["refused"]:
        out.fail()
    out.remark(tr(message, done=done, changed=gold, kept=counts["kept"], left=left))


def _why(arguments: Namespace, session: Session) -> Callable[[Proposal], Proposal]:
    rule = rule_named(rules(session.store), arguments.rule).id if arguments.rule else ""
    reason, note = arguments.reason or "", arguments.note or ""
    return lambda proposal: replace(proposal, reason=reason, rule=rule, note=note)


def _pairs(words: Iterable[str]) -> list[tuple[str, str]]:
    found = []
    for each in words:
        name, _, value = each.partition("=")
        if not name or not value:
            raise UserError("curation.bad_pair", words=each)
        found.append((name, value))
    return found


def _weight(name: str, words: str) -> Fraction:
    try:
        weight = Fraction(words)
    except (ValueError, ZeroDivisionError):
        raise UserError("curation.bad_pair", words=f"{name}={words}") from None
    if weight < 0:
        raise UserError("curation.bad_pair", words=f"{name}={words}")
    return weight


def _decide(arguments: Namespace, session: Session, out: Output) -> None:
    with opened_file(Path(arguments.decide)) as file:
        _, outcomes = decide_lines(
            session.store,
            file,
            name=arguments.decide,
            actor=arguments.actor,
            cancelled=cancelled(arguments),
        )
    for outcome in outcomes:
        case = outcome.case.key if outcome.case is not None else None
        record = {"line": outcome.line, "op": outcome.op, "case": case, "status": "recorded"}
        if outcome.error is not None:
            out.refuse({**record, "status": "refused"}, outcome.error)
        else:
            out.line({**record, "reason": None}, tr("cli.recorded", line=outcome.line, op=outcome.op))


def _casebook(arguments: Namespace, session: Session, out: Output) -> None:
    told = Told(session.store)
    for page in casebook(session.store):
        record = {
            "rule": page.rule.id,
            "title": page.rule.title,
            "text": page.rule.text,
            "label": page.rule.label,
            "decisions": [
                {**told.decision(one), "document": one.document, "layer": one.layer or "relation"}
                for one in page.decisions
            ],
        }
        words = tr("cli.rule", title=page.rule.title, n=len(page.decisions))
        out.line(record, f"{page.rule.id}\t{words}\t{page.rule.text}")


def _reopen(arguments: Namespace, session: Session, out: Output) -> None:
    """Open again what a rule settled, one decision, or a whole document."""
    for named in arguments.reopen:
        for change in _reopened(session, named).changes:
            record = {"reopened": change.kind, "id": change.id, "document": (change.after or {})["document"]}
            if change.kind == "decision":
                out.line(record, tr("cli.reopened", id=change.id[:8]))
            else:
                out.line(record, tr("cli.reopened", id=record["document"][:12]))


def _reopened(session: Session, named: str) -> Action:
    known, decisions = rules(session.store), session.store.decisions()
    if any(named in (rule.id, rule.title) for rule in known):
        rule = rule_named(known, named).id
        return session.run(curating.reopen, decisions=[one.id for one in decisions if one.rule == rule])
    if any(one.id == named for one in decisions):
        return session.run(curating.reopen, decisions=[named])
    try:
        document = Named(session.store).document(named)
    except UserError:
        # The key of its case names a decision too; a late bundle may have changed it.
        found = [case.decision for case in cases(session.store) if case.key == named]
        if not found or found[0] is None:
            raise
        return session.run(curating.reopen, decisions=[found[0].id])
    return session.run(curating.reopen_document, document=document)


def _finish(arguments: Namespace, session: Session, out: Output) -> None:
    """Declare documents curated."""
    for named in arguments.finish:
        document = Named(session.store).document(named)
        try:
            session.run(finishing(session.store), document=document)
        except UserError as reason:
            out.refuse({"document": document, "state": None}, reason)
        else:
            record = {"document": document, "state": "curated", "reason": None}
            out.line(record, tr("cli.curated", document=session.document(document).name))


def _appoint(arguments: Namespace, session: Session, out: Output) -> None:
    """Make somebody a curator."""
    session.run(project.appoint, reviewer=arguments.appoint, role="curator")
    record = {"reviewer": arguments.appoint, "role": "curator"}
    out.line(record, tr("cli.appointed", reviewer=arguments.appoint))


def _feedback(arguments: Namespace, session: Session, out: Output) -> None:
    """Write a page for each reviewer: what was changed, and why."""
    for page in write_feedback(session.store, Path(arguments.feedback)):
        record = {
            "reviewer": page.reviewer,
            "file": str(page.file),
            "kept": page.kept,
            "changed": page.changed,
        }
        out.line(record, tr("cli.feedback", file=page.file, kept=page.kept, changed=page.changed))


_RUNS: dict[str, Callable[[Namespace, Session, Output], None]] = {
    "policy": _policy,
    "alike": _alike,
    "is_queue": _queue,
    "is_groups": _groups,
    "decide": _decide,
    "is_casebook": _casebook,
    "reopen": _reopen,
    "finish": _finish,
    "appoint": _appoint,
    "feedback": _feedback,
}
"""Option -> what it does; one of them at a time."""
