"""Owns what confirm, correct and reject leave behind, and what they hide and open again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.commands import answers, progress, spans
from annotator.errors import UserError
from annotator.session import Session
from tests.building import TEXT, a_number, add_document, new_session, open_in, suggest

TWELVE = a_number(TEXT, "12件", value="12")
PEOPLE = a_number(TEXT, "约1.2万人次", value="12000", unit="人次")


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    session = new_session(tmp_path / "p.sqlite")
    suggest(session, add_document(session), [TWELVE, PEOPLE])
    yield session
    session.close()


@pytest.fixture
def document(session: Session) -> str:
    return session.documents()[0].document.id


def test_confirming_keeps_the_machines_image_beside_the_persons(session: Session, document: str) -> None:
    session.run(answers.confirm, document=document, key=TWELVE.key)
    (mine,) = session.annotations(document)
    assert (mine.verdict, mine.fragments, mine.features) == ("confirmed", TWELVE.fragments, TWELVE.features)
    assert mine.machine == TWELVE
    assert open_in(session, document) == [PEOPLE]


def test_correcting_keeps_what_the_machine_said(session: Session, document: str) -> None:
    start, end = TWELVE.start, TWELVE.end
    session.run(
        answers.correct,
        document=document,
        key=TWELVE.key,
        fragments=[[start, end - 1]],
        features={"value": "21", "unit": None},
        reason="value",
    )
    (mine,) = session.annotations(document)
    assert mine.verdict == "corrected"
    assert mine.fragments == ((start, end - 1),)
    assert mine.features["value"] == "21"
    assert "unit" not in mine.features
    assert mine.features["reason"] == "value"
    assert mine.machine is not None
    assert mine.machine.features["value"] == "12"


def test_a_second_answer_replaces_the_first(session: Session, document: str) -> None:
    session.run(answers.confirm, document=document, key=TWELVE.key)
    first = session.annotations(document)[0].id
    session.run(answers.correct, document=document, key=TWELVE.key, features={"value": "13"})
    session.run(answers.reject, document=document, key=TWELVE.key, reason="not_a_number")
    (mine,) = session.annotations(document)
    assert (mine.id, mine.verdict) == (first, "rejected")
    assert mine.features["value"] == "12", "a rejection speaks of the machine's reading"
    assert open_in(session, document) == [PEOPLE]


def test_deleting_an_answer_opens_the_suggestion_again(session: Session, document: str) -> None:
    session.run(answers.confirm, document=document, key=TWELVE.key)
    session.run(spans.delete, annotation=session.annotations(document)[0].id)
    assert open_in(session, document) == [TWELVE, PEOPLE]


def test_confirming_several_is_one_step_to_undo(session: Session, document: str) -> None:
    session.run(answers.confirm_all, document=document, keys=[TWELVE.key, PEOPLE.key])
    assert open_in(session, document) == []
    session.undo()
    assert open_in(session, document) == [TWELVE, PEOPLE]


def test_a_number_tagged_by_hand_hides_what_it_overlaps(session: Session, document: str) -> None:
    place = [[PEOPLE.start, PEOPLE.end - 2]]
    session.run(spans.tag, document=document, layer="number", label="quantity", fragments=place)
    assert open_in(session, document) == [TWELVE]


def test_another_layer_over_a_number_hides_nothing(session: Session, document: str) -> None:
    place = [[TWELVE.start - 4, TWELVE.end]]
    session.run(spans.tag, document=document, layer="clause", label="measure", fragments=place)
    assert open_in(session, document) == [TWELVE, PEOPLE]


def test_another_reviewers_answers_are_not_mine(session: Session, document: str) -> None:
    session.run(answers.confirm, document=document, key=TWELVE.key)
    other = Session.open(session.path, reviewer="yi")
    assert open_in(other, document) == [TWELVE, PEOPLE]
    other.run(answers.reject, document=document, key=TWELVE.key)
    assert [each.verdict for each in other.annotations(document)] == ["rejected"]
    assert [each.verdict for each in session.annotations(document)] == ["confirmed"]
    other.close()


@pytest.mark.parametrize(
    ("features", "message"),
    [
        ({"value": "1e3"}, "feature.not_decimal"),
        ({"value": "十二"}, "feature.not_decimal"),
        ({"kind": "colour"}, "feature.not_choice"),
        ({"colour": "red"}, "feature.unknown"),
    ],
)
def test_a_value_of_the_wrong_kind_changes_nothing(
    session: Session, document: str, features: dict[str, str], message: str
) -> None:
    with pytest.raises(UserError) as refused:
        session.run(answers.correct, document=document, key=TWELVE.key, features=features)
    assert refused.value.message == message
    assert session.annotations(document) == []
    assert session.history()[-1].verb == "import"


def test_a_suggestion_that_is_not_there_is_named(session: Session, document: str) -> None:
    with pytest.raises(UserError, match=r"suggestion\.unknown"):
        session.run(answers.confirm, document=document, key=("quantities", 0, 1))


def test_confirming_twice_changes_nothing(session: Session, document: str) -> None:
    session.run(answers.confirm, document=document, key=TWELVE.key)
    with pytest.raises(UserError, match=r"action\.changes_nothing"):
        session.run(answers.confirm, document=document, key=TWELVE.key)


def test_a_finished_document_is_locked_until_it_is_opened_again(session: Session, document: str) -> None:
    session.run(progress.set_state, document=document, state="finished")
    with pytest.raises(UserError, match=r"document\.finished"):
        session.run(answers.confirm, document=document, key=TWELVE.key)
    session.run(progress.set_state, document=document, state="in progress")
    session.run(answers.confirm, document=document, key=TWELVE.key)
    assert session.documents()[0].answered == 1
