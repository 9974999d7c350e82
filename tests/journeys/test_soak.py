"""A short soak of the real window; ``tools/soak.py`` alone presses 5,000 keys."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tools.soak import LOST_NONES, Rest, Soak

ROOT = Path(__file__).resolve().parent.parent.parent


def rest(keys: int, **other: float) -> Rest:
    """How things stood, with what differs."""
    usual = {"nones": 20_000, "living": 1_000, "windows": 30, "megabytes": 150.0}
    return Rest(keys=keys, **{**usual, **other})


@pytest.mark.slow
def test_four_hundred_keys_leave_everything_sound():
    command = [sys.executable, "tools/soak.py", "--keys", "400", "--seed", "7"]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=110
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "no troubles" in done.stdout.splitlines()[-1]


@pytest.mark.parametrize(
    ("later", "told"),
    [
        ({}, None),
        ({"nones": 20_000 - LOST_NONES - 1}, "None lost"),
        ({"living": 2_000}, "pile up"),
        ({"windows": 40}, "pile up"),
        ({"megabytes": 190.0}, "memory grows"),
    ],
)
def test_what_wears_out_is_told(later, told):
    soak = Soak()
    soak.rests = [rest(0, living=500), *(rest(n * 1_000) for n in (1, 2, 3)), rest(4_000, **later)]
    soak.judge()
    assert [told in one for one in soak.troubles] == ([True] if told else [])
