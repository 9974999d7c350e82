"""Owns what becomes of a curator's decisions that were made on an older version of a text."""

from __future__ import annotations

from pathlib import Path

from annotator.commands import curating, documents, progress, project
from annotator.model.annotations import GOLD
from annotator.session import Session
from annotator.tasks import anchoring
from annotator.tasks.curating.cases import cases
from annotator.tasks.curating.proposing import take
from annotator.tasks.planning import plan, wish_for
from annotator.tasks.receiving import receive
from annotator.tasks.sending import send
from tests.building import a_document, new_store
from tests.unit.tasks.test_other_versions import NEW, NEW_ID, OLD, OLD_ID, Desk


def test_what_a_curator_decided_of_the_older_text_goes_along_with_its_gold(tmp_path: Path) -> None:
    owner = Session(new_store(tmp_path / "project.sqlite"), reviewer="owner")
    owner.run(documents.add, documents=[a_document(OLD)])
    owner.run(project.appoint, reviewer="a", role="curator")
    plan(owner.store, wish_for("a"), actor="owner")
    receive(send(owner.store, to="a", out=tmp_path, actor="owner").file, tmp_path / "a.sqlite", actor="a")
    desk = Desk(owner=owner, work=Session.open(tmp_path / "a.sqlite", reviewer="a"), folder=tmp_path)
    for words in ("上升3%", "人手不足", "约1.2万人次"):
        desk.tag(words)
    desk.work.run(progress.finish, document=OLD_ID, layers=["number"])
    decided = [(case, take(case, "a")) for case in cases(desk.work.store)]
    desk.work.run(curating.decide_many, decided=decided)
    gold = {OLD[slice(*one.fragments[0])]: one.id for one in desk.work.annotations(OLD_ID, GOLD)}
    assert len(gold) == 3
    desk.fetch_again()
    desk.merged()
    assert {words: desk.words(one) for words, one in gold.items()} == {
        "上升3%": "上升3%",
        "人手不足": "人手不足",
        "约1.2万人次": None,
    }
    store = owner.store
    assert {one.document for one in store.decisions()} == {NEW_ID}
    said = {each.said.fragments for one in store.decisions() for each in one.sources if each.said is not None}
    assert {one.fragments for one in store.annotations(NEW_ID, "a")} <= said
    start = NEW.index("12件")
    anchoring.move(store, gold["约1.2万人次"], to=[[start, start + 3]], actor="owner", note="同一数字")
    assert [check for check in store.check() if not check.is_ok] == []
    assert desk.words(gold["约1.2万人次"]) == "12件"
    desk.work.close()
    owner.close()
