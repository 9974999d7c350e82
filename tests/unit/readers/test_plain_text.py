"""Which encoding a file is read in, what is refused and what the importer is warned of."""

from __future__ import annotations

import codecs
import io
import zipfile
from pathlib import Path

import pytest

from annotator import i18n
from annotator.errors import UserError
from annotator.readers import all_readers, plain_text, read_bytes

SENTENCE = "全年共办理行政处罚案件四十宗"
TRADITIONAL = "全年共辦理行政處罰案件四十宗"


def refusal(content: bytes) -> UserError:
    with pytest.raises(UserError) as caught:
        read_bytes(content, source="a.txt")
    assert caught.value.values["file"] == "a.txt"
    return caught.value


def warned(content: bytes) -> dict[str, dict[str, object]]:
    return {message: dict(values) for message, values in read_bytes(content, source="a.txt").warnings}


def zipped(name: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(name, "x")
    return stream.getvalue()


def test_plain_text_is_the_reader_of_every_other_suffix() -> None:
    assert list(all_readers()) == ["plain_text"]
    assert read_bytes(b"abc", source="a.whatever").text == "abc"


@pytest.mark.parametrize(
    ("text", "codec", "encoding"),
    [
        (SENTENCE, "utf-8", "utf-8"),
        (SENTENCE, "gb18030", "gb18030"),
        (SENTENCE, "gbk", "gb18030"),
        (SENTENCE, "gb2312", "gb18030"),
        (TRADITIONAL, "gbk", "gb18030"),
        (TRADITIONAL, "big5", "big5"),
        (TRADITIONAL + "銹裏恒€", "cp950", "big5"),
        (TRADITIONAL + "啲嘢", "big5hkscs", "big5"),
        ("2024年度工作情況報告", "big5", "big5"),
        ("一是加强领导", "gb18030", "gb18030"),
        ("一是加強領導", "big5", "big5"),
        (SENTENCE + "𠮷👨‍🚒", "gb18030", "gb18030"),
    ],
)
def test_short_texts_are_read_in_their_encoding(text: str, codec: str, encoding: str) -> None:
    read = read_bytes(text.encode(codec), source="a.txt")
    assert (read.text, read.encoding) == (text, encoding)


def test_a_few_gbk_words_that_look_like_utf8() -> None:
    content = "一路目十".encode("gbk")
    assert content.decode("utf-8").isprintable()
    read = read_bytes(content, source="a.txt")
    assert (read.text, read.encoding) == ("一路目十", "gb18030")
    assert [message for message, _ in read.warnings] == ["reader.warning.unsure_encoding"]


@pytest.mark.parametrize("text", ["12·4", "café", "±3°", "Привет"])
def test_few_two_byte_characters_stay_utf8(text: str) -> None:
    assert read_bytes(text.encode("utf-8"), source="a.txt").text == text


def test_windows_of_the_seed_reports_in_gb18030_and_big5(seeds: Path) -> None:
    simplified = next(seeds.glob("004_*.txt")).read_text(encoding="utf-8")
    traditional = next(seeds.glob("001_*.txt")).read_text(encoding="utf-8")
    for text, encoding in ((simplified, "gb18030"), (traditional, "big5")):
        ideographs = "".join(character for character in text if "\u4e00" <= character <= "\u9fff")
        whole = ideographs.encode(encoding, errors="ignore").decode(encoding)
        for start in range(0, len(whole) - 15, 15):
            window = whole[start : start + 15]
            read = read_bytes(window.encode(encoding), source="a.txt")
            assert (read.text, read.encoding) == (window, encoding)


@pytest.mark.parametrize(
    "content", [b"", codecs.BOM_UTF8, codecs.BOM_UTF16_LE, b" \r\n\t", "\u3000\ufeff".encode()]
)
def test_nothing_to_read_is_refused(content: bytes) -> None:
    assert refusal(content).message == "reader.empty"


@pytest.mark.parametrize(
    ("content", "message", "kind"),
    [
        (b"%PDF-1.7\n", "reader.not_text_document", "PDF"),
        (zipped("word/document.xml"), "reader.not_text_document", "docx"),
        (zipped("a.txt"), "reader.not_text_archive", "zip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(40), "reader.not_text_document", "doc/xls/ppt/wps"),
        (b"{\\rtf1\\ansi", "reader.not_text_document", "RTF"),
        (b"\x89PNG\r\n\x1a\n\0\0", "reader.not_text_picture", "PNG"),
        (b"\xff\xd8\xff\xe0", "reader.not_text_picture", "JPEG"),
        (b"MZ\x90\0\x03\0", "reader.not_text_other", "exe/dll"),
    ],
)
def test_other_kinds_of_file_are_named(content: bytes, message: str, kind: str) -> None:
    error = refusal(content)
    assert (error.message, error.values["kind"]) == (message, kind)


def test_a_nul_is_binary_and_its_line_is_told() -> None:
    error = refusal("报告\n第二\0行".encode())
    assert (error.message, error.values["line"]) == ("reader.binary", 2)
    assert refusal(codecs.BOM_UTF8 + b"a\0").message == "reader.binary"


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [SENTENCE, SENTENCE + "。\n2024年，好", "2024\nabc"])
def test_utf16_without_its_mark_is_recognised(text: str, codec: str) -> None:
    error = refusal(text.encode(codec))
    assert (error.message, error.values["encoding"]) == ("reader.utf16_without_bom", codec)


def test_utf32_is_recognised() -> None:
    assert refusal(codecs.BOM_UTF32_LE + "报告".encode("utf-32-le")).message == "reader.utf32"


@pytest.mark.parametrize(
    ("content", "encoding", "byte"),
    [
        (SENTENCE.encode() + b"\xff" + SENTENCE.encode(), "utf-8", 42),
        (SENTENCE.encode()[:-1], "utf-8", 39),
        (codecs.BOM_UTF8 + b"ab\xff", "utf-8-sig", 5),
        (SENTENCE.encode("gb18030") + b"\xff", "gb18030", 28),
        (codecs.BOM_UTF16_LE + "ab".encode("utf-16-le") + b"c", "utf-16-le", 6),
    ],
)
def test_damage_is_told_with_its_byte(content: bytes, encoding: str, byte: int) -> None:
    error = refusal(content)
    assert error.message == "reader.undecodable"
    assert (error.values["encoding"], error.values["byte"]) == (encoding, byte)


@pytest.mark.parametrize(
    ("content", "byte"),
    [
        (SENTENCE.encode() + "\ud83d".encode("utf-8", "surrogatepass"), 42),
        (codecs.BOM_UTF8 + "a\udc00".encode("utf-8", "surrogatepass"), 4),
        (codecs.BOM_UTF16_LE + "a\ud83db".encode("utf-16-le", "surrogatepass"), 4),
        (codecs.BOM_UTF16_BE + "ab\ud83d".encode("utf-16-be", "surrogatepass"), 6),
    ],
)
def test_half_a_surrogate_pair_is_told_with_its_byte(content: bytes, byte: int) -> None:
    error = refusal(content)
    assert (error.message, error.values["byte"]) == ("reader.lone_surrogate", byte)


def test_noise_is_in_no_encoding() -> None:
    assert refusal(bytes(range(0x80, 0x100)) * 3).message == "reader.unknown_encoding"


def test_a_file_beyond_any_report_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plain_text, "MAX_BYTES", 8)
    assert refusal(b"123456789").message == "reader.too_large"


def test_what_the_importer_is_warned_of() -> None:
    assert warned("报告".encode()) == {}
    assert warned("报\ufffd告\ufffd".encode()) == {"reader.warning.replacement_characters": {"count": 2}}
    assert warned("报\x07告\t\n".encode()) == {"reader.warning.control_characters": {"count": 1}}
    assert warned("报\ue123告".encode()) == {"reader.warning.private_use": {"count": 1}}
    assert warned("报\r\n告\n好\r。".encode()) == {
        "reader.warning.mixed_line_endings": {"crlf": 1, "cr": 1, "lf": 1}
    }
    assert warned(b"<!DOCTYPE html><p>") == {"reader.warning.markup": {}}
    assert list(warned("日本語の報告書です".encode("shift_jis"))) == ["reader.warning.implausible"]


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_every_message_has_its_sentence(language: str) -> None:
    i18n.set_language(language)
    damaged, unmarked = SENTENCE.encode()[:-1], SENTENCE.encode("utf-16-le")
    for content in (b"", b"%PDF-1", b"a\0", b"\xff\xff\xff", damaged, unmarked):
        error = refusal(content)
        assert i18n.sentence(error) != error.message
        assert "a.txt" in i18n.sentence(error)
