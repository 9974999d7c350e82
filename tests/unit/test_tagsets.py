"""Owns the proof that a tagset is read whole, and that each mistake in one is refused where it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.errors import UserError
from annotator.model.tagsets import Label
from annotator.resources import read_text
from annotator.tagsets import (
    HUES,
    RESERVED_KEYS,
    check_features,
    default_tagset,
    parse_tagset,
    shipped_tagsets,
    tagset_named,
)

SMALL = """\
id = "small"
version = "1"
name = { zh = "小", en = "Small" }

[[layer]]
id = "number"
name = { zh = "数字", en = "Numbers" }

[[layer.feature]]
id = "sure"
name = { zh = "有把握", en = "Sure" }
type = "boolean"

[[layer.label]]
id = "quantity"
name = { zh = "数字", en = "Quantity" }
key = "n"

[[layer.label.feature]]
id = "kind"
name = { zh = "类别", en = "Kind" }
type = "choice"
options = [
  { id = "count", name = { zh = "计数", en = "count" } },
  { id = "money", name = { zh = "金额", en = "money" } },
]

[[layer.label]]
id = "period"
name = { zh = "统计期", en = "Period" }
key = "t"
card.zh = \"\"\"
[[layer]]
不是一层
\"\"\"

[[relation]]
id = "in_period"
name = { zh = "统计于", en = "in period" }
from = ["number/quantity"]
to = [
  "number/period",
]
"""


def refusal(source: str) -> UserError:
    with pytest.raises(UserError) as caught:
        parse_tagset(source, name="my.toml")
    assert caught.value.values["file"] == "my.toml"
    return caught.value


def row_of(error: UserError, source: str) -> str:
    """The row of the text that the refusal points at."""
    line = error.values["line"]
    assert isinstance(line, int)
    return source.split("\n")[line - 1]


def test_small_tagset_is_read_whole() -> None:
    tagset = parse_tagset(SMALL, name="my.toml")
    assert (tagset.id, tagset.version, tagset.names["en"]) == ("small", "1", "Small")
    quantity = tagset.label("number", "quantity")
    assert quantity is not None and quantity.key == "n" and quantity.hue == ""
    kind = quantity.feature("kind")
    assert kind is not None and kind.type == "choice" and list(kind.options) == ["count", "money"]
    assert kind.options["money"]["zh"] == "金额"
    relation = tagset.relation("in_period")
    assert relation is not None and relation.targets == ("number/period",)
    assert tagset.source == SMALL


def test_a_feature_of_the_layer_belongs_to_each_of_its_labels() -> None:
    (layer,) = parse_tagset(SMALL, name="my.toml").layers
    assert [[spec.id for spec in label.features] for label in layer.labels] == [["kind", "sure"], ["sure"]]


def test_windows_line_ends_change_nothing() -> None:
    assert parse_tagset(SMALL.replace("\n", "\r\n"), name="my.toml") == parse_tagset(SMALL, name="my.toml")


@pytest.mark.parametrize(
    ("written", "instead", "message", "row", "value"),
    [
        ('key = "t"', 'key = "n"', "tagset.duplicate_key", 'key = "n"', "n"),
        ('key = "t"', 'key = "e"', "tagset.reserved_key", 'key = "e"', "e"),
        ('key = "t"', 'key = "F5"', "tagset.bad_key", 'key = "F5"', "F5"),
        ('id = "period"', 'id = "quantity"', "tagset.duplicate_id", 'id = "quantity"', "quantity"),
        ('id = "period"', 'id = "统计期"', "tagset.bad_id", 'id = "统计期"', "统计期"),
        ('id = "period"\n', "", "tagset.missing", "[[layer.label]]", "id"),
        ('id = "period"', 'idd = "period"', "tagset.unknown_key", "idd = ", "idd"),
        ('id = "kind"', 'id = "sure"', "tagset.duplicate_id", 'id = "sure"', "sure"),
        ('type = "choice"', 'type = "choise"', "tagset.not_one_of", "choise", "choise"),
        ('type = "choice"', 'type = "text"', "tagset.needless_options", "options = [", "kind"),
        ('type = "boolean"', 'type = "choice"', "tagset.no_options", "[[layer.feature]]", "sure"),
        (
            'id = "money"',
            'id = "count"',
            "tagset.duplicate_id",
            '{ id = "count", name = { zh = "金额"',
            "count",
        ),
        ('id = "money"', 'id = " "', "tagset.bad_option", "options = [", None),
        ('{ zh = "金额", en = "money" }', '{ zh = "金额" }', "tagset.missing_name", "options = [", "en"),
        ('name = { zh = "统计期", en = "Period" }', 'name = "期"', "tagset.not_names", 'name = "期"', "name"),
        (
            'name = { zh = "统计期", en',
            'name = { de = "Zeit", zh = "统计期", en',
            "tagset.unknown_key",
            "Zeit",
            "de",
        ),
        (
            'name = { zh = "统计期", en = "Period" }',
            "name = { zh = 7 }",
            "tagset.not_text",
            "zh = 7",
            "name.zh",
        ),
        ('"number/period",', '"number/periods",', "tagset.unknown_end", "number/periods", "number/periods"),
        ('from = ["number/quantity"]', 'from = "number/quantity"', "tagset.not_words", "from = ", "from"),
        ('from = ["number/quantity"]\n', "", "tagset.missing", "[[relation]]", "from"),
        ('version = "1"', "version = 1", "tagset.not_text", "version = 1", "version"),
        (
            'name = { zh = "数字", en = "Numbers" }',
            'target = "word"\nname = { zh = "数字", en = "Numbers" }',
            "tagset.not_one_of",
            "target = ",
            "word",
        ),
        ('id = "number"', 'id = "number"\nhue = "red"', "tagset.not_one_of", "hue = ", "red"),
        ('id = "quantity"', 'hue = "red"\nid = "quantity"', "tagset.not_one_of", "hue = ", "red"),
    ],
)
def test_a_mistake_is_refused_on_its_line(
    written: str, instead: str, message: str, row: str, value: str | None
) -> None:
    assert SMALL.count(written) == 1
    source = SMALL.replace(written, instead)
    error = refusal(source)
    assert error.message == message
    assert row in row_of(error, source)
    assert value is None or value in error.values.values()


def test_two_layers_of_one_name_are_refused() -> None:
    layer = '[[layer]]\nid = "number"\nname = { zh = "数", en = "N" }\n'
    layer += '[[layer.label]]\nid = "a"\nname = { zh = "甲", en = "A" }\n'
    error = refusal(SMALL + layer)
    assert (error.message, error.values["id"]) == ("tagset.duplicate_id", "number")
    assert error.values["line"] == SMALL.count("\n") + 2


def test_a_tagset_without_layers_is_refused() -> None:
    error = refusal('id = "x"\nversion = "1"\nname = { zh = "空", en = "None" }\n')
    assert (error.message, error.values["key"]) == ("tagset.missing", "[[layer]]")


def test_a_layer_that_is_one_table_is_refused() -> None:
    assert refusal('id = "x"\n[layer]\nid = "y"\n').message == "tagset.not_tables"


def test_broken_toml_names_its_line_once() -> None:
    source = SMALL.replace('id = "period"', "id = period")
    error = refusal(source)
    assert error.message == "tagset.broken" and row_of(error, source) == "id = period"
    assert "line" not in str(error.values["reason"])


@pytest.mark.parametrize("source", ["x = [", "x = " + "[" * 5000, 'x = """', "x = " + "9" * 5000])
def test_toml_that_breaks_its_reader_is_refused_too(source: str) -> None:
    assert refusal(source).message == "tagset.broken"


def test_leaving_out_any_line_is_accepted_or_refused_inside_the_file() -> None:
    rows = SMALL.split("\n")
    for n in range(len(rows)):
        source = "\n".join(rows[:n] + rows[n + 1 :])
        try:
            parse_tagset(source, name="my.toml")
        except UserError as error:
            line = error.values["line"]
            assert isinstance(line, int) and 1 <= line <= len(rows)


def test_the_default_tagset_has_every_layer_label_and_relation() -> None:
    tagset = default_tagset()
    labels = {layer.id: {label.id for label in layer.labels} for layer in tagset.layers}
    assert labels["number"] == {"quantity", "indicator", "period"}
    assert labels["clause"] == {"measure", "outcome", "award", "problem", "cause", "plan"}
    assert labels["claim"] == {"zero_claim", "full_claim"}
    assert labels["entity"] == {"document_ref", "org", "policy_name", "system", "person"}
    assert labels["quality"] == {"source_doubt"}
    assert len(labels["section"]) == 7 and len(labels["topic"]) == 12 and labels["document"] == {"report"}
    assert {spec.id for spec in tagset.relations} == {
        *("quantity_of", "in_period", "belongs_to", "part_of", "denominator", "base_of", "same_as"),
        *("based_on", "caused_by", "answers", "fulfils"),
    }
    assert {layer.target for layer in tagset.layers} == {"span", "paragraph", "section", "document"}


@pytest.mark.parametrize("name", shipped_tagsets())
def test_a_shipped_tagset_can_be_worked_with(name: str) -> None:
    tagset = tagset_named(name)
    assert tagset.id == name
    labels = [label for layer in tagset.layers for label in layer.labels]
    keys = [label.key for label in labels if label.key]
    assert len(keys) == len(set(keys)) and not set(keys) & RESERVED_KEYS
    assert {layer.hue for layer in tagset.layers} | {label.hue for label in labels} <= {*HUES, ""}
    assert all(set(label.description) == {"zh", "en"} for label in labels)
    quantity = tagset.label("number", "quantity")
    assert quantity is not None and quantity.key == "n"


def test_both_shipped_tagsets_hold_what_the_machine_says_of_a_number() -> None:
    full, small = (tagset_named(name).label("number", "quantity") for name in ("rule-of-law", "minimal"))
    assert full is not None and small is not None and full.features == small.features


def test_a_tagset_is_found_by_path(tmp_path: Path) -> None:
    path = tmp_path / "自定.toml"
    path.write_bytes(b"\xef\xbb\xbf" + SMALL.encode())
    assert tagset_named(str(path)).id == "small"


def test_an_unknown_tagset_is_refused_with_the_known_ones(tmp_path: Path) -> None:
    for name in ("nothing", str(tmp_path)):
        with pytest.raises(UserError) as caught:
            tagset_named(name)
        assert caught.value.message == "tagset.unknown"
        assert "rule-of-law" in str(caught.value.values["known"])


def test_a_file_that_is_no_utf8_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "gbk.toml"
    path.write_bytes("名 = 1".encode("gb18030"))
    with pytest.raises(UserError) as caught:
        tagset_named(str(path))
    assert caught.value.message == "tagset.unreadable"


def label_of(layer_id: str, label_id: str) -> Label:
    label = default_tagset().label(layer_id, label_id)
    assert label is not None
    return label


@pytest.mark.parametrize(
    ("label", "features"),
    [
        ("number/quantity", {"value": "36000", "unit": "条", "kind": "count", "direction": None}),
        ("number/quantity", {"value": "-0.5", "value_max": "0", "values": ["4.5", "36.2", "59.3"]}),
        ("number/quantity", {"iso": "2024-02-29", "period_from": "2024", "period_to": "2024-10"}),
        ("number/quantity", {"iso": "2023-12-20T10:27", "reason": "value", "aspect": "存量"}),
        ("document/report", {"year": 2024, "published": "2025-01-16"}),
        ("section/preamble", {"boilerplate": True, "training": False}),
        ("entity/org", {"roles": ["reporter", "grantor"]}),
        ("clause/award", {"granted_by": "市政府", "status": "done"}),
        ("number/quantity", {"whole": [3, 5], "bases": [[3, 5], [9, 12]], "period_fragments": [[0, 2]]}),
        ("number/quantity", {"more_indicators": [{"text": "优秀率", "id": "优秀率", "fragments": [[1, 4]]}]}),
    ],
)
def test_features_that_fit_are_accepted(label: str, features: dict[str, object]) -> None:
    check_features(label_of(*label.split("/")), features)


@pytest.mark.parametrize(
    ("label", "features", "message"),
    [
        ("number/quantity", {"value": "1e3"}, "feature.not_decimal"),
        ("number/quantity", {"value": "1,234"}, "feature.not_decimal"),
        ("number/quantity", {"value": "１２"}, "feature.not_decimal"),
        ("number/quantity", {"value": "007"}, "feature.not_decimal"),
        ("number/quantity", {"value": 12}, "feature.not_decimal"),
        ("number/quantity", {"value": "NaN"}, "feature.not_decimal"),
        ("number/quantity", {"iso": "2024-02-30"}, "feature.not_date"),
        ("number/quantity", {"iso": "2024-13"}, "feature.not_date"),
        ("number/quantity", {"iso": "2024-2-3"}, "feature.not_date"),
        ("number/quantity", {"iso": "0000"}, "feature.not_date"),
        ("number/quantity", {"kind": "colour"}, "feature.not_choice"),
        ("number/quantity", {"kind": ["count"]}, "feature.not_choice"),
        ("number/quantity", {"values": "4.5:36.2"}, "feature.not_choices"),
        ("number/quantity", {"unit": 3}, "feature.not_text"),
        ("number/quantity", {"whole": [5, 3]}, "feature.not_place"),
        ("number/quantity", {"whole": [3, 5, 7]}, "feature.not_place"),
        ("number/quantity", {"whole": "3-5"}, "feature.not_place"),
        ("number/quantity", {"whole": [True, 5]}, "feature.not_place"),
        ("number/quantity", {"bases": [3, 5]}, "feature.not_places"),
        ("number/quantity", {"bases": []}, "feature.not_places"),
        ("number/quantity", {"more_indicators": ["优秀率"]}, "feature.not_records"),
        ("number/quantity", {"more_indicators": {"text": "优秀率"}}, "feature.not_records"),
        ("number/quantity", {"colour": "red"}, "feature.unknown"),
        ("number/quantity", {"colour": None}, "feature.unknown"),
        ("document/report", {"year": "2024"}, "feature.not_integer"),
        ("document/report", {"year": True}, "feature.not_integer"),
        ("section/preamble", {"boilerplate": "yes"}, "feature.not_boolean"),
        ("entity/org", {"roles": ["king"]}, "feature.not_choices"),
        ("entity/org", {"roles": [["reporter"]]}, "feature.not_choices"),
    ],
)
def test_features_that_do_not_fit_are_refused(label: str, features: dict[str, object], message: str) -> None:
    with pytest.raises(UserError) as caught:
        check_features(label_of(*label.split("/")), features)
    assert caught.value.message == message
    assert caught.value.values["feature"] in features


def test_the_shipped_files_explain_themselves() -> None:
    head = read_text("tagsets", "rule-of-law.toml").split("\nid =")[0]
    assert all(word in head for word in ("[[layer]]", "[[layer.label.feature]]", "[[relation]]", "options"))
