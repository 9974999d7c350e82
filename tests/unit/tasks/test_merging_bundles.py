"""Owns what a merge refuses and why, and what the owner can still do when bundles are in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from annotator.bundles import Bundle, read_bundle, write_bundle
from annotator.bundles.content import reaches_of
from annotator.commands import curating, documents, progress, retagging, spans
from annotator.commands.project import appoint
from annotator.commands.terms import add_term
from annotator.errors import UserError
from annotator.model.changes import Action, Change
from annotator.model.curation import Case
from annotator.model.exchange import Merged
from annotator.session import Session
from annotator.store import Journal, Store
from annotator.store.fold import chain
from annotator.tagsets import default_tagset
from annotator.tasks.curating.proposing import take
from annotator.tasks.merging import merge, same_person, unmerge
from annotator.tasks.planning import assignments_of, plan, wish_for
from annotator.tasks.receiving import receive
from annotator.tasks.sending import send
from tests.building import TEXT, a_document, new_store

DOCUMENT = a_document()[0].id
Bend = Callable[[list[Action]], list[Action]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The owner's project, open, and the bundles of two reviewers."""

    owner: Session
    bundles: dict[str, Path]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """a and b have each tagged two places and deleted one of them."""
    owner = Session(new_store(tmp_path / "project.sqlite"), reviewer="owner")
    owner.run(documents.add, documents=[a_document()])
    plan(owner.store, wish_for("a,b", overlap="2"), actor="owner")
    bundles = {}
    for name in "ab":
        package = send(owner.store, to=name, out=tmp_path, actor="owner").file
        receive(package, tmp_path / f"{name}.sqlite", actor=name)
        work = Session.open(tmp_path / f"{name}.sqlite", reviewer=name)
        for start in (0, 5):
            place = {"layer": "clause", "label": "measure", "fragments": [[start, start + 3]]}
            work.run(spans.tag, document=DOCUMENT, **place)
        work.run(spans.delete, annotation=work.annotations(DOCUMENT)[1].id)
        bundles[name] = send(work.store, to="owner", out=tmp_path, actor=name).file
        work.close()
    return Desk(owner=owner, bundles=bundles)


def bent(path: Path, bend: Bend, *, is_chained: bool = True) -> Path:
    """The bundle with other actions, whose chain is right again unless that is what is bent."""
    with path.open("rb") as file:
        bundle = read_bundle(file, name=path.name)
    actions, previous = [], ""
    for action in bend(list(bundle.actions)):
        linked = replace(action, hash=chain(previous, action)) if is_chained else action
        actions.append(linked)
        previous = linked.hash
    return written(bundle, actions, path.with_name("bent.bundle.zip"))


def written(bundle: Bundle, actions: Sequence[Action], path: Path) -> Path:
    """A bundle of those actions whose manifest is right."""
    manifest = replace(bundle.manifest, reaches=reaches_of(actions))
    path.write_bytes(write_bundle(replace(bundle, actions=tuple(actions), manifest=manifest)))
    return path


def last(actions: list[Action], **members: Any) -> list[Action]:
    """The actions, the last of them altered."""
    return [*actions[:-1], replace(actions[-1], **members)]


def saying(actions: list[Action], kind: str, record: dict[str, Any]) -> list[Action]:
    """The actions, the last of which says a record."""
    change = Change(kind=kind, id=record["id"], before=None, after=record)
    return last(actions, changes=(change,))


def hiding() -> dict[str, Any]:
    """That a bundle of the same reviewer is hidden."""
    bundle = Merged(id="0" * 64, reviewer="a", person="", receipt="", reaches=(), is_hidden=True)
    return bundle.to_record()


def tagged(actions: list[Action], **members: Any) -> list[Action]:
    """The actions, the last of which tags something."""
    image = next(a.changes[0].after for a in actions if a.verb == "tag")
    return saying(actions, "annotation", {**(image or {}), "id": "new", **members})


@pytest.mark.parametrize(
    ("bend", "message"),
    [
        (lambda actions: last(actions, actor="b"), "merge.other_actor"),
        (lambda actions: last(actions, undoes="nothing"), "merge.gap"),
        (lambda actions: last(actions, clock=10**9), "merge.broken_chain"),
        (lambda actions: last(actions, verb="create"), "merge.not_theirs"),
        (lambda actions: tagged(actions, owner="b"), "merge.not_theirs"),
        (lambda actions: tagged(actions, owner="gold"), "merge.not_theirs"),
        (lambda actions: tagged(actions, fragments=[[0, len(TEXT) + 1]]), "merge.no_text"),
        (lambda actions: tagged(actions, fragments=[[10**30, 10**30]]), "merge.no_text"),
        (lambda actions: tagged(actions, fragments=[[5, 3]]), "merge.no_text"),
        (lambda actions: tagged(actions, document="0" * 64), "merge.no_text"),
        (lambda a: saying(a, "reviewer", {"id": "a", "name": "a", "role": "owner"}), "merge.not_theirs"),
        (lambda a: saying(a, "bundle", hiding()), "merge.not_theirs"),
        (lambda a: saying(a, "project", {"id": "project", "name": "", "identity": "x"}), "merge.not_theirs"),
        (lambda a: saying(a, "document", {**a_document("x")[0].to_record()}), "merge.no_text"),
    ],
)
def test_a_bundle_that_says_what_it_may_not_is_refused_whole(desk: Desk, bend: Bend, message: str) -> None:
    before = desk.owner.history()
    report = merge(desk.owner.store, [bent(desk.bundles["a"], bend)], actor="owner")
    (outcome,) = report.outcomes
    reasons = [reason.message for _, reason in outcome.refused]
    assert reasons.count(message) == 1
    assert set(reasons) == {message, "merge.with_the_rest"}
    assert outcome.refused[-1][1].message == message, "the last action is at fault"
    assert all(action for action, _ in outcome.refused)
    assert report.backup is None
    assert desk.owner.history() == before


@pytest.mark.parametrize(
    ("bend", "message"),
    [
        (lambda actions: last(actions, at="2020-01-01T00:00:00+00:00"), "merge.broken_chain"),
        (lambda actions: actions[1:], "merge.gap"),
    ],
)
def test_a_broken_chain_and_a_gap_are_found_and_the_others_go_on(
    desk: Desk, bend: Bend, message: str
) -> None:
    wrong = bent(desk.bundles["a"], bend, is_chained=False)
    report = merge(desk.owner.store, [wrong, desk.bundles["b"]], actor="owner")
    refused, taken = report.outcomes
    assert [reason.message for _, reason in refused.refused].count(message) == 1
    assert (taken.new, taken.refused) == (5, ())
    assert report.backup is not None and report.backup.is_file()
    assert desk.owner.store.owners(DOCUMENT) == ["b"]


def test_an_altered_action_is_found(desk: Desk) -> None:
    merge(desk.owner.store, [desk.bundles["a"]], actor="owner")
    again = bent(desk.bundles["a"], lambda actions: last(actions, at="2020-01-01T00:00:00+00:00"))
    (outcome,) = merge(desk.owner.store, [again], actor="owner").outcomes
    assert outcome.refused[-1][1].message == "merge.altered_action"


def test_a_bundle_waits_for_the_one_it_goes_on_from(desk: Desk) -> None:
    path = desk.bundles["a"]
    with path.open("rb") as file:
        bundle = read_bundle(file, name=path.name)
    first = written(bundle, bundle.actions[:3], path.with_name("first.bundle.zip"))
    rest = written(bundle, bundle.actions[3:], path.with_name("rest.bundle.zip"))
    outcomes = merge(desk.owner.store, [rest, first], actor="owner").outcomes
    assert [(each.new, each.refused) for each in outcomes] == [(2, ()), (3, ())]
    # Without the first, the rest does not stand; with it again, it does.
    one = len(desk.owner.annotations(DOCUMENT, "a"))
    unmerge(desk.owner.store, outcomes[1].bundle or "", actor="owner")
    merge(desk.owner.store, [first], actor="owner")
    assert len(desk.owner.annotations(DOCUMENT, "a")) == one == 1


def test_the_owner_may_have_changed_the_tagset_and_may_take_the_plan_back(desk: Desk) -> None:
    tagset = default_tagset()
    other = replace(tagset, source=tagset.source + "\n# another\n")
    desk.owner.run(retagging.set_tagset, tagset=other)
    outcomes = merge(desk.owner.store, list(desk.bundles.values()), actor="owner").outcomes
    assert [each.clashes for each in outcomes] == [0, 0]
    assert (desk.owner.store.record("tagset", "tagset") or {})["source"] == other.source
    for verb in ("set_tagset", "plan"):
        done = next(action for action in desk.owner.history() if action.verb == verb)
        desk.owner.undo(done.id)
    assert assignments_of(desk.owner.store) == []
    assert all(check.is_ok for check in desk.owner.store.check())
    imported = next(action for action in desk.owner.history() if action.verb == "import")
    with pytest.raises(UserError, match=r"undo\.changed_since"):
        desk.owner.undo(imported.id)


def test_who_merges_under_a_reviewers_id_is_not_taken_for_their_namesake(desk: Desk) -> None:
    merge(desk.owner.store, [desk.bundles["a"]], actor="a")
    assert desk.owner.store.owners(DOCUMENT) == ["a"]


def test_who_worked_in_the_project_itself_keeps_the_id(desk: Desk) -> None:
    here = Session.open(desk.owner.path, reviewer="a")
    here.run(spans.tag, document=DOCUMENT, layer="clause", label="measure", fragments=[[9, 12]])
    here.close()
    merge(desk.owner.store, [desk.bundles["a"]], actor="owner")
    assert desk.owner.store.owners(DOCUMENT) == ["a", "a (2)"]
    assert [one.fragments for one in desk.owner.annotations(DOCUMENT, "a")] == [((9, 12),)]


def test_what_a_killed_merge_left_of_its_backup_goes_with_the_next(desk: Desk, tmp_path: Path) -> None:
    left = tmp_path / "project.backup-20260101-000000.sqlite.partial"
    others = [tmp_path / "project.sqlite.partial", tmp_path / "other.backup-1.sqlite.partial"]
    # Somebody opened a backup as a project, and merges into it.
    others.append(tmp_path / "project.backup-20260101-000000.backup-20260102-000000.sqlite.partial")
    journal = tmp_path / f"{left.name}-journal"
    for path in (left, journal, *others):
        path.write_bytes(b"cut short")
    merge(desk.owner.store, [desk.bundles["a"]], actor="owner", is_dry_run=True)
    assert left.exists()
    merge(desk.owner.store, [desk.bundles["a"]], actor="owner")
    assert not left.exists() and not journal.exists()
    assert all(path.exists() for path in others)


def test_nothing_of_a_hidden_bundle_is_undone_or_counted(desk: Desk) -> None:
    (outcome,) = merge(desk.owner.store, [desk.bundles["a"]], actor="owner").outcomes
    assert desk.owner.store.last_undoable("a").verb == "delete"
    hidden = unmerge(desk.owner.store, (outcome.bundle or "")[:10], actor="owner")
    assert hidden.is_hidden
    assert desk.owner.store.last_undoable("a") is None
    assert desk.owner.store.owners(DOCUMENT) == []
    for name, message in (("zzz", "unmerge.unknown"), ("", "unmerge.unknown")):
        with pytest.raises(UserError, match=message):
            unmerge(desk.owner.store, name, actor="owner")


def test_a_merge_is_not_undone_by_a_key(desk: Desk) -> None:
    merge(desk.owner.store, [desk.bundles["a"]], actor="owner")
    (done,) = [action for action in desk.owner.history() if action.verb == "merge"]
    for wanted in (done.id, None):
        # Nor is the step before it, which nobody meant.
        with pytest.raises(UserError, match=r"undo\.barrier\.merge"):
            desk.owner.undo(wanted)


def test_receiving_goes_on_where_it_was_cut_short(desk: Desk, tmp_path: Path) -> None:
    (package,) = tmp_path.glob("*-a-*.package.zip")
    Store.create(tmp_path / "again.sqlite", installation="here").close()
    assert receive(package, tmp_path / "again.sqlite", actor="a").new == 1
    with pytest.raises(UserError, match=r"receive\.known"):
        receive(package, tmp_path / "again.sqlite", actor="a")
    with pytest.raises(UserError, match=r"project\.exists"):
        receive(package, desk.owner.path, actor="a")


def test_one_person_on_two_machines_is_made_one(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (package,) = tmp_path.glob("*-a-*.package.zip")
    monkeypatch.setenv("ANNOTATOR_HOME", str(tmp_path / "laptop"))
    receive(package, tmp_path / "laptop.sqlite", actor="a")
    work = Session.open(tmp_path / "laptop.sqlite", reviewer="a")
    work.run(spans.tag, document=DOCUMENT, layer="clause", label="measure", fragments=[[9, 12]])
    second = send(work.store, to="owner", out=tmp_path, actor="a").file
    work.close()
    store = desk.owner.store
    merge(store, [desk.bundles["a"]], actor="owner")
    for name, other in (("a", "a (2)"), ("a", "b"), ("a", "a")):
        with pytest.raises(UserError, match=r"person\.no_namesakes"):
            same_person(store, name, other, actor="owner")
    merge(store, [second], actor="owner")
    assert store.owners(DOCUMENT) == ["a", "a (2)"]
    with pytest.raises(UserError, match=r"project\.not_yours"):
        same_person(store, "a", "a (2)", actor="b")
    same_person(store, "a", "a (2)", actor="owner")
    assert store.owners(DOCUMENT) == ["a"]
    assert store.record("reviewer", "a (2)") is None
    assert len(store.annotations(DOCUMENT, "a")) == 2
    assert [check for check in store.check() if not check.is_ok] == []
    desk.owner.undo()
    assert store.owners(DOCUMENT) == ["a", "a (2)"]


def test_a_step_of_ones_own_is_taken_back_though_a_namesakes_came_later(desk: Desk) -> None:
    here = Session.open(desk.owner.path, reviewer="a")
    here.run(spans.tag, document=DOCUMENT, layer="clause", label="outcome", fragments=[[12, 14]])
    merge(desk.owner.store, [desk.bundles["a"]], actor="owner")
    assert {"a", "a (2)"} <= {record["id"] for record in here.store.records("reviewer")}
    theirs = here.annotations(DOCUMENT, "a (2)")
    assert here.undo() is not None
    assert here.annotations(DOCUMENT) == []
    assert here.annotations(DOCUMENT, "a (2)") == theirs
    assert here.undo() is None
    assert here.redo() is not None
    assert [one.label for one in here.annotations(DOCUMENT)] == ["outcome"]
    here.close()


@pytest.mark.parametrize(("trouble", "left"), [("store.disk_full", 0), ("store.disk_error", 1)])
def test_a_merge_that_fails_leaves_no_copy_unless_the_disk_is_failing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, trouble: str, left: int
) -> None:
    before = desk.owner.store.count_actions()
    real = Journal.record

    def record(journal: Journal, *arguments: Any, **named: Any) -> Action:
        if list(desk.owner.path.parent.glob("*.backup-*")):
            raise UserError(trouble, path="project.sqlite", reason="full")
        return real(journal, *arguments, **named)

    monkeypatch.setattr(Journal, "record", record)
    with pytest.raises(UserError, match=trouble):
        merge(desk.owner.store, [desk.bundles["a"]], actor="owner")
    assert desk.owner.store.count_actions() == before
    assert len(list(desk.owner.path.parent.glob("*.backup-*"))) == left


def test_whoever_begins_to_work_here_under_a_merged_name_keeps_it_at_once(desk: Desk) -> None:
    store = desk.owner.store
    merge(store, [desk.bundles["a"]], actor="owner")
    assert len(store.annotations(DOCUMENT, "a")) == 1
    here = Session.open(store.path, reviewer="a")
    here.run(spans.tag, document=DOCUMENT, layer="clause", label="outcome", fragments=[[12, 14]])
    # As if the whole journal were read anew.
    assert [one.label for one in store.annotations(DOCUMENT, "a")] == ["outcome"]
    assert [one.label for one in store.annotations(DOCUMENT, "a (2)")] == ["measure"]
    assert [check.name for check in store.check() if not check.is_ok] == []
    here.close()


def test_settling_as_a_curator_is_no_work_of_ones_own(desk: Desk) -> None:
    store = desk.owner.store
    merge(store, [desk.bundles["a"], desk.bundles["b"]], actor="owner")
    desk.owner.run(appoint, reviewer="a", role="curator")
    said = tuple(store.annotations(DOCUMENT, "a"))
    case = Case(key="one", document=DOCUMENT, layer="clause", answers={"a": said})
    here = Session.open(store.path, reviewer="a")
    here.run(curating.decide, case=case, proposal=take(case, "a"))
    assert [one.label for one in store.annotations(DOCUMENT, "a")] == ["measure"]
    assert [record["id"] for record in store.records("reviewer") if record["name"] == "a"] == ["a"]
    assert [check.name for check in store.check() if not check.is_ok] == []
    here.close()


def test_of_one_person_on_two_machines_it_is_told_how_many_steps_do_not_fit(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (package,) = tmp_path.glob("*-a-*.package.zip")
    bundles = []
    for name, machine in (("a", "home"), ("laptop", "laptop")):
        monkeypatch.setenv("ANNOTATOR_HOME", str(tmp_path / machine))
        if name == "laptop":
            receive(package, tmp_path / "laptop.sqlite", actor="a")
        work = Session.open(tmp_path / f"{name}.sqlite", reviewer="a")
        before, after = (0, 3) if name == "a" else (5, 0)
        for n in range(before):
            work.run(add_term, list="not_a_number", word=f"丙{n}号令")
        finished = work.run(progress.finish, document=DOCUMENT, layers=("clause",))
        for n in range(after):
            work.run(add_term, list="not_a_number", word=f"丁{n}号令")
        if name == "a":
            # The laptop has said it too by then: that is not taken back with it.
            work.undo(finished.id)
        bundles.append(send(work.store, to="owner", out=tmp_path, actor="a").file)
        work.close()
    store = desk.owner.store
    merge(store, bundles, actor="owner")
    assert store.clashes() == []
    assert same_person(store, "a", "a (2)", actor="owner").clashes == len(store.clashes()) == 1
