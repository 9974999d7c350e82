"""Owns the journey through the sample project: one annotation of every kind there is, seen on the page and
in the card, deleted, brought back, exported."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt

from annotator.__main__ import main
from annotator.model.annotations import Annotation, Relation
from annotator.model.tagsets import UNTYPED
from annotator.session import Session
from annotator.ui.form import NEVER_TYPED
from annotator.ui.models.links import LINK
from annotator.ui.models.spots import ref_of
from annotator.ui.models.wording import document_words, named, one_line
from tests.sample_project import REVIEWERS

CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


def kinds_of(annotation: Annotation, relations: list[Relation]) -> Iterator[str]:
    """Every kind that an annotation is an example of."""
    yield f"label {annotation.layer}/{annotation.label}"
    yield f"target {annotation.target}"
    yield f"verdict {annotation.verdict}"
    if len(annotation.fragments) > 1:
        yield "discontinuous"
    if annotation.fragments and annotation.fragments[0][0] == annotation.fragments[-1][1]:
        yield "zero-width"
    if annotation.note:
        yield "note"
    if "reason" in annotation.features:
        yield f"reason of {annotation.verdict}"
    if "should_be" in annotation.features:
        yield "should be"
    for relation in relations:
        yield f"{'from' if relation.source == annotation.id else 'to'} {relation.label}"


def examples(session: Session) -> dict[str, Annotation]:
    """One annotation of the reviewer's for every kind there is, as few different ones as come along."""
    found: dict[str, Annotation] = {}
    for row in session.documents():
        for annotation in session.annotations(row.document.id):
            for kind in kinds_of(annotation, session.store.relations_at(annotation.id)):
                found.setdefault(kind, annotation)
    return found


def go_to(person, annotation: Annotation) -> None:
    """Turn to the document, then go from annotation to annotation, by keys alone."""
    ids = [row.document.id for row in person.desk.rows]
    while person.document != annotation.document:
        is_later = ids.index(person.document) < ids.index(annotation.document)
        person.key(Qt.Key.Key_PageDown if is_later else Qt.Key.Key_PageUp, CONTROL)
    wanted, tried = ref_of(annotation), 0
    while person.desk.current is None or person.desk.current.ref != wanted:
        person.key(*((Qt.Key.Key_BracketRight,) if tried % 2 else (Qt.Key.Key_Down, ALT)))
        tried += 1
        assert tried < 150, "never reached by ]"


def is_in_head(person, ref) -> bool:
    pill = person.window.reading.head.whole.pills.get(ref)
    return pill is not None and pill.isVisible() and bool(pill.text())


def is_on_page(person, annotation: Annotation) -> bool:
    """Whether the page has a paint of that name under, or in the margin beside, the first of its words."""
    page, shown, ref = person.window.reading.page, person.desk.shown, ref_of(annotation)
    where = shown.to_shown(annotation.fragments)
    paint = person.window.reading._painted.get(ref)
    if paint is None or paint.fragments != where:
        return False
    place = page.place_of(where[0][0])
    assert page.viewport().rect().contains(place.center()), "out of sight"
    y = place.center().y()
    points = [QPoint(place.left() + by, y) for by in (0, 3)]
    if paint.style == "bar":
        points = [QPoint(x, y) for x in range(page._left())]
    return any(ref in page.paint_at(point) for point in points)


def check_card(person, annotation: Annotation, relations: list[Relation]) -> None:
    """The card tells all that the annotation holds."""
    card, session, tagset = person.window.inspector, person.desk.session, person.desk.tagset
    label = tagset.label(annotation.layer, annotation.label)
    assert named(label.names) in card.about.text()
    original = session.reading(annotation.document).original
    if annotation.target == "document":
        assert card.words.text() == document_words(session.document(annotation.document))
    else:
        for start, end in annotation.fragments:
            assert one_line(original[start:end])[:20] in card.words.text()
    assert card.note.isVisible()
    assert card.note.toPlainText() == annotation.note
    for feature, value in annotation.features.items():
        if label.feature(feature).type in UNTYPED or feature in NEVER_TYPED:
            # Places are pointed at, and the machine's doubts are nobody's to write.
            assert feature not in card._form.fields
            continue
        field = card._form.fields[feature]
        assert field.isVisibleTo(card), feature
        assert field.value() == value, feature
    rows = [card.links.links.index(n) for n in range(card.links.links.rowCount())]
    assert sorted(row.data(LINK).relation.id for row in rows) == [one.id for one in relations]
    assert card.links.isVisible() == bool(relations)
    for row in rows:
        link = row.data(LINK)
        told = row.data()
        assert named(tagset.relation(link.relation.label).names) in told
        for start, end in link.other.fragments:
            far = session.reading(link.other.document).original
            assert one_line(far[start:end])[:12] in told
        if link.other.document != annotation.document:
            assert document_words(session.document(link.other.document)) in told


def check_shown(person, annotation: Annotation) -> None:
    if annotation.target == "document":
        assert is_in_head(person, ref_of(annotation))
    else:
        assert is_on_page(person, annotation)


def check_delete_and_undo(person, annotation: Annotation, relations: list[Relation]) -> None:
    """Ctrl+Del takes it away on screen and in the store, Ctrl+Z brings it back to the letter."""
    store, reading, ref = person.desk.session.store, person.window.reading, ref_of(annotation)
    painted = dict(reading._painted)
    person.key(Qt.Key.Key_Delete, CONTROL)
    assert store.annotation(annotation.id) is None
    assert [store.record("relation", one.id) for one in relations] == [None] * len(relations)
    left = person.desk.spots.get(ref)
    assert left is None or left.is_open
    assert not is_in_head(person, ref)
    assert ref not in reading._painted or reading._painted[ref].state == "suggestion"
    person.key(Qt.Key.Key_Z, CONTROL)
    assert store.annotation(annotation.id) == annotation
    assert store.relations_at(annotation.id) == relations
    assert reading._painted == painted
    assert person.desk.current.annotation == annotation


@pytest.mark.parametrize("reviewer", REVIEWERS)
def test_one_of_every_kind_is_seen_deleted_and_brought_back(sample, start, reviewer):
    seen: list[str] = []

    def journey(person):
        person.window.resize(1440, 900)
        session = person.desk.session
        found = examples(session)
        card = person.window.inspector
        failed: dict[str, str] = {}
        done: set[str] = set()
        for kind, annotation in found.items():
            if annotation.id in done:
                continue
            done.add(annotation.id)
            relations = session.store.relations_at(annotation.id)
            try:
                go_to(person, annotation)
                if not card._is_whole and card.more.isVisible():
                    person.bot.mouseClick(card.more, Qt.MouseButton.LeftButton)
                check_shown(person, annotation)
                check_card(person, annotation, relations)
                check_delete_and_undo(person, annotation, relations)
                check_shown(person, annotation)
                check_card(person, annotation, relations)
            except AssertionError as error:
                failed[kind] = f"{annotation.label} {annotation.fragments}: {error}"
        assert failed == {}
        seen.extend(found)

    start(sample, journey, reviewer=reviewer)
    needed = {
        "verdict confirmed",
        "verdict corrected",
        "verdict None",
        "target span",
        "target document",
        "note",
    }
    if reviewer == "jia":
        needed |= {"verdict rejected", "target section", "target paragraph", "discontinuous", "zero-width"}
        needed |= {"should be", "reason of corrected", "from base_of", "to base_of"}
    assert needed <= set(seen)


def test_the_sample_shows_every_label_with_a_key_and_every_relation_but_the_plain_same(sample):
    session = Session.open(sample, reviewer="jia")
    try:
        kinds = set(examples(session))
        session.reviewer = "yi"
        kinds |= set(examples(session))
        tagset = session.tagset
    finally:
        session.close()
    keyed = {f"label {layer.id}/{label.id}" for layer in tagset.layers for label in layer.labels if label.key}
    assert keyed <= kinds
    assert {f"from {spec.id}" for spec in tagset.relations} - kinds <= {"from same_as"}


def test_a_relation_into_another_report_is_followed_taken_away_and_brought_back(sample, start):
    def journey(person):
        session, card = person.desk.session, person.window.inspector
        for kind in ("from base_of", "to fulfils", "from belongs_to"):
            annotation = examples(session)[kind]
            go_to(person, annotation)
            label = kind.split()[1]
            relations = session.store.relations_at(annotation.id)
            person.key(Qt.Key.Key_F3)
            assert card.links.hasFocus()
            links = [one.relation.label for one in card.links.links.links]
            for _ in range(links.index(label)):
                person.key(Qt.Key.Key_Down)
            link = card.links.currentIndex().data(LINK)
            person.key(Qt.Key.Key_Delete)
            assert session.store.record("relation", link.relation.id) is None
            assert session.store.annotation(annotation.id) == annotation
            assert person.desk.current.annotation == annotation
            assert link.relation not in [one.relation for one in card.links.links.links]
            person.window.reading.page.setFocus()
            person.key(Qt.Key.Key_Z, CONTROL)
            assert session.store.relations_at(annotation.id) == relations
            assert person.desk.current.annotation == annotation
            assert [one.relation.label for one in card.links.links.links] == links
            person.key(Qt.Key.Key_F3)
            assert card.links.hasFocus()
            card.links.setCurrentIndex(card.links.links.index(links.index(label)))
            person.key(Qt.Key.Key_Return)
            assert person.document == link.other.document
            assert person.desk.current.annotation == link.other
            assert person.window.reading.page.hasFocus()

    start(sample, journey, reviewer="jia")


def test_how_far_each_reviewer_is_with_a_report_is_shown_changed_and_taken_back(sample, start):
    def journey(person):
        # Which report is open depends on the journeys before: one that jia has begun is wanted.
        begun = next(one.document.id for one in person.desk.rows if one.state == "in progress")
        person.desk.show_document(begun)
        before = person.desk.session.progress(person.document)
        row = person.window.documents.model.index(person.window.documents.model.row_of(person.document))
        role = Qt.ItemDataRole.AccessibleTextRole
        assert "进行中" in row.data(role)
        person.key(Qt.Key.Key_Return, CONTROL)
        person.key(Qt.Key.Key_Return)
        assert person.desk.session.progress(person.document).state == "finished"
        assert "完成" in row.data(role)
        person.key(Qt.Key.Key_Z, CONTROL)
        assert person.desk.session.progress(person.document) == before
        assert "进行中" in row.data(role)

    start(sample, journey, reviewer="jia")


def test_an_export_holds_one_of_every_kind(sample, tmp_path, capsys):
    out = tmp_path / "out"
    assert (
        main(["export", str(sample), "--format", "jsonl", "--out", str(out), "--of", "all", "--as", "jia"])
        == 0
    )
    capsys.readouterr()
    # A report may hold line separators of Unicode's: only \n ends a line.
    lines = (out / "project.jsonl").read_text(encoding="utf-8").rstrip("\n").split("\n")
    documents = [json.loads(line) for line in lines[1:]]
    written = {(one["owner"], one["id"]): one for document in documents for one in document["annotations"]}
    links = {one["id"] for document in documents for one in document["relations"]}
    states = {(document["document"], one["owner"]) for document in documents for one in document["states"]}
    for reviewer in REVIEWERS:
        session = Session.open(sample, reviewer=reviewer)
        try:
            for kind, annotation in examples(session).items():
                record = written.get((reviewer, annotation.id))
                assert record is not None, kind
                assert record["label"] == annotation.label, kind
                assert record["features"] == dict(annotation.features), kind
                assert record["note"] == annotation.note, kind
                assert {one.id for one in session.store.relations_at(annotation.id)} <= links, kind
            assert any(owner == reviewer for _, owner in states)
        finally:
            session.close()
