"""Owns what ``annotate`` and ``score`` do with lines that nobody meant, and with very many of them."""

from __future__ import annotations

import io
import json
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from annotator.store import Store
from annotator.tasks.annotating import annotate
from tests.building import a_number, add_document, new_session, suggest
from tests.unit.cli.conftest import REPORT, Run

Script = Callable[..., Path]
DOCUMENT = {"document": "云溪2024.txt"}
PLACE = [[REPORT.index("312件"), REPORT.index("312件") + 4]]
TAG = {**DOCUMENT, "op": "tag", "layer": "clause", "label": "measure", "fragments": [[0, 5]]}
RELATE = {**DOCUMENT, "op": "relate", "label": "quantity_of", "target": "x"}


@pytest.mark.parametrize(
    "line",
    [
        {**DOCUMENT, "op": []},
        {**DOCUMENT, "op": {"a": 1}},
        {**DOCUMENT},
        {**RELATE, "source": {"fragments": 5}},
        {**RELATE, "source": {"fragments": {"a": 1}}},
        {**RELATE, "source": {"fragments": [5]}},
        {**RELATE, "source": {"document": 5, "fragments": [[0, 1]]}},
        {**RELATE, "source": {"layer": [], "fragments": [[0, 1]]}},
        {**RELATE, "source": 5},
        {**TAG, "target": "banana"},
        {**TAG, "target": "document"},
        {**TAG, "target": {"a": 1}},
        {**TAG, "document": ["x"]},
        {**TAG, "document": 5, "sha256": None},
        {**TAG, "id": 5},
        {**TAG, "note": 5},
        {**TAG, "features": {"a": [[[1]]]}},
        {**TAG, "fragments": [[0, 10**400]]},
        {**DOCUMENT, "op": "confirm", "suggestion": [0, "x"]},
        {**DOCUMENT, "op": "confirm", "fragments": []},
        {**DOCUMENT, "op": "state", "finished": {"number": [True]}},
        {**DOCUMENT, "op": "state", "finished": {"number": [-1, 5]}},
        {**DOCUMENT, "op": "state", "state": "curated"},
        json.dumps({**TAG, "note": "\ud800"}),
        json.dumps({**TAG, "layer": "entity", "label": "org", "features": {"\ud800": "x"}}),
        json.dumps(TAG)[:-1] + ', "label": "outcome"}',
        json.dumps(TAG)[:-1] + ', "features": {"value": NaN}}',
        json.dumps(TAG)[:-1] + ', "features": {"value": ' + "9" * 5000 + "}}",
        "[" * 100_000,
        '{"op": ' + "[" * 900 + "]" * 900 + "}",
        "null",
        '"tag"',
        "\x00",
    ],
)
def test_a_line_that_nobody_meant_is_refused_and_the_others_stand(
    run: Run, project: Path, script: Script, line: dict[str, Any] | str
) -> None:
    said = run("annotate", project, script(TAG, line, {**DOCUMENT, "op": "confirm", "fragments": PLACE}))
    assert said.code == 1
    assert [each["status"] for each in said.lines] == ["recorded", "refused", "recorded"]
    assert said.lines[1]["line"] == 2
    assert len(said.lines[1]["reason"]) > 10
    assert run("history", project).lines[-1]["verb"] == "annotate"
    assert run("verify", project).code == 0


def test_bytes_that_are_no_text_spoil_their_own_line(run: Run, project: Path, tmp_path: Path) -> None:
    path = tmp_path / "script.jsonl"
    path.write_bytes(b"\xff\n\n" + json.dumps(TAG).encode() + b"\r\n")
    said = run("annotate", project, path)
    assert [(each["line"], each["status"]) for each in said.lines] == [(1, "refused"), (3, "recorded")]


def test_who_says_nothing_that_stands_does_not_join(run: Run, project: Path, script: Script) -> None:
    before = run("history", project).lines
    assert run("annotate", project, script({**TAG, "label": "nonsense"}, "x"), "--as", "ding").code == 1
    assert run("history", project).lines == before
    said = run("annotate", project, script(TAG), "--as", "gold")
    assert said.code == 1 and said.lines[0]["status"] == "refused"
    assert run("history", project).lines == before


def test_a_decimal_stays_as_it_was_written(run: Run, project: Path, script: Script, tmp_path: Path) -> None:
    line = json.dumps({**DOCUMENT, "op": "correct", "fragments": PLACE})[:-1]
    assert run("annotate", project, script(line + ', "features": {"value": 312.50}}')).code == 0
    run("export", project, "--format", "jsonl", "--out", tmp_path / "out")
    document = json.loads((tmp_path / "out" / "project.jsonl").read_text("utf-8").splitlines()[1])
    assert [each["features"]["value"] for each in document["annotations"]] == ["312.50"]


@pytest.mark.parametrize("missing", ["nowhere.jsonl", "."])
def test_a_script_that_cannot_be_read_is_told(run: Run, project: Path, tmp_path: Path, missing: str) -> None:
    said = run("annotate", project, tmp_path / missing)
    assert said.code == 1 and said.lines[0]["status"] == "refused"
    assert run("score", tmp_path / missing, tmp_path / missing).code == 1


@pytest.mark.parametrize(
    "line",
    [
        '{"start": 0, "end": 1}',
        '{"file": "r.txt", "start": "0", "end": 1}',
        '{"file": "r.txt", "start": 0, "end": 1.5}',
        '{"file": "r.txt", "start": 0, "end": 1, "tier": []}',
        '{"file": "r.txt", "start": 0, "end": 1, "values": 5}',
        '{"file": "r.txt", "file": "s.txt", "start": 0, "end": 1}',
        "[" * 100_000,
        "[1]",
        "{",
    ],
)
def test_score_names_the_line_that_is_no_number(run: Run, script: Script, line: str) -> None:
    path = script({"file": "r.txt", "start": 0, "end": 1, "value": "1"}, line)
    said = run("score", path, path, "--lang", "en")
    assert said.code == 1
    (told,) = said.lines
    assert "line 2" in told["reason"].lower()


MANY = 2000


@pytest.fixture
def crowded(tmp_path: Path) -> Iterator[tuple[Store, list[list[int]]]]:
    """A project with one report of very many suggestions, and their places."""
    text = "".join(f"案件{n:05}件。\n" for n in range(MANY))
    places = [[text.index(f"{n:05}件"), text.index(f"{n:05}件") + 6] for n in range(MANY)]
    session = new_session(tmp_path / "crowded.sqlite")
    found = [replace(a_number("0件", "0件", value="0"), start=start, end=end) for start, end in places]
    suggest(session, add_document(session, text, source="很长.txt"), found)
    yield session.store, places
    session.close()


@pytest.mark.parametrize("op", ["confirm", "correct", "tag", "delete"])
def test_two_thousand_lines_take_seconds_not_minutes(crowded: tuple[Store, list[list[int]]], op: str) -> None:
    store, places = crowded
    about = {"document": "很长.txt", "layer": "number"}
    wishes = [{**about, "op": op, "label": "quantity", "fragments": [place]} for place in places]
    if op == "delete":
        annotated(store, [{**wish, "op": "confirm"} for wish in wishes])
    started = time.monotonic()
    annotated(store, wishes)
    # It was a minute when every line looked through all lines before it; two seconds are usual.
    assert time.monotonic() - started < 15


def annotated(store: Store, wishes: list[dict[str, Any]]) -> None:
    script = b"".join(json.dumps(wish).encode() + b"\n" for wish in wishes)
    action, outcomes = annotate(store, io.BytesIO(script), name="script", actor="jia")
    assert action is not None and len(action.changes) == MANY
    assert [each.error for each in outcomes if each.error] == []
