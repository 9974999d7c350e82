"""Owns what the window starts without: the parts that most people never open are imported when they are."""

from __future__ import annotations

import subprocess
import sys

import pytest

_TOLD = "import sys, annotator.ui.program; print(*sorted(sys.modules))"


@pytest.fixture(scope="module")
def imported() -> set[str]:
    """The modules that are there once the program is."""
    done = subprocess.run([sys.executable, "-c", _TOLD], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


@pytest.mark.parametrize(
    "late",
    [
        "annotator.ui.anchors",
        "annotator.ui.curation",
        "annotator.ui.team.agreement_view",
        "annotator.ui.team.curators_view",
        "annotator.ui.team.merge_view",
        "annotator.ui.team.plan_view",
        "annotator.ui.team.receive_dialog",
        "annotator.ui.team.send_view",
        "annotator.agreement",
        "annotator.bundles",
        "annotator.tasks.curating",
        # Brought here for the tests, and by other programs on other machines.
        "numpy",
        "pandas",
    ],
)
def test_the_window_starts_without(imported: set[str], late: str) -> None:
    assert "annotator.ui.window" in imported
    assert late not in imported
