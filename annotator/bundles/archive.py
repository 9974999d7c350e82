"""Owns the zip around what travels: equal bytes for equal content, and a reader that trusts nothing.

Nothing is ever unpacked to the disk, and nothing is inflated before it is known to be of a modest size.
"""

from __future__ import annotations

import hashlib
import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from typing import BinaryIO

from annotator.errors import UserError

MAX_MEMBERS = 16
MAX_DIRECTORY = 16 * 1024
"""Bytes of the list of members, which is read whole: far above what ours take."""

MAX_BYTES = 256 * 1024 * 1024
"""Inflated bytes of all members: some four thousand reports, or a million actions."""

MAX_RATIO = 200
"""Inflated to packed bytes of a large member; words in JSON pack ten to sixty times."""

SMALL = 16 * 1024 * 1024
"""A member of fewer bytes may pack as well as it likes."""

_END = struct.Struct("<4s4H2LH")
_BLOCK = 1 << 20
_YEAR_ONE = (1980, 1, 1, 0, 0, 0)
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, struct.error, EOFError),
    *(OSError, RuntimeError, ValueError, LookupError),
)
"""What reading a zip raises that somebody has broken, or packed in a way that is not known."""


def pack(members: Mapping[str, bytes]) -> bytes:
    """Return a zip of the members in their order, with no time and no trace of the machine in it."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, content in members.items():
            about = zipfile.ZipInfo(name, date_time=_YEAR_ONE)
            about.create_system = 3
            about.external_attr = 0o600 << 16
            about.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(about, content)
    return packed.getvalue()


def unpack(
    file: BinaryIO, *, name: str, allowed: frozenset[str], only: frozenset[str] | None = None
) -> dict[str, bytes]:
    """Return the content of every member of a zip, which may have the ``allowed`` names only; with ``only``
    no others are inflated.

    ``name`` is what refusals call the file.

    Raises:
        UserError: it is no zip or a broken one, too large, or holds something that is not allowed.
    """
    try:
        _refuse_large_directory(file, name)
        with zipfile.ZipFile(file) as archive:
            listed = archive.infolist()
            _refuse_odd(listed, name=name, allowed=allowed)
            wanted = [one for one in listed if only is None or one.filename in only]
            return {one.filename: _content(archive, one, name) for one in wanted}
    except _BROKEN as error:
        raise UserError("bundle.broken_zip", file=name) from error


def _refuse_large_directory(file: BinaryIO, name: str) -> None:
    """Look at the last 22 bytes, where a zip without a comment says how long its list of members is.
    ``zipfile`` would believe the list and read all of it."""
    size = file.seek(0, io.SEEK_END)
    file.seek(max(0, size - _END.size - 20))
    tail = file.read()
    if len(tail) < _END.size:
        raise UserError("bundle.broken_zip", file=name)
    sign, disk, start, _, count, directory, _, comment = _END.unpack(tail[-_END.size :])
    has_64 = tail[: -_END.size][-20:].startswith(b"PK\6\7")
    if sign != b"PK\5\6" or disk or start or comment or has_64:
        raise UserError("bundle.broken_zip", file=name)
    if count > MAX_MEMBERS or directory > MAX_DIRECTORY:
        raise UserError("bundle.too_many", file=name, most=MAX_MEMBERS)
    file.seek(0)


def _refuse_odd(listed: list[zipfile.ZipInfo], *, name: str, allowed: frozenset[str]) -> None:
    seen: set[str] = set()
    for one in listed:
        if one.filename not in allowed or one.orig_filename != one.filename:
            shown = one.filename.encode("utf-8", "replace").decode("utf-8")[:40]
            raise UserError("bundle.odd_member", file=name, member=shown)
        if one.filename in seen:
            raise UserError("bundle.twice", file=name, member=one.filename)
        seen.add(one.filename)
        is_known = one.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
        if one.flag_bits & 0x41 or not is_known:
            raise UserError("bundle.broken_zip", file=name)
        if one.file_size > SMALL and one.file_size > MAX_RATIO * max(1, one.compress_size):
            raise UserError("bundle.too_large", file=name, most=MAX_BYTES >> 20)
    if sum(one.file_size for one in listed) > MAX_BYTES:
        raise UserError("bundle.too_large", file=name, most=MAX_BYTES >> 20)


def _content(archive: zipfile.ZipFile, one: zipfile.ZipInfo, name: str) -> bytes:
    # zipfile stops at the size that the list names, and then compares the checksum.
    with archive.open(one) as stream:
        blocks = []
        while block := stream.read(_BLOCK):
            blocks.append(block)
    content = b"".join(blocks)
    if len(content) != one.file_size:
        raise UserError("bundle.broken_zip", file=name)
    return content


def sha256(content: bytes) -> str:
    """Return the SHA-256 of bytes, as 64 lower-case hex digits."""
    return hashlib.sha256(content).hexdigest()
