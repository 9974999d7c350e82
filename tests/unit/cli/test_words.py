"""Owns the words that a project adds to the word lists: in effect at once, undone, carried along."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from tests.unit.cli.conftest import Run

TEXT = """云溪县农业局2024年法治政府建设年度报告
全年种植苗木35畦，走访农户三五十20户，印发3721号外行动8份。
机动组办理罚没案件81件。
"""


@pytest.fixture
def project(run: Run, tmp_path: Path) -> Path:
    path, report = tmp_path / "p.sqlite", tmp_path / "r.txt"
    report.write_text(TEXT, encoding="utf-8")
    run("new", path)
    run("import", path, report)
    run("suggest", path)
    return path


def found(run: Run, project: Path, folder: Path) -> dict[str, dict[str, str]]:
    """The machine's numbers by their words, through an export."""
    run("export", project, "--format", "jsonl", "--of", "suggestions", "--out", folder)
    import json

    line = (folder / "project.jsonl").read_text("utf-8").splitlines()[1]
    return {one["text"]: one["features"] for one in json.loads(line)["suggestions"]}


def test_a_unit_is_known_at_once_and_forgotten_with_undo(run: Run, project: Path, tmp_path: Path) -> None:
    assert found(run, project, tmp_path / "a")["35畦"]["kind"] == "count"
    assert run("lexicon", project, "--add", "unit", "畦", "--sense", "area").code == 0
    assert found(run, project, tmp_path / "b")["35畦"]["kind"] == "area"
    assert run("verify", project).code == 0
    run("undo", project)
    run("suggest", project)
    assert found(run, project, tmp_path / "c")["35畦"]["kind"] == "count"
    assert run("lexicon", project).lines == []


def test_what_is_no_number_is_no_number_any_more(run: Run, project: Path, tmp_path: Path) -> None:
    assert "8份" in found(run, project, tmp_path / "a")
    run("lexicon", project, "--add", "not_a_number", "行动 8份")
    assert "8份" not in found(run, project, tmp_path / "b")
    id = run("lexicon", project).lines[0]["id"]
    run("lexicon", project, "--remove", id)
    assert "8份" in found(run, project, tmp_path / "c")


def test_another_name_of_an_indicator_decides_its_id(run: Run, project: Path, tmp_path: Path) -> None:
    before = found(run, project, tmp_path / "a")["81件"]["indicator_id"]
    assert "罚没案件" in before
    assert run("lexicon", project, "--add", "indicator", "罚没案件", "--sense", "行政处罚案件").code == 0
    after = found(run, project, tmp_path / "b")["81件"]
    assert after["indicator_id"] == before.replace("罚没案件", "行政处罚案件")
    assert "罚没案件" in after["indicator"]
    run("undo", project)
    run("suggest", project)
    assert found(run, project, tmp_path / "c")["81件"]["indicator_id"] == before


@pytest.mark.parametrize("scope", ["全系统", "全辖区", "其他机关"])
def test_a_body_decides_whose_number_it_is(run: Run, project: Path, tmp_path: Path, scope: str) -> None:
    assert found(run, project, tmp_path / "a")["81件"]["scope"] == "本机关"
    assert run("lexicon", project, "--add", "body", "机动组", "--sense", scope).code == 0
    after = found(run, project, tmp_path / "b")["81件"]
    assert after["scope"] == scope
    assert "机动组" not in after["indicator"]


def test_words_travel_with_the_native_format(run: Run, project: Path, tmp_path: Path) -> None:
    run("lexicon", project, "--add", "unit", "畦", "--sense", "area")
    run("export", project, "--format", "jsonl", "--out", tmp_path / "out")
    other = tmp_path / "q.sqlite"
    run("new", other)
    run("load", other, tmp_path / "out" / "project.jsonl", "--format", "jsonl")
    assert run("lexicon", other).lines == run("lexicon", project).lines
    assert run("verify", other).code == 0


@pytest.mark.parametrize(
    "words",
    [
        ("--add", "unit", "畦"),
        ("--add", "unit", "畦", "--sense", "bulk"),
        ("--add", "colour", "红"),
        ("--add", "unit", " ", "--sense", "area"),
        ("--add", "indicator", "行政复议案"),
        ("--remove", "unit/畦/nobody"),
    ],
)
def test_a_wrong_word_is_refused_with_one_sentence(run: Run, project: Path, words: tuple[str, ...]) -> None:
    said = run("lexicon", project, *words)
    assert said.code == 1
    assert len(said.lines) == 1 and said.lines[0]["reason"]
    assert run("lexicon", project).lines == []


def test_only_who_added_a_word_takes_it_out(run: Run, project: Path) -> None:
    run("lexicon", project, "--add", "unit", "畦", "--sense", "area", "--as", "yi")
    assert run("lexicon", project, "--remove", "unit/畦/yi", "--as", "bing").code == 1
    assert run("lexicon", project, "--remove", "unit/畦/yi", "--as", "yi").code == 0


def test_a_project_of_the_first_schema_takes_words_too(run: Run, project: Path) -> None:
    connection = sqlite3.connect(project)
    connection.executescript(
        "drop table term; delete from _sqlite_migrations where name = 'm0002_terms'; pragma user_version = 1;"
    )
    connection.close()
    assert run("lexicon", project, "--add", "unit", "畦", "--sense", "area").code == 0
    assert run("verify", project).code == 0
