"""Owns agreement on relations: both ends paired, one label, one partner each."""

from __future__ import annotations

import pytest

from annotator.agreement.relations import Link, ends, match_relations
from annotator.agreement.spans import Span, f1, match


def link(source: str, target: str, label: str = "of", ref: str = "") -> Link:
    return Link(source=source, target=target, label=label, ref=ref)


ENDS = {"a1": "b1", "a2": "b2", "a3": "b3"}


def test_relations_are_paired_through_their_ends() -> None:
    one = [link("a1", "a2"), link("a2", "a3"), link("a3", "a9"), link("a1", "a3", "same")]
    other = [link("b1", "b2"), link("b3", "b2"), link("b1", "b3", "of"), link("b8", "b1")]
    found = match_relations(one, other, ends=ENDS)
    assert found.pairs == ((link("a1", "a2"), link("b1", "b2")),)
    assert found.only_one == (link("a1", "a3", "same"), link("a2", "a3"), link("a3", "a9"))
    assert found.only_other == (link("b1", "b3"), link("b3", "b2"), link("b8", "b1"))
    assert f1(found.counts, rule="relations").value == pytest.approx(2 / 8, abs=1e-15)


def test_direction_may_be_of_no_account() -> None:
    one, other = [link("a2", "a3")], [link("b3", "b2")]
    assert not match_relations(one, other, ends=ENDS).pairs
    assert len(match_relations(one, other, ends=ENDS, is_directed=False).pairs) == 1


def test_twins_need_a_partner_each() -> None:
    twice = [link("a1", "a2", ref="1"), link("a1", "a2", ref="2")]
    found = match_relations(twice, [link("b1", "b2")], ends=ENDS)
    assert found.pairs == ((twice[0], link("b1", "b2")),)
    assert found.only_one == (twice[1],)


def test_ends_come_from_paired_spans() -> None:
    one = [Span(fragments=((0, 2),), ref="a1"), Span(fragments=((5, 7),), ref="a2")]
    other = [Span(fragments=((0, 2),), ref="b1"), Span(fragments=((8, 9),), ref="b2")]
    assert ends(match(one, other)) == {"a1": "b1"}


def test_no_relations_at_all() -> None:
    found = match_relations([], [], ends={})
    assert f1(found.counts).reason == "agreement.no_units"
