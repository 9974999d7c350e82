"""The relations of reports that lie beside the checkout, and of the sample: all found, no false alarm."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from annotator.resources import resource
from annotator.tasks.crosschecks import check_record, checked_files
from annotator.tasks.reading import find_files

SHARED = Path(__file__).resolve().parents[4] / "shared"
SEEDS = SHARED / "gold" / "arith_seeds.jsonl"
VERDICTS = {"mismatch": "differs_in_rounding", "holds": "holds"}

needs_seeds = pytest.mark.skipif(not SEEDS.exists(), reason="the seed reports are not beside the checkout")


def records(*paths: Path) -> list[dict[str, Any]]:
    found = checked_files(find_files([str(path) for path in paths]))
    return [check_record(Path(each.outcome.file).name, one) for each in found for one in each.checks]


@needs_seeds
def test_every_relation_of_the_seeds_is_found_with_its_verdict() -> None:
    by_key = {
        (
            each["file"],
            each["relation"],
            tuple(sorted((o["start"], o["end"]) for o in each["operands"])),
        ): each
        for each in records(SHARED / "seeds")
    }
    missing = []
    for line in SEEDS.read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)
        if gold["strength"] == "weak":
            continue
        places = tuple(sorted((each["start"], each["end"]) for each in gold["operands"]))
        found = by_key.get((gold["file"], gold["relation"], places))
        if found is None or found["verdict"] != VERDICTS[gold["verdict"]]:
            missing.append(gold["id"])
        elif gold["stated"] is not None:
            assert found["computed"] == pytest.approx(gold["computed"], abs=0.001), gold["id"]
            assert found["stated"] == pytest.approx(gold["stated"]), gold["id"]
    assert missing == []


@needs_seeds
def test_the_seeds_contradict_themselves_nowhere() -> None:
    assert [each for each in records(SHARED / "seeds") if each["verdict"] == "contradicts"] == []


def test_the_sample_contradicts_itself_nowhere() -> None:
    found = records(Path(str(resource("sample"))))
    assert len(found) > 80
    assert [each for each in found if each["verdict"] == "contradicts"] == []


def test_a_report_is_checked_against_the_year_before() -> None:
    found = records(Path(str(resource("sample"))))
    across = [each for each in found if any("file" in operand for operand in each["operands"])]
    assert {(each["relation"], each["sum"]) for each in across} >= {
        ("yoy_change", "(312 − 278) ÷ 278 = +12.23%"),
        ("yoy_change", "(186.4万 − 152.3万) ÷ 152.3万 = +22.39%"),
        ("difference", "702 − 648 = 54"),
        ("equal", "50万 = 50万"),
    }
