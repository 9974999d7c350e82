"""The ledger of numbers opens safely in a spreadsheet and reads back to the exact values."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.commands import spans
from annotator.errors import UserError
from annotator.formats import format_named
from annotator.formats.csv_numbers import ROW_SCHEMA, guarded, read_rows, unguarded
from annotator.store import Store
from annotator.tasks.acting import perform
from annotator.tasks.exporting import export
from tests.formats.conftest import FIRST, tag

COLUMNS = ",".join(ROW_SCHEMA["required"]).encode()

ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


@pytest.fixture
def rows(store: Store, tmp_path: Path) -> list[dict[str, str]]:
    """The ledger of the small project."""
    export(store, format="csv", out=tmp_path / "out")
    return list(read_rows(tmp_path / "out"))


def test_one_row_a_number_of_everyone_asked(rows: list[dict[str, str]]) -> None:
    assert sorted((row["text"], row["owner"], row["verdict"]) for row in rows) == [
        ("-5次", "yi", "corrected"),
        ("12件", "gold", ""),
        ("12件", "jia", ""),
        ("12件", "jia", "confirmed"),
        ("3%", "jia", "rejected"),
    ]


def test_a_row_says_where_the_number_stands_and_what_machine_and_person_said(
    rows: list[dict[str, str]],
) -> None:
    row = next(row for row in rows if row["owner"] == "yi")
    assert FIRST[int(row["start"]) : int(row["end"])] == row["text"] == "-5次"
    assert (row["file"], row["year"], row["body"]) == ("云溪/first.txt", "2023", "=云溪县局")
    assert row["section"] == "一、总体情况"
    assert (row["value"], row["machine_value"], row["machine_unit"]) == ("-5.50", "-5", "次")
    assert (row["reason"], row["note"]) == ("value", '=HYPERLINK("x")')
    linked = next(row for row in rows if row["verdict"] == "confirmed")
    assert linked["links"] == "quantity_of=办理…件"


def test_the_file_is_what_spreadsheets_and_the_rfc_ask_for(store: Store, tmp_path: Path) -> None:
    summary = export(store, format="csv", out=tmp_path / "out")
    content = (tmp_path / "out" / "numbers.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbfdocument,file,")
    assert content.count(b"\r\n") == 6 == content.count(b"\n")
    cells = content.decode("utf-8-sig").split("\r\n")
    assert any(""",'=云溪县局,""" in row and ""","'=HYPERLINK(""x"")",""" in row for row in cells)
    assert any(",-5.50," in row for row in cells)
    assert summary.written == {"rows": 5}
    # The relation to the other document has no words here; everything that is no number is counted.
    lost = {"texts": 2, "labels": 3, "machine": 3, "suggestions": 3, "relations": 1, "states": 1}
    assert summary.lost == lost


def test_suggestions_alone_are_rows_of_the_machine(store: Store, tmp_path: Path) -> None:
    export(store, format="csv", out=tmp_path / "out", owners="suggestions")
    rows = list(read_rows(tmp_path / "out"))
    assert [(row["owner"], row["value"], row["machine_value"]) for row in rows] == [
        ("machine", "12", "12"),
        ("machine", "3", "3"),
        ("machine", "-5", "-5"),
    ]


@given(
    ANY | st.sampled_from(["=1+1", "'=1", "－5", "a\r\nb", "\tx", " =1", "''", "+86", "@a"]), st.booleans()
)
def test_a_cell_reads_back_and_never_begins_a_formula(cell: str, is_number: bool) -> None:
    written = guarded(cell, is_number=is_number)
    assert unguarded(written) == cell
    begins = written.lstrip(" \u00a0\u3000\ufeff\u200b")[:1]
    assert begins not in ("=", "+", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
    assert begins != "-" or written.replace("-", "", 1).replace(".", "", 1).isdigit()


@pytest.mark.parametrize("cell", ["-5", "-0.5", "12", "2023", "0", "0.30"])
def test_a_plain_number_stays_a_number(cell: str) -> None:
    assert guarded(cell) == guarded(cell, is_number=True) == cell


@pytest.mark.parametrize("cell", ["1234567890123456", "007", "12E5", "1" * 64])
def test_a_text_that_only_looks_like_a_number_stays_text(cell: str) -> None:
    assert guarded(cell) == "'" + cell


def test_a_value_of_any_length_stays_a_number() -> None:
    assert guarded("-12345678901234567890.5", is_number=True) == "-12345678901234567890.5"


CORNERS = ("a,b", 'say "x"', "two\nlines", "two\r\nlines", "\rx", "'quoted'", "𠮷，。", "=1", "\0")
"""Notes that have broken ledgers."""


@pytest.mark.parametrize("note", CORNERS)
def test_any_note_comes_back_exactly(note: str, store: Store, tmp_path: Path) -> None:
    document = next(each.id for each in store.documents() if each.source == "second.txt")
    made = tag(store, "yi", document=document, layer="number", label="quantity", fragments=[(0, 4)])
    perform(store, spans.set_note, actor="yi", annotation=made, note=note)
    export(store, format="csv", out=tmp_path / "out")
    assert next(row for row in read_rows(tmp_path / "out") if row["id"] == made)["note"] == note


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "csv.other_columns"),
        (b"a,b\r\n1,2\r\n", "csv.other_columns"),
        (b"document,file,title,body,region,year\r\n1,2\r\n", "csv.other_columns"),
        (COLUMNS + b"\r\n1,2\r\n", "csv.broken"),
        (COLUMNS + b",id\r\n", "csv.other_columns"),
        (COLUMNS + b'\r\n"1,2\r\n', "csv.broken"),
        (COLUMNS + b"\r\n\xff\r\n", "csv.broken"),
    ],
)
def test_a_file_that_is_no_ledger_is_refused(content: bytes, message: str, tmp_path: Path) -> None:
    path = tmp_path / "numbers.csv"
    path.write_bytes(content)
    with pytest.raises(UserError) as caught:
        list(read_rows(path))
    assert caught.value.message == message


def test_a_value_that_was_spoilt_is_found(store: Store, tmp_path: Path) -> None:
    export(store, format="csv", out=tmp_path / "out")
    path = tmp_path / "out" / "numbers.csv"
    path.write_bytes(path.read_bytes().replace(b",-5.50,", b",-5.5O,"))
    assert len(format_named("csv").inspect(tmp_path / "out").troubles) == 1
