"""Owns the work of a team whose machines never meet: plan, send, receive, annotate, send back, merge."""

from __future__ import annotations

import itertools
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.machines import Machine

REPORTS = {
    f"县{n}.txt": f"云溪县第{n}局2024年报告\n一、主要举措\n全年办理案件{n}12件，同比上升3%。\n"
    + "抓好落实。" * n
    for n in range(1, 7)
}
REVIEWERS = ("jia", "yi", "bing")


pytestmark = [pytest.mark.slow, pytest.mark.heavy, pytest.mark.timeout(400)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """An owner with a plan, and three reviewers who have sent their bundles back."""

    owner: Machine
    project: Path
    plan: list[dict[str, Any]]
    reviewers: dict[str, Machine]
    bundles: dict[str, Path]


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory) -> Team:
    """Everything up to the moment when the bundles lie before the owner."""
    folder = tmp_path_factory.mktemp("team")
    owner = Machine(folder=folder / "owner", who="zhang")
    project = folder / "project.sqlite"
    (folder / "reports").mkdir()
    for name, text in REPORTS.items():
        (folder / "reports" / name).write_text(text, "utf-8")
    owner.run("new", project)
    owner.run("import", project, folder / "reports")
    owner.run("suggest", project)
    words = ("--reviewers", ",".join(REVIEWERS), "--overlap", 2, "--calibration", 1, "--seed", 7)
    plan = owner.run("plan", project, *words)
    reviewers, bundles = {}, {}
    for name in REVIEWERS:
        (sent,) = owner.run("send", project, "--to", name, "--out", folder / "out")
        reviewers[name] = Machine(folder=folder / name, who=name)
        bundles[name] = worked(reviewers[name], Path(sent["file"]))
    return Team(owner=owner, project=project, plan=plan, reviewers=reviewers, bundles=bundles)


def worked(machine: Machine, package: Path, *, work: str = "work.sqlite", length: int = 4) -> Path:
    """Receive a package, tag the head of every report, finish one, send back; return the bundle."""
    place = machine.folder.parent / f"{machine.folder.name}-{work}"
    machine.run("receive", package, place)
    documents = [line["document"] for line in machine.run("list", place)]
    tags = [
        {
            "document": document,
            "op": "tag",
            "layer": "clause",
            "label": "measure",
            "fragments": [[0, length]],
        }
        for document in documents
    ]
    done = {"document": documents[0], "op": "state", "state": "finished"}
    machine.run("annotate", place, machine.script(*tags, done))
    (sent,) = machine.run("send", place, "--to", "owner", "--out", machine.folder / "out")
    assert sent["file"].endswith(".bundle.zip")
    return Path(sent["file"])


def a_copy(team: Team, folder: Path) -> Path:
    """The owner's project as it was before anything was merged."""
    return Path(shutil.copy(team.project, folder / "copy.sqlite"))


def content(machine: Machine, project: Path, folder: Path) -> str:
    """What people see of a project: its export."""
    machine.run("export", project, "--format", "jsonl", "--out", folder)
    text = (folder / "project.jsonl").read_text("utf-8")
    shutil.rmtree(folder)
    return text


def test_the_plan_gives_each_report_to_two_and_one_to_all(team: Team) -> None:
    of: dict[str, list[str]] = {}
    for line in team.plan:
        assert list(line)[:6] == ["document", "file", "reviewer", "calibration", "chars", "suggestions"]
        of.setdefault(line["document"], []).append(line["reviewer"])
    assert sorted(map(len, of.values())) == [2] * 5 + [3]
    assert {line["document"] for line in team.plan if line["calibration"]} == {
        document for document, names in of.items() if len(names) == 3
    }
    assert team.owner.run("plan", team.project) == team.plan


def test_planning_the_same_again_records_nothing(team: Team, tmp_path: Path) -> None:
    project = a_copy(team, tmp_path)
    before = team.owner.run("history", project)
    words = ("--reviewers", ",".join(REVIEWERS), "--overlap", 2, "--calibration", 1, "--seed", 7)
    assert team.owner.run("plan", project, *words) == team.plan
    assert team.owner.run("history", project) == before


def test_a_reviewer_sees_their_own_reports_and_nobody_else(team: Team) -> None:
    for name, machine in team.reviewers.items():
        work = machine.folder.parent / f"{name}-work.sqlite"
        lines = machine.run("list", work)
        mine = {line["document"]: line["suggestions"] for line in team.plan if line["reviewer"] == name}
        assert {line["document"]: line["suggestions"] for line in lines} == mine
        content = work.read_bytes()
        assert not [other for other in REVIEWERS if other != name and f'"{other}"'.encode() in content]
        assert all(line["ok"] for line in machine.run("verify", work))
        assert machine.run("list", work, code=0)


def test_every_order_of_merging_gives_the_same_project(team: Team, tmp_path: Path) -> None:
    seen = set()
    for n, order in enumerate(itertools.permutations(REVIEWERS)):
        folder = tmp_path / str(n)
        folder.mkdir()
        project = a_copy(team, folder)
        bundles = [team.bundles[name] for name in order]
        # One after the other, or all at once.
        lines = (
            [line for bundle in bundles for line in team.owner.run("merge", project, bundle)]
            if n == 0
            else []
        )
        for line in lines or team.owner.run("merge", project, *bundles):
            assert (line["new"], line["known"], line["clashes"], line["refused"]) == (3, 0, 0, [])
        seen.add(content(team.owner, project, folder / "export"))
    assert all(line["ok"] for line in team.owner.run("verify", project))
    (text,) = seen
    assert all(f'"owner":"{name}"' in text for name in REVIEWERS)


def test_a_dry_run_tells_the_same_and_changes_nothing(team: Team, tmp_path: Path) -> None:
    project = a_copy(team, tmp_path)
    before = project.read_bytes()
    bundles = list(team.bundles.values())
    told = team.owner.run("merge", project, *bundles, "--dry-run")
    assert project.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy.sqlite"]
    assert team.owner.run("merge", project, *bundles) == told
    (backup,) = tmp_path.glob("copy.backup-*.sqlite")
    assert team.owner.run("history", backup) == team.owner.run("history", team.project)


def test_merging_twice_and_unmerging(team: Team, tmp_path: Path) -> None:
    project = a_copy(team, tmp_path)
    empty = content(team.owner, project, tmp_path / "e0")
    (line,) = team.owner.run("merge", project, team.bundles["jia"])
    one = content(team.owner, project, tmp_path / "e1")
    history = team.owner.run("history", project)
    (again,) = team.owner.run("merge", project, team.bundles["jia"])
    assert (again["new"], again["known"]) == (0, line["new"])
    assert team.owner.run("history", project) == history
    team.owner.run("merge", project, team.bundles["yi"])
    both = content(team.owner, project, tmp_path / "e2")
    team.owner.run("unmerge", project, line["bundle"])
    assert '"owner":"jia"' not in content(team.owner, project, tmp_path / "e3")
    team.owner.run("unmerge", project, line["bundle"], code=1)
    team.owner.run("merge", project, team.bundles["jia"])
    assert content(team.owner, project, tmp_path / "e4") == both
    (yi,) = team.owner.run("merge", project, team.bundles["yi"], "--dry-run")
    team.owner.run("unmerge", project, yi["bundle"][:12])
    assert content(team.owner, project, tmp_path / "e5") == one != empty
    team.owner.run("unmerge", project, line["bundle"])
    assert content(team.owner, project, tmp_path / "e6") == empty
    assert all(line["ok"] for line in team.owner.run("verify", project))


def test_two_people_of_one_name_stay_two(team: Team, tmp_path: Path) -> None:
    (sent,) = team.owner.run("send", team.project, "--to", "jia", "--out", tmp_path / "out")
    other = Machine(folder=tmp_path / "namesake", who="jia")
    bundle = worked(other, Path(sent["file"]), length=7)
    seen = set()
    for n, order in enumerate(([team.bundles["jia"], bundle], [bundle, team.bundles["jia"]])):
        folder = tmp_path / str(n)
        folder.mkdir()
        project = a_copy(team, folder)
        for one in order:
            (line,) = team.owner.run("merge", project, one)
            assert line["clashes"] == 0
        text = content(team.owner, project, folder / "export")
        assert '"owner":"jia"' in text and '"owner":"jia (2)"' in text
        assert all(line["ok"] for line in team.owner.run("verify", project))
        seen.add(text)
        team.owner.run("unmerge", project, line["bundle"])
        assert "jia (2)" not in content(team.owner, project, folder / "export")
    assert len(seen) == 1
    # It was one person, on two machines.
    team.owner.run("merge", project, *order)
    team.owner.run("same", project, "jia", "jia (3)", code=1)
    (told,) = team.owner.run("same", project, "jia", "jia (2)")
    assert told == {"name": "jia", "other": "jia (2)", "reviewer": "jia", "clashes": 0}
    assert "jia (2)" not in content(team.owner, project, folder / "export")
    team.owner.run("undo", project)
    assert content(team.owner, project, folder / "export") == text


def test_what_does_not_belong_is_refused_with_one_sentence(team: Team, tmp_path: Path) -> None:
    project = a_copy(team, tmp_path)
    (package,) = team.owner.run("send", project, "--to", "jia", "--out", tmp_path)
    cut = tmp_path / "cut.bundle.zip"
    cut.write_bytes(team.bundles["yi"].read_bytes()[:-40])
    other = tmp_path / "other.sqlite"
    team.owner.run("new", other)
    before = project.read_bytes()
    lines = team.owner.run("merge", project, package["file"], cut, tmp_path / "missing.zip", code=1)
    assert all(len(line["refused"]) == 1 and line["refused"][0]["reason"] for line in lines)
    assert project.read_bytes() == before
    (line,) = team.owner.run("merge", other, team.bundles["yi"], code=1)
    assert len(line["refused"]) == 4 and line["new"] == 0
    jia = team.reviewers["jia"]
    jia.run("receive", team.bundles["jia"], tmp_path / "w.sqlite", code=1)
    team.reviewers["yi"].run("receive", package["file"], tmp_path / "w.sqlite", code=1)
    jia.run("receive", package["file"], project, code=1)
    assert not (tmp_path / "w.sqlite").exists()
    work = tmp_path.parent / "x.sqlite"
    jia.run("receive", package["file"], work)
    jia.run("merge", work, team.bundles["yi"], code=1)
    document = jia.run("list", work)[0]["document"]
    tag = {"document": document, "op": "tag", "layer": "clause", "label": "measure", "fragments": [[0, 2]]}
    team.reviewers["yi"].run("annotate", work, jia.script(tag), code=1)


def test_hidden_suggestions_and_a_changed_plan(team: Team, tmp_path: Path) -> None:
    project = a_copy(team, tmp_path)
    words = ("--reviewers", "jia,yi", "--seed", 3)
    plan = team.owner.run("plan", project, *words, "--suggestions", "hidden")
    assert {line["shown"] for line in plan} == {False}
    (sent,) = team.owner.run("send", project, "--to", "jia", "--out", tmp_path)
    jia = Machine(folder=tmp_path / "jia", who="jia")
    work = tmp_path / "work.sqlite"
    jia.run("receive", sent["file"], work)
    jia.run("suggest", work)
    assert {line["suggestions"] for line in jia.run("list", work)} == {0}
    # Another plan, another package: the work project takes it in and keeps what was done.
    document = jia.run("list", work)[0]["document"]
    tag = {"document": document, "op": "tag", "layer": "clause", "label": "measure", "fragments": [[0, 3]]}
    jia.run("annotate", work, jia.script(tag))
    (first,) = jia.run("send", work, "--to", "owner", "--out", tmp_path)
    team.owner.run("merge", project, first["file"])
    team.owner.run("plan", project, "--reviewers", "jia", "--seed", 3)
    (sent,) = team.owner.run("send", project, "--to", "jia", "--out", tmp_path)
    jia.run("receive", sent["file"], work)
    jia.run("receive", sent["file"], work, code=1)
    assert len(jia.run("list", work)) == len(REPORTS)
    assert sum(line["suggestions"] for line in jia.run("list", work)) > 0
    jia.run("annotate", work, jia.script({**tag, "fragments": [[5, 9]]}))
    (second,) = jia.run("send", work, "--to", "owner", "--out", tmp_path)
    assert second["actions"] == 3, "only what the project did not have"
    fresh = tmp_path / "fresh"
    fresh.mkdir()
    (line,) = team.owner.run("merge", a_copy(team, fresh), second["file"], code=1)
    assert "缺少" in line["refused"][0]["reason"] or "before" in line["refused"][0]["reason"]
    (line,) = team.owner.run("merge", project, second["file"])
    assert (line["new"], line["clashes"]) == (3, 0)
    assert all(line["ok"] for line in team.owner.run("verify", project))
