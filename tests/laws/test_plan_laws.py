"""Owns the laws of the plan: everybody's share is fair, everything is read, and it stays where it can."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import UserError
from annotator.model.annotations import reads_again, second_reading
from annotator.tasks.planning import Report, Wish, draw, wish_for

REPORTS = st.lists(st.tuples(st.integers(0, 50_000), st.integers(0, 900)), min_size=1, max_size=30).map(
    lambda sizes: [
        Report(document=f"{n:02}", chars=chars, suggestions=found) for n, (chars, found) in enumerate(sizes)
    ]
)
TEAM = ("甲", "乙", "丙", "丁")


@st.composite
def wishes(draw_one: st.DrawFn) -> Wish:
    people = draw_one(st.integers(1, 4))
    return Wish(
        reviewers=TEAM[:people],
        times=draw_one(st.integers(1, people)),
        calibration=draw_one(st.integers(0, 5)),
        seed=draw_one(st.integers(0, 9)),
    )


def weights(reports: list[Report]) -> dict[str, int]:
    chars = max(1, sum(report.chars for report in reports))
    found = max(1, sum(report.suggestions for report in reports))
    return {one.document: one.chars * found + one.suggestions * chars for one in reports}


@given(REPORTS, wishes())
def test_each_report_is_read_as_often_as_wanted_and_the_shares_are_fair(reports, wish) -> None:
    drawn = draw(reports, wish)
    times = Counter(each.document for each in drawn)
    for_all = {each.document for each in drawn if each.is_calibration}
    assert len(for_all) == min(wish.calibration, len(reports))
    for report in reports:
        wanted = len(wish.reviewers) if report.document in for_all else wish.times
        assert times[report.document] == wanted
    assert len({each.id for each in drawn}) == len(drawn)
    share = weights(reports)
    load = dict.fromkeys(wish.reviewers, 0)
    for each in drawn:
        load[each.reviewer] += 0 if each.is_calibration else share[each.document]
    assert max(load.values()) - min(load.values()) <= max(share.values())


@given(REPORTS, wishes(), st.randoms())
def test_the_seed_alone_decides_and_a_plan_stays_as_it_is(reports, wish, chance) -> None:
    drawn = draw(reports, wish)
    mixed = list(reports)
    chance.shuffle(mixed)
    assert {each.id: each for each in draw(mixed, wish)} == {each.id: each for each in drawn}
    assert draw(reports, wish, before=drawn) == drawn
    fewer = draw(reports[:-1], wish, before=drawn)
    stayed = {each.id for each in drawn if not each.is_calibration} - {each.id for each in fewer}
    assert all(one.startswith(reports[-1].document) or wish.calibration for one in stayed)


@given(REPORTS, st.integers(0, 100))
def test_a_share_of_the_reports_is_read_twice(reports, percent) -> None:
    drawn = draw(reports, Wish(reviewers=TEAM, percent=percent, seed=1))
    times = Counter(Counter(each.document for each in drawn).values())
    assert times[2] == -(-percent * len(reports) // 100)
    assert times[1] + times[2] == len(reports)


@given(REPORTS, wishes(), st.integers(0, 9))
def test_what_is_read_again_is_of_ones_own_and_moves_nothing_else(reports, wish, repeats) -> None:
    first = draw(reports, wish)
    drawn = draw(reports, replace(wish, repeats=repeats))
    assert [each for each in drawn if reads_again(each.reviewer) is None] == first
    for name in wish.reviewers:
        mine = {each.document for each in first if each.reviewer == name}
        again = [each for each in drawn if each.reviewer == second_reading(name)]
        assert len(again) == min(repeats, len(mine))
        assert {each.document for each in again} <= mine
        assert not any(each.is_calibration for each in again)
    assert draw(reports, replace(wish, repeats=repeats), before=drawn) == drawn
    # More of them: those given already stay.
    more = {each.id for each in draw(reports, replace(wish, repeats=repeats + 1), before=drawn)}
    assert {each.id for each in drawn} <= more


def test_another_seed_is_another_draw() -> None:
    reports = [Report(document=f"{n}", chars=100) for n in range(20)]
    plans = {
        tuple((each.document, each.reviewer) for each in draw(reports, Wish(reviewers=TEAM, seed=seed)))
        for seed in range(5)
    }
    assert len(plans) == 5


@pytest.mark.parametrize("overlap", ["0", "3", "x", "-1", "101%", "", "²"])
def test_an_overlap_that_cannot_be_is_refused(overlap: str) -> None:
    with pytest.raises(UserError, match=r"plan\.bad_overlap"):
        wish_for("甲,乙", overlap=overlap)


def test_fewer_than_no_reports_cannot_be_read_again() -> None:
    with pytest.raises(UserError, match=r"plan\.bad_repeats"):
        wish_for("甲,乙", repeats=-1)


def test_a_name_twice_or_nobodys_is_refused() -> None:
    for names in ("甲,甲", "甲,", "gold", "甲,甲#2"):
        with pytest.raises(UserError):
            wish_for(names)
    assert wish_for(" 甲, 乙", overlap="20%", is_hidden=True) == Wish(
        reviewers=("甲", "乙"), percent=20, suggestions="hidden"
    )
