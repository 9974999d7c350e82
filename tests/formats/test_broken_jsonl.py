"""A broken or hostile JSONL file is refused in one sentence that names the line; nothing comes in."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from annotator.errors import UserError
from annotator.i18n import sentence
from annotator.model import strict_json
from annotator.store import Store
from annotator.tasks.exporting import export
from annotator.tasks.loading import load

DEEP = b"[" * 900 + b"]" * 900
"""Deep enough that the interpreter reads it in one place and fails to write it in another."""

Change = Callable[[dict[str, Any]], None]


@pytest.fixture
def lines(store: Store, tmp_path: Path) -> list[bytes]:
    """The lines of a sound export: a header and two documents."""
    export(store, format="jsonl", out=tmp_path / "sound")
    return (tmp_path / "sound" / "project.jsonl").read_bytes().splitlines(keepends=True)


def refusal(store: Store, path: Path, lines: list[bytes]) -> UserError:
    """Write the lines, load them, return the refusal; nothing may have come in."""
    path.write_bytes(b"".join(lines))
    before = len(store.actions())
    with pytest.raises(UserError) as caught:
        load(store, path, actor="jia")
    assert store.documents() == [] and len(store.actions()) == before
    assert sentence(caught.value) != caught.value.message
    return caught.value


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda line: line[: len(line) // 2], "jsonl.cut_off"),
        (lambda line: b"{" + line, "jsonl.not_json"),
        (lambda line: line.replace(b'"chars":', b'"chars":1,"chars":', 1), "jsonl.not_json"),
        (lambda line: line.replace(b'"features":{}', b'"features":{"a":' + DEEP + b"}", 1), "jsonl.not_json"),
        (lambda line: b"[1, 2]\n", "jsonl.shape"),
        (lambda line: line.replace(b'"chars":', b'"chars":NaN,"x":', 1), "jsonl.not_json"),
        (lambda line: line.replace(b'"chars":', b'"chars":1e3,"x":', 1), "jsonl.not_json"),
        (lambda line: line.replace(b'"chars":', b'"chars":' + b"9" * 5000, 1), "jsonl.not_json"),
        (lambda line: line.replace(b'"chars":', b'"chars":"many","x":', 1), "jsonl.shape"),
        (lambda line: line.replace(b'"chars":', b'"length":', 1), "jsonl.shape"),
        (lambda line: line.replace(b'"note":"', rb'"note":"\ud800', 1), "jsonl.half_character"),
        (lambda line: line.replace(b'"note":"', b'"note":"\xff', 1), "jsonl.not_utf8"),
        (lambda line: b"[" * 100_000 + b"\n", "jsonl.not_json"),
    ],
    ids=(
        "cut",
        "twice",
        "same name",
        "deep feature",
        "array",
        "nan",
        "float",
        "digits",
        "type",
        "missing",
        "surrogate",
        "bytes",
        "deep",
    ),
)
def test_a_spoilt_line_is_named(
    spoil: Callable[[bytes], bytes], message: str, lines: list[bytes], empty: Store, tmp_path: Path
) -> None:
    # The document with annotations, at the end of the file.
    header, *documents = lines
    documents.sort(key=len)
    documents[-1] = spoil(documents[-1])
    told = refusal(empty, tmp_path / "spoilt.jsonl", [header, *documents])
    assert (told.message, told.values["line"]) == (message, 3)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda header: header.update(version=2), "jsonl.newer"),
        (lambda header: header.update(version="1"), "jsonl.shape"),
        (lambda header: header.update(offset_unit="utf16"), "jsonl.shape"),
        (lambda header: header.update(format="doccano"), "jsonl.not_ours"),
        (lambda header: header.pop("tagset"), "jsonl.shape"),
        (lambda header: header["tagset"].update(source="id = "), "tagset.broken"),
        (lambda header: header["counts"].update(documents=3), "jsonl.documents_missing"),
    ],
    ids=("newer", "version", "unit", "format", "missing", "tagset", "counts"),
)
def test_a_header_that_is_not_ours_is_refused(
    change: Change, message: str, lines: list[bytes], empty: Store, tmp_path: Path
) -> None:
    header = json.loads(lines[0])
    change(header)
    lines[0] = json.dumps(header).encode() + b"\n"
    assert refusal(empty, tmp_path / "spoilt.jsonl", lines).message == message


def test_a_file_that_lost_its_last_line_is_refused(lines: list[bytes], empty: Store, tmp_path: Path) -> None:
    told = refusal(empty, tmp_path / "short.jsonl", lines[:-1])
    assert told.message == "jsonl.documents_missing"
    assert (told.values["found"], told.values["wanted"]) == (1, 2)


@pytest.mark.parametrize("content", [b"", b"\x00\x01", b"a report\n", b"null\n"])
def test_a_file_of_another_kind_is_refused(content: bytes, empty: Store, tmp_path: Path) -> None:
    told = refusal(empty, tmp_path / "other.jsonl", [content])
    assert told.message in ("jsonl.not_ours", "jsonl.not_json")


def test_an_endless_line_is_not_read_to_its_end(
    lines: list[bytes], empty: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(strict_json, "MAX_LINE", 1 << 20)
    endless = b'{"text":"' + b"a" * (1 << 21) + b'"}\n'
    told = refusal(empty, tmp_path / "long.jsonl", [lines[0], endless])
    assert (told.message, told.values["line"]) == ("jsonl.line_too_long", 2)


def test_a_file_that_is_not_there_is_told(empty: Store, tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        load(empty, tmp_path / "nowhere.jsonl", actor="jia")
    assert caught.value.message == "format.no_file"
