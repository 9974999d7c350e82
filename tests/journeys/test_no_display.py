"""Owns starting where there is no display: one sentence and exit code 2, no crash of Qt's."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest


@pytest.mark.parametrize("display", [None, ":7777"])
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems always have a display")
def test_without_a_display_the_window_says_so(display: str | None) -> None:
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    environment = {key: value for key, value in os.environ.items() if key not in hidden}
    if display is not None:
        environment["DISPLAY"] = display
    said = subprocess.run(
        [sys.executable, "-m", "annotator", "--lang", "en"], env=environment, capture_output=True, text=True
    )
    assert said.returncode == 2
    assert "no display" in said.stderr
    assert len(said.stderr.splitlines()) == 1
