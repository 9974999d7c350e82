"""Owns the proof that the sample reports, their gold and their annotations belong together."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from decimal import Decimal
from functools import cache
from itertools import pairwise
from typing import Any

import pytest

from annotator.model.annotations import STATES
from annotator.model.spans import as_fragments
from annotator.resources import read_text, resource
from annotator.tagsets import check_features, default_tagset

ENCODINGS = {"03": "gb18030", "04": "utf-8-sig", "06": "utf-16", "07": "big5"}
REPORTS = tuple(sorted(file.name for file in resource("sample").iterdir() if file.name.endswith(".txt")))
NUMERALS = re.compile(
    "[0-9０-９]+(?:[.．,][0-9０-９]+)*|[〇零一二三四五六七八九十百千万亿萬億两兩半双雙首伍陸陆\uf9d1]+"
)
DEFAULT = default_tagset()


@cache
def original(name: str) -> str:
    content = resource("sample", name).read_bytes().decode(ENCODINGS.get(name[:2], "utf-8"))
    return content.replace("\r\n", "\n")


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in read_text("sample", name).split("\n") if line]


GOLD = rows("gold_numbers.jsonl")
NEGATIVES = rows("negatives.jsonl")
ANNOTATIONS = rows("annotations.jsonl")
BY_SHA = {hashlib.sha256(original(name).encode()).hexdigest(): name for name in REPORTS}


def test_there_are_reports_of_the_genre_in_five_encodings() -> None:
    assert len(REPORTS) >= 7
    assert all(1200 <= len(original(name)) <= 3000 for name in REPORTS)
    assert resource("sample", REPORTS[5]).read_bytes().startswith(b"\xff\xfe")
    assert resource("sample", REPORTS[5]).read_bytes().decode("utf-16").count("\r\n") > 10
    assert resource("sample", REPORTS[3]).read_bytes().startswith(b"\xef\xbb\xbf")
    for name in (REPORTS[2], REPORTS[6]):
        with pytest.raises(UnicodeDecodeError):
            resource("sample", name).read_bytes().decode("utf-8")


@pytest.mark.parametrize(
    "trap",
    [
        "𠮷",
        "𬭩",
        "👨‍🚒",
        "e\u0301",
        "\u2028",
        "\u3000",
        "\xa0",
        "\uf9d1",
        "\uf9e9",
        "\ufa08",
        "％",
        "領(lǐng)導(dǎo)",
        "150\n余",
    ],
)
def test_a_trap_of_the_text_is_there(trap: str) -> None:
    assert any(trap in original(name) for name in REPORTS)


@pytest.mark.parametrize("name", REPORTS)
def test_a_mention_is_the_text_at_its_place(name: str) -> None:
    text = original(name)
    for row in GOLD + NEGATIVES:
        if row["file"] == name:
            assert 0 <= row["start"] < row["end"] <= len(text), row["id"]
            assert text[row["start"] : row["end"]] == row["text"] == row["text"].strip(), row["id"]


def test_no_gloss_hangs_on_the_edge_of_a_mention() -> None:
    gloss = re.compile(r"[(][a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]+[)]$")
    assert any("(wàn)" in row["text"] for row in GOLD)
    assert not [row["id"] for row in GOLD + NEGATIVES if gloss.search(row["text"])]


@pytest.mark.parametrize("name", REPORTS)
def test_mentions_stand_in_order_and_apart(name: str) -> None:
    places = sorted((row["start"], row["end"]) for row in GOLD + NEGATIVES if row["file"] == name)
    assert all(one[1] <= other[0] for one, other in pairwise(places))
    gold = [row["start"] for row in GOLD if row["file"] == name]
    assert len(gold) > 40 and gold == sorted(gold)


@pytest.mark.parametrize("name", REPORTS)
def test_every_number_looking_run_is_gold_or_negative(name: str) -> None:
    places = [(row["start"], row["end"]) for row in GOLD + NEGATIVES if row["file"] == name]
    left = [
        run[0]
        for run in NUMERALS.finditer(original(name))
        if not any(start <= run.start() and run.end() <= end for start, end in places)
    ]
    assert left == []


def test_gold_values_fit_the_default_tagset() -> None:
    quantity = DEFAULT.label("number", "quantity")
    assert quantity is not None
    told = {spec.id for spec in quantity.features}
    for row in GOLD:
        features = {key: value for key, value in row.items() if key in told and value is not None}
        check_features(quantity, features)
        valueless = row["kind"] in ("date", "table", "ratio") or row["text"] == "数百人次"
        assert (row["value"] is None) == valueless, row["id"]
        assert (row["iso"] is not None) == (row["kind"] == "date"), row["id"]
        if "value_max" in row:
            assert Decimal(row["value"]) < Decimal(row["value_max"])


def test_gold_covers_every_kind_and_qualifier() -> None:
    quantity = DEFAULT.label("number", "quantity")
    assert quantity is not None
    for feature in ("kind", "direction", "qualifier_norm"):
        spec = quantity.feature(feature)
        assert spec is not None and set(spec.options) <= {row[feature] for row in GOLD}
    assert {row["tier"] for row in GOLD} == {"core", "soft", "date"}
    assert {"万", "亿", "千万", "萬", "億"} <= {row["magnitude"] for row in GOLD}
    assert len({row["class"] for row in NEGATIVES}) >= 20


@pytest.mark.parametrize(
    ("name", "whole", "parts"),
    [
        ("01", "648件", ["203件", "275件", "170件"]),
        ("01", "278件", ["61件", "217件"]),
        ("02", "312件", ["74件", "238件"]),
        ("02", "702件", ["215件", "298件", "189件"]),
        ("03", "168宗", ["149宗", "19宗"]),
        ("04", "272栋", ["214栋", "58栋"]),
        ("04", "3.42亿元", ["1.02亿元", "1.26亿元", "8600万元", "2800万元"]),
        ("05", "2.2萬(wàn)本(份)", ["1.24萬(wàn)本", "0.96萬(wàn)份"]),
        ("06", "62件", ["48件", "14件"]),
        ("08", "172件", ["103件", "21件", "36件", "9件", "3件"]),
    ],
)
def test_the_invented_figures_add_up(name: str, whole: str, parts: list[str]) -> None:
    values = {
        row["text"]: Decimal(row["value"]) for row in GOLD if row["file"].startswith(name) and row["value"]
    }
    assert values[whole] == sum(values[part] for part in parts)


def carry_out(line: dict[str, Any]) -> None:
    text = original(BY_SHA[line["sha256"]])
    if line["op"] == "state":
        assert line["state"] in STATES
        assert all(DEFAULT.layer(layer) for layer in line["finished"])
    elif line["op"] == "relate":
        relation = DEFAULT.relation(line["label"])
        assert relation is not None
        for side, known in (("source", relation.sources), ("target", relation.targets)):
            assert f"{line[side]['layer']}/{line[side]['label']}" in known
    else:
        label = DEFAULT.label(line["layer"], line["label"])
        layer = DEFAULT.layer(line["layer"])
        assert label is not None and layer is not None
        check_features(label, line["features"])
        fragments = as_fragments(line["fragments"], length=len(text))
        assert bool(fragments) == (layer.target != "document")
        if layer.target == "paragraph":
            assert text[fragments[0][0] : fragments[0][1]] in text.split("\n")


def test_every_annotation_line_can_be_carried_out() -> None:
    assert len(ANNOTATIONS) > 80 and {line["as"] for line in ANNOTATIONS} == {"jia", "yi"}
    for line in ANNOTATIONS:
        carry_out(line)


def test_answers_name_gold_mentions() -> None:
    known = {(row["file"], row["start"], row["end"]) for row in GOLD}
    answers = [line for line in ANNOTATIONS if line["op"] in ("confirm", "correct", "reject")]
    assert all(
        (BY_SHA[line["sha256"]], *line.get("suggestion", line["fragments"][0])) in known for line in answers
    )
    assert {line["op"] for line in answers} == {"confirm", "correct", "reject"}
    assert all("reason" in line["features"] for line in answers if line["op"] != "confirm")


def test_relations_join_what_the_same_reviewer_marked_before() -> None:
    marked: set[tuple[str, str, str, str, str]] = set()
    across = 0
    for line in ANNOTATIONS:
        who, here = line["as"], line["sha256"]
        if line["op"] == "relate":
            for end in (line["source"], line["target"]):
                place = json.dumps(end["fragments"])
                assert (who, end.get("sha256", here), end["layer"], end["label"], place) in marked
            across += line["target"].get("sha256", here) != here
        elif line["op"] in ("tag", "confirm", "correct"):
            place = json.dumps(line["fragments"])
            marked.add((who, here, line["layer"], line["label"], place))
    assert across >= 2


def test_annotations_show_one_of_everything() -> None:
    spans = [line["fragments"] for line in ANNOTATIONS if line["op"] == "tag" and line["as"] == "jia"]
    assert any(len(span) == 2 for span in spans), "discontinuous"
    assert any(len(span) == 1 and span[0][0] == span[0][1] for span in spans), "zero width"
    whole = [tuple(span[0]) for span in spans if len(span) == 1]
    assert any(a < c < b < d for a, b in whole for c, d in whole), "crossing"
    assert any(a < c and d < b for a, b in whole for c, d in whole), "nested"
    used = Counter(f"{line['layer']}/{line['label']}" for line in ANNOTATIONS if "layer" in line)
    for layer in ("number", "clause", "claim", "entity", "quality"):
        known = DEFAULT.layer(layer)
        assert known is not None and all(used[f"{layer}/{label.id}"] for label in known.labels)
    assert {layer.id for layer in DEFAULT.layers} == {name.split("/")[0] for name in used}
    states = [line for line in ANNOTATIONS if line["op"] == "state"]
    assert any(line["finished"] == {"clause": [-1]} for line in states)
