"""An export is complete or absent, says what it left out, and can be proved later."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.commands import documents, spans
from annotator.errors import UserError
from annotator.store import Store
from annotator.tasks.acting import perform
from annotator.tasks.exporting import MANIFEST, export, verify_export
from tests.building import a_document


def failed(folder: Path) -> list[str]:
    """Names of the checks that do not hold."""
    return [check.name for check in verify_export(folder) if not check.is_ok]


def names(folder: Path) -> list[str]:
    """What lies in a folder, hidden things too."""
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """An empty folder to export below."""
    folder = tmp_path / "place"
    folder.mkdir()
    return folder


@pytest.mark.parametrize("name", ["jsonl", "csv"])
def test_a_fresh_export_holds_every_check_and_leaves_nothing_beside_it(
    name: str, store: Store, place: Path
) -> None:
    export(store, format=name, out=place / "out")
    assert names(place) == ["out"] and failed(place / "out") == []
    assert [check.name for check in verify_export(place / "out")] == ["manifest", "files", "counts", "spans"]


def test_two_exports_of_one_project_are_the_same_bytes(store: Store, place: Path) -> None:
    wishes = {"format": "jsonl", "split": "8:2", "seed": 7}
    for name in ("one", "two"):
        export(store, out=place / name, **wishes)
    for name in names(place / "one"):
        assert (place / "one" / name).read_bytes() == (place / "two" / name).read_bytes()


def test_an_empty_folder_is_filled_and_missing_ones_above_are_made(store: Store, place: Path) -> None:
    (place / "empty").mkdir()
    export(store, format="csv", out=place / "empty")
    export(store, format="csv", out=place / "new" / "deep")
    assert failed(place / "empty") == failed(place / "new" / "deep") == []


@pytest.mark.parametrize(
    ("occupy", "message"),
    [
        (lambda out: out.mkdir() or (out / "thesis.txt").write_text("x"), "export.folder_not_empty"),
        (lambda out: out.mkdir() or (out / MANIFEST).write_text("{}"), "export.folder_has_export"),
        (lambda out: out.write_text("x"), "export.not_a_folder"),
    ],
)
def test_what_is_there_is_never_overwritten(
    occupy: Callable[[Path], object], message: str, store: Store, place: Path
) -> None:
    occupy(place / "out")
    before = {path: path.read_bytes() for path in place.rglob("*") if path.is_file()}
    with pytest.raises(UserError) as caught:
        export(store, format="jsonl", out=place / "out")
    assert caught.value.message == message
    assert {path: path.read_bytes() for path in place.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("after", [0, 1, 3, 4])
def test_a_cancelled_export_leaves_nothing(after: int, store: Store, place: Path) -> None:
    seen: list[int] = []
    with pytest.raises(UserError) as caught:
        export(
            store,
            format="jsonl",
            out=place / "above" / "out",
            progress=lambda done, total, about: seen.append(done),
            cancelled=lambda: len(seen) > after,
        )
    assert caught.value.message == "export.cancelled"
    assert names(place) == []


def test_work_done_meanwhile_is_in_the_next_export(store: Store, place: Path) -> None:
    other = Store.open(store.path, installation="here")

    def interfere(done: int, total: int, about: str) -> None:
        if done > 0:
            theirs = next(each for each in other.records("annotation") if each["owner"] == "yi")
            perform(other, spans.set_note, actor="yi", annotation=theirs["id"], note=f"changed {done}")

    export(store, format="jsonl", out=place / "before")
    export(store, format="jsonl", out=place / "out", progress=interfere)
    other.close()
    before, during = ((place / name / "project.jsonl").read_bytes() for name in ("before", "out"))
    assert during == before and failed(place / "out") == []
    export(store, format="jsonl", out=place / "after")
    assert "changed 6" in (place / "after" / "project.jsonl").read_text("utf-8")


def test_a_ledger_without_its_columns_fails_its_check(store: Store, place: Path) -> None:
    export(store, format="csv", out=place / "out")
    (place / "out" / "numbers.csv").write_bytes(b"document,file,title,body,region,year\r\n")
    assert failed(place / "out") == ["files", "content"]


def test_an_endless_number_in_a_ledger_fails_its_check(store: Store, place: Path) -> None:
    export(store, format="csv", out=place / "out")
    path = place / "out" / "numbers.csv"
    lines = path.read_text("utf-8-sig").splitlines(keepends=True)
    start = lines[0].split(",").index("start")
    cells = lines[1].split(",")
    cells[start] = "9" * 5000
    path.write_text(lines[0] + ",".join(cells) + "".join(lines[2:]), encoding="utf-8-sig", newline="")
    assert "spans" in failed(place / "out")


def test_a_folder_that_cannot_be_written_is_told(store: Store, place: Path) -> None:
    (place / "file").write_text("x")
    with pytest.raises(UserError) as caught:
        export(store, format="jsonl", out=place / "file" / "out")
    assert caught.value.message == "format.cannot_write" and names(place) == ["file"]


@pytest.mark.parametrize(
    ("wishes", "message"),
    [
        ({"format": "xlsx"}, "format.unknown"),
        ({"owners": "nobody"}, "export.unknown_owner"),
        ({"layers": ["numbers"]}, "export.unknown_layer"),
        ({"text": "simplified"}, "export.unknown_text"),
        ({"options": {"bom": "no"}}, "format.unknown_option"),
        ({"split": "8:1:1:1"}, "split.bad"),
        ({"split": "8"}, "split.bad"),
        ({"split": "0.8:0.2"}, "split.bad"),
        ({"split": "8:0"}, "split.bad"),
        ({"split": "八:二"}, "split.bad"),
        ({"group_by": "region"}, "split.needed"),
        ({"split": "8:2", "group_by": "province"}, "split.no_feature"),
    ],
)
def test_a_wish_that_means_nothing_is_refused(
    wishes: dict[str, object], message: str, store: Store, place: Path
) -> None:
    with pytest.raises(UserError) as caught:
        export(store, **{"format": "jsonl", "out": place / "out", **wishes})
    assert caught.value.message == message and names(place) == []


@pytest.mark.parametrize(
    ("spoil", "check"),
    [
        (lambda out: (out / "more.txt").write_text("x"), "files"),
        (lambda out: (out / "project.jsonl").unlink(), "files"),
        (lambda out: (out / MANIFEST).write_text("{"), "manifest"),
        (lambda out: (out / MANIFEST).write_text('{"manifest_version": 9, "files": {}}'), "manifest"),
        (lambda out: (out / MANIFEST).unlink(), "manifest"),
    ],
)
def test_a_folder_that_was_touched_fails_its_check(
    spoil: Callable[[Path], object], check: str, store: Store, place: Path
) -> None:
    export(store, format="jsonl", out=place / "out")
    spoil(place / "out")
    assert check in failed(place / "out")


def test_a_span_that_was_moved_is_found_in_the_content_too(store: Store, place: Path) -> None:
    export(store, format="jsonl", out=place / "out")
    path = place / "out" / "project.jsonl"
    path.write_text(path.read_text("utf-8").replace('"text":"-5次"', '"text":"-6次"'), encoding="utf-8")
    assert failed(place / "out") == ["files", "counts", "spans"]


def test_documents_of_one_group_stay_together_and_each_line_says_its_part(store: Store, place: Path) -> None:
    made = [a_document(f"报告{n}", source=f"{n}.txt") for n in range(30)]
    perform(store, documents.add, actor="jia", documents=made)
    for n, (document, _) in enumerate(made):
        perform(
            store,
            documents.set_features,
            actor="jia",
            document=document.id,
            features={"region": f"region {n % 6}"},
        )
    summary = export(
        store, format="jsonl", out=place / "out", split="2:1:1", seed=3, group_by="region", owners="gold"
    )
    parts: dict[str, set[str]] = {}
    for line in (place / "out" / "project.jsonl").read_text("utf-8").splitlines()[1:]:
        document = json.loads(line)
        parts.setdefault(document["features"].get("region", document["document"]), set()).add(
            document["split"]
        )
    assert len(parts) == 8 and all(len(found) == 1 for found in parts.values())
    assert sum(summary.parts.values()) == 32 and min(summary.parts.values()) >= 5
    assert ("split.ungrouped", {"n": 1, "feature": "region"}) in summary.notes
    manifest = json.loads((place / "out" / MANIFEST).read_text("utf-8"))
    listed = manifest["split"]["documents"]
    assert {part: len(found) for part, found in listed.items()} == dict(summary.parts)


def test_a_part_that_got_nothing_is_told(store: Store, place: Path) -> None:
    summary = export(store, format="jsonl", out=place / "out", split="8:1:1")
    assert ("split.empty_part", {"part": "test"}) in summary.notes


def test_progress_ends_at_its_total(store: Store, place: Path) -> None:
    seen: list[tuple[int, int]] = []
    export(store, format="csv", out=place / "out", progress=lambda done, total, _: seen.append((done, total)))
    assert seen[0] == (0, 6) and seen[-1] == (6, 6) and seen == sorted(seen)
