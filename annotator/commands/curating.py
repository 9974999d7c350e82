"""Owns settling cases: decisions with the gold that comes of them, and the casebook."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from annotator.commands.context import Context, View, related, written
from annotator.commands.draft import Draft
from annotator.commands.relations import refuse_misfit
from annotator.errors import UserError
from annotator.model.annotations import GOLD, Annotation, Progress, Relation
from annotator.model.changes import Change, Step
from annotator.model.curation import (
    Case,
    Content,
    Decision,
    Proposal,
    Rule,
    Said,
    content_of,
    decision_behind,
    gold_id,
    gold_said,
)


def decide(context: Context, /, *, case: Case, proposal: Proposal) -> Step:
    """Settle one case: record how, and make gold say it.

    Raises:
        UserError: the actor is no curator, the document is curated already, answers have changed since the
            case was read, a rule is unknown, gold would say the same twice of one place, a label or a
            feature does not fit, an end of a relation has no gold, or nothing would change.
    """
    step = decide_many(context, decided=[(case, proposal)])
    if not step.changes:
        raise UserError("action.changes_nothing", verb="decide")
    return step


def decide_many(
    context: Context, /, *, decided: Iterable[tuple[Case, Proposal]], verb: str = "decide"
) -> Step:
    """Settle several cases as one action, those about relations last; it may change nothing.

    Raises:
        UserError: as ``decide``; nothing of it is done.
    """
    draft = Draft(context.view)
    for case, proposal in sorted(decided, key=lambda each: each[0].is_relation):
        decide_in(draft, context, case, proposal)
    return replace(draft.step(verb), verb=verb)


def decide_in(draft: Draft, context: Context, case: Case, proposal: Proposal) -> None:
    """Lay the settling of one case over a draft; when it raises, the draft is as it was.

    Raises:
        UserError: as ``decide``.
    """
    drafting = replace(context, view=draft)
    refuse_others(drafting)
    drafting.refuse_curated(case.document)
    _refuse_moved(draft, case)
    if proposal.rule and draft.record("rule", proposal.rule) is None:
        raise UserError("curation.unknown_rule", rule=proposal.rule)
    changes = [*_Settling(drafting, case, proposal).changes(), *_begun(draft, case.document)]
    draft.add(Step(verb="decide", changes=tuple(changes)))


def refuse_others(context: Context) -> None:
    """Raise unless the actor may write gold."""
    if not context.is_curator:
        raise UserError("curation.needs_curator", actor=context.actor)


def _refuse_moved(view: View, case: Case) -> None:
    for one in case.said:
        now = view.annotation(one.id) if isinstance(one, Annotation) else _relation(view, one.id)
        if now is None or content_of(now).hash != content_of(one).hash:
            raise UserError("curation.case_moved")
    known = {decision.id: decision.to_record() for decision in case.decisions}
    for decision in {case.decision_id, *known}:
        if view.record("decision", decision) != known.get(decision):
            raise UserError("curation.case_moved")


def _relation(view: View, relation: str) -> Relation | None:
    found = view.record("relation", relation)
    return Relation.from_record(found) if found else None


def _begun(view: View, document: str) -> list[Change]:
    """A document of which anything is decided is in curation."""
    before = view.progress(document, GOLD)
    if before.state in ("in curation", "curated"):
        return []
    return [_progressed(view, replace(before, state="in curation"))]


def _progressed(view: View, after: Progress) -> Change:
    before = view.record("progress", after.id)
    return Change(kind="progress", id=after.id, before=before, after=after.to_record())


class _Settling:
    """One case being settled."""

    def __init__(self, context: Context, case: Case, proposal: Proposal) -> None:
        self._context = context
        self._view = context.view
        self._case = case
        self._proposal = proposal
        self._id = case.decision_id

    def changes(self) -> list[Change]:
        """The decision, its gold, and what hung on gold that goes."""
        made = self._relations() if self._case.is_relation else self._annotations()
        stays = [change.id for change in made]
        gone = [one for one in self._old_gold() if one.id not in stays]
        instead = stays[0] if stays else None
        taken_away = self._taken_away(gone, made, instead=instead)
        return [*self._decisions(stays), *made, *taken_away, *self._misfits(made)]

    def _old_gold(self) -> list[Said]:
        known = [one for decision in self._case.decisions for one in decision.gold]
        found: dict[str, Said] = {one.id: one for one in self._case.gold}
        for gold in known:
            there = self._view.annotation(gold) or _relation(self._view, gold)
            if there is not None:
                found[gold] = there
        return list(found.values())

    def _annotations(self) -> list[Change]:
        changes = []
        for n, content in enumerate(self._proposal.contents):
            self._refuse_misfit(content)
            after = gold_said(self._case, n, content)
            before = self._view.annotation(after.id)
            if before is not None:
                after = replace(after, note=before.note)
            self._context.refuse_twin(before, after, going={one.id for one in self._old_gold()})
            changes.append(written(before, after))
        return changes

    def _refuse_misfit(self, content: Content) -> None:
        """What people say is taken as they say it; what a curator writes has to fit."""
        layer = self._context.layer(content.layer)
        self._context.label(content.layer, content.label)
        if self._proposal.choice in ("edited", "machine"):
            self._context.checked(content.layer, content.label, content.features)
        length = self._view.document(self._case.document).chars
        ends = [place for pair in content.fragments for place in pair]
        if content.target != layer.target or bool(ends) == (layer.target == "document"):
            raise UserError("span.other_target", layer=layer.id, target=layer.target, wanted=content.target)
        if ends != sorted(ends) or (ends and not 0 <= ends[0] <= ends[-1] <= length):
            raise UserError("span.outside_text", start=ends[0], end=ends[-1], length=length)

    def _relations(self) -> list[Change]:
        changes = []
        for n, content in enumerate(self._proposal.contents):
            before = _relation(self._view, gold_id(self._id, n))
            after = Relation(
                id=gold_id(self._id, n),
                document=self._case.document,
                owner=GOLD,
                label=content.label,
                source=self._end(self._case.source),
                target=self._end(self._case.target),
                features=dict(content.features),
                note=before.note if before else "",
            )
            ends = self._view.annotation(after.source), self._view.annotation(after.target)
            assert ends[0] is not None and ends[1] is not None
            refuse_misfit(self._context.tagset, after, (ends[0], ends[1]))
            changes.append(related(before, after))
        return changes

    def _end(self, end: Case | None) -> str:
        """The gold at one end of the relation, as it is or would be."""
        if end is not None:
            record = self._view.record("decision", end.decision_id)
            gold = record["gold"] if record else [one.id for one in end.gold]
            if gold:
                return str(gold[0])
        raise UserError("curation.end_undecided")

    def _taken_away(
        self, gone: Sequence[Said], made: Sequence[Change], *, instead: str | None
    ) -> list[Change]:
        """Gold that goes; relations lead from and to what comes instead where its label has room for them,
        or go too."""
        ids = {one.id for one in gone}
        links = {link.id: link for one in gone for link in self._view.relations_at(one.id)}
        changes = []
        for link in links.values():
            source, target = (instead if end in ids else end for end in (link.source, link.target))
            moved = replace(link, source=source, target=target) if source and target else None
            if moved is None or self._is_misfit(moved, made):
                changes += self._unlinked(link)
            else:
                changes.append(related(link, moved))
        taken = [written(one, None) if isinstance(one, Annotation) else related(one, None) for one in gone]
        return [*changes, *taken]

    def _misfits(self, made: Sequence[Change]) -> list[Change]:
        """Relations of gold that its new label has no room for go too."""
        ids = [change.id for change in made if change.kind == "annotation"]
        links = {link.id: link for one in ids for link in self._view.relations_at(one)}
        misfits = [link for link in links.values() if self._is_misfit(link, made)]
        return [change for link in misfits for change in self._unlinked(link)]

    def _is_misfit(self, link: Relation, made: Sequence[Change]) -> bool:
        """Whether the labels at the ends of a relation, as they will be, have no room for it."""
        after = {change.id: change.after for change in made}
        records = [
            after.get(end) or self._view.record("annotation", end) for end in (link.source, link.target)
        ]
        source, target = (Annotation.from_record(record) for record in records if record is not None)
        try:
            refuse_misfit(self._context.tagset, link, (source, target))
        except UserError:
            return True
        return False

    def _unlinked(self, relation: Relation) -> list[Change]:
        """A relation that goes with its end, and what was decided of it: its case is open again."""
        behind = decision_behind(relation.id)
        record = self._view.record("decision", behind)
        gone = [related(relation, None)]
        if record is not None:
            gone.append(Change(kind="decision", id=behind, before=record, after=None))
        return gone

    def _decisions(self, stays: Sequence[str]) -> list[Change]:
        proposal = self._proposal
        after = Decision(
            id=self._id,
            document=self._case.document,
            layer=self._case.layer,
            choice=proposal.choice,
            sources=self._case.sources(proposal.taken),
            gold=tuple(stays),
            fields=dict(proposal.fields),
            policy=proposal.policy,
            reason=proposal.reason,
            rule=proposal.rule,
            confidence=proposal.confidence,
            note=proposal.note,
        )
        before = self._view.record("decision", self._id)
        changes = [Change(kind="decision", id=self._id, before=before, after=after.to_record())]
        for other in self._case.decisions[1:]:
            record = self._view.record("decision", other.id)
            changes.append(Change(kind="decision", id=other.id, before=record, after=None))
        return changes


# Looking again ------------------------------------------------------------------------------------


def reopen(context: Context, /, *, decisions: Iterable[str]) -> Step:
    """Have decisions looked at again, as one action: gold stays until they are decided anew.

    Raises:
        UserError: the actor is no curator, there is no such decision, its document is curated, or all are
            open again already.
    """
    refuse_others(context)
    changes = []
    for decision in dict.fromkeys(decisions):
        before = context.view.record("decision", decision)
        if before is None:
            raise UserError("curation.unknown_decision", decision=decision)
        context.refuse_curated(str(before["document"]))
        if not before["is_reopened"]:
            after = {**before, "is_reopened": True}
            changes.append(Change(kind="decision", id=decision, before=before, after=after))
    return _told("reopen", changes)


def finish_curation(context: Context, /, *, document: str, cases: Sequence[Case]) -> Step:
    """Declare a document curated, which locks its gold; ``cases`` are all its cases.

    Raises:
        UserError: the actor is no curator, a case wants a decision, or it is curated already.
    """
    refuse_others(context)
    waiting = sum(case.state != "settled" for case in cases)
    if waiting:
        raise UserError("curation.still_open", n=waiting, document=context.view.document(document).name)
    return _moved(context, document, "curated")


def reopen_document(context: Context, /, *, document: str) -> Step:
    """Take a document into curation, or open a curated one again.

    Raises:
        UserError: the actor is no curator, or it is in curation already.
    """
    refuse_others(context)
    return _moved(context, document, "in curation")


def _moved(context: Context, document: str, state: str) -> Step:
    context.view.document(document)
    before = context.view.progress(document, GOLD)
    changes = []
    if before.state != state:
        changes.append(_progressed(context.view, replace(before, state=state)))  # type: ignore[arg-type]
    return _told("curate", changes)


# The casebook -------------------------------------------------------------------------------------


def write_rule(
    context: Context,
    /,
    *,
    title: str,
    text: str = "",
    label: str = "",
    rule: str | None = None,
    others: Collection[str] = (),
) -> Step:
    """Write a rule into the casebook, or another wording of a ``rule`` that is there; ``others`` are the
    titles of all other rules, since a title is what a rule is named by.

    Raises:
        UserError: the actor is no curator, the title is blank or another rule's, there is no such rule or
            label, or nothing would change.
    """
    refuse_others(context)
    if not title.strip():
        raise UserError("curation.rule_needs_title")
    if title.strip() in others:
        raise UserError("curation.title_taken", title=title.strip())
    layer, _, name = label.partition("/")
    if label and name:
        context.label(layer, name)
    elif label:
        context.layer(layer)
    before = context.view.record("rule", rule) if rule is not None else None
    if rule is not None and before is None:
        raise UserError("curation.unknown_rule", rule=rule)
    after = Rule(id=rule or context.new_id(), title=title.strip(), text=text, label=label).to_record()
    changed = [] if after == before else [Change(kind="rule", id=after["id"], before=before, after=after)]
    return _told("write_rule", changed)


def drop_rule(context: Context, /, *, rule: str, used: int) -> Step:
    """Take a rule out of the casebook; ``used`` is how many decisions name it.

    Raises:
        UserError: the actor is no curator, there is no such rule, or a decision names it.
    """
    refuse_others(context)
    before = context.view.record("rule", rule)
    if before is None:
        raise UserError("curation.unknown_rule", rule=rule)
    if used:
        raise UserError("curation.rule_in_use", title=before["title"], n=used)
    return Step(verb="drop_rule", changes=(Change(kind="rule", id=rule, before=before, after=None),))


def _told(verb: str, changes: Sequence[Change]) -> Step:
    if not changes:
        raise UserError("action.changes_nothing", verb=verb)
    return Step(verb=verb, changes=tuple(changes))
