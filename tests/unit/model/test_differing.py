"""Two people's annotations are compared place by place."""

from __future__ import annotations

import pytest

from annotator.model.annotations import Annotation
from annotator.model.differing import differences


def annotation(owner: str, start: int, end: int, **fields) -> Annotation:
    """An annotation of a number."""
    usual = {"layer": "number", "label": "quantity", "features": {"value": "12"}}
    return Annotation(
        id=f"{owner}{start}",
        document="d",
        owner=owner,
        target="span",
        fragments=((start, end),),
        **{**usual, **fields},
    )


@pytest.mark.parametrize(
    ("fields", "place", "kind"),
    [
        ({}, (4, 7), None),
        ({"features": {"value": "13"}}, (4, 7), "value"),
        ({"label": "indicator", "features": {}}, (4, 7), "label"),
        ({}, (4, 8), "boundary"),
        ({"features": {"value": "12", "reason": "value"}}, (4, 7), None),
    ],
)
def test_what_differs_is_named(fields, place, kind):
    mine, theirs = [annotation("甲", 4, 7)], [annotation("乙", *place, **fields)]
    found = differences(mine, theirs, is_finished=False)
    assert [one.kind for one in found] == ([kind] if kind else [])


def test_an_unread_place_is_no_disagreement_until_one_has_finished_or_rejected():
    theirs = [annotation("乙", 4, 7)]
    assert differences([], theirs, is_finished=False) == []
    assert [one.kind for one in differences([], theirs, is_finished=True)] == ["missing"]
    mine = [annotation("甲", 4, 7, verdict="rejected")]
    assert [one.kind for one in differences(mine, theirs, is_finished=False)] == ["missing"]


def test_their_rejections_and_other_layers_say_nothing_of_mine():
    mine = [annotation("甲", 4, 7)]
    rejected = annotation("乙", 4, 7, verdict="rejected")
    clause = annotation("乙", 0, 20, layer="clause", label="measure", features={})
    assert differences(mine, [rejected, clause], is_finished=False) == []


def test_an_indicator_inside_a_numbers_neighbourhood_is_another_question():
    mine = [annotation("甲", 4, 7), annotation("甲", 0, 4, label="indicator", features={})]
    theirs = [annotation("乙", 0, 4, label="indicator", features={}), annotation("乙", 4, 7)]
    assert differences(mine, theirs, is_finished=True) == []
