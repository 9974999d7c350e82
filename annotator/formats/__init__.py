"""Owns what a dataset format is, which ones there are, and how their files get safely onto the disk."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO, Protocol, runtime_checkable

from annotator.errors import UserError
from annotator.model.corpus import Corpus
from annotator.model.ids import new_id
from annotator.registry import plugins

GROUP = "annotator.formats"
"""Entry-point group of formats that other packages bring."""

ABOUT_LOST = "format.lost."
"""Beginning of the message ids that name a kind of loss."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteSummary:
    """What a format wrote: its files in order, how many lines or rows of each kind, and how many of
    each kind it could not carry."""

    files: tuple[str, ...]
    written: Mapping[str, int]
    lost: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection:
    """What a look at written files finds without the project: how many spans were compared with the
    text, how many of each kind there are, and what is wrong, one line each."""

    spans: int
    written: Mapping[str, int]
    troubles: tuple[str, ...] = ()


@runtime_checkable
class Format(Protocol):
    """One dataset format.  A module of this folder holds one as ``FORMAT``.

    ``suffix`` is that of its main file, with the dot.  ``needs`` is the message id that says what must
    be installed to use it, "" for nothing.  ``cannot_carry`` names the kinds it loses, by the ends of
    message ids (``format.lost.…``).
    """

    @property
    def name(self) -> str: ...
    @property
    def suffix(self) -> str: ...
    @property
    def writes(self) -> bool: ...
    @property
    def reads(self) -> bool: ...
    @property
    def needs(self) -> str: ...
    @property
    def cannot_carry(self) -> tuple[str, ...]: ...

    def write(self, corpus: Corpus, folder: Path, options: Mapping[str, str]) -> WriteSummary:
        """Write the corpus into an existing empty folder, on the disk when this returns.

        Raises:
            UserError: an option is unknown, or the folder cannot be written.
        """
        ...

    def read(self, path: Path) -> Corpus:
        """Read a corpus from its file, or from the folder that ``write`` filled.

        Raises:
            UserError: this format cannot be read, or the file is broken, here or in a later pass.
        """
        ...

    def differences(self, corpus: Corpus, folder: Path) -> Iterator[str]:
        """Read back what ``write`` wrote and yield where it differs from the corpus, as far as the
        format carries it."""
        ...

    def inspect(self, folder: Path) -> Inspection:
        """Look at written files on their own: every span against its text, every number's form."""
        ...


@cache
def all_formats() -> dict[str, Format]:
    """Return every format by name."""
    return plugins(sys.modules[__name__], group=GROUP, attribute="FORMAT", check=_check)


def format_named(name: str) -> Format:
    """Return the format of that name.

    Raises:
        UserError: there is none.
    """
    found = all_formats().get(name)
    if found is None:
        raise UserError("format.unknown", name=name, known=", ".join(all_formats()))
    return found


def _check(candidate: object) -> Format:
    if not isinstance(candidate, Format):
        raise TypeError(f"{candidate!r} is no format")
    return candidate


def refuse_unknown_options(name: str, options: Mapping[str, str], *, known: Collection[str]) -> None:
    """Raise when an option is not one of those that the format of that name knows."""
    for option in options:
        if option not in known:
            listed = ", ".join(sorted(known)) or "-"
            raise UserError("format.unknown_option", name=name, option=option, known=listed)


def main_file(path: Path, name: str) -> Path:
    """Return the file to read: ``path`` itself, or the file ``name`` in the folder ``path``.

    Raises:
        UserError: there is no such file.
    """
    with told(path, message="format.unreadable"):
        found = path / name if path.is_dir() else path
        if not found.is_file():
            raise UserError("format.no_file", file=str(found))
    return found


@contextmanager
def fresh_file(path: Path) -> Iterator[BinaryIO]:
    """Write a file that is not there yet; its bytes are on the disk when the block has ended.

    Raises:
        UserError: it is there, or cannot be written (disk full, no permission).
    """
    with told(path), path.open("xb") as file:
        yield file
        _sync(file)


def _sync(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())


def write_whole(files: Mapping[Path, bytes], *, is_replacing: bool = False) -> None:
    """Write files of one folder: all of them are whole and on the disk when this returns, or none is there.

    Raises:
        UserError: one is there already, unless ``is_replacing``, or they cannot be written; what was there
            is as it was.
    """
    made: dict[Path, Path] = {}
    named: list[Path] = []
    try:
        for path, content in files.items():
            with told(path):
                path.parent.mkdir(parents=True, exist_ok=True)
                if path.exists() and not is_replacing:
                    raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))
                made[path] = path.with_name(f".{path.name}.{new_id()}.partial")
            with told(path), made[path].open("xb") as stream:
                stream.write(content)
                _sync(stream)
        for path, partial in made.items():
            with told(path):
                os.replace(partial, path)
            named.append(path)
    except BaseException:
        for path in () if is_replacing else named:
            path.unlink(missing_ok=True)
        raise
    finally:
        for partial in made.values():
            partial.unlink(missing_ok=True)


@contextmanager
def opened(path: Path) -> Iterator[BufferedReader]:
    """Read a file.

    Raises:
        UserError: it is not there or cannot be read.
    """
    with told(path, message="format.unreadable"), path.open("rb") as file:
        yield file


@contextmanager
def told(path: Path, *, message: str = "format.cannot_write") -> Iterator[None]:
    """Turn what the system says of a file into a sentence for a person."""
    try:
        yield
    except OSError as error:
        raise UserError(message, file=str(path), reason=error.strerror or str(error)) from error
