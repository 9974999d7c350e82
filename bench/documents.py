"""Owns the price of filtering a long list of documents: the panel's model against a bare ``in`` over the
same strings.

Prints ratios measured in one run; run with ``make bench``.
"""

from __future__ import annotations

import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

DOCUMENTS = 20_000
TURNS = 15
WORDS = ("云溪", "縣 2023", "城市管理局 浙江", "没有这个词")
PLACES = ("云溪县", "臨河縣", "北岭街道", "临江市", "海盐县")
OFFICES = ("城市管理局", "自然资源局", "办事处", "住房和城乡建设局")
REGIONS = ("浙江", "河南", "广东", "江蘇")


def clocked(step: Callable[[], object]) -> float:
    """Return the seconds that one step took."""
    began = time.perf_counter()
    step()
    return time.perf_counter() - began


def bare(needles: list[str], haystacks: list[str]) -> list[bool]:
    """What no filter can go below."""
    return [all(needle in one for needle in needles) for one in haystacks]


def rows() -> list[Any]:
    """Make the lines of a long list."""
    from annotator.model.documents import Document
    from annotator.session import DocumentRow

    chance = random.Random(7)
    made: list[Any] = []
    for n in range(DOCUMENTS):
        body, year = chance.choice(PLACES) + chance.choice(OFFICES), str(chance.randint(2015, 2025))
        title = f"{body}{year}年法治政府建设年度报告"
        document = Document(
            id=f"{n:064x}",
            source=f"reports/{n:05}_{body}.txt",
            encoding="utf-8",
            bytes_sha256="",
            imported_at="",
            chars=1,
            features={"title": title, "body": body, "region": chance.choice(REGIONS), "year": year},
        )
        made.append(DocumentRow(document=document, state="new", suggestions=80, answered=0, annotations=0))
    return made


def main() -> None:
    """Print what each filter costs."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["ANNOTATOR_HOME"] = folder
        measure(Path(folder) / "bench.sqlite")


def measure(project: Path) -> None:
    """Make an empty project there and filter the long list on its desk."""
    from annotator.session import Session
    from annotator.tagsets import default_tagset
    from annotator.tasks.creating import create_project
    from annotator.ui.app import application
    from annotator.ui.models import sifting
    from annotator.ui.models.desk import Desk
    from annotator.ui.models.documents import DocumentsModel
    from annotator.ui.theme import light

    application()
    create_project(project, tagset=default_tagset(), actor="jia")
    session = Session.open(project, reviewer="jia")
    desk = Desk(session, theme=light())
    desk.rows = rows()
    model = DocumentsModel(desk)
    print(f"once, when the field is first used: {1000 * clocked(model.prepare):.0f} ms")
    haystacks = sifting.Sieve().haystacks(desk.rows)
    for words in WORDS:
        needles = sifting.folded(words).split()
        costs, floors = [], []
        for _ in range(TURNS):
            model.set_words("")
            costs.append(clocked(partial(model.set_words, words)))
            floors.append(clocked(partial(bare, needles, haystacks)))
        cost, floor = statistics.median(costs), statistics.median(floors)
        shown = f"{model.rowCount()} of {DOCUMENTS}"
        print(f"{words}: {shown}, {1000 * cost:.0f} ms, {cost / floor:.1f} x a bare pass")
    session.close()


if __name__ == "__main__":
    main()
