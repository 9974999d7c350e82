"""Owns the promise that a power cut loses nothing acknowledged, and the proof that the test can fail.

The disk of ``power.py`` cannot carry Python's own sqlite3, so what the store says to SQLite, pragmas
included, is written down once and said again to a connection that lies on that disk.
"""

from __future__ import annotations

import random
import sqlite3
from itertools import pairwise
from pathlib import Path

import apsw
import pytest

from annotator.commands import answers, spans
from annotator.session import Session
from annotator.store import database
from tests.building import TEXT, a_number, add_document, new_session, suggest
from tests.faults.power import Disk

ROUNDS = 60
ACTIONS = 60


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Every statement that the store sends while a project is made and annotated, values put in."""
    statements: list[str] = []
    real = sqlite3.connect

    def listening(*arguments, **options):
        connection = real(*arguments, **options)
        connection.set_trace_callback(statements.append)
        return connection

    database._ours.cache_clear()
    database.schema_differences(database.connect(None))  # its own statements are not the project's
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ANNOTATOR_HOME", str(tmp_path_factory.mktemp("home")))
        patch.setattr(sqlite3, "connect", listening)
        session = new_session(tmp_path_factory.mktemp("said") / "said.sqlite")
        document = add_document(session)
        suggest(session, document, [a_number(TEXT, "12件", value="12")])
        session.run(answers.confirm, document=document, key=("quantities", *_place("12件")))
        for n in range(ACTIONS):
            place = [[n % 40, n % 40 + 1 + n // 40]]
            session.run(spans.tag, document=document, layer="clause", label="measure", fragments=place)
            if n % 7 == 0:
                session.undo()
        session.close()
    # A statement with triggers is told once more for them.
    once = [text for text, before in pairwise(["", *statements][::-1]) if text != before][::-1]
    return [text for text in once if not text.lower().startswith("select")]


def _place(words: str) -> tuple[int, int]:
    return TEXT.index(words), TEXT.index(words) + len(words)


def test_the_store_asks_for_full_synchronisation(said: list[str]) -> None:
    assert "pragma journal_mode = wal" in said
    assert "pragma synchronous = full" in said
    assert sum(text == "begin immediate" for text in said) > ACTIONS


def test_a_power_cut_loses_nothing(said: list[str], tmp_path: Path) -> None:
    lost = [one_round(said, tmp_path / str(n), seed=n) for n in range(ROUNDS)]
    assert lost == [0] * ROUNDS


def test_the_same_cuts_lose_work_when_synchronous_is_normal(said: list[str], tmp_path: Path) -> None:
    weaker = [text.replace("synchronous = full", "synchronous = normal") for text in said]
    assert weaker != said
    lost = [one_round(weaker, tmp_path / str(n), seed=n) for n in range(ROUNDS)]
    assert sum(lost) > 0


def one_round(statements: list[str], folder: Path, *, seed: int) -> int:
    """Say the statements until the power fails; how many acknowledged actions are gone after it."""
    chance = random.Random(seed)
    disk, after = folder / "disk", folder / "after"
    disk.mkdir(parents=True)
    after.mkdir()
    name = f"power-{folder.parent.name}-{seed}"
    vfs = Disk(name)
    connection = apsw.Connection(str(disk / "p.sqlite"), vfs=name)
    # No shared memory on this disk, and checkpoints often, so that cuts hit them too.
    connection.execute("pragma locking_mode = exclusive")
    first = next(i for i, text in enumerate(statements) if "insert into change" in text)
    end = chance.randrange(first, len(statements))
    actions, acknowledged = 0, 0
    for text in statements[: end + 1]:
        connection.execute(text)
        actions += text.startswith("insert into action ")
        if text == "commit":
            acknowledged = actions
        if text == "pragma journal_mode = wal":
            connection.execute("pragma wal_autocheckpoint = 15")
    vfs.cut_power(after, chance)
    connection.close()
    return acknowledged - _actions_after(after / "p.sqlite", acknowledged)


def _actions_after(path: Path, acknowledged: int) -> int:
    """How many actions the project has after the cut, at most those acknowledged; it must be sound."""
    if acknowledged == 0:
        return 0
    session = Session.open(path, reviewer="jia")
    found = len(session.history())
    assert [proof for proof in session.store.check() if not proof.is_ok] == []
    session.close()
    return min(found, acknowledged)
