"""Owns the whole way of a team: plan, blind work apart, merging, agreement, curation, gold, what comes late.

Three reviewers and a curator, each with settings of their own and a program started anew for every step; only
what the program prints and writes is looked at.
"""

from __future__ import annotations

import itertools
import json
import re
import shutil
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.machines import Machine
from tests.planting import BING, JIA, REVIEWERS, headings, planted, work_of

ROOT = Path(__file__).resolve().parent.parent.parent
SAMPLE = ROOT / "resources" / "sample"
SEEDS = ROOT.parent / "shared" / "seeds"
LATE = "全年"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.heavy,
    pytest.mark.timeout(900),
    pytest.mark.xdist_group("curator"),
]

Line = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """Everybody, and the project after all bundles were merged."""

    folder: Path
    owner: Machine
    curator: Machine
    reviewers: Mapping[str, Machine]
    texts: Mapping[str, str]
    bundles: Mapping[str, Path]
    untouched: Path

    def copy(self, name: str) -> Path:
        """The project as it was before anything came back."""
        (self.folder / name).mkdir()
        return Path(shutil.copy(self.untouched, self.folder / name / "project.sqlite"))

    def send_back(self, who: str) -> Path:
        """A reviewer's bundle as their work is now."""
        machine = self.reviewers[who]
        (sent,) = machine.run("send", self.work(who), "--to", "owner", "--out", machine.folder / "sent")
        return Path(sent["file"])

    def work(self, who: str) -> Path:
        """A reviewer's work project."""
        return self.reviewers[who].folder / "work.sqlite"

    def content(self, project: Path) -> str:
        """What people see of a project: its export."""
        out = project.parent / "seen"
        self.owner.run("export", project, "--format", "jsonl", "--out", out)
        text = (out / "project.jsonl").read_text("utf-8")
        shutil.rmtree(out)
        return text

    def queue(self, project: Path, *more: str) -> list[Line]:
        """What waits for the curator."""
        return self.curator.run("curate", project, "--queue", *more)


def set_up(folder: Path, reports: list[Path]) -> Team:
    """Plan, send, receive, annotate apart and send back."""
    owner = Machine(folder=folder / "owner", who="zhang")
    project = folder / "project.sqlite"
    owner.run("new", project)
    imported = owner.run("import", project, *reports)
    texts = {line["document"]: original(Path(line["file"])) for line in imported}
    words = ("--reviewers", ",".join(REVIEWERS), "--overlap", 3, "--seed", 7, "--blind", "yes")
    plan = owner.run("plan", project, *words, "--suggestions", "hidden")
    assert Counter(line["reviewer"] for line in plan) == Counter(dict.fromkeys(REVIEWERS, len(reports)))
    reviewers = {name: Machine(folder=folder / name, who=name) for name in REVIEWERS}
    team = Team(
        folder=folder,
        owner=owner,
        curator=Machine(folder=folder / "cao", who="cao"),
        reviewers=reviewers,
        texts=texts,
        bundles={},
        untouched=project,
    )
    bundles = {}
    for name, machine in reviewers.items():
        (sent,) = owner.run("send", project, "--to", name, "--out", folder / "packages")
        machine.folder.mkdir()
        machine.run("receive", sent["file"], team.work(name))
        lines = [line for document, text in texts.items() for line in work_of(name, document, text)]
        machine.run("annotate", team.work(name), machine.script(*lines))
        bundles[name] = team.send_back(name)
    return Team(**{**{name: getattr(team, name) for name in Team.__slots__}, "bundles": bundles})


def original(file: Path) -> str:
    """A report as the program reads it."""
    return file.read_bytes().decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")


def reports_of(name: str) -> list[Path]:
    """Reports to work at: of the sample those with plenty of numbers, or the seeds."""
    if name == "sample":
        return [next(SAMPLE.glob(f"{n}_*.txt")) for n in ("01", "02", "04")]
    return sorted(SEEDS.glob("*.txt"))


@pytest.fixture(scope="module", params=["sample", "seeds"])
def team(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Team:
    """A team at work on the sample's reports, and on the seeds where they are at hand."""
    reports = reports_of(request.param)
    if not reports:
        pytest.skip("no seeds beside this project")
    return set_up(tmp_path_factory.mktemp(request.param), reports)


@pytest.fixture(scope="module")
def merged(team: Team) -> Path:
    """The project with all bundles merged, the same in whatever order, and a curator appointed."""
    seen = set()
    for n, order in enumerate(itertools.permutations(REVIEWERS)):
        project = team.copy("".join(order))
        bundles = [team.bundles[name] for name in order]
        # One after the other, then all at once.
        for some in [[one] for one in bundles] if n == 0 else [bundles]:
            for line in team.owner.run("merge", project, *some):
                assert (line["clashes"], line["refused"]) == (0, [])
        seen.add(team.content(project))
    assert len(seen) == 1, "the order of merging must not matter"
    team.owner.run("curate", project, "--appoint", "cao")
    return project


def a_copy(project: Path, name: str) -> Path:
    """A copy to go on with."""
    folder = project.parent.parent / name
    folder.mkdir()
    return Path(shutil.copy(project, folder / "project.sqlite"))


def planted_kinds(team: Team) -> Counter[str]:
    """How many disagreements of each kind the reviewers were made to have."""
    counted: Counter[str] = Counter()
    for text in team.texts.values():
        for how, found in planted(text).items():
            counted["missing" if how == "alone" else how] += len(found)
        counted["relation:missing"] += len(planted(text)["all agree"]) >= 2
        counted["section"] += bool(headings(text))
    return counted


def test_the_queue_has_every_planted_disagreement_and_hides_who_said_what(team: Team, merged: Path) -> None:
    waiting = team.queue(merged)
    wanted = planted_kinds(team)
    found = Counter(
        "section" if line["layer"] == "section" else ",".join(line["differences"]) for line in waiting
    )
    agreed = wanted.pop("all agree")
    assert found == wanted and all(found.values())
    everything = team.queue(merged, "--all")
    assert len(everything) == len(waiting) + agreed
    assert {answer["owner"] for line in waiting for answer in line["answers"]} == {"A", "B", "C"}
    # Stable within a document, drawn anew for each: over all of them nobody is always the same letter.
    assert not any(name in json.dumps(waiting, ensure_ascii=False) for name in ("jia", "bing"))
    for line in waiting:
        text = team.texts[line["document"]]
        assert text[line["start"] : line["end"]] == line["text"]


def test_agreement_is_told_of_each_pair(team: Team, merged: Path) -> None:
    lines = team.owner.run("agreement", merged, "--layer", "number", "--rounds", 20)
    pairs = {line["pair"] for line in lines if line["measure"] == "f1_exact"}
    assert {"bing,jia", "bing,yi", "jia,yi"} <= pairs
    whole = {
        line["pair"]: line["value"]
        for line in lines
        if line["measure"] == "f1_exact" and line["document"] is None and line["label"] is None
    }
    # They agree on most of what they read together, and nobody on all of it.
    assert all(0.5 < whole[pair] < 1 for pair in ("bing,jia", "bing,yi", "jia,yi"))


def test_only_a_curator_settles_and_a_simulation_changes_nothing(team: Team, merged: Path) -> None:
    before = merged.read_bytes()
    (refused,) = team.reviewers[JIA].run("curate", merged, "--policy", "majority", code=1)
    assert "jia" in refused["reason"]
    told = team.curator.run("curate", merged, "--policy", "unanimous", "--simulate")
    settled = [line for line in told if line["status"] == "settled"]
    assert len(settled) == planted_kinds(team)["all agree"]
    assert {line["proposal"]["choice"] for line in settled} == {"unanimous"}
    majority = team.curator.run("curate", merged, "--policy", "majority", "--simulate")
    assert sum(line["status"] == "settled" for line in majority) > len(settled)
    team.curator.run("curate", merged, "--policy", "nonsense", code=1)
    assert merged.read_bytes() == before


@pytest.fixture(scope="module")
def settled(team: Team, merged: Path) -> Path:
    """The project with everything settled: what all say by a policy, punctuation alike, the rest one by
    one."""
    project = a_copy(merged, "curated")
    cao = team.curator
    cao.run("curate", project, "--policy", "unanimous")
    cao.run("curate", project, "--alike", "shortest", "--kind", "only:boundary:punctuation")
    rule = {"op": "rule", "title": "单位算在内", "text": "数字连同单位一起标。", "label": "number/quantity"}
    cao.run("curate", project, "--decide", cao.script(rule))
    lines = []
    for line in team.queue(project):
        kinds = {each.partition(":")[0] for each in line["differences"]}
        lines.append({"case": line["case"], **way_of(line, kinds)})
    outcomes = cao.run("curate", project, "--decide", cao.script(*lines))
    assert {outcome["status"] for outcome in outcomes} == {"recorded"}
    assert team.queue(project) == []
    return project


def way_of(line: Line, kinds: set[str]) -> Line:
    """How the curator settles a place of that kind."""
    given = [answer for answer in line["answers"] if answer["said"]]
    first = given[0]["owner"]
    if line["differences"] == ["boundary:unit"]:
        longest = max(given, key=lambda each: each["said"][0]["fragments"][0][1])
        return {"op": "take", "owner": longest["owner"], "rule": "单位算在内", "confidence": "1"}
    if "value" in kinds:
        return {"op": "edit", "features": {"value": "7"}, "reason": "原文如此"}
    if "feature" in kinds:
        return {"op": "fields", "owner": first, "fields": {"period": given[-1]["owner"]}}
    if "missing" in kinds and len(given) == 1:
        return {"op": "nothing", "reason": "序号，不是数字", "note": "看上下文"}
    return {"op": "take", "owner": first}


def gold_of(project: Path, machine: Machine) -> list[Line]:
    """The documents of the gold export."""
    out = project.parent / "gold"
    shutil.rmtree(out, ignore_errors=True)
    machine.run("export", project, "--format", "jsonl", "--of", "gold", "--out", out)
    assert all(line["ok"] for line in machine.run("verify-export", out))
    lines = (out / "project.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines[1:]]


def test_every_decision_becomes_gold_that_knows_where_it_comes_from(team: Team, settled: Path) -> None:
    project = a_copy(settled, "gold")
    documents = gold_of(project, team.owner)
    gold = [one for line in documents for one in line["annotations"]]
    assert {one["owner"] for one in gold} == {"gold"}
    assert {"unanimous", "curator", "edited"} <= {one["origin"] for one in gold}
    assert all(set(one["from"]) <= set(REVIEWERS) for one in gold)
    assert all(one["from"] == sorted(REVIEWERS) for one in gold if one["origin"] == "unanimous")
    assert sum(len(line["relations"]) for line in documents) == planted_kinds(team)["relation:missing"]
    nothing = [one for line in documents for one in line["decisions"] if one["choice"] == "nothing"]
    assert nothing and {one["reason"] for one in nothing} == {"序号，不是数字"}
    values = {
        one["text"]: one for one in gold if one["origin"] == "edited" and one["features"]["value"] == "7"
    }
    assert values
    assert all(line["ok"] for line in team.owner.run("verify", project))
    # Restored into a new project it is the same to the letter.
    team.owner.run("export", project, "--format", "jsonl", "--out", project.parent / "all")
    again = project.parent / "again.sqlite"
    team.owner.run("new", again)
    # Under a name the answers would become that person's.
    wish = ("load", again, project.parent / "all", "--format", "jsonl")
    (told,) = team.owner.run(*wish, is_named=False)
    assert not told["refused"]
    assert team.content(again) == team.content(project)
    assert gold_of(again, team.owner) == documents


def test_one_undo_takes_a_policy_back_and_redo_does_it_again(team: Team, merged: Path) -> None:
    project = a_copy(merged, "undone")
    before = team.content(project)
    team.curator.run("curate", project, "--policy", "majority")
    settled = team.content(project)
    assert settled != before
    team.curator.run("undo", project)
    assert team.content(project) == before
    team.curator.run("redo", project)
    assert team.content(project) == settled


def test_the_casebook_lists_what_a_rule_settled_and_opens_it_again(team: Team, settled: Path) -> None:
    project = a_copy(settled, "casebook")
    (page,) = team.curator.run("curate", project, "--casebook")
    assert page["title"] == "单位算在内"
    assert len(page["decisions"]) == planted_kinds(team)["boundary:unit"]
    reopened = team.curator.run("curate", project, "--reopen", "单位算在内")
    assert {line["id"] for line in reopened} == {each["id"] for each in page["decisions"]}
    waiting = team.queue(project)
    assert {line["state"] for line in waiting} == {"reopened"} and len(waiting) == len(reopened)
    assert all(line["gold"] for line in waiting), "gold stays until it is decided anew"


def test_a_curated_report_is_locked_until_it_is_opened_again(team: Team, settled: Path) -> None:
    project = a_copy(settled, "locked")
    rows = team.curator.run("curate", project)
    first = rows[0]["document"]
    assert {row["state"] for row in rows} == {"in curation"}
    team.curator.run("curate", project, "--finish", *(row["document"] for row in rows))
    assert {row["locked"] for row in team.curator.run("curate", project)} == {True}
    case = team.queue(project, "--all", "--document", first)[0]
    wish = team.curator.script({"case": case["case"], "op": "nothing"})
    (refused,) = team.curator.run("curate", project, "--decide", wish, code=1)
    assert refused["status"] == "refused" and refused["reason"]
    team.curator.run("curate", project, "--reopen", first)
    (done,) = team.curator.run("curate", project, "--decide", wish)
    assert done["status"] == "recorded"


def test_a_late_bundle_reopens_only_what_it_touches_and_unmerging_takes_it_back(
    team: Team, settled: Path
) -> None:
    project = a_copy(settled, "late")
    decided = team.queue(project, "--all")
    before = {line["case"]: line for line in decided}
    document, text = next(iter(team.texts.items()))
    changed, _ = planted(text)["all agree"][2]
    place = {"document": document, "layer": "number", "label": "quantity"}
    gone = {**place, "op": "delete", "fragments": changed.tag(BING)["fragments"]}
    other = {**changed.tag(BING, value="999"), "document": document}
    fresh_start = text.index(LATE) if LATE in text else 0
    fresh: Line = {"document": document, "op": "tag", "layer": "number", "label": "period"}
    fresh["fragments"] = [[fresh_start, fresh_start + 2]]
    work, bing = team.work(BING), team.reviewers[BING]
    opened = {"document": document, "op": "state", "state": "in progress"}
    finished = {"document": document, "op": "state", "state": "finished"}
    other.pop("as")
    lines = bing.run("annotate", work, bing.script(opened, gone, other, fresh, finished))
    assert {line["status"] for line in lines} == {"recorded"}
    (line,) = team.owner.run("merge", project, team.send_back(BING))
    assert (line["clashes"], line["refused"]) == (0, [])
    after = {line["case"]: line for line in team.queue(project, "--all")}
    waiting = team.queue(project)
    touched = [one for one in waiting if one["state"] == "reopened"]
    assert [one["start"] for one in touched] == [changed.start]
    assert [one["gold"][0]["features"]["value"] for one in touched] == [changed.text]
    assert [one["text"] for one in waiting if one["state"] == "open"] == [text[fresh_start : fresh_start + 2]]
    decisions = {one["decision"]["id"] for one in after.values() if one["decision"]}
    assert decisions == {one["decision"]["id"] for one in before.values()}
    assert all(line["ok"] for line in team.owner.run("verify", project))
    team.owner.run("unmerge", project, line["bundle"])
    assert team.queue(project) == []
    assert team.queue(project, "--all") == decided


def test_the_feedback_is_a_page_that_needs_nothing_else(team: Team, settled: Path) -> None:
    project = a_copy(settled, "feedback")
    for language in ("zh", "en"):
        out = project.parent / language
        pages = team.curator.run("curate", project, "--feedback", out, "--lang", language)
        assert [page["reviewer"] for page in pages] == sorted(REVIEWERS)
        for page in pages:
            html = Path(page["file"]).read_text("utf-8")
            assert "<script" not in html and "http" not in html.replace("http-equiv", "")
            assert html.count("<article") == page["changed"] > 0
            others = set(REVIEWERS) - {page["reviewer"]}
            assert not any(f">{other}<" in html for other in others)
            targets = set(re.findall(r'id="(\w+)"', html))
            assert set(re.findall(r'href="#(\w+)"', html)) <= targets
            assert ("给 " in html) == (language == "zh")
    bing = next(page for page in pages if page["reviewer"] == BING)
    assert "原文如此" in Path(bing["file"]).read_text("utf-8")
