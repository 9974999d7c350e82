"""Owns settling many cases at once: what would become of each is told before anything is done, a little at a
time; then all of it is done as one action."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QTemporaryFile, Signal

from annotator.commands import curating
from annotator.errors import UserError
from annotator.i18n import sentence, tr
from annotator.measures.steps import Steps
from annotator.model.canonical import Record, dump
from annotator.model.curation import Case, Proposal
from annotator.tasks.curating.blinding import Names
from annotator.tasks.curating.policies import Policy
from annotator.tasks.curating.settling import Outcome, simulate
from annotator.ui.child import Records, Task, Verb
from annotator.ui.models.case_desk import Why, reasoned
from annotator.ui.models.desk import Desk
from annotator.ui.slicing import Slices

MANY = 80
"""Up to how many cases are settled while one waits (measured: 0.1 s); more of them beside the window."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is to be done: to which cases, by which policy or way.  ``words`` are the options of the command
    line that do the same; empty where a list of decisions does."""

    cases: tuple[Case, ...]
    policy: Policy
    words: tuple[str, ...] = ()


class Told:
    """What would become of the cases, as far as it is known; counted as it comes, as it is shown while it
    does."""

    def __init__(self, *, of: int = 0) -> None:
        self.of = of
        self.done: list[Outcome] = []
        """Those that would be settled."""
        self.rest: list[Outcome] = []
        """The others."""
        self.changing: list[Outcome] = []
        """Those where gold says something already, and would say something else."""
        self.statuses: Counter[str] = Counter()
        self.kinds: dict[tuple[str, ...], list[Outcome]] = {}
        """How those differ that would be settled."""

    def __len__(self) -> int:
        return len(self.done) + len(self.rest)

    def take(self, outcome: Outcome) -> None:
        """Count one more."""
        self.statuses[outcome.status] += 1
        (self.done if outcome.is_done else self.rest).append(outcome)
        if outcome.is_done:
            self.kinds.setdefault(outcome.case.differences, []).append(outcome)
        if outcome.changes_gold and outcome.case.gold:
            self.changing.append(outcome)


class Rehearsal(QObject):
    """Tries on a draft what a policy would do; only what was begun last comes to its end."""

    moved = Signal()
    """More is known."""
    ended = Signal()
    """All is known."""
    failed = Signal(str)
    """It cannot be told, in a sentence."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.wanted: Wanted | None = None
        self.told = Told()
        self.trouble = ""
        self._slices = Slices(self)
        self._slices.paused.connect(self.moved)
        self._slices.done.connect(self._end)

    @property
    def is_busy(self) -> bool:
        """Whether more is to be known."""
        return self._slices.is_busy

    @property
    def is_ready(self) -> bool:
        """Whether all is known and there is something to do."""
        return self.wanted is not None and not self.is_busy and not self.trouble and bool(self.told.done)

    def begin(self, wanted: Wanted | None) -> None:
        """Tell what this would do; None for nothing."""
        self.stop()
        self.wanted, self.told, self.trouble = wanted, Told(of=len(wanted.cases) if wanted else 0), ""
        if wanted is not None:
            self._slices.begin(self._steps(wanted))
        else:
            self.moved.emit()

    def stop(self) -> None:
        """Leave it."""
        self._slices.stop()

    def cancel(self) -> None:
        """Leave it and say so: nothing was done."""
        if self.is_busy:
            self.stop()
            self.wanted = None
            self.moved.emit()

    def _steps(self, wanted: Wanted) -> Steps[str]:
        store, actor = self._desk.session.store, self._desk.session.reviewer
        for case in sorted(wanted.cases, key=lambda case: case.is_relation):
            # What a relation links is settled with it, or there would be nothing to link.
            ends = [one for one in (case.source, case.target) if one is not None]
            try:
                found = simulate(store, [*ends, case], wanted.policy, actor=actor)
            except UserError as error:
                return sentence(error)
            for one in found.outcomes:
                if one.case is case:
                    self.told.take(one)
            yield
        return ""

    def _end(self, trouble: str) -> None:
        self.trouble = trouble
        if trouble:
            self.failed.emit(trouble)
        self.ended.emit()

    # Doing ----------------------------------------------------------------------------------------

    def apply(self, why: Why) -> bool:
        """Do what was told, as one action that one undo takes back; whether it was done or begun."""
        if not self.is_ready or self.wanted is None:
            return False
        done = [(one.case, one.proposal) for one in self.told.done if one.proposal is not None]
        try:
            decided = [(case, reasoned(self._desk, proposal, why)) for case, proposal in done]
        except UserError as error:
            self._desk.refused.emit(sentence(error))
            return False
        if len(decided) > MANY:
            return self._beside(decided, why)
        if self._desk.run(curating.decide_many, decided=decided, verb="settle") is None:
            return False
        self._desk.said.emit(tr("ui.bulk.done", n=len(decided)))
        return True

    def _beside(self, decided: Sequence[tuple[Case, Proposal]], why: Why) -> bool:
        """Let a child do it, by the options that say the same or by a list of decisions."""
        assert self.wanted is not None
        words = list(self.wanted.words)
        file: QTemporaryFile | None = None
        if words:
            words += [f"--reason={why.reason.strip()}"] if why.reason.strip() else []
            words += [f"--rule={why.rule.strip()}"] if why.rule.strip() else []
        else:
            file = self._written(decided, why)
            if file is None:
                return False
            words = [f"--decide={Path(file.fileName())}"]

        def told(records: Records) -> str:
            if file is not None:
                file.remove()
            refused = sum(one.get("status") == "refused" for one in records)
            return tr("ui.bulk.done", n=len(decided) - refused)

        session = self._desk.session
        line = ("curate", f"--as={session.reviewer}", *words, "--", str(session.path))
        task: Task = (Verb(words=line, message="ui.task.settling"),)
        is_begun = self._desk.wishes.worker(task, told)
        if file is not None and not is_begun:
            file.remove()
        return is_begun

    def _written(self, decided: Sequence[tuple[Case, Proposal]], why: Why) -> QTemporaryFile | None:
        names = Names(self._desk.session.store)
        file = QTemporaryFile(self)
        if not file.open():
            self._desk.refused.emit(tr("ui.grid.bulk.no_room", reason=file.errorString()))
            return None
        for case, proposal in decided:
            record = {**line_of(case, proposal, names), "reason": why.reason.strip()}
            if why.rule.strip():
                record["rule"] = why.rule.strip()
            file.write(f"{dump(record)}\n".encode())
        is_written = file.flush()
        file.close()
        if not is_written:
            self._desk.refused.emit(tr("ui.grid.bulk.no_room", reason=file.errorString()))
            return None
        return file


def line_of(case: Case, proposal: Proposal, names: Names) -> Record:
    """Return the line of a file of decisions that settles a case so."""
    line: Record = {"case": case.key}
    if proposal.choice == "nothing":
        return {**line, "op": "nothing"}
    if proposal.choice == "machine":
        return {**line, "op": "machine"}
    if proposal.choice != "edited" or not proposal.contents:
        return {**line, "op": "take", "owner": names.shown(case.document, proposal.taken[0])}
    content = proposal.contents[0]
    return {
        **line,
        "op": "edit",
        "label": content.label,
        "fragments": [list(pair) for pair in content.fragments],
        "features": dict(content.features),
    }
