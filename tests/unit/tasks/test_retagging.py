"""Owns changing a project's tagset step by step, and bundles that were made with an earlier one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from annotator.commands import documents, progress, relations, retagging, spans
from annotator.errors import UserError
from annotator.model.relabelling import StepKind, TagsetStep, relabelled
from annotator.model.tagsets import Tagset
from annotator.session import Session
from annotator.tagsets import parse_tagset
from annotator.tasks.merging import MergeOutcome, merge, unmerge
from annotator.tasks.planning import plan, wish_for
from annotator.tasks.receiving import receive
from annotator.tasks.retagging import history, retag
from annotator.tasks.sending import send
from tests.building import a_document, new_store

DOCUMENT = a_document()[0].id


def a_tagset(
    version: str,
    *,
    labels: dict[str, dict[str, str]],
    relation: str = "same",
    layer: str = "clause",
    options: tuple[str, ...] = ("done", "planned"),
) -> Tagset:
    """A tagset of one layer: label -> its features with their types."""
    lines = ['id = "small"', f'version = "{version}"', 'name = { zh = "小", en = "small" }', "[[layer]]"]
    lines += [f'id = "{layer}"', 'name = { zh = "层", en = "layer" }']
    for label, features in labels.items():
        lines += ["[[layer.label]]", f'id = "{label}"', 'name = { zh = "标签", en = "label" }']
        for feature, kind in features.items():
            lines += ["[[layer.label.feature]]", f'id = "{feature}"', 'name = { zh = "项", en = "feature" }']
            lines.append(f'type = "{kind}"')
            if kind in ("choice", "choices"):
                words = ", ".join(f'{{ id = "{o}", name = {{ zh = "选", en = "o" }} }}' for o in options)
                lines.append(f"options = [{words}]")
    ends = ", ".join(f'"{layer}/{label}"' for label in labels)
    lines += ["[[relation]]", f'id = "{relation}"', 'name = { zh = "同", en = "same" }']
    lines += [f"from = [{ends}]", f"to = [{ends}]"]
    return parse_tagset("\n".join(lines) + "\n", name=version)


STATUS = {"status": "choice", "times": "choices", "who": "text"}
FIRST = a_tagset("1", labels={"measure": STATUS, "award": {"who": "text"}, "plan": {}})


def step(kind: StepKind, path: str, to: str = "") -> TagsetStep:
    return TagsetStep(kind=kind, path=path, to=to)


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The owner's project and a's work project, made with the first tagset."""

    owner: Session
    work: Session
    folder: Path

    def tag(self, label: str, start: int, *, session: Session | None = None, **features: Any) -> str:
        """Tag five letters; a does unless told otherwise."""
        place = {"document": DOCUMENT, "layer": "clause", "label": label, "fragments": [[start, start + 5]]}
        done = (session or self.work).run(spans.tag, **place, features=features)
        return str(done.changes[-1].id)

    def merged(self) -> MergeOutcome:
        """Let a send, and the owner merge."""
        bundle = send(self.work.store, to="owner", out=self.folder, actor="a").file
        (outcome,) = merge(self.owner.store, [bundle], actor="owner").outcomes
        assert [check for check in self.owner.store.check() if not check.is_ok] == []
        return outcome

    def retag(self, tagset: Tagset, *steps: TagsetStep) -> None:
        """Let the owner change the tagset."""
        retag(self.owner.store, tagset, steps=steps, actor="owner")
        assert [check for check in self.owner.store.check() if not check.is_ok] == []

    def said(self, annotation: str) -> tuple[str, dict[str, Any]] | None:
        """Label and features as the owner sees them."""
        found = self.owner.store.annotation(annotation)
        return (f"{found.layer}/{found.label}", dict(found.features)) if found else None


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """a has received the report and done nothing yet."""
    owner = Session(new_store(tmp_path / "project.sqlite", tagset=FIRST), reviewer="owner")
    owner.run(documents.add, documents=[a_document()])
    plan(owner.store, wish_for("a"), actor="owner")
    package = send(owner.store, to="a", out=tmp_path, actor="owner").file
    receive(package, tmp_path / "a.sqlite", actor="a")
    made = Desk(owner=owner, work=Session.open(tmp_path / "a.sqlite", reviewer="a"), folder=tmp_path)
    yield made
    made.work.close()
    owner.close()


RENAMED = a_tagset("2", labels={"action": STATUS, "award": {"who": "text"}, "plan": {}})


@pytest.mark.parametrize("is_merged_first", [True, False])
def test_a_renamed_label_is_read_so_whenever_the_bundle_comes(desk: Desk, is_merged_first: bool) -> None:
    tagged = desk.tag("measure", 1, status="done")
    own = desk.tag("measure", 9, session=desk.owner)
    if is_merged_first:
        desk.merged()
    desk.retag(RENAMED, step("rename", "clause/measure", "action"))
    if not is_merged_first:
        assert desk.merged().refused == ()
    assert desk.said(tagged) == ("clause/action", {"status": "done"})
    assert desk.said(own) == ("clause/action", {})
    # The owner goes on with what is read so, and so does a with the old name.
    desk.owner.run(spans.delete, annotation=own)
    desk.work.run(spans.resize, annotation=tagged, fragments=[(1, 4)])
    outcome = desk.merged()
    assert (outcome.clashes, outcome.refused) == (0, ())
    assert desk.said(tagged) == ("clause/action", {"status": "done"})
    assert desk.said(own) is None


def test_several_changes_are_taken_one_after_the_other(desk: Desk) -> None:
    tagged = desk.tag("measure", 1, status="planned", times=["done", "planned"], who="甲")
    award = desk.tag("award", 7, who="乙")
    desk.work.run(relations.relate, label="same", source=tagged, target=award)
    desk.work.run(progress.set_finished, document=DOCUMENT, layer="clause", starts=[-1])
    desk.retag(RENAMED, step("rename", "clause/measure", "action"))
    third = a_tagset("3", labels={"action": {**STATUS, "body": "text"}, "plan": {}}, options=("done",))
    with pytest.raises(UserError, match=r"tagset\.no_end"):
        desk.retag(third, step("rename", "clause/award", "action"))
    third = a_tagset(
        "3",
        labels={"action": {"status": "choice", "times": "choices", "body": "text"}, "plan": {}},
        options=("done",),
        relation="equal",
        layer="part",
    )
    desk.retag(
        third,
        step("rename", "clause/action/who", "body"),
        step("rename", "clause/award/who", "body"),
        step("merge", "clause/award", "action"),
        step("merge", "clause/action/status/planned", "done"),
        step("merge", "clause/action/times/planned", "done"),
        step("rename", "clause", "part"),
        step("rename", "relation:same", "equal"),
    )
    outcome = desk.merged()
    assert (outcome.clashes, outcome.refused) == (0, ())
    assert desk.said(tagged) == ("part/action", {"status": "done", "times": ["done"], "body": "甲"})
    assert desk.said(award) == ("part/action", {"body": "乙"})
    assert [each.label for each in desk.owner.store.relations(DOCUMENT)] == ["equal"]
    assert desk.owner.store.progress(DOCUMENT, "a").finished == {"part": (-1,)}
    assert [change.version for change in history(desk.owner.store)] == ["2", "3"]


def test_a_bundle_is_refused_naming_the_step_it_cannot_take(desk: Desk) -> None:
    kept = desk.tag("plan", 1)
    gone = desk.tag("award", 7, who="乙")
    desk.retag(a_tagset("2", labels={"measure": STATUS, "plan": {}}))
    before = desk.owner.store.count_actions()
    outcome = desk.merged()
    reasons = {refusal.message: refusal.values for _, refusal in outcome.refused}
    assert reasons.keys() == {"merge.tagset_step", "merge.with_the_rest"}
    assert reasons["merge.tagset_step"]["step"] == "retire clause/award"
    assert len(outcome.refused) == len(desk.work.history())
    assert desk.owner.store.count_actions() == before
    # What was taken back does not count.
    desk.work.run(spans.delete, annotation=gone)
    assert desk.merged().refused == ()
    assert desk.said(kept) == ("clause/plan", {})


@pytest.mark.parametrize(
    ("features", "tagset", "words"),
    [
        ({"who": "甲"}, {"measure": {"status": "choice", "times": "choices"}}, "retire clause/measure/who"),
        ({"who": "甲"}, {"measure": {**STATUS, "who": "decimal"}}, "retype clause/measure/who"),
        ({"status": "planned"}, {"measure": STATUS}, "retire clause/measure/status/planned"),
    ],
)
def test_a_feature_that_has_no_place_any_more_is_such_a_step(
    desk: Desk, features: dict[str, str], tagset: dict[str, dict[str, str]], words: str
) -> None:
    desk.tag("measure", 1, **features)
    labels = {**tagset, "award": {"who": "text"}, "plan": {}}
    desk.retag(a_tagset("2", labels=labels, options=("done",)))
    (reason,) = {r.values["step"] for _, r in desk.merged().refused if r.message == "merge.tagset_step"}
    assert reason == words


def test_a_tagset_that_the_projects_does_not_come_from_is_refused(desk: Desk) -> None:
    desk.tag("plan", 1)
    desk.owner.run(retagging.set_tagset, tagset=RENAMED)
    package = send(desk.owner.store, to="a", out=desk.folder, actor="owner").file
    desk.owner.undo()
    path = desk.folder / "again.sqlite"
    receive(package, path, actor="a")
    work = Session.open(path, reviewer="a")
    place = {"document": DOCUMENT, "layer": "clause", "label": "action", "fragments": [[1, 3]]}
    work.run(spans.tag, **place)
    bundle = send(work.store, to="owner", out=desk.folder, actor="a").file
    work.close()
    (outcome,) = merge(desk.owner.store, [bundle], actor="owner").outcomes
    assert "merge.unknown_tagset" in {refusal.message for _, refusal in outcome.refused}


def test_what_is_used_cannot_be_retired_and_a_dry_run_tells_it(desk: Desk) -> None:
    tagged = desk.tag("award", 7, session=desk.owner)
    second = a_tagset("2", labels={"measure": STATUS, "plan": {}})
    with pytest.raises(UserError, match=r"tagset\.in_use") as caught:
        desk.retag(second)
    assert caught.value.values["step"] == "retire clause/award"
    merged_into = step("merge", "clause/award", "measure")
    tried = retag(desk.owner.store, second, steps=[merged_into], actor="owner", is_dry_run=True)
    assert tried.changed == {"annotation": 1}
    assert history(desk.owner.store) == ()
    desk.retag(second, merged_into)
    assert desk.said(tagged) == ("clause/measure", {})
    with pytest.raises(UserError, match=r"action\.changes_nothing"):
        desk.retag(second)
    # Undo stops at the change of the tagset; an older step, named by its id, has been read anew since.
    with pytest.raises(UserError, match=r"undo\.barrier\.retag"):
        desk.owner.undo()
    (older,) = [action for action in desk.owner.history() if action.verb == "tag"]
    with pytest.raises(UserError, match=r"undo\.read_anew"):
        desk.owner.undo(older.id)


def test_only_the_owner_changes_the_tagset_and_only_from_what_is_there(desk: Desk) -> None:
    with pytest.raises(UserError, match=r"project\.not_yours"):
        retag(desk.owner.store, RENAMED, steps=[], actor="b")
    for wrong in (
        step("rename", "clause/nothing", "action"),
        step("retire", "clause/plan"),
        step("rename", "clause/plan/who", "whom"),
    ):
        with pytest.raises(UserError, match=r"tagset\.no_start"):
            desk.retag(RENAMED, wrong)
    for wrong in (step("rename", "clause/measure", "award"), step("merge", "clause/measure", "action")):
        with pytest.raises(UserError, match=r"tagset\.no_end"):
            desk.retag(RENAMED, wrong)


def test_a_work_project_reads_its_own_work_with_a_newer_package(desk: Desk) -> None:
    tagged = desk.tag("measure", 1)
    desk.retag(RENAMED, step("rename", "clause/measure", "action"))
    package = send(desk.owner.store, to="a", out=desk.folder, actor="owner").file
    receive(package, desk.work.path, actor="a")
    assert [each.label for each in desk.work.annotations(DOCUMENT)] == ["action"]
    assert [check for check in desk.work.store.check() if not check.is_ok] == []
    other = Session.open(desk.work.path, reviewer="a")
    place = {"document": DOCUMENT, "layer": "clause", "label": "action", "fragments": [[9, 12]]}
    newer = str(other.run(spans.tag, **place).changes[-1].id)
    other.run(spans.resize, annotation=tagged, fragments=[(1, 4)])
    other.close()
    outcome = desk.merged()
    assert (outcome.clashes, outcome.refused) == (0, ())
    assert desk.said(tagged) == desk.said(newer) == ("clause/action", {})


def test_unmerging_after_a_change_takes_the_bundle_back_whole(desk: Desk) -> None:
    tagged = desk.tag("measure", 1)
    bundle = desk.merged().bundle or ""
    desk.retag(RENAMED, step("rename", "clause/measure", "action"))
    unmerge(desk.owner.store, bundle, actor="owner")
    assert desk.said(tagged) is None
    assert desk.owner.store.clashes() == []
    desk.merged()
    assert desk.said(tagged) == ("clause/action", {})


def test_a_step_leaves_alone_what_it_does_not_name() -> None:
    image = {"layer": "clause", "label": "plan", "features": {"who": "measure"}}
    steps = [step("rename", "clause/measure", "action"), step("rename", "clause/measure/who", "whom")]
    assert relabelled("annotation", image, steps) == image
    assert relabelled("relation", {"label": "clause"}, [step("rename", "clause", "part")]) == {
        "label": "clause"
    }
