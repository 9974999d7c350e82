"""Owns the verbs quality and series, on a project with answers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.unit.cli.conftest import REPORT, Run


def place(words: str) -> list[list[int]]:
    start = REPORT.index(words)
    return [[start, start + len(words)]]


def answered(run: Run, tmp_path: Path, report: Path) -> Path:
    path, script = tmp_path / "p.sqlite", tmp_path / "a.jsonl"
    run("new", path)
    run("import", path, report)
    run("suggest", path)
    lines: list[dict[str, Any]] = [
        {"op": "confirm", "fragments": place("312件")},
        {"op": "reject", "fragments": place("12.4%")},
        {"op": "correct", "fragments": place("约48万平方米"), "features": {"value": "490000"}},
    ]
    common = {"document": report.name, "layer": "number", "label": "quantity"}
    script.write_text("\n".join(json.dumps({**common, **line}) for line in lines), encoding="utf-8")
    assert run("annotate", path, script, "--as", "jia").code == 0
    return path


def test_quality_tells_shares_and_the_answers_behind_them(run: Run, tmp_path: Path, report: Path) -> None:
    path = answered(run, tmp_path, report)
    told = {line["measure"]: line for line in run("quality", path).lines if line["measure"] != "reason"}
    assert (told["precision"]["right"], told["precision"]["of"]) == (2, 3)
    assert [case["outcome"] for case in told["precision"]["cases"]] == ["rejected"]
    assert told["recall"]["value"] is None and told["recall"]["reason"]
    reasons = {line["name"]: line["n"] for line in run("quality", path).lines if line["measure"] == "reason"}
    assert reasons == {"not_a_number": 1, "value": 1}
    assert [line["outcome"] for line in run("quality", path, "--cases").lines] == [
        "right",
        "rejected",
        "corrected",
    ]
    assert run("quality", path, "--of", "yi").lines[0]["of"] == 0


def test_quality_by_kind_names_the_kinds(run: Run, tmp_path: Path, report: Path) -> None:
    path = answered(run, tmp_path, report)
    names = {
        line["name"] for line in run("quality", path, "--by", "kind").lines if line["measure"] == "value"
    }
    assert names == {"area", "count", "percent"}


def test_series_lists_what_it_cannot_draw(run: Run, tmp_path: Path, report: Path) -> None:
    path = answered(run, tmp_path, report)
    assert run("series", path, "no such indicator").lines == []
    assert run("series", path).code == 0
