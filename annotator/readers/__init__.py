"""Owns the registry of readers: what turns a file's bytes into an original text, and which one is asked."""

from __future__ import annotations

import sys
from functools import lru_cache
from typing import Protocol, runtime_checkable

from annotator.model.documents import SourceText
from annotator.registry import plugins


@runtime_checkable
class Reader(Protocol):
    """One source format.

    ``suffixes`` are the endings of file names it is asked for first, lower case with the dot; a reader
    without any is asked for every other name.
    """

    name: str
    suffixes: tuple[str, ...]

    def read(self, content: bytes, *, source: str) -> SourceText:
        """Return the original text of a file's bytes; ``source`` is the file's name, for errors.

        Raises:
            UserError: the bytes hold no report that can be read without guessing.
        """


def _check(candidate: object) -> Reader:
    if not isinstance(candidate, Reader):
        raise TypeError(f"{candidate!r} is no reader: it needs name, suffixes and read")
    return candidate


@lru_cache(maxsize=1)
def all_readers() -> dict[str, Reader]:
    """Return the readers by name: the modules of this folder, then ``annotator.readers`` entry points."""
    return plugins(sys.modules[__name__], group="annotator.readers", attribute="READER", check=_check)


def read_bytes(content: bytes, *, source: str) -> SourceText:
    """Return the original text of a file's bytes, read by the reader that its name asks for.

    Raises:
        UserError: as the reader says.
    """
    return _reader_for(source).read(content, source=source)


def _reader_for(source: str) -> Reader:
    """Return the reader with the longest suffix of ``source``, else the one for any name."""
    name = source.lower()
    fitting = [
        (len(suffix), reader)
        for reader in all_readers().values()
        for suffix in reader.suffixes or ("",)
        if name.endswith(suffix)
    ]
    return max(fitting, key=lambda pair: pair[0])[1]
