"""A plan is changed by hand: one report given, taken away, shown with suggestions or without."""

from __future__ import annotations

from annotator.model.exchange import Assignment
from annotator.tasks.handing import given, shown, taken

PLAN = [
    Assignment(document="a", reviewer="jia", is_calibration=True, seed=7),
    Assignment(document="a", reviewer="yi", is_calibration=True, seed=7, suggestions="hidden"),
    Assignment(document="b", reviewer="yi", seed=7, suggestions="hidden"),
]


def test_what_is_given_is_given_as_the_reviewer_is_used_to():
    handed = given(PLAN, document="b", reviewer="jia")
    assert handed.before == ()
    assert handed.wanted == (Assignment(document="b", reviewer="jia", seed=7, suggestions="shown"),)
    (hidden,) = given([*PLAN], document="c", reviewer="yi").wanted
    assert hidden.suggestions == "hidden"


def test_what_is_theirs_is_not_given_again():
    assert given(PLAN, document="b", reviewer="yi").wanted == ()


def test_what_not_all_read_any_more_is_no_calibration():
    handed = taken(PLAN, document="a", reviewer="yi")
    assert handed.before == (PLAN[1], PLAN[0])
    assert handed.wanted == (Assignment(document="a", reviewer="jia", is_calibration=False, seed=7),)


def test_what_is_not_theirs_is_not_taken():
    handed = taken(PLAN, document="b", reviewer="jia")
    assert (handed.wanted, handed.before) == ((), ())


def test_suggestions_of_one_report_are_shown_or_hidden():
    handed = shown(PLAN, document="b", reviewer="yi", suggestions="shown")
    assert [each.suggestions for each in handed.wanted] == ["shown"]
    assert handed.before == (PLAN[2],)
    assert shown(PLAN, document="b", reviewer="yi", suggestions="hidden").wanted == ()
