"""Whatever format there is keeps the promises of all formats."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from annotator.errors import UserError
from annotator.formats import ABOUT_LOST, all_formats, format_named
from annotator.formats.csv_numbers import ROW_SCHEMA, read_rows
from annotator.i18n import LANGUAGES, set_language, tr
from annotator.model import native
from annotator.model.strict_json import misfit
from annotator.store import Store
from annotator.tasks.exporting import export, verify_export
from annotator.tasks.loading import load

SCHEMAS = Path(__file__).resolve().parent.parent.parent / "exports" / "schemas"
WRITING = [name for name, each in all_formats().items() if each.writes]
READING = [name for name, each in all_formats().items() if each.reads]
DIALECT = "https://json-schema.org/draft/2020-12/schema"
OURS: Mapping[str, Mapping[str, Any]] = {
    "jsonl-header": native.HEADER_SCHEMA,
    "jsonl-document": native.DOCUMENT_SCHEMA,
    "csv-row": ROW_SCHEMA,
}


def schema_text(name: str) -> str:
    """The schema file as it has to be."""
    head = {"$schema": DIALECT, "title": name}
    return json.dumps({**head, **OURS[name]}, ensure_ascii=False, indent=2) + "\n"


def test_the_two_of_the_house_are_there() -> None:
    assert {"csv", "jsonl"} <= all_formats().keys()


@pytest.mark.parametrize("name", all_formats())
def test_it_says_what_it_is_and_what_it_loses_in_every_language(name: str) -> None:
    chosen = format_named(name)
    assert (chosen.name, chosen.suffix[:1]) == (name, ".") and (type(chosen).__doc__ or "").strip()
    for language in LANGUAGES:
        set_language(language)
        for told in [*(ABOUT_LOST + kind for kind in chosen.cannot_carry), *filter(None, [chosen.needs])]:
            assert tr(told) != told


@pytest.mark.parametrize("name", WRITING)
def test_it_reads_back_what_it_writes_and_counts_what_it_loses(
    name: str, store: Store, tmp_path: Path
) -> None:
    summary = export(store, format=name, out=tmp_path / "out")
    assert [check for check in verify_export(tmp_path / "out") if not check.is_ok] == []
    assert set(summary.lost) <= set(format_named(name).cannot_carry)
    assert (tmp_path / "out" / next(iter(summary.files))).suffix == format_named(name).suffix


@pytest.mark.parametrize("name", WRITING)
def test_an_empty_project_can_be_written(name: str, empty: Store, tmp_path: Path) -> None:
    assert export(empty, format=name, out=tmp_path / "out").counts["documents"] == 0
    assert [check for check in verify_export(tmp_path / "out") if not check.is_ok] == []


@pytest.mark.parametrize("name", WRITING)
def test_an_option_it_does_not_know_is_refused(name: str, store: Store, tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        export(store, format=name, out=tmp_path / "out", options={"no such": "option"})
    assert caught.value.message == "format.unknown_option" and not (tmp_path / "out").exists()


@pytest.mark.parametrize("name", READING)
def test_a_folder_of_nothing_is_refused(name: str, empty: Store, tmp_path: Path) -> None:
    (tmp_path / "nothing").mkdir()
    with pytest.raises(UserError) as caught:
        load(empty, tmp_path / "nothing", actor="jia", format=name)
    assert caught.value.message == "format.no_file"


@pytest.mark.parametrize("name", OURS)
def test_the_published_schema_is_the_one_the_program_reads_by(name: str) -> None:
    assert (SCHEMAS / f"{name}.schema.json").read_text("utf-8") == schema_text(name)


def test_exports_fit_the_published_schemas(store: Store, tmp_path: Path) -> None:
    export(store, format="jsonl", out=tmp_path / "jsonl", split="8:2")
    export(store, format="csv", out=tmp_path / "csv")
    header, *documents = (tmp_path / "jsonl" / "project.jsonl").read_text("utf-8").splitlines()
    assert misfit(json.loads(header), native.HEADER_SCHEMA) is None
    assert [misfit(json.loads(each), native.DOCUMENT_SCHEMA) for each in documents] == [None, None]
    assert {misfit(row, ROW_SCHEMA) for row in read_rows(tmp_path / "csv")} == {None}
