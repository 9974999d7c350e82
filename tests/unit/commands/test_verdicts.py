"""Owns what verdicts, twins, targets and roles promise: no record says what nobody said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.commands import answers, progress, project, relations, retagging, spans
from annotator.errors import UserError
from annotator.model.annotations import GOLD, Annotation
from annotator.model.changes import Change, Step
from annotator.session import Session
from annotator.tagsets import tagset_named
from tests.building import TEXT, a_number, add_document, new_session, suggest

TWELVE = a_number(TEXT, "12件", value="12")
SAME = replace(TWELVE, extractor="others")
THREE = a_number(TEXT, "3%", value="3", unit="%")


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    session = new_session(tmp_path / "p.sqlite")
    document = add_document(session)
    suggest(session, document, [TWELVE, THREE])
    session.store.keep_suggestions(document, [(("others", "1", "lexicon"), [SAME])])
    yield session
    session.close()


@pytest.fixture
def document(session: Session) -> str:
    return session.documents()[0].document.id


def only(session: Session, document: str) -> Annotation:
    (found,) = session.annotations(document)
    return found


def tag_by_hand(session: Session, document: str) -> None:
    session.run(spans.tag, document=document, layer="number", label="quantity", fragments=TWELVE.fragments)


@pytest.mark.parametrize(
    ("layer", "label", "target"),
    [
        ("clause", "measure", "banana"),
        ("clause", "measure", "document"),
        ("clause", "measure", {"a": 1}),
        ("section", "preamble", "span"),
        ("document", "report", "span"),
    ],
)
def test_a_layer_labels_what_it_labels(
    session: Session, document: str, layer: str, label: str, target: object
) -> None:
    with pytest.raises(UserError, match=r"span\.other_target"):
        session.run(spans.tag, document=document, layer=layer, label=label, fragments=[[0, 3]], target=target)
    assert session.annotations(document) == []


def test_an_edited_confirmation_is_a_correction_and_stays_one(session: Session, document: str) -> None:
    edits = [
        (spans.set_features, {"features": {"value": "13"}}),
        (spans.resize, {"fragments": [[TWELVE.start, TWELVE.end - 1]]}),
        (spans.relabel, {"layer": "number", "label": "indicator"}),
    ]
    for command, change in edits:
        session.run(answers.confirm, document=document, key=TWELVE.key)
        session.run(spans.set_note, annotation=only(session, document).id, note="looked twice")
        assert only(session, document).verdict == "confirmed"
        session.run(command, annotation=only(session, document).id, **change)
        assert only(session, document).verdict == "corrected"
        session.run(spans.delete, annotation=only(session, document).id)
    session.run(answers.correct, document=document, key=TWELVE.key, features={"value": "13"})
    session.run(spans.set_features, annotation=only(session, document).id, features={"value": "12"})
    assert only(session, document).verdict == "corrected"


def test_a_rejection_is_answered_anew_before_it_is_edited(session: Session, document: str) -> None:
    session.run(answers.reject, document=document, key=TWELVE.key, reason="not_a_number")
    rejected = only(session, document)
    edits = [
        (spans.set_features, {"features": {"value": "13"}}),
        (spans.resize, {"fragments": [[0, 1]]}),
        (spans.relabel, {"layer": "number", "label": "indicator"}),
    ]
    for command, change in edits:
        with pytest.raises(UserError, match=r"annotation\.rejected"):
            session.run(command, annotation=rejected.id, **change)
    session.run(spans.set_note, annotation=rejected.id, note="a street number")
    assert only(session, document) == replace(rejected, note="a street number")
    session.run(answers.correct, document=document, key=TWELVE.key, features={"value": "13"})
    corrected = only(session, document)
    assert (corrected.id, corrected.verdict, corrected.note) == (rejected.id, "corrected", "a street number")
    assert "reason" not in corrected.features, "why it was rejected says nothing of the correction"


def test_another_label_of_a_suggestion_drops_what_it_has_no_room_for(session: Session, document: str) -> None:
    session.run(answers.correct, document=document, key=TWELVE.key, label="indicator")
    found = only(session, document)
    assert (found.label, found.features) == ("indicator", {})
    with pytest.raises(UserError, match=r"feature\.unknown"):
        session.run(
            answers.correct, document=document, key=TWELVE.key, label="indicator", features={"value": "1"}
        )


def test_what_the_tagset_has_no_word_for_is_not_confirmed(session: Session, document: str) -> None:
    odd = replace(THREE, extractor="odd", features={"value": "three", "unit": "%", "colour": "red"})
    nowhere = replace(THREE, extractor="odd", start=0, end=2, label="nowhere")
    session.store.keep_suggestions(document, [(("odd", "1", "lexicon"), [odd, nowhere])])
    session.run(answers.confirm, document=document, key=odd.key)
    assert only(session, document).features == {"unit": "%"}
    with pytest.raises(UserError, match=r"label\.unknown"):
        session.run(answers.confirm, document=document, key=nowhere.key)


def test_relabelling_stays_on_what_is_labelled(session: Session, document: str) -> None:
    tag_by_hand(session, document)
    for layer, label in (("document", "report"), ("section", "preamble")):
        with pytest.raises(UserError, match=r"span\.other_target"):
            session.run(spans.relabel, annotation=only(session, document).id, layer=layer, label=label)


def test_no_command_makes_the_twin_that_tagging_refuses(session: Session, document: str) -> None:
    tag_by_hand(session, document)
    with pytest.raises(UserError, match=r"annotation\.twin"):
        session.run(answers.confirm, document=document, key=TWELVE.key)
    with pytest.raises(UserError, match=r"annotation\.twin"):
        session.run(answers.confirm_all, document=document, keys=[THREE.key, TWELVE.key])
    with pytest.raises(UserError, match=r"annotation\.twin"):
        session.run(answers.correct, document=document, key=THREE.key, fragments=TWELVE.fragments)
    session.run(answers.reject, document=document, key=TWELVE.key)
    with pytest.raises(UserError, match=r"annotation\.twin"):
        session.run(answers.confirm, document=document, key=TWELVE.key)
    assert len(session.annotations(document)) == 2


def test_the_same_said_twice_is_confirmed_once(session: Session, document: str) -> None:
    keys = [TWELVE.key, TWELVE.key, SAME.key, THREE.key]
    action = session.run(answers.confirm_all, document=document, keys=keys)
    assert len(action.changes) == 2
    assert [each.fragments for each in session.annotations(document)] == [TWELVE.fragments, THREE.fragments]


def test_a_twin_of_old_can_be_annotated_and_moved_away(session: Session, document: str) -> None:
    tag_by_hand(session, document)
    mine = only(session, document)
    twin = replace(mine, id="twin")
    with session.store.transaction() as journal:
        change = Change(kind="annotation", id=twin.id, before=None, after=twin.to_record())
        journal.record(Step(verb="load", changes=(change,)), actor="jia")
    session.run(spans.set_note, annotation="twin", note="which one?")
    session.run(spans.resize, annotation="twin", fragments=[[0, 2]])
    with pytest.raises(UserError, match=r"annotation\.twin"):
        session.run(spans.resize, annotation="twin", fragments=mine.fragments)


def test_a_relation_stays_with_one_owner(session: Session, document: str) -> None:
    with session.store.transaction() as journal:
        journal.record(project.join("bing", name="丙", role="curator"), actor="bing")
        there = Annotation(
            id="gold-1", document=document, owner=GOLD, layer="number", label="quantity", fragments=((0, 2),)
        )
        change = Change(kind="annotation", id=there.id, before=None, after=there.to_record())
        journal.record(Step(verb="curate", changes=(change,)), actor="bing")
    curator = Session.open(session.path, reviewer="bing")
    tag_by_hand(curator, document)
    (mine,) = curator.annotations(document)
    with pytest.raises(UserError, match=r"relation\.two_owners"):
        curator.run(relations.relate, label="same_as", source=mine.id, target="gold-1")
    curator.close()


def test_only_curators_speak_of_curation(session: Session, document: str) -> None:
    for state in ("in curation", "curated"):
        with pytest.raises(UserError, match=r"state\.needs_curator"):
            session.run(progress.set_state, document=document, state=state)
    with session.store.transaction() as journal:
        journal.record(project.join("bing", name="丙", role="curator"), actor="bing")
    curator = Session.open(session.path, reviewer="bing")
    curator.run(progress.set_state, document=document, state="in curation")
    assert curator.progress(document).state == "in curation"
    curator.close()


def test_the_tagset_is_its_owners_to_change(session: Session) -> None:
    other = tagset_named("minimal")
    with pytest.raises(UserError, match=r"project\.not_yours"):
        session.run(retagging.set_tagset, tagset=other)
    owner = Session.open(session.path, reviewer="owner")
    owner.run(retagging.set_tagset, tagset=other)
    assert owner.tagset == other
    owner.close()


@pytest.mark.parametrize("name", ["gold", "GOLD", "all", "suggestions", "machine", "", " \t"])
def test_nobody_acts_under_a_reserved_name(session: Session, document: str, name: str) -> None:
    somebody = Session.open(session.path, reviewer=name)
    with pytest.raises(UserError, match=r"reviewer\.reserved"):
        somebody.run(answers.confirm, document=document, key=TWELVE.key)
    somebody.close()
    with pytest.raises(UserError, match=r"reviewer\.reserved"):
        project.create(tagset_named("minimal"), name="p", owner=name)
    assert session.store.annotations(document) == []


def test_half_a_character_names_nobody() -> None:
    with pytest.raises(UserError, match=r"reviewer\.reserved"):
        project.join("\ud800", name="x")


def test_the_whole_is_finished_alone(session: Session, document: str) -> None:
    with pytest.raises(UserError, match=r"finished\.whole_and_parts"):
        session.run(progress.set_finished, document=document, layer="number", starts=[-1, 5])
    assert session.progress(document).finished == {}
