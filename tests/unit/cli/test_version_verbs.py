"""Owns the verbs on versions of texts, on two machines: a report fetched again while a reviewer works."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.machines import Machine

pytestmark = [pytest.mark.slow, pytest.mark.heavy, pytest.mark.timeout(200)]

HEAD = "云溪县司法局2024年报告\n一、主要举措\n"
TAIL = "二、存在问题\n人手不足，证据链不够充分。\n"
OLD = f"{HEAD}全年办理案件112件，同比上升3%。\n{TAIL}"
NEW = f"来源：县政府\n{HEAD}全年办理各类案件115件。\n{TAIL}"


@pytest.fixture
def scene(tmp_path: Path) -> tuple[Machine, Path, Path]:
    """The owner, the project with both texts, and the bundle that was made from the older one."""
    owner, jia = (Machine(folder=tmp_path / who, who=who) for who in ("zhang", "jia"))
    project, report = tmp_path / "project.sqlite", tmp_path / "报告.txt"
    report.write_text(OLD, "utf-8")
    owner.run("new", project)
    (old,) = owner.run("import", project, report)
    owner.run("plan", project, "--reviewers", "jia")
    (package,) = owner.run("send", project, "--to", "jia", "--out", tmp_path)
    jia.run("receive", package["file"], tmp_path / "work.sqlite")
    tags = [tag(old["document"], words) for words in ("人手不足", "112件", "同比上升3%")]
    jia.run("annotate", tmp_path / "work.sqlite", jia.script(*tags))
    (bundle,) = jia.run("send", tmp_path / "work.sqlite", "--to", "owner", "--out", tmp_path)
    report.write_text(NEW, "utf-8")
    owner.run("import", project, report)
    return owner, project, Path(bundle["file"])


def tag(document: str, words: str) -> dict[str, Any]:
    """A line for ``annotate``: these words of the older text are a measure."""
    place = [OLD.index(words), OLD.index(words) + len(words)]
    about = {"layer": "clause", "label": "measure", "fragments": [place]}
    return {"document": document, "op": "tag", **about}


def test_a_report_fetched_again_is_merged_graded_and_settled(scene: tuple[Machine, Path, Path]) -> None:
    owner, project, bundle = scene
    (tried,) = owner.run("merge", project, bundle, "--dry-run")
    assert tried["grades"] == {"exact": 1, "moved": 0, "doubtful": 2, "lost": 0}
    assert owner.run("anchors", project) == []
    assert owner.run("merge", project, bundle) == [tried]
    (pair,) = tried["versions"]
    lines = owner.run("anchors", project)
    assert [(line["text"], line["grade"], line["document"]) for line in lines] == [
        ("112件", "doubtful", pair["document"]),
        ("同比上升3%", "doubtful", pair["document"]),
    ]
    assert {line["old"] for line in lines} == {pair["old"]}
    owner.run("anchor", project, lines[0]["id"], "--at", f"{NEW.index('115件')}-{NEW.index('115件') + 4}")
    owner.run("anchor", project, lines[1]["id"], "--drop", "--note", "新文本没有这一句")
    assert owner.run("anchors", project) == []
    told = owner.run("anchors", project, "--all")
    assert [(line["place_text"], line["settled"], line["dropped"]) for line in told] == [
        ("115件", True, False),
        ("", True, True),
        ("人手不足", False, False),
    ]
    assert [line["verb"] for line in owner.run("history", project)][-4:] == [
        *("revise", "merge"),
        *("anchor", "anchor"),
    ]
    assert all(line["ok"] for line in owner.run("verify", project))
    owner.run("undo", project)
    assert [line["id"] for line in owner.run("anchors", project)] == [lines[1]["id"]]


def test_what_cannot_be_is_one_sentence(scene: tuple[Machine, Path, Path]) -> None:
    owner, project, bundle = scene
    owner.run("merge", project, bundle)
    ids = [line["id"] for line in owner.run("anchors", project)]
    for words in (
        (ids[0], "--at", "x"),
        (ids[0], "--at", "5-900"),
        (*ids, "--at", "1-2"),
        ("nothing-of-that-name", "--drop"),
    ):
        (line,) = owner.run("anchor", project, *words, code=1)
        assert line["status"] == "refused" and line["reason"]
    (line,) = owner.run("revise", project, "报告.txt", "报告.txt", code=1)
    assert line["reason"]
    assert len(owner.run("anchors", project, "--grade", "doubtful")) == 2
    assert owner.run("anchors", project, "--grade", "lost") == []
