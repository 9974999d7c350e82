"""What scraping and typesetting do to the known reports costs at most one point of value and unit."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from annotator.extractors import quantities
from annotator.languages.chinese import simplify
from annotator.text.reading import read
from tests.unit.extractors import perturbing

SHARED = Path(__file__).resolve().parents[4] / "shared"
GOLD = SHARED / "gold" / "gold_numbers_seeds.jsonl"
Row = tuple[str, int, Decimal, str]


def _gold() -> list[dict[str, Any]]:
    if not GOLD.is_file():
        pytest.skip("the five known reports are not on this machine")
    return [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("way", perturbing.WAYS)
def test_disturbance_costs_at_most_a_point(way: str) -> None:
    gold = _gold()
    expected: set[Row] = set()
    found: set[Row] = set()
    for name in sorted({row["file"] for row in gold}):
        text = (SHARED / "seeds" / name).read_bytes().decode("utf-8")
        disturbed, places = perturbing.apply(perturbing.WAYS[way](text))
        soft = set()
        for start, row in perturbing.placed([row for row in gold if row["file"] == name], places):
            if row["tier"] == "core":
                expected.add((name, start, Decimal(str(row["value"])), str(row["unit_norm"])))
            else:
                soft.add(start)
        for s in quantities.EXTRACTOR.extract(read(disturbed)):
            if s.start not in soft and "value" in s.features:
                unit = simplify(str(s.features.get("unit_norm")))
                found.add((name, s.start, Decimal(str(s.features["value"])), unit))
    right = len(expected & found)
    score = 2 * right / (len(expected) + len(found))
    assert score >= 0.99, (sorted(expected - found), sorted(found - expected))
