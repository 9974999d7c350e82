"""Owns the laws of the journal: rows are what it says, undo and redo walk a list of states."""

from __future__ import annotations

import itertools
import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from annotator.commands import answers, crosschecks, progress, relations, spans
from annotator.errors import UserError
from annotator.model.canonical import dump
from annotator.model.crosschecks import ANSWERS, CheckedNumber
from annotator.session import Session
from annotator.store.fold import fold
from annotator.store.kinds import RECORDS
from tests.building import TEXT, a_number, add_document, new_store, suggest

KINDS = sorted(set(RECORDS) - {"reviewer"})
NUMBERS = [
    a_number(TEXT, "12件", value="12"),
    a_number(TEXT, "3%", value="3", unit="%"),
    a_number(TEXT, "约1.2万人次", value="12000", unit="人次"),
    a_number(TEXT, "100%", value="100", unit="%"),
]
PLACES = st.lists(st.integers(0, len(TEXT)), min_size=2, max_size=4, unique=True).map(sorted)


def snapshot(session: Session) -> str:
    """Everything that is recorded, as one text."""
    return dump([[kind, session.store.records(kind)] for kind in KINDS])


class JournalMachine(RuleBasedStateMachine):
    """One reviewer does, undoes, redoes and restarts; a list of states says what must be there."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "law.sqlite"
        self.session = Session(new_store(self.path), reviewer="jia")
        self.document = add_document(self.session)
        suggest(self.session, self.document, NUMBERS)
        self.states = [snapshot(self.session)]
        self.at = 0

    def teardown(self) -> None:
        self.session.close()
        self.folder.cleanup()

    def do(self, command, **arguments) -> None:
        try:
            self.session.run(command, **arguments)
        except UserError:
            assert snapshot(self.session) == self.states[self.at], "a refused command changed something"
            return
        del self.states[self.at + 1 :]
        self.states.append(snapshot(self.session))
        self.at += 1

    def mine(self, n: int) -> str:
        found = self.session.annotations(self.document)
        return found[n % len(found)].id if found else "nothing"

    @rule(cuts=PLACES, label=st.sampled_from(["measure", "outcome", "problem"]))
    def tag(self, cuts: list[int], label: str) -> None:
        pairs = [cuts[i : i + 2] for i in range(0, len(cuts) - 1, 2)]
        self.do(spans.tag, document=self.document, layer="clause", label=label, fragments=pairs)

    @rule(n=st.integers(0, 20), cuts=PLACES)
    def resize(self, n: int, cuts: list[int]) -> None:
        self.do(spans.resize, annotation=self.mine(n), fragments=[cuts[:2]])

    @rule(n=st.integers(0, 20), note=st.text(max_size=5))
    def note(self, n: int, note: str) -> None:
        self.do(spans.set_note, annotation=self.mine(n), note=note)

    @rule(n=st.integers(0, 20))
    def delete(self, n: int) -> None:
        self.do(spans.delete, annotation=self.mine(n))

    @rule(n=st.integers(0, 3))
    def confirm(self, n: int) -> None:
        self.do(answers.confirm, document=self.document, key=NUMBERS[n].key)

    @rule(n=st.integers(0, 3), value=st.sampled_from(["7", "8.5", "no number"]))
    def correct(self, n: int, value: str) -> None:
        self.do(answers.correct, document=self.document, key=NUMBERS[n].key, features={"value": value})

    @rule(n=st.integers(0, 3))
    def reject(self, n: int) -> None:
        self.do(answers.reject, document=self.document, key=NUMBERS[n].key)

    @rule()
    def confirm_all(self) -> None:
        keys = [suggestion.key for suggestion in NUMBERS]
        self.do(answers.confirm_all, document=self.document, keys=keys)

    @rule(n=st.integers(0, 20), m=st.integers(0, 20))
    def relate(self, n: int, m: int) -> None:
        self.do(relations.relate, label="same_as", source=self.mine(n), target=self.mine(m))

    @rule(n=st.integers(0, 3), m=st.integers(0, 3), answer=st.sampled_from(ANSWERS))
    def answer_check(self, n: int, m: int, answer: str) -> None:
        places = [CheckedNumber(start=NUMBERS[k].start, end=NUMBERS[k].end, role="part") for k in (n, m)]
        self.do(
            crosschecks.answer_check,
            document=self.document,
            relation="subset",
            operands=places,
            answer=answer,
        )

    @rule(n=st.integers(0, 20))
    def withdraw_check(self, n: int) -> None:
        found = self.session.crosschecks(self.document)
        self.do(crosschecks.withdraw, crosscheck=found[n % len(found)].id if found else "none")

    @rule(state=st.sampled_from(["in progress", "finished"]))
    def declare(self, state: str) -> None:
        self.do(progress.set_state, document=self.document, state=state)

    @precondition(lambda self: self.at > 0)
    @rule()
    def undo(self) -> None:
        assert self.session.undo() is not None
        self.at -= 1

    @precondition(lambda self: self.at < len(self.states) - 1)
    @rule()
    def redo(self) -> None:
        assert self.session.redo() is not None
        self.at += 1

    @precondition(lambda self: self.at == len(self.states) - 1)
    @rule()
    def nothing_to_redo(self) -> None:
        assert self.session.redo() is None

    @rule()
    def restart(self) -> None:
        self.session.close()
        self.session = Session.open(self.path, reviewer="jia")

    @invariant()
    def state_is_the_models(self) -> None:
        assert snapshot(self.session) == self.states[self.at]

    @invariant()
    def rows_are_what_the_journal_says(self) -> None:
        folded = fold(self.session.history())
        assert not folded.clashes
        for kind in RECORDS:
            rows = {row["id"]: dump(row) for row in self.session.store.records(kind)}
            assert rows == {i: dump(body) for (k, i), body in folded.records.items() if k == kind}


TestJournal = JournalMachine.TestCase
TestJournal.settings = settings(
    stateful_step_count=25, deadline=None, max_examples=settings().max_examples // 4
)


def test_clocks_and_seqs_have_no_gap(tmp_path: Path) -> None:
    session = Session(new_store(tmp_path / "p.sqlite"), reviewer="jia")
    document = add_document(session)
    for start, label in itertools.product(range(3), ("measure", "outcome")):
        session.run(spans.tag, document=document, layer="clause", label=label, fragments=[(start, start + 1)])
        session.undo()
    actions = session.history()
    assert [action.seq for action in actions] == list(range(1, len(actions) + 1))
    assert [action.clock for action in actions] == [action.seq for action in actions]
    assert all(check.is_ok for check in session.store.check())
    session.close()
