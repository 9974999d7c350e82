"""Owns the price of merging: against writing the same rows, and what a newer text or tagset adds to it.

Prints ratios measured in one run; run with ``make bench``.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from annotator.bundles import read_bundle, write_bundle
from annotator.bundles.content import reaches_of
from annotator.commands import documents as document_commands
from annotator.commands import project, spans
from annotator.model.canonical import digest, dump
from annotator.model.changes import Action
from annotator.model.documents import Document
from annotator.model.ids import new_id
from annotator.model.relabelling import TagsetStep
from annotator.store import Store
from annotator.store.fold import chain
from annotator.tagsets import default_tagset, parse_tagset
from annotator.tasks.acting import perform
from annotator.tasks.merging import merge, unmerge
from annotator.tasks.planning import plan, wish_for
from annotator.tasks.receiving import receive
from annotator.tasks.retagging import retag
from annotator.tasks.sending import send

REVIEWERS, DOCUMENTS, ACTIONS = ("bing", "jia", "yi"), 100, 10_000
MOST_TIMES = 60.0
"""Most that merging may cost of what writing the rows of its actions costs."""

MOST_MORE = 2.5
"""Most that a newer version of every text may make of it."""

SENTENCE = "全年办理行政处罚案件若干件，同比下降若干，整改问题若干项，群众满意度有所提高。\n"


def seconds(step: Callable[[], object]) -> float:
    """Return how much of the processor one step took."""
    began = time.process_time()
    step()
    return time.process_time() - began


def text_of(at: int, edition: str = "") -> str:
    """A report of some 4,200 letters, or a later edition with a sentence changed here and there."""
    return f"第{at}份报告\n" + "".join(
        SENTENCE.replace("若干件", f"{n}件{edition if n % 10 == 0 else ''}") for n in range(100)
    )


def document_of(at: int, edition: str = "") -> tuple[Document, str]:
    """That report as a document."""
    text = text_of(at, edition)
    document = Document(
        id=digest(text),
        source=f"{at}.txt",
        encoding="utf-8",
        bytes_sha256=digest(text),
        imported_at="2026-01-01T00:00:00+00:00",
        chars=len(text),
    )
    return document, text


def owners(path: Path) -> Store:
    """The owner's project with a plan by which everybody reads everything."""
    store = Store.create(path, installation="bench")
    with store.transaction() as journal:
        step = project.create(default_tagset(), name="bench", owner="owner", identity="bench")
        journal.record(step, actor="owner")
    found = [document_of(at) for at in range(DOCUMENTS)]
    perform(store, document_commands.add, actor="owner", documents=found)
    plan(store, wish_for(",".join(REVIEWERS), overlap="3"), actor="owner")
    return store


def bundle_of(store: Store, reviewer: str, folder: Path) -> Path:
    """A bundle of so many tags, made without a work project for each of them."""
    os.environ["ANNOTATOR_HOME"] = str(folder / reviewer)
    package = send(store, to=reviewer, out=folder, actor="owner").file
    receive(package, folder / f"{reviewer}.sqlite", actor=reviewer)
    work = Store.open(folder / f"{reviewer}.sqlite", installation=reviewer)
    tag = {"document": document_of(0)[0].id, "layer": "clause", "label": "measure"}
    perform(work, spans.tag, actor=reviewer, **tag, fragments=[[0, 2]])
    path = send(work, to="owner", out=folder, actor=reviewer).file
    work.close()
    with path.open("rb") as file:
        bundle = read_bundle(file, name=path.name)
    actions = list(bundle.actions)
    documents = [document_of(at)[0] for at in range(DOCUMENTS)]
    for n in range(ACTIONS):
        actions.append(tagged(actions[-1], documents[n % DOCUMENTS], 8 + n // DOCUMENTS * 38))
    manifest = replace(bundle.manifest, reaches=reaches_of(actions), clock=actions[-1].clock)
    path.write_bytes(write_bundle(replace(bundle, actions=tuple(actions), manifest=manifest)))
    return path


def tagged(last: Action, document: Document, start: int) -> Action:
    """The action after another: ten letters are a measure."""
    (change,) = last.changes[-1:]
    image = {
        **(change.after or {}),
        "id": new_id(),
        "document": document.id,
        "fragments": [[start, start + 10]],
    }
    after = replace(last.changes[-1], id=image["id"], after=image)
    action = replace(last, id=new_id(), seq=last.seq + 1, clock=last.clock + 1, changes=(after,), hash="")
    return replace(action, hash=chain(last.hash, action))


def floor(folder: Path, bundles: Sequence[Path]) -> None:
    """Write the rows of all actions and nothing else."""
    with closing(sqlite3.connect(folder / "floor.sqlite")) as db:
        db.execute("create table action (id text primary key, body text)")
        for path in bundles:
            with path.open("rb") as file:
                actions = read_bundle(file, name=path.name).actions
            rows = [(a.id, dump([change.after for change in a.changes])) for a in actions]
            db.executemany("insert into action values (?, ?)", rows)
        db.commit()


def merged(path: Path, bundles: Sequence[Path]) -> float:
    """Return what merging all of them into a project takes, the trial and the backup among it."""
    store = Store.open(path, installation="bench")
    took = seconds(lambda: merge(store, bundles, actor="owner"))
    assert len(store.records("annotation")) > ACTIONS * len(bundles) * 0.9
    store.close()
    return took


def main() -> int:
    """Measure, print, and return 1 when a target was missed."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        store = owners(folder / "project.sqlite")
        bundles = [bundle_of(store, reviewer, folder) for reviewer in REVIEWERS]
        store.close()
        below = seconds(lambda: floor(folder, bundles))
        plain = merged(Path(shutil.copy(folder / "project.sqlite", folder / "plain.sqlite")), bundles)
        newer = Path(shutil.copy(folder / "project.sqlite", folder / "newer.sqlite"))
        store = Store.open(newer, installation="bench")
        found = [document_of(at, "次") for at in range(DOCUMENTS)]
        perform(store, document_commands.add, actor="owner", documents=found)
        store.close()
        reread = merged(newer, bundles)
        store = Store.open(folder / "plain.sqlite", installation="bench")
        (bundle, *_) = store.records("bundle")
        hidden = seconds(lambda: unmerge(store, bundle["id"], actor="owner"))
        source = default_tagset().source.replace('id = "measure"', 'id = "action"')
        other = parse_tagset(source.replace('/measure"', '/action"'), name="other")
        step = TagsetStep(kind="rename", path="clause/measure", to="action")
        renamed = seconds(lambda: retag(store, other, steps=[step], actor="owner"))
        store.close()
    count, times = ACTIONS * len(REVIEWERS), plain / below
    print(f"merging {len(REVIEWERS)} bundles, {count} actions: {plain:.1f} s, {times:.1f} x writing rows")
    print(f"the same with a newer version of all {DOCUMENTS} texts: {reread:.1f} s, {reread / plain:.2f} x")
    print(f"un-merging one of them: {hidden:.1f} s; renaming their label: {renamed:.1f} s")
    missed = plain > MOST_TIMES * below or reread > MOST_MORE * plain
    print("merging: target missed" if missed else "merging: targets met")
    return int(missed)


if __name__ == "__main__":
    raise SystemExit(main())
