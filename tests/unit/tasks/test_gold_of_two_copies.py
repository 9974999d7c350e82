"""Owns what becomes of curation on two copies of a project, and of a curator's bundle."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.commands import curating, project
from annotator.commands.merging import Judge
from annotator.errors import UserError
from annotator.model.changes import Action
from annotator.session import Session
from annotator.store import Store
from annotator.tasks.curating.cases import cases
from annotator.tasks.curating.policies import majority, unanimous
from annotator.tasks.curating.proposing import take
from annotator.tasks.curating.settling import settle
from tests.reviewed import Reviewed, planted


@pytest.fixture
def made(tmp_path: Path) -> Reviewed:
    """jia and yi have read one report; cao is a curator."""
    made, _ = planted(tmp_path)
    Session(made.store, reviewer="owner").run(project.appoint, reviewer="cao", role="curator")
    return made


def a_copy(made: Reviewed, path: Path) -> Store:
    """The project on another machine."""
    made.store.back_up(path)
    return Store.open(path, installation="there")


def brought_together(one: Store, other: Store) -> None:
    """Each takes in what the other did."""
    for here, there in ((one, other), (other, one)):
        with here.transaction() as journal:
            journal.absorb(there.actions(), texts={})


def test_equal_decisions_on_two_copies_come_together_without_a_clash(made: Reviewed, tmp_path: Path) -> None:
    other = a_copy(made, tmp_path / "other.sqlite")
    settle(made.store, cases(made.store), unanimous(), actor="owner")
    settle(other, cases(other), unanimous(), actor="cao")
    brought_together(made.store, other)
    for store in (made.store, other):
        assert store.clashes() == [] and len(store.decisions()) == 1
        assert all(check.is_ok for check in store.check())
    assert made.store.records("annotation") == other.records("annotation")
    other.close()


def test_unequal_ones_are_a_listed_clash_on_both_and_never_lost_in_silence(
    made: Reviewed, tmp_path: Path
) -> None:
    other = a_copy(made, tmp_path / "other.sqlite")
    for store, actor, whose in ((made.store, "owner", "jia"), (other, "cao", "yi")):
        case = next(one for one in cases(store) if one.differences == ("value:value",))
        Session(store, reviewer=actor).run(curating.decide, case=case, proposal=take(case, whose))
    brought_together(made.store, other)
    assert len(made.store.clashes()) == 1 and made.store.clashes() == other.clashes()
    assert made.store.decisions() == other.decisions() and len(made.store.decisions()) == 1
    assert all(check.is_ok for store in (made.store, other) for check in store.check())
    other.close()


def test_decisions_made_apart_about_different_places_are_all_kept(made: Reviewed, tmp_path: Path) -> None:
    other = a_copy(made, tmp_path / "other.sqlite")
    for store, actor, kind in ((made.store, "owner", "missing"), (other, "cao", "label")):
        case = next(one for one in cases(store) if one.differences == (kind,))
        Session(store, reviewer=actor).run(curating.decide, case=case, proposal=take(case, "jia"))
    brought_together(made.store, other)
    # Both opened the report for curation, in the same words.
    assert made.store.clashes() == [] and len(made.store.decisions()) == 2
    assert {case.state for case in cases(made.store) if case.decision} == {"settled"}
    assert made.store.decisions() == other.decisions()
    other.close()


def last(store: Store) -> Action:
    """What was done last."""
    return store.actions(limit=1)[0]


def test_a_bundle_may_bring_decisions_of_a_curator_only(made: Reviewed) -> None:
    settle(made.store, cases(made.store), majority(), actor="cao")
    settled = last(made.store)
    Session(made.store, reviewer="cao").run(curating.write_rule, title="单位")
    for action in (settled, last(made.store)):
        for is_curator in (True, False):
            judge = Judge(
                reviewer="cao", is_curator=is_curator, length=lambda one: 34, actor_of=lambda one: None
            )
            if is_curator:
                judge.refuse(action)
            else:
                with pytest.raises(UserError, match=r"merge\.not_theirs"):
                    judge.refuse(action)
    with pytest.raises(UserError, match=r"merge\.no_text"):
        Judge(reviewer="cao", is_curator=True, length=lambda one: None, actor_of=lambda one: None).refuse(
            settled
        )
