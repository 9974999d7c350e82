"""Owns the case that keys act on: what is put together of it, why, and recording what was decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from annotator.commands import curating
from annotator.errors import UserError
from annotator.i18n import sentence, tr
from annotator.model.annotations import Suggestion
from annotator.model.canonical import Json
from annotator.model.curation import Case, Content, Proposal
from annotator.model.spans import Fragments
from annotator.tasks.curating import proposing
from annotator.tasks.curating.casebook import rule_named, rules
from annotator.tasks.curating.policies import answers_alike
from annotator.ui.models.answer_rows import Answers, answers_of
from annotator.ui.models.case_words import GOLD_COLUMN, MACHINE, CaseWords
from annotator.ui.models.caseload import Caseload
from annotator.ui.models.desk import Desk

CONFIDENCES = ("", "1", "0.75", "0.5")
"""How sure a curator may say to be: nothing said, sure, fairly sure, not sure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """Why something is decided so: a reason, the title of a rule of the casebook, how sure one is."""

    reason: str = ""
    rule: str = ""
    confidence: str = ""


class Reasoned(QObject):
    """Something that is decided for a reason."""

    changed = Signal()
    """Another thing, or the same one as it stands now."""
    decided = Signal(object)
    """It was decided; what was said of why went with it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.why = Why()


class CaseDesk(Reasoned):
    """The current case.  Deciding says what it did in the status line, where it can be undone; ``decided``
    tells the case as it stands now."""

    staged = Signal()
    """Other fields are put together."""

    def __init__(self, desk: Desk, load: Caseload, words: CaseWords, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._load, self.words = desk, load, words
        self.case: Case | None = None
        self._answers: Answers | None = None
        # Before anybody else hears of it.
        for told in (self.changed, self.staged, self.decided):
            told.connect(self._forget)
        self.machine: Suggestion | None = None
        self.fields: dict[str, str] = {}
        """What is put together: field -> whose it is to be."""
        self.draft: tuple[Content, ...] | None = None
        """What is being written instead, shown as gold would be."""

    # Which case -----------------------------------------------------------------------------------

    def show(self, case: Case | None) -> None:
        """Let keys act on another case, or on the same one as it stands now."""
        before = self.case
        is_other = not is_same(before, case)
        self.case = case
        if is_other:
            self.fields, self.draft, self.why = {}, None, Why()
        if case is not None and (is_other or before is not case):
            self.machine = proposing.machine_at(self._desk.session.store, case)
        self.changed.emit()

    def readers(self) -> list[str]:
        """The reviewers of the case's report in the order of their columns and keys."""
        if self.case is None:
            return []
        document = self.case.document
        known = set(self._load.readers(document)) | set(self.case.answers)
        return self.words.in_order(document, sorted(known))

    def answers(self) -> Answers:
        """The table of the case."""
        if self.case is None:
            return Answers()
        if self._answers is None:
            # Asked for by several who show the same.
            self._answers = answers_of(
                self.case,
                readers=self.readers(),
                machine=self.machine,
                result=self.result(),
                words=self.words,
                tagset=self._desk.tagset,
            )
        return self._answers

    def _forget(self) -> None:
        self._answers = None

    # Putting together -----------------------------------------------------------------------------

    def base(self) -> str:
        """Whose answer the fields that are not chosen come from: that of most of those who have one."""
        if self.case is None:
            return MACHINE
        single = [
            owners for owners in answers_alike(self.case).values() if len(self.case.answers[owners[0]]) == 1
        ]
        single.sort(key=lambda owners: (-len(owners), owners))
        chosen = [owner for owner in self.fields.values() if owner != MACHINE]
        return single[0][0] if single else chosen[0] if chosen else MACHINE

    def result(self) -> tuple[Content, ...] | None:
        """What gold would say as things are put together or written; None while nothing is."""
        if self.draft is not None:
            return self.draft
        proposal = self._put_together() if self.fields else None
        return proposal.contents if proposal else None

    def _put_together(self) -> Proposal | None:
        if self.case is None:
            return None
        try:
            return proposing.put_together(
                self.case, base=self.base(), fields=self.fields, machine=self.machine
            )
        except UserError:
            return None

    def stage(self, field: str, owner: str) -> bool:
        """Take one field from somebody, or no more; whether that can be."""
        if self.case is None or owner == GOLD_COLUMN:
            return False
        before = dict(self.fields)
        if self.fields.get(field) == owner:
            del self.fields[field]
        else:
            self.fields[field] = owner
        if self.fields and self._put_together() is None:
            self.fields = before
            self._desk.refused.emit(tr("ui.case.not_by_field"))
            return False
        self.staged.emit()
        return True

    def give_up(self) -> bool:
        """Forget what was put together; whether anything was."""
        had = bool(self.fields) or self.draft is not None
        self.fields, self.draft = {}, None
        if had:
            self.staged.emit()
        return had

    # Deciding -------------------------------------------------------------------------------------

    def take(self, n: int) -> bool:
        """Take the answer of the reviewer of that column, also where it is that there is nothing."""
        readers = self.readers()
        if self.case is None:
            return False
        if not 0 <= n < len(readers) or readers[n] not in self.case.answers:
            self._desk.refused.emit(tr("ui.case.nobody_there", n=n + 1))
            return False
        return self.decide(proposing.take(self.case, readers[n]))

    def take_owner(self, owner: str) -> bool:
        """Take the whole answer of a column."""
        if owner == MACHINE:
            return self.take_machine()
        readers = self.readers()
        return owner in readers and self.take(readers.index(owner))

    def take_machine(self) -> bool:
        """Take what the machine says."""
        if self.case is None:
            return False
        if self.machine is None:
            self._desk.refused.emit(tr("curation.no_machine"))
            return False
        return self.decide(proposing.take_machine(self.machine, tagset=self._desk.tagset))

    def take_nothing(self) -> bool:
        """Reject all answers."""
        return self.case is not None and self.decide(proposing.nothing(self.case))

    def settle_fields(self) -> bool:
        """Record what is put together; False when nothing is."""
        proposal = self._put_together() if self.fields else None
        return proposal is not None and self.decide(proposal)

    def edit(self, *, label: str, fragments: Fragments, features: Mapping[str, Json]) -> bool:
        """Record what the curator wrote."""
        if self.case is None:
            return False
        return self.decide(proposing.edited(self.case, label=label, fragments=fragments, features=features))

    def decide(self, proposal: Proposal) -> bool:
        """Record a decision with what was said of why; False, with one sentence said, when it was refused."""
        case = self.case
        if case is None:
            return False
        try:
            said = self.with_why(proposal)
        except UserError as error:
            self._desk.refused.emit(sentence(error))
            return False
        # What could not be recorded is nobody's answer; the case may have moved on.
        if self._desk.run(curating.decide, case=case, proposal=said) is None:
            self._load.forget([case.document])
            return False
        self.fields, self.draft, self.why = {}, None, Why()
        self._tell(case)
        return True

    def with_why(self, proposal: Proposal) -> Proposal:
        """Return a proposal with what was said of why.

        Raises:
            UserError: there is no such rule.
        """
        return reasoned(self._desk, proposal, self.why)

    def reopen(self) -> bool:
        """Have the current case looked at again."""
        case = self.case
        if case is None or case.decision is None:
            self._desk.refused.emit(tr("curation.undecided"))
            return False
        if self._desk.run(curating.reopen, decisions=[case.decision.id]) is None:
            return False
        self._tell(case)
        return True

    def _tell(self, case: Case) -> None:
        fresh = self._load.take_decision(case)
        self.case = fresh
        self.decided.emit(fresh)


def is_same(one: Case | None, other: Case | None) -> bool:
    """Return whether both are the same case, however each of them stands."""
    return one is not None and other is not None and (one.document, one.key) == (other.document, other.key)


def reasoned(desk: Desk, proposal: Proposal, why: Why) -> Proposal:
    """Return a proposal with why.

    Raises:
        UserError: there is no rule of that title.
    """
    title = why.rule.strip()
    return replace(
        proposal,
        reason=why.reason.strip(),
        rule=rule_named(rules(desk.session.store), title).id if title else "",
        confidence=why.confidence or proposal.confidence,
    )
