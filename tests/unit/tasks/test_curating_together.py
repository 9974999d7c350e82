"""Owns settling many cases: policies and groups, tried before they are done; the casebook; names hidden."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from annotator.commands import curating, planning, progress, spans
from annotator.errors import UserError
from annotator.model.annotations import GOLD
from annotator.model.curation import Case
from annotator.model.exchange import Assignment
from annotator.session import Session
from annotator.tasks.curating.alike import groups, way_named
from annotator.tasks.curating.blinding import Names
from annotator.tasks.curating.casebook import casebook, rule_named, rules
from annotator.tasks.curating.cases import cases, disputed
from annotator.tasks.curating.inside import dropping, finishing
from annotator.tasks.curating.policies import majority, policy_named, trust, unanimous, weighted
from annotator.tasks.curating.progressing import curation_rows
from annotator.tasks.curating.proposing import nothing, take
from annotator.tasks.curating.settling import Settled, settle, simulate
from tests.building import a_number, suggest
from tests.reviewed import Reviewed, number

NUMBER = "number/quantity"


@pytest.fixture
def made(tmp_path: Path) -> Reviewed:
    """12件: all agree · 约5万元: two of three · 3人。: punctuation · 9件: three values · 7人: jia alone."""
    made = Reviewed(tmp_path, "jia", "yi", "bing")
    document = made.document()
    said = {
        "jia": {"12件": "12", "约5万元": "50000", "3人。": "3", "9件": "9", "7人": "7"},
        "yi": {"12件": "12", "5万元": "50000", "3人": "3", "9件": "90"},
        "bing": {"12件": "12", "5万元": "50000", "3人": "3", "9件": "900"},
    }
    for who, places in said.items():
        for words, value in places.items():
            made.words(who, document, NUMBER, words, **number(value, words.strip("。")[-1]))
        made.finish(who, document, "number")
    return made


@pytest.fixture
def owner(made: Reviewed) -> Iterator[Session]:
    yield Session(made.store, reviewer="owner")


def by_place(settled: Settled) -> dict[int, str]:
    """Where a case begins -> what became of it."""
    return {each.case.place[0]: each.status for each in settled.outcomes if each.case.place is not None}


def begin(found: Iterable[Case]) -> list[int]:
    """Where cases begin."""
    return [case.place[0] for case in found if case.place is not None]


def at(made: Reviewed, start: int) -> Case:
    """The case that begins there."""
    return next(case for case in cases(made.store) if case.place is not None and case.place[0] == start)


def test_what_is_simulated_is_what_is_done_as_one_step(made: Reviewed, owner: Session) -> None:
    told = simulate(made.store, cases(made.store), majority(), actor="owner")
    assert by_place(told) == {7: "settled", 11: "settled", 16: "settled", 27: "left", 30: "settled"}
    assert made.store.decisions() == []
    count = made.store.count_actions()
    done = settle(made.store, cases(made.store), majority(), actor="owner")
    assert by_place(done) == by_place(told) and made.store.count_actions() == count + 1
    assert done.counts()["settled"] == 4
    found = {case.place[0]: case for case in cases(made.store) if case.place is not None}
    assert found[7].decision.choice == "unanimous" and found[7].decision.taken == ("bing", "jia", "yi")
    assert found[11].decision.choice == "policy" and found[11].decision.taken == ("bing", "yi")
    assert found[11].decision.policy == "majority least=2" and found[11].decision.confidence == "0.667"
    # Two of three have nothing there: so has gold, and it is decided.
    assert found[30].state == "settled" and found[30].gold == ()
    owner.undo()
    assert made.store.decisions() == []


def test_another_policy_changes_what_policies_made_and_nothing_that_people_did(
    made: Reviewed, owner: Session
) -> None:
    settle(made.store, cases(made.store), majority(), actor="owner")
    owner.run(curating.decide, case=at(made, 27), proposal=take(at(made, 27), "yi"))
    told = simulate(made.store, cases(made.store), trust({"*": "jia"}), actor="owner")
    assert by_place(told) == {11: "changed", 16: "changed", 27: "kept", 30: "changed"}
    assert begin(each.case for each in told.outcomes if each.changes_gold and each.case.gold) == [11, 16]
    settle(made.store, cases(made.store), trust({"*": "jia"}), actor="owner")
    assert at(made, 11).gold[0].fragments == ((11, 15),)
    assert at(made, 27).gold[0].features["value"] == "90"


def test_a_policy_confirms_what_stands_though_something_came_late(made: Reviewed, owner: Session) -> None:
    settle(made.store, cases(made.store), majority(), actor="owner")
    (document,) = made.store.documents()
    jia = made.sessions["jia"]
    jia.run(progress.set_state, document=document.id, state="in progress")
    mine = next(one for one in jia.annotations(document.id) if one.fragments == ((11, 15),))
    jia.run(spans.set_features, annotation=mine.id, features={"value": "5"})
    made.finish("jia", document.id, "number")
    assert begin(case for case in cases(made.store) if case.state == "reopened") == [11]
    done = settle(made.store, cases(made.store), majority(), actor="owner")
    assert by_place(done) == {11: "confirmed", 27: "left"} and at(made, 11).state == "settled"


def test_weights_and_whom_to_trust(made: Reviewed) -> None:
    case = at(made, 27)
    assert weighted({}).propose(case) is None
    proposal = weighted({"jia": Fraction(3)}).propose(case)
    assert proposal.taken == ("jia",) and proposal.policy == "weighted jia=3"
    for trusted in ({NUMBER: "yi"}, {"number": "yi"}, {"*": "yi", NUMBER: "yi"}):
        assert trust(trusted).propose(case).taken == ("yi",)
    assert trust({"clause": "yi"}).propose(case) is None and trust({"*": "ding"}).propose(case) is None
    assert trust({"*": "yi"}).propose(at(made, 30)).contents == ()
    assert unanimous(least=4).propose(at(made, 7)) is None
    for name in ("none", "trust"):
        with pytest.raises(UserError):
            policy_named(name)


def test_cases_of_a_kind_are_settled_alike(made: Reviewed, owner: Session) -> None:
    found = groups(cases(made.store))
    assert [(each.differences, len(each.cases)) for each in found] == [
        (("boundary",), 1),
        (("boundary:punctuation",), 1),
        (("missing",), 1),
        (("value:value",), 1),
    ]
    punctuation = next(each for each in found if each.differences == ("boundary:punctuation",))
    for name, place in (("longest", ((16, 19),)), ("shortest", ((16, 18),)), ("trimmed", ((16, 18),))):
        settle(made.store, punctuation.cases, way_named(name, made.store), actor="owner")
        assert [one.fragments for one in at(made, 16).gold] == [place], name
        assert all(check.is_ok for check in made.store.check())
        owner.undo()
    assert way_named("longest", made.store).propose(at(made, 27)) is None, "as long as one another"
    with pytest.raises(UserError, match=r"curation\.unknown_person"):
        way_named("take:ding", made.store)
    assert way_named("machine", made.store).propose(at(made, 27)) is None
    text = made.store.original(at(made, 27).document)
    suggest(owner, at(made, 27).document, [a_number(text, "9件", value="99")])
    assert way_named("machine", made.store).propose(at(made, 27)).contents[0].features["value"] == "99"
    settle(made.store, [at(made, 30)], way_named("nothing", made.store), actor="owner")
    assert at(made, 30).decision.choice == "nothing"
    with pytest.raises(UserError, match=r"curation\.unknown_way"):
        way_named("none", made.store)


def test_only_curators_settle_and_it_can_be_stopped(made: Reviewed) -> None:
    for actor, wish, message in (
        ("jia", {}, "curation.needs_curator"),
        ("owner", {"cancelled": lambda: True}, "curation.cancelled"),
    ):
        with pytest.raises(UserError) as caught:
            settle(made.store, cases(made.store), majority(), actor=actor, **wish)
        assert caught.value.message == message and made.store.decisions() == []


def test_a_locked_document_is_passed_over_with_its_reason(made: Reviewed, owner: Session) -> None:
    settle(made.store, cases(made.store), unanimous(), actor="owner")
    decided = [(case, take(case, "jia")) for case in cases(made.store) if case.state == "open"]
    owner.run(curating.decide_many, decided=decided)
    (document,) = made.store.documents()
    owner.run(curating.finish_curation, document=document.id, cases=cases(made.store))
    told = settle(made.store, cases(made.store), way_named("nothing", made.store), actor="owner")
    assert {each.status for each in told.outcomes} == {"refused"} and told.action is None
    assert {each.reason.message for each in told.outcomes} == {"curation.locked"}
    (row,) = curation_rows(made.store, cases(made.store))
    assert (row.is_locked, row.cases, row.disputed, row.waiting, row.reopened) == (True, 5, 4, 0, 0)


def test_the_casebook_knows_what_each_rule_settled(made: Reviewed, owner: Session) -> None:
    for title in ("约字", "单位"):
        owner.run(curating.write_rule, title=title)
    rule = rule_named(rules(made.store), "约字")
    told = settle(
        made.store,
        [at(made, 11), at(made, 16)],
        majority(),
        actor="owner",
        told=lambda proposal: replace(proposal, rule=rule.id, reason="同前"),
    )
    assert told.counts()["settled"] == 2
    pages = {page.rule.title: page for page in casebook(made.store)}
    assert len(pages["约字"].decisions) == 2 and pages["单位"].decisions == ()
    owner.run(curating.reopen, decisions=[one.id for one in pages["约字"].decisions])
    assert begin(case for case in disputed(cases(made.store)) if case.state == "reopened") == [11, 16]
    with pytest.raises(UserError, match=r"action\.changes_nothing"):
        owner.run(curating.reopen, decisions=[one.id for one in pages["约字"].decisions])
    with pytest.raises(UserError, match=r"curation\.unknown_rule"):
        rule_named(rules(made.store), "没有")


def test_names_are_hidden_behind_letters_that_stay(made: Reviewed, owner: Session) -> None:
    (document,) = made.store.documents()
    names = Names(made.store)
    assert names.shown(document.id, "jia") == "jia" == names.meant(document.id, "jia")
    plan = [Assignment(document=document.id, reviewer=who) for who in ("bing", "jia", "yi")]
    owner.run(planning.set_plan, assignments=plan, before=[])
    owner.run(planning.set_blinding, is_blind=True, seed=5)
    names = Names(made.store)
    letters = {who: names.shown(document.id, who) for who in made.sessions}
    assert sorted(letters.values()) == ["A", "B", "C"] and names.are_hidden
    assert {names.meant(document.id, letter): letter for letter in letters.values()} == letters
    with pytest.raises(UserError, match=r"curation\.no_answer"):
        names.meant(document.id, "jia")
    # Somebody whom the plan does not know comes late: nobody's letter changes.
    late = Session(made.store, reviewer="an")
    late.run(progress.finish, document=document.id, layers=["number"])
    assert {who: Names(made.store).shown(document.id, who) for who in made.sessions} == letters
    assert Names(made.store).shown(document.id, "an") == "D"
    drawn = set()
    for seed in range(8):
        owner.run(planning.set_blinding, is_blind=True, seed=seed)
        drawn.add(tuple(Names(made.store).shown(document.id, who) for who in made.sessions))
    assert len(drawn) > 1
    owner.run(planning.set_blinding, is_blind=False, seed=0)
    assert not Names(made.store).are_hidden


def test_nothing_is_nothing_to_all(made: Reviewed, owner: Session) -> None:
    owner.run(curating.decide, case=at(made, 30), proposal=nothing(at(made, 30)))
    assert at(made, 30).state == "settled" and at(made, 30).decision.taken == ()


def test_a_step_that_hangs_on_all_cases_sees_what_came_since_one_looked(
    made: Reviewed, owner: Session
) -> None:
    (document,) = made.store.documents()
    decided = [(case, take(case, "jia")) for case in cases(made.store)]
    owner.run(curating.decide_many, decided=decided)
    rule = owner.run(curating.write_rule, title="单位算在内").changes[0].id
    finish, drop = finishing(made.store), dropping(made.store)
    owner.run(curating.reopen, decisions=[at(made, 7).decision.id])
    with pytest.raises(UserError, match=r"curation\.still_open"):
        owner.run(finish, document=document.id)
    owner.run(curating.decide, case=at(made, 7), proposal=replace(take(at(made, 7), "jia"), rule=rule))
    with pytest.raises(UserError, match=r"curation\.rule_in_use"):
        owner.run(drop, rule=rule)
    owner.run(finish, document=document.id)
    assert made.store.progress(document.id, GOLD).state == "curated"
