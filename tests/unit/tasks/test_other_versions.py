"""Owns what becomes of a bundle that was made from an older version of a text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from annotator.commands import crosschecks, documents, progress, relations, spans
from annotator.errors import UserError
from annotator.model.crosschecks import CheckedNumber
from annotator.session import Session
from annotator.tasks import anchoring
from annotator.tasks.exporting import export
from annotator.tasks.merging import MergeOutcome, merge, unmerge
from annotator.tasks.planning import plan, wish_for
from annotator.tasks.receiving import receive
from annotator.tasks.sending import send
from annotator.tasks.versions import revise
from tests.building import a_document, new_store

OLD = (
    "云溪县司法局2024年报告\n一、主要举措\n全年办理案件12件，同比上升3%。出动执法人员约1.2万人次，祥和街道办结率达100%。\n"
    "二、存在问题\n人手不足，证据链不够充分。培训不够深入，需要继续改进。\n"
)
NEW = (
    "来源：县政府网站\n云溪县司法局2024年报告\n一、主要举措\n全年办理案件\n12件，同比上升3%。祥和街道的办结率达到100%。\n"
    "二、存在问题\n培训不够深入，需要继续改进。人手不足，证据链不够充分。\n"
)
OLD_ID, NEW_ID = (a_document(text)[0].id for text in (OLD, NEW))


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The owner's project with the report as it was sent out and as it was fetched again, and a's work."""

    owner: Session
    work: Session
    folder: Path

    def tag(self, words: str, **features: Any) -> str:
        """Let a tag words of the older text; return the annotation's id."""
        start = OLD.index(words)
        place = [[start, start + len(words)]]
        tag = {"layer": "number", "label": "quantity", "fragments": place, "features": features}
        return str(self.work.run(spans.tag, document=OLD_ID, **tag).changes[-1].id)

    def fetch_again(self, text: str = NEW, *, source: str = "report.txt") -> str:
        """Let the owner import another version; return its id."""
        self.owner.run(documents.add, documents=[a_document(text, source=source)])
        return a_document(text)[0].id

    def merged(self, *, is_dry_run: bool = False) -> MergeOutcome:
        """Let a send, and the owner merge."""
        bundle = send(self.work.store, to="owner", out=self.folder, actor="a").file
        (outcome,) = merge(self.owner.store, [bundle], actor="owner", is_dry_run=is_dry_run).outcomes
        assert outcome.refused == ()
        assert [check for check in self.owner.store.check() if not check.is_ok] == []
        return outcome

    def words(self, annotation: str) -> str | None:
        """What an annotation covers in the newer text."""
        found = self.owner.store.annotation(annotation)
        if found is None:
            return None
        assert found.document == NEW_ID
        return "…".join(NEW[start:end] for start, end in found.fragments)

    def document_of(self, annotation: str) -> str | None:
        """In which text an annotation stands."""
        found = self.owner.store.annotation(annotation)
        return found.document if found else None

    def waiting(self) -> dict[str, str]:
        """Id -> grade of what waits."""
        return {each.anchor.id: each.anchor.grade for each in anchoring.anchors(self.owner.store)}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """a has received the older text and done nothing yet."""
    owner = Session(new_store(tmp_path / "project.sqlite"), reviewer="owner")
    owner.run(documents.add, documents=[a_document(OLD)])
    plan(owner.store, wish_for("a"), actor="owner")
    package = send(owner.store, to="a", out=tmp_path, actor="owner").file
    receive(package, tmp_path / "a.sqlite", actor="a")
    made = Desk(owner=owner, work=Session.open(tmp_path / "a.sqlite", reviewer="a"), folder=tmp_path)
    yield made
    made.work.close()
    owner.close()


def test_each_annotation_gets_a_grade_and_the_sure_ones_their_place(desk: Desk) -> None:
    graded = {
        "祥和街道": "doubtful",  # too little beside it is the same
        "案件12件": "moved",  # broken over two lines
        "上升3%": "exact",
        "培训不够深入": "exact",
        "人手不足": "moved",
        "约1.2万人次": "lost",
        "办结率达100%": "doubtful",
        "2024年": "exact",
    }
    ids = {words: desk.tag(words) for words in graded}
    desk.fetch_again()
    outcome = desk.merged()
    assert outcome.versions == ((OLD_ID, NEW_ID),)
    assert outcome.grades == {"exact": 3, "moved": 2, "doubtful": 2, "lost": 1}
    anchors = {each["id"]: each for each in desk.owner.store.records("anchor")}
    assert {words: anchors[ids[words]]["grade"] for words in graded} == graded
    for words, grade in graded.items():
        start = OLD.index(words)
        assert anchors[ids[words]]["fragments"] == [[start, start + len(words)]]
        if grade in ("exact", "moved"):
            assert (desk.words(ids[words]) or "").replace("\n", "") == words
        else:
            assert desk.words(ids[words]) is None
    assert desk.waiting() == {ids[w]: g for w, g in graded.items() if g in ("doubtful", "lost")}
    assert desk.owner.store.annotations(OLD_ID) == []


def test_a_dry_run_counts_the_same_and_changes_nothing(desk: Desk) -> None:
    desk.tag("上升3%")
    desk.tag("约1.2万人次")
    desk.fetch_again()
    before = desk.owner.store.count_actions()
    tried = desk.merged(is_dry_run=True)
    assert tried.grades == {"exact": 1, "moved": 0, "doubtful": 0, "lost": 1}
    assert desk.owner.store.count_actions() == before
    assert desk.owner.store.records("version") == []
    assert desk.merged() == tried


def test_what_waits_is_told_with_its_words_and_where_else_they_stand(desk: Desk) -> None:
    lost = desk.tag("约1.2万人次")
    desk.tag("办结率达100%")
    desk.fetch_again()
    desk.merged()
    (doubtful,) = anchoring.anchors(desk.owner.store, grades=["doubtful"])
    assert (doubtful.words, doubtful.place_words) == ("办结率达100%", "办结率达到100%")
    assert (doubtful.layer, doubtful.label, doubtful.file) == ("number", "quantity", "report.txt")
    assert doubtful.before.endswith("祥和街道")
    (gone,) = anchoring.anchors(desk.owner.store, grades=["lost"])
    assert (gone.anchor.id, gone.anchor.place, gone.place_words) == (lost, None, "")


def test_settling_accepts_moves_and_drops_and_can_be_undone(desk: Desk) -> None:
    doubtful, lost, other = desk.tag("办结率达100%"), desk.tag("约1.2万人次"), desk.tag("出动执法人员")
    desk.fetch_again()
    desk.merged()
    store = desk.owner.store
    assert desk.waiting().keys() == {doubtful, lost, other}
    with pytest.raises(UserError, match=r"anchor\.no_place"):
        anchoring.accept(store, [lost], actor="owner")
    anchoring.accept(store, [doubtful], actor="owner")
    start = NEW.index("12件")
    settled = anchoring.move(store, lost, to=[[start, start + 3]], actor="owner", note="同一数字")
    anchoring.drop(store, [other], actor="owner")
    assert (desk.words(doubtful), desk.words(lost), desk.words(other)) == ("办结率达到100%", "12件", None)
    assert desk.waiting() == {}
    # The journal says what the grade was, where the annotation stood, and where it was put.
    (change,) = settled.changes
    at = OLD.index("约1.2万人次")
    assert change.after == {
        "id": lost,
        "document": NEW_ID,
        "fragments": [[at, at + 7]],
        "grade": "lost",
        "place": [[start, start + 3]],
        "note": "同一数字",
    }
    assert [check for check in store.check() if not check.is_ok] == []
    assert {each.anchor.id for each in anchoring.anchors(store, is_everything=True)} == {
        doubtful,
        lost,
        other,
    }
    with pytest.raises(UserError, match=r"action\.changes_nothing"):
        anchoring.drop(store, [other], actor="owner")
    desk.owner.undo()
    assert desk.waiting() == {other: "lost"}


def test_an_export_says_what_waits_and_is_not_in_it(desk: Desk) -> None:
    lost = desk.tag("约1.2万人次")
    desk.fetch_again()
    desk.merged()
    told = export(desk.owner.store, format="jsonl", out=desk.folder / "one")
    assert told.notes == (("export.waiting", {"n": 1}),)
    anchoring.drop(desk.owner.store, [lost], actor="owner")
    assert export(desk.owner.store, format="jsonl", out=desk.folder / "two").notes == ()


def test_only_the_owner_and_curators_settle(desk: Desk) -> None:
    lost = desk.tag("约1.2万人次")
    desk.fetch_again()
    desk.merged()
    with pytest.raises(UserError, match=r"anchor\.not_yours"):
        anchoring.drop(desk.owner.store, [lost], actor="b")
    for wanted in ("zzzzzzzz", lost[:3]):
        with pytest.raises(UserError, match=r"anchor\.unknown"):
            anchoring.drop(desk.owner.store, [wanted], actor="owner")
    with pytest.raises(UserError, match=r"span\.outside_text"):
        anchoring.move(desk.owner.store, lost, to=[[0, len(NEW) + 1]], actor="owner")
    with pytest.raises(UserError, match=r"anchor\.no_place"):
        anchoring.move(desk.owner.store, lost, to=[[4, 4]], actor="owner")
    anchoring.drop(desk.owner.store, [lost[:20]], actor="owner")


def test_a_later_bundle_opens_again_only_what_it_touches(desk: Desk) -> None:
    one, two = desk.tag("约1.2万人次"), desk.tag("出动执法人员")
    desk.fetch_again()
    desk.merged()
    anchoring.drop(desk.owner.store, [one, two], actor="owner")
    start = OLD.index("1.2万人次")
    desk.work.run(spans.resize, annotation=one, fragments=[(start, start + 6)])
    desk.merged()
    assert desk.waiting() == {one: "lost"}
    desk.work.run(spans.delete, annotation=one)
    desk.merged()
    assert desk.waiting() == {}


def test_a_relation_waits_with_its_end_and_comes_with_it(desk: Desk) -> None:
    one, two = desk.tag("上升3%"), desk.tag("办结率达100%")
    made = desk.work.run(relations.relate, label="same_as", source=one, target=two).changes[-1].id
    desk.fetch_again()
    outcome = desk.merged()
    assert outcome.clashes == 0
    assert desk.waiting() == {two: "doubtful", made: "doubtful"}
    with pytest.raises(UserError, match=r"anchor\.relation"):
        anchoring.accept(desk.owner.store, [made[:20], two], actor="owner")
    anchoring.accept(desk.owner.store, [two], actor="owner")
    assert desk.waiting() == {}
    assert [each.id for each in desk.owner.store.relations(NEW_ID)] == [made]
    anchoring.drop(desk.owner.store, [two], actor="owner")
    assert desk.owner.store.relations(NEW_ID) == []
    assert desk.owner.store.annotation(one) is not None


def test_places_among_features_and_the_machines_image_go_along(desk: Desk) -> None:
    start = OLD.index("案件")
    gone = OLD.index("出动执法人员")
    one = desk.tag("上升3%", indicator_fragments=[[start, start + 2], [gone, gone + 6]], value="3")
    desk.fetch_again()
    desk.merged()
    found = desk.owner.store.annotation(one)
    assert found is not None
    at = NEW.index("案件")
    assert found.features == {"indicator_fragments": [[at, at + 2]], "value": "3"}


def test_a_changed_report_is_not_finished_but_equal_sections_are(desk: Desk) -> None:
    desk.work.run(progress.finish, document=OLD_ID, layers=["number", "clause"])
    changed = OLD.replace("上升3%", "上升5%")
    new = desk.fetch_again(changed)
    desk.merged()
    found = desk.owner.store.progress(new, "a")
    assert found.state == "in progress"
    assert found.finished == {layer: (changed.index("二、"),) for layer in ("number", "clause")}


def test_an_answer_to_a_check_goes_along_or_waits(desk: Desk) -> None:
    def numbers(*words: str) -> list[CheckedNumber]:
        places = [(OLD.index(each), len(each)) for each in words]
        return [CheckedNumber(start=at, end=at + size, role="part") for at, size in places]

    for words in (("12件", "3%"), ("12件", "1.2万人次")):
        check = {"document": OLD_ID, "relation": "sum", "operands": numbers(*words), "answer": "holds"}
        desk.work.run(crosschecks.answer_check, **check)
    desk.fetch_again()
    outcome = desk.merged()
    assert outcome.grades == {"exact": 1, "moved": 0, "doubtful": 0, "lost": 1}
    (kept,) = desk.owner.store.crosschecks(NEW_ID)
    assert [NEW[each.start : each.end] for each in kept.operands] == ["12件", "3%"]
    (waiting,) = desk.waiting()
    with pytest.raises(UserError, match=r"anchor\.only_annotations"):
        anchoring.move(desk.owner.store, waiting, to=[[0, 2]], actor="owner")
    anchoring.drop(desk.owner.store, [waiting], actor="owner")
    assert desk.waiting() == {}


def test_a_report_of_that_name_that_is_another_one_takes_nothing_over(desk: Desk) -> None:
    tagged = desk.tag("上升3%")
    desk.fetch_again("永安乡司法所2023年报告\n调解纠纷五件。\n")
    outcome = desk.merged()
    assert (outcome.versions, outcome.grades) == ((), {})
    assert desk.document_of(tagged) == OLD_ID


def test_two_reports_that_are_both_planned_stay_two(desk: Desk) -> None:
    desk.tag("上升3%")
    desk.fetch_again()
    plan(desk.owner.store, wish_for("a"), actor="owner")
    assert desk.merged().versions == ()


def test_the_owner_says_what_is_a_newer_version_and_takes_it_back(desk: Desk) -> None:
    tagged = desk.tag("上升3%")
    desk.merged()
    new = desk.fetch_again(source="elsewhere.txt")
    with pytest.raises(UserError, match=r"revise\.same"):
        revise(desk.owner.store, old=OLD_ID, new=OLD_ID, actor="owner")
    with pytest.raises(UserError, match=r"project\.not_yours"):
        revise(desk.owner.store, old=OLD_ID, new=new, actor="b")
    tried = revise(desk.owner.store, old=OLD_ID, new=new, actor="owner", is_dry_run=True)
    assert tried.grades == {"exact": 1, "moved": 0, "doubtful": 0, "lost": 0}
    assert desk.document_of(tagged) == OLD_ID
    assert revise(desk.owner.store, old="report.txt", new="elsewhere.txt", actor="owner") == tried
    assert desk.words(tagged) == "上升3%"
    with pytest.raises(UserError, match=r"revise\.older"):
        revise(desk.owner.store, old=new, new=OLD_ID, actor="owner")
    desk.owner.undo()
    assert desk.document_of(tagged) == OLD_ID


def test_a_third_version_is_read_from_the_first(desk: Desk) -> None:
    tagged, cut = desk.tag("培训不够深入"), desk.tag("12件")
    desk.fetch_again()
    desk.merged()
    third = desk.fetch_again(NEW.replace("12件，", ""), source="third.txt")
    revise(desk.owner.store, old=NEW_ID, new=third, actor="owner")
    assert {each["id"]: each["document"] for each in desk.owner.store.records("version")} == {
        OLD_ID: third,
        NEW_ID: third,
    }
    assert desk.document_of(tagged) == third
    assert desk.waiting().keys() == {cut}
    # Only a line's end is where it stood: nothing that could be accepted.
    with pytest.raises(UserError, match=r"anchor\.no_place"):
        anchoring.accept(desk.owner.store, [cut], actor="owner")


def test_unmerging_takes_the_waiting_with_it(desk: Desk) -> None:
    lost, kept = desk.tag("约1.2万人次"), desk.tag("上升3%")
    desk.fetch_again()
    bundle = desk.merged().bundle or ""
    unmerge(desk.owner.store, bundle, actor="owner")
    assert desk.waiting() == {}
    assert desk.words(kept) is None
    desk.merged()
    assert desk.waiting() == {lost: "lost"}
    assert desk.words(kept) == "上升3%"


def test_a_text_that_something_is_read_in_cannot_be_taken_out(desk: Desk) -> None:
    desk.tag("上升3%")
    desk.fetch_again()
    (imported,) = [a for a in desk.owner.history() if a.verb == "import" and a.documents == (NEW_ID,)]
    desk.merged()
    with pytest.raises(UserError, match=r"document\.in_use"):
        desk.owner.undo(imported.id)


def test_a_reviewers_own_edit_of_a_text_is_another_version_too(desk: Desk) -> None:
    edited = OLD.replace("二、存在问题\n", "二、存在问题\n（一）总体\n")
    desk.work.run(documents.add, documents=[a_document(edited)])
    start = edited.index("人手不足")
    place = {"layer": "clause", "label": "problem", "fragments": [[start, start + 4]]}
    tagged = desk.work.run(spans.tag, document=a_document(edited)[0].id, **place).changes[-1].id
    outcome = desk.merged()
    assert outcome.versions == ((a_document(edited)[0].id, OLD_ID),)
    found = desk.owner.store.annotation(tagged)
    assert found is not None
    assert found.document == OLD_ID
    assert OLD[slice(*found.fragments[0])] == "人手不足"
