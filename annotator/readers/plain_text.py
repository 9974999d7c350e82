"""Owns reading plain text: which encoding the bytes are in, and when to refuse rather than guess.

The original text is the decoded bytes with the byte order mark dropped and CRLF and lone CR turned to LF;
nothing else changes.  A byte order mark decides.  Without one, valid UTF-8 is UTF-8; what is left is
decoded strictly as GB18030 and as Big5, and the reading that looks more like Chinese wins.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NoReturn

from annotator.errors import UserError
from annotator.languages.chinese import plausibility
from annotator.model.documents import SourceText

MAX_BYTES = 64 * 1024 * 1024
"""Larger than any report; a file beyond it is something else."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig", "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16-be"),
    ("\ufeff".encode("gb18030"), "gb18030", "gb18030"),
)
_BIG5 = ("big5", "cp950", "big5hkscs")
"""Tried in this order: the standard, then what Windows and Hong Kong added to it."""

_SIGNATURES = (
    (b"%PDF-", "PDF", "reader.not_text_document"),
    (b"{\\rtf", "RTF", "reader.not_text_document"),
    (b"%!PS", "PostScript", "reader.not_text_document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "doc/xls/ppt/wps", "reader.not_text_document"),
    (b"\x89PNG\r\n", "PNG", "reader.not_text_picture"),
    (b"\xff\xd8\xff", "JPEG", "reader.not_text_picture"),
    (b"GIF87a", "GIF", "reader.not_text_picture"),
    (b"GIF89a", "GIF", "reader.not_text_picture"),
    (b"II*\0", "TIFF", "reader.not_text_picture"),
    (b"MM\0*", "TIFF", "reader.not_text_picture"),
    (b"Rar!\x1a\x07", "RAR", "reader.not_text_archive"),
    (b"7z\xbc\xaf\x27\x1c", "7z", "reader.not_text_archive"),
    (b"\x1f\x8b\x08", "gzip", "reader.not_text_archive"),
    (b"\xfd7zXZ\0", "xz", "reader.not_text_archive"),
    (b"\x7fELF", "ELF", "reader.not_text_other"),
    (b"SQLite format 3\0", "SQLite", "reader.not_text_other"),
    (b"RIFF", "RIFF", "reader.not_text_other"),
)
_IN_ZIP = (
    (b"word/", "docx"),
    (b"xl/", "xlsx"),
    (b"ppt/", "pptx"),
    (b"OFD.xml", "OFD"),
    (b"opendocument", "ODF"),
    (b"epub+zip", "EPUB"),
)

_HIGH = re.compile(rb"[\x80-\xff]")
_LINE_END = re.compile("\r\n|\r|\n")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]")
_BEYOND_TWO_BYTES = re.compile("[\u0800-\U0010ffff]")
_PRINTABLE_ASCII = re.compile("[\t\n\r -~]")
_MARKUP = re.compile(r"\s*<(?:!doctype html|html|\?xml)", re.IGNORECASE)
_SURROGATE_IN_UTF8 = re.compile(rb"\xed[\xa0-\xbf]")

_WINDOW = 65_536
_FIRM = 0.8
_DOUBTFUL = 0.35
_MARGIN = 0.15
"""A strict reading gives way to a damaged one only when that is plausible by this much more; two strict
readings closer than this are worth a warning."""

Warnings = tuple[tuple[str, Mapping[str, object]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Attempt:
    """One encoding tried: the text when it fits, else the byte where it fails; and how Chinese it reads."""

    encoding: str
    text: str | None
    position: int
    score: float


class PlainText:
    """The reader of plain text files, whatever their suffix."""

    name = "plain_text"
    suffixes: tuple[str, ...] = ()

    def read(self, content: bytes, *, source: str) -> SourceText:
        """Return the original text.

        Raises:
            UserError: the file is empty, too large, binary, in no known encoding, in UTF-16 without a byte
                order mark, or damaged.
        """
        if len(content) > MAX_BYTES:
            raise UserError("reader.too_large", file=source, most=MAX_BYTES // 2**20)
        _refuse_signatures(content, source)
        text, encoding, warnings = _decode(content, source)
        if not text.strip().strip("\ufeff\u200b"):
            raise UserError("reader.empty", file=source)
        nul = text.find("\0")
        if nul >= 0:
            raise UserError("reader.binary", file=source, line=text.count("\n", 0, nul) + 1)
        warnings += tuple(_warnings(text))
        return SourceText(text=_LINE_END.sub("\n", text), encoding=encoding, warnings=warnings)


def _refuse_signatures(content: bytes, source: str) -> None:
    """Refuse what its first bytes say is no text."""
    for signature, kind, message in _SIGNATURES:
        if content.startswith(signature):
            raise UserError(message, file=source, kind=kind)
    if content.startswith(b"MZ") and b"\0" in content[:1024]:
        raise UserError("reader.not_text_other", file=source, kind="exe/dll")
    if content[4:8] == b"ftyp":
        raise UserError("reader.not_text_other", file=source, kind="MP4/HEIC")
    if content.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise UserError("reader.utf32", file=source)
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        names = content[:4096] + content[-65_536:]
        for name, kind in _IN_ZIP:
            if name in names:
                raise UserError("reader.not_text_document", file=source, kind=kind)
        raise UserError("reader.not_text_archive", file=source, kind="zip")


def _decode(content: bytes, source: str) -> tuple[str, str, Warnings]:
    """Return the decoded text without its byte order mark, the encoding, and what is doubtful about it."""
    for bom, encoding, codec in _BOMS:
        if content.startswith(bom):
            return _strict(content, codec, skip=len(bom), encoding=encoding, source=source), encoding, ()
    if b"\0" in content:
        _refuse_utf16(content, source)
        line = content.count(b"\n", 0, content.index(b"\0")) + 1
        raise UserError("reader.binary", file=source, line=line)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_legacy(content, source)
    if text.isascii() or _BEYOND_TWO_BYTES.search(text):
        return text, "utf-8", ()
    # Only two-byte characters (é, ·): a few GBK words, 联通 the famous one, look just like that.
    other = _attempt(content, "gb18030", ("gb18030",))
    foreign = {character for character in other.text or "" if character >= "\x80"}
    if len(foreign) >= 3 and other.score >= _FIRM and other.text is not None:
        return other.text, "gb18030", (_unsure("gb18030", "utf-8"),)
    return text, "utf-8", ()


def _strict(content: bytes, codec: str, *, skip: int, encoding: str, source: str) -> str:
    """Return the bytes after the byte order mark decoded, or refuse with the place of the damage."""
    try:
        return content[skip:].decode(codec)
    except UnicodeDecodeError as error:
        position = error.start + skip
        # UTF-16 fails in two ways only: half a pair, or half a unit at the end.
        half_pair = codec.startswith("utf-16") and error.reason != "truncated data"
        if half_pair or _SURROGATE_IN_UTF8.match(content, position):
            raise UserError("reader.lone_surrogate", file=source, byte=position) from error
        raise UserError("reader.undecodable", file=source, encoding=encoding, byte=position) from error


def _decode_legacy(content: bytes, source: str) -> tuple[str, str, Warnings]:
    """Return what GB18030 or Big5 makes of bytes that are not valid UTF-8."""
    attempts = [
        _attempt(content, "utf-8", ("utf-8",)),
        _attempt(content, "gb18030", ("gb18030",)),
        _attempt(content, "big5", _BIG5),
    ]
    # The first of equals: GB18030 before Big5.
    fitting = sorted((one for one in attempts if one.text is not None), key=lambda one: -one.score)
    damaged = max((one for one in attempts if one.text is None), key=lambda one: one.score)
    if not fitting or damaged.score > fitting[0].score + _MARGIN:
        _refuse_utf16(content, source)
        _refuse_damaged(damaged, content, source)
    best = fitting[0]
    assert best.text is not None
    if best.score < _FIRM:
        _refuse_utf16(content, source)
    if best.score < _DOUBTFUL:
        return best.text, best.encoding, (("reader.warning.implausible", {"encoding": best.encoding}),)
    if len(fitting) > 1 and best.score - fitting[1].score < _MARGIN:
        return best.text, best.encoding, (_unsure(best.encoding, fitting[1].encoding),)
    return best.text, best.encoding, ()


def _unsure(encoding: str, other: str) -> tuple[str, Mapping[str, object]]:
    return "reader.warning.unsure_encoding", {"encoding": encoding, "other": other}


def _attempt(content: bytes, encoding: str, codecs_in_turn: tuple[str, ...]) -> _Attempt:
    """Decode strictly with one codec after the other; failing all, judge a window read with gaps."""
    position = 0
    for codec in codecs_in_turn:
        try:
            text = content.decode(codec)
        except UnicodeDecodeError as error:
            position = max(position, error.start)
        else:
            return _Attempt(encoding=encoding, text=text, position=0, score=plausibility(text))
    # Everything before the first high byte is ASCII in all of them, so the window begins on a character.
    high = _HIGH.search(content)
    first = high.start() if high else 0
    sample = content[first : first + _WINDOW].decode(codecs_in_turn[-1], errors="replace")
    return _Attempt(encoding=encoding, text=None, position=position, score=plausibility(sample))


def _refuse_damaged(attempt: _Attempt, content: bytes, source: str) -> NoReturn:
    if attempt.encoding == "utf-8" and _SURROGATE_IN_UTF8.match(content, attempt.position):
        raise UserError("reader.lone_surrogate", file=source, byte=attempt.position)
    if attempt.score < _DOUBTFUL:
        raise UserError("reader.unknown_encoding", file=source, byte=attempt.position)
    raise UserError("reader.undecodable", file=source, encoding=attempt.encoding, byte=attempt.position)


def _refuse_utf16(content: bytes, source: str) -> None:
    """Refuse UTF-16 that lacks its byte order mark: without one, nobody can be sure of the byte order."""
    if len(content) % 2:
        return
    for codec in ("utf-16-le", "utf-16-be"):
        try:
            text = content.decode(codec)
        except UnicodeDecodeError:
            continue
        sample = text[:_WINDOW]
        plain = len(_PRINTABLE_ASCII.findall(sample))
        others = sum(character >= "\x80" for character in sample)
        if "\0" not in text and plain + others * plausibility(sample) > 0.6 * len(sample):
            raise UserError("reader.utf16_without_bom", file=source, encoding=codec)


def _warnings(text: str) -> Iterator[tuple[str, Mapping[str, object]]]:
    """Yield what the person who imports should know of a decoded text, before its line ends change."""
    if lost := text.count("\ufffd"):
        yield "reader.warning.replacement_characters", {"count": lost}
    if controls := len(_CONTROL.findall(text)):
        yield "reader.warning.control_characters", {"count": controls}
    if private := len(_PRIVATE.findall(text)):
        yield "reader.warning.private_use", {"count": private}
    crlf = text.count("\r\n")
    counts = {"crlf": crlf, "cr": text.count("\r") - crlf, "lf": text.count("\n") - crlf}
    if sum(count > 0 for count in counts.values()) > 1:
        yield "reader.warning.mixed_line_endings", counts
    if _MARKUP.match(text):
        yield "reader.warning.markup", {}


READER = PlainText()
