"""Owns the laws of merging journals: commutative, associative, idempotent, nothing lost in silence."""

from __future__ import annotations

import itertools
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given

from annotator.commands import documents, spans
from annotator.errors import UserError
from annotator.model.canonical import dump
from annotator.model.changes import Action
from annotator.session import Session
from annotator.store import Store
from annotator.store.kinds import RECORDS
from tests.building import TEXT, a_document, new_store
from tests.laws.working import OTHER, REFUSALS, TEXTS, WORK, one_step


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
            journal.absorb(actions, texts=TEXTS)
    return store


def work(
    folder: Path, name: str, start: list[Action], steps: list[tuple[str, int]], *, reviewer: str = ""
) -> list[Action]:
    """What a reviewer on a machine of their own made of the start: the whole journal."""
    session = Session(a_copy(folder, f"replica-{name}", start), reviewer=reviewer or name)
    for verb, n in steps:
        try:
            one_step(session, verb, n)
        except UserError as refusal:
            assert refusal.message in REFUSALS, refusal
    actions = session.history()
    session.close()
    return actions


def state(store: Store) -> str:
    """Rows and clashes, as one text."""
    rows = [[kind, store.records(kind)] for kind in sorted(RECORDS)]
    clashes = [[c.kind, c.id, c.action, c.n] for c in store.clashes()]
    return dump([rows, clashes])


@pytest.mark.timeout(400)
@given(WORK, WORK, WORK)
def test_order_grouping_and_repetition_do_not_matter(one, two, three) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        start = the_same_start(folder)
        # a and a2 are one person on two machines: they can delete and relate the same annotations.
        start = work(folder, "a", start, one)
        journals = [
            work(folder, "b", start, two),
            work(folder, "a1", start, two[::-1] + three, reviewer="a"),
            work(folder, "a2", start, three, reviewer="a"),
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
    # The total order decides: the same clock, so the lesser replica was first.
    journals = {journal[-1].replica: journal[-1] for journal in (one, two)}
    first, second = (journals[replica] for replica in sorted(journals))
    assert clashes[0].action == second.id
    assert first.changes[0].after is not None
    assert merged.record("document", a_document()[0].id) == first.changes[0].after
    merged.close()


def test_two_writers_who_agree_do_not_clash(tmp_path: Path) -> None:
    start = the_same_start(tmp_path)
    journals = [work(tmp_path, name, start, [("title", 3)]) for name in "ab"]
    merged = a_copy(tmp_path, "merged", *journals)
    assert merged.clashes() == []
    assert merged.original(a_document()[0].id) == TEXT
    assert merged.document(a_document()[0].id).features["title"] == "1"
    merged.close()


def test_taking_back_what_another_has_said_too_is_listed(tmp_path: Path) -> None:
    start = the_same_start(tmp_path)
    # Three steps pass before a takes the title back, so b's word lies before that in the order.
    wavering = [("title", 1), ("tag", 1), ("tag", 2), ("undo", 0), ("undo", 0), ("undo", 0)]
    one = work(tmp_path, "a", start, wavering)
    two = work(tmp_path, "b", start, [("title", 1)])
    merged = a_copy(tmp_path, "merged", one, two)
    kept = merged.document(a_document()[0].id).features.get("title")
    assert kept == "1", "b never took it back"
    assert [clash.action for clash in merged.clashes()] == [one[-1].id]
    merged.close()


def test_an_import_undone_here_stays_where_a_colleague_has_worked(tmp_path: Path) -> None:
    folder = tmp_path
    start = [action for action in the_same_start(folder) if action.verb == "create"]
    texts = [("import", 0), ("undo import", 0)]
    undone = work(folder, "a", start, texts)
    session = Session(a_copy(folder, "colleague", start), reviewer="b")
    session.run(documents.add, documents=[a_document(OTHER, source="b.txt")])
    document = a_document(OTHER)[0].id
    session.run(spans.tag, document=document, layer="clause", label="measure", fragments=[(0, 3)])
    worked = session.history()
    session.close()
    merged = a_copy(folder, "merged", undone, worked)
    assert len(merged.annotations(document)) == 1
    assert [check for check in merged.check() if not check.is_ok] == []
    merged.close()


def test_a_relation_never_dangles_after_a_merge(tmp_path: Path) -> None:
    start = work(tmp_path, "a", the_same_start(tmp_path), [("tag", 0), ("tag", 3)])
    deleted = work(tmp_path, "a1", start, [("delete", 0)], reviewer="a")
    linked = work(tmp_path, "a2", start, [("relate", 2)], reviewer="a")
    merged = a_copy(tmp_path, "merged", deleted, linked)
    assert [check for check in merged.check() if not check.is_ok] == []
    assert len(merged.clashes()) == 1
    merged.close()


@pytest.mark.parametrize(
    ("bend", "message"),
    [
        (lambda action: replace(action, hash="0" * 64), "merge.broken_chain"),
        (lambda action: replace(action, actor="eve"), "merge.broken_chain"),
        (lambda action: replace(action, clock=2**63 - 1), "merge.broken_chain"),
        (lambda action: replace(action, seq=action.seq + 1), "merge.gap"),
    ],
)
def test_a_bent_action_is_refused_and_nothing_is_merged(
    tmp_path: Path, bend: Callable[[Action], Action], message: str
) -> None:
    start = the_same_start(tmp_path)
    theirs = work(tmp_path, "a", start, [("tag", 1)])
    store = a_copy(tmp_path, "mine", start)
    before = state(store)
    with pytest.raises(UserError) as refused, store.transaction() as journal:
        journal.absorb([*theirs[:-1], bend(theirs[-1])], texts=TEXTS)
    assert refused.value.message == message
    assert state(store) == before
    store.close()


def test_a_forked_replica_and_an_altered_action_are_told_apart(tmp_path: Path) -> None:
    start = the_same_start(tmp_path)
    theirs = work(tmp_path, "a", start, [("tag", 1)])
    store = a_copy(tmp_path, "mine", theirs)
    with pytest.raises(UserError, match=r"merge\.forked_replica"), store.transaction() as journal:
        journal.absorb([replace(theirs[-1], id="another")], texts=TEXTS)
    with pytest.raises(UserError, match=r"merge\.altered_action"), store.transaction() as journal:
        journal.absorb([replace(theirs[-1], hash="0" * 64)], texts=TEXTS)
    store.close()


def test_a_text_that_is_not_the_documents_is_refused(tmp_path: Path) -> None:
    store = a_copy(tmp_path, "mine")
    with pytest.raises(UserError, match=r"document\.wrong_text"), store.transaction() as journal:
        journal.absorb(the_same_start(tmp_path), texts={a_document()[0].id: OTHER})
    assert store.actions() == []
    store.close()
