"""Owns what exports tell of gold: where it comes from and whose answers it was, restored to the letter."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from annotator.commands import curating, terms
from annotator.formats.csv_numbers import read_rows
from annotator.model import native
from annotator.model.strict_json import misfit
from annotator.session import Session
from annotator.store import Store
from annotator.tasks.curating.cases import cases
from annotator.tasks.curating.policies import unanimous
from annotator.tasks.curating.proposing import nothing, take
from annotator.tasks.curating.settling import settle
from annotator.tasks.exporting import export, verify_export
from annotator.tasks.loading import load
from tests.building import new_store
from tests.reviewed import Reviewed, planted


@pytest.fixture
def made(tmp_path: Path) -> Reviewed:
    """jia's and yi's numbers of one report: one unanimous, one of each, one refused, by a rule."""
    (tmp_path / "made").mkdir()
    made, _ = planted(tmp_path / "made")
    owner = Session(made.store, reviewer="owner")
    rule = owner.run(curating.write_rule, title="单位", text="算在内").changes[0].id
    settle(made.store, cases(made.store), unanimous(), actor="owner")
    for n, case in enumerate(one for one in cases(made.store) if one.state == "open"):
        proposal = nothing(case) if n == 1 else take(case, ("jia", "yi")[n % 2])
        owner.run(curating.decide, case=case, proposal=replace(proposal, rule=rule, reason="原文"))
    return made


def exported(store: Store, out: Path, **wishes: Any) -> list[dict[str, Any]]:
    """The lines of a JSONL export."""
    export(store, format="jsonl", out=out, **wishes)
    assert [check for check in verify_export(out) if not check.is_ok] == []
    return [json.loads(line) for line in (out / "project.jsonl").read_text("utf-8").splitlines()]


def test_gold_carries_its_origin_and_whose_answers_it_was(made: Reviewed, tmp_path: Path) -> None:
    header, document = exported(made.store, tmp_path / "out", owners="gold")
    assert misfit(header, native.HEADER_SCHEMA) is None
    assert misfit(document, native.DOCUMENT_SCHEMA) is None
    told = {one["text"]: (one["origin"], one["from"]) for one in document["annotations"]}
    assert told == {
        "12件": ("unanimous", ["jia", "yi"]),
        "约5万元": ("curator", ["jia"]),
        "9件": ("curator", ["jia"]),
        "7人": ("curator", ["yi"]),
    }
    assert header["counts"]["decisions"] == len(document["decisions"]) == 5
    assert [rule["title"] for rule in header["casebook"]] == ["单位"]
    refused = next(one for one in document["decisions"] if one["choice"] == "nothing")
    assert (refused["gold"], refused["reason"]) == ([], "原文")


def test_what_reviewers_say_carries_nothing_of_it(made: Reviewed, tmp_path: Path) -> None:
    _, document = exported(made.store, tmp_path / "out", owners="jia")
    assert "decisions" not in document and not any("origin" in one for one in document["annotations"])


def test_on_the_clean_text_decisions_speak_of_the_places_where_gold_has_moved(tmp_path: Path) -> None:
    made = Reviewed(tmp_path, "jia", "yi")
    text = "领(lǐng)导办理案件12件，约5万元。\n"
    document, unit = made.document(text), text.index("件", 12)
    for who in made.sessions:
        made.words(who, document, "number/quantity", "12件", bases=[[unit, unit + 1]])
        made.finish(who, document, "number")
    settle(made.store, cases(made.store), unanimous(), actor="owner")
    _, told = exported(made.store, tmp_path / "out", owners="gold", text="clean")
    (gold,), (decision,) = told["annotations"], told["decisions"]
    assert gold["text"] == "12件" and gold["fragments"] == [[6, 9]]
    for source in decision["sources"]:
        assert source["said"]["fragments"] == gold["fragments"]
        assert source["said"]["features"] == gold["features"]


def test_loaded_into_a_new_project_all_of_it_is_there_again(made: Reviewed, tmp_path: Path) -> None:
    before = exported(made.store, tmp_path / "once")
    again = new_store(tmp_path / "again.sqlite")
    told = load(again, tmp_path / "once", actor="owner")
    assert told.refused == () and told.new["decision"] == 5 and told.new["rule"] == 1
    assert exported(again, tmp_path / "twice")[1:] == before[1:]
    assert {case.state for case in cases(again)} == {"settled"}
    assert all(check.is_ok for check in again.check())
    assert load(again, tmp_path / "once", actor="owner").new == {}
    again.close()


def test_nobody_but_a_curator_loads_decisions_into_a_project_at_work(made: Reviewed, tmp_path: Path) -> None:
    exported(made.store, tmp_path / "out")
    other = new_store(tmp_path / "other.sqlite")
    Session(other, reviewer="ding").run(terms.add_term, list="unit", word="户次", sense="count")
    told = load(other, tmp_path / "out", actor="ding")
    reasons = {(refusal.kind, refusal.reason.message) for refusal in told.refused}
    assert ("decision", "load.gold_needs_curator") in reasons and (
        "rule",
        "load.gold_needs_curator",
    ) in reasons
    assert other.decisions() == [] and other.records("rule") == []
    other.close()


def test_a_decision_comes_with_its_gold_or_not_at_all(made: Reviewed, tmp_path: Path) -> None:
    exported(made.store, tmp_path / "out")
    file = tmp_path / "out" / "project.jsonl"
    header, document = (json.loads(line) for line in file.read_text("utf-8").splitlines())
    lost = next(one for one in document["annotations"] if one["owner"] == "gold" and one["text"] == "9件")
    lost["label"] = "nothing_known"
    file.write_text("".join(json.dumps(line) + "\n" for line in (header, document)), "utf-8")
    again = new_store(tmp_path / "again.sqlite")
    told = load(again, file, actor="owner")
    reasons = [(refusal.kind, refusal.reason.message) for refusal in told.refused]
    assert reasons == [("annotation", "load.unknown_label"), ("decision", "load.gold_missing")]
    assert told.new["decision"] == 4 and all(lost["id"] not in one.gold for one in again.decisions())
    assert all(check.is_ok for check in again.check())
    again.close()


def test_the_ledger_has_columns_for_it_where_anything_was_decided(made: Reviewed, tmp_path: Path) -> None:
    told = export(made.store, format="csv", out=tmp_path / "csv", owners="gold")
    rows = {row["text"]: (row["origin"], row["from"]) for row in read_rows(tmp_path / "csv")}
    assert rows["12件"] == ("unanimous", "jia | yi") and rows["9件"] == ("curator", "jia")
    # The refused one has no row, nor has what is no number.
    assert told.lost["decisions"] == 2
    export(made.store, format="csv", out=tmp_path / "jia", owners="jia")
    assert all("origin" not in row for row in read_rows(tmp_path / "jia"))


def test_verify_sees_gold_that_says_what_nobody_said(made: Reviewed) -> None:
    def gold_is_ok() -> bool:
        return next(check.is_ok for check in made.store.check() if check.name == "gold")

    assert gold_is_ok()
    decision = next(one for one in made.store.decisions() if one.choice == "unanimous")
    one = made.store.annotation(decision.gold[0])
    db = made.store._db
    db.execute("update annotation set body = replace(body, '\"12\"', '\"13\"') where id = ?", [one.id])
    assert not gold_is_ok()
    db.execute("delete from annotation where id = ?", [one.id])
    assert not gold_is_ok()
