"""Owns the laws of merging journals: commutative, associative, idempotent, nothing lost in silence."""

from __future__ import annotations

import itertools
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.commands import documents, spans
from annotator.errors import UserError
from annotator.model.canonical import dump
from annotator.model.changes import Action
from annotator.session import Session
from annotator.store import Store
from annotator.store.migrations.m0001_house import RECORDS
from tests.building import TEXT, a_document, new_store

WORK = st.lists(
    st.tuples(st.sampled_from(["tag", "resize", "delete", "undo", "redo", "title"]), st.integers(0, 6)),
    max_size=10,
)


def the_same_start(folder: Path) -> list[Action]:
    """A project with one document, as its owner's journal."""
    session = Session(new_store(folder / "start.sqlite"), reviewer="owner")
    session.run(documents.add, documents=[a_document()])
    actions = session.history()
    session.close()
    return actions


def a_copy(folder: Path, name: str, *journals: list[Action]) -> Store:
    """An empty project into which the journals were merged, one after the other."""
    store = Store.create(folder / f"{name}.sqlite", installation=name)
    for actions in journals:
        with store.transaction() as journal:
            journal.absorb(actions, texts={a_document()[0].id: TEXT})
    return store


def work(folder: Path, name: str, start: list[Action], steps: list[tuple[str, int]]) -> list[Action]:
    """What a reviewer on a machine of their own made of the start: the whole journal."""
    session = Session(a_copy(folder, f"replica-{name}", start), reviewer=name)
    document = a_document()[0].id
    for verb, n in steps:
        mine = session.annotations(document)
        try:
            if verb == "tag":
                session.run(
                    spans.tag, document=document, layer="clause", label="measure", fragments=[(n, n + 2)]
                )
            elif verb == "resize" and mine:
                session.run(spans.resize, annotation=mine[n % len(mine)].id, fragments=[(n, n + 5)])
            elif verb == "delete" and mine:
                session.run(spans.delete, annotation=mine[n % len(mine)].id)
            elif verb == "title":
                # The document is nobody's own: here two writers can clash.
                session.run(documents.set_features, document=document, features={"title": f"{n}"})
            elif verb == "undo":
                session.undo()
            elif verb == "redo":
                session.redo()
        except UserError as refusal:
            # Finished documents, twins and empty changes are refused; anything else is a mistake here.
            assert refusal.message in ("annotation.twin", "action.changes_nothing", "span.outside_text")
    actions = session.history()
    session.close()
    return actions


def state(store: Store) -> str:
    """Rows and clashes, as one text."""
    rows = [[kind, store.records(kind)] for kind in sorted(RECORDS)]
    clashes = [[c.kind, c.id, c.action, c.n] for c in store.clashes()]
    return dump([rows, clashes])


@settings(max_examples=12, deadline=None)
@given(WORK, WORK, WORK)
def test_order_grouping_and_repetition_do_not_matter(one, two, three) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        start = the_same_start(folder)
        journals = [
            work(folder, reviewer, start, steps)
            for reviewer, steps in zip("abc", (one, two, three), strict=True)
        ]
        seen = set()
        for n, chosen in enumerate(itertools.permutations(journals)):
            merged = a_copy(folder, f"merged-{n}", *chosen, chosen[0])
            seen.add(state(merged))
            assert [check for check in merged.check() if not check.is_ok] == []
            assert {a.id for a in merged.actions()} == {a.id for journal in journals for a in journal}
            merged.close()
        # a + (b + c), where b + c is itself a project that was merged elsewhere.
        inner = a_copy(folder, "inner", journals[1], journals[2])
        outer = a_copy(folder, "outer", journals[0], inner.actions())
        seen.add(state(outer))
        inner.close()
        outer.close()
        assert len(seen) == 1


def test_two_writers_of_one_record_are_listed_not_overwritten(tmp_path: Path) -> None:
    start = the_same_start(tmp_path)
    one = work(tmp_path, "a", start, [("title", 1)])
    two = work(tmp_path, "b", start, [("title", 2)])
    merged = a_copy(tmp_path, "merged", one, two)
    clashes = merged.clashes()
    assert [(clash.kind, clash.id) for clash in clashes] == [("document", a_document()[0].id)]
    loser = merged.action(clashes[0].action)
    assert loser is not None
    kept = merged.document(a_document()[0].id).features["title"]
    lost = loser.changes[0].after
    assert lost is not None
    assert {kept, lost["features"]["title"]} == {"1", "2"}
    merged.close()


def test_two_writers_who_agree_do_not_clash(tmp_path: Path) -> None:
    start = the_same_start(tmp_path)
    journals = [work(tmp_path, name, start, [("title", 3)]) for name in "ab"]
    merged = a_copy(tmp_path, "merged", *journals)
    assert merged.clashes() == []
    assert merged.original(a_document()[0].id) == TEXT
    assert merged.document(a_document()[0].id).features["title"] == "3"
    merged.close()
