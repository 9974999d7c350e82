"""Owns finding the libraries that figures are compared with, and labels to compare on.

None of them is needed to run the program or its tests: without them a comparison is skipped, and says so.
To compare: an environment of its own with krippendorff, scikit-learn, nltk, seqeval, statsmodels and
pygamma-agreement, and ``pytest -W default -rP tests/unit/agreement``, which prints figures side by side.
"""

from __future__ import annotations

import random
import warnings
from types import ModuleType

import pytest

from annotator.agreement.results import Result


def library(module: str, package: str) -> ModuleType:
    """The module, or the test is skipped."""
    with warnings.catch_warnings():
        # Other people's libraries warn of each other.
        warnings.simplefilter("ignore")
        found: ModuleType = pytest.importorskip(module, reason=f"{package} is not installed to compare with")
    return found


def labels_at_random(seed: int, *, reviewers: int, units: int) -> list[list[str]]:
    """A row for each reviewer, who says now and then something else than the truth."""
    dice = random.Random(seed)
    truth = [dice.choice("aaabbc") for _ in range(units)]
    return [
        [dice.choice("abcd") if dice.random() < 0.3 else label for label in truth] for _ in range(reviewers)
    ]


def told(figure: Result | float | None) -> float:
    """The value of a figure that can be told."""
    value = figure.value if isinstance(figure, Result) else figure
    assert value is not None
    return value
