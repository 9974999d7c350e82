"""The verb checks, on files and on a project, and answering from a script."""

from __future__ import annotations

import json
from pathlib import Path

REPORT = "云溪县城市管理局{year}年法治政府建设年度报告\n\n一、主要工作\n{body}\n"
LAST = REPORT.format(year=2023, body="全年办理行政处罚案件278件。")
THIS = REPORT.format(
    year=2024,
    body="全年办理行政处罚案件312件，同比上升12.2%，其中一般程序74件、简易程序238件。受理信访87件，其中重复信访95件。",
)


def reports(folder: Path) -> Path:
    folder.mkdir()
    (folder / "a2023.txt").write_text(LAST, encoding="utf-8")
    (folder / "b2024.txt").write_text(THIS, encoding="utf-8")
    return folder


def test_files_are_checked_alone_and_over_the_years(run, tmp_path: Path) -> None:
    folder = reports(tmp_path / "reports")
    lines = run("checks", folder).lines
    found = {(Path(line["file"]).name, line["relation"], line["verdict"]) for line in lines}
    assert ("b2024.txt", "sum", "holds") in found
    assert ("b2024.txt", "subset", "contradicts") in found
    assert ("b2024.txt", "yoy_change", "holds") in found
    [across] = [line for line in lines if line["relation"] == "yoy_change"]
    assert across["explanation"] == "增减：(312 − 278) ÷ 278 = +12.23%，报告写 +12.2%，相符。"
    text = THIS
    for line in lines:
        for operand in line["operands"]:
            words = LAST if str(operand.get("file", "")).endswith("a2023.txt") else text
            if line["file"].endswith("b2024.txt"):
                assert words[operand["start"] : operand["end"]] == operand["text"]


def test_a_project_is_checked_with_a_persons_numbers_and_answers(run, tmp_path: Path) -> None:
    project = tmp_path / "p.sqlite"
    run("new", project)
    run("import", project, reports(tmp_path / "reports"))
    run("suggest", project)
    wrong = THIS.index("95件")
    script = tmp_path / "script.jsonl"
    whole = THIS.index("87件")
    said = {
        "document": "b2024.txt",
        "op": "check",
        "relation": "subset",
        "fragments": [[wrong, wrong + 3], [whole, whole + 3]],
        "answer": "contradicts",
        "note": "重复信访不会多于信访",
    }
    script.write_text(json.dumps(said, ensure_ascii=False) + "\n", encoding="utf-8")
    assert run("annotate", project, script, "--as", "jia").code == 0
    lines = run("checks", project, "--as", "jia").lines
    [answered] = [line for line in lines if line["answer"]]
    assert (answered["relation"], answered["answer"], answered["note"]) == (
        "subset",
        "contradicts",
        said["note"],
    )
    assert any(line["relation"] == "yoy_change" and line["operands"][1]["document"] for line in lines)

    correction = {
        "document": "b2024.txt",
        "op": "correct",
        "fragments": [[wrong, wrong + 3]],
        "features": {"value": "59"},
    }
    script.write_text(json.dumps({**correction, "layer": "number"}) + "\n", encoding="utf-8")
    assert run("annotate", project, script, "--as", "jia").code == 0
    lines = run("checks", project, "--as", "jia").lines
    [subset] = [line for line in lines if line["sum"] == "59 ≤ 87"]
    assert (subset["verdict"], subset["answer"]) == ("holds", None)

    said["answer"] = "withdraw"
    script.write_text(json.dumps(said, ensure_ascii=False) + "\n", encoding="utf-8")
    assert run("annotate", project, script, "--as", "jia").code == 0
    assert not [line for line in run("checks", project, "--as", "jia").lines if line["answer"]]
    assert run("annotate", project, script, "--as", "jia").code == 1, "there is none to take back any more"


def test_what_is_no_check_is_refused_with_its_line(run, tmp_path: Path) -> None:
    project = tmp_path / "p.sqlite"
    run("new", project)
    run("import", project, reports(tmp_path / "reports"))
    script = tmp_path / "script.jsonl"
    named = {"document": "b2024.txt", "op": "check", "relation": "subset"}
    lines = [
        {**named, "fragments": [[0, 1]], "answer": "holds"},
        {**named, "fragments": [[0, 1], [2, 3]], "operands": [{"start": 0, "end": 1}], "answer": "perhaps"},
        {**named, "operands": [[0, "x"]], "answer": "holds"},
        {**named, "fragments": [[0, 1]]},
        {
            **named,
            "operands": [[30, 33], {"start": 35, "end": 38, "role": "whole"}],
            "answer": "different_basis",
        },
    ]
    script.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    outcomes = run("annotate", project, script, "--as", "jia")
    assert outcomes.code == 1
    assert [line["status"] for line in outcomes.lines] == ["refused"] * 4 + ["recorded"]
    [alone] = [line for line in run("checks", project, "--as", "jia").lines if line["verdict"] is None]
    assert alone["answer"] == "different_basis"


def test_answers_go_out_and_come_back(run, tmp_path: Path) -> None:
    project, other = tmp_path / "p.sqlite", tmp_path / "q.sqlite"
    run("new", project)
    run("import", project, reports(tmp_path / "reports"))
    run("suggest", project)
    script = tmp_path / "script.jsonl"
    said = {
        "document": "b2024.txt",
        "op": "check",
        "relation": "sum",
        "operands": [[30, 33], [35, 38]],
        "answer": "holds",
    }
    script.write_text(json.dumps(said) + "\n", encoding="utf-8")
    run("annotate", project, script, "--as", "jia")
    for text in ("original", "clean"):
        out = tmp_path / text
        assert run("export", project, "--format", "jsonl", "--out", out, "--text", text).code == 0
        assert run("verify-export", out).code == 0
    run("new", other)
    loaded = run("load", other, tmp_path / "original", "--format", "jsonl")
    assert loaded.lines[0]["new"]["crosscheck"] == 1
    for verb in (("checks", "--as", "jia"), ("verify",)):
        mine, theirs = (run(verb[0], each, *verb[1:]).lines for each in (project, other))
        assert [{**line, "detail": ""} for line in mine] == [{**line, "detail": ""} for line in theirs]


def test_a_table_of_numbers_tells_that_it_leaves_the_answers_out(run, tmp_path: Path) -> None:
    project, script = tmp_path / "p.sqlite", tmp_path / "script.jsonl"
    run("new", project)
    run("import", project, reports(tmp_path / "reports"))
    said = {"document": "b2024.txt", "op": "check", "relation": "sum", "answer": "holds"}
    script.write_text(json.dumps({**said, "operands": [[30, 33], [35, 38]]}) + "\n", encoding="utf-8")
    run("annotate", project, script, "--as", "jia")
    [summary] = run("export", project, "--format", "csv", "--out", tmp_path / "csv").lines
    assert summary["lost"]["checks"] == 1
