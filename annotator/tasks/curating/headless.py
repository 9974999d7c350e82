"""Owns the headless curator: decisions from JSON Lines, recorded as one action."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice, takewhile
from typing import Any, BinaryIO

from annotator.commands import curating
from annotator.commands.context import Context
from annotator.commands.draft import Draft
from annotator.errors import UserError
from annotator.model.annotations import Annotation
from annotator.model.canonical import Record
from annotator.model.changes import Action, Step
from annotator.model.curation import Case, CaseState, Proposal, Rule, content_of
from annotator.model.ids import new_id
from annotator.model.spans import Fragments, as_fragments
from annotator.model.strict_json import Line, lines
from annotator.store import Store
from annotator.tasks.acting import never, tagset_of
from annotator.tasks.curating import proposing
from annotator.tasks.curating.blinding import Names
from annotator.tasks.curating.casebook import rule_named, rules
from annotator.tasks.curating.cases import cases
from annotator.tasks.curating.settling import recorded
from annotator.tasks.naming import Named

SHORTEST = 6
"""Fewest characters of a case's key that name it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidedLine:
    """What became of one line: its number from 1, what it asked, of which case, and why it was refused."""

    line: int
    op: str
    case: Case | None = None
    error: UserError | None = None


def decide_lines(
    store: Store, file: BinaryIO, *, name: str, actor: str, cancelled: Callable[[], bool] = never
) -> tuple[Action | None, list[DecidedLine]]:
    """Record what the lines decide as one action; refused lines are listed, the rest stands.

    ``name`` is what refusals call the file.  Relations come after what they link.

    Raises:
        UserError: the actor is no curator, the project cannot be written, or ``cancelled()``; nothing was
            changed.
    """
    found = cases(store)
    asked = list(lines(file, name, decimal=str))
    outcomes: dict[int, DecidedLine] = {}
    with store.transaction() as journal:
        draft = Draft(store)
        context = Context(view=draft, actor=actor, tagset=tagset_of(store), new_id=new_id)
        curating.refuse_others(context)
        desk = _Desk(store, draft, context, found)
        for line in sorted(asked, key=desk.turn):
            if cancelled():
                raise UserError("curation.cancelled")
            outcomes[line.number] = desk.done(line)
        action = recorded(store, journal, draft, actor=actor)
    return action, [outcomes[number] for number in sorted(outcomes)]


_JSON: dict[type, str] = {str: "string", dict: "object", list: "array"}
"""What JSON calls our types."""

_TYPES: dict[str, type] = {
    **dict.fromkeys(("op", "case", "owner", "document", "layer", "label"), str),
    **dict.fromkeys(("reason", "rule", "confidence", "note", "title", "text"), str),
    **dict.fromkeys(("features", "fields"), dict),
    "fragments": list,
}
"""What a line may hold, and of which type; anything else is a slip of the pen and refused."""


class _Desk:
    """What the lines of one file decide, one after the other."""

    def __init__(self, store: Store, draft: Draft, context: Context, found: Sequence[Case]) -> None:
        self._store = store
        self._draft = draft
        self._context = context
        self._of: dict[str, list[Case]] = defaultdict(list)
        self._at: dict[tuple[str, Fragments], dict[str, Case]] = defaultdict(dict)
        for case in found:
            self._of[case.document].append(case)
            for one in case.said:
                if isinstance(one, Annotation):
                    self._at[case.document, one.fragments][case.key] = case
        self._by_key = {case.key: case for case in found}
        self._keys = sorted(self._by_key)
        self._rules = {rule.id: rule for rule in rules(store)}
        self._names = Names(store)
        self._named = Named(store)
        self._settled: dict[str, int] = {}
        """Key of a case -> the line that was about it."""

    def turn(self, line: Line) -> tuple[int, int]:
        """When it is a line's turn: rules first, then places, then relations, then whole documents."""
        wish = line.value if isinstance(line.value, dict) else {}
        op = wish.get("op")
        named = str(wish.get("case") or "")
        is_relation = any(case.is_relation for case in self._beginning(named))
        turn = {"rule": 0, "drop_rule": 3, "finish": 3, "open": -1}.get(str(op), 2 if is_relation else 1)
        return turn, line.number

    def _beginning(self, key: str) -> list[Case]:
        """The cases of that key, or that beginning of one."""
        if key in self._by_key:
            return [self._by_key[key]]
        first = bisect_left(self._keys, key) if len(key) >= SHORTEST else len(self._keys)
        named = takewhile(lambda one: one.startswith(key), islice(self._keys, first, None))
        return [self._by_key[one] for one in named]

    def done(self, line: Line) -> DecidedLine:
        """Do what a line says, or tell why not."""
        op, case = "?", None
        try:
            wish = _parsed(line)
            op = wish["op"]
            if op in _OF_CASES:
                case = self._case(wish)
                if case.key in self._settled:
                    raise UserError("curation.twice", line=self._settled[case.key])
                self._settle(op, case, wish)
                self._settled[case.key] = line.number
            else:
                self._other(op, wish)
        except UserError as error:
            return DecidedLine(line=line.number, op=op, case=case, error=error)
        return DecidedLine(line=line.number, op=op, case=case)

    def _case(self, wish: Mapping[str, Any]) -> Case:
        """The case that a line names: by its key or the beginning of it, or by where one of its answers
        stands."""
        if wish.get("case"):
            found = self._beginning(str(wish["case"]))
        else:
            document = self._named.document(_need(wish, "document" if wish.get("fragments") else "case"))
            place = as_fragments(_need(wish, "fragments"), length=10**9)
            there = self._at.get((document, place), {}).values()
            found = [one for one in there if wish.get("layer") in (None, one.layer)]
        if len(found) != 1:
            told = wish.get("case") or str(wish.get("fragments"))
            raise UserError("curation.unknown_case", case=str(told)[:64], n=len(found))
        return found[0]

    def _settle(self, op: str, case: Case, wish: Mapping[str, Any]) -> None:
        if op == "reopen":
            if case.decision is None:
                raise UserError("curation.undecided")
            self._draft.add(curating.reopen(self._context, decisions=[case.decision.id]))
            return
        self._decide(case, self._proposal(op, case, wish), wish)

    def _decide(self, case: Case, proposal: Proposal, wish: Mapping[str, Any]) -> None:
        said = replace(
            proposal,
            reason=wish.get("reason") or "",
            confidence=wish.get("confidence") or "",
            note=wish.get("note") or "",
            rule=rule_named(self._rules.values(), wish["rule"]).id if wish.get("rule") else "",
        )
        curating.decide_in(self._draft, self._context, case, said)

    def _proposal(self, op: str, case: Case, wish: Mapping[str, Any]) -> Proposal:
        if op == "take":
            return proposing.take(case, self._owner(case, _need(wish, "owner")))
        if op == "nothing":
            return proposing.nothing(case)
        if op == "edit":
            return self._edited(case, wish)
        machine = proposing.machine_at(self._store, case)
        if op == "machine":
            if machine is None:
                raise UserError("curation.no_machine")
            return proposing.take_machine(machine, tagset=self._context.tagset)
        fields = {
            str(feature): self._owner(case, str(owner)) for feature, owner in _need(wish, "fields").items()
        }
        base = self._owner(case, _need(wish, "owner"))
        proposal = proposing.put_together(case, base=base, fields=fields, machine=machine)
        label = proposal.contents[0].label
        # Relations have no features.
        spec = None if case.is_relation else self._context.label(case.layer, label)
        for name in fields:
            if name not in proposing.NO_FEATURES and (spec is None or spec.feature(name) is None):
                raise UserError("feature.unknown", label=label, feature=name[:40])
        return proposal

    def _owner(self, case: Case, name: str) -> str:
        return name if name == proposing.MACHINE else self._names.meant(case.document, name)

    def _edited(self, case: Case, wish: Mapping[str, Any]) -> Proposal:
        """What is not named stays as gold has it, else as the first answer, as far as the label has room."""
        known = next(iter((*case.gold, *case.said)), None)
        content = content_of(known) if known is not None else None
        length = self._context.view.document(case.document).chars
        fragments = as_fragments(wish.get("fragments") or (), length=length)
        label = wish.get("label") or (content.label if content else _need(wish, "label"))
        kept = content.features if content else {}
        if content is not None and label != content.label and not case.is_relation:
            kept = self._context.fitting(case.layer, label, kept)
        return proposing.edited(
            case,
            label=label,
            fragments=fragments or (content.fragments if content else ()),
            features={**kept, **(wish.get("features") or {})},
        )

    def _other(self, op: str, wish: Mapping[str, Any]) -> None:
        if op == "rule":
            words = {name: str(wish[name]) for name in ("title", "text", "label", "rule") if wish.get(name)}
            others = {rule.title for rule in self._rules.values() if rule.id != words.get("rule")}
            step = curating.write_rule(self._context, **{"title": "", **words}, others=others)
            self._draft.add(step)
            for change in step.changes:
                self._rules[change.id] = Rule.from_record(change.after or {})
            return
        if op == "drop_rule":
            self._drop(rule_named(self._rules.values(), _need(wish, "rule")).id)
            return
        document = self._named.document(_need(wish, "document"))
        if op == "add":
            self._add(document, wish)
            return
        if op == "open":
            self._draft.add(curating.reopen_document(self._context, document=document))
            return
        self._draft.add(self._finished(document))

    def _drop(self, rule: str) -> None:
        """A rule out of the casebook, where no decision names it after the lines before."""
        touched = (change.id for change in self._draft.step("").changes if change.kind == "decision")
        known = {one.id for one in self._store.decisions()} | {*touched}
        named = (self._draft.record("decision", one) for one in known)
        used = sum(one is not None and one["rule"] == rule for one in named)
        self._draft.add(curating.drop_rule(self._context, rule=rule, used=used))
        del self._rules[rule]

    def _add(self, document: str, wish: Mapping[str, Any]) -> None:
        """Gold of a place where nobody says anything."""
        layer = self._context.layer(_need(wish, "layer"))
        fragments = as_fragments(
            wish.get("fragments") or (), length=self._context.view.document(document).chars
        )
        mine = self._of.get(document, ())
        label = _need(wish, "label")
        case = proposing.unseen(mine, document=document, layer=layer.id, label=label, fragments=fragments)
        proposal = proposing.edited(
            case, label=label, fragments=fragments, features=wish.get("features"), target=layer.target
        )
        self._decide(case, proposal, wish)

    def _finished(self, document: str) -> Step:
        """A document curated, when all its cases are settled by now: as they are in this very transaction,
        and as the lines before have left them."""
        mine = []
        for case in cases(self._store, [document]):
            before = self._store.record("decision", case.decision_id)
            after = self._draft.record("decision", case.decision_id)
            if after != before:
                case = replace(case, state=_state(after))
            mine.append(case)
        return curating.finish_curation(self._context, document=document, cases=mine)


def _state(decision: Record | None) -> CaseState:
    """The state of a case whose decision has come to be this one just now."""
    if decision is None:
        return "open"
    return "reopened" if decision["is_reopened"] else "settled"


def _need(wish: Mapping[str, Any], member: str) -> Any:
    if not wish.get(member):
        raise UserError("annotate.missing_member", op=wish["op"], member=member)
    return wish[member]


_OF_CASES = ("take", "machine", "nothing", "edit", "fields", "reopen")
_OPS = (*_OF_CASES, "add", "rule", "drop_rule", "open", "finish")


def _parsed(line: Line) -> dict[str, Any]:
    if line.error is not None:
        raise line.error
    wish = line.value
    if not isinstance(wish, dict):
        raise UserError("annotate.not_object")
    unknown = sorted(wish.keys() - _TYPES.keys())
    if unknown:
        raise UserError("annotate.unknown_member", member=unknown[0][:40])
    if not isinstance(wish.get("op"), str) or wish["op"] not in _OPS:
        raise UserError("annotate.unknown_op", op=repr(wish.get("op"))[:40], known=", ".join(_OPS))
    for member, kind in _TYPES.items():
        if wish.get(member) is not None and not isinstance(wish[member], kind):
            raise UserError("curation.wrong_type", member=member, wanted=_JSON[kind])
    return wish
