"""A split depends on the seed and the documents alone, and meets its weights as whole groups allow."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.model.corpus import Division
from annotator.tasks.splitting import divide, parse_division

GROUPS = st.dictionaries(st.text(min_size=1, max_size=3), st.sampled_from("甲乙丙丁戊己庚辛"), max_size=40)
WEIGHTS = st.lists(st.integers(1, 9), min_size=2, max_size=3).map(lambda found: ":".join(map(str, found)))


@given(GROUPS, WEIGHTS, st.integers())
def test_groups_are_never_divided_and_everything_has_a_part(
    groups: dict[str, str], weights: str, seed: int
) -> None:
    found = divide(groups, parse_division(weights, seed=seed))
    assert found.keys() == groups.keys()
    assert len({(groups[each], part) for each, part in found.items()}) == len(set(groups.values()))


@given(GROUPS, WEIGHTS, st.integers())
def test_the_order_of_documents_does_not_matter(groups: dict[str, str], weights: str, seed: int) -> None:
    division = parse_division(weights, seed=seed)
    assert divide(dict(reversed(groups.items())), division) == divide(groups, division)


@given(st.integers(1, 40), WEIGHTS, st.integers())
def test_single_documents_meet_the_weights_within_one(number: int, weights: str, seed: int) -> None:
    division = parse_division(weights, seed=seed)
    found = list(divide({str(n): str(n) for n in range(number)}, division).values())
    total = sum(weight for _, weight in division.parts)
    for name, weight in division.parts:
        assert abs(found.count(name) - number * weight / total) <= 1


def test_another_seed_divides_otherwise() -> None:
    groups = {str(n): str(n) for n in range(50)}
    assert divide(groups, parse_division("8:2", seed=1)) != divide(groups, parse_division("8:2", seed=2))


def test_the_division_is_the_same_on_every_machine() -> None:
    division = Division(parts=(("train", 1), ("test", 1)), seed=42)
    found = divide({each: each for each in "甲乙丙丁"}, division)
    assert found == {"甲": "test", "乙": "test", "丙": "train", "丁": "train"}
