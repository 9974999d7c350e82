"""Owns the promise that a killed program loses nothing it has acknowledged."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from annotator.session import Session
from tests.building import TEXT, a_number, add_document, new_session, suggest

ROUNDS = 50
ACTIONS = 1_000
WORKER = Path(__file__).with_name("worker.py")


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_kill_9_loses_no_acknowledged_action(tmp_path: Path) -> None:
    path = tmp_path / "killed.sqlite"
    session = new_session(path)
    document = add_document(session, TEXT * 40)
    words = [("12件", "12"), ("100%", "100"), ("3%", "3")]
    suggest(session, document, [a_number(TEXT * 40, text, value=value) for text, value in words])
    session.close()
    chance = random.Random(20260101)
    acknowledged: set[str] = set()
    killed = 0
    for number in range(ROUNDS):
        # Most rounds end early, so that the start and the first commits are hit often too.
        after = chance.choice([0, 1, 2, chance.randrange(40), chance.randrange(ACTIONS)])
        told, was_killed = one_round(path, seed=number, after=after)
        killed += was_killed
        acknowledged |= told
        check(path, acknowledged, extra_rounds=number + 1)
    assert killed >= ROUNDS * 0.9, f"only {killed} of {ROUNDS} rounds were cut short"
    assert len(acknowledged) > ROUNDS


def one_round(path: Path, *, seed: int, after: int) -> tuple[set[str], bool]:
    """Start the reviewer, kill it after that many acknowledgements; what it told, whether in time."""
    worker = subprocess.Popen(
        [sys.executable, str(WORKER), str(path), str(seed), str(ACTIONS)],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )
    assert worker.stdout is not None
    told = [worker.stdout.readline() for _ in range(after)]
    worker.send_signal(signal.SIGKILL)
    told += worker.stdout.read().splitlines(keepends=True)
    worker.stdout.close()
    status = worker.wait()
    # The last line may have been cut in the middle: it was not a whole acknowledgement.
    whole = {line.decode().strip() for line in told if line.endswith(b"\n")}
    return whole, status == -signal.SIGKILL


def check(path: Path, acknowledged: set[str], *, extra_rounds: int) -> None:
    """Every acknowledged action is there, at most one more a round, and every proof holds."""
    session = Session.open(path, reviewer="jia")
    there = {action.id for action in session.history() if action.verb not in ("create", "join", "import")}
    assert acknowledged <= there, f"lost: {sorted(acknowledged - there)[:3]}"
    assert len(there - acknowledged) <= extra_rounds
    if extra_rounds % 10 == 0 or extra_rounds == ROUNDS:
        assert [proof for proof in session.store.check() if not proof.is_ok] == []
    session.close()
