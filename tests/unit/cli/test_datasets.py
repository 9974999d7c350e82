"""Owns the letter of export, load, formats and verify-export."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.unit.cli.conftest import REPORT, Run
from tests.unit.cli.test_projects import DOCUMENT, confirm, place

Script = Callable[..., Path]


def test_export_and_load_restore_an_equal_project(
    run: Run, project: Path, script: Script, tmp_path: Path
) -> None:
    tag = {"document": DOCUMENT, "op": "tag", "layer": "clause", "label": "outcome", "note": "两处"}
    run("annotate", project, script(confirm("312件"), {**tag, "fragments": [[2, 5], [9, 12]]}), "--as", "jia")
    said = run("export", project, "--format", "jsonl", "--out", tmp_path / "one")
    assert (said.code, len(said.lines)) == (0, 1)
    header, document = (
        json.loads(line) for line in (tmp_path / "one" / "project.jsonl").read_text("utf-8").splitlines()
    )
    assert header["offset_unit"] == "codepoint"
    assert document["text"] == REPORT
    assert {each["owner"] for each in document["annotations"]} == {"jia"}
    copy = tmp_path / "copy.sqlite"
    run("new", copy)
    loaded = run("load", copy, tmp_path / "one" / "project.jsonl", "--format", "jsonl")
    assert loaded.code == 0
    assert run("verify", copy).code == 0
    run("export", copy, "--format", "jsonl", "--out", tmp_path / "two")
    files = [(tmp_path / name / "project.jsonl").read_bytes() for name in ("one", "two")]
    assert files[0] == files[1]


def test_an_export_folder_is_complete_or_absent(run: Run, project: Path, tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.mkdir()
    (taken / "mine.txt").write_text("mine", encoding="utf-8")
    assert run("export", project, "--format", "jsonl", "--out", taken).code == 1
    assert [path.name for path in taken.iterdir()] == ["mine.txt"]
    assert run("export", project, "--format", "nothing", "--out", tmp_path / "no").code == 1
    assert run("export", project, "--format", "csv", "--out", tmp_path / "no", "--of", "nobody").code == 1
    assert not (tmp_path / "no").exists()
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_the_ledger_opens_in_a_spreadsheet(run: Run, project: Path, script: Script, tmp_path: Path) -> None:
    note = {"note": "=1+1"}
    correction = {**confirm("12.4%"), "op": "correct", "features": {"value": "12.5"}, **note}
    run("annotate", project, script(correction), "--as", "jia")
    assert run("export", project, "--format", "csv", "--out", tmp_path / "csv", "--of", "jia").code == 0
    content = (tmp_path / "csv" / "numbers.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    (row,) = csv.DictReader(content.decode("utf-8-sig").splitlines())
    assert (row["value"], row["machine_value"], row["verdict"]) == ("12.5", "12.4", "corrected")
    assert (int(row["start"]), int(row["end"])) == tuple(place("12.4%")[0])
    assert not row["note"].startswith("=")


def test_verify_export_finds_a_changed_byte(run: Run, project: Path, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    run("export", project, "--format", "jsonl", "--out", folder)
    assert run("verify-export", folder).code == 0
    path = folder / "project.jsonl"
    path.write_bytes(path.read_bytes().replace(b"312", b"313", 1))
    said = run("verify-export", folder)
    assert said.code == 1
    assert any(not line["ok"] for line in said.lines)


def test_a_split_is_recorded_and_the_same_for_one_seed(run: Run, project: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        said = run(
            *("export", project, "--format", "jsonl", "--out", tmp_path / name),
            *("--split", "8:1:1", "--seed", "7", "--group-by", "body"),
        )
        assert said.code == 0
    files = [(tmp_path / name / "project.jsonl").read_bytes() for name in ("one", "two")]
    assert files[0] == files[1]
    assert json.loads(files[0].splitlines()[1])["split"] in ("train", "dev", "test")
    assert run("export", project, "--format", "jsonl", "--out", tmp_path / "x", "--split", "lots").code == 1


def test_the_clean_text_can_be_exported_with_its_own_offsets(run: Run, tmp_path: Path) -> None:
    project, report = tmp_path / "p.sqlite", tmp_path / "繁.txt"
    report.write_bytes("全年辦理3.6萬(wàn)余條，領(lǐng)導(dǎo)重視。".encode())
    run("new", project)
    run("import", project, report)
    run("suggest", project)
    run("export", project, "--format", "jsonl", "--out", tmp_path / "clean", "--text", "clean")
    header, document = (
        json.loads(line) for line in (tmp_path / "clean" / "project.jsonl").read_text("utf-8").splitlines()
    )
    assert header["text"] == "clean"
    assert document["text"] == "全年辦理3.6萬余條，領導重視。"
    (suggestion,) = document["suggestions"]
    assert document["text"][suggestion["start"] : suggestion["end"]] == "3.6萬余條"
    run("new", tmp_path / "q.sqlite")
    exported = tmp_path / "clean" / "project.jsonl"
    assert run("load", tmp_path / "q.sqlite", exported, "--format", "jsonl").code == 1


def test_formats_say_what_they_need_and_lose(run: Run) -> None:
    found = {line["name"]: line for line in run("formats").lines}
    assert {"jsonl", "csv"} <= set(found)
    keys = {"name", "reads", "writes", "needs", "cannot_carry"}
    assert all(set(line) == keys for line in found.values())
    assert found["jsonl"]["cannot_carry"] == []
    assert found["csv"]["cannot_carry"]


def test_what_comes_in_as_suggestions_is_brought_by_a_person(run: Run, project: Path, tmp_path: Path) -> None:
    assert run("export", project, "--format", "jsonl", "--out", tmp_path / "out").code == 0
    again = tmp_path / "again.sqlite"
    assert run("new", again).code == 0
    exported = tmp_path / "out" / "project.jsonl"
    assert run("load", again, exported, "--format", "jsonl", "--as", "suggestions").code == 0
    assert {line["actor"] for line in run("history", again).lines} == {"reviewer"}
    assert run("load", again, exported, "--format", "jsonl", "--as", "all").code == 1


@pytest.mark.parametrize("name", ["gold", "all", "suggestions", "machine", "", "\udcff"])
def test_nobody_acts_under_a_reserved_name(run: Run, project: Path, tmp_path: Path, name: str) -> None:
    before = run("history", project).lines
    for words in (
        ["import", project, project],
        ["undo", project],
        ["list", project],
        ["new", tmp_path / "x"],
    ):
        said = run(*words, "--as", name)
        assert said.code == 1 and said.lines[0]["status"] == "refused"
    assert run("history", project).lines == before
    assert not (tmp_path / "x").exists()


def test_impossible_names_and_missing_manifests_are_sentences(
    run: Run, project: Path, tmp_path: Path
) -> None:
    long = tmp_path / ("x" * 300)
    for words in (
        ("export", project, "--format", "jsonl", "--out", long),
        ("load", project, long, "--format", "jsonl"),
    ):
        said = run(*words)
        assert said.code == 1
        assert "x" * 300 in said.lines[0]["reason"]
    (line,) = run("verify-export", tmp_path / "nothing").lines
    assert (line["ok"], line["check"]) == (False, "manifest")
    assert "MANIFEST.json" in line["detail"] and "Errno" not in line["detail"]
