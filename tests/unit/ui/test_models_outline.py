"""Owns the outline's lines: what is open below each heading, what is done, what never had any."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.commands import answers, documents, project
from annotator.model.annotations import Suggestion
from annotator.model.canonical import digest
from annotator.model.documents import Document
from annotator.session import Session
from annotator.settings import installation_id
from annotator.store import Store
from annotator.tagsets import default_tagset
from annotator.ui.bridge import Bridge
from annotator.ui.models.desk import Desk
from annotator.ui.models.numbers import NumbersModel
from annotator.ui.models.outline import OPEN, OutlineModel
from annotator.ui.theme import light

TEXT = "一、成效\n办案12件。\n二、不足\n没有数字。\n三、打算\n培训3次。\n"


@pytest.fixture
def desk(tmp_path: Path, qtbot):
    path = tmp_path / "p.sqlite"
    store = Store.create(path, installation=installation_id())
    with store.transaction() as journal:
        journal.record(project.create(default_tagset(), name="p", owner="甲"), actor="甲")
    store.close()
    session = Session.open(path, reviewer="甲")
    document = Document(
        id=digest(TEXT), source="a.txt", encoding="utf-8", bytes_sha256="", imported_at="", chars=len(TEXT)
    )
    session.run(documents.add, documents=[(document, TEXT)])
    found = [
        Suggestion(
            extractor="x",
            version="1",
            lexicon="h",
            layer="number",
            label="quantity",
            start=TEXT.index(words),
            end=TEXT.index(words) + len(words),
            features={"value": words[:-1], "unit": words[-1], "kind": "count"},
        )
        for words in ("12件", "3次")
    ]
    session.store.keep_suggestions(document.id, [(("x", "1", "h"), found)])
    made = Desk(session, theme=light())
    bridge = Bridge(session, made)
    bridge.noticed.connect(made.hear)
    yield made
    bridge.stop()
    session.close()


def test_figures_follow_the_answers(desk):
    model = OutlineModel(desk)
    desk.begin()
    assert [model.index(row).data(OPEN) for row in range(4)] == ["2", "1", "", "1"]
    desk.run(answers.confirm, document=desk.document.id, key=desk.current.machine.key)
    assert [model.index(row).data(OPEN) for row in range(4)] == ["1", "0", "", "1"]
    desk.undo()
    assert [model.index(row).data(OPEN) for row in range(4)] == ["2", "1", "", "1"]


def test_a_changed_line_keeps_the_table_in_place(desk, qtbot):
    model = NumbersModel(desk)
    desk.begin()
    assert model.rowCount() == 2
    with qtbot.assertNotEmitted(model.modelReset):
        desk.run(answers.reject, document=desk.document.id, key=desk.current.machine.key)
    assert model.index(0, 0).data() == "已否定"


def test_a_refusal_changes_nothing_and_says_one_sentence(desk, qtbot):
    desk.begin()
    before = desk.spots
    with qtbot.waitSignal(desk.refused) as told:
        assert desk.run(answers.confirm, document=desk.document.id, key=("x", 0, 1)) is None
    assert told.args[0]
    assert desk.spots is before


def test_only_the_rows_that_changed_are_counted_anew(desk):
    desk.begin()
    desk.run(answers.confirm, document=desk.document.id, key=desk.current.machine.key)
    assert desk.rows == desk.session.documents()
    assert desk.row.answered == 1
    assert desk.row.state == "in progress"
