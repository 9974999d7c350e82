"""Laws of curation: policies know no names, unanimity changes nothing, decisions outlive what comes late,
undo returns the state, and nothing that was said is lost."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.agreement.spans import Span
from annotator.commands import curating, documents, progress, spans
from annotator.errors import UserError
from annotator.model.annotations import GOLD, Annotation
from annotator.model.curation import Case, content_of
from annotator.session import Session
from annotator.store import Store
from annotator.tagsets import default_tagset
from annotator.tasks.curating.cases import cases
from annotator.tasks.curating.differing import differences, told
from annotator.tasks.curating.grouping import together
from annotator.tasks.curating.policies import Policy, majority, trust, unanimous, weighted
from annotator.tasks.curating.proposing import nothing, take
from annotator.tasks.curating.settling import settle, simulate
from tests.building import TEXT, a_document, new_store
from tests.laws.working import REFUSALS, one_step

PEOPLE = ("jia", "yi", "bing", "ding")
PLACES = ((0, 2), (0, 3), (1, 3), (4, 6))
ANSWER = st.builds(
    lambda place, label, value: (place, label, value),
    st.sampled_from(PLACES),
    st.sampled_from(("quantity", "indicator")),
    st.sampled_from(("1", "1.0", "2", "")),
)
ANSWERS = st.lists(st.lists(ANSWER, max_size=2, unique=True), min_size=1, max_size=4)


def a_case(said: Mapping[str, list[tuple[tuple[int, int], str, str]]]) -> Case:
    """A case of these answers, by owner."""
    answers = {
        owner: tuple(
            Annotation(
                id=f"{owner}-{n}",
                document="d",
                owner=owner,
                layer="number",
                label=label,
                fragments=(place,),
                features={"value": value} if value else {},
            )
            for n, (place, label, value) in enumerate(sorted(each))
        )
        for owner, each in said.items()
    }
    how = differences(answers, tagset=default_tagset(), text=lambda: TEXT)
    return Case(key="k", document="d", layer="number", answers=answers, differences=how)


def outcome(policy: Policy, case: Case) -> Any:
    """What a policy makes of a case."""
    proposal = policy.propose(case)
    return proposal and (proposal.choice, proposal.contents, len(proposal.taken), proposal.confidence)


@given(ANSWERS, st.permutations(PEOPLE), st.permutations(range(4)), st.integers(1, 3))
def test_policies_do_not_know_who_is_who_nor_in_what_order(
    said: list[Any], names: list[str], order: list[int], least: int
) -> None:
    case = a_case(dict(zip(PEOPLE, said, strict=False)))
    known = list(zip(names, said, strict=False))
    other = a_case(dict(known[n] for n in order if n < len(known)))
    for policy in (unanimous(least=least), majority(least=least), weighted({})):
        assert outcome(policy, case) == outcome(policy, other)
    weights = {one: Fraction(n + 1) for n, one in enumerate(PEOPLE)}
    moved = {name: weights[one] for one, name in zip(PEOPLE, names, strict=True)}
    assert outcome(weighted(weights), case) == outcome(weighted(moved), other)


@given(ANSWERS, st.integers(1, 3))
def test_what_a_policy_proposes_is_what_those_say_whose_answer_it_is(said: list[Any], least: int) -> None:
    case = a_case(dict(zip(PEOPLE, said, strict=False)))
    for policy in (unanimous(least=least), majority(least=least), weighted({}), trust({"*": "yi"})):
        proposal = policy.propose(case)
        if proposal is None:
            continue
        assert proposal.taken and len(proposal.taken) >= 1
        for owner in proposal.taken:
            assert len(proposal.contents) == len(case.answers[owner])
        forms = {tuple(content_of(one).hash for one in case.answers[owner]) for owner in proposal.taken}
        assert tuple(content.hash for content in proposal.contents) in forms
    proposal = unanimous(least=least).propose(case)
    assert (proposal is not None) == (not case.is_disputed and len(case.answers) >= least)


@given(ANSWERS)
def test_a_case_is_disputed_exactly_when_two_say_something_else(said: list[Any]) -> None:
    case = a_case(dict(zip(PEOPLE, said, strict=False)))
    if not case.said:
        return
    assert case.is_disputed == (len({told(answers) for answers in case.answers.values()}) > 1)


SPANS = st.lists(st.lists(ANSWER, max_size=5), min_size=1, max_size=4)


@given(SPANS, st.permutations(range(4)))
def test_every_answer_is_in_one_group_and_the_order_does_not_matter(
    said: list[Any], order: list[int]
) -> None:
    by_owner = {
        owner: [
            Span(fragments=(place,), label=label, ref=f"{owner}-{n}")
            for n, (place, label, _) in enumerate(mine)
        ]
        for owner, mine in zip(PEOPLE, said, strict=False)
    }
    groups = together(by_owner)
    counted = Counter(span.ref for group in groups for mine in group.values() for span in mine)
    assert counted == Counter(span.ref for mine in by_owner.values() for span in mine)
    owners = [owner for n in order for owner in [PEOPLE[n]] if owner in by_owner]
    again = together({owner: list(reversed(by_owner[owner])) for owner in owners})

    def refs(found: list[dict[str, list[Span]]]) -> set[frozenset[str]]:
        return {frozenset(span.ref for mine in group.values() for span in mine) for group in found}

    assert refs(groups) == refs(again)


VERBS = ("tag", "resize", "delete", "relate", "undo")
WORK = st.lists(
    st.tuples(st.sampled_from(("jia", "yi", "bing")), st.sampled_from(VERBS), st.integers(0, 6)), max_size=12
)
DECISIONS = st.lists(st.tuples(st.sampled_from(("take", "nothing", "policy")), st.integers(0, 9)), max_size=4)


def do(session: Session, verb: str, n: int) -> None:
    """One step that may be refused; what was declared complete stays so."""
    last = session.store.last_undoable(session.reviewer)
    if verb == "undo" and (last is None or last.verb == "set_finished"):
        return
    try:
        one_step(session, verb, n)
    except UserError as refusal:
        assert refusal.message in REFUSALS, refusal.message


def decide(store: Store, owner: Session, how: str, n: int) -> None:
    """One decision, by hand or by a policy."""
    found = cases(store)
    if how == "policy":
        settle(store, found, majority(), actor="owner")
    elif found:
        case = found[n % len(found)]
        try:
            # Where nobody answers any more there is nothing to take.
            is_bare = how == "nothing" or not case.answers
            proposal = nothing(case) if is_bare else take(case, sorted(case.answers)[0])
            owner.run(curating.decide, case=case, proposal=proposal)
        except UserError as refusal:
            assert refusal.message in ("curation.end_undecided", "action.changes_nothing", "annotation.twin")


def gold_and_decisions(store: Store) -> tuple[list[Any], list[Any]]:
    """What curators have made."""
    gold = [one for kind in ("annotation", "relation") for one in store.records(kind) if one["owner"] == GOLD]
    return gold, store.records("decision")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(WORK, DECISIONS, WORK, DECISIONS)
def test_decisions_outlive_what_comes_late_and_undo_returns_the_state(
    work: list[Any], decided: list[Any], late: list[Any], again: list[Any]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = new_store(Path(folder) / "p.sqlite")
        people = {name: Session(store, reviewer=name) for name in ("jia", "yi", "bing", "owner")}
        people["owner"].run(documents.add, documents=[a_document()])
        document = a_document()[0].id
        for name in ("jia", "yi", "bing"):
            starts = {"document": document, "layer": "clause", "starts": [-1]}
            people[name].run(progress.set_finished, **starts)
        for name, verb, n in work:
            do(people[name], verb, n)
        for how, n in decided:
            decide(store, people["owner"], how, n)
        made = gold_and_decisions(store)
        for name, verb, n in late:
            do(people[name], verb, n)
        # What reviewers do later changes nothing of what curators made.
        assert gold_and_decisions(store) == made
        found = cases(store)
        said = Counter(one.id for case in found for one in case.said)
        there = [one.id for one in store.annotations(document) if one.owner != GOLD]
        there += [one.id for one in store.relations(document) if one.owner != GOLD]
        assert said == Counter(there), "everything said is in one case"
        assert {each.id for case in found for each in case.decisions} == {each["id"] for each in made[1]}
        assert len({case.key for case in found}) == len(found)
        simulated = simulate(store, found, majority(), actor="owner").outcomes
        assert gold_and_decisions(store) == made
        for how, n in again:
            before = gold_and_decisions(store)
            count = store.count_actions()
            decide(store, people["owner"], how, n)
            if store.count_actions() > count:
                people["owner"].undo()
                assert gold_and_decisions(store) == before
                people["owner"].redo()
        if again and again[0][0] == "policy" and len(again) == 1:
            done = {each.case.key for each in simulated if each.is_done}
            assert all(case.state == "settled" for case in cases(store) if case.key in done)
        assert all(check.is_ok for check in store.check())
        store.close()


@settings(max_examples=25, deadline=None)
@given(WORK, DECISIONS)
def test_tags_of_others_never_move_a_case_that_they_do_not_touch(work: list[Any], decided: list[Any]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = new_store(Path(folder) / "p.sqlite")
        people = {name: Session(store, reviewer=name) for name in ("jia", "yi", "bing", "owner")}
        people["owner"].run(documents.add, documents=[a_document()])
        document = a_document()[0].id
        for name in ("jia", "yi", "bing"):
            people[name].run(progress.set_finished, document=document, layer="clause", starts=[-1])
        for name, verb, n in work:
            do(people[name], verb, n)
        for how, n in decided:
            decide(store, people["owner"], how, n)
        before = {case.key: case for case in cases(store)}
        place = {"document": document, "layer": "clause", "label": "award", "fragments": [(40, 44)]}
        people["jia"].run(spans.tag, **place)
        after = {case.key: case for case in cases(store)}
        assert {key: after[key] for key in before} == before and len(after) == len(before) + 1
        store.close()
