"""Owns the letter of the verbs on a project: new, import, suggest, list, annotate, history, undo, verify."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from annotator.errors import UserError
from annotator.store import Store
from annotator.tasks.annotating import annotate
from tests.unit.cli.conftest import REPORT, Run

Script = Callable[..., Path]
DOCUMENT = "云溪2024.txt"


def place(words: str) -> list[list[int]]:
    start = REPORT.index(words)
    return [[start, start + len(words)]]


def confirm(words: str) -> dict[str, Any]:
    return {"document": DOCUMENT, "op": "confirm", "layer": "number", "fragments": place(words)}


def test_new_makes_one_file_and_overwrites_nothing(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "p.sqlite"
    assert run("new", path).code == 0
    before = path.read_bytes()
    assert run("new", path).code == 1
    assert path.read_bytes() == before
    assert run("new", tmp_path / "nowhere" / "p.sqlite").code == 1


def test_new_takes_a_tagset_by_name_or_file_and_refuses_a_broken_one(run: Run, tmp_path: Path) -> None:
    assert run("new", tmp_path / "a.sqlite", "--tagset", "minimal").lines[0]["tagset"] == "minimal"
    broken = tmp_path / "own.toml"
    broken.write_text('id = "own"\nname = { zh = "自定" \n', encoding="utf-8")
    said = run("new", tmp_path / "b.sqlite", "--tagset", broken)
    assert said.code == 1
    assert "own.toml" in said.lines[0]["reason"] and "2" in said.lines[0]["reason"]
    assert not (tmp_path / "b.sqlite").exists()


def test_import_reads_as_read_does_and_names_the_document(run: Run, tmp_path: Path, report: Path) -> None:
    path = tmp_path / "p.sqlite"
    run("new", path)
    (report.parent / "empty.txt").write_bytes(b"")
    said = run("import", path, report.parent, "--jobs", "2")
    assert said.code == 1
    assert [line["status"] for line in said.lines] == ["refused", "imported"]
    assert said.lines[0]["document"] is None
    assert said.lines[1]["document"] == said.lines[1]["sha256"]
    again = run("import", path, report)
    assert again.code == 0
    assert again.lines[0]["status"] == "skipped"
    assert again.lines[0]["document"] == said.lines[1]["document"]
    assert len(run("list", path).lines) == 1


def test_list_counts_suggestions_and_answers_of_the_acting_reviewer(
    run: Run, project: Path, script: Script
) -> None:
    (line,) = run("list", project).lines
    assert list(line) == ["document", "file", "sha256", "chars", "state", "suggestions", "answered"]
    assert (line["chars"], line["state"], line["answered"]) == (len(REPORT), "new", 0)
    assert line["suggestions"] == 5
    run("annotate", project, script(confirm("312件")), "--as", "jia")
    (mine,) = run("list", project, "--as", "jia").lines
    (theirs,) = run("list", project, "--as", "yi").lines
    assert (mine["answered"], mine["state"]) == (1, "in progress")
    assert (theirs["answered"], theirs["state"]) == (0, "new")


def test_suggesting_twice_changes_nothing(run: Run, project: Path) -> None:
    first = run("suggest", project)
    assert first.lines == run("suggest", project).lines
    assert first.lines[0]["suggestions"] == 5


def test_annotate_records_good_lines_as_one_action_and_lists_the_others(
    run: Run, project: Path, script: Script
) -> None:
    number, document = {"layer": "number"}, {"document": DOCUMENT}
    lines = script(
        confirm("312件"),
        {**document, "op": "correct", **number, "fragments": place("12.4%"), "features": {"value": "12.5"}},
        {**document, "op": "reject", **number, "fragments": place("约48万平方米")},
        {
            **document,
            "op": "tag",
            "layer": "number",
            "label": "indicator",
            "fragments": place("行政处罚案件"),
        },
        {
            **document,
            "op": "relate",
            "label": "quantity_of",
            "source": {"layer": "number", "label": "quantity", "fragments": place("312件")},
            "target": {"layer": "number", "label": "indicator", "fragments": place("行政处罚案件")},
        },
        {**document, "op": "state", "state": "in progress", "finished": {"number": [-1]}},
        {**document, "op": "tag", "layer": "number", "label": "indicator", "fragments": [[0, 10_000]]},
        {**document, "op": "tag", "layer": "clause", "label": "measure", "fragment": [[0, 5]]},
        {**document, "op": "fly"},
        "not json",
        "[1, 2]",
    )
    said = run("annotate", project, lines, "--as", "jia")
    assert said.code == 1
    assert [line["status"] for line in said.lines] == ["recorded"] * 6 + ["refused"] * 5
    assert [line["line"] for line in said.lines] == list(range(1, 12))
    assert all(line["reason"] for line in said.lines[6:])
    verbs = [line["verb"] for line in run("history", project).lines]
    assert verbs[-2:] == ["join", "annotate"]
    assert run("undo", project, "--as", "jia").lines[0]["verb"] == "undo"
    assert run("list", project, "--as", "jia").lines[0]["answered"] == 0
    assert run("redo", project, "--as", "jia").code == 0
    assert run("list", project, "--as", "jia").lines[0]["answered"] == 3


def test_annotate_tells_how_far_it_is_and_cancelled_records_nothing(project: Path, script: Script) -> None:
    lines = script(confirm("312件"), confirm("12.4%"))
    told: list[tuple[int, int]] = []
    store = Store.open(project, installation="here")
    with lines.open("rb") as file, pytest.raises(UserError) as refusal:
        annotate(
            store,
            file,
            name="a.jsonl",
            actor="jia",
            progress=lambda done, total, about: told.append((done, total)),
            cancelled=lambda: bool(told),
        )
    assert refusal.value.message == "annotate.cancelled"
    assert told == [(0, 2)]
    assert store.annotation_counts("jia") == {}
    with lines.open("rb") as file:
        annotate(
            store,
            file,
            name="a.jsonl",
            actor="jia",
            progress=lambda done, total, about: told.append((done, total)),
        )
    assert told[1:] == [(0, 2), (1, 2), (2, 2)]
    store.close()


def test_a_correction_may_move_the_borders(run: Run, project: Path, script: Script) -> None:
    line = {**confirm("312件"), "op": "correct", "fragments": place("312")}
    assert run("annotate", project, script(line)).code == 0
    assert run("annotate", project, script({**line, "op": "confirm"})).code == 1
    assert run("list", project).lines[0]["answered"] == 1


def test_history_undo_and_redo_speak_of_actions(run: Run, project: Path, script: Script) -> None:
    run("annotate", project, script(confirm("312件")), "--as", "jia")
    done = run("history", project).lines
    assert list(done[0]) == ["seq", "clock", "actor", "at", "verb", "undoes", "documents"]
    assert [line["seq"] for line in done] == list(range(1, len(done) + 1))
    sha256 = run("list", project).lines[0]["sha256"]
    assert (done[-1]["verb"], done[-1]["actor"], done[-1]["documents"]) == ("confirm", "jia", [sha256])
    undone = run("undo", project, "--as", "jia").lines[0]
    assert undone["undoes"] is not None
    assert undone == run("history", project).lines[-1]
    assert run("undo", project, "--as", "jia").code == 1
    assert run("undo", project, "--as", "yi").code == 1


def test_an_older_step_is_undone_by_its_id(run: Run, project: Path, script: Script) -> None:
    for words in ("312件", "12.4%"):
        run("annotate", project, script(confirm(words)), "--as", "jia")
    older, _ = [line["id"] for line in run("history", project, "--ids").lines if line["verb"] == "confirm"]
    assert run("undo", project, "--action", "none", "--as", "jia").code == 1
    assert run("undo", project, "--action", older, "--as", "yi").code == 1
    assert run("list", project, "--as", "jia").lines[0]["answered"] == 2
    assert run("undo", project, "--action", older, "--as", "jia").lines[0]["undoes"] == older
    assert run("list", project, "--as", "jia").lines[0]["answered"] == 1
    assert run("undo", project, "--action", older, "--as", "jia").code == 1


def test_verify_holds_and_fails_on_a_changed_row(run: Run, project: Path) -> None:
    said = run("verify", project)
    assert said.code == 0
    assert all(set(line) == {"check", "ok", "detail"} and line["ok"] for line in said.lines)
    connection = sqlite3.connect(project)
    connection.execute(
        "update suggestion set end = 10000000 where start = (select min(start) from suggestion)"
    )
    connection.commit()
    connection.close()
    said = run("verify", project)
    assert said.code == 1
    assert [line["check"] for line in said.lines if not line["ok"]] == ["spans", "suggestions"]


def test_an_unusable_project_ends_with_2_and_a_sentence(run: Run, tmp_path: Path) -> None:
    (tmp_path / "text.sqlite").write_text("not a project", encoding="utf-8")
    for path in (tmp_path / "missing.sqlite", tmp_path / "text.sqlite", tmp_path):
        said = run("list", path)
        assert said.code == 2
        assert said.out == ""
        assert str(path) in said.err


def test_lines_may_be_as_short_as_the_letter_allows(run: Run, project: Path, script: Script) -> None:
    document = {"document": DOCUMENT}
    lines = script(
        {**document, "op": "confirm", "fragments": place("312件")},
        {**document, "op": "correct", "fragments": place("12.4%"), "features": {"value": 13}},
        {
            **document,
            "op": "tag",
            "layer": "number",
            "label": "indicator",
            "fragments": place("行政处罚案件"),
        },
        {
            **document,
            "op": "relate",
            "label": "quantity_of",
            "fragments": [*place("312件"), *place("行政处罚案件")],
        },
        {**document, "op": "state", "label": "finished", "layer": "number"},
    )
    said = run("annotate", project, lines)
    assert [line["reason"] for line in said.lines] == [None] * 5
    assert run("list", project).lines[0]["state"] == "finished"
    locked = run("annotate", project, script({**document, "op": "delete", "fragments": place("312件")}))
    assert locked.code == 1
    opened = {**document, "op": "state", "label": "in_progress"}
    delete = {**document, "op": "delete", "label": "indicator", "fragments": place("行政处罚案件")}
    assert run("annotate", project, script(opened, delete)).code == 0


def test_notes_and_reasons_of_answers_are_kept_and_silent_changes_refused(
    run: Run, project: Path, script: Script, tmp_path: Path
) -> None:
    reject = {**confirm("12.4%"), "op": "reject", "features": {"reason": "not_a_number"}, "note": "程度"}
    state = {"document": DOCUMENT, "op": "state", "state": "in progress", "note": "先看数字"}
    said = run("annotate", project, script({**confirm("312件"), "note": "已核"}, reject, state))
    assert [line["reason"] for line in said.lines] == [None] * 3
    run("export", project, "--format", "jsonl", "--out", tmp_path / "out")
    exported = (tmp_path / "out" / "project.jsonl").read_text("utf-8")
    assert all(words in exported for words in ("已核", "程度", "先看数字", '"reason":"not_a_number"'))
    for more in ({"features": {"value": "99"}}, {"label": "indicator"}):
        assert run("annotate", project, script({**confirm("约48万平方米"), **more})).code == 1


def test_verify_makes_the_suggestions_anew(run: Run, project: Path) -> None:
    assert run("verify", project).code == 0
    connection = sqlite3.connect(project)
    connection.execute("update suggestion set features = replace(features, '480000', '980000')")
    connection.commit()
    connection.close()
    said = run("verify", project)
    assert [line["check"] for line in said.lines if not line["ok"]] == ["suggestions"]


def test_what_is_known_of_a_report_can_be_corrected(
    run: Run, project: Path, script: Script, tmp_path: Path
) -> None:
    describe = {
        "document": DOCUMENT,
        "op": "describe",
        "features": {"year": "2023", "published": "2025-02-01"},
    }
    guess = {**describe, "features": {"year": "2022", "region": "云溪县"}}
    assert run("annotate", project, script(guess, describe)).code == 0
    assert run("annotate", project, script({**describe, "features": {"year": "x"}})).code == 1
    run("export", project, "--format", "jsonl", "--out", tmp_path / "out")
    exported = (tmp_path / "out" / "project.jsonl").read_text("utf-8")
    assert '"published":"2025-02-01"' in exported and '"year":"2023"' in exported


def test_a_report_is_finished_with_its_layers_as_in_the_window(
    run: Run, project: Path, script: Script
) -> None:
    line = {"document": DOCUMENT, "op": "state", "state": "finished", "finished": {"number": [-1]}}
    assert run("annotate", project, script(line), "--as", "jia").code == 0
    assert run("history", project).lines[-1]["verb"] == "finish"
    assert run("list", project, "--as", "jia").lines[0]["state"] == "finished"
    assert run("annotate", project, script(line), "--as", "jia").code == 1, "it says nothing new"
    more = {**line, "finished": {"number": [-1], "clause": [0, 10]}}
    assert run("annotate", project, script(more), "--as", "jia").code == 0
    export = ["export", project, "--format", "jsonl", "--of", "jia", "--as", "jia"]
    assert run(*export, "--out", project.parent / "out").code == 0
    written = [path.read_text(encoding="utf-8") for path in (project.parent / "out").rglob("*.jsonl")]
    assert any('"clause":[0,10]' in text and '"number":[-1]' in text for text in written)
    run("undo", project, "--as", "jia")
    run("undo", project, "--as", "jia")
    assert run("list", project, "--as", "jia").lines[0]["state"] == "new"
