"""Owns the laws of bundles: order, grouping and repetition do not matter, un-merging takes one back whole."""

from __future__ import annotations

import itertools
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.bundles import read_bundle
from annotator.commands import documents
from annotator.errors import UserError
from annotator.model.canonical import dump
from annotator.session import Session
from annotator.store import Store
from annotator.store.kinds import RECORDS
from annotator.tasks.merging import merge, unmerge
from annotator.tasks.planning import plan, wish_for
from annotator.tasks.receiving import receive
from annotator.tasks.sending import send
from tests.building import TEXT, a_document, new_store
from tests.laws.examples import a_part
from tests.laws.working import REFUSALS, WORK, one_step

MIXED = "这是另一份报告。\n一、举措\n办理案件45件。\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """The owner's project with nothing merged, and the bundles that lie before the owner."""

    project: Path
    bundles: tuple[Path, ...]

    def merged(self, folder: Path, *groups: Sequence[Path]) -> Store:
        """A copy of the project into which groups of bundles were merged, one group after the other."""
        folder.mkdir()
        store = Store.open(Path(shutil.copy(self.project, folder)), installation="owner")
        for group in groups:
            for outcome in merge(store, group, actor="owner").outcomes:
                assert outcome.refused == ()
        return store


@contextmanager
def at(folder: Path, machine: str) -> Iterator[None]:
    """On a machine with settings of its own."""
    before = os.environ["ANNOTATOR_HOME"]
    os.environ["ANNOTATOR_HOME"] = str(folder / f"home-{machine}")
    try:
        yield
    finally:
        os.environ["ANNOTATOR_HOME"] = before


def works(path: Path, reviewer: str, steps: Sequence[tuple[str, int]]) -> None:
    """Let a reviewer do things by chance in their work project."""
    session = Session.open(path, reviewer=reviewer)
    for verb, n in steps:
        try:
            one_step(session, verb, n)
        except UserError as refusal:
            assert refusal.message in (*REFUSALS, "undo.nothing"), refusal
    session.close()


def sends(path: Path, reviewer: str, out: Path) -> Path:
    """Let a reviewer send a bundle."""
    session = Session.open(path, reviewer=reviewer)
    sent = send(session.store, to="owner", out=out, actor=reviewer)
    session.close()
    return sent.file


def a_scene(folder: Path, work: Sequence[Sequence[tuple[str, int]]]) -> Scene:
    """a sends twice, b once, and somebody else of a's name once; the owner changes something meanwhile."""
    project = folder / "project.sqlite"
    session = Session(new_store(project), reviewer="owner")
    session.run(documents.add, documents=[a_document(), a_document(MIXED, source="mixed.txt")])
    plan(session.store, wish_for("a,b", overlap="2"), actor="owner")
    packages = {name: send(session.store, to=name, out=folder, actor="owner").file for name in ("a", "b")}
    one_step(session, "title", 1)
    session.close()
    bundles = []
    for machine, name, parts in (("a", "a", work[:2]), ("b", "b", work[2:3]), ("c", "a", work[3:])):
        with at(folder, machine):
            path = folder / f"work-{machine}.sqlite"
            receive(packages[name], path, actor=name)
            for n, part in enumerate(parts):
                works(path, name, part)
                bundles.append(sends(path, name, folder / f"out-{machine}-{n}"))
    return Scene(project=project, bundles=tuple(bundles))


def state(store: Store, *, without: str = "") -> str:
    """Rows and clashes, as one text."""
    rows = [[kind, store.records(kind)] for kind in sorted(RECORDS) if kind != without]
    return dump([rows, [[c.kind, c.id, c.action, c.n] for c in store.clashes()]])


def is_sound(store: Store) -> bool:
    """Whether every proof holds, that rows are what the journal says among them."""
    return [check for check in store.check() if not check.is_ok] == []


@pytest.mark.timeout(400)
@a_part(of=6)
@given(
    st.tuples(WORK, WORK, WORK, WORK), st.permutations(range(4)), st.permutations(range(4)), st.integers(0, 3)
)
def test_order_grouping_and_repetition_do_not_matter(work, one, two, cut) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        scene = a_scene(folder, work)
        first, second = ([scene.bundles[n] for n in order] for order in (one, two))
        stores = [
            scene.merged(folder / "1", first),
            scene.merged(folder / "2", second[:cut], second[cut:]),
            scene.merged(folder / "3", *([one] for one in second), first),
        ]
        assert len({state(store) for store in stores}) == 1
        assert all(is_sound(store) for store in stores)
        there = {action.id for action in stores[0].actions()}
        for path in set(scene.bundles):
            with path.open("rb") as file:
                assert {action.id for action in read_bundle(file, name=path.name).actions} <= there
        for store in stores:
            store.close()


@pytest.mark.timeout(400)
@a_part(of=6)
@given(st.tuples(WORK, WORK, WORK, WORK), st.permutations(range(4)), st.integers(0, 3))
def test_unmerging_leaves_what_the_others_brought_and_merging_again_brings_it_back(work, order, n) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        scene = a_scene(folder, work)
        bundles = [scene.bundles[each] for each in order]
        taken = scene.bundles[n]
        whole = scene.merged(folder / "whole", bundles)
        before = state(whole)
        with taken.open("rb") as file:
            bundle = read_bundle(file, name=taken.name)
        unmerge(whole, bundle.id, actor="owner")
        # Where nothing happened in between, a sent the same bundle twice.
        others = [each for each in bundles if each.read_bytes() != taken.read_bytes()]
        without = scene.merged(folder / "without", others)
        assert state(whole, without="bundle") == state(without, without="bundle")
        assert is_sound(whole)
        merge(whole, [taken], actor="owner")
        assert state(whole) == before
        assert is_sound(whole)
        whole.close()
        without.close()


def test_two_people_of_one_name_never_share_a_record(tmp_path: Path) -> None:
    tags = [("tag", 1), ("tag", 3)]
    scene = a_scene(tmp_path, [tags, [("delete", 0)], [("tag", 2)], tags])
    for n, order in enumerate(itertools.permutations(scene.bundles)):
        store = scene.merged(tmp_path / str(n), order)
        owners = {one.owner: one for one in store.annotations(a_document(TEXT)[0].id)}
        assert sorted(owners) == ["a", "a (2)", "b"]
        assert store.record("reviewer", "a (2)") == {"id": "a (2)", "name": "a", "role": "reviewer"}
        assert len(store.annotations(a_document(TEXT)[0].id, "a")) == 1
        assert len(store.annotations(a_document(TEXT)[0].id, "a (2)")) == 2
        store.close()
