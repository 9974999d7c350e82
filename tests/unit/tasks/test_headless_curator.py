"""Owns the headless curator: what a line may ask, in which order lines are done, and what is refused."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from annotator.commands import planning, progress
from annotator.errors import UserError
from annotator.model.annotations import GOLD
from annotator.session import Session
from annotator.tasks.curating.blinding import Names
from annotator.tasks.curating.cases import cases
from annotator.tasks.curating.headless import decide_lines
from tests.reviewed import Reviewed, planted


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Reviewed]:
    """What jia and yi say of one report, with one relation of jia's between two numbers."""
    made, document = planted(tmp_path)
    ends = [one.id for one in made.sessions["jia"].annotations(document)[:2]]
    jia = made.sessions["jia"]
    jia.run(progress.set_state, document=document, state="in progress")
    made.relate("jia", "part_of", *ends)
    made.finish("jia", document, "number")
    yield made


def done(made: Reviewed, *lines: Any, actor: str = "owner") -> list[str]:
    """Decide these lines; return the reason of each, "" for those that were recorded."""
    file = io.BytesIO("".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines).encode())
    _, outcomes = decide_lines(made.store, file, name="decisions.jsonl", actor=actor)
    assert [each.line for each in outcomes] == list(range(1, len(lines) + 1))
    return [each.error.message if each.error else "" for each in outcomes]


def keys(made: Reviewed) -> dict[int, str]:
    """Where a case about a place begins -> its key; the relation's is at -1."""
    return {
        -1 if case.is_relation else case.place[0]: case.key
        for case in cases(made.store)
        if case.place is not None
    }


def test_a_whole_report_in_one_file_and_one_step(made: Reviewed) -> None:
    (document,) = made.store.documents()
    key = keys(made)
    count = made.store.count_actions()
    lines = (
        {"op": "finish", "document": document.id[:12]},
        {"case": key[-1], "op": "take", "owner": "jia"},
        {"case": key[7], "op": "take", "owner": "yi", "rule": "一律带单位", "confidence": "1"},
        {
            "case": key[11][:8],
            "op": "fields",
            "owner": "jia",
            "fields": {"unit_norm": "yi", "fragments": "yi"},
        },
        {"case": key[16], "op": "nothing", "reason": "序号"},
        {"document": document.id, "fragments": [[27, 29]], "op": "edit", "features": {"value": "9.5"}},
        {"case": key[30], "op": "edit", "label": "indicator", "note": "看标题"},
        {"op": "add", "document": document.id, "layer": "number", "label": "period", "fragments": [[3, 5]]},
        {"op": "rule", "title": "一律带单位", "text": "如题"},
    )
    assert done(made, *lines) == [""] * len(lines)
    assert made.store.count_actions() == count + 1
    owner = Session(made.store, reviewer="owner")
    gold = {one.fragments[0]: one for one in owner.annotations(document.id, GOLD)}
    assert set(gold) == {(3, 5), (7, 10), (12, 15), (27, 29), (30, 32)}
    assert gold[12, 15].features == {"value": "50000", "unit_norm": "万元"}
    assert gold[27, 29].features["value"] == "9.5" and gold[30, 32].label == "indicator"
    assert len(owner.relations(document.id, GOLD)) == 1
    assert made.store.progress(document.id, GOLD).state == "curated"
    assert all(check.is_ok for check in made.store.check())


def test_each_line_is_refused_for_itself_and_the_rest_stands(made: Reviewed) -> None:
    (document,) = made.store.documents()
    key = keys(made)
    wrong = [
        ([1], "annotate.not_object"),
        ({"op": "take", "case": key[7], "colour": "red"}, "annotate.unknown_member"),
        ({"op": "guess", "case": key[7]}, "annotate.unknown_op"),
        ({"op": "take", "case": 7, "owner": "jia"}, "curation.wrong_type"),
        ({"op": "take", "case": key[7]}, "annotate.missing_member"),
        ({"op": "take", "case": key[7], "owner": "ding"}, "curation.no_answer"),
        ({"op": "take", "case": "0" * 32, "owner": "jia"}, "curation.unknown_case"),
        ({"op": "take", "case": key[7][:3], "owner": "jia"}, "curation.unknown_case"),
        ({"op": "machine", "case": key[7]}, "curation.no_machine"),
        ({"op": "reopen", "case": key[7]}, "curation.undecided"),
        ({"op": "take", "case": key[7], "owner": "jia", "rule": "没有"}, "curation.unknown_rule"),
        ({"op": "finish", "document": document.id}, "curation.still_open"),
        ({"op": "rule", "title": " "}, "curation.rule_needs_title"),
    ]
    good = {"op": "take", "case": key[16], "owner": "jia"}
    assert done(made, *(line for line, _ in wrong), good) == [*(message for _, message in wrong), ""]
    assert [case.state for case in cases(made.store) if case.key == key[16]] == ["settled"]
    assert done(made, {"op": "reopen", "case": key[16]}) == [""]
    assert [case.state for case in cases(made.store) if case.key == key[16]] == ["reopened"]
    with pytest.raises(UserError, match=r"curation\.needs_curator"):
        done(made, good, actor="jia")


def test_blinded_people_are_named_by_their_letters(made: Reviewed) -> None:
    Session(made.store, reviewer="owner").run(planning.set_blinding, is_blind=True, seed=1)
    (document,) = made.store.documents()
    letter = Names(made.store).shown(document.id, "yi")
    key = keys(made)
    wrong = {"op": "take", "case": key[11], "owner": "yi"}
    right = {"op": "take", "case": key[11], "owner": letter}
    assert done(made, wrong, right) == ["curation.no_answer", ""]
    (decision,) = made.store.decisions()
    assert decision.taken == ("yi",)


def test_a_report_is_not_curated_while_a_line_has_a_case_of_it_looked_at_again(made: Reviewed) -> None:
    (document,) = made.store.documents()
    key = keys(made)
    takes = [{"case": one, "op": "take", "owner": "jia"} for one in key.values()]
    assert done(made, *takes) == [""] * len(takes)
    again, finish = {"case": key[16], "op": "reopen"}, {"op": "finish", "document": document.id}
    assert done(made, again, finish) == ["", "curation.still_open"]
    assert made.store.progress(document.id, GOLD).state == "in curation"
    anew = {"case": key[16], "op": "nothing"}
    assert done(made, anew, finish) == ["", ""]


def test_a_rule_is_taken_out_once_no_decision_names_it(made: Reviewed) -> None:
    key = keys(made)
    rules = [{"op": "rule", "title": title} for title in ("单位", "约数")]
    take = {"case": key[7], "op": "take", "owner": "yi", "rule": "单位"}
    drop = {"op": "drop_rule", "rule": "单位"}
    assert done(made, *rules, drop, take) == ["", "", "curation.rule_in_use", ""]
    assert done(made, drop) == ["curation.rule_in_use"]
    again = {**take, "rule": "约数"}
    assert done(made, drop, again, {"op": "drop_rule", "rule": "没有"}) == ["", "", "curation.unknown_rule"]
    assert [record["title"] for record in made.store.records("rule")] == ["约数"]
