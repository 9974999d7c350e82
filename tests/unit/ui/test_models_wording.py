"""Owns how values are worded: grouping, qualifiers, one line, no markup."""

from __future__ import annotations

import pytest

from annotator.i18n import set_language
from annotator.model.documents import Document
from annotator.model.tagsets import FeatureSpec
from annotator.ui.models import wording

THIN = wording.THIN


@pytest.mark.parametrize(
    ("decimal", "expected"),
    [
        ("312", "312"),
        ("999", "999"),
        ("9999", f"9{THIN}999"),
        ("12000", f"12{THIN}000"),
        ("1864000", f"1{THIN}864{THIN}000"),
        ("480000.25", f"480{THIN}000.25"),
        ("-12000", f"\u221212{THIN}000"),
        ("约12", "约12"),
        ("", ""),
    ],
)
def test_thousands_are_set_apart(decimal, expected):
    assert wording.grouped(decimal) == expected


@pytest.mark.parametrize(
    ("features", "expected"),
    [
        ({"value": "480000", "qualifier_norm": "approx"}, f"≈ 480{THIN}000"),
        ({"value": "12000", "qualifier_norm": "at_least"}, f"≥ 12{THIN}000"),
        ({"value": "3", "value_max": "5", "qualifier_norm": "exact"}, "3–5"),
        ({"value": "12.4", "direction": "down"}, "↓ 12.4"),
        ({"values": ["7", "3"]}, "7 : 3"),
        ({"iso": "2024-11", "value": "2024"}, "2024-11"),
        ({"value_max": "10", "qualifier_norm": "at_most"}, "≤ 10"),
        ({}, "—"),
    ],
)
def test_numbers_in_words(features, expected):
    assert wording.number_words(features) == expected


def test_one_line_breaks_nothing_and_turns_nothing_around():
    assert wording.one_line("1.2万\n余人次") == "1.2万余人次"
    assert wording.one_line("a\u2028b") == "a b"
    assert "\u202e" not in wording.one_line("倒\u202e写")
    assert wording.one_line("一二三四五", most=3) == "一二…"


def test_tips_are_never_markup():
    assert wording.plain_tip("<b>x</b>\n&") == "<qt>&lt;b&gt;x&lt;/b&gt;<br>&amp;</qt>"
    assert wording.plain_tip("") == ""


def test_ampersands_are_no_mnemonics():
    assert wording.no_mnemonic("R&D") == "R&&D"


def test_features_in_words():
    choice = FeatureSpec(id="kind", names={"zh": "类别"}, type="choice", options={"count": {"zh": "计数"}})
    assert wording.feature_words(choice, "count") == "计数"
    assert wording.feature_words(choice, "gone") == "gone"
    assert wording.feature_words(choice, None) == ""
    plain = FeatureSpec(id="x", names={})
    assert wording.feature_words(plain, ["甲", "乙"]) == "甲、乙"
    assert wording.feature_words(plain, True) == "是"


def test_names_follow_the_language():
    names = {"zh": "数字", "en": "Number"}
    assert wording.named(names) == "数字"
    set_language("en")
    assert wording.named(names) == "Number"
    assert wording.named({"zh": "数字"}) == "数字"
    assert wording.named({}, "id") == "id"


def test_a_document_is_called_by_body_and_year():
    document = Document(id="x", source="a/b.txt", encoding="utf-8", bytes_sha256="", imported_at="", chars=0)
    assert wording.document_words(document) == "b"
    assert wording.is_untitled(document)


@pytest.mark.parametrize(
    ("keys", "expected"),
    [("Ctrl+Shift+Z", "Ctrl+Shift+Z"), ("Return", "Enter"), ("Ctrl++", "Ctrl++"), ("Alt+Left", "Alt+←")],
)
def test_key_caps(keys, expected):
    assert wording.key_words(keys) == expected
