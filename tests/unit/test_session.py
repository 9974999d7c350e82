"""Owns what an open project tells its listeners and remembers."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.commands import spans
from annotator.errors import UserError
from annotator.model.changes import Notice
from annotator.session import Session
from tests.building import TEXT, a_number, add_document, new_session, suggest


def test_listeners_hear_after_the_commit_and_not_of_refusals(tmp_path: Path) -> None:
    session = new_session(tmp_path / "p.sqlite")
    document = add_document(session)
    heard: list[tuple[Notice, int]] = []
    other = Session.open(session.path, reviewer="jia")
    stop = session.subscribe(lambda notice: heard.append((notice, len(other.annotations(document)))))
    place = {"document": document, "layer": "clause", "label": "measure"}
    session.run(spans.tag, **place, fragments=[[0, 4]])
    with pytest.raises(UserError):
        session.run(spans.tag, **place, fragments=[[0, 10_000]])
    session.undo()
    stop()
    session.redo()
    told = [(notice.action.verb, seen) for notice, seen in heard if notice.action]
    assert told == [("tag", 1), ("undo", 0)]
    assert heard[0][0].kinds == {"annotation"}
    assert heard[0][0].documents == {document}
    assert heard[0][0].initiator == "jia"
    other.close()
    session.close()


def test_a_document_one_has_touched_is_in_progress(tmp_path: Path) -> None:
    session = new_session(tmp_path / "p.sqlite")
    first = add_document(session)
    add_document(session, TEXT + "完。", source="second.txt")
    suggest(session, first, [a_number(TEXT, "12件", value="12")])
    place = {"layer": "number", "label": "quantity", "fragments": [[TEXT.index("12件"), TEXT.index("件，")]]}
    session.run(spans.tag, document=first, **place)
    rows = {row.document.source: row for row in session.documents()}
    assert (rows["report.txt"].state, rows["report.txt"].answered) == ("in progress", 1)
    assert (rows["second.txt"].state, rows["second.txt"].suggestions) == ("new", 0)
    session.close()


def test_where_one_was_reading_is_remembered_but_not_journalled(tmp_path: Path) -> None:
    session = new_session(tmp_path / "p.sqlite")
    before = len(session.history())
    session.remember("position", "118")
    assert session.setting("nothing") is None
    session.close()
    session = Session.open(tmp_path / "p.sqlite", reviewer="yi")
    assert session.setting("position") == "118"
    assert len(session.history()) == before
    session.close()


def test_every_reviewer_undoes_only_their_own_steps(tmp_path: Path) -> None:
    one = new_session(tmp_path / "p.sqlite", reviewer="jia")
    document = add_document(one)
    two = Session.open(one.path, reviewer="yi")
    for session, start in ((one, 0), (two, 5), (one, 10)):
        place = {"layer": "clause", "label": "measure", "fragments": [[start, start + 3]]}
        session.run(spans.tag, document=document, **place)
    two.undo()
    assert len(one.annotations(document)) == 2
    assert two.annotations(document) == []
    one.undo()
    assert [each.fragments for each in one.annotations(document)] == [((0, 3),)]
    assert two.undo() is None
    assert two.redo() is not None
    one.close()
    two.close()
