"""What scraping and typesetting do to reports costs at most one point of value, of value and unit, of span.

Measured on the five known reports, where they are on this machine, and on the sample, which is always here.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from annotator.extractors import quantities
from annotator.languages.chinese import simplify
from annotator.readers import read_bytes
from annotator.resources import read_text, resource
from annotator.text.reading import read
from tests.unit.extractors import perturbing

SHARED = Path(__file__).resolve().parents[4] / "shared"
GOLD = SHARED / "gold" / "gold_numbers_seeds.jsonl"
Report = tuple[str, str, list[dict[str, Any]]]
Row = tuple[str, int, int, str, str]
"""Report, start, end, value, unit."""
MEASURES: dict[str, Callable[[Row], object]] = {
    "value": lambda row: (row[0], row[1], row[3]),
    "value and unit": lambda row: (row[0], row[1], row[3], row[4]),
    "span": lambda row: row[:3],
}


@cache
def known() -> list[Report]:
    if not GOLD.is_file():
        return []
    rows = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    names = sorted({row["file"] for row in rows})
    texts = {name: (SHARED / "seeds" / name).read_bytes().decode("utf-8") for name in names}
    return [(name, texts[name], [row for row in rows if row["file"] == name]) for name in names]


@cache
def sample() -> list[Report]:
    rows = [json.loads(line) for line in read_text("sample", "gold_numbers.jsonl").split("\n") if line]
    names = sorted({row["file"] for row in rows})
    texts = {name: read_bytes(resource("sample", name).read_bytes(), source=name).text for name in names}
    return [(name, texts[name], [row for row in rows if row["file"] == name]) for name in names]


CORPORA = {"known": known, "sample": sample}


def wanted(name: str, rows: list[dict[str, Any]], places: dict[int, int]) -> Iterator[tuple[bool, Row]]:
    """Yield for each row of the gold whether it must be found, and how."""
    for row in rows:
        start, end = places[row["start"]], places[row["end"] - 1] + 1
        value = str(Decimal(str(row["value"]))) if row.get("value") is not None else ""
        yield row["tier"] == "core", (name, start, end, value, simplify(str(row.get("unit_norm") or "")))


def told(name: str, text: str) -> Iterator[Row]:
    for s in quantities.EXTRACTOR.extract(read(text)):
        value = str(Decimal(str(s.features["value"]))) if "value" in s.features else ""
        yield name, s.start, s.end, value, simplify(str(s.features.get("unit_norm") or ""))


@cache
def scores(corpus: str, way: str) -> dict[str, float]:
    """Return F1 by measure; soft rows neither help nor hurt."""
    core: list[Row] = []
    found: list[Row] = []
    for name, text, rows in CORPORA[corpus]():
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        disturbed, places = perturbing.apply(
            perturbing.WAYS[way](text) if way else list(perturbing.kept(text))
        )
        both = list(wanted(name, rows, places))
        core += [row for is_core, row in both if is_core]
        soft = {row[1] for is_core, row in both if not is_core}
        found += [row for row in told(name, disturbed) if row[1] not in soft]
    return {
        measure: 2 * len({*map(of, core)} & {*map(of, found)}) / (len(core) + len(found))
        for measure, of in MEASURES.items()
    }


@pytest.mark.parametrize("way", perturbing.WAYS)
@pytest.mark.parametrize("corpus", CORPORA)
def test_disturbance_costs_at_most_a_point(corpus: str, way: str) -> None:
    if not CORPORA[corpus]():
        pytest.skip("the five known reports are not on this machine")
    before, after = scores(corpus, ""), scores(corpus, way)
    lost = {measure: round(before[measure] - after[measure], 4) for measure in MEASURES}
    assert max(lost.values()) <= 0.01, lost
