"""What is exported as JSONL and loaded into a new project is an equal project, and says what it is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from annotator.model.canonical import digest
from annotator.store import Store
from annotator.tasks.exporting import export, verify_export
from annotator.tasks.loading import load
from tests.formats.conftest import FIRST


def exported(store: Store, out: Path, **wishes: Any) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Export as JSONL; return the header and the document lines."""
    export(store, format="jsonl", out=out, **wishes)
    lines = [json.loads(line) for line in (out / "project.jsonl").read_text("utf-8").splitlines()]
    return lines[0], lines[1:]


def test_loaded_into_a_new_project_it_exports_to_the_same_bytes(
    store: Store, empty: Store, tmp_path: Path
) -> None:
    exported(store, tmp_path / "once")
    told = load(empty, tmp_path / "once" / "project.jsonl", actor="somebody")
    exported(empty, tmp_path / "again")
    assert told.refused == () and told.known == {}
    for name in ("project.jsonl", "MANIFEST.json"):
        assert (tmp_path / "once" / name).read_bytes() == (tmp_path / "again" / name).read_bytes()
    assert all(check.is_ok for check in empty.check())


def test_the_header_says_what_the_offsets_count_and_what_is_inside(store: Store, tmp_path: Path) -> None:
    header, documents = exported(store, tmp_path / "out")
    assert (header["format"], header["version"], header["offset_unit"]) == ("annotator", 1, "codepoint")
    assert header["text"] == "original"
    assert [each["id"] for each in header["reviewers"]] == ["bing", "jia", "yi"]
    assert header["lexicons"] == [{"extractor": "quantities", "version": "1", "lexicon": "lexicon"}]
    assert header["counts"]["documents"] == len(documents) == 2
    assert header["counts"]["annotations"] == sum(len(each["annotations"]) for each in documents) == 8
    assert header["progress"] == {"jia": {"state:finished": 1, "layer:number": 1}}


def test_a_line_holds_the_document_and_what_everyone_said(store: Store, tmp_path: Path) -> None:
    _, documents = exported(store, tmp_path / "out")
    first = next(each for each in documents if each["source"] == "云溪/first.txt")
    assert first["document"] == first["sha256"] == digest(FIRST) and first["text"] == FIRST
    assert [each["title"] for each in first["sections"]] == ["总体情况", "不足", "人手"]
    assert {each["text"] for each in first["suggestions"]} == {"12件", "3%", "-5次"}
    by_words = {each["text"]: each for each in first["annotations"]}
    assert [FIRST[start:end] for start, end in by_words["办理…件"]["fragments"]] == ["办理", "件"]
    corrected = by_words["-5次"]
    assert (corrected["owner"], corrected["verdict"]) == ("yi", "corrected")
    assert (corrected["features"]["value"], corrected["machine"]["features"]["value"]) == ("-5.50", "-5")
    assert first["states"][0]["state"] == "finished"


def test_one_reviewers_export_holds_nobody_elses_work(store: Store, tmp_path: Path) -> None:
    header, documents = exported(store, tmp_path / "out", owners="yi")
    owners = {each["owner"] for document in documents for each in document["annotations"]}
    assert owners == {"yi"} and [each["id"] for each in header["reviewers"]] == ["yi"]
    assert not any(each["suggestions"] or each["relations"] or each["states"] for each in documents)


def test_gold_and_suggestions_can_be_asked_for_alone(store: Store, tmp_path: Path) -> None:
    _, gold = exported(store, tmp_path / "gold", owners="gold")
    assert [each["id"] for document in gold for each in document["annotations"]] == ["gold-1"]
    _, machine = exported(store, tmp_path / "machine", owners="suggestions")
    assert sum(len(each["suggestions"]) for each in machine) == 3
    assert not any(each["annotations"] or each["relations"] for each in machine)


def test_a_relation_whose_other_end_is_filtered_out_is_counted_as_lost(store: Store, tmp_path: Path) -> None:
    summary = export(store, format="jsonl", out=tmp_path / "out", layers=["clause"])
    assert summary.lost == {"end_outside": 2}
    assert summary.counts["annotations"] == 2 and summary.counts["relations"] == 0


def test_on_the_clean_text_every_place_moves_with_its_words(
    store: Store, empty: Store, tmp_path: Path
) -> None:
    header, documents = exported(store, tmp_path / "out", text="clean")
    first = next(each for each in documents if each["source"] == "云溪/first.txt")
    assert header["text"] == "clean" and "领导带队" in first["text"] and "缺编2名" in first["text"]
    assert first["document"] == digest(FIRST) != first["sha256"] == digest(first["text"])
    for each in (*first["suggestions"], *(a["machine"] for a in first["annotations"] if a["machine"])):
        assert first["text"][each["start"] : each["end"]] in ("12件", "3%", "-5次")
    assert {each["text"] for each in first["annotations"]} == {"12件", "3%", "-5次", "办理…件", ""}
    assert [first["text"][each["start"] : each["end"]] for each in first["sections"]] == [
        "一、总体情况",
        "二、不足",
        "（一）人手",
    ]
    assert all(check.is_ok for check in verify_export(tmp_path / "out"))


def test_what_lies_on_deleted_text_alone_is_counted(store: Store, tmp_path: Path) -> None:
    assert export(store, format="jsonl", out=tmp_path / "out", text="clean").lost == {"deleted": 1}
