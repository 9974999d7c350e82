"""Owns that decisions are read with a tagset that came later: nothing is opened again by another name."""

from __future__ import annotations

from pathlib import Path

from annotator.commands import curating, documents, progress, spans
from annotator.session import Session
from annotator.tasks.curating.cases import cases
from annotator.tasks.curating.policies import majority
from annotator.tasks.curating.settling import settle
from annotator.tasks.retagging import retag
from tests.building import a_document, new_store
from tests.unit.tasks.test_retagging import DOCUMENT, FIRST, STATUS, a_tagset, step


def test_a_label_and_a_layer_of_another_name_open_nothing(tmp_path: Path) -> None:
    store = new_store(tmp_path / "p.sqlite", tagset=FIRST)
    people = {name: Session(store, reviewer=name) for name in ("owner", "jia", "yi", "bing")}
    people["owner"].run(documents.add, documents=[a_document()])
    for name in ("jia", "yi", "bing"):
        place = {"document": DOCUMENT, "layer": "clause", "fragments": [[0, 5]]}
        label = "award" if name == "bing" else "measure"
        people[name].run(spans.tag, **place, label=label)
        people[name].run(progress.finish, document=DOCUMENT, layers=["clause"])
    settle(store, cases(store), majority(), actor="owner")
    before = [(case.state, case.decision.id) for case in cases(store)]
    assert before and {state for state, _ in before} == {"settled"}
    second = a_tagset("2", labels={"action": STATUS, "award": {"who": "text"}, "plan": {}}, layer="passage")
    steps = [step("rename", "clause", "passage"), step("rename", "passage/measure", "action")]
    retag(store, second, steps=steps, actor="owner")
    assert [(case.state, case.decision.id) for case in cases(store)] == before
    assert [(one.layer, one.label) for one in store.annotations(DOCUMENT, "gold")] == [("passage", "action")]
    assert all(check.is_ok for check in store.check())
    (case,) = cases(store)
    people["owner"].run(curating.reopen, decisions=[case.decision.id])
    store.close()
