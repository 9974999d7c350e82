"""Owns what belongs together as a case, how the answers of one differ, and what a case remembers."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.commands import curating, progress, spans
from annotator.commands.planning import set_blinding
from annotator.errors import UserError
from annotator.model.curation import Case
from annotator.session import Session
from annotator.tasks.acting import perform
from annotator.tasks.curating.blinding import Names
from annotator.tasks.curating.cases import cases, disputed
from annotator.tasks.curating.policies import majority, trust, unanimous, weighted
from annotator.tasks.curating.proposing import take
from annotator.tasks.curating.settling import settle
from tests.reviewed import FIRST, SECOND, Reviewed, number

NUMBER = "number/quantity"


@pytest.fixture
def made(tmp_path: Path) -> Reviewed:
    return Reviewed(tmp_path, "jia", "yi", "bing")


def of(made: Reviewed, words: str = "") -> Case:
    """The one case, or the one that lies on these words."""
    found = cases(made.store)
    text = made.store.original(found[0].document)
    chosen = [case for case in found if not words or (case.place and words in text[slice(*case.place)])]
    assert len(chosen) == 1, [case.place for case in found]
    return chosen[0]


def all_say(made: Reviewed, words: str, **features: str) -> str:
    """A document of which all three say the same of these words, and declare the layer complete."""
    document = made.document()
    for who in made.sessions:
        made.words(who, document, NUMBER, words, **features)
        made.finish(who, document, "number")
    return document


@pytest.mark.parametrize(
    ("mine", "theirs", "expected"),
    [
        ({"words": "12件"}, {"words": "12件"}, ()),
        ({"words": "12件"}, None, ("missing",)),
        ({"words": "5万元"}, {"words": "约5万元"}, ("boundary",)),
        ({"words": "12件，"}, {"words": "12件"}, ("boundary:punctuation",)),
        ({"words": "12", "unit": "件"}, {"words": "12件", "unit": "件"}, ("boundary:unit",)),
        ({"words": "12件", "label": "number/indicator"}, {"words": "12件"}, ("label",)),
        ({"words": "12件", "value": "12"}, {"words": "12件", "value": "120"}, ("value:value",)),
        ({"words": "12件", "value": "12.0"}, {"words": "12件", "value": "12"}, ()),
        ({"words": "12件", "unit": "件"}, {"words": "12件"}, ("value:unit",)),
        ({"words": "12件", "period": "全年"}, {"words": "12件"}, ("feature:period",)),
        ({"words": "12件", "reason": "value"}, {"words": "12件"}, ()),
        (
            {"words": "12件，", "value": "1"},
            {"words": "12件", "value": "2"},
            ("boundary:punctuation", "value:value"),
        ),
    ],
)
def test_how_two_answers_differ(
    made: Reviewed, mine: dict[str, str], theirs: dict[str, str] | None, expected: tuple[str, ...]
) -> None:
    document = made.document()
    for who, said in (("jia", mine), ("yi", theirs)):
        if said is not None:
            features = {key: value for key, value in said.items() if key not in ("words", "label")}
            made.words(who, document, said.get("label", NUMBER), said["words"], **features)
        made.finish(who, document, "number")
    case = of(made)
    assert case.differences == expected and case.is_disputed == bool(expected)
    assert sorted(case.answers) == ["jia", "yi"] and case.state == "open"
    assert bool(case.answers["yi"]) == (theirs is not None)


def test_what_somebody_says_again_is_no_answer_and_takes_no_letter(tmp_path: Path) -> None:
    made = Reviewed(tmp_path, "jia", "yi", "jia#2")
    document = made.document()
    for who in ("jia", "yi"):
        made.words(who, document, NUMBER, "12件", value="12")
    made.words("jia#2", document, NUMBER, "12件", value="21")
    made.words("jia#2", document, NUMBER, "9件", value="9")
    for who in made.sessions:
        made.finish(who, document, "number")
    case = of(made)
    assert sorted(case.answers) == ["jia", "yi"] and not case.is_disputed
    perform(made.store, set_blinding, actor="owner", is_blind=True, seed=1)
    assert {Names(made.store).shown(document, who) for who in ("jia", "yi")} == {"A", "B"}


def test_only_who_declared_the_part_complete_is_asked(made: Reviewed) -> None:
    document = made.document()
    made.words("jia", document, NUMBER, "12件")
    made.words("jia", document, NUMBER, "9件")
    made.words("yi", document, NUMBER, "9件")
    made.words("bing", document, NUMBER, "12件")
    made.finish("jia", document, "number")
    made.finish_sections("yi", document, "number", SECOND)
    first, second = cases(made.store)
    assert sorted(first.answers) == ["jia"] and sorted(second.answers) == ["jia", "yi"]
    made.finish_sections("bing", document, "number", FIRST)
    assert sorted(of(made, "12件").answers) == ["bing", "jia"]


def test_stacked_spans_stay_apart_by_their_labels(made: Reviewed) -> None:
    document = made.document()
    for who in ("jia", "yi"):
        for label in (NUMBER, "number/indicator"):
            made.words(who, document, label, "12件")
    made.words("bing", document, "number/indicator", "12件")
    for who in made.sessions:
        made.finish(who, document, "number")
    found = {case.said[0].label: case for case in cases(made.store)}
    assert found["indicator"].differences == () and found["quantity"].differences == ("missing",)


def test_a_rejected_suggestion_is_no_answer_and_headings_are_told_by_where_they_begin(
    made: Reviewed,
) -> None:
    document = made.document()
    made.tag("jia", document, "section/achievements", (0, 4))
    made.tag("yi", document, "section/achievements", (0, 3))
    made.tag("bing", document, "section/next_year", (0, 4))
    for who in made.sessions:
        made.finish(who, document, "section")
    assert of(made).differences == ("label",)


def test_relations_are_cases_of_their_own_between_the_cases_they_link(made: Reviewed) -> None:
    document = made.document()
    for who in made.sessions:
        ends = [made.words(who, document, NUMBER, words) for words in ("12件", "3人")]
        if who != "bing":
            made.relate(who, "part_of" if who == "jia" else "same_as", *ends)
        made.finish(who, document, "number")
    (relation,) = [case for case in cases(made.store) if case.is_relation]
    assert relation.differences == ("relation:label", "relation:missing")
    assert relation.source.place == (7, 10) and relation.target.place == (16, 18)
    assert {owner: len(said) for owner, said in relation.answers.items()} == {"bing": 0, "jia": 1, "yi": 1}


def test_a_late_answer_that_agrees_with_gold_opens_nothing_and_another_one_does(made: Reviewed) -> None:
    document = made.document()
    for who in ("jia", "yi"):
        made.words(who, document, NUMBER, "12件", **number("12", "件"))
        made.finish(who, document, "number")
    owner = Session(made.store, reviewer="owner")
    owner.run(curating.decide, case=of(made), proposal=take(of(made), "jia"))
    assert of(made).state == "settled" and disputed(cases(made.store)) == []
    late = made.words("bing", document, NUMBER, "12件", **number("12", "件"))
    made.finish("bing", document, "number")
    assert of(made).state == "settled" and sorted(of(made).answers) == ["bing", "jia", "yi"]
    bing = made.sessions["bing"]
    bing.run(progress.set_state, document=document, state="in progress")
    bing.run(spans.set_features, annotation=late, features={"value": "13"})
    bing.run(progress.set_state, document=document, state="finished")
    after = of(made)
    assert after.state == "reopened" and disputed(cases(made.store)) == [after]
    assert after.gold[0].features["value"] == "12" and after.decision.taken == ("jia",)


def test_a_number_that_is_only_written_otherwise_opens_nothing_and_changes_no_gold(made: Reviewed) -> None:
    document = made.document()
    for who, value in (("jia", "12"), ("yi", "12.0")):
        made.words(who, document, NUMBER, "12件", value=value)
        made.finish(who, document, "number")
    settle(made.store, disputed(cases(made.store)) + cases(made.store), unanimous(), actor="owner")
    (gold,) = of(made).gold
    made.words("bing", document, NUMBER, "12件", value="12.00")
    made.finish("bing", document, "number")
    assert of(made).state == "settled"
    assert settle(made.store, cases(made.store), unanimous(), actor="owner").action is None
    assert of(made).gold == (gold,)


def test_a_decision_outlives_the_answers_it_was_made_on(made: Reviewed) -> None:
    document = all_say(made, "12件", **number("12", "件"))
    owner = Session(made.store, reviewer="owner")
    owner.run(curating.decide, case=of(made), proposal=take(of(made), "jia"))
    for who, session in made.sessions.items():
        session.run(progress.set_state, document=document, state="in progress")
        session.run(spans.delete, annotation=session.annotations(document)[0].id)
        made.finish(who, document, "number")
    case = of(made)
    assert case.state == "reopened" and case.said == () and case.gold[0].features["value"] == "12"
    assert case.place == (7, 10)


def test_where_nobody_declares_anything_any_more_no_policy_touches_gold(made: Reviewed) -> None:
    document = all_say(made, "12件", **number("12", "件"))
    settle(made.store, cases(made.store), unanimous(), actor="owner")
    for session in made.sessions.values():
        session.run(progress.set_state, document=document, state="in progress")
        session.run(progress.set_finished, document=document, layer="number", starts=())
    case = of(made)
    assert case.state == "reopened" and case.answers == {}
    for policy in (unanimous(), unanimous(least=1), majority(), weighted({}), trust({"*": "jia"})):
        settle(made.store, cases(made.store), policy, actor="owner")
        assert [one.features["value"] for one in of(made).gold] == ["12"], policy.words
    # Those who declare it again without the number say by it that there is none.
    for who, session in made.sessions.items():
        session.run(spans.delete, annotation=session.annotations(document)[0].id)
        made.finish(who, document, "number")
    assert of(made).answers == {"bing": (), "jia": (), "yi": ()}
    settle(made.store, cases(made.store), unanimous(), actor="owner")
    assert of(made).gold == ()


def test_gold_from_before_there_were_decisions_is_shown_with_the_case(made: Reviewed) -> None:
    document = all_say(made, "12件", **number("12", "件"))
    made.settle(document, NUMBER, ((7, 9),))
    assert [one.fragments for one in of(made).gold] == [((7, 9),)] and of(made).state == "open"
    owner = Session(made.store, reviewer="owner")
    owner.run(curating.decide, case=of(made), proposal=take(of(made), "jia"))
    (gold,) = owner.annotations(document, "gold")
    assert gold.fragments == ((7, 10),) and of(made).state == "settled"


def test_a_document_nobody_knows_is_refused(made: Reviewed) -> None:
    made.document()
    with pytest.raises(UserError, match=r"document\.unknown"):
        cases(made.store, ["0" * 64])
