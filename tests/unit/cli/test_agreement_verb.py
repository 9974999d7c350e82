"""Owns the verb agreement: its lines, its words, what it refuses."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.reviewed import Reviewed, planted
from tests.unit.cli.conftest import Run

KEYS = ["layer", "label", "feature", "document", "pair", "measure", "value", "low", "high", "n", "reason"]


@pytest.fixture
def agreed(tmp_path: Path) -> Path:
    """A project of two reviewers, closed again."""
    made, _ = planted(tmp_path)
    path = made.store.path
    made.store.close()
    return path


def one(lines: list[dict[str, Any]], measure: str, **about: Any) -> dict[str, Any]:
    scope = {"layer": "number", "label": None, "feature": None, "document": None, "pair": "jia,yi"} | about
    (found,) = [line for line in lines if line["measure"] == measure and scope.items() <= line.items()]
    return found


def test_a_line_is_a_figure(run: Run, agreed: Path) -> None:
    said = run("agreement", agreed, "--rounds", 20)
    assert said.code == 0 and said.err == ""
    assert all(list(line) == KEYS for line in said.lines)
    assert one(said.lines, "f1_exact") == {
        "layer": "number",
        "label": None,
        "feature": None,
        "document": None,
        "pair": "jia,yi",
        "measure": "f1_exact",
        "value": 0.444444,
        "low": None,
        "high": None,
        "n": 7,
        "reason": None,
    }
    assert one(said.lines, "exact", label="quantity", feature="value")["value"] == 0.666667
    for line in said.lines:
        assert (line["value"] is None) == (line["reason"] is not None), line
    assert one(said.lines, "exact", label="quantity", feature="kind")["reason"] == "没有可比的内容"
    english = run("agreement", agreed, "--rounds", 20, "--lang", "en").lines
    assert one(english, "exact", label="quantity", feature="kind")["reason"] == "there is nothing to compare"


def test_cases_come_with_their_figure(run: Run, agreed: Path) -> None:
    line = one(run("agreement", agreed, "--cases", "--rounds", 20).lines, "f1_exact", label="quantity")
    assert [*KEYS, "cases"] == list(line)
    assert [case["outcome"] for case in line["cases"]].count("both") == 2
    assert len(line["cases"]) == line["n"] == 6
    first = line["cases"][0]
    assert (first["pair"], first["differs"], first["said"]) == ("jia,yi", [], ["quantity", "quantity"])
    assert first["end"] - first["start"] == 3 and len(first["one"]) == len(first["other"]) == 1


def test_figures_can_be_picked(run: Run, agreed: Path) -> None:
    lines = run("agreement", agreed, "--pair", "yi,jia", "--layer", "number", "--rounds", 20).lines
    assert {(line["pair"], line["layer"]) for line in lines} == {("jia,yi", "number")}
    assert run("agreement", agreed, "--layer", "clause", "--rounds", 20).lines == []
    gamma = run("agreement", agreed, "--gamma", "--rounds", 20, "--pair", "jia,yi").lines
    assert one(gamma, "gamma")["low"] is None


def test_intervals_follow_the_seed(run: Run, tmp_path: Path) -> None:
    made = Reviewed(tmp_path, "jia", "yi")
    for at in range(6):
        document = made.document(f"第{at}份办理{at + 1}件，整改{at + 2}项。")
        made.words("jia", document, "number/quantity", f"{at + 1}件")
        made.words("yi", document, "number/quantity", f"{at + 1}件" if at % 2 else f"{at + 2}项")
        for who in ("jia", "yi"):
            made.finish(who, document, "number")
    path = made.store.path
    made.store.close()
    first = run("agreement", path, "--seed", 3, "--rounds", 50)
    line = one(first.lines, "f1_exact")
    assert line["value"] == 0.5 and line["low"] < 0.5 < line["high"]
    assert run("agreement", path, "--seed", 3, "--rounds", 50).out == first.out


def test_people_are_told_in_words(run: Run, agreed: Path) -> None:
    said = run("agreement", agreed, "--rounds", 20, "--cases", plain=True)
    assert said.code == 0
    assert "number/quantity\tjia–yi\tf1_exact\t0.500\tn=6\t不足两份，估不出区间" in said.out
    assert "number\t全体\tleft_out\t9 条中未计入 0 条" in said.out
    assert "只有前者" in said.out


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--layer", "nothing"], "nothing"),
        (["--pair", "jia"], "jia"),
        (["--pair", "jia,nobody"], "nobody"),
        (["--pair", "jia,jia"], "自己"),
        (["--document", "nothing"], "nothing"),
    ],
)
def test_what_is_not_there_is_refused(run: Run, agreed: Path, words: list[str], says: str) -> None:
    said = run("agreement", agreed, *words)
    assert said.code == 1
    (line,) = said.lines
    assert line["status"] == "refused" and says in line["reason"]


def test_wrong_usage_and_no_project(run: Run, tmp_path: Path, agreed: Path) -> None:
    assert run("agreement", tmp_path / "none.sqlite").code == 2
    assert run("agreement", agreed, "--rounds", 0).code == 2
