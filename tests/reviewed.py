"""Owns small projects of several reviewers with planted disagreements, for the tests of agreement."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from annotator.commands import documents, progress, relations, spans
from annotator.model.annotations import GOLD, Annotation
from annotator.model.changes import Change, Step
from annotator.model.ids import new_id
from annotator.session import Session
from annotator.store import Store
from annotator.tasks.agreement import Wanted, agreement
from annotator.tasks.comparing.figures import Figure
from tests.building import a_document, new_store

TEXT = "一、甲部\n案件12件，约5万元，3人。\n二、乙部\n案件9件，7人。\n"
"""34 characters, 28 words; its two sections begin at 0 and at 20."""

FIRST, SECOND = 0, 20


JIA_YI = ("jia", "yi")
QUICK = 40
"""Rounds of the intervals."""


class Told:
    """Figures by what they are about."""

    def __init__(self, store: Store, **wanted: Any) -> None:
        self.figures = list(agreement(store, Wanted(**{"rounds": QUICK, **wanted})))

    def __call__(self, measure: str, **about: Any) -> Figure:
        scope = {"layer": "number", "label": None, "feature": None, "document": None, "pair": JIA_YI} | about
        found = [
            one
            for one in self.figures
            if one.measure == measure and all(getattr(one.scope, key) == scope[key] for key in scope)
        ]
        assert len(found) == 1, (measure, scope, len(found))
        return found[0]

    def value(self, measure: str, **about: Any) -> float | None:
        return self(measure, **about).value


def close(value: float) -> Any:
    """Equal but for the last bits."""
    return pytest.approx(value, abs=1e-12)


class Reviewed:
    """A project with a session for each reviewer."""

    def __init__(self, folder: Path, *reviewers: str) -> None:
        self.store = new_store(folder / "p.sqlite")
        self.sessions = {name: Session(self.store, reviewer=name) for name in reviewers}

    def document(self, text: str = TEXT) -> str:
        """Import a text; return its id."""
        document = a_document(text, source=f"{len(text)}.txt")
        next(iter(self.sessions.values())).run(documents.add, documents=[document])
        return document[0].id

    def tag(self, who: str, document: str, label: str, *places: tuple[int, int], **features: Any) -> str:
        """Annotate ``layer/label``; return the annotation's id."""
        layer, _, name = label.partition("/")
        action = self.sessions[who].run(
            spans.tag, document=document, layer=layer, label=name, fragments=places, features=features
        )
        return str(action.changes[-1].id)

    def words(self, who: str, document: str, label: str, words: str, **features: Any) -> str:
        """Annotate these words where they first stand."""
        start = self.store.original(document).index(words)
        return self.tag(who, document, label, (start, start + len(words)), **features)

    def relate(self, who: str, label: str, source: str, target: str) -> None:
        """Link two annotations."""
        self.sessions[who].run(relations.relate, label=label, source=source, target=target)

    def finish(self, who: str, document: str, *layers: str) -> None:
        """Declare a document finished, and these layers in the whole of it."""
        self.sessions[who].run(progress.finish, document=document, layers=layers)

    def finish_sections(self, who: str, document: str, layer: str, *starts: int) -> None:
        """Declare sections of a layer finished."""
        self.sessions[who].run(progress.set_finished, document=document, layer=layer, starts=starts)

    def settle(self, document: str, label: str, *places: Sequence[tuple[int, int]]) -> None:
        """Make gold annotations, as a curator does."""
        layer, _, name = label.partition("/")
        made = [
            Annotation(
                id=new_id(),
                document=document,
                owner=GOLD,
                layer=layer,
                label=name,
                fragments=tuple(fragments),
            )
            for fragments in places
        ]
        with self.store.transaction() as journal:
            journal.record(Step(verb="settle", changes=tuple(_changes(made))), actor="owner")


def _changes(made: Iterable[Annotation]) -> Iterable[Change]:
    return (Change(kind="annotation", id=one.id, before=None, after=one.to_record()) for one in made)


def number(value: str, unit: str) -> Mapping[str, str]:
    """The features of a number."""
    return {"value": value, "unit_norm": unit}


def planted(folder: Path, *others: str) -> tuple[Reviewed, str]:
    """Two reviewers, one document, number by number:

    both 12件 · 约5万元 by jia and 5万元 by yi, with another unit · 3人 by jia alone · 9件 of value 9 and
    of value 90 · 7人 a quantity to jia and an indicator to yi.
    """
    made = Reviewed(folder, "jia", "yi", *others)
    name = made.document()
    said = {
        "jia": (
            ("12件", "quantity", number("12", "件")),
            ("约5万元", "quantity", number("50000", "元")),
            ("3人", "quantity", number("3", "人")),
            ("9件", "quantity", number("9", "件")),
            ("7人", "quantity", number("7", "人")),
        ),
        "yi": (
            ("12件", "quantity", number("12", "件")),
            ("5万元", "quantity", number("50000", "万元")),
            ("9件", "quantity", number("90", "件")),
            ("7人", "indicator", {}),
        ),
    }
    for who, lines in said.items():
        for words, label, features in lines:
            made.words(who, name, f"number/{label}", words, **features)
        made.finish(who, name, "number")
    return made, name
