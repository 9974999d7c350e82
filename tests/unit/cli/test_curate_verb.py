"""Owns the letter of the verb curate: what a line holds, what the options choose, what is refused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.commands import curating
from annotator.i18n import LANGUAGES
from annotator.store import Store
from annotator.tasks.acting import perform
from tests.reviewed import planted
from tests.unit.cli.conftest import Run


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """jia and yi have read one report, and disagree in four places of five; "owner" owns the project."""
    made, _ = planted(tmp_path)
    made.store.close()
    return tmp_path / "p.sqlite"


LINE = (
    *("case", "document", "file", "layer", "start", "end", "text", "state", "differences", "answers"),
    *("machine", "gold", "decision"),
)


def test_the_queue_has_a_line_for_each_place_that_waits(run: Run, project: Path) -> None:
    lines = run("curate", project, "--queue").lines
    assert [tuple(line) for line in lines] == [LINE] * 4
    assert [(line["text"], line["differences"]) for line in lines] == [
        ("约5万元", ["boundary", "value:unit_norm"]),
        ("3人", ["missing"]),
        ("9件", ["value:value"]),
        ("7人", ["label"]),
    ]
    first = lines[0]["answers"]
    assert [each["owner"] for each in first] == ["jia", "yi"]
    assert [said["text"] for each in first for said in each["said"]] == ["约5万元", "5万元"]
    assert lines[1]["answers"][1]["said"] == [] and lines[0]["state"] == "open"
    assert len(run("curate", project, "--queue", "--all").lines) == 5
    assert [line["text"] for line in run("curate", project, "--queue", "--kind", "value").lines] == [
        "约5万元",
        "9件",
    ]
    only = run("curate", project, "--queue", "--kind", "only:value").lines
    assert [line["text"] for line in only] == ["9件"]
    assert run("curate", project, "--queue", "--layer", "clause").lines == []
    assert run("curate", project, "--queue", "--document", "nowhere").code == 1
    assert [line["cases"] for line in run("curate", project, "--groups").lines] == [1, 1, 1, 1]
    (row,) = run("curate", project).lines
    assert (row["state"], row["cases"], row["disputed"], row["waiting"]) == ("new", 5, 4, 5)


def test_a_policy_is_tried_and_done(run: Run, project: Path) -> None:
    owner = ("--as", "owner")
    tried = run("curate", project, "--policy", "unanimous", "--simulate", *owner)
    assert [(line["status"], line["simulated"]) for line in tried.lines] == [
        ("settled", True),
        *[("left", True)] * 4,
    ]
    assert "1" in tried.err and len(run("curate", project, "--queue", "--all").lines) == 5
    done = run("curate", project, "--policy", "unanimous", "--note", "一致", *owner)
    proposal = done.lines[0]["proposal"]
    assert (proposal["choice"], proposal["from"]) == ("unanimous", ["jia", "yi"])
    assert proposal["gold"][0]["text"] == "12件"
    settled = run("curate", project, "--queue", "--all").lines[0]
    assert settled["decision"]["note"] == "一致" and settled["gold"][0]["features"]["value"] == "12"
    trusted = run("curate", project, "--policy", "trust", "--trust", "number=yi", "--simulate", *owner)
    assert [line["status"] for line in trusted.lines] == ["settled"] * 4
    weights = ("--weight", "jia=1/2", "--simulate", *owner)
    assert run("curate", project, "--policy", "weighted", *weights).lines[0]["proposal"]["from"] == ["yi"]
    alike = run("curate", project, "--alike", "take:jia", "--kind", "label", "--reason", "听甲的", *owner)
    assert [line["proposal"]["from"] for line in alike.lines] == [["jia"]]
    assert run("undo", project, *owner).lines[0]["verb"] == "undo"


@pytest.mark.parametrize(
    "words",
    [
        ("--policy", "none"),
        ("--policy", "trust"),
        ("--policy", "trust", "--trust", "number"),
        ("--policy", "weighted", "--weight", "jia=heavy"),
        ("--policy", "weighted", "--weight", "jia=-1"),
        ("--alike", "prettiest"),
        ("--policy", "majority", "--rule", "没有"),
        ("--reopen", "nothing"),
        ("--finish", "34.txt"),
        ("--decide", "missing.jsonl"),
        ("--reopen", "34.txt", "--simulate"),
        ("--finish", "34.txt", "--simulate"),
        ("--appoint", "jia", "--simulate"),
        ("--decide", "pyproject.toml", "--simulate"),
        ("--feedback", "nowhere", "--simulate"),
    ],
)
def test_what_means_nothing_is_refused_with_one_sentence(
    run: Run, project: Path, words: tuple[str, ...]
) -> None:
    before = project.read_bytes()
    for language in LANGUAGES:
        said = run("curate", project, *words, "--as", "owner", "--lang", language)
        assert said.code == 1 and len(said.lines) == 1 and said.lines[0]["reason"]
        assert "curation." not in said.lines[0]["reason"]
    assert project.read_bytes() == before


def test_a_policy_that_is_refused_somewhere_says_so_with_its_exit_code(run: Run, project: Path) -> None:
    owner = ("--as", "owner")
    for who in ("jia", "yi"):
        trusted = run("curate", project, "--policy", "trust", "--trust", f"*={who}", *owner)
        if who == "jia":
            assert trusted.code == 0
            assert run("curate", project, "--finish", "34.txt", *owner).code == 0
            curated = run("curate", project, "--queue", "--all").lines
    # Its gold is locked.
    assert trusted.code == 1 and "refused" in {line["status"] for line in trusted.lines}
    assert run("curate", project, "--queue", "--all").lines == curated


def test_two_things_at_once_are_wrong_usage(run: Run, project: Path) -> None:
    assert run("curate", project, "--queue", "--groups").code == 2
    assert run("curate", project, "--policy", "majority", "--least", "0").code == 2


def test_people_read_sentences(run: Run, project: Path) -> None:
    for language, words in (("zh", ("漏标", "待审定")), ("en", ("missing", "waiting"))):
        queue = run("curate", project, "--queue", "--lang", language, plain=True)
        assert all(word in queue.out for word in words)
    run("curate", project, "--policy", "majority", "--as", "owner", plain=True)
    run("curate", project, "--alike", "take:jia", "--as", "owner", plain=True)
    said = run("curate", project, "--finish", "34.txt", "--as", "owner", "--lang", "en", plain=True)
    assert said.code == 0 and said.out.startswith("Curated")
    said = run("curate", project, "--reopen", "34.txt", "--as", "owner", "--lang", "en", plain=True)
    assert said.out.startswith("Reopened")


def test_a_decision_is_opened_again_by_its_id(run: Run, project: Path) -> None:
    run("curate", project, "--policy", "unanimous", "--as", "owner")
    decision = run("curate", project, "--queue", "--all").lines[0]["decision"]["id"]
    (line,) = run("curate", project, "--reopen", decision, "--as", "owner").lines
    assert (line["reopened"], line["id"]) == ("decision", decision)
    assert run("curate", project, "--queue").lines[0]["state"] == "reopened"


def test_what_would_tell_who_is_behind_a_letter_is_refused_and_not_shown(run: Run, project: Path) -> None:
    owner = ("--as", "owner")
    trusting = ("--policy", "trust", "--trust", "number=yi", *owner)
    assert run("curate", project, *trusting).code == 0
    assert run("plan", project, "--blind", "yes", *owner).code == 0
    for words in (
        trusting,
        ("--policy", "weighted", "--weight", "yi=2", *owner),
        ("--alike", "take:yi", *owner),
    ):
        for tried in ((), ("--simulate",)):
            (line,) = run("curate", project, *words, *tried).lines
            assert line["status"] == "refused" and "curation." not in line["reason"]
    assert run("curate", project, "--policy", "weighted", *owner).code == 0
    queue = run("curate", project, "--queue", "--all").lines
    assert {line["decision"]["policy"] for line in queue} == {"trust"}
    assert run("plan", project, "--blind", "no", *owner).code == 0
    queue = run("curate", project, "--queue", "--all").lines
    assert {line["decision"]["policy"] for line in queue} == {"trust number=yi"}


def test_a_rule_that_two_have_the_title_of_is_not_guessed(
    run: Run, project: Path, script: Callable[..., Path]
) -> None:
    (case, *_) = run("curate", project, "--queue").lines
    rule = {"op": "rule", "title": "单位算在内"}
    decided = run("curate", project, "--decide", script(rule, rule), "--as", "owner")
    assert [line["status"] for line in decided.lines] == ["recorded", "refused"]
    # Somebody who did not know of it has written another one of that title.
    store = Store.open(project, installation="elsewhere")
    perform(store, curating.write_rule, actor="owner", title="单位算在内")
    store.close()
    one, other = (page["rule"] for page in run("curate", project, "--casebook").lines)
    take = {"op": "take", "case": case["case"], "owner": "jia", "rule": one}
    assert run("curate", project, "--decide", script(take), "--as", "owner").code == 0
    assert run("curate", project, "--reopen", "单位算在内", "--as", "owner").code == 1
    (line,) = run("curate", project, "--reopen", one, "--as", "owner").lines
    assert line["reopened"] == "decision" and one != other
    assert run("curate", project, "--decide", script(take), "--as", "owner").code == 0
    assert run("curate", project, "--reopen", case["case"], "--as", "owner").code == 0


@pytest.mark.parametrize(
    "words",
    [
        ("--policy", "weighted", "--weight", "Jia=3"),
        ("--policy", "trust", "--trust", "number=nobody"),
        ("--policy", "trust", "--trust", "nolayer=jia"),
        ("--policy", "trust", "--trust", "number/nolabel=jia"),
        ("--alike", "take:nobody"),
        ("--queue", "--kind", "nokind"),
        ("--queue", "--layer", "nolayer"),
    ],
)
def test_a_slip_of_the_pen_settles_nothing(run: Run, project: Path, words: tuple[str, ...]) -> None:
    said = run("curate", project, *words, "--as", "owner")
    assert said.code == 1 and [line["status"] for line in said.lines] == ["refused"]
    assert run("curate", project).lines[0]["waiting"] == 5


def test_a_line_of_fields_names_fields_that_there_are_and_a_place_has_one_line(
    run: Run, project: Path, script: Callable[..., Path]
) -> None:
    case = run("curate", project, "--queue", "--kind", "value").lines[-1]["case"]
    slip = {"op": "fields", "case": case, "owner": "jia", "fields": {"valu": "yi"}}
    take = {"op": "take", "case": case, "owner": "jia"}
    decided = run("curate", project, "--decide", script(slip, take, {**take, "owner": "yi"}), "--as", "owner")
    assert [line["status"] for line in decided.lines] == ["refused", "recorded", "refused"]
    assert "valu" in decided.lines[0]["reason"] and "2" in decided.lines[2]["reason"]
