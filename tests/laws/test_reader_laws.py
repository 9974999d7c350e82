"""The laws of reading: whatever a report was saved as, its text is the same."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.readers import read_bytes

SENTENCE = "全年办理行政复议案件五宗，办结率达到百分之百。"
TRADITIONAL = "全年辦理行政複議案件五宗，辦結率達到百分之百。"
BOMS = {
    "utf-8-sig": (codecs.BOM_UTF8, "utf-8"),
    "utf-16-le": (codecs.BOM_UTF16_LE, "utf-16-le"),
    "utf-16-be": (codecs.BOM_UTF16_BE, "utf-16-be"),
}
# No NUL: a text file has none.  No CR: it is what the line end law is about.
ANY = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), max_size=20)
IN_BIG5 = st.text(st.characters(codec="big5", exclude_characters="\0\r"), max_size=20)


@given(ANY, ANY)
def test_utf8_gives_back_any_text(before: str, after: str) -> None:
    text = f"报{before}告{after}"
    read = read_bytes(text.encode("utf-8"), source="a.txt")
    assert (read.text, read.encoding) == (text, "utf-8")


@pytest.mark.parametrize("encoding", BOMS)
@given(text=ANY.map(lambda text: f"a{text}"))
def test_a_byte_order_mark_decides_and_is_dropped(encoding: str, text: str) -> None:
    bom, codec = BOMS[encoding]
    read = read_bytes(bom + text.encode(codec), source="a.txt")
    assert (read.text, read.encoding) == (text, encoding)


@given(ANY, ANY)
def test_gb18030_gives_back_any_text_around_a_sentence(before: str, after: str) -> None:
    text = f"报{before}{SENTENCE * 2}{after}"
    read = read_bytes(text.encode("gb18030"), source="a.txt")
    assert (read.text, read.encoding) == (text, "gb18030")


@given(IN_BIG5, IN_BIG5)
def test_big5_gives_back_any_text_around_a_sentence(before: str, after: str) -> None:
    text = f"報{before}{TRADITIONAL * 2}{after}"
    read = read_bytes(text.encode("big5"), source="a.txt")
    assert (read.text, read.encoding) == (text, "big5")


@given(st.lists(st.sampled_from(["甲", "\n", "\r", "\r\n", " ", "\u2028", "\u0085", "\v"]), max_size=30))
def test_line_ends_become_lf_and_nothing_else_changes(pieces: list[str]) -> None:
    text = "报告" + "".join(pieces)
    read = read_bytes(text.encode("utf-8"), source="a.txt")
    assert read.text == text.replace("\r\n", "\n").replace("\r", "\n")


@given(st.lists(st.sampled_from([SENTENCE, "\n"]), max_size=30))
def test_one_text_however_its_lines_end(pieces: list[str]) -> None:
    text = SENTENCE + "".join(pieces)
    ends = [read_bytes(text.replace("\n", end).encode("gb18030"), source="a") for end in ("\n", "\r\n", "\r")]
    assert {read.text for read in ends} == {text}
    assert all(read.warnings == () for read in ends)
