"""Which documents the list shows, in what order, and what the keys for the next one follow."""

from __future__ import annotations

from dataclasses import replace

import pytest

from annotator.model.documents import Document
from annotator.session import DocumentRow
from annotator.ui.models import sifting


def row(n: int, name: str = "a.txt", *, state="new", answered: int = 0, **features: str) -> DocumentRow:
    document = Document(
        id=f"d{n}",
        source=f"folder/{name}",
        encoding="utf-8",
        bytes_sha256="",
        imported_at="",
        chars=1,
        features=features,
    )
    return DocumentRow(document=document, state=state, suggestions=4, answered=answered, annotations=0)


ROWS = [
    row(
        0, "ＡＢ１.txt", body="臨河縣自然資源局", year="2023", region="河南", answered=2, state="in progress"
    ),
    row(1, "b.txt", body="云溪县城市管理局", year="2024", region="浙江", state="curated"),
    row(2, "c.txt", title="云溪县2023年报告"),
    row(3, "d.txt", body="北岭街道办事处", year="2024", region="广东", answered=1, state="in progress"),
]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("", [0, 1, 2, 3]),
        ("临河", [0]),
        ("臨河县", [0]),
        ("ab1", [0]),
        ("ＡＢ1", [0]),
        ("云溪 2023", [2]),
        ("2023　云溪", [2]),
        ("2024 广东", [3]),
        ("folder", []),
        ("云溪 广东", []),
    ],
)
def test_every_word_must_occur_whatever_its_form(words, expected):
    assert sifting.Sieve().passing(ROWS, words) == expected


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("imported", [0, 1, 2, 3]),
        ("name", [3, 0, 2, 1]),
        ("region", [3, 0, 1, 2]),
        ("year", [1, 3, 0, 2]),
        ("progress", [2, 3, 0, 1]),
        ("state", [2, 0, 3, 1]),
    ],
)
def test_orders(order, expected):
    assert sifting.order_of(ROWS, order) == expected


def test_a_document_that_was_described_anew_is_found_by_its_new_words():
    sieve = sifting.Sieve()
    assert sieve.passing(ROWS, "海盐") == []
    described = replace(ROWS[3], document=replace(ROWS[3].document, features={"body": "海盐县"}))
    assert sieve.passing([*ROWS[:3], described], "海盐") == [3]


def test_what_is_being_curated_is_finished_for_its_reviewer():
    assert sifting.counts(ROWS) == {"new": 1, "in_progress": 2, "finished": 1}
    assert [sifting.share(one) for one in ROWS] == [0.5, 1.0, 0.0, 0.25]
