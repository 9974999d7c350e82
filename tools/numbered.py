"""Owns made reports of very many numbers, with what a machine would find in them, for the benches."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from annotator.commands import documents, project
from annotator.model.annotations import Suggestion
from annotator.model.canonical import Json, digest
from annotator.model.documents import Document
from annotator.store import Store
from annotator.tagsets import default_tagset
from annotator.tasks.acting import perform

UNITS = ("件", "万元", "%", "平方米")
_KINDS = ("count", "money", "percent", "area")
_ROLES = ("level", "part", "change", "plan")
_STAMP = ("quantities", "3", "x")

Report = tuple[Document, str, list[Suggestion]]


def a_report(
    n: int,
    *,
    body: str,
    year: int,
    numbers: int,
    indicators: int,
    more: Callable[[int, int, int], Mapping[str, Json]],
) -> Report:
    """Return the ``n``-th report.  ``more`` returns further features of a number: of its count, and of where
    its sentence and it begin."""
    parts, found = [f"{body}{year}年法治政府建设年度报告\n"], []
    at = len(parts[0])
    for m in range(numbers):
        of, unit = m % indicators, UNITS[m % 4]
        lead, number = f"全年开展第{of}类集中执法行动", f"{(n * 7919 + m * 104729) % 99991}{unit}"
        parts += [lead, number, "，成效明显。\n" if m % 5 == 4 else "，"]
        start = at + len(lead)
        features: dict[str, Json] = {
            "value": number.removesuffix(unit),
            "unit": unit,
            "kind": _KINDS[m % 4],
            "indicator": f"第{of}类集中执法行动",
            "indicator_id": f"第{of}类执法",
            "role": _ROLES[m % 4],
            "period_from": f"{year}-01-01",
            "period_to": f"{year}-12-31",
            **more(m, at, start),
        }
        found.append(
            Suggestion(
                extractor=_STAMP[0],
                version=_STAMP[1],
                lexicon=_STAMP[2],
                layer="number",
                label="quantity",
                start=start,
                end=start + len(number),
                confidence=0.95,
                features=features,
            )
        )
        at += sum(map(len, parts[-3:]))
    text = "".join(parts)
    document = Document(
        id=digest(text),
        source=f"r{n:04d}.txt",
        encoding="utf-8",
        chars=len(text),
        bytes_sha256=digest(text),
        imported_at=f"2026-01-01T00:00:{n % 60:02d}+00:00",
        features={"body": body, "year": str(year)},
    )
    return document, text, found


def make_project(path: Path, reports: Iterable[Report]) -> Store:
    """Make a project of such reports; return it open."""
    store = Store.create(path, installation="bench")
    with store.transaction() as journal:
        journal.record(project.create(default_tagset(), name="bench", owner="owner"), actor="owner")
    made = list(reports)
    perform(store, documents.add, actor="owner", documents=[(one, text) for one, text, _ in made])
    for document, _, found in made:
        store.keep_suggestions(document.id, [(_STAMP, found)])
    return store
