"""What the windows of a team show: figures found by what they are about, labels counted against labels,
refusals in words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from annotator.i18n import set_language
from annotator.tagsets import default_tagset
from annotator.tasks.comparing.figures import Scope
from annotator.ui.models import merges
from annotator.ui.models.agreed import Agreed, Told, interval_words, label_words, sentence_of, value_words
from annotator.ui.models.cases import NOBODY, Case, Confusion, cases, couples


def line(measure: str, value: float | None = 0.5, **about: Any) -> dict[str, Any]:
    """A line of the verb ``agreement``, as it is printed to whoever attends."""
    scope = {"layer": "clause", "label": None, "feature": None, "document": None, "pair": None} | about
    rest = {"low": None, "high": None, "n": 4, "why": "", "unsure": ""}
    return {**scope, "measure": measure, "value": value, **rest}


def test_a_family_is_told_by_the_measure_its_layer_has():
    agreed = Agreed([line("kappa_tokens", 0.1), line("kappa_units", 0.2, layer="topic")])
    spans, topics = agreed.best(Scope(layer="clause"), "kappa"), agreed.best(Scope(layer="topic"), "kappa")
    assert (spans.value, topics.value) == (0.1, 0.2)
    assert agreed.best(Scope(layer="clause"), "f1_exact") is None
    assert agreed.families() == ["kappa"]


def test_layers_come_as_in_the_tagset_and_relations_last():
    agreed = Agreed([line("f1_relations", layer=None), line("alpha_u"), line("alpha_u", layer="number")])
    assert agreed.layers(default_tagset()) == ["number", "clause", None]


def test_gold_is_the_last_of_all():
    pairs = ["yi,gold", "bing,yi", "bing,gold"]
    agreed = Agreed([line("f1_exact", pair=pair) for pair in pairs])
    assert agreed.owners == ["bing", "yi", "gold"]
    assert agreed.pairs == [("bing", "yi"), ("bing", "gold"), ("yi", "gold")]


def test_what_is_left_out_is_added_up_over_layers():
    agreed = Agreed(
        [line("left_out", 3.0), line("left_out", 2.0, layer="number"), line("left_out", 9.0, pair="a,b")]
    )
    assert agreed.left_out(None) == (5, 8)
    assert agreed.left_out(("a", "b")) == (9, 4)


def test_a_quick_reckoning_has_no_intervals():
    rough = {**line("f1_exact"), "low": 0.5, "high": 0.5}
    (one,) = Agreed([rough], is_quick=True).all
    assert (one.value, one.low, one.high) == (0.5, None, None)
    assert "区间还在估计" in sentence_of(one)


@pytest.mark.parametrize(
    ("value", "low", "high", "told"),
    [
        (0.8, 0.7, 0.9, "F1 首尾全同 0.800，95% 置信区间 0.700 – 0.900，样本 3"),
        (-0.25, None, None, "F1 首尾全同 \u22120.250，样本 3"),
        (None, None, None, "F1 首尾全同 算不出来：没有可比的内容"),
    ],
)
def test_a_figure_is_told_in_words(value, low, high, told):
    one = Told(about=Scope(), measure="f1_exact", value=value, n=3, low=low, high=high)
    assert sentence_of(one) == told


def test_a_figure_that_cannot_be_told_is_no_number():
    one = Told(about=Scope(), measure="f1_exact", value=None, n=0)
    assert (value_words(one), value_words(None), interval_words(one)) == ("—", "—", "")


# Labels against labels --------------------------------------------------------------------------------


def case(one: Any, other: Any, *, n: int = 0) -> Case:
    return Case(
        document="d",
        pair=("a", "b"),
        outcome="both",
        start=n,
        end=n + 1,
        differs=(),
        said=(one, other),
        key=(str(n),),
    )


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("plan", "plan", [("plan", "plan")]),
        ("plan", None, [("plan", NOBODY)]),
        (None, "plan", [(NOBODY, "plan")]),
        (["a", "b"], ["b", "c"], [("b", "b"), ("a", "c")]),
        (["a"], ["a", "b"], [("a", "a"), (NOBODY, "b")]),
        ([], ["b"], [(NOBODY, "b")]),
    ],
)
def test_which_labels_met(one, other, expected):
    assert couples(case(one, other)) == expected


def test_counts_lead_back_to_their_cases():
    found = [case("a", "b", n=1), case("a", "b", n=2), case("a", "a", n=3), case(None, "b", n=4)]
    confusion = Confusion(found)
    assert confusion.labels == ["a", "b", NOBODY]
    assert confusion.counts["a", "b"] == 2
    assert confusion.of("a") == 3
    assert [one.start for one in confusion.behind(("a", "b"))] == [1, 2]
    assert sum(confusion.counts.values()) == len(found)


def test_only_the_cases_of_the_figure_itself_are_taken():
    printed = {
        "document": "d",
        "pair": "a,b",
        "outcome": "both",
        "start": 0,
        "end": 2,
        "one": ["1"],
        "other": ["2"],
        "differs": [],
        "said": ["x", "x"],
    }
    whole = {**line("f1_exact"), "cases": [printed, printed]}
    of_pair = {**line("f1_exact", pair="a,b"), "cases": [printed]}
    of_document = {**line("f1_exact", document="d"), "cases": [printed]}
    assert len(cases([of_document, of_pair, whole], None)) == 2
    assert len(cases([of_document, of_pair, whole], ("a", "b"))) == 1
    assert cases([of_document], None) == []


# Bundles ----------------------------------------------------------------------------------------------


def record(**about: Any) -> dict[str, Any]:
    usual = {
        "reviewer": "jia",
        "new": 0,
        "known": 0,
        "clashes": 0,
        "refused": [],
        "kinds": {},
        "documents": [],
        "grades": {},
    }
    return {**usual, "status": "tried", "why": None, "values": {}, **about}


def test_a_refusal_is_said_in_the_language_of_the_window():
    refused = record(
        refused=[{"action": None, "reason": "…"}], why="bundle.broken_zip", values={"file": "/far/away/a.zip"}
    )
    one = merges.tried(Path("/far/away/a.zip"), refused)
    assert one.refused == 1 and not one.is_fresh
    assert one.why.startswith("a.zip 不是完整的压缩包")
    # The name stands in the row already, and takes no room of what helps.
    assert merges.tried_rows([one])[1][0].cells[-1].startswith("不是完整的压缩包")
    set_language("en")
    assert merges.tried(Path("/far/away/a.zip"), refused).why.startswith("a.zip is not a complete zip file")


@pytest.mark.parametrize(
    ("about", "told"),
    [
        ({"new": 2}, "可合并"),
        ({"new": 2, "clashes": 1}, "可合并，冲突会列出来"),
        ({"known": 2}, "没有新内容"),
        ({"new": 2, "status": "merged"}, "已合并"),
    ],
)
def test_what_would_become_of_a_bundle(about, told):
    one = merges.tried(Path("a.zip"), record(**about))
    assert merges.outcome(one) == told


def test_what_a_bundle_brings_is_told_by_kind():
    brought = record(new=3, kinds={"annotation": 5, "progress": 1, "receipt": 1}, documents=["a", "b"])
    assert merges.told(merges.tried(Path("a.zip"), brought)) == "jia：标注 5、进度 1；涉及 2 份报告"


def test_what_would_wait_in_newer_texts_is_the_doubtful_and_the_lost():
    brought = record(new=3, grades={"exact": 7, "moved": 5, "doubtful": 2, "lost": 1})
    assert merges.tried(Path("a.zip"), brought).waiting == 3


def test_a_label_has_its_name_also_where_no_layer_is_named():
    tagset = default_tagset()
    assert label_words(tagset, "clause", "measure") == label_words(tagset, None, "measure") == "举措"
    relation = tagset.relations[0]
    assert label_words(tagset, None, relation.id) == relation.names["zh"]
    assert label_words(tagset, None, "nothing") == "nothing"
