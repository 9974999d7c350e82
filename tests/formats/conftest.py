"""Owns the small project that the tests of formats export: two reviewers, gold, every kind of record."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.commands import answers, documents, progress, project, relations, spans
from annotator.model.annotations import GOLD, Annotation
from annotator.model.changes import Change, Step
from annotator.store import Store
from annotator.tasks.acting import perform
from tests.building import a_document, a_number, new_store

FIRST = (
    "一、总体情况\n全年办理案件12件，同比上升3%。𠮷祥领(lǐng)导(dǎo)带队检查-5次。\n"
    "二、不足\n（一）人手\n缺编２名。\n"
)
SECOND = "2023年，办理复议12件。\n"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A project of two documents with suggestions, answers, fragments, relations, notes and gold."""
    made = new_store(tmp_path / "made.sqlite")
    fill(made)
    yield made
    made.close()


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Store]:
    """A project that was just made."""
    made = new_store(tmp_path / "empty.sqlite", installation="there")
    yield made
    made.close()


def fill(store: Store) -> None:
    """Do, as two reviewers and a curator, what people do in a project."""
    first, second = a_document(FIRST, source="云溪/first.txt"), a_document(SECOND, source="second.txt")
    perform(store, documents.add, actor="jia", documents=[first, second])
    one, two = first[0].id, second[0].id
    facts = {"year": "2023", "body": "=云溪县局", "region": "云溪"}
    perform(store, documents.set_features, actor="jia", document=one, features=facts)
    found = [a_number(FIRST, "12件", value="12"), a_number(FIRST, "3%", value="3", unit="%")]
    found.append(a_number(FIRST, "-5次", value="-5", unit="次"))
    store.keep_suggestions(one, [(("quantities", "1", "lexicon"), found)])
    store.keep_suggestions(two, [(("quantities", "1", "lexicon"), [])])
    perform(store, answers.confirm, actor="jia", document=one, key=found[0].key)
    perform(
        store,
        answers.correct,
        actor="yi",
        document=one,
        key=found[2].key,
        features={"value": "-5.50"},
        reason="value",
        note='=HYPERLINK("x")',
    )
    perform(store, answers.reject, actor="jia", document=one, key=found[1].key, reason="not_a_number")
    where = [(FIRST.index("办理"), FIRST.index("办理") + 2), (FIRST.index("件12"), FIRST.index("12件"))]
    named = tag(store, "jia", document=one, layer="number", label="indicator", fragments=where)
    number = next(each for each in store.annotations(one, "jia") if each.verdict == "confirmed")
    perform(store, relations.relate, actor="jia", label="quantity_of", source=number.id, target=named)
    gloss = FIRST.index("(lǐng)")
    tag(store, "yi", document=one, layer="clause", label="measure", fragments=[(gloss, gloss + 6)])
    tag(store, "yi", document=one, layer="clause", label="measure", fragments=[(4, 4)])
    there = SECOND.index("12件"), SECOND.index("件。") + 1
    far = tag(store, "jia", document=two, layer="number", label="quantity", fragments=[there])
    perform(store, relations.relate, actor="jia", label="same_as", source=far, target=number.id)
    perform(store, progress.set_finished, actor="jia", document=one, layer="number", starts=[-1])
    perform(store, progress.set_state, actor="jia", document=one, state="finished")
    with store.transaction() as journal:
        journal.record(project.join("bing", name="丙", role="curator"), actor="bing")
        agreed = Annotation(
            id="gold-1", document=two, owner=GOLD, layer="number", label="quantity", fragments=(there,)
        )
        change = Change(kind="annotation", id=agreed.id, before=None, after=agreed.to_record())
        journal.record(Step(verb="curate", changes=(change,)), actor="bing")


def tag(store: Store, actor: str, **arguments: object) -> str:
    """Tag a place; return the annotation's id."""
    return perform(store, spans.tag, actor=actor, **arguments).changes[0].id
