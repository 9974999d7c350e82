"""Owns three reviewers who do not quite agree on the reports of a project, for the pictures of curation."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from annotator.commands import curating, planning, project
from annotator.model.annotations import Suggestion
from annotator.settings import installation_id
from annotator.store import Store
from annotator.tasks.acting import perform
from annotator.tasks.annotating import annotate
from annotator.ui.models.acted import luck, sentences

REVIEWERS = ("李文", "孙晓", "周宁")
RULES = (
    ("约数词算在数字里", "“约”“近”“余”等约数词连同数字一起标，约数填大约或不少于。", "number/quantity"),
    ("分句不带句末标点", "成效、举措等标到句末标点之前为止。", "clause"),
)
"""Title, text and label of what the curator writes into the casebook."""
REASON = "与《标注规范》一致"
OTHER = "其他"
"""What somebody writes as the indicator of a number instead of the machine's."""
_LABELS = ("measure", "outcome", "problem", "plan")
_MOST_CLAUSES = 16
_PUNCTUATION = "，、；。："

Line = dict[str, object]


_folders: list[tempfile.TemporaryDirectory[str]] = []
_made: dict[tuple[str, ...], Path] = {}
"""What was done once in a process, by what it was made of."""


def rehearse(source: Store, path: Path, *, curator: str, is_blind: bool = False) -> None:
    """Copy a project to ``path``, with the three's work in it and two rules in the casebook; what is done is
    kept for as long as the process lives."""
    latest = source.actions(limit=1)
    key = (*(document.id for document in source.documents()), *(one.id for one in latest), curator)
    key = (*key, "blind" if is_blind else "open")
    if key not in _made:
        _folders.append(tempfile.TemporaryDirectory())
        kept = Path(_folders[-1].name) / "worked.sqlite"
        source.back_up(kept)
        store = Store.open(kept, installation=installation_id())
        try:
            work_apart(store, curator=curator, is_blind=is_blind)
            write_rules(store, actor=curator)
        finally:
            store.close()
        _made[key] = kept
    shutil.copyfile(_made[key], path)


def work_apart(store: Store, *, curator: str, is_blind: bool = False) -> None:
    """Let the three annotate every report, as they would have on machines of their own, and make somebody the
    curator."""
    owner = next(str(record["id"]) for record in store.records("reviewer") if record["role"] == "owner")
    for name in REVIEWERS:
        lines = [line for document in store.documents() for line in _said(store, document.id, name)]
        script = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines)
        annotate(store, BytesIO(script.encode("utf-8")), name=name, actor=name)
    if curator != owner:
        perform(store, project.appoint, actor=owner, reviewer=curator, role="curator")
    if is_blind:
        perform(store, planning.set_blinding, actor=owner, is_blind=True, seed=7)


def write_rules(store: Store, *, actor: str) -> None:
    """Write two rules into the casebook."""
    for title, text, label in RULES:
        perform(store, curating.write_rule, actor=actor, title=title, text=text, label=label)


def _said(store: Store, document: str, name: str) -> Iterator[Line]:
    text = store.original(document)
    for suggestion in store.suggestions(document):
        if suggestion.layer == "number":
            yield from _answer(suggestion, text, document, name)
    yield from _clauses(text, document, name)
    yield {"document": document, "op": "state", "state": "finished"}


def _answer(suggestion: Suggestion, text: str, document: str, name: str) -> Iterator[Line]:
    start, end = suggestion.start, suggestion.end
    lot = luck(document, start, name)
    line: Line = {"document": document, "layer": suggestion.layer, "fragments": [[start, end]]}
    correct = {**line, "op": "correct", "suggestion": [start, end]}
    value = str(suggestion.features.get("value") or "")
    if lot < 80:
        yield {**line, "op": "confirm"}
    elif lot < 84 and text[end : end + 1] in _PUNCTUATION:
        yield {**correct, "fragments": [[start, end + 1]]}
    elif lot < 88 and end - start > 2:
        yield {**correct, "fragments": [[start, end - 1]]}
    elif lot < 93 and value.isdigit():
        yield {**correct, "features": {"value": f"{value}0"}, "reason": "magnitude"}
    elif lot < 96:
        yield {**correct, "features": {"indicator": OTHER}, "reason": "indicator"}
    elif lot < 98:
        yield {**line, "op": "reject"}


def _clauses(text: str, document: str, name: str) -> Iterator[Line]:
    """Sentences with a label on which not everybody agrees, some with the full stop, some left out."""
    for start, end in sentences(text, most=_MOST_CLAUSES):
        lot = luck(document, start, name, "clause")
        if lot < 8:
            continue
        usual = luck(document, start) % len(_LABELS)
        label = _LABELS[(usual + (1 if lot < 22 else 0)) % len(_LABELS)]
        place = [[start, end + (1 if lot > 68 and end < len(text) else 0)]]
        yield {"document": document, "op": "tag", "layer": "clause", "label": label, "fragments": place}
