"""Owns finding the files that paths name and reading them one after the other, refusals included."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import stat
from collections import deque
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from annotator.errors import UserError
from annotator.model.canonical import digest
from annotator.model.documents import SourceText
from annotator.readers import read_bytes
from annotator.readers.plain_text import MAX_BYTES
from annotator.tasks.acting import Progress, never, no_progress

ReadStatus = Literal["imported", "refused", "skipped"]

_AHEAD = 4
"""How many files each worker may be ahead of the one that is waited for: bounds the memory."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOutcome:
    """What became of one file.

    ``skipped`` means that ``same_as``, read earlier in this run, holds the same text.  ``sha256`` is of the
    original text's UTF-8, ``bytes_sha256`` of the file's bytes; both "" where nothing could be read.
    ``file`` can always be printed: bytes of its name that are no UTF-8 show as U+FFFD.
    """

    file: str
    status: ReadStatus
    error: UserError | None = None
    source_text: SourceText | None = None
    sha256: str = ""
    bytes_sha256: str = ""
    same_as: str | None = None

    @property
    def reason(self) -> UserError | None:
        """Why it was refused or skipped, as a message; None when it was imported."""
        if self.same_as is not None:
            return UserError("reader.same_text", file=self.file, other=self.same_as)
        return self.error


@dataclass(frozen=True, slots=True, kw_only=True)
class _Content:
    """What a worker found in a file; the refusal as message and values, which travel between processes."""

    bytes_sha256: str = ""
    sha256: str = ""
    source_text: SourceText | None = None
    refusal: tuple[str, Mapping[str, object]] | None = None


def find_files(paths: Sequence[str]) -> list[str]:
    """Return the files that paths name, as the command line prints them.

    A file's path stays as given; a folder gives argument + "/" + relative path for everything below it,
    sorted, hidden names left out, whatever the suffix.  Links to folders are followed, each folder once.
    What is missing or may not be listed stays in the list, for ``read_all`` to refuse.
    """
    found: list[str] = []
    for path in paths:
        if not os.path.isdir(path):
            found.append(path)
            continue
        below = sorted(_below(path))
        base = path.rstrip("/" if os.sep == "/" else "/\\")
        found += [f"{base}/{relative}" if relative else path for relative in below]
    return found


def _below(root: str) -> list[str]:
    """Return the relative paths of the files below a folder, "" for a folder that cannot be listed."""
    top = os.path.realpath(root)
    found: list[str] = []
    seen: set[str] = set()
    # Links wait until all real folders are walked, so that a file is found under its own path first.
    waiting, links = [("", top)], deque[tuple[str, str]]()
    while waiting or links:
        relative, real = waiting.pop() if waiting else links.popleft()
        if real in seen or _holds(real, top):
            continue
        seen.add(real)
        try:
            with os.scandir(real) as listing:
                children = sorted(listing, key=lambda child: child.name)
        except OSError:
            found.append(relative)
            continue
        for child in children:
            if child.name.startswith("."):
                continue
            name = f"{relative}/{child.name}" if relative else child.name
            if not _is_folder(child):
                found.append(name)
            elif child.is_symlink():
                links.append((name, os.path.realpath(child.path)))
            else:
                waiting.append((name, child.path))
    return found


def _holds(folder: str, top: str) -> bool:
    """Whether a folder lies above ``top``: a link there would lead out of what was asked for."""
    return top.startswith(folder.rstrip(os.sep) + os.sep)


def _is_folder(child: os.DirEntry[str]) -> bool:
    try:
        return child.is_dir()
    except OSError:
        return False


def read_all(
    paths: Sequence[str],
    *,
    progress: Progress = no_progress,
    cancelled: Callable[[], bool] = never,
    jobs: int = 1,
) -> Iterator[ReadOutcome]:
    """Yield what became of each file, in the order given, as soon as it is known.

    With ``jobs`` > 1 that many processes read ahead, a few files each; only the hashes of what was read
    are kept.  Between two files ``cancelled`` is asked; the outcomes then simply end.
    """
    first_with: dict[str, str] = {}
    progress(0, len(paths), "")
    with closing(_contents(paths, jobs=min(jobs, len(paths)))) as contents:
        for done, path in enumerate(paths, start=1):
            if cancelled():
                return
            outcome = _outcome(_printable(path), next(contents), first_with)
            yield outcome
            progress(done, len(paths), outcome.file)


def _outcome(file: str, content: _Content, first_with: dict[str, str]) -> ReadOutcome:
    if content.refusal is not None:
        message, values = content.refusal
        error = UserError(message, **values)
        return ReadOutcome(file=file, status="refused", error=error, bytes_sha256=content.bytes_sha256)
    same_as = first_with.get(content.sha256)
    if same_as is None:
        first_with[content.sha256] = file
    return ReadOutcome(
        file=file,
        status="imported" if same_as is None else "skipped",
        source_text=content.source_text,
        sha256=content.sha256,
        bytes_sha256=content.bytes_sha256,
        same_as=same_as,
    )


def _contents(paths: Sequence[str], *, jobs: int) -> Generator[_Content, None, None]:
    """Yield the contents in order; several jobs are processes that stay a few files ahead."""
    if jobs <= 1:
        yield from map(_read, paths)
        return
    rest = iter(paths)
    pending: deque[tuple[str, Future[_Content] | None]] = deque()
    # Spawned, not forked: the window's process has threads.
    pool = ProcessPoolExecutor(max_workers=jobs, mp_context=multiprocessing.get_context("spawn"))
    try:
        pending += [(path, _submitted(pool, path)) for path in islice(rest, jobs * _AHEAD)]
        while pending:
            content = _result(*pending.popleft())
            pending += [(path, _submitted(pool, path)) for path in islice(rest, 1)]
            yield content
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _submitted(pool: ProcessPoolExecutor, path: str) -> Future[_Content] | None:
    """Hand a path to the workers; None when they are gone."""
    try:
        return pool.submit(_read, path)
    except BrokenProcessPool:
        return None


def _result(path: str, future: Future[_Content] | None) -> _Content:
    """Return what a worker read; read it here when the system killed the workers."""
    try:
        return _read(path) if future is None else future.result()
    except BrokenProcessPool:
        return _read(path)


def _read(path: str) -> _Content:
    """Read one file, whatever it is."""
    file = _printable(path)
    try:
        content = _bytes_of(path, file)
    except UserError as error:
        return _Content(refusal=(error.message, error.values))
    bytes_sha256 = hashlib.sha256(content).hexdigest()
    try:
        source_text = read_bytes(content, source=file)
    except UserError as error:
        return _Content(bytes_sha256=bytes_sha256, refusal=(error.message, error.values))
    sha256 = digest(source_text.text)
    return _Content(bytes_sha256=bytes_sha256, sha256=sha256, source_text=source_text)


def _bytes_of(path: str, file: str) -> bytes:
    try:
        status = os.stat(path)
        # Asked before opening: a pipe would wait for a writer.
        if stat.S_ISDIR(status.st_mode) and not os.access(path, os.R_OK | os.X_OK):
            raise UserError("reader.not_permitted", file=file)
        if not stat.S_ISREG(status.st_mode):
            raise UserError("reader.not_regular", file=file)
        if status.st_size > MAX_BYTES:
            raise UserError("reader.too_large", file=file, most=MAX_BYTES // 2**20)
        with open(path, "rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except (FileNotFoundError, NotADirectoryError, ValueError) as error:
        raise UserError("reader.missing", file=file) from error
    except PermissionError as error:
        raise UserError("reader.not_permitted", file=file) from error
    except OSError as error:
        raise UserError("reader.unreadable", file=file, reason=error.strerror or str(error)) from error


def _printable(path: str) -> str:
    return path.encode("utf-8", errors="surrogatepass").decode("utf-8", errors="replace")
