"""Owns the promise that a merge that is killed leaves the old project or the new one, whole."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from annotator.commands import documents, spans
from annotator.session import Session
from annotator.store import Store
from annotator.tasks.merging import merge
from annotator.tasks.planning import plan, wish_for
from annotator.tasks.receiving import receive
from annotator.tasks.sending import send
from tests.building import TEXT, a_document, new_store

MERGER = Path(__file__).with_name("merger.py")
ROUNDS = 12
TAGS = 150


def bundles_before(folder: Path) -> tuple[Path, list[Path]]:
    """A project and two reviewers' bundles of some size."""
    project = folder / "project.sqlite"
    session = Session(new_store(project), reviewer="owner")
    session.run(documents.add, documents=[a_document(TEXT * 40)])
    plan(session.store, wish_for("a,b", overlap="2"), actor="owner")
    packages = {name: send(session.store, to=name, out=folder, actor="owner").file for name in "ab"}
    session.close()
    bundles = []
    for name, package in packages.items():
        receive(package, folder / f"{name}.sqlite", actor=name)
        work = Session.open(folder / f"{name}.sqlite", reviewer=name)
        document = a_document(TEXT * 40)[0].id
        for n in range(TAGS):
            place = {"layer": "clause", "label": "measure", "fragments": [[n, n + 3]]}
            work.run(spans.tag, document=document, **place)
        bundles.append(send(work.store, to="owner", out=folder, actor=name).file)
        work.close()
    return project, bundles


def seen(project: Path) -> tuple[int, int, int]:
    """How many actions, annotations and bundles there are, once every proof holds."""
    store = Store.open(project, installation="looker")
    assert [check for check in store.check() if not check.is_ok] == []
    document = a_document(TEXT * 40)[0].id
    found = store.count_actions(), len(store.annotations(document)), len(store.records("bundle"))
    store.close()
    return found


@pytest.mark.slow
@pytest.mark.timeout(500)
def test_kill_9_leaves_the_old_project_or_the_new_one(tmp_path: Path) -> None:
    source, bundles = bundles_before(tmp_path)
    old = seen(source)
    whole = Path(shutil.copy(source, tmp_path / "whole.sqlite"))
    store = Store.open(whole, installation="owner")
    began = time.monotonic()
    merge(store, bundles, actor="owner")
    usual = time.monotonic() - began
    store.close()
    new = seen(whole)
    assert new[1:] == (2 * TAGS, 2)
    chance = random.Random(20260102)
    killed, outcomes = 0, set()
    for number in range(ROUNDS):
        folder = tmp_path / f"round-{number}"
        folder.mkdir()
        project = Path(shutil.copy(source, folder))
        # Spread over the whole of it, the last parts most: that is where it is written.
        killed += one_round(project, bundles, after=usual * (number + chance.random()) / (ROUNDS - 3))
        found = seen(project)
        assert found in (old, new), found
        outcomes.add(found)
        for backup in folder.glob("*.backup-*.sqlite"):
            assert seen(backup) == old
        # Whatever it was, merging now gives the new one.
        store = Store.open(project, installation="owner")
        merge(store, bundles, actor="owner")
        store.close()
        assert seen(project) == new
        assert list(folder.glob("*.partial")) == []
    assert killed >= ROUNDS // 3, f"only {killed} of {ROUNDS} rounds were cut short"
    assert old in outcomes


def one_round(project: Path, bundles: list[Path], *, after: float) -> bool:
    """Start a merge and kill it after so many seconds; whether it was still at it."""
    command = [sys.executable, str(MERGER), str(project), *map(str, bundles)]
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    worker = subprocess.Popen(command, stdout=subprocess.PIPE, env=environment)
    assert worker.stdout is not None
    assert worker.stdout.readline() == b"now\n"
    time.sleep(after)
    worker.send_signal(signal.SIGKILL)
    is_done = worker.stdout.read() == b"done\n"
    worker.stdout.close()
    return worker.wait() == -signal.SIGKILL and not is_done
