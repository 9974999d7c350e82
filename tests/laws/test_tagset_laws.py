"""Owns the laws of changing tagsets: it does not matter when a bundle comes, and nothing is lost."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.bundles import read_bundle
from annotator.model.relabelling import TagsetStep
from annotator.model.tagsets import Tagset
from annotator.store import Store
from annotator.tagsets import default_tagset, parse_tagset
from annotator.tasks.merging import merge, unmerge
from annotator.tasks.retagging import retag
from tests.laws.examples import a_part
from tests.laws.test_bundle_laws import Scene, a_scene, is_sound, state
from tests.laws.working import WORK

CHANGES = {
    "label": (
        TagsetStep(kind="rename", path="clause/measure", to="action"),
        (('id = "measure"', 'id = "action"'), ('/measure"', '/action"')),
    ),
    "layer": (
        TagsetStep(kind="rename", path="clause", to="part"),
        (('id = "clause"', 'id = "part"'), ('"clause/', '"part/')),
    ),
    "relation": (
        TagsetStep(kind="rename", path="relation:same_as", to="equals"),
        (('id = "same_as"', 'id = "equals"'),),
    ),
}
"""Name -> a step, and how the source is altered for it."""


def after(names: Sequence[str]) -> list[tuple[Tagset, TagsetStep]]:
    """The tagsets that follow each other, each with its step."""
    found, source, layer = [], default_tagset().source, "clause"
    for name in names:
        step, words = CHANGES[name]
        for old, new in words:
            assert old in source
            source = source.replace(old, new)
        path = step.path.replace("clause/", f"{layer}/")
        layer = step.to if name == "layer" else layer
        found.append((parse_tagset(source, name=name), TagsetStep(kind=step.kind, path=path, to=step.to)))
    return found


def merged(
    scene: Scene, folder: Path, order: Sequence[int], names: Sequence[str], at: Sequence[int]
) -> Store:
    """The project after bundles were merged one by one, the tagset changed in between: ``at`` tells after
    how many of them."""
    store = scene.merged(folder)
    changes = list(zip(sorted(at), after(names), strict=False))
    for n in range(len(order) + 1):
        for _, (tagset, step) in (each for each in changes if each[0] == n):
            retag(store, tagset, steps=[step], actor="owner")
        if n < len(order):
            (outcome,) = merge(store, [scene.bundles[order[n]]], actor="owner").outcomes
            if outcome.refused:
                # It goes on from one that has not come yet; the last merge below brings it.
                assert {reason.message for _, reason in outcome.refused} <= {
                    "merge.gap",
                    "merge.with_the_rest",
                }
    merge(store, scene.bundles, actor="owner")
    return store


TIMES = st.lists(st.integers(0, 4), min_size=3, max_size=3)
NAMES = st.permutations(sorted(CHANGES)).flatmap(lambda n: st.integers(1, 3).map(lambda k: n[:k]))


@pytest.mark.timeout(400)
@a_part(of=6)
@given(st.tuples(WORK, WORK, WORK, WORK), st.permutations(range(4)), NAMES, TIMES, TIMES)
def test_it_does_not_matter_when_the_tagset_changes(work, order, names, one, two) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        scene = a_scene(folder, work)
        stores = [
            merged(scene, folder / "1", range(4), names, one),
            merged(scene, folder / "2", order, names, two),
        ]
        assert len({state(store) for store in stores}) == 1
        there = {action.id for action in stores[0].actions()}
        for path in set(scene.bundles):
            with path.open("rb") as file:
                assert {action.id for action in read_bundle(file, name=path.name).actions} <= there
        tagset = after(names)[-1][0]
        for store in stores:
            assert is_sound(store)
            for document in store.documents():
                for each in store.annotations(document.id):
                    assert tagset.label(each.layer, each.label) is not None
                assert all(tagset.relation(each.label) for each in store.relations(document.id))
            store.close()


@pytest.mark.timeout(400)
@a_part(of=6)
@given(st.tuples(WORK, WORK, WORK, WORK), st.integers(0, 3), NAMES, TIMES)
def test_unmerging_is_still_whole(work, n, names, times) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        scene = a_scene(folder, work)
        store = merged(scene, folder / "1", range(4), names, times)
        before = state(store)
        with scene.bundles[n].open("rb") as file:
            bundle = read_bundle(file, name=scene.bundles[n].name)
        unmerge(store, bundle.id, actor="owner")
        assert is_sound(store)
        (outcome,) = merge(store, [scene.bundles[n]], actor="owner").outcomes
        assert outcome.refused == ()
        assert state(store) == before
        store.close()
