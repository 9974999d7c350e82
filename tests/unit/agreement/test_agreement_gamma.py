"""Owns the measure gamma: what is given to the library, with one in its place, and with the real one."""

from __future__ import annotations

import sys
from types import ModuleType, SimpleNamespace
from typing import Any, ClassVar

import pytest

from annotator.agreement import gamma as module
from annotator.agreement.gamma import gamma, sample
from annotator.agreement.spans import Span
from tests.unit.agreement.references import library, told


def span(*places: int, label: str = "a") -> Span:
    return Span(fragments=tuple(zip(places[::2], places[1::2], strict=True)), label=label)


ALIKE = {"jia": [span(0, 4), span(8, 12, label="b")], "yi": [span(0, 4), span(8, 12, label="b")]}
APART = {"jia": [span(0, 4), span(8, 12, label="b")], "yi": [span(1, 5), span(8, 11)]}


class Continuum:
    """Stands for the library's: notes what it is given, and answers what it is told to."""

    added: ClassVar[list[tuple[Any, ...]]] = []
    answers: ClassVar[list[Any]] = []

    def add(self, *given: Any) -> None:
        self.added.append(given)

    def compute_gamma(self, *given: Any, **more: Any) -> SimpleNamespace:
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return SimpleNamespace(gamma=answer)


@pytest.fixture
def seeds(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """A library in the place of the real one; returns what its dice were set to."""
    told: list[Any] = []
    dice = SimpleNamespace(seed=told.append, get_state=lambda: "before", set_state=told.append)
    parts: dict[str, Any] = {
        "pygamma_agreement": {"Continuum": Continuum, "CombinedCategoricalDissimilarity": lambda **_: "far"},
        "numpy": {"random": dice},
        "pyannote": {},
        "pyannote.core": {"Segment": lambda start, end: (start, end)},
    }
    for name, members in parts.items():
        made = ModuleType(name)
        vars(made).update(members)
        monkeypatch.setitem(sys.modules, name, made)
    monkeypatch.setattr(Continuum, "added", [])
    monkeypatch.setattr(Continuum, "answers", [])
    return told


def test_the_library_gets_hulls_and_labels_and_its_dice_are_put_back(seeds: list[Any]) -> None:
    Continuum.answers += [0.5, 1.0]
    split = {"jia": [span(0, 2, 5, 7), span(3, 3)], "yi": [span(0, 7)]}
    result = gamma({"one": split, "two": ALIKE}, seed=11)
    assert (result.value, result.n, result.measure) == (0.75, 2, "gamma")
    assert Continuum.added[:2] == [("jia", (0, 7), "a"), ("yi", (0, 7), "a")]
    assert seeds == [11, 11, "before"]


def test_a_document_the_solver_gives_up_on_is_left_out(seeds: list[Any]) -> None:
    Continuum.answers += [ValueError("no solution"), 0.5, float("nan")]
    assert (gamma(dict.fromkeys("abc", APART), seed=1).value, len(Continuum.answers)) == (0.5, 0)
    Continuum.answers += [float("nan")]
    assert gamma({"a": APART}, seed=1).reason == "agreement.library_refused"


def test_without_the_library_there_is_no_figure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pygamma_agreement", None)
    result = gamma({"one": APART}, seed=1)
    assert (result.value, result.reason) == (None, "agreement.no_library")


def test_documents_of_one_reviewer_are_none() -> None:
    assert gamma({}, seed=1).reason == "agreement.no_units"
    assert gamma({"one": {"jia": [], "yi": []}}, seed=1).reason == "agreement.no_units"
    assert gamma({"one": {"jia": [span(0, 4)], "yi": []}}, seed=1).reason == "agreement.one_reviewer"


def test_at_most_fifty_documents_are_drawn_with_the_seed() -> None:
    names = [f"d{at:03d}" for at in range(200)]
    drawn = sample(names, seed=4)
    assert len(drawn) == module.MOST_DOCUMENTS and drawn == sorted(set(drawn))
    assert sample(reversed(names), seed=4) == drawn
    assert sample(names, seed=5) != drawn
    assert sample(names[:50], seed=4) == names[:50]


def test_the_real_library_answers_and_again_the_same() -> None:
    library("pygamma_agreement", "pygamma-agreement")
    same, apart = gamma({"one": ALIKE}, seed=1), gamma({"one": APART}, seed=1)
    print(f"gamma: alike {same.value}, apart {apart.value}")
    assert same.value == pytest.approx(1.0, abs=1e-6)
    assert told(apart) < told(same)
    assert gamma({"one": APART}, seed=1) == apart
