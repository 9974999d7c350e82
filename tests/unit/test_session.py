"""Owns what an open project tells its listeners and remembers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from annotator.commands import answers, progress, spans
from annotator.errors import UserError
from annotator.model.changes import Action, Notice
from annotator.session import Session
from annotator.store import Store
from tests.building import TEXT, a_number, add_document, new_session, new_store, suggest


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


def tag(session: Session, document: str, start: int) -> str:
    place = {"layer": "clause", "label": "measure", "fragments": [[start, start + 3]]}
    return session.run(spans.tag, document=document, **place).id


def test_what_made_the_project_cannot_be_undone(tmp_path: Path) -> None:
    session = Session(new_store(tmp_path / "p.sqlite"), reviewer="owner")
    create = session.history()[0]
    with pytest.raises(UserError, match=r"undo\.fixed"):
        session.undo(create.id)
    assert session.undo() is None
    session.close()


def test_undo_of_an_undo_and_of_what_is_undone_are_refused(tmp_path: Path) -> None:
    session = new_session(tmp_path / "p.sqlite")
    document = add_document(session)
    first = tag(session, document, 0)
    undone = session.undo(first)
    assert undone is not None
    with pytest.raises(UserError, match=r"undo\.undone_already"):
        session.undo(first)
    with pytest.raises(UserError, match=r"undo\.fixed"):
        session.undo(undone.id)
    assert session.redo() is not None
    assert len(session.annotations(document)) == 1
    session.close()


def test_a_value_that_came_back_does_not_hide_the_steps_between(tmp_path: Path) -> None:
    session = new_session(tmp_path / "p.sqlite")
    document = add_document(session)
    first = tag(session, document, 0)
    mine = session.annotations(document)[0].id
    for note in ("b", ""):
        session.run(spans.set_note, annotation=mine, note=note)
    with pytest.raises(UserError, match=r"undo\.changed_since"):
        session.undo(first)
    for _ in range(3):
        assert session.undo() is not None
    assert session.annotations(document) == []
    session.close()


def test_what_was_done_again_last_is_undone_first(tmp_path: Path) -> None:
    session = new_session(tmp_path / "p.sqlite")
    document = add_document(session)
    first = tag(session, document, 0)
    tag(session, document, 10)
    session.undo(first)
    session.redo()
    undone = session.undo()
    assert undone is not None
    assert undone.undoes == first
    session.close()


def test_a_finished_document_is_locked_for_undo_too(tmp_path: Path) -> None:
    session = new_session(tmp_path / "p.sqlite")
    document = add_document(session)
    first = tag(session, document, 0)
    session.run(progress.set_state, document=document, state="finished")
    with pytest.raises(UserError, match=r"document\.finished"):
        session.undo(first)
    assert session.undo() is not None, "declaring it finished can be undone"
    assert session.undo() is not None
    assert session.annotations(document) == []
    session.close()


def test_a_listener_that_fails_silences_nobody_and_loses_nothing(tmp_path: Path) -> None:
    session = new_session(tmp_path / "p.sqlite")
    document = add_document(session)
    heard: list[Notice] = []

    def failing(notice: Notice) -> None:
        raise RuntimeError("a panel's mistake")

    def refusing(notice: Notice) -> None:
        raise UserError("store.busy", path="p", reason="busy")

    session.subscribe(failing)
    session.subscribe(heard.append)
    with pytest.raises(RuntimeError):
        tag(session, document, 0)
    assert len(heard) == 1
    assert len(session.annotations(document)) == 1
    session.close()
    session = Session.open(session.path, reviewer="jia")
    session.subscribe(refusing)
    # A refusal would say that nothing was changed.
    with pytest.raises(RuntimeError):
        tag(session, document, 1)
    assert len(session.annotations(document)) == 2
    session.close()


def test_looking_again_tells_only_of_what_others_touched(tmp_path: Path) -> None:
    session = new_session(tmp_path / "p.sqlite")
    one = add_document(session)
    two = add_document(session, TEXT + "二", source="two.txt")
    session.documents()
    other = Session.open(session.path, reviewer="yi")
    heard: list[Notice] = []
    session.subscribe(heard.append)
    tag(other, two, 0)
    assert session.look_again()
    suggest(other, one, [a_number(TEXT, "12件", value="12")])
    assert session.look_again()
    assert [notice.documents for notice in heard] == [{two}, {one}]
    assert {row.document.id: row.suggestions for row in session.documents()} == {one: 1, two: 0}
    other.close()
    session.close()


def test_a_look_that_failed_is_looked_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    session = new_session(tmp_path / "p.sqlite")
    document = add_document(session)
    other = Session.open(session.path, reviewer="yi")
    heard: list[Notice] = []
    session.subscribe(heard.append)
    tag(other, document, 0)
    with monkeypatch.context() as patch:
        patch.setattr(type(session.store), "actions_since", _busy)
        with pytest.raises(UserError):
            session.look_again()
    assert session.look_again()
    assert [notice.documents for notice in heard] == [{document}]
    other.close()
    session.close()


def _busy(store: Store, clock: int) -> list[Action]:
    raise UserError("store.busy", path=str(store.path), reason="busy")


def test_other_suggestions_are_noticed_when_they_are_as_many(tmp_path: Path) -> None:
    session = new_session(tmp_path / "p.sqlite")
    document = add_document(session)
    suggest(session, document, [a_number(TEXT, "12件", value="12")])
    session.run(answers.confirm, document=document, key=("quantities", *_place("12件")))
    assert [row.answered for row in session.documents()] == [1]
    other = Session.open(session.path, reviewer="yi")
    heard: list[Notice] = []
    session.subscribe(heard.append)
    fresh = replace(a_number(TEXT, "100%", value="100"), version="2")
    other.store.keep_suggestions(document, [(("quantities", "2", "lexicon"), [fresh])])
    assert session.look_again()
    assert [(set(notice.kinds), set(notice.documents)) for notice in heard] == [({"suggestion"}, {document})]
    assert [row.answered for row in session.documents()] == [0]
    other.close()
    session.close()


def _place(words: str) -> tuple[int, int]:
    return TEXT.index(words), TEXT.index(words) + len(words)


def test_half_a_character_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    session = new_session(tmp_path / "p.sqlite")
    document = add_document(session)
    with pytest.raises(UserError, match=r"action\.half_character"):
        session.run(
            spans.tag,
            document=document,
            layer="clause",
            label="measure",
            fragments=[[0, 3]],
            note="\ud800",
        )
    assert session.annotations(document) == []
    session.close()


def test_what_another_wrote_just_before_my_own_step_is_still_told(tmp_path: Path) -> None:
    session = new_session(tmp_path / "p.sqlite")
    document = add_document(session)
    other = Session.open(session.path, reviewer="yi")
    heard: list[Notice] = []
    tag(other, document, 0)
    tag(session, document, 10)
    session.subscribe(heard.append)
    assert session.look_again()
    assert heard[0].documents == {document}
    other.close()
    session.close()


def test_who_was_at_an_annotation_last_and_when(tmp_path: Path) -> None:
    session = new_session(tmp_path / "p.sqlite")
    document = add_document(session)
    tagged = tag(session, document, 0)
    (made,) = session.annotations(document)
    assert session.last_step_on(made.id).id == tagged
    noted = session.run(spans.set_note, annotation=made.id, note="看过")
    assert session.last_step_on(made.id) == noted
    session.undo()
    assert session.last_step_on(made.id).id == tagged
    assert session.last_step_on("nobody") is None


def test_the_history_is_read_by_pages_of_one_person_or_of_one_document(tmp_path: Path) -> None:
    session = new_session(tmp_path / "p.sqlite", reviewer="jia")
    one = add_document(session)
    two = add_document(session, TEXT + "完。", source="second.txt")
    other = Session.open(session.path, reviewer="yi")
    for n, (who, document) in enumerate([(session, one), (other, two), (session, two), (other, one)]):
        place = {"layer": "clause", "label": "measure", "fragments": [[n, n + 3]]}
        who.run(spans.tag, document=document, **place)
    session.look_again()
    every = session.history()
    last = session.history(limit=3)
    assert last == every[-3:]
    assert session.history(limit=3, before=last[0]) == every[-6:-3]
    assert session.history(before=every[0]) == []
    assert session.history(actor="yi") == [action for action in every if action.actor == "yi"]
    assert session.history(document=two) == [action for action in every if two in action.documents]
    assert session.history(document=one, actor="jia", limit=1) == [
        [action for action in every if one in action.documents and action.actor == "jia"][-1]
    ]
    other.close()
    session.close()


def test_what_stands_in_the_way_of_taking_a_step_back_is_known_before(tmp_path: Path) -> None:
    session = new_session(tmp_path / "p.sqlite")
    document = add_document(session)
    place = {"layer": "clause", "label": "measure", "fragments": [[0, 3]]}
    tagged = session.run(spans.tag, document=document, **place)
    annotation = tagged.changes[0].id
    assert session.store.in_the_way(tagged) is None
    noted = session.run(spans.set_note, annotation=annotation, note="?")
    assert session.store.in_the_way(tagged) == noted
    assert session.store.in_the_way(noted) is None
    session.undo(noted.id)
    assert session.store.in_the_way(tagged) is None
    assert session.undo(tagged.id) is not None
    session.close()
