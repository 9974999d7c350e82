"""Owns which screens every change is tried on, and which only the longer run looks at."""

from __future__ import annotations

from typing import Any

import pytest

from annotator.ui.screens import screens
from annotator.ui.screens_anchors import ANCHOR_SCREENS
from annotator.ui.screens_curation import CURATION_SCREENS
from annotator.ui.screens_team import TEAM_SCREENS

_MOST_SECONDS = 400

_LONG = {name for name, _ in (*TEAM_SCREENS, *ANCHOR_SCREENS, *CURATION_SCREENS)}
"""Each of them needs three reviewers' work first."""


def screen_cases(*before: str) -> list[Any]:
    """Return all screens as cases of a test, each after what stands ``before`` it."""
    heavy = [pytest.mark.heavy, pytest.mark.timeout(_MOST_SECONDS)]
    return [pytest.param(*before, name, marks=heavy if name in _LONG else []) for name, _ in screens()]
