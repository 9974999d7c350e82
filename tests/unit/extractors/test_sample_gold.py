"""Every core number of the sample reports is found as the hand-made gold has it, and no negative is."""

from __future__ import annotations

import json
from decimal import Decimal
from functools import cache
from typing import Any

import pytest

from annotator.extractors import all_extractors
from annotator.model.annotations import Suggestion
from annotator.readers import read_bytes
from annotator.resources import read_text, resource
from annotator.text.reading import read

SURFACES = ("unit", "unit_norm", "magnitude", "qualifier", "qualifier_norm", "kind", "direction", "iso")
DISAGREEMENTS: frozenset[str] = frozenset()
"""Ids of gold lines on which the extractor may differ, each with its reason beside it; none today."""


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in read_text("sample", name).split("\n") if line]


GOLD = rows("gold_numbers.jsonl")
NEGATIVES = rows("negatives.jsonl")
REPORTS = sorted({row["file"] for row in GOLD})


@cache
def suggestions(name: str) -> dict[tuple[int, int], Suggestion]:
    reading = read(read_bytes(resource("sample", name).read_bytes(), source=name).text)
    extractors = all_extractors()
    return {(s.start, s.end): s for key in ("quantities", "dates") for s in extractors[key].extract(reading)}


def told(features: dict[str, Any]) -> dict[str, Any]:
    amounts = {key: features.get(key) for key in ("value", "value_max")}
    return {key: features.get(key) for key in SURFACES} | {
        key: Decimal(amount) if amount else None for key, amount in amounts.items()
    }


@pytest.mark.parametrize("name", REPORTS)
def test_every_core_row_is_found_whole(name: str) -> None:
    wrong = []
    for row in GOLD:
        if row["file"] != name or row["tier"] != "core" or row["id"] in DISAGREEMENTS:
            continue
        found = suggestions(name).get((row["start"], row["end"]))
        if found is None or told(dict(found.features)) != told(row):
            wrong.append((row["id"], row["text"], found and dict(found.features)))
    assert wrong == []


@pytest.mark.parametrize("name", REPORTS)
def test_what_is_found_is_in_the_gold_and_no_negative(name: str) -> None:
    text = read_bytes(resource("sample", name).read_bytes(), source=name).text
    gold = [(row["start"], row["end"]) for row in GOLD if row["file"] == name]
    negatives = [(row["start"], row["end"], row["class"]) for row in NEGATIVES if row["file"] == name]
    more = [text[start:end] for start, end in suggestions(name) if (start, end) not in gold]
    taken = [
        (text[start:end], kind)
        for start, end in suggestions(name)
        for first, last, kind in negatives
        if start < last and first < end
    ]
    assert (more, taken) == ([], [])


@pytest.mark.parametrize("name", REPORTS)
def test_every_date_is_found_with_its_iso_form(name: str) -> None:
    dates = {
        (row["start"], row["end"], row["iso"])
        for row in GOLD
        if row["file"] == name and row["tier"] == "date"
    }
    found = {
        (*place, suggestion.features.get("iso"))
        for place, suggestion in suggestions(name).items()
        if suggestion.features["kind"] == "date"
    }
    assert found == dates
