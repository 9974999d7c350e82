"""Owns a small team at work on the reports of a project, for its pictures: packages, three reviewers who do
not quite agree, and their bundles, all real."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

from annotator.commands import documents
from annotator.commands.planning import set_plan
from annotator.model.annotations import Suggestion, second_reading
from annotator.resources import resource
from annotator.settings import installation_id
from annotator.store import Store
from annotator.tasks.acting import perform, tagset_of
from annotator.tasks.annotating import annotate
from annotator.tasks.creating import create_project
from annotator.tasks.handing import given, shown
from annotator.tasks.importing import import_paths
from annotator.tasks.merging import merge
from annotator.tasks.planning import Wish, assignments_of, plan
from annotator.tasks.receiving import receive
from annotator.tasks.sending import OWNER, send
from annotator.ui.models.acted import luck, sentences

CHIEF = "zhang"
TEAM = ("jia", "yi", "bing")
VEILED = "bing"
"""Who reads some reports without suggestions, so that it is seen how it looks."""

_TWICE = "yi"
"""Who reads one report a second time."""

_LABELS = ("measure", "outcome", "problem", "plan")
_MOST_CLAUSES = 24
_MERGED = "merged.sqlite"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehearsal:
    """The owner's project before anything is merged, with what was sent each way by reviewer."""

    project: Path
    packages: dict[str, Path]
    bundles: dict[str, Path]


def rehearse(source: Store, folder: Path, *, is_merged: bool = False) -> Rehearsal:
    """Return a team's files in a folder of one's own, the bundles merged or not yet; the work itself is done
    once in a process."""
    ids = tuple(document.id for document in source.documents())
    made = _made(ids, _Held(source))
    for path in made.glob("*"):
        if path.name != _MERGED:
            shutil.copyfile(path, folder / path.name)
    if is_merged:
        shutil.copyfile(_merged(made), folder / "team.sqlite")
    return Rehearsal(
        project=folder / "team.sqlite",
        packages={name: next(folder.glob(f"team-{name}-*.package.zip")) for name in TEAM},
        bundles={name: next(folder.glob(f"team-{name}-*.bundle.zip")) for name in TEAM},
    )


class _Held:
    """A project of which only the tagset tells it apart from others with the same reports."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._tagset = tagset_of(store).source

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held) and other._tagset == self._tagset

    def __hash__(self) -> int:
        return hash(self._tagset)


_folders: list[tempfile.TemporaryDirectory[str]] = []


@cache
def _made(ids: tuple[str, ...], held: _Held) -> Path:
    """The folder with everything in it, gone with the process."""
    _folders.append(tempfile.TemporaryDirectory())
    folder = Path(_folders[-1].name)
    project = folder / "team.sqlite"
    create_project(project, tagset=tagset_of(held.store), actor=CHIEF)
    store = Store.open(project, installation=installation_id())
    try:
        _bring_reports(held.store, store)
        _plan(store)
        for name in (*TEAM, second_reading(_TWICE)):
            _work(send(store, to=name, out=folder, actor=CHIEF).file, name, folder)
    finally:
        store.close()
    return folder


@cache
def _merged(made: Path) -> Path:
    """The owner's project with all bundles in it."""
    project = made / _MERGED
    shutil.copyfile(made / "team.sqlite", project)
    store = Store.open(project, installation=installation_id())
    try:
        merge(store, sorted(made.glob("*.bundle.zip")), actor=CHIEF)
    finally:
        store.close()
    return project


def _bring_reports(source: Store, store: Store) -> None:
    found = [(document, source.original(document.id)) for document in source.documents()]
    if not found:
        # Of a project without reports the pictures are of the sample's.
        sample = [str(one) for one in resource("sample").iterdir() if one.name.endswith(".txt")]
        list(import_paths(store, sorted(sample)[:2], actor=CHIEF))
        return
    perform(store, documents.add, actor=CHIEF, documents=found)
    for document, _ in found:
        suggested = source.suggestions(document.id)
        for name, made in source.suggested(document.id).items():
            kept = [one for one in suggested if one.extractor == name]
            store.keep_suggestions(document.id, [((name, *made), kept)])


def _plan(store: Store) -> None:
    calibration = min(3, len(store.documents()))
    plan(store, Wish(reviewers=TEAM, times=2, calibration=calibration, seed=1), actor=CHIEF)
    first = assignments_of(store, _TWICE)[0]
    again = given((first,), document=first.document, reviewer=second_reading(_TWICE))
    perform(store, set_plan, actor=CHIEF, assignments=again.wanted, before=again.before)
    for each in assignments_of(store, VEILED):
        if not each.is_calibration:
            handed = shown([each], document=each.document, reviewer=VEILED, suggestions="hidden")
            perform(store, set_plan, actor=CHIEF, assignments=handed.wanted, before=handed.before)


def _work(package: Path, name: str, folder: Path) -> None:
    """What one reviewer does with a package."""
    place = folder / f"{name}.sqlite"
    receive(package, place, actor=name)
    store = Store.open(place, installation=installation_id())
    try:
        lines = [line for document in store.documents() for line in _said(store, document.id, name)]
        script = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines).encode("utf-8")
        annotate(store, BytesIO(script), name="rehearsal", actor=name)
        send(store, to=OWNER, out=folder, actor=name)
    finally:
        store.close()


Line = dict[str, object]


def _said(store: Store, document: str, name: str) -> Iterator[Line]:
    for suggestion in store.suggestions(document):
        if suggestion.layer == "number":
            yield from _answer(suggestion, document, name)
    yield from _clauses(store.original(document), document, name)
    if luck(document, name) < 92:
        yield {"document": document, "op": "state", "state": "finished"}


def _answer(suggestion: Suggestion, document: str, name: str) -> Iterator[Line]:
    start, end = suggestion.start, suggestion.end
    lot = luck(document, start, name)
    line: Line = {"document": document, "layer": suggestion.layer, "fragments": [[start, end]]}
    value = str(suggestion.features.get("value") or "")
    if lot < 80:
        yield {**line, "op": "confirm"}
    elif lot < 86 and end - start > 2:
        yield {**line, "op": "correct", "suggestion": [start, end], "fragments": [[start + 1, end]]}
    elif lot < 91 and value.isdigit():
        yield {**line, "op": "correct", "features": {"value": f"{value}0"}, "reason": "magnitude"}
    elif lot < 95:
        yield {**line, "op": "reject"}


def _clauses(text: str, document: str, name: str) -> Iterator[Line]:
    """Sentences with a label on which not everybody agrees, some of them cut short or left out."""
    for start, end in sentences(text, most=_MOST_CLAUSES):
        lot = luck(document, start, name, "clause")
        if lot < 12:
            continue
        usual = luck(document, start) % len(_LABELS)
        label = _LABELS[(usual + (lot % 3 if lot < 30 else 0)) % len(_LABELS)]
        cut = 3 if lot > 88 else 0
        yield {
            "document": document,
            "op": "tag",
            "layer": "clause",
            "label": label,
            "fragments": [[start, end - cut]],
        }
