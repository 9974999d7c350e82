"""A check is answered once by each reviewer; the answer can be changed, undone and withdrawn."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.commands.crosschecks import answer_check, withdraw
from annotator.commands.progress import set_state
from annotator.errors import UserError
from annotator.model.crosschecks import CheckedNumber
from annotator.session import Session
from tests.building import add_document, new_store

PART = CheckedNumber(start=2, end=5, role="part")
WHOLE = CheckedNumber(start=7, end=9, role="whole")
MACHINE = {"operands": [PART.to_record(), WHOLE.to_record()], "sum": "3 ≤ 4", "verdict": "holds"}


@pytest.fixture
def session(tmp_path: Path):
    opened = Session(new_store(tmp_path / "p.sqlite"), reviewer="jia")
    yield opened
    opened.close()


def said(session: Session, document: str) -> list[tuple[str, str]]:
    return [(each.answer, each.note) for each in session.crosschecks(document)]


def test_an_answer_is_kept_changed_and_taken_back(session: Session) -> None:
    document = add_document(session)
    about = {"document": document, "relation": "subset", "operands": [PART, WHOLE], "machine": MACHINE}
    session.run(answer_check, **about, answer="holds", note="看过")
    session.run(answer_check, **about, answer="different_basis")
    assert said(session, document) == [("different_basis", "看过")]
    session.undo()
    assert said(session, document) == [("holds", "看过")]
    session.undo()
    assert said(session, document) == []
    session.redo()
    [answered] = session.crosschecks(document)
    session.run(withdraw, crosscheck=answered.id)
    assert said(session, document) == []


def test_other_numbers_answer_the_same_check(session: Session) -> None:
    document = add_document(session)
    about = {"document": document, "relation": "subset", "answer": "contradicts", "machine": MACHINE}
    session.run(answer_check, **about, operands=[PART, WHOLE])
    other = CheckedNumber(start=10, end=12, role="whole")
    session.run(answer_check, **about, operands=[PART, other])
    [answered] = session.crosschecks(document)
    assert answered.operands == (PART, other)
    assert answered.machine == MACHINE


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"answer": "perhaps"}, "crosscheck.unknown_answer"),
        ({"operands": []}, "crosscheck.no_numbers"),
        ({"relation": ""}, "crosscheck.no_relation"),
        ({"operands": [CheckedNumber(start=0, end=10**6, role="part")]}, "span.outside_text"),
        ({"operands": [CheckedNumber(start=0, end=1, role="part", document="f" * 64)]}, "document.unknown"),
    ],
)
def test_what_cannot_be_an_answer_is_refused(session: Session, changed, message: str) -> None:
    document = add_document(session)
    about = {"document": document, "relation": "subset", "operands": [PART, WHOLE], "answer": "holds"}
    with pytest.raises(UserError) as refused:
        session.run(answer_check, **{**about, **changed})
    assert refused.value.message == message
    assert said(session, document) == []


def test_the_same_answer_twice_and_a_finished_report_are_refused(session: Session) -> None:
    document = add_document(session)
    about = {"document": document, "relation": "subset", "operands": [PART, WHOLE], "answer": "holds"}
    session.run(answer_check, **about)
    with pytest.raises(UserError, match="changes_nothing"):
        session.run(answer_check, **about)
    [answered] = session.crosschecks(document)
    session.run(set_state, document=document, state="finished")
    for command, arguments in (
        (answer_check, {**about, "answer": "false_alarm"}),
        (withdraw, {"crosscheck": answered.id}),
    ):
        with pytest.raises(UserError, match="finished"):
            session.run(command, **arguments)
