"""Owns the letter of ``read``, ``extract`` and ``score``, and of exit codes and streams."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.unit.cli.conftest import REPORT, Run

READ_KEYS = ["file", "status", "reason", "encoding", "chars", "sha256", "warnings"]
EXTRACT_KEYS = {
    *("file", "start", "end", "text", "value", "value_max", "values", "unit", "unit_norm", "magnitude"),
    *("qualifier", "qualifier_norm", "kind", "indicator", "indicator_fragments", "period", "period_from"),
    *("period_to", "direction", "role", "scope", "confidence", "iso", "aspect", "indicator_id"),
    *("more_indicators", "period_source", "whole", "bases"),
}


def test_read_says_what_became_of_each_file(run: Run, report: Path) -> None:
    folder = report.parent
    (folder / "a.txt").write_bytes(b"")
    (folder / "b.txt").write_bytes("\r\n".join(REPORT.split("\n")).encode("gb18030"))
    (folder / ".hidden").write_bytes(b"not looked at")
    (folder / "sub").mkdir()
    (folder / "sub" / "c.bin").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    (folder / "sub" / "d.csv").write_bytes("本街道办理案件3件，全年无行政复议。".encode("utf-16"))
    said = run("read", folder)
    assert said.code == 1
    assert all(list(line) == READ_KEYS for line in said.lines)
    assert [(line["file"], line["status"], line["encoding"]) for line in said.lines] == [
        (f"{folder}/a.txt", "refused", None),
        (f"{folder}/b.txt", "imported", "gb18030"),
        (f"{folder}/sub/c.bin", "refused", None),
        (f"{folder}/sub/d.csv", "imported", "utf-16-le"),
        (f"{folder}/云溪2024.txt", "skipped", "utf-8"),
    ]
    sha256 = hashlib.sha256(REPORT.encode()).hexdigest()
    assert said.lines[1]["sha256"] == said.lines[4]["sha256"] == sha256
    assert said.lines[1]["chars"] == len(REPORT)
    assert said.lines[4]["reason"] and said.lines[0]["reason"]


def test_read_writes_exactly_the_original_text(run: Run, report: Path, tmp_path: Path) -> None:
    odd = "第一行\u2028仍是第一行\r第二行\r\n第三行\u00a0𠮷\u3000完。\n"
    report.write_bytes(b"\xef\xbb\xbf" + odd.encode())
    said = run("read", report, "--text-dir", tmp_path / "texts")
    text = odd.replace("\r\n", "\n").replace("\r", "\n")
    (line,) = said.lines
    assert (line["encoding"], line["chars"]) == ("utf-8-sig", len(text))
    assert (tmp_path / "texts" / f"{line['sha256']}.txt").read_bytes() == text.encode()


def test_a_missing_path_is_a_refused_line_and_the_rest_goes_on(run: Run, report: Path) -> None:
    said = run("read", report.parent / "nothing.txt", report)
    assert said.code == 1
    assert [line["status"] for line in said.lines] == ["refused", "imported"]
    assert "nothing.txt" in said.lines[0]["reason"]


def test_extract_prints_one_line_a_number_with_every_key(run: Run, report: Path) -> None:
    said = run("extract", report)
    assert said.code == 0
    assert all(set(line) == EXTRACT_KEYS for line in said.lines)
    assert all(REPORT[line["start"] : line["end"]] == line["text"] for line in said.lines)
    found = [
        (line["text"], line["value"], line["unit"], line["qualifier_norm"], line["kind"], line["direction"])
        for line in said.lines
    ]
    assert found == [
        ("312件", "312", "件", "exact", "count", None),
        ("12.4%", "12.4", "%", "exact", "percent", "down"),
        ("约48万平方米", "480000", "平方米", "approx", "area", None),
        ("2025年1月16日", None, None, None, "date", None),
    ]
    assert said.lines[-1]["iso"] == "2025-01-16"


def test_extract_orders_by_file_and_start_and_lists_refusals(run: Run, report: Path) -> None:
    first, empty = report.with_name("A.txt"), report.with_name("B.txt")
    first.write_bytes("全年共办理9件。".encode())
    empty.write_bytes(b"")
    said = run("extract", report, empty, first)
    assert said.code == 1
    files = [line["file"] for line in said.lines]
    assert files == sorted(files)
    assert [line["status"] for line in said.lines if line["file"] == str(empty)] == ["refused"]


def test_score_counts_spans_values_and_units(run: Run, tmp_path: Path) -> None:
    def mention(start: int, end: int, value: str, unit: str, **more: object) -> dict[str, object]:
        fields = {"value": value, "unit": unit, "unit_norm": unit, "qualifier_norm": "exact"}
        return {"file": "r.txt", "start": start, "end": end, "kind": "count", **fields, **more}

    pred, gold = tmp_path / "pred.jsonl", tmp_path / "gold.jsonl"
    found = [mention(0, 2, "1", "件"), mention(5, 7, "2", "件"), mention(9, 12, "3", "次")]
    wanted = [
        mention(0, 2, "1.0", "件", tier="core"),
        mention(5, 7, "2", "条", tier="core"),
        mention(20, 22, "4", "次", tier="core"),
        mention(30, 32, "5", "年", tier="soft"),
    ]
    pred.write_text("\n".join(json.dumps({**line, "file": "here/r.txt"}) for line in found), "utf-8")
    gold.write_text("\n".join(json.dumps(line) for line in wanted), "utf-8")
    said = run("score", pred, gold)
    assert said.code == 0
    f1 = {line["measure"]: line["f1"] for line in said.lines if line["scope"] == "all"}
    assert f1["span"] == pytest.approx(2 / 3, abs=1e-6), "two of three spans are right"
    assert f1["value"] == pytest.approx(2 / 3, abs=1e-6)
    assert f1["value+unit"] == pytest.approx(1 / 3, abs=1e-6), "件 is not 条"
    assert f1["value+unit+qualifier"] == pytest.approx(1 / 3, abs=1e-6)


@pytest.mark.parametrize("words", [[], ["read"], ["fly"], ["new"], ["read", "x", "--lang", "tlh"]])
def test_wrong_usage_ends_with_2_and_one_sentence(run: Run, words: list[str]) -> None:
    if not words:
        words = ["--nonsense"]
    said = run(*words)
    assert said.code == 2
    assert said.out == ""
    assert len(said.err.strip().splitlines()) == 1


def test_the_language_of_sentences_can_be_chosen(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    chinese = run("read", tmp_path / "empty.txt", "--lang", "zh").lines[0]["reason"]
    english = run("--lang", "en", "read", tmp_path / "empty.txt").lines[0]["reason"]
    assert chinese != english
    assert english.isascii() or "“" in english


def test_without_json_people_read_sentences(run: Run, report: Path) -> None:
    said = run("read", report, plain=True)
    assert str(report) in said.out
    assert "{" not in said.out


def test_a_reader_who_leaves_early_is_no_crash(report: Path) -> None:
    report.write_bytes(("全年办理案件12件。\n" * 20_000).encode())
    command = f'"{sys.executable}" -m annotator extract "{report}" --json | head -n 1'
    said = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True)
    assert json.loads(said.stdout)["text"] == "12件"
    assert said.stderr == ""


def test_a_text_folder_that_cannot_be_written_is_told(run: Run, tmp_path: Path, report: Path) -> None:
    taken = tmp_path / "taken"
    taken.write_text("x", encoding="utf-8")
    said = run("read", report, "--text-dir", taken)
    assert said.code == 1 and [line["status"] for line in said.lines] == ["refused"]
    assert str(taken) in said.lines[0]["reason"]
    sha256 = run("read", report).lines[0]["sha256"]
    (tmp_path / "full" / f"{sha256}.txt").mkdir(parents=True)
    said = run("read", report, "--text-dir", tmp_path / "full")
    assert said.code == 1 and [line["status"] for line in said.lines] == ["refused"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="/dev/full is a thing of Linux")
@pytest.mark.parametrize(("redirect", "code"), [("> /dev/full", 1), (">&-", 0)])
def test_output_that_cannot_be_written_is_told_without_a_traceback(
    report: Path, redirect: str, code: int
) -> None:
    command = f'"{sys.executable}" -m annotator read "{report}" --json {redirect}'
    said = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert said.returncode == code
    assert "Traceback" not in said.stderr
    assert len(said.stderr.splitlines()) == code
