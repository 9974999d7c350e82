"""Owns made projects of three reviewers who agree in nine places of ten, for the benches."""

from __future__ import annotations

import random
from pathlib import Path

from annotator.commands import documents as document_commands
from annotator.commands import project
from annotator.commands.context import Context
from annotator.model.annotations import Annotation, Progress
from annotator.model.canonical import digest
from annotator.model.changes import Change, Step
from annotator.model.documents import Document
from annotator.model.ids import new_id
from annotator.store import Store
from annotator.tagsets import default_tagset
from annotator.tasks.acting import join

REVIEWERS, SPANS = ("bing", "jia", "yi"), 100
"""Who annotates, and about how many places of each document where nobody says otherwise."""

SENTENCE = "全年办理行政处罚案件若干件，同比下降若干，整改问题若干项，群众满意度有所提高。"
LABELS = (
    *(("number", label) for label in ("quantity", "quantity", "quantity", "indicator", "period")),
    *(("clause", label) for label in ("measure", "outcome", "problem")),
    *(("entity", label) for label in ("org", "document_ref")),
)


def filled(path: Path, count: int, *, spans: int = SPANS) -> Store:
    """Return a project of so many documents that three reviewers have finished, nine places in ten alike;
    each has about so many ``spans`` of each reviewer."""
    dice = random.Random(count)
    store = Store.create(path, installation="bench")
    with store.transaction() as journal:
        journal.record(project.create(default_tagset(), name="bench", owner="owner"), actor="owner")
        for reviewer in REVIEWERS:
            join(store, journal, reviewer)
    for at in range(count):
        text = f"第{at}份报告\n" + SENTENCE * (spans * 12 // len(SENTENCE) + 1)
        document = Document(
            id=digest(text),
            source=f"{at}.txt",
            encoding="utf-8",
            bytes_sha256=digest(text),
            imported_at="2026-01-01T00:00:00+00:00",
            chars=len(text),
        )
        changes: list[Change] = []
        for reviewer, drawn in zip(REVIEWERS, _drawn(dice, spans), strict=True):
            changes += _work(document.id, reviewer, drawn)
        with store.transaction() as journal:
            journal.record(
                document_commands.add(_context(store), documents=[(document, text)]), actor="owner"
            )
            for reviewer in REVIEWERS:
                mine = tuple(one for one in changes if one.after and one.after["owner"] == reviewer)
                journal.record(Step(verb="annotate", changes=mine), actor=reviewer)
    return store


_Drawn = list[tuple[str, str, int, int, str]]


def _drawn(dice: random.Random, spans: int) -> list[_Drawn]:
    """What each reviewer annotates in one document: layer, label, start, end, value."""
    found: list[_Drawn] = [[] for _ in REVIEWERS]
    for place in range(spans):
        layer, label = dice.choice(LABELS)
        start, value = (
            8 + place * 12 + dice.randrange(4),
            str(dice.choice((dice.randrange(60), dice.randrange(9999)))),
        )
        end = start + dice.randint(2, 9)
        for mine in found:
            if dice.random() < 0.03:
                continue
            moved = dice.choice((0, 0, 0, 0, 0, 0, 0, 0, 0, 1))
            said = str(dice.randrange(99)) if dice.random() < 0.03 else value
            mine.append((layer, label, start, end + moved, said))
    return found


def _work(document: str, reviewer: str, drawn: _Drawn) -> list[Change]:
    progress = Progress(
        document=document,
        owner=reviewer,
        state="finished",
        finished=dict.fromkeys(("number", "clause", "entity"), (-1,)),
    )
    changes = [Change(kind="progress", id=progress.id, before=None, after=progress.to_record())]
    for at, (layer, label, start, end, value) in enumerate(drawn):
        is_number = (layer, label) == ("number", "quantity")
        one = Annotation(
            id=f"{document[:12]}-{reviewer}-{at:04d}",
            document=document,
            owner=reviewer,
            layer=layer,
            label=label,
            fragments=((start, end),),
            features={"value": value, "unit_norm": "件", "kind": "count"} if is_number else {},
        )
        changes.append(Change(kind="annotation", id=one.id, before=None, after=one.to_record()))
    return changes


def _context(store: Store) -> Context:
    return Context(view=store, actor="owner", tagset=default_tagset(), new_id=new_id)
