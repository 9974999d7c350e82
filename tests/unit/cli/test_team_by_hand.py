"""Owns what the verbs of working apart do one thing at a time: single reports given, a hidden bundle shown
again, one figure with its cases, a package looked at before it is read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from annotator.bundles import BUNDLE, PACKAGE, peek
from annotator.errors import UserError
from tests.reviewed import planted
from tests.unit.cli.conftest import Run


@pytest.fixture
def planned(run: Run, project: Path) -> Path:
    """A project whose one report goes to jia."""
    assert run("plan", project, "--reviewers", "jia", "--seed", 4).code == 0
    return project


def test_a_report_is_given_and_taken_by_hand(run: Run, planned: Path) -> None:
    (document,) = {line["document"] for line in run("list", planned).lines}
    given = run("plan", planned, "--give", "yi", document).lines
    assert [line["reviewer"] for line in given] == ["jia", "yi"]
    taken = run("plan", planned, "--take", "jia", document[:10]).lines
    assert [line["reviewer"] for line in taken] == ["yi"]
    assert run("plan", planned).lines == taken
    assert run("undo", planned).code == 0
    assert run("plan", planned).lines == given


def test_what_is_theirs_already_is_refused(run: Run, planned: Path) -> None:
    (document,) = {line["document"] for line in run("list", planned).lines}
    said = run("plan", planned, "--give", "jia", document)
    assert said.code == 1
    assert said.lines[0]["status"] == "refused"


def test_what_is_asked_at_once_is_done_at_once_or_not_at_all(run: Run, planned: Path) -> None:
    (document,) = {line["document"] for line in run("list", planned).lines}
    before, history = run("plan", planned).lines, run("history", planned).lines
    asked = ("--reviewers", "jia,yi", "--overlap", 2, "--give", "bing", document, "--blind", "yes")
    for wrong in (("--take", "ding", document), ("--take", "jia", "nowhere"), ("--give", "jia", document)):
        assert run("plan", planned, *asked, *wrong).code == 1
        assert run("plan", planned).lines == before and run("history", planned).lines == history
    lines = run("plan", planned, *asked, "--take", "jia", document).lines
    assert [line["reviewer"] for line in lines] == ["bing", "yi"]
    assert [line["verb"] for line in run("history", planned).lines[len(history) :]] == ["plan", "blind"]


def test_what_only_a_new_plan_can_heed_is_refused_without_one(run: Run, planned: Path) -> None:
    before, history = run("plan", planned).lines, run("history", planned).lines
    for words in (("--suggestions", "hidden"), ("--overlap", 2), ("--calibration", 1), ("--repeats", 1)):
        said = run("plan", planned, *words)
        assert (said.code, len(said.lines)) == (1, 1) and "--reviewers" in said.lines[0]["reason"]
    assert (run("plan", planned).lines, run("history", planned).lines) == (before, history)


def test_the_owners_plan_is_taken_back_though_they_have_finished_the_report_themselves(
    run: Run, project: Path, tmp_path: Path
) -> None:
    (document,) = {line["document"] for line in run("list", project).lines}
    script = tmp_path / "finished.jsonl"
    done = {"document": document, "op": "state", "state": "finished"}
    script.write_text(json.dumps(done), encoding="utf-8")
    assert run("annotate", project, script).code == 0
    assert run("plan", project, "--reviewers", "jia,yi").code == 0
    assert run("undo", project).lines[0]["undoes"] is not None
    assert run("plan", project).lines == []


def test_only_the_owner_changes_it(run: Run, planned: Path) -> None:
    (document,) = {line["document"] for line in run("list", planned).lines}
    before = run("plan", planned).lines
    assert run("plan", planned, "--give", "yi", document, "--as", "jia").code == 1
    assert run("plan", planned).lines == before


def test_a_report_is_read_again_without_what_was_said(run: Run, project: Path, tmp_path: Path) -> None:
    (document,) = {line["document"] for line in run("list", project).lines}
    words = ("--reviewers", "jia,yi", "--overlap", 2, "--repeats", 1)
    assert {line["reviewer"] for line in run("plan", project, *words).lines} == {"jia", "yi", "jia#2", "yi#2"}
    for who, place in (("jia", [0, 4]), ("jia#2", [0, 3])):
        work = tmp_path / f"{place[1]}.sqlite"
        (package,) = run("send", project, "--to", who, "--out", tmp_path / "out").lines
        assert run("receive", package["file"], work, "--as", who).code == 0
        assert run("show", work, document).lines == []
        tag = {"document": document, "op": "tag", "layer": "clause", "label": "measure", "fragments": [place]}
        script = tmp_path / "said.jsonl"
        done = {"document": document, "op": "state", "state": "finished"}
        script.write_text("\n".join(map(json.dumps, (tag, done))), encoding="utf-8")
        assert run("annotate", work, script, "--as", who).code == 0
        (bundle,) = run("send", work, "--to", "owner", "--out", tmp_path / "out", "--as", who).lines
        assert run("merge", project, bundle["file"]).code == 0
    figures = run("agreement", project, "--layer", "clause", "--measure", "f1_overlapping").lines
    assert {line["pair"] for line in figures} == {None, "jia,jia#2"}
    assert next(line["value"] for line in figures if line["pair"] and line["label"] is None) == 1
    assert run("curate", project, "--queue").lines == []


@pytest.fixture
def merged(run: Run, planned: Path, tmp_path: Path) -> tuple[Path, str]:
    """A project into which a bundle of jia was merged, and the bundle's id."""
    work = tmp_path / "work.sqlite"
    (package,) = run("send", planned, "--to", "jia", "--out", tmp_path / "out").lines
    assert run("receive", package["file"], work, "--as", "jia").code == 0
    (document,) = {line["document"] for line in run("list", work).lines}
    tag = {"document": document, "op": "tag", "layer": "clause", "label": "measure", "fragments": [[0, 4]]}
    script = tmp_path / "said.jsonl"
    script.write_text(json.dumps(tag), encoding="utf-8")
    assert run("annotate", work, script, "--as", "jia").code == 0
    (bundle,) = run("send", work, "--to", "owner", "--out", tmp_path / "out", "--as", "jia").lines
    (line,) = run("merge", planned, bundle["file"]).lines
    return planned, line["bundle"]


def exported(run: Run, project: Path, folder: Path) -> str:
    assert run("export", project, "--format", "jsonl", "--out", folder).code == 0
    return (folder / "project.jsonl").read_text("utf-8")


def test_a_hidden_bundle_is_shown_again_without_its_file(
    run: Run, merged: tuple[Path, str], tmp_path: Path
) -> None:
    project, bundle = merged
    before = exported(run, project, tmp_path / "e1")
    assert '"owner":"jia"' in before
    assert run("merge", project, "--again", bundle).code == 1
    assert run("unmerge", project, bundle).code == 0
    assert '"owner":"jia"' not in exported(run, project, tmp_path / "e2")
    (line,) = run("merge", project, "--again", bundle[:16]).lines
    assert line == {"bundle": bundle, "reviewer": "jia", "hidden": False}
    assert exported(run, project, tmp_path / "e3") == before
    assert all(check["ok"] for check in run("verify", project).lines)


def test_a_bundle_is_shown_again_for_itself_and_not_for_a_try(
    run: Run, merged: tuple[Path, str], tmp_path: Path
) -> None:
    project, bundle = merged
    assert run("unmerge", project, bundle).code == 0
    before = run("history", project).lines
    for beside in ("--dry-run", tmp_path / "other.bundle.zip"):
        (line,) = run("merge", project, beside, "--again", bundle).lines
        assert line["status"] == "refused" and "merge." not in line["reason"]
    assert run("history", project).lines == before


def test_a_package_comes_with_its_suggestions_or_not_at_all(
    run: Run, planned: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    work, out = tmp_path / "work.sqlite", tmp_path / "out"
    (first,) = run("send", planned, "--to", "jia", "--out", out).lines
    assert run("receive", first["file"], work, "--as", "jia").code == 0
    second = tmp_path / "second.txt"
    second.write_text("二、甲部\n全年办理案件15件。\n", encoding="utf-8")
    assert run("import", planned, second).code == run("suggest", planned).code == 0
    assert run("plan", planned, "--reviewers", "jia", "--seed", 4).code == 0
    (package,) = run("send", planned, "--to", "jia", "--out", out).lines
    before = run("history", work).lines

    def full(*_: object) -> None:
        raise UserError("store.disk_full", path=str(work))

    with monkeypatch.context() as patch:
        patch.setattr("annotator.store.project.write_suggestions", full)
        assert run("receive", package["file"], work, "--as", "jia").code == 1
    assert run("history", work).lines == before
    (received,) = run("receive", package["file"], work, "--as", "jia").lines
    assert received["new"] == 1 and received["suggestions"] > 0
    assert run("list", work).lines[1]["suggestions"] == received["suggestions"]


def test_a_merge_of_nothing_is_refused(run: Run, project: Path) -> None:
    assert run("merge", project).code == 1


def test_a_merge_that_is_attended_tells_its_refusal_as_it_is(run: Run, project: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.bundle.zip"
    broken.write_bytes(b"PK")
    (line,) = run("merge", project, broken, "--attended").lines
    assert (line["status"], line["why"], line["backup"]) == ("refused", "bundle.broken_zip", None)
    assert line["values"] == {"file": str(broken)}


def test_one_figure_is_told_alone_with_its_cases(run: Run, tmp_path: Path) -> None:
    made, _ = planted(tmp_path)
    path = made.store.path
    made.store.close()
    asked = ("--measure", "f1_exact", "--label", "", "--feature", "", "--rounds", 1)
    lines = run("agreement", path, *asked, "--cases").lines
    assert {line["measure"] for line in lines} == {"f1_exact"}
    assert {line["label"] for line in lines} == {None}
    whole = [line for line in run("agreement", path, "--rounds", 1, "--cases").lines if line in lines]
    assert whole == lines
    overall = run("agreement", path, "--rounds", 1, "--overall").lines
    assert overall == [
        line for line in run("agreement", path, "--rounds", 1).lines if line["document"] is None
    ]
    one = run("agreement", path, "--measure", "exact", "--label", "quantity", "--feature", "value").lines
    assert {(line["label"], line["feature"]) for line in one} == {("quantity", "value")}


def test_a_package_says_whose_it_is_before_it_is_read(run: Run, planned: Path, tmp_path: Path) -> None:
    (sent,) = run("send", planned, "--to", "jia", "--out", tmp_path / "out").lines
    with Path(sent["file"]).open("rb") as file:
        about = peek(file, name="package", format=PACKAGE)
        assert (about.project, about.reviewer, len(about.documents)) == ("p", "jia", 1)
        with pytest.raises(UserError, match=r"bundle\.is_package"):
            peek(file, name="package", format=BUNDLE)
    (tmp_path / "no.zip").write_bytes(b"no")
    with (tmp_path / "no.zip").open("rb") as file, pytest.raises(UserError, match=r"bundle\.broken_zip"):
        peek(file, name="no.zip", format=PACKAGE)
