"""Owns the verb by which an owner changes the tagset while reviewers work with the old one."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.tagsets import default_tagset
from tests.machines import Machine

pytestmark = [pytest.mark.slow, pytest.mark.heavy, pytest.mark.timeout(200)]


def altered(path: Path, *words: tuple[str, str]) -> Path:
    """The tagset that comes with the program, other words in it, as a file."""
    source = default_tagset().source
    for old, new in words:
        source = source.replace(old, new)
    path.write_text(source, "utf-8")
    return path


def test_a_tagset_is_changed_step_by_step_while_a_reviewer_works(tmp_path: Path) -> None:
    owner, jia = (Machine(folder=tmp_path / who, who=who) for who in ("zhang", "jia"))
    project, report = tmp_path / "project.sqlite", tmp_path / "报告.txt"
    report.write_text("云溪县司法局2024年报告\n一、主要举措\n全年办理案件112件。\n", "utf-8")
    owner.run("new", project)
    (read,) = owner.run("import", project, report)
    owner.run("plan", project, "--reviewers", "jia")
    (package,) = owner.run("send", project, "--to", "jia", "--out", tmp_path)
    work = tmp_path / "work.sqlite"
    jia.run("receive", package["file"], work)
    tag = {"document": read["document"], "op": "tag", "layer": "clause", "fragments": [[20, 24]]}
    jia.run("annotate", work, jia.script({**tag, "label": "measure"}))
    (bundle,) = jia.run("send", work, "--to", "owner", "--out", tmp_path)

    second = altered(tmp_path / "2.toml", ('id = "measure"', 'id = "action"'), ('/measure"', '/action"'))
    (line,) = owner.run("tagset", project, second, "--rename", "clause/measure=nothing", code=1)
    assert line["reason"]
    steps = ("--rename", "clause/measure=action")
    (tried,) = owner.run("tagset", project, second, *steps, "--dry-run")
    assert owner.run("tagset", project) == []
    assert owner.run("tagset", project, second, *steps) == [tried]
    assert tried["steps"] == [{"kind": "rename", "path": "clause/measure", "to": "action"}]
    (merged,) = owner.run("merge", project, bundle["file"])
    assert (merged["new"], merged["refused"]) == (3, [])
    owner.run("export", project, "--format", "jsonl", "--out", tmp_path / "out")
    assert '"label":"action"' in (tmp_path / "out" / "project.jsonl").read_text("utf-8")
    assert [{**line, "changed": {}} for line in owner.run("tagset", project)] == [tried]
    for words in (("--rename", "clause/plan"), ("--retire", "a=b"), ("--merge", "=b")):
        owner.run("tagset", project, second, *words, code=1)
    (line,) = owner.run("tagset", project, "--retire", "clause/plan", code=1)
    assert line["reason"]
    assert all(line["ok"] for line in owner.run("verify", project))
