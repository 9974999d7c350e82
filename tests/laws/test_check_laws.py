"""Owns the laws of the checks: what has nothing to do with numbers changes nothing about them."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.arithmetic.intervals import around
from tests.unit.arithmetic.reckoning import checks, said

COUNTS = st.integers(2, 5000)
FILLERS = (
    "召开专题会议{n}次。",
    "深入开展普法宣传，发放资料{n}册。",
    "组织培训{n}期。",
    "派出工作组{n}个，走访企业。",
)


def share_text(part: int, whole: int) -> str:
    return f"梳理许可事项{whole}项，其中即办件{part}项，占比{part / whole * 100:.2f}%。"


@st.composite
def pairs(draw):
    whole = draw(st.integers(20, 5000))
    return draw(st.integers(1, whole - 1)), whole


@settings(max_examples=40, deadline=None)
@given(pair=pairs(), n=COUNTS, filler=st.sampled_from(FILLERS), is_before=st.booleans())
def test_an_unrelated_number_changes_no_verdict(pair, n, filler, is_before) -> None:
    text = share_text(*pair)
    other = filler.format(n=n)
    alone = said(text)
    together = said(other + text if is_before else text + other)
    assert alone <= together
    assert {each for each in together if each[1] != "holds"} == set()


@settings(max_examples=40, deadline=None)
@given(pair=pairs())
def test_a_true_share_holds_whatever_the_numbers(pair) -> None:
    part, whole = pair
    assert ("share", "holds") in {each[:2] for each in said(share_text(part, whole))}


@settings(max_examples=40, deadline=None)
@given(pair=pairs(), off=st.integers(3, 40))
def test_a_wrong_share_is_found(pair, off) -> None:
    part, whole = pair
    stated = part / whole * 100
    stated = stated + off if stated + off < 100 else stated - off
    # What the part leaves of the whole may be meant: nobody is told that it contradicts.
    is_of_the_rest = abs(100 - part / whole * 100 - stated) <= 0.01
    if stated <= 1 or is_of_the_rest:
        return
    text = f"梳理许可事项{whole}项，其中即办件{part}项，占比{stated:.2f}%。"
    assert ("share", "contradicts") in {each[:2] for each in said(text)}


@settings(max_examples=40, deadline=None)
@given(parts=st.lists(st.integers(1, 900), min_size=2, max_size=5), seed=st.randoms(use_true_random=False))
def test_the_order_of_parts_is_nothing_to_their_sum(parts, seed) -> None:
    mixed = list(parts)
    seed.shuffle(mixed)
    names = ("城东片区", "城西片区", "城南片区", "城北片区", "开发区")
    verdicts = []
    for numbers in (parts, mixed):
        listed = "、".join(f"{name}{n}件" for name, n in zip(names, numbers, strict=False))
        found = checks(f"办理案件{sum(parts)}件，其中{listed}。")
        verdicts.append(
            {(each.relation, each.verdict, each.computed) for each in found if each.relation == "sum"}
        )
    assert verdicts[0] == verdicts[1] == {("sum", "holds", Fraction(sum(parts)))}


@settings(max_examples=40, deadline=None)
@given(before=st.integers(10, 3000), now=st.integers(10, 3000), power=st.sampled_from(["", "万"]))
def test_the_scale_of_a_unit_is_nothing_to_a_change(before, now, power) -> None:
    if before == now:
        return
    way = "上升" if now > before else "下降"
    change = abs(now - before) / before * 100
    text = f"2022年受理{before}{power}元，2023年受理{now}{power}元，同比{way}{change:.1f}%。"
    found = {each[:2] for each in said(text)}
    assert ("yoy_change", "contradicts") not in found
    assert ("yoy_change", "holds") in found


@given(
    value=st.fractions(1, 1000),
    half=st.fractions(0, 1),
    other=st.fractions(1, 1000),
    factor=st.fractions(1, 50),
)
def test_intervals_hold_what_they_are_made_of(value, half, other, factor) -> None:
    one, two = around(value, half), around(other, half / 2)
    assert one.plus(two).holds(value + other)
    assert one.minus(two).holds(value - other)
    assert one.scaled(factor).holds(value * factor)
    assert one.over(two).holds(value / other)


@settings(max_examples=60, deadline=None)
@given(
    st.text(
        alphabet="全年办理案件其中占比同比上升下降分别合计的中由至，。；、（）%12345.余约万项件宗年\n",
        max_size=200,
    )
)
def test_no_text_is_too_strange(text) -> None:
    for each in checks(text):
        for operand in each.operands:
            assert text[operand.start : operand.end] == operand.text
