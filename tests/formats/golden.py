"""Owns the sample project as it is exported for ``exports/``: always the same ids and times.

``python -m tests.formats.golden`` writes the golden exports anew, after a change that is meant.
"""

from __future__ import annotations

import io
import itertools
import json
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from annotator.commands import documents
from annotator.formats import all_formats
from annotator.model.canonical import digest
from annotator.model.documents import Document
from annotator.readers import read_bytes
from annotator.resources import read_text, resource
from annotator.store import Store
from annotator.tasks import annotating
from annotator.tasks.acting import perform
from annotator.tasks.exporting import export, sha256_of
from annotator.tasks.suggesting import suggest_all
from annotator.text.facts import document_facts
from annotator.text.reading import read
from tests.building import new_store

FOLDER = Path(__file__).resolve().parent.parent.parent / "exports"
WHEN = "2026-01-01T00:00:00+00:00"


@contextmanager
def counted_ids() -> Iterator[None]:
    """Number the records that reviewers make, so that they are the same at every building."""
    count = itertools.count(1)
    names = vars(annotating)
    before: Callable[[], str] = names["new_id"]
    names["new_id"] = lambda: f"00000000-0000-7000-8000-{next(count):012}"
    try:
        yield
    finally:
        names["new_id"] = before


def sample_project(path: Path) -> Store:
    """Make the sample project: its reports, the machine's suggestions, what its reviewers say."""
    store = new_store(path)
    reports = sorted((each for each in resource("sample").iterdir() if each.name.endswith(".txt")), key=str)
    perform(store, documents.add, actor="owner", documents=[report(each.name) for each in reports])
    for _ in suggest_all(store):
        pass
    said: dict[str, bytes] = {}
    for line in read_text("sample", "annotations.jsonl").splitlines():
        record = json.loads(line)
        reviewer = record.pop("as")
        said[reviewer] = said.get(reviewer, b"") + json.dumps(record).encode() + b"\n"
    with counted_ids():
        for reviewer, script in said.items():
            annotating.annotate(store, io.BytesIO(script), name="annotations.jsonl", actor=reviewer)
    return store


def report(name: str) -> tuple[Document, str]:
    """One report of the sample with its text."""
    content = resource("sample", name).read_bytes()
    found = read_bytes(content, source=name)
    text = found.text
    document = Document(
        id=digest(text),
        source=name,
        encoding=found.encoding,
        bytes_sha256=sha256_of(Path(str(resource("sample", name)))),
        imported_at=WHEN,
        chars=len(text),
        features=document_facts(read(text).clean.text, source=name),
    )
    return document, text


def write_all(folder: Path) -> None:
    """Export the sample project in every format that can be written, each into its own folder."""
    with tempfile.TemporaryDirectory() as place:
        store = sample_project(Path(place) / "sample.sqlite")
        for name, chosen in all_formats().items():
            if chosen.writes:
                export(store, format=name, out=folder / name)
        store.close()


def main() -> int:
    """Replace the golden exports."""
    for name in all_formats():
        shutil.rmtree(FOLDER / name, ignore_errors=True)
    write_all(FOLDER)
    return 0


if __name__ == "__main__":
    sys.exit(main())
