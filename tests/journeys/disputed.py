"""Owns a project in which three reviewers do not agree, and looking at it as a curator does."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt

from annotator.__main__ import main
from annotator.session import Session
from annotator.tasks.curating.cases import cases

CONTROL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
KEY = Qt.Key

REPORT = """甲局2024年法治政府建设年度报告
一、主要成效
办案11件，检查12次，培训13期，走访14户，整改15处，约谈16家，公示17条，答复18件，发放19份，受理20起，调解21件，审核22份。
"""
REVIEWERS = ("丙", "乙", "甲")
"""In the order of their columns."""
CHIEF = "组长"
DIFFERING: dict[tuple[str, str], dict[str, Any] | None] = {
    ("12次", "丙"): None,
    ("13期", "甲"): {"reach": 1},
    ("14户", "甲"): {"reach": 1},
    ("15处", "乙"): {"value": "150"},
    ("16家", "甲"): {"label": "indicator"},
    ("17条", "甲"): {"reach": -1},
    ("18件", "甲"): {"period": "全年"},
    ("19份", "乙"): None,
    ("20起", "丙"): {"value": "200"},
    ("21件", "乙"): {"value": "210", "period": "上半年"},
    ("22份", "丙"): {"reach": 1},
}
"""Words and reviewer -> what that reviewer says otherwise than the others, None for nothing at all."""
WORDS = ("11件", *dict.fromkeys(words for words, _ in DIFFERING))
PUNCTUATED = ("13期", "14户", "22份")


def lines(who: str, document: str) -> Iterator[dict[str, Any]]:
    """What one reviewer says of the report."""
    for words in WORDS:
        how = DIFFERING.get((words, who), {})
        if how is None:
            continue
        start = REPORT.index(words)
        label = how.get("label", "quantity")
        features = {"value": how.get("value", words[:2]), "unit": words[2], "unit_norm": words[2]}
        if "period" in how:
            features["period"] = how["period"]
        yield {
            "op": "tag",
            "document": document,
            "layer": "number",
            "label": label,
            "fragments": [[start, start + len(words) + how.get("reach", 0)]],
            "features": features if label == "quantity" else {},
        }
    yield {"op": "state", "document": document, "state": "finished"}


def annotate(path: Path, folder: Path, who: str, said: Iterator[dict[str, Any]]) -> None:
    """Let somebody say this, by the command line."""
    script = folder / f"{who}.jsonl"
    script.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in said), encoding="utf-8")
    assert main(["annotate", str(path), str(script), "--as", who]) == 0


def disputed_project(make_project: Callable[..., Path], folder: Path, *, people: Any = REVIEWERS) -> Path:
    """A project of one report that these have annotated."""
    path = make_project(report=REPORT)
    session = Session.open(path, reviewer=CHIEF)
    (row,) = session.documents()
    session.close()
    for who in people:
        annotate(path, folder, who, lines(who, row.document.id))
    return path


def opened(person: Any) -> Any:
    """Turn to where disagreements are settled, and wait until all is read."""
    person.key(KEY.Key_C, CONTROL | SHIFT)
    screen = person.window.scenes.screen
    assert screen.isVisible()
    person.bot.waitUntil(lambda: screen.load.is_whole and not screen.load.is_busy)
    return screen


def rested(person: Any, screen: Any) -> None:
    """Wait until nothing is read or tried any more."""
    person.bot.waitUntil(lambda: screen.progress() is None)


def words_of(case: Any) -> str:
    """The words of a case, without what stands behind them."""
    return REPORT[case.place[0] : case.place[0] + 3]


def here(screen: Any) -> str:
    """The words of the case that keys act on."""
    return words_of(screen.case.case)


def gold_in(session: Session) -> dict[str, str]:
    """Words -> what gold says of them: label, place and value."""
    found = {}
    for row in session.documents():
        for one in session.annotations(row.document.id, "gold"):
            start, end = one.fragments[0]
            said = f"{one.label} {REPORT[start:end]} {one.features.get('value', '')}".strip()
            found[REPORT[start : start + 3]] = said
    return found


def gold(path: Path) -> dict[str, str]:
    """The same, read as another program would once the window is closed."""
    session = Session.open(path, reviewer=CHIEF)
    try:
        return gold_in(session)
    finally:
        session.close()


def decided(path: Path) -> dict[str, Any]:
    """Words -> the decision on them, read as another program would once the window is closed."""
    session = Session.open(path, reviewer=CHIEF)
    try:
        return {
            words_of(case): case.decision
            for case in cases(session.store)
            if case.decision is not None and case.place is not None
        }
    finally:
        session.close()
