"""Owns the laws of versions of texts: what was said of an older one is never lost, in any order."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.bundles import read_bundle
from annotator.commands import documents
from annotator.model.versions import GRADES, Anchor, Version
from annotator.session import Session
from annotator.store import Store
from annotator.tasks.merging import merge, unmerge
from annotator.tasks.versions import revise
from annotator.text.rereading import Places
from annotator.text.versions import shared_pieces
from tests.building import TEXT, a_document
from tests.laws.examples import a_part
from tests.laws.test_bundle_laws import MIXED, Scene, a_scene, is_sound, state
from tests.laws.working import WORK

OLD = a_document()[0].id
WORDS = st.text(alphabet="案件甲乙丙12。，；\n \u3000", max_size=60)
EDITS = st.lists(
    st.tuples(st.sampled_from(("cut", "put", "move")), st.integers(0, 70), st.integers(1, 30), WORDS),
    min_size=1,
    max_size=4,
)


def edited(text: str, edits: Sequence[tuple[str, int, int, str]]) -> str:
    """The text after some cuts, insertions and moves."""
    for what, at, length, words in edits:
        start = at % (len(text) + 1)
        taken = text[start : start + length]
        rest = text[:start] + text[start + length :]
        if what == "cut":
            text = rest
        elif what == "put":
            text = text[:start] + words + text[start:]
        else:
            text = rest + taken
    return text


def with_newer(scene: Scene, text: str) -> None:
    """Let the owner import another version of the first report, after all was sent."""
    session = Session.open(scene.project, reviewer="owner")
    session.run(documents.add, documents=[a_document(text)])
    session.close()


def read_in(text: str, store: Store) -> Store:
    """The store, in which the owner has said that this is the newer version, where the program has not:
    where too little is alike, or nobody spoke of the older one."""
    if not store.record("version", OLD):
        revise(store, old=OLD, new=a_document(text)[0].id, actor="owner")
    return store


def unsaid(store: Store) -> list[str]:
    """What reviewers' last words on annotations say that stands nowhere: no row, not waiting, no clash."""
    clashed = {clash.action for clash in store.clashes()}
    last: dict[str, bool] = {}
    excused = set()
    for action in store.actions():
        for change in action.changes:
            if change.kind == "annotation":
                last[change.id] = change.after is not None
                if action.id in clashed:
                    excused.add(change.id)
    anchors = {each["id"]: Anchor.from_record(each) for each in store.records("anchor")}
    gone = []
    for annotation, is_there in last.items():
        anchor = anchors.get(annotation)
        is_kept = store.annotation(annotation) is not None
        is_listed = anchor is not None and (anchor.is_waiting or anchor.is_dropped)
        if annotation not in excused and is_there != (is_kept or is_listed):
            gone.append(annotation)
    return gone


@given(WORDS | st.just(TEXT), EDITS)
def test_pieces_are_what_both_texts_say(text, edits) -> None:
    new = edited(text, edits)
    pieces = shared_pieces(text, new)
    for piece in pieces:
        one, other = text[piece.old : piece.old_end], new[piece.new : piece.new_end]
        assert len(one) == piece.old_length
        assert len(other) == piece.new_length
        assert (one == other) is (piece.kind != "blank") or not one.strip()
        assert piece.kind != "blank" or not (one + other).strip()
    for side in ("old", "new"):
        places = sorted((getattr(p, side), getattr(p, f"{side}_end")) for p in pieces)
        assert all(a[1] <= b[0] for a, b in pairwise(places))


@given(WORDS | st.just(TEXT), EDITS, st.integers(0, 70), st.integers(0, 12))
def test_what_is_sure_says_the_same_words(text, edits, start, length) -> None:
    new = edited(text, edits)
    pieces = shared_pieces(text, new)
    places = Places(Version(old="", document="", chars=len(new), pieces=pieces))
    begin = start % (len(text) + 1)
    end = min(len(text), begin + length)
    grade, place = places.placed(((begin, end),))
    assert grade in GRADES
    assert (place is None) is (grade == "lost")
    for a, b in places.nearest(((begin, end),)):
        assert 0 <= a <= b <= len(new)
    if place is not None and grade in ("exact", "moved"):
        ((a, b),) = place
        assert "".join(new[a:b].split()) == "".join(text[begin:end].split())
        assert grade == "moved" or new[a:b] == text[begin:end]


@given(WORDS | st.just(TEXT))
def test_in_an_equal_text_everything_is_exact(text) -> None:
    places = Places(Version(old="", document="", chars=len(text), pieces=shared_pieces(text, text)))
    letters = [n for n, letter in enumerate(text) if not letter.isspace()]
    for start in letters[:5]:
        for end in letters[-5:]:
            if start <= end:
                assert places.placed(((start, end + 1),)) == ("exact", ((start, end + 1),))


@pytest.mark.timeout(400)
@a_part(of=6)
@given(st.tuples(WORK, WORK, WORK, WORK), st.permutations(range(4)), st.integers(0, 3), EDITS)
def test_another_version_of_a_text_loses_nothing_in_any_order(work, order, cut, edits) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        scene = a_scene(folder, work)
        new = edited(TEXT, edits)
        if new in (TEXT, MIXED, ""):
            return
        with_newer(scene, new)
        bundles = [scene.bundles[n] for n in order]
        stores = [
            scene.merged(folder / "1", scene.bundles),
            scene.merged(folder / "2", bundles[:cut], bundles[cut:]),
            scene.merged(folder / "3", *([one] for one in bundles), bundles),
        ]
        assert len({state(read_in(new, store)) for store in stores}) == 1
        for store in stores:
            assert is_sound(store)
            assert unsaid(store) == []
            assert store.annotations(OLD) == []
            store.close()


@pytest.mark.timeout(400)
@a_part(of=6)
@given(st.tuples(WORK, WORK, WORK, WORK), st.permutations(range(4)), st.integers(0, 3), EDITS)
def test_unmerging_takes_what_was_read_elsewhere_with_it(work, order, n, edits) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        scene = a_scene(folder, work)
        new = edited(TEXT, edits)
        if new in (TEXT, MIXED, ""):
            return
        with_newer(scene, new)
        whole = read_in(new, scene.merged(folder / "whole", [scene.bundles[each] for each in order]))
        before = state(whole)
        taken = scene.bundles[n]
        with taken.open("rb") as file:
            unmerge(whole, read_bundle(file, name=taken.name).id, actor="owner")
        # Where nothing happened in between, a sent the same bundle twice.
        others = [each for each in scene.bundles if each.read_bytes() != taken.read_bytes()]
        without = read_in(new, scene.merged(folder / "without", others))
        assert state(whole, without="bundle") == state(without, without="bundle")
        assert is_sound(whole)
        merge(whole, [taken], actor="owner")
        assert state(whole) == before
        whole.close()
        without.close()
