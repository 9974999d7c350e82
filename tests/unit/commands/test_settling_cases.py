"""Owns settling a case: what gold says then, what is remembered of it, and what is refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from annotator.commands import curating, planning, project, relations, spans
from annotator.errors import UserError
from annotator.model.annotations import GOLD, Annotation
from annotator.model.curation import Case, Proposal
from annotator.session import Session
from annotator.tagsets import default_tagset
from annotator.tasks.curating import proposing
from annotator.tasks.curating.cases import cases
from tests.building import a_number, suggest
from tests.reviewed import Reviewed, number

NUMBER = "number/quantity"


@pytest.fixture
def made(tmp_path: Path) -> Reviewed:
    """Three who differ by 12件 (value, unit), 约5万元 (place), 3人 (only jia); two of them link it."""
    made = Reviewed(tmp_path, "jia", "yi", "bing")
    document = made.document()
    ends: dict[str, list[str]] = {}
    for who, value, unit in (("jia", "12", "件"), ("yi", "120", "件"), ("bing", "12", "起")):
        ends[who] = [made.words(who, document, NUMBER, "12件", **number(value, unit))]
        ends[who].append(made.words(who, document, NUMBER, "约5万元" if who == "jia" else "5万元"))
    made.words("jia", document, NUMBER, "3人")
    for who in ("jia", "yi"):
        made.relate(who, "part_of", *ends[who])
    for who in made.sessions:
        made.finish(who, document, "number")
    return made


@pytest.fixture
def curator(made: Reviewed) -> Iterator[Session]:
    """The owner, who may write gold."""
    yield Session(made.store, reviewer="owner")


def at(made: Reviewed, start: int) -> Case:
    """The case whose answers begin there."""
    found = [case for case in cases(made.store) if not case.is_relation]
    return next(case for case in found if case.place is not None and case.place[0] == start)


def link(made: Reviewed) -> Case:
    """The case about the relation."""
    return next(case for case in cases(made.store) if case.is_relation)


def gold(session: Session) -> list[Annotation]:
    """The gold of the one document."""
    (document,) = session.store.documents()
    return session.annotations(document.id, GOLD)


def test_taking_an_answer_makes_gold_say_it_and_keeps_what_it_was_made_on(
    made: Reviewed, curator: Session
) -> None:
    why = {"reason": "原文", "note": "看表", "confidence": "0.5"}
    curator.run(curating.decide, case=at(made, 7), proposal=replace(proposing.take(at(made, 7), "yi"), **why))
    (one,) = gold(curator)
    assert (one.features["value"], one.owner, one.verdict, one.machine) == ("120", GOLD, None, None)
    decision = at(made, 7).decision
    assert (decision.choice, decision.taken, decision.reason) == ("curator", ("yi",), "原文")
    assert {source.owner for source in decision.sources} == {"bing", "jia", "yi"}
    assert curator.store.progress(one.document, GOLD).state == "in curation"


def test_field_by_field_from_several(made: Reviewed, curator: Session) -> None:
    case = at(made, 7)
    proposal = proposing.put_together(case, base="jia", fields={"unit_norm": "bing", "value": "yi"})
    curator.run(curating.decide, case=case, proposal=proposal)
    assert gold(curator)[0].features == {"value": "120", "unit_norm": "起"}
    decision = at(made, 7).decision
    assert decision.choice == "edited" and decision.taken == ("bing", "jia", "yi")
    assert decision.fields == {"unit_norm": "bing", "value": "yi"}


def test_the_machines_answer_edits_and_nothing(made: Reviewed, curator: Session) -> None:
    (document,) = curator.store.documents()
    text = curator.store.original(document.id)
    suggest(curator, document.id, [a_number(text, "12件", value="12.5")])
    case = at(made, 7)
    machine = proposing.machine_at(curator.store, case)
    taken = proposing.take_machine(machine, tagset=default_tagset())
    curator.run(curating.decide, case=case, proposal=taken)
    assert gold(curator)[0].features["value"] == "12.5" and at(made, 7).decision.choice == "machine"
    edited = proposing.edited(at(made, 7), label="indicator", fragments=((5, 7),))
    curator.run(curating.decide, case=at(made, 7), proposal=edited)
    assert [(one.label, one.fragments) for one in gold(curator)] == [("indicator", ((5, 7),))]
    curator.run(curating.decide, case=at(made, 7), proposal=proposing.nothing(at(made, 7)))
    assert gold(curator) == [] and at(made, 7).state == "settled"
    assert all(check.is_ok for check in curator.store.check())


def test_a_relation_needs_gold_at_both_ends_and_goes_with_them(made: Reviewed, curator: Session) -> None:
    with pytest.raises(UserError, match=r"curation\.end_undecided"):
        curator.run(curating.decide, case=link(made), proposal=proposing.take(link(made), "jia"))
    decided = [(case, proposing.take(case, "jia")) for case in cases(made.store)]
    curator.run(curating.decide_many, decided=reversed(decided))
    (relation,) = curator.relations(gold(curator)[0].document, GOLD)
    assert {relation.source, relation.target} < {one.id for one in gold(curator)}
    # Another answer at one end: the relation follows.  Nothing there: it goes, and its case is open again.
    end = at(made, 7)
    curator.run(curating.decide, case=end, proposal=proposing.take(end, "yi"))
    assert link(made).state == "settled"
    curator.run(curating.decide, case=at(made, 7), proposal=proposing.nothing(at(made, 7)))
    assert curator.relations(end.document, GOLD) == [] and link(made).state == "open"
    assert all(check.is_ok for check in curator.store.check())
    curator.undo()
    assert link(made).state == "settled" and len(curator.relations(end.document, GOLD)) == 1


def test_a_relation_that_a_new_label_has_no_room_for_goes(made: Reviewed, curator: Session) -> None:
    decided = [(case, proposing.take(case, "jia")) for case in cases(made.store)]
    curator.run(curating.decide_many, decided=decided)
    end = at(made, 7)
    other = proposing.edited(end, label="indicator", fragments=((7, 10),))
    curator.run(curating.decide, case=end, proposal=other)
    assert curator.relations(end.document, GOLD) == [] and link(made).state == "open"
    refused(curator, "relation.wrong_end", link(made), proposing.take(link(made), "jia"))
    assert all(check.is_ok for check in curator.store.check())


def test_a_relation_is_not_led_over_to_gold_whose_label_has_no_room_for_it(tmp_path: Path) -> None:
    made = Reviewed(tmp_path, "jia", "yi")
    document = made.document()
    for who, label in (("jia", "number/indicator"), ("yi", NUMBER)):
        made.words(who, document, label, "12件")
        made.finish(who, document, "number")
    made.settle(document, NUMBER, ((7, 10),), ((16, 18),))
    owner = Session(made.store, reviewer="owner")
    owner.run(relations.relate, label="part_of", source=gold(owner)[0].id, target=gold(owner)[1].id)
    owner.run(curating.decide, case=at(made, 7), proposal=proposing.take(at(made, 7), "jia"))
    assert [one.label for one in gold(owner)] == ["indicator", "quantity"]
    assert owner.relations(document, GOLD) == []
    owner.undo()
    owner.run(curating.decide, case=at(made, 7), proposal=proposing.take(at(made, 7), "yi"))
    (link,) = owner.relations(document, GOLD)
    assert (link.source, link.target) == tuple(one.id for one in gold(owner))


def test_undo_returns_every_record_and_redo_brings_it_back(made: Reviewed, curator: Session) -> None:
    def everything() -> dict[str, Any]:
        kinds = ("annotation", "relation", "decision", "progress")
        return {kind: curator.store.records(kind) for kind in kinds}

    before = everything()
    decided = [(case, proposing.take(case, "jia")) for case in cases(made.store)]
    curator.run(curating.decide_many, decided=decided)
    after = everything()
    curator.undo()
    assert everything() == before
    curator.redo()
    assert everything() == after != before


def refused(session: Session, message: str, case: Case, proposal: Proposal) -> None:
    """Deciding so is refused, and nothing changes."""
    before = session.store.count_actions()
    with pytest.raises(UserError) as caught:
        session.run(curating.decide, case=case, proposal=proposal)
    assert caught.value.message == message
    assert session.store.count_actions() == before


def test_what_is_refused(made: Reviewed, curator: Session) -> None:
    case = at(made, 7)
    take = proposing.take(case, "jia")
    refused(made.sessions["jia"], "curation.needs_curator", case, take)
    refused(curator, "curation.unknown_rule", case, replace(take, rule="none"))
    bad = proposing.edited(case, label="quantity", fragments=((7, 10),), features={"value": "twelve"})
    refused(curator, "feature.not_decimal", case, bad)
    refused(curator, "label.unknown", case, proposing.edited(case, label="none", fragments=((7, 10),)))
    far = proposing.edited(case, label="quantity", fragments=((7, 10**6),))
    refused(curator, "span.outside_text", case, far)
    curator.run(curating.decide, case=case, proposal=take)
    refused(curator, "curation.case_moved", case, take)
    refused(curator, "action.changes_nothing", at(made, 7), take)
    twin = proposing.edited(at(made, 16), label="quantity", fragments=((7, 10),))
    refused(curator, "annotation.twin", at(made, 16), twin)
    # Of all that was wanted there is the one decision that was not refused.
    assert [one.taken for one in made.store.decisions()] == [("jia",)]


def test_gold_that_was_decided_is_not_changed_behind_its_decision(made: Reviewed, curator: Session) -> None:
    decided = [(case, proposing.take(case, "jia")) for case in cases(made.store)]
    curator.run(curating.decide_many, decided=decided)
    one = gold(curator)[0]
    (relation,) = curator.relations(one.document, GOLD)
    for command, arguments in (
        (spans.set_features, {"annotation": one.id, "features": {"value": "1"}}),
        (spans.delete, {"annotation": one.id}),
        (relations.delete, {"relation": relation.id}),
    ):
        with pytest.raises(UserError, match=r"curation\.decided"):
            curator.run(command, **arguments)


def test_a_curated_document_is_locked_for_decisions_and_for_undo(made: Reviewed, curator: Session) -> None:
    (document,) = curator.store.documents()
    with pytest.raises(UserError, match=r"curation\.still_open"):
        curator.run(curating.finish_curation, document=document.id, cases=cases(made.store))
    decided = [(case, proposing.take(case, "jia")) for case in cases(made.store)]
    settled = curator.run(curating.decide_many, decided=decided)
    curator.run(curating.finish_curation, document=document.id, cases=cases(made.store))
    refused(curator, "curation.locked", at(made, 7), proposing.take(at(made, 7), "yi"))
    with pytest.raises(UserError, match=r"curation\.locked"):
        curator.undo(settled.id)
    with pytest.raises(UserError, match=r"curation\.locked"):
        curator.run(curating.reopen, decisions=[at(made, 7).decision.id])
    curator.run(curating.reopen_document, document=document.id)
    curator.run(curating.decide, case=at(made, 7), proposal=proposing.take(at(made, 7), "yi"))


def test_gold_without_a_decision_belongs_to_the_one_case_that_it_is_most_like(tmp_path: Path) -> None:
    made = Reviewed(tmp_path, "jia", "yi")
    document = made.document()
    for who in made.sessions:
        for label in (NUMBER, "number/indicator"):
            made.words(who, document, label, "12件")
        made.finish(who, document, "number")
    for label, place in ((NUMBER, (7, 10)), ("number/indicator", (7, 10)), (NUMBER, (16, 18))):
        made.settle(document, label, (place,))
    owner = Session(made.store, reviewer="owner")
    by_place = {(one.label, one.fragments[0]): one.id for one in gold(owner)}
    ends = by_place["indicator", (7, 10)], by_place["quantity", (16, 18)]
    owner.run(relations.relate, label="same_as", source=ends[0], target=ends[1])
    found = {case.said[0].label: case for case in cases(made.store)}
    assert {label: [one.label for one in case.gold] for label, case in found.items()} == {
        "indicator": ["indicator"],
        "quantity": ["quantity"],
    }
    owner.run(curating.decide, case=found["quantity"], proposal=proposing.take(found["quantity"], "jia"))
    assert sorted(one.label for one in gold(owner)) == ["indicator", "quantity", "quantity"]
    (link,) = owner.relations(document, GOLD)
    assert (link.source, link.target) == ends


def test_a_place_that_all_have_missed(made: Reviewed, curator: Session) -> None:
    (document,) = curator.store.documents()
    where = {"document": document.id, "layer": "number", "label": "quantity", "fragments": ((30, 32),)}
    case = proposing.unseen(cases(made.store), **where)
    proposal = proposing.edited(case, label="quantity", fragments=((30, 32),), features={"value": "7"})
    curator.run(curating.decide, case=case, proposal=proposal)
    assert at(made, 30).state == "settled" and sorted(at(made, 30).answers) == ["bing", "jia", "yi"]
    with pytest.raises(UserError, match=r"curation\.seen"):
        proposing.unseen(cases(made.store), **where)


def test_the_casebook_keeps_rules_that_are_followed(made: Reviewed, curator: Session) -> None:
    rule = curator.run(curating.write_rule, title=" 单位 ", label=NUMBER).changes[0].id
    curator.run(curating.write_rule, title="单位", text="算在内", label=NUMBER, rule=rule)
    take = replace(proposing.take(at(made, 7), "jia"), rule=rule)
    curator.run(curating.decide, case=at(made, 7), proposal=take)
    with pytest.raises(UserError, match=r"curation\.rule_in_use"):
        curator.run(curating.drop_rule, rule=rule, used=1)
    for wrong in ({"title": " "}, {"title": "x", "label": "number/none"}, {"title": "x", "rule": "none"}):
        with pytest.raises(UserError):
            curator.run(curating.write_rule, **wrong)
    other = curator.run(curating.write_rule, title="另一条").changes[0].id
    curator.run(curating.drop_rule, rule=other, used=0)


def test_the_owner_appoints_curators_and_blinds_them(made: Reviewed, curator: Session) -> None:
    jia = made.sessions["jia"]
    for command, arguments in (
        (project.appoint, {"reviewer": "jia", "role": "curator"}),
        (planning.set_blinding, {"is_blind": True}),
    ):
        with pytest.raises(UserError, match=r"project\.not_yours"):
            jia.run(command, **arguments)
        curator.run(command, **arguments)
    jia.run(curating.decide, case=at(made, 7), proposal=proposing.take(at(made, 7), "jia"))
    with pytest.raises(UserError, match=r"project\.role_not_given"):
        curator.run(project.appoint, reviewer="owner", role="curator")
    with pytest.raises(UserError, match=r"project\.role_not_given"):
        curator.run(project.appoint, reviewer="yi", role="owner")
