"""Owns that many suggestions of several documents are confirmed by one action, which one undo takes back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.commands import answers, progress
from annotator.errors import UserError
from annotator.session import Session
from tests.building import TEXT, a_number, add_document, new_session, suggest

OTHER = TEXT.replace("12件", "34件")
TWELVE = a_number(TEXT, "12件", value="12")
SHARE = a_number(TEXT, "3%", value="3", unit="%")
MORE = a_number(OTHER, "34件", value="34")


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    session = new_session(tmp_path / "p.sqlite")
    for text, found in ((TEXT, [TWELVE, SHARE]), (OTHER, [MORE])):
        suggest(session, add_document(session, text, source=f"{found[0].start}{len(found)}.txt"), found)
    yield session
    session.close()


def places(session: Session) -> list[tuple[str, tuple[str, int, int]]]:
    """Every suggestion of every document."""
    rows = session.documents()
    return [(row.document.id, one.key) for row in rows for one in session.suggestions(row.document.id)]


def verdicts(session: Session) -> list[str | None]:
    """What is said of all documents."""
    rows = session.documents()
    return [one.verdict for row in rows for one in session.annotations(row.document.id)]


def test_one_action_and_one_undo(session: Session) -> None:
    action = session.run(answers.confirm_many, places=places(session))
    assert len(action.documents) == 2
    assert verdicts(session) == ["confirmed"] * 3
    assert [one.verb for one in session.history()[-1:]] == ["confirm_all"]
    undone = session.undo()
    assert undone is not None
    assert undone.undoes == action.id
    assert verdicts(session) == []


def test_a_finished_document_refuses_all_of_it(session: Session) -> None:
    wanted = places(session)
    session.run(progress.set_state, document=wanted[-1][0], state="finished")
    with pytest.raises(UserError, match=r"document\.finished"):
        session.run(answers.confirm_many, places=wanted)
    assert verdicts(session) == []


def test_what_is_confirmed_already_changes_nothing(session: Session) -> None:
    session.run(answers.confirm_many, places=places(session))
    with pytest.raises(UserError, match=r"action\.changes_nothing"):
        session.run(answers.confirm_many, places=places(session))
