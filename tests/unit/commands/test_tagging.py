"""Owns what tagging by hand allows: fragments, zero width, several layers, relations, notes, states."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.commands import documents, progress, relations, spans
from annotator.errors import UserError
from annotator.model.annotations import Annotation
from annotator.session import Session
from tests.building import TEXT, add_document, new_session


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    session = new_session(tmp_path / "p.sqlite")
    add_document(session)
    yield session
    session.close()


@pytest.fixture
def document(session: Session) -> str:
    return session.documents()[0].document.id


def tagged(session: Session, document: str, label: str, *pairs: list[int], **more: object) -> Annotation:
    layer, _, name = label.partition("/")
    action = session.run(spans.tag, document=document, layer=layer, label=name, fragments=pairs, **more)
    after = action.changes[0].after
    assert after is not None
    return Annotation.from_record(after)


def test_spans_may_be_discontinuous_zero_width_nested_and_crossing(session: Session, document: str) -> None:
    wanted = {
        ((2, 5), (9, 12)): "number/indicator",
        ((7, 7),): "entity/org",
        ((0, 30),): "clause/measure",
        ((4, 8),): "clause/outcome",
        ((6, 40),): "clause/problem",
    }
    for pairs, label in wanted.items():
        tagged(session, document, label, *[list(pair) for pair in pairs])
    found = {each.fragments: f"{each.layer}/{each.label}" for each in session.annotations(document)}
    assert found == wanted


@pytest.mark.parametrize(
    ("fragments", "message"),
    [
        ([[5, 2]], "span.outside_text"),
        ([[-1, 2]], "span.outside_text"),
        ([[0, len(TEXT) + 1]], "span.outside_text"),
        ([[0, 4], [2, 6]], "span.out_of_order"),
        ([[0, 4], [4, 6]], "span.out_of_order"),
        ([[0, 10**30]], "span.outside_text"),
        ([[0.5, 2]], "span.not_a_pair"),
        ([[True, 2]], "span.not_a_pair"),
        (["ab"], "span.not_a_pair"),
        ([[1, 2, 3]], "span.not_a_pair"),
        ([], "span.needed"),
    ],
)
def test_a_span_that_is_none_is_refused(
    session: Session, document: str, fragments: list, message: str
) -> None:
    with pytest.raises(UserError) as refused:
        session.run(spans.tag, document=document, layer="clause", label="measure", fragments=fragments)
    assert refused.value.message == message
    assert session.annotations(document) == []


def test_the_document_itself_takes_a_label_without_a_place(session: Session, document: str) -> None:
    made = tagged(session, document, "document/report", features={"body": "云溪县", "year": 2024})
    assert (made.target, made.fragments) == ("document", ())
    with pytest.raises(UserError, match=r"span\.not_wanted"):
        tagged(session, document, "document/report", [0, 3])


def test_the_same_label_twice_on_one_place_is_a_slip(session: Session, document: str) -> None:
    tagged(session, document, "clause/measure", [2, 9])
    with pytest.raises(UserError, match=r"annotation\.twin"):
        tagged(session, document, "clause/measure", [2, 9])
    tagged(session, document, "clause/outcome", [2, 9])


def test_a_relation_goes_with_the_annotation_and_comes_back_with_it(session: Session, document: str) -> None:
    number = tagged(session, document, "number/quantity", [12, 15])
    indicator = tagged(session, document, "number/indicator", [10, 12])
    session.run(relations.relate, label="quantity_of", source=number.id, target=indicator.id)
    session.run(spans.delete, annotation=indicator.id)
    assert session.relations(document) == []
    session.undo()
    (relation,) = session.relations(document)
    assert (relation.source, relation.target) == (number.id, indicator.id)


def test_undoing_a_tag_that_a_relation_needs_is_refused_naming_nothing_else(
    session: Session, document: str
) -> None:
    number = tagged(session, document, "number/quantity", [12, 15])
    indicator = tagged(session, document, "number/indicator", [10, 12])
    session.run(relations.relate, label="quantity_of", source=number.id, target=indicator.id)
    tagging = next(action for action in session.history() if action.changes[0].id == number.id)
    with pytest.raises(UserError, match=r"annotation\.in_relation"):
        session.undo(tagging.id)
    assert len(session.relations(document)) == 1


def test_a_relation_the_tagset_does_not_allow_is_refused(session: Session, document: str) -> None:
    number = tagged(session, document, "number/quantity", [12, 15])
    person = tagged(session, document, "entity/person", [20, 22])
    with pytest.raises(UserError, match=r"relation\.wrong_end"):
        session.run(relations.relate, label="quantity_of", source=number.id, target=person.id)
    with pytest.raises(UserError, match=r"relation\.unknown_label"):
        session.run(relations.relate, label="likes", source=number.id, target=person.id)
    with pytest.raises(UserError, match=r"relation\.to_itself"):
        session.run(relations.relate, label="same_as", source=number.id, target=number.id)


def test_notes_features_borders_and_labels_can_be_changed(session: Session, document: str) -> None:
    made = tagged(session, document, "clause/measure", [2, 9])
    session.run(spans.set_note, annotation=made.id, note="<b>存疑</b>")
    session.run(spans.resize, annotation=made.id, fragments=[[2, 11]])
    session.run(spans.relabel, annotation=made.id, layer="clause", label="outcome")
    (after,) = session.annotations(document)
    assert (after.note, after.fragments, after.label) == ("<b>存疑</b>", ((2, 11),), "outcome")
    for _ in range(3):
        session.undo()
    assert session.annotations(document) == [made]


def test_what_another_reviewer_made_is_not_mine_to_change(session: Session, document: str) -> None:
    made = tagged(session, document, "clause/measure", [2, 9])
    other = Session.open(session.path, reviewer="yi")
    for command, more in ((spans.delete, {}), (spans.set_note, {"note": "x"})):
        with pytest.raises(UserError, match=r"annotation\.not_yours"):
            other.run(command, annotation=made.id, **more)
    with pytest.raises(UserError, match=r"undo\.not_yours"):
        other.undo(session.history()[-1].id)
    assert other.undo() is None
    other.close()
    assert session.annotations(document) == [made]


def test_an_older_step_can_be_undone_unless_something_was_built_on_it(
    session: Session, document: str
) -> None:
    first = tagged(session, document, "clause/measure", [2, 9])
    second = tagged(session, document, "clause/outcome", [10, 12])
    by_record = {action.changes[0].id: action.id for action in session.history()}
    session.run(spans.set_note, annotation=second.id, note="later")
    session.undo(by_record[first.id])
    assert [each.id for each in session.annotations(document)] == [second.id]
    with pytest.raises(UserError) as refused:
        session.undo(by_record[second.id])
    assert refused.value.message == "undo.changed_since"
    assert refused.value.values["later"] == "set_note"


def test_finished_is_per_layer_and_section_and_can_be_taken_back(session: Session, document: str) -> None:
    session.run(progress.set_finished, document=document, layer="number", starts=[-1])
    session.run(progress.set_finished, document=document, layer="clause", starts=[0, 30, 0])
    assert session.progress(document).finished == {"number": (-1,), "clause": (0, 30)}
    session.run(progress.set_finished, document=document, layer="number", starts=[])
    assert session.progress(document).finished == {"clause": (0, 30)}
    with pytest.raises(UserError, match=r"state\.unknown"):
        session.run(progress.set_state, document=document, state="done")


def test_what_is_known_of_a_document_can_be_edited_and_is_checked(session: Session, document: str) -> None:
    session.run(documents.set_features, document=document, features={"year": "2024", "body": "云溪县"})
    assert session.document(document).features == {"year": "2024", "body": "云溪县"}
    session.run(documents.set_features, document=document, features={"year": ""})
    assert session.document(document).features == {"body": "云溪县"}
    with pytest.raises(UserError, match=r"feature\.not_date"):
        session.run(documents.set_features, document=document, features={"published": "last May"})


def test_an_import_with_work_on_it_is_not_undone(session: Session, document: str) -> None:
    importing = next(action for action in session.history() if action.verb == "import")
    tagged(session, document, "clause/measure", [2, 9])
    with pytest.raises(UserError, match=r"document\.in_use"):
        session.undo(importing.id)
    session.undo()
    session.undo()
    assert session.documents() == []
    session.redo()
    assert session.reading(document).original == TEXT


def test_finishing_locks_and_declares_exactly_these_layers_in_one_step(
    session: Session, document: str
) -> None:
    session.run(progress.set_finished, document=document, layer="clause", starts=[-1])
    session.run(progress.set_finished, document=document, layer="entity", starts=[0, 30])
    before = session.progress(document)
    action = session.run(progress.finish, document=document, layers=["number"])
    assert action.verb == "finish"
    found = session.progress(document)
    assert (found.state, dict(found.finished)) == ("finished", {"entity": (0, 30), "number": (-1,)})
    with pytest.raises(UserError, match=r"action\.changes_nothing"):
        session.run(progress.finish, document=document, layers=["number"])
    with pytest.raises(UserError, match=r"layer\.unknown"):
        session.run(progress.finish, document=document, layers=["nothing"])
    session.undo()
    assert session.progress(document) == before
