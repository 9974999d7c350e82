"""Loading takes what fits, lists what does not, and never touches what is there already."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from annotator.commands import documents, project, spans
from annotator.errors import UserError
from annotator.model.annotations import GOLD
from annotator.store import Store
from annotator.tagsets import tagset_named
from annotator.tasks.acting import perform, tagset_of
from annotator.tasks.exporting import export
from annotator.tasks.loading import LoadSummary, load
from tests.building import a_document, a_number, new_store
from tests.formats.conftest import FIRST, SECOND, tag

Line = dict[str, Any]


def rewritten(store: Store, folder: Path, change: Callable[[Line], object]) -> Path:
    """Export, change the line of the first document, return the new file."""
    export(store, format="jsonl", out=folder / "sound")
    lines = [
        json.loads(line) for line in (folder / "sound" / "project.jsonl").read_text("utf-8").splitlines()
    ]
    change(next(line for line in lines[1:] if line["source"] == "云溪/first.txt"))
    path = folder / "changed.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


def reasons(told: LoadSummary) -> list[tuple[str, str]]:
    """Kind and message of each refusal."""
    return [(each.kind, each.reason.message) for each in told.refused]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda a: a.update(fragments=[[5, 999]]), "span.outside_text"),
        (lambda a: a.update(fragments=[[9, 5]]), "span.outside_text"),
        (lambda a: a.update(fragments=[[10**40, 10**40]]), "span.outside_text"),
        (lambda a: a.update(fragments=[[5, 7], [6, 8]]), "span.out_of_order"),
        (lambda a: a.update(text="别的字"), "load.other_words"),
        (lambda a: a.update(fragments=[]), "load.other_target"),
        (lambda a: a.update(label="none"), "load.unknown_label"),
        (lambda a: a.update(owner="nobody"), "load.unknown_owner"),
        (lambda a: a.update(owner="machine"), "load.unknown_owner"),
        (lambda a: a.update(target="section"), "load.other_target"),
        (lambda a: a["features"].update(value="twelve"), "feature.not_decimal"),
        (lambda a: a["features"].update(colour="red"), "feature.unknown"),
        (lambda a: a["machine"]["features"].update(value="twelve"), "feature.not_decimal"),
    ],
)
def test_an_annotation_that_cannot_be_is_listed_and_the_rest_goes_on(
    change: Callable[[Line], None], reason: str, store: Store, empty: Store, tmp_path: Path
) -> None:
    def spoil(line: Line) -> None:
        change(next(each for each in line["annotations"] if each["owner"] == "yi" and each["machine"]))

    told = load(empty, rewritten(store, tmp_path, spoil), actor="jia")
    assert reasons(told) == [("annotation", reason)]
    assert told.refused[0].line > 1
    assert told.new["annotation"] == 7 and told.new["document"] == 2
    assert all(check.is_ok for check in empty.check())


def test_a_document_whose_text_was_changed_is_left_out_whole(
    store: Store, empty: Store, tmp_path: Path
) -> None:
    path = rewritten(store, tmp_path, lambda line: line.update(text=line["text"].replace("12", "21")))
    told = load(empty, path, actor="jia")
    # The relation from the other document has lost its end.
    assert reasons(told) == [("document", "load.other_text"), ("relation", "load.end_missing")]
    assert [document.source for document in empty.documents()] == ["second.txt"]


def test_a_suggestion_that_cannot_be_is_listed(store: Store, empty: Store, tmp_path: Path) -> None:
    def spoil(line: Line) -> None:
        line["suggestions"][0]["text"] = "x"
        line["suggestions"][1]["version"] = "2"
        line["suggestions"].append(line["suggestions"][2])
        line["suggestions"].append({**line["suggestions"][2], "start": 0, "end": 1, "text": line["text"][0]})
        line["suggestions"][-1]["features"] = {"value": 12}

    told = load(empty, rewritten(store, tmp_path, spoil), actor="jia")
    messages = ["load.other_words", "load.other_extractor", "load.twice", "feature.not_decimal"]
    assert reasons(told) == [("suggestion", message) for message in messages]
    assert told.new["suggestion"] == 1


def test_what_is_there_already_is_known(store: Store, tmp_path: Path) -> None:
    export(store, format="jsonl", out=tmp_path / "out")
    before = store.actions()
    told = load(store, tmp_path / "out", actor="jia")
    assert told.action is None and told.new == {} and told.refused == ()
    assert told.known["annotation"] == 8 and told.known["document"] == 2
    assert store.actions() == before


def test_the_same_id_with_another_content_is_refused_and_ours_stays(store: Store, tmp_path: Path) -> None:
    path = rewritten(store, tmp_path, lambda line: line["annotations"][0].update(note="changed"))
    told = load(store, path, actor="jia")
    assert reasons(told) == [("annotation", "load.id_taken")] and told.action is None


def test_one_load_is_one_action_that_undo_takes_back(store: Store, empty: Store, tmp_path: Path) -> None:
    export(store, format="jsonl", out=tmp_path / "out")
    told = load(empty, tmp_path / "out", actor="jia")
    assert [action.verb for action in empty.actions()] == ["create", "load"]
    assert told.action is not None
    with empty.transaction() as journal:
        journal.undo(told.action, actor="jia")
    assert empty.documents() == [] and empty.records("annotation") == []


def test_a_new_project_takes_the_files_tagset_and_a_used_one_keeps_its_own(
    store: Store, tmp_path: Path
) -> None:
    export(store, format="jsonl", out=tmp_path / "out")
    small = tagset_named("minimal")
    fresh = new_store(tmp_path / "fresh.sqlite", tagset=small)
    assert reasons(load(fresh, tmp_path / "out", actor="jia")) == []
    assert tagset_of(fresh) == tagset_of(store)
    used = new_store(tmp_path / "used.sqlite", tagset=small)
    perform(used, documents.add, actor="jia", documents=[a_document("别的")])
    told = load(used, tmp_path / "out", actor="jia")
    assert tagset_of(used) == small and told.new["document"] == 2
    assert ("relation", "load.unknown_relation") in reasons(told)
    assert ("annotation", "load.unknown_label") in reasons(told)
    fresh.close()
    used.close()


def test_a_file_makes_nobody_a_curator_and_brings_no_gold_of_its_own(store: Store, tmp_path: Path) -> None:
    export(store, format="jsonl", out=tmp_path / "out")
    used = new_store(tmp_path / "used.sqlite")
    perform(used, documents.add, actor="jia", documents=[a_document("别的")])
    told = load(used, tmp_path / "out", actor="jia")
    assert ("reviewer", "load.role_not_taken") in reasons(told)
    assert ("annotation", "load.gold_needs_curator") in reasons(told)
    assert {each["id"]: each["role"] for each in used.records("reviewer")}["bing"] == "reviewer"
    assert not any(used.annotations(document.id, GOLD) for document in used.documents())
    used.close()


def test_all_annotations_can_become_one_reviewers(store: Store, empty: Store, tmp_path: Path) -> None:
    export(store, format="jsonl", out=tmp_path / "out", owners="yi")
    told = load(empty, tmp_path / "out", actor="ding", owner="ding")
    assert told.new["annotation"] == 3 and told.refused == ()
    assert {each["owner"] for each in empty.records("annotation")} == {"ding"}
    assert [each["id"] for each in empty.records("reviewer")] == ["ding", "owner"]


def test_annotations_can_become_suggestions_to_answer(store: Store, empty: Store, tmp_path: Path) -> None:
    export(store, format="jsonl", out=tmp_path / "out", owners="jia")
    told = load(empty, tmp_path / "out", actor="jia", owner="suggestions")
    assert empty.records("annotation") == [] and empty.records("relation") == []
    found = {d.source: [s.label for s in empty.suggestions(d.id)] for d in empty.documents()}
    assert found == {"云溪/first.txt": ["quantity"], "second.txt": ["quantity"]}
    # The rejected one and the one in fragments are nothing to suggest.
    assert reasons(told) == [("suggestion", "load.no_suggestion")] * 2
    assert told.lost == {"relations": 2, "states": 1}


def test_the_same_report_imported_here_under_another_name_is_the_same(store: Store, tmp_path: Path) -> None:
    export(store, format="jsonl", out=tmp_path / "out")
    used = new_store(tmp_path / "used.sqlite")
    perform(used, documents.add, actor="jia", documents=[a_document(SECOND, source="mine.txt")])
    document = a_document(SECOND)[0].id
    tag(used, "jia", document=document, layer="clause", label="measure", fragments=[(0, 4)])
    told = load(used, tmp_path / "out", actor="jia")
    assert told.known["document"] == 1 and told.new["document"] == 1
    assert used.document(document).source == "mine.txt"
    assert {each.label for each in used.annotations(document, "jia")} == {"measure", "quantity"}
    used.close()


def test_what_one_has_marked_oneself_is_not_doubled(store: Store, tmp_path: Path) -> None:
    export(store, format="jsonl", out=tmp_path / "out", owners="jia")
    used = new_store(tmp_path / "used.sqlite")
    perform(used, documents.add, actor="jia", documents=[a_document(SECOND)])
    there = store.annotations(a_document(SECOND)[0].id, "jia")[0]
    tag(used, "jia", document=there.document, layer="number", label="quantity", fragments=there.fragments)
    told = load(used, tmp_path / "out", actor="jia")
    # Its relation is left without an end.
    assert reasons(told) == [("annotation", "load.twin"), ("relation", "load.end_missing")]
    assert len(used.annotations(there.document, "jia")) == 1
    used.close()


def test_a_clean_text_export_is_not_loaded(store: Store, empty: Store, tmp_path: Path) -> None:
    export(store, format="jsonl", out=tmp_path / "out", text="clean")
    with pytest.raises(UserError) as caught:
        load(empty, tmp_path / "out", actor="jia")
    assert caught.value.message == "load.clean_text"


def test_a_ledger_is_not_loaded(empty: Store, tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        load(empty, tmp_path, actor="jia", format="csv")
    assert caught.value.message == "format.cannot_read"


def test_a_cancelled_load_changes_nothing(store: Store, empty: Store, tmp_path: Path) -> None:
    export(store, format="jsonl", out=tmp_path / "out")
    with pytest.raises(UserError) as caught:
        load(empty, tmp_path / "out", actor="jia", cancelled=lambda: True)
    assert caught.value.message == "load.cancelled" and empty.documents() == []


def test_progress_goes_from_nothing_to_all(store: Store, empty: Store, tmp_path: Path) -> None:
    export(store, format="jsonl", out=tmp_path / "out")
    seen: list[tuple[int, int]] = []
    load(empty, tmp_path / "out", actor="jia", progress=lambda done, total, about: seen.append((done, total)))
    assert seen == [(0, 4), (1, 4), (2, 4), (3, 4), (4, 4)]
    assert FIRST in {empty.original(document.id) for document in empty.documents()}


def test_a_loaded_annotation_is_its_owners_to_change(store: Store, empty: Store, tmp_path: Path) -> None:
    export(store, format="jsonl", out=tmp_path / "out")
    load(empty, tmp_path / "out", actor="jia")
    theirs = next(each for each in empty.records("annotation") if each["owner"] == "yi")
    with pytest.raises(UserError) as caught:
        perform(empty, spans.set_note, actor="jia", annotation=theirs["id"], note="mine now")
    assert caught.value.message == "annotation.not_yours"
    perform(empty, spans.set_note, actor="yi", annotation=theirs["id"], note="mine still")
    assert empty.annotation(theirs["id"]).note == "mine still"


def linked(line: Line, **changes: object) -> None:
    """Add a relation like the first, under an id of its own, with some members changed."""
    line["relations"].append({**line["relations"][0], "id": "another", **changes})


def of(line: Line, owner: str, label: str) -> str:
    """The id of that owner's first annotation with the label."""
    return next(a["id"] for a in line["annotations"] if (a["owner"], a["label"]) == (owner, label))


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda line: linked(line, target=of(line, "yi", "measure")), "relation.two_owners"),
        (lambda line: linked(line, owner="yi"), "relation.two_owners"),
        (lambda line: linked(line, source=line["relations"][0]["target"]), "relation.to_itself"),
        (lambda line: linked(line, label="caused_by"), "relation.wrong_end"),
        (lambda line: linked(line, features={"n": 1}), "feature.not_text"),
        (lambda line: linked(line), "relation.twin"),
    ],
)
def test_a_relation_that_the_commands_refuse_is_listed(
    change: Callable[[Line], None], reason: str, store: Store, empty: Store, tmp_path: Path
) -> None:
    told = load(empty, rewritten(store, tmp_path, change), actor="jia")
    assert reasons(told) == [("relation", reason)]
    assert told.new["relation"] == 2


def test_what_is_no_feature_of_a_document_is_listed_and_the_document_comes_in(
    store: Store, empty: Store, tmp_path: Path
) -> None:
    def spoil(line: Line) -> None:
        line["features"].update(year="last year", title=["a", "list"], colour="red")

    told = load(empty, rewritten(store, tmp_path, spoil), actor="jia")
    assert sorted(reasons(told)) == [
        ("feature", "feature.not_date"),
        ("feature", "feature.not_text"),
        ("feature", "feature.unknown"),
    ]
    first = next(each for each in empty.documents() if each.source == "云溪/first.txt")
    assert first.features == {"body": "=云溪县局", "region": "云溪"}
    assert told.new["document"] == 2


def test_finished_parts_are_whole_or_single(store: Store, empty: Store, tmp_path: Path) -> None:
    def spoil(line: Line) -> None:
        line["states"][0]["finished"] = {"number": [-1, 5]}

    told = load(empty, rewritten(store, tmp_path, spoil), actor="jia")
    assert reasons(told) == [("progress", "finished.whole_and_parts")]


@pytest.mark.parametrize("owner", ["all", "machine", "Gold", "  ", ""])
def test_nobody_is_called_by_a_reserved_word(owner: str, empty: Store, store: Store, tmp_path: Path) -> None:
    export(store, format="jsonl", out=tmp_path / "out")
    for names in ({"actor": "jia", "owner": owner}, {"actor": owner}):
        with pytest.raises(UserError) as caught:
            load(empty, tmp_path / "out", **names)
        assert caught.value.message == "reviewer.reserved"
    assert empty.documents() == []


def test_who_loads_for_the_first_time_joins_unless_nothing_came_in(
    store: Store, empty: Store, tmp_path: Path
) -> None:
    export(store, format="jsonl", out=tmp_path / "out")
    load(empty, tmp_path / "out", actor="ding")
    assert [(each.verb, each.actor) for each in empty.actions()][1:] == [("join", "ding"), ("load", "ding")]
    load(empty, tmp_path / "out", actor="wu")
    assert [each["id"] for each in empty.records("reviewer")] == ["bing", "ding", "jia", "owner", "yi"]


def test_who_made_the_project_goes_on_owning_it(store: Store, tmp_path: Path) -> None:
    export(store, format="jsonl", out=tmp_path / "out")
    mine = Store.create(tmp_path / "mine.sqlite", installation="there")
    with mine.transaction() as journal:
        journal.record(project.create(tagset_named("minimal"), name="mine", owner="jia"), actor="jia")
    load(mine, tmp_path / "out", actor="jia")
    assert {each["id"]: each["role"] for each in mine.records("reviewer")}["jia"] == "owner"
    mine.close()


def test_blank_lines_are_passed_over(store: Store, empty: Store, tmp_path: Path) -> None:
    export(store, format="jsonl", out=tmp_path / "out")
    path = tmp_path / "out" / "project.jsonl"
    path.write_bytes(b"\n" + path.read_bytes().replace(b"\n", b"\r\n\r\n"))
    assert load(empty, path, actor="jia").refused == ()
    assert len(empty.documents()) == 2


def test_who_owns_another_project_owns_nothing_here(store: Store, tmp_path: Path) -> None:
    there = a_document(SECOND)[0].id
    tag(store, "owner", document=there, layer="clause", label="measure", fragments=[(0, 4)])
    export(store, format="jsonl", out=tmp_path / "out", owners="owner")
    used = Store.create(tmp_path / "used.sqlite", installation="there")
    with used.transaction() as journal:
        journal.record(project.create(tagset_of(store), name="used", owner="ding"), actor="ding")
    perform(used, documents.add, actor="ding", documents=[a_document("别的")])
    assert load(used, tmp_path / "out", actor="ding").refused == ()
    roles = {each["id"]: each["role"] for each in used.records("reviewer")}
    assert roles == {"ding": "owner", "owner": "reviewer"}
    assert len(used.annotations(there, "owner")) == 1
    used.close()


def test_suggestions_the_tagset_has_no_label_for_are_restored(tmp_path: Path, empty: Store) -> None:
    small = new_store(tmp_path / "small.sqlite", tagset=tagset_named("minimal"))
    perform(small, documents.add, actor="jia", documents=[a_document(SECOND)])
    found = replace(a_number(SECOND, "12件", value="12"), layer="entity", label="org")
    small.keep_suggestions(a_document(SECOND)[0].id, [(("quantities", "1", "lexicon"), [found])])
    export(small, format="jsonl", out=tmp_path / "out")
    assert load(empty, tmp_path / "out", actor="jia").refused == ()
    export(empty, format="jsonl", out=tmp_path / "again")
    once, again = ((tmp_path / name / "project.jsonl").read_bytes() for name in ("out", "again"))
    assert once == again
    small.close()
