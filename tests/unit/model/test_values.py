"""Owns the arithmetic of the shared values: ids, canonical JSON, fragments."""

from __future__ import annotations

import json
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import UserError
from annotator.model.canonical import dump, load
from annotator.model.ids import new_id
from annotator.model.spans import as_fragments, do_overlap, hull, text_of

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
)


def test_ids_are_uuid_7_and_sort_by_time() -> None:
    ids = [new_id() for _ in range(200)]
    assert {uuid.UUID(each).version for each in ids} == {7}
    assert {uuid.UUID(each).variant for each in ids} == {uuid.RFC_4122}
    assert len(set(ids)) == 200
    stamps = [uuid.UUID(each).int >> 80 for each in ids]
    assert stamps == sorted(stamps)


@given(VALUES)
def test_canonical_json_says_the_same_and_has_one_form(value: object) -> None:
    assert load(dump(value)) == value
    shuffled = json.loads(json.dumps(value), object_pairs_hook=lambda pairs: dict(reversed(pairs)))
    assert dump(shuffled) == dump(value)


def test_canonical_json_refuses_what_is_no_json() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        dump({"value": float("nan")})


def test_fragments_overlap_only_where_they_share_a_character() -> None:
    one = as_fragments([[0, 2], [6, 9]], length=20)
    assert do_overlap(one, ((8, 12),))
    assert not do_overlap(one, ((2, 6),))
    assert not do_overlap(one, ((7, 7),))
    assert do_overlap(((7, 7),), ((7, 7),))
    assert not do_overlap((), ())
    assert hull(one) == (0, 9)
    assert text_of("一二三四五六七八九十", one) == "一二…七八九"


def test_an_error_names_its_message_and_values() -> None:
    error = UserError("span.outside_text", start=1, end=2, length=1)
    assert str(error) == "span.outside_text(start=1, end=2, length=1)"
